"""Two people fill in the same sheet of an incident, in every order: nobody's text is lost unseen."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from incidents.content import Record
from incidents.records import Type
from incidents.services.cases import ChangedMeanwhile, vault_of
from incidents.services.sheets import save_evaluation
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

INTERLEAVINGS, EDITS = 200, 3
FIELD = "went_well"


class Sheet:
    """The evaluation of one incident. `unseen` are the texts that somebody replaced without seeing them."""

    def __init__(self, contact):
        self.contact, self.incident = contact, make_incident(contact)
        self.acknowledged, self.unseen = [], []

    def versions(self) -> list[tuple[int, str]]:
        vault = vault_of(self.incident, self.contact)
        rows = [
            (e.number, vault.get(e, "record", Record)) for e in self.incident.entries.order_by("number")
        ]
        return [(number, record.data[FIELD]) for number, record in rows if record.type == Type.SHEET]

    def newest(self) -> int:
        return self.versions()[-1][0] if self.versions() else 0

    def save(self, text: str, seen: int, claimed: int) -> None:
        before = self.versions()
        save_evaluation(self.incident, seen=claimed, by=self.contact, at=NOW, **{FIELD: text})
        self.acknowledged.append(text)
        self.unseen += [old for number, old in before if number > seen]


def honest(sheet: Sheet, seen: int) -> int:
    return seen


def last_one_wins(sheet: Sheet, seen: int) -> int:
    """The hole: say that one saw whatever is there by now."""
    return sheet.newest()


def editor(sheet: Sheet, name: str, claim: Callable) -> Iterator[None]:
    """Open the sheet, change it, save it; when somebody was first, look at theirs and save again.

    Between any two of these steps the other one may do anything.
    """
    for n in range(EDITS):
        seen, is_saved = sheet.newest(), False
        while not is_saved:
            yield
            try:
                sheet.save(f"{name}{n}", seen, claim(sheet, seen))
                is_saved = True
            except ChangedMeanwhile:
                yield
                seen = sheet.newest()


def interleave(contact, chance: Random, claim: Callable) -> Sheet:
    sheet = Sheet(contact)
    working = [editor(sheet, name, claim) for name in "ab"]
    while working:
        one = chance.choice(working)
        if next(one, working) is working:
            working.remove(one)
    return sheet


def make_contact():
    return make_member(make_school(), Role.CONTACT)


def test_no_text_is_lost_in_any_order():
    contact = make_contact()

    for seed in range(INTERLEAVINGS):
        sheet = interleave(contact, Random(seed), honest)

        assert [text for _, text in sheet.versions()] == sheet.acknowledged
        assert sorted(sheet.acknowledged) == [f"{name}{n}" for name in "ab" for n in range(EDITS)]
        assert sheet.unseen == []


def test_text_that_is_replaced_unseen_would_be_noticed():
    contact = make_contact()

    sheets = [interleave(contact, Random(seed), last_one_wins) for seed in range(10)]

    assert [sheet for sheet in sheets if sheet.unseen]
