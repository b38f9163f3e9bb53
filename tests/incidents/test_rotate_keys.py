"""Changing the keys: those of the key file and those of the schools. Everything stays readable."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from incidents import key_file
from incidents.envelope import CannotOpen
from incidents.fields import SealedField
from incidents.key_file import KeyFileFault
from incidents.models import AccessRequest, CaseKey, Incident, Lesson, SchoolKey, Tally
from incidents.services import keys
from incidents.services.cases import read_heads, show_names
from incidents.vault import SchoolVault, unwrap_school_key
from schools.models import AuditEntry
from tests.factories import NOW, make_incident
from tests.incidents.closing import PUPIL


@pytest.fixture(autouse=True)
def key_path(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys"
    key_file.add_key()
    return settings.KEY_FILE


@pytest.fixture
def register(contact):
    """Three incidents, and one of each row that is sealed with the key of the school."""
    for n in range(3):
        make_incident(contact, PUPIL, title=f"Titel {n}")
    school, vault = {"school": contact.school}, SchoolVault(contact.school_id)
    rows = [Lesson(**school, school_year=2026), Tally(**school, school_year=2026)]
    for row in [*rows, AccessRequest(**school, number=1, opened_by=contact, until=NOW.date())]:
        row.sealed = vault.seal(row, "sealed", "iets")
        row.save()
    return contact


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue().splitlines()


def readable(contact) -> tuple[list[str], list[str], list[str]]:
    """Return the titles, the names and what the school sealed, read back."""
    incidents = list(Incident.objects.visible_to(contact).select_related("key").order_by("number"))
    titles = [head.title for _, head in read_heads(incidents, contact)]
    names = [name for i in incidents for name in show_names(i, by=contact, at=NOW).values()]
    vault = SchoolVault(contact.school_id)
    return titles, names, [vault.open(m.unscoped.get(), "sealed") for m in keys.SEALED_BY_SCHOOL]


ALL = (["Titel 0", "Titel 1", "Titel 2"], ["Fatima"] * 3, ["iets"] * 3)


def test_school_key_is_wrapped_with_the_active_key(register):
    key_file.add_key()

    assert run() == [f"{register.school}: 1 school key(s) wrapped anew."]
    assert SchoolKey.unscoped.get().wrapped_by == 2
    assert readable(register) == ALL
    assert run() == [f"{register.school}: 0 school key(s) wrapped anew."]


def test_new_school_key_seals_everything_anew(register):
    old = SchoolKey.unscoped.get()

    [line] = run("--school-keys")

    assert line.endswith("3 case key(s) and 3 row(s) sealed with a new key, 1 old key(s) deleted.")
    new = SchoolKey.unscoped.get()
    assert (new.number, new.pk == old.pk) == (2, False)
    assert set(CaseKey.unscoped.values_list("school_key", flat=True)) == {new.pk}
    assert readable(register) == ALL


def test_what_a_school_seals_is_all_known_here():
    sealed = {m for m in apps.get_app_config("incidents").get_models() if has_sealed(m)}
    of_a_case = {m for m in sealed if m is Incident or "incident" in [f.name for f in m._meta.fields]}

    assert sealed - of_a_case - {SchoolKey} == set(keys.SEALED_BY_SCHOOL)


def has_sealed(model) -> bool:
    return any(isinstance(field, SealedField) for field in model._meta.fields)


def test_in_several_batches_nothing_is_left_behind(register, monkeypatch):
    monkeypatch.setattr(keys, "BATCH", 2)

    run("--school-keys")

    assert readable(register) == ALL
    assert SchoolKey.unscoped.count() == 1


def test_old_key_of_the_file_is_destroyed_when_nothing_needs_it(register, key_path):
    before = SchoolKey.unscoped.get()
    key_file.add_key()

    assert run("--drop-old")[-1] == "Key file: destroyed 1."
    assert list(key_file.keys()) == [2]
    assert readable(register) == ALL
    with pytest.raises(KeyFileFault, match="Key 1 is not in the key file"):
        unwrap_school_key(before)


def test_key_that_is_still_needed_is_not_destroyed(register):
    key_file.add_key()

    assert keys.drop_file_keys(at=NOW) == set()
    assert list(key_file.keys()) == [1, 2]


def test_key_that_another_school_needs_is_not_destroyed(register, outsider):
    make_incident(outsider)
    key_file.add_key()

    keys.rewrap_school_keys(register.school, at=NOW)

    assert keys.drop_file_keys(at=NOW) == set()


def test_lost_key_of_the_file_is_told(register, key_path):
    key_path.unlink()
    key_file.add_key()
    key_file.add_key()
    key_file.drop_keys({1})

    with pytest.raises(CommandError, match="Key 1 is not in the key file"):
        run()


def test_changed_case_key_keeps_the_old_school_key(register):
    one, other = CaseKey.unscoped.order_by("pk")[:2]
    CaseKey.unscoped.filter(pk=one.pk).update(wrapped=other.wrapped)

    with pytest.raises(CommandError, match=r"1 school\(s\) keep the old keys as well"):
        run("--school-keys")
    assert SchoolKey.unscoped.count() == 2


def test_school_that_sealed_nothing_gets_no_key(contact):
    run("--school-keys")

    assert not SchoolKey.unscoped.exists()


def test_every_change_is_recorded(register):
    call_command("add_key", stdout=StringIO())
    run("--school-keys", "--drop-old")

    found = AuditEntry.unscoped.filter(action__startswith="key.").order_by("pk")
    rows = list(found.values_list("action", "school", "by"))
    here = register.school_id
    assert rows == [
        ("key.added", None, None),
        ("key.rotated", here, None),
        ("key.rotated", here, None),
        ("key.dropped", None, None),
    ]


def test_who_seals_while_the_key_changes_takes_the_new_one(register):
    """Somebody opened the school's keys before, and seals after, the change of keys."""
    vault, tally = SchoolVault(register.school_id), Tally(school=register.school, school_year=2027)
    run("--school-keys")

    tally.sealed = vault.seal(tally, "sealed", "later")
    tally.save()

    assert SchoolVault(register.school_id).open(tally, "sealed") == "later"


def test_what_was_sealed_with_the_old_key_meanwhile_is_sealed_anew(register, monkeypatch):
    """The old key stays as long as a row needs it, also one that came after the row's batch."""
    vault, tally = SchoolVault(register.school_id), Tally(school=register.school, school_year=2027)
    late = [lambda: (setattr(tally, "sealed", vault.seal(tally, "sealed", "later")), tally.save())]
    delete_old = keys._delete_old

    def delete_after_a_late_row(school):
        if late:
            with transaction.atomic():
                late.pop()()
        return delete_old(school)

    monkeypatch.setattr(keys, "_delete_old", delete_after_a_late_row)
    run("--school-keys")

    tally.refresh_from_db()
    assert SchoolVault(register.school_id).open(tally, "sealed") == "later"
    with pytest.raises(CannotOpen):
        vault.open(tally, "sealed")
