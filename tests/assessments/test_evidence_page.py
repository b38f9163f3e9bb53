"""The evidence of a card: reading it, taking it away and putting it back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.utils.timezone import localdate

from assessments.models import Evidence
from tests.assessments.helpers import FRAME, path
from tests.factories import NOW, make_card, make_evidence, make_member, make_round, make_set, make_theme


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def show(login, round, card):
    def get(member=None, query=""):
        return login(member or round.opened_by).get(path("evidence", round, card) + query)

    return get


@pytest.fixture
def change(login, round, card):
    def post(name, evidence, member=None):
        return login(member or round.opened_by).post(path(name, round, card, evidence.pk))

    return post


def shown(response) -> list[Evidence]:
    return [evidence for evidence, _ in response.context["rows"]]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_evidence_shows_what_the_school_has_for_this_card_newest_first(
    show, card, team_member, principal, outsider
):
    older = make_evidence(team_member, card)
    newer = make_evidence(principal, card, added_at=NOW + timedelta(days=1))
    make_evidence(team_member, make_card(card.theme))
    make_evidence(team_member, card, removed_at=NOW, removed_by=principal)
    make_evidence(outsider, card, note="Geheim van hen")

    response = show()

    assert shown(response) == [newer, older]
    assert "Geheim van hen" not in response.content.decode()


def test_evidence_says_what_it_is_until_when_and_from_whom(show, card, team_member):
    make_evidence(team_member, card, url="https://school.example/a?b=1&c=2", valid_until=date(2099, 3, 1))

    content = show().content.decode()

    link = "https://school.example/a?b=1&amp;c=2"
    assert f'<a href="{link}" rel="noopener noreferrer">{link}</a>' in content
    assert "Geldig tot 1 maart 2099" in content
    assert f"Toegevoegd op 20 november 2026 door {team_member.user.name}" in content


def test_evidence_is_shown_as_text(show, card, team_member):
    make_evidence(team_member, card, note="<script>alert(1)</script>", url='https://x.example/"><b>')

    content = show().content.decode()

    assert "<script>alert" not in content
    assert '"><b>' not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


@pytest.mark.parametrize(("days", "is_expired"), [(-1, True), (0, False), (1, False), (None, False)])
def test_evidence_is_marked_as_expired_after_its_last_day(show, card, team_member, days, is_expired):
    last_day = None if days is None else localdate() + timedelta(days=days)
    make_evidence(team_member, card, valid_until=last_day)

    assert (">verlopen</span>" in show().content.decode()) is is_expired


def test_evidence_of_a_card_is_found_again_in_the_next_round(login, show, round, card, team_member):
    kept = make_evidence(team_member, card)
    round.closed_at, round.closed_by = NOW, team_member
    round.save()
    later = make_round(team_member, card.theme, school_year=2027)

    assert shown(show()) == [kept]
    assert shown(login(team_member).get(path("evidence", later, card))) == [kept]


@pytest.mark.parametrize(("role", "may_write"), [("contact", True), ("admin", False)])
def test_evidence_can_be_read_by_all_and_changed_by_those_who_score(
    show, card, team_member, request, role, may_write
):
    make_evidence(team_member, card, note="Op het prikbord")

    content = show(request.getfixturevalue(role)).content.decode()

    assert "Op het prikbord" in content
    assert ("Haal weg" in content) is may_write
    assert ("Bewaar het bewijs" in content) is may_write


def test_card_without_evidence_says_what_to_do(show, admin):
    assert "Voeg hieronder een link of een korte notitie toe." in show().content.decode()
    assert "Voeg hieronder" not in show(admin).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_evidence_needs_as_many_queries_for_one_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    card = make_card(make_theme(make_set()))
    round = make_round(team_member, card.theme)
    for _ in range(count):
        make_evidence(make_member(round.school), card)
    client, url = login(team_member), path("evidence", round, card)
    client.get(url)  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 2):  # theme and round, evidence
        response = client.get(url)

    assert len(shown(response)) == count


def test_remove_takes_evidence_off_the_list_and_offers_to_put_it_back(show, change, card, team_member):
    kept, gone = make_evidence(team_member, card), make_evidence(team_member, card, note="Oud verslag")

    response = change("remove_evidence", gone)

    page = show(query=f"?weg={gone.pk}")
    assert response.url == f"{page.wsgi_request.path}?weg={gone.pk}"
    assert shown(page) == [kept]
    assert "Het bewijs “Oud verslag” is weggehaald." in page.content.decode()


def test_restore_puts_it_back(show, change, card, team_member, principal):
    gone = make_evidence(team_member, card, removed_at=NOW, removed_by=principal)

    response = change("restore_evidence", gone)

    assert said(response) == ["Het bewijs staat er weer."]
    assert shown(show()) == [gone]


@pytest.mark.parametrize("query", ["?weg=niets", f"?weg={uuid4()}"])
def test_unknown_evidence_is_not_offered_to_put_back(show, query):
    assert show(query=query).context["removed"] is None


def test_evidence_that_is_there_or_gone_already_says_so(change, card, team_member, principal):
    there = make_evidence(team_member, card)
    gone = make_evidence(team_member, card, removed_at=NOW, removed_by=principal)

    assert said(change("restore_evidence", there)) == ["Een collega zette dit bewijs al terug."]
    assert said(change("remove_evidence", gone))[-1] == "Een collega haalde dit bewijs al weg."
    assert Evidence.unscoped.get(pk=gone.pk).removed_by == principal
