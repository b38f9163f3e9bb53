"""The audit log: what the database refuses, and what the check finds when it was done all the same."""

import pytest
from django.db import IntegrityError, connection, transaction

from schools.models import AuditEntry, AuditHead
from tests.factories import make_school
from tests.proofs import tampering
from tests.proofs.audit_log import audit_command
from tests.triggers import triggers_off

pytestmark = pytest.mark.proof

WELL = "installation: ok, 1 entries, anchored up to 0"
CHANGED = "entry {} was changed, or does not follow the one before it"
ANCHORED = "the anchor of {} (line 1)"
# What the hashes alone show, and where.
BY_HASHES = {
    tampering.change_action: CHANGED.format(3),
    tampering.change_target: CHANGED.format(3),
    tampering.change_moment: CHANGED.format(3),
    tampering.change_who: CHANGED.format(3),
    tampering.change_hash: CHANGED.format(3),
    tampering.remove_from_middle: "entry 3 is gone",
    tampering.remove_and_renumber: CHANGED.format(3),
    tampering.insert_in_middle: CHANGED.format(4),
    tampering.swap: CHANGED.format(2),
    tampering.cut_tail_of_entries_only: "entry 4 is gone: the head of the chain saw entries up to 6",
    tampering.set_head_back: "entry 6 was added behind the head of the chain",
    tampering.remove_head: "entry 1 was added behind the head of the chain",
}
# What takes an anchor to see.
BY_ANCHOR = {
    tampering.cut_tail: "entry 4 is gone: {} saw entries up to 4",
    tampering.cut_tail_and_go_on: "entry 4 is not the one that {} saw",
    tampering.remove_all: "entry 1 is gone: {} saw entries up to 4",
    tampering.write_anew: "entry 4 is not the one that {} saw",
}


def tamper(act) -> None:
    with triggers_off():
        act()


def anchor_of(anchor_file) -> str:
    return ANCHORED.format(anchor_file.read_text().split()[0])


def test_untouched_log_is_well(audit_log):
    assert audit_command("verify_audit") == (True, [f"{audit_log}: ok, 6 entries, anchored up to 4", WELL])


@pytest.mark.parametrize("act", BY_HASHES, ids=lambda act: act.__name__)
@pytest.mark.parametrize("options", [[], ["--without-anchors"]], ids=["anchors", "hashes"])
def test_tampering_is_found_at_its_number(audit_log, act, options):
    tamper(act)

    assert audit_command("verify_audit", *options) == (False, [f"{audit_log}: {BY_HASHES[act]}", WELL])


@pytest.mark.parametrize("act", BY_ANCHOR, ids=lambda act: act.__name__)
def test_tampering_that_leaves_a_sound_chain_is_found_by_the_anchor(audit_log, anchor_file, act):
    tamper(act)

    fault = BY_ANCHOR[act].format(anchor_of(anchor_file))
    assert audit_command("verify_audit") == (False, [f"{audit_log}: {fault}", WELL])


@pytest.mark.parametrize("act", BY_ANCHOR, ids=lambda act: act.__name__)
def test_without_anchors_that_tampering_is_missed(audit_log, act):
    """The hole that the anchors close: it shows that the proof above can fail."""
    tamper(act)

    sound, lines = audit_command("verify_audit", "--without-anchors")

    assert sound
    assert all(": ok, " in line for line in lines)


def test_tail_that_was_not_anchored_yet_is_missed(audit_log):
    """What happens between two anchors: it shows that they must be daily, not once."""
    with triggers_off():
        tampering.run("DELETE FROM schools_auditentry WHERE school_id IS NOT NULL AND number > 4")
        tampering.fit_head()

    assert audit_command("verify_audit") == (True, [f"{audit_log}: ok, 4 entries, anchored up to 4", WELL])


def test_chain_that_is_given_to_another_school_is_found(audit_log):
    other = make_school().pk
    with triggers_off():
        AuditEntry.unscoped.exclude(school=None).update(school=other)
        tampering.run("UPDATE schools_audithead SET chain = %s WHERE chain = %s", str(other), audit_log)

    fault = f"{other}: {CHANGED.format(1)}"
    assert audit_command("verify_audit", "--without-anchors") == (False, [fault, WELL])


def change_hash(line):
    return line.replace(line.split()[3], "0" * 64)


def change_number(line):
    return line.replace(" 4 ", " 3 ")


