"""Every form of the register works in a browser, with the Origin and the Referer that it sends."""

import pytest
from django.urls import reverse

from tests.browser.people import enter, sign_in
from tests.browser.register_forms import ANSWERED_WITH_A_PAGE, FORMS, Walk
from tests.browser.register_world import make_register_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(contact):
    return make_register_world(contact)


def test_every_form_is_found_and_taken(page, world, live_server):
    walk = Walk(page)
    walk.filled["incidents:break_glass Open"]["number"] = world.left.name

    walk_as_contact(walk, world)
    enter_anew(page, world.admin)
    walk.at(world.path("terms"))
    page.context.clear_cookies()
    sign_in(page, world.principal)
    walk.at(world.path("request", "review"), world.path("break_glass"), world.path("detail", "glass"))

    assert walk.unknown == set()
    assert {name: status for name, (status, _, _) in walk.sent.items()} == {
        name: 200 if name in ANSWERED_WITH_A_PAGE else 302 for name in FORMS
    }
    assert {origin for _, origin, _ in walk.sent.values()} == {live_server.url}
    assert {
        referer.startswith(f"{live_server.url}/meldingen/") for _, _, referer in walk.sent.values()
    } == {True}


def test_form_that_nobody_listed_is_found(page, contact):
    to = 'method="post" action="/meldingen/nieuw/"'
    html = f"""<main><form {to}><button>Verklap</button></form>
        <form {to}><button class="btn-primary">Bewaar</button></form></main>"""
    page.route("**/proef/", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto("/proef/")
    walk = Walk(page)

    name, _ = walk.next()

    assert (name, walk.unknown) == ("incidents:report Bewaar", {"incidents:report Verklap"})


def enter_anew(page, member):
    page.context.clear_cookies()
    enter(page.context, member)


def walk_as_contact(walk, world):
    """The incident that has most is closed at the end: then its other forms are gone."""
    enter(walk.page.context, world.contact)
    walk.at(world.path("list"), world.path("report"), world.path("handover"), world.path("ask"))
    walk.at(world.path("detail", "full"), world.extend_path())
    walk.at(reverse("incidents:correct", args=[world.full.pk, 1]), world.name_path())
    sheets = ["add_person", "steps", "images", "aftercare", "evaluation", "invite", "exclude", "hold"]
    walk.at(*(world.path(name, "full") for name in sheets))
    walk.at(world.path("leak", "leak"), world.path("detail", "held"), world.path("reopen", "closed"))
    walk.at(world.path("requests"), world.path("request_open"), world.path("request_search", "search"))
    walk.at(world.path("request_draft", "drafted"), world.path("request_close", "search"))
    walk.at(world.path("close", "full"))
