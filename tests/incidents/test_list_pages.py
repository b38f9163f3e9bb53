"""The pages of the list: fifty on each, and what one costs."""

import pytest

from tests.factories import NOW, make_incident

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LIST = "/meldingen/"


def numbers(response) -> list[str]:
    return [row.number for row in response.context["rows"]]


def test_fifty_stand_on_a_page_and_the_older_ones_on_the_next(login, contact):
    for _ in range(52):
        make_incident(contact)
    client = login(contact)

    first = client.get(LIST)
    second = client.get(LIST + first.context["older_path"])

    assert numbers(first) == [f"2026-{n:03}" for n in range(52, 2, -1)]
    assert (numbers(second), second.context["older_path"]) == (["2026-002", "2026-001"], "")


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_eight_queries(login, contact, count, django_assert_num_queries):
    for _ in range(count):
        make_incident(contact)
    client = login(contact)

    # session, user, member, contacts, themes, school key, incidents with key and handler, counts
    with django_assert_num_queries(8):
        response = client.get(LIST)

    assert len(response.context["rows"]) == count
