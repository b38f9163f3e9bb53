"""Asking for files: the same for the same, ahead of the click, and thrown away when nobody needs them."""

from datetime import timedelta

from plans.document.gather import gather_plan
from plans.models import Audience, File, Format, Kind, State, Version
from plans.services.file_queue import make_next
from plans.services.files import (
    QUIET,
    ask_ahead,
    ask_for_draft,
    ask_for_version,
    drop_old_drafts,
    try_again,
)
from plans.snapshot import to_json
from schools import audit
from tests.factories import NOW, make_file

WORD = {"format": Format.WORD}
SECOND = timedelta(seconds=1)


def change(round, value=1):
    """Change the plan, as the services of actions and answers do: with a row in the log."""
    round.answers.update(value=value, version=value)
    audit.record("action.changed", round, by=round.opened_by, at=NOW)


def test_two_who_ask_for_the_same_get_one_file(round, principal, team_member):
    first = ask_for_draft(round, member=principal, at=NOW)
    second = ask_for_draft(round, member=team_member, at=NOW + SECOND)

    assert first == second
    assert (first.state, first.asked_at, first.name) == (
        State.WAITING,
        NOW,
        f"beleidsplan-school-{round.school.name.split()[1]}-2026-2027.pdf",
    )


def test_what_differs_is_another_file(round, principal):
    files = {ask_for_draft(round, member=principal, at=NOW)}
    files |= {ask_for_draft(round, format=Format.WORD, member=principal, at=NOW)}
    files |= {ask_for_draft(round, audience=Audience.PUPILS, member=principal, at=NOW)}
    files |= {ask_for_draft(round, kind=Kind.CHAPTER, format=Format.WORD, member=principal, at=NOW)}
    change(round)
    files |= {ask_for_draft(round, member=principal, at=NOW)}

    assert len({file.key for file in files}) == 5
    assert len({file.name for file in files}) == 4


def test_unchanged_plan_that_may_have_changed_is_the_same_file_with_a_new_stamp(round, principal):
    file = ask_for_draft(round, member=principal, at=NOW)
    audit.record("action.changed", round, by=principal, at=NOW)

    again = ask_for_draft(round, member=principal, at=NOW)
    again.refresh_from_db()

    assert again == file
    assert again.stamp != file.stamp


def test_file_that_failed_waits_again(round, principal):
    file = ask_for_draft(round, member=principal, at=NOW)
    File.unscoped.update(state=State.FAILED, page=7, beat_at=NOW)

    ask_for_draft(round, member=principal, at=NOW + SECOND)
    file.refresh_from_db()

    assert (file.state, file.page, file.beat_at) == (State.WAITING, 0, None)
    assert file.asked_at == NOW + SECOND


def test_ready_file_is_not_made_again(principal):
    done = make_file(principal, state=State.DONE, content=b"x", made_at=NOW)

    try_again(done, at=NOW)

    assert File.unscoped.get().state == State.DONE


def test_files_of_a_version_stay_with_what_they_are_made_of(round, principal):
    data = to_json(gather_plan(round, member=principal, on=NOW.date()))
    fields = {"school": round.school, "number": 1, "school_year": 2026, "data": data}
    version = Version.unscoped.create(**fields, sha256="0" * 64, proposed_at=NOW, proposed_by=principal)

    files = ask_for_version(version, check_url="https://school.example/nagaan/1/", at=NOW)
    again = ask_for_version(version, check_url="https://school.example/nagaan/1/", at=NOW)
    made = [make_next(round.school) for _ in files]
    drop_old_drafts(round.school, at=NOW + timedelta(days=400))

    assert files == again
    assert {file.state for file in made} == {State.DONE}
    assert version.files.exclude(source="").count() == len(files) == 5
    assert all("-versie-1." in file.name for file in files)


# Ahead of the click


def look(round, seen, seconds):
    ask_ahead(round.school, seen, at=NOW + timedelta(seconds=seconds))
    return File.unscoped.count()


def test_plan_that_is_left_alone_is_asked_for(round):
    seen, wait = {}, QUIET.total_seconds()

    assert [look(round, seen, after) for after in (0, wait - 1, wait, wait + 10)] == [0, 0, 1, 1]


def test_plan_that_goes_on_changing_is_waited_for(round):
    seen, found = {}, []
    for after in (0, 20, 40, 60):
        found.append(look(round, seen, after))
        change(round, value=after // 20 % 4)

    assert found == [0, 0, 0, 0]
    assert [look(round, seen, after) for after in (80, 110)] == [0, 1]


def test_plan_of_a_closed_round_or_without_a_score_is_not_asked_for(round):
    round.answers.update(value=None)
    assert [look(round, {}, 0), look(round, seen := {}, 0), look(round, seen, 60)] == [0, 0, 0]

    round.answers.update(value=1)
    round.closed_at = NOW
    round.save()
    assert [look(round, seen := {}, 0), look(round, seen, 60)] == [0, 0]


def test_plan_that_failed_is_not_asked_for_again(round):
    look(round, seen := {}, 0)
    look(round, seen, 60)
    File.unscoped.update(state=State.FAILED)

    look(round, seen, 90)

    assert File.unscoped.get().state == State.FAILED


# Throwing away


def test_old_drafts_go_and_the_newest_of_each_stays(principal):
    made = {"state": State.DONE, "content": b"x", "made_at": NOW}
    days = [NOW - timedelta(days=n) for n in (5, 3, 2)]
    for at in days:
        make_file(principal, **made, asked_at=at)
    make_file(principal, **made, **WORD, asked_at=days[0])
    make_file(principal, **made, audience=Audience.COUNCIL, asked_at=days[0])
    make_file(principal, asked_at=days[0])  # still waits

    assert drop_old_drafts(principal.school, at=NOW) == 2

    left = File.unscoped.order_by("format", "audience", "asked_at").values_list("format", "asked_at")
    assert list(left) == [("docx", days[0]), ("pdf", days[0]), ("pdf", days[0]), ("pdf", days[2])]


def test_what_was_made_today_stays(principal):
    made = {"state": State.DONE, "content": b"x", "made_at": NOW}
    for n in range(3):
        make_file(principal, **made, asked_at=NOW - timedelta(hours=n))

    assert drop_old_drafts(principal.school, at=NOW) == 0


def test_draft_that_is_asked_for_again_is_the_newest(round, principal):
    file = ask_for_draft(round, **WORD, member=principal, at=NOW)
    make_next(round.school)
    later = NOW + timedelta(hours=3)
    make_file(principal, **WORD, state=State.DONE, content=b"x", made_at=NOW, asked_at=NOW + SECOND)

    ask_for_draft(round, **WORD, member=principal, at=later)

    assert File.unscoped.get(pk=file.pk).asked_at == later
