"""Evidence in the database and in the log, and who may not touch it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Evidence
from assessments.services import EvidenceChanged, add_evidence, remove_evidence, restore_evidence
from schools.models import AuditEntry
from tests.assessments.helpers import LATER, path
from tests.factories import NOW, make_card, make_evidence, make_round, make_theme


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


def acts() -> list[tuple]:
    return list(AuditEntry.unscoped.order_by("pk").values_list("action", "target", "by"))


def test_add_evidence_writes_it_down(card, contact):
    added = add_evidence(card, url="", note="Prikbord", valid_until=None, by=contact, at=NOW)

    assert (added.school, added.card, added.added_by, added.added_at) == (
        contact.school,
        card,
        contact,
        NOW,
    )
    assert acts() == [("evidence.added", f"assessments.evidence:{added.pk}", contact.pk)]


def test_add_evidence_twice_with_one_key_is_written_down_once(card, contact):
    fields = {"url": "", "valid_until": None, "by": contact, "at": NOW, "key": uuid4()}

    first = add_evidence(card, note="Prikbord", **fields)
    again = add_evidence(card, note="Prikbord", **fields)
    other = add_evidence(card, note="Nog iets", **fields)

    assert first == again != other
    assert len(acts()) == 2


def test_remove_and_restore_are_written_down(card, team_member, contact):
    evidence = make_evidence(team_member, card)

    remove_evidence(evidence, by=contact, at=LATER)

    evidence.refresh_from_db()
    assert (evidence.removed_at, evidence.removed_by) == (LATER, contact)

    restore_evidence(evidence, by=team_member, at=LATER)

    evidence.refresh_from_db()
    assert (evidence.removed_at, evidence.removed_by) == (None, None)
    target = f"assessments.evidence:{evidence.pk}"
    assert acts() == [
        ("evidence.removed", target, contact.pk),
        ("evidence.restored", target, team_member.pk),
    ]


@pytest.mark.parametrize("fields", [{}, {"removed_at": NOW}])
def test_second_removal_or_restoring_is_refused_and_not_written_down(card, team_member, contact, fields):
    evidence = make_evidence(team_member, card, **fields)

    with pytest.raises(EvidenceChanged):
        (remove_evidence if fields else restore_evidence)(evidence, by=contact, at=LATER)

    assert acts() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"note": "", "url": ""},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://a.example"},
        {"url": " https://a.example"},
    ],
)
def test_database_refuses_evidence_that_is_empty_or_opens_something_else(card, team_member, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_evidence(team_member, card, **fields)


def changes(round, card, evidence) -> list[str]:
    one = [path(name, round, card, evidence.pk) for name in ("remove_evidence", "restore_evidence")]
    return [path("add_evidence", round, card), *one]


def unchanged(evidence) -> bool:
    return list(Evidence.unscoped.all()) == [evidence] and Evidence.unscoped.get().removed_at is None


def test_outsider_does_not_find_the_evidence(login, outsider, round, card, team_member):
    evidence, client = make_evidence(team_member, card), login(outsider)

    answers = [client.post(url, {"note": "Van buiten"}) for url in changes(round, card, evidence)]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert client.get(path("evidence", round, card)).status_code == 404
    assert unchanged(evidence)


def test_evidence_of_another_school_is_not_found_in_ones_own_round(login, outsider, card, team_member):
    """The card is the same for all schools; what each has for it is not."""
    evidence, client = make_evidence(team_member, card), login(outsider)
    own = make_round(outsider, card.theme)

    answers = [client.post(url) for url in changes(own, card, evidence)[1:]]

    assert [answer.status_code for answer in answers] == [404] * 2
    assert unchanged(evidence)


def test_evidence_of_another_card_is_not_found(login, round, card, team_member):
    evidence, client = make_evidence(team_member, make_card(card.theme)), login(team_member)

    answers = [client.post(url) for url in changes(round, card, evidence)[1:]]

    assert [answer.status_code for answer in answers] == [404] * 2
    assert unchanged(evidence)


@pytest.mark.parametrize(("role", "may_read"), [("admin", 200), ("log_reader", 403)])
def test_readers_change_nothing(login, request, round, card, team_member, role, may_read):
    evidence, client = make_evidence(team_member, card), login(request.getfixturevalue(role))

    answers = [client.post(url, {"note": "Toch"}) for url in changes(round, card, evidence)]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert client.get(path("evidence", round, card)).status_code == may_read
    assert unchanged(evidence)


def test_evidence_is_changed_by_a_post_only(login, round, card, team_member):
    evidence, client = make_evidence(team_member, card), login(team_member)

    answers = [client.get(url) for url in changes(round, card, evidence)]

    assert [answer.status_code for answer in answers] == [405] * 3
