"""No page has a barrier: axe-core finds nothing, nothing scrolls sideways, each has one heading."""

from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, get_resolver, resolve

from tests.browser import pages
from tests.browser.people import enter
from tests.browser.world import make_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(team_member):
    return make_world(team_member)


@pytest.fixture
def open_all(page, look, world):
    def open_each(names):
        for name in names:
            look.at(pages.path(name, world))
            assert resolve(urlsplit(page.url).path).view_name == name

    return open_each


def routes(patterns, namespace=""):
    """Yield the name of every route, or its path when it has none."""
    for found in patterns:
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name or found.pattern}"
        else:
            inner = f"{found.namespace}:" if found.namespace else ""
            yield from routes(found.url_patterns, namespace + inner)


def test_every_route_is_looked_at_or_says_why_not():
    assert sorted([*pages.PAGES, *pages.NO_PAGES]) == sorted(routes(get_resolver().url_patterns))


def test_pages_of_a_visitor(open_all):
    open_all(pages.VISITOR)


@pytest.mark.parametrize(
    "names", [pages.ROUND, pages.CARD, pages.ACCOUNT], ids=["round", "card", "account"]
)
def test_pages_of_the_working_group(page, open_all, team_member, names):
    enter(page.context, team_member)

    open_all(names)


def test_pages_of_an_administrator(page, open_all, admin):
    enter(page.context, admin)

    open_all(pages.ADMIN)


def test_pages_of_an_incident(page, open_all, world):
    enter(page.context, world.colleague)

    open_all(pages.INCIDENT)