def change_number_beyond(line):
    return line.replace(" 4 ", " 7 ")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (change_hash, "entry 4 is not the one that {} saw"),
        (change_number, "entry 3 is not the one that {} saw"),
        (change_number_beyond, "entry 7 is gone: {} saw entries up to 7"),
    ],
)
def test_changed_anchor_fits_no_entry(audit_log, anchor_file, change, fault):
    anchor_file.write_text(change(anchor_file.read_text()))

    expected = fault.format(anchor_of(anchor_file))
    assert audit_command("verify_audit") == (False, [f"{audit_log}: {expected}", WELL])


def test_anchor_of_a_chain_that_is_nowhere_is_found(audit_log, anchor_file):
    other = "0" * 8 + audit_log[8:]
    anchor_file.write_text(anchor_file.read_text().replace(audit_log, other))

    fault = f"entry 1 is gone: {anchor_of(anchor_file)} saw entries up to 4"
    well = f"{audit_log}: ok, 6 entries, anchored up to 0"
    assert audit_command("verify_audit") == (False, [f"{other}: {fault}", well, WELL])


DAMAGE = [lambda text: text[:-9], lambda text: f"#{text}", lambda text: f"{text}\n"]


@pytest.mark.parametrize("damage", DAMAGE, ids=["shorter", "longer", "empty line"])
def test_line_that_is_no_anchor_is_found(audit_log, anchor_file, damage):
    anchor_file.write_text(damage(anchor_file.read_text()))

    sound, lines = audit_command("verify_audit")

    assert not sound
    assert lines[0].endswith("is no anchor")


@pytest.mark.parametrize("take_away", [lambda file: file.unlink(), lambda file: file.write_text("")])
def test_missing_anchors_are_a_fault(audit_log, anchor_file, take_away):
    take_away(anchor_file)

    sound, lines = audit_command("verify_audit")

    assert not sound
    assert lines[0] == f"{anchor_file}: there is no anchor to compare with"


@pytest.mark.parametrize("change", ["at = 'gisteren'", "at = 5", "target = x'00'", "number = 'x'"])
def test_entry_that_cannot_be_read_is_found(audit_log, change):
    if connection.vendor == "postgresql":
        pytest.skip("runs without --postgres: PostgreSQL refuses such values by itself")
    with triggers_off():
        tampering.run(f"UPDATE schools_auditentry SET {change} WHERE school_id IS NOT NULL AND number = 3")

    sound, lines = audit_command("verify_audit")

    assert not sound
    assert lines[0].startswith(f"{audit_log}: entry 3 ")


# What the database refuses while the triggers are on


@pytest.mark.parametrize("act", [*BY_HASHES, *BY_ANCHOR], ids=lambda act: act.__name__)
def test_tampering_is_refused(audit_log, act):
    with pytest.raises(IntegrityError, match="audit log only grows"), transaction.atomic():
        act()

    assert audit_command("verify_audit")[0]


REFUSED = {
    "sqlite": [
        "INSERT OR REPLACE INTO schools_auditentry SELECT * FROM schools_auditentry",
        "INSERT OR REPLACE INTO schools_auditentry (school_id, number, at, action, target, hash)"
        " SELECT school_id, number, at, action, target, hash FROM schools_auditentry",
        "INSERT OR REPLACE INTO schools_audithead SELECT * FROM schools_audithead",
        "UPDATE OR REPLACE schools_auditentry SET number = 2 WHERE number = 3",
    ],
    "postgresql": [
        "TRUNCATE schools_auditentry",
        "TRUNCATE schools_audithead",
        "TRUNCATE schools_school CASCADE",
        "INSERT INTO schools_audithead SELECT * FROM schools_audithead"
        " ON CONFLICT (chain) DO UPDATE SET number = 1",
    ],
}


@pytest.mark.parametrize("n", range(4))
def test_ways_around_update_and_delete_are_refused(audit_log, n):
    connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys are still unchecked
    with pytest.raises(IntegrityError, match="audit log only grows"), transaction.atomic():
        tampering.run(REFUSED[connection.vendor][n])

    assert audit_command("verify_audit")[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.unscoped.first().save(),
        lambda: AuditEntry.unscoped.update(action="x"),
        lambda: AuditEntry.unscoped.all().delete(),
        lambda: AuditHead.objects.update(number=1),
        lambda: AuditHead.objects.all().delete(),
    ],
)
def test_changes_by_the_application_are_refused(audit_log, change):
    with pytest.raises(IntegrityError, match="audit log only grows"), transaction.atomic():
        change()


@pytest.mark.parametrize("act", [tampering.remove_from_middle, tampering.set_head_back])
def test_without_triggers_the_same_goes_through(audit_log, act):
    """The hole that the triggers close: it shows that the proofs above can fail."""
    tamper(act)

    assert not audit_command("verify_audit")[0]
