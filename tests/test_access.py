"""Every route states its policy, and answers every persona as the tables of access_tables say."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils.html import escape

from schools.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.access_tables import EXPECTED, GUARDED, MAY, PERSONAS, POLICIES, ROLES
from tests.answers import readable
from tests.house_rules import english
from tests.pdf_reader import pango_hidden
from tests.two_schools import TYPED, Site

pytestmark = pytest.mark.django_db

CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-unused-seconds="\d+"')


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """One for all these tests, because it takes long to make and every visit is undone."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick, pango_hidden():
        yield Site()
        transaction.set_rollback(True)


def routes(patterns, namespace=""):
    """Yield (name, view) of every route; one without a name is known by its path."""
    for found in patterns:
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name or found.pattern}", found.callback
        else:
            inner = f"{found.namespace}:" if found.namespace else ""
            yield from routes(found.url_patterns, namespace + inner)


def policy_of(view) -> str:
    if not getattr(view, "login_required", True):
        return "public"
    return view.permission.name if hasattr(view, "permission") else "login"


def shown(response) -> tuple[int, str]:
    """Return an answer without what differs each time that it is asked."""
    return response.status_code, CHANGING.sub("", response.content.decode())


def test_every_route_states_its_policy():
    found = {name: policy_of(view) for name, view in routes(get_resolver().url_patterns)}

    assert found == POLICIES
    assert set(EXPECTED["post"]) == set(POLICIES)


def test_roles_may_what_the_table_of_security_says():
    found = {verb: {role for role in Role if verb in ROLE_PERMISSIONS[role]} for verb in Permission}

    assert found == MAY
    assert list(Role) == ROLES


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_route_answers_as_the_table_says(site, method, persona):
    column = PERSONAS.index(persona)

    answers = {route: site.visit(persona, method, site.path(route)).status_code for route in POLICIES}

    assert answers == {route: row[column] for route, row in EXPECTED[method].items()}


def test_anonymous_reader_is_sent_to_log_in_and_then_back(site):
    paths = [site.path(route) for route in GUARDED]

    answers = {path: site.visit("anonymous", "get", path).headers["Location"] for path in paths}

    assert answers == {path: f"/account/aanmelden/?next={path}" for path in paths}


def test_anonymous_writer_gets_the_typed_text_back(site):
    bodies = {r: site.visit("anonymous", "post", site.path(r)).content.decode() for r in GUARDED}

    assert [route for route, body in bodies.items() if f">{escape(TYPED)}</textarea>" not in body] == []
    assert [route for route, body in bodies.items() if "Bewaar opnieuw" not in body] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_object_of_another_school_looks_like_one_that_does_not_exist(site, method):
    for route, (first, *rest) in site.args.items():
        if isinstance(first, str):  # not an object of a school
            continue
        unknown = uuid4() if isinstance(first, UUID) else first + 1000
        theirs = site.visit("stranger", method, site.path(route))
        nowhere = site.visit("stranger", method, reverse(route, args=[unknown, *rest]))

        assert shown(theirs) == shown(nowhere), route
        assert theirs.status_code in (404, 405)


@pytest.mark.parametrize(
    ("route", "name"), [("plans:plan", "ronde"), ("plans:propose", "ronde"), ("plans:actions", "klaar")]
)
def test_object_in_a_query_is_of_the_own_school_too(site, route, name):
    pk = site.args["assessments:overview" if name == "ronde" else "plans:edit"][0]

    theirs, nowhere = (
        site.visit("stranger", "get", f"{site.path(route)}?{name}={id}") for id in (pk, uuid4())
    )

    assert shown(theirs) == shown(nowhere)


def test_no_page_names_anything_of_another_school(site):
    """But for the page of the invitation, whose link is the key to it."""
    naming = {
        persona: {
            route
            for route in POLICIES
            if "zonnebloem" in readable(site.visit(persona, "get", site.path(route))).casefold()
        }
        for persona in ("team", "stranger")
    }

    assert naming["stranger"] == {"schools:accept"}
    assert {"assessments:card", "plans:edit", "plans:export", "plans:export_xlsx"} <= naming["team"]


def test_who_lacks_a_second_factor_makes_one_first(site):
    behind = [route for route, policy in POLICIES.items() if policy not in ("public", "login")]
    answers = [site.visit("unready", method, site.path(r)) for r in behind for method in ("get", "post")]

    assert {response.headers["Location"] for response in answers} == {"/account/tweede-stap/"}


@pytest.mark.parametrize("persona", ["anonymous", "admin", "stranger"])
def test_pages_are_in_dutch_once_they_are_filled_in(site, persona):
    """With what Django and allauth add: labels, help and errors that no template of ours holds."""
    answers = {(r, m): site.visit(persona, m, site.path(r)) for r in POLICIES for m in ("get", "post")}
    pages = {of: r.content.decode() for of, r in answers.items() if "html" in r.headers["Content-Type"]}

    assert {of: found for of, html in pages.items() if (found := english(html))} == {}
    assert len(pages) > 20
