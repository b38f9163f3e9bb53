"""A file that ends whoever makes it: tried three times, then told, so that the others get their turn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import making
from plans.models import Audience, File, Format, Kind, State
from plans.services import file_queue
from plans.services.file_queue import SILENT, make_next
from plans.services.files import try_again
from tests.factories import NOW, make_file
from tests.plans.version_world import adopt, propose

LATER = SILENT + timedelta(seconds=1)
GIVEN_UP = {"state": State.FAILED, "lost": File.TRIES, "page": 12}


@pytest.fixture
def makes_pdf(monkeypatch):
    monkeypatch.setitem(making.MAKERS, (Kind.PLAN, Format.PDF), lambda source, tell: b"%PDF")


def lose_maker(file, times: int = 1, since=NOW):
    """Let makers take up the file and get no further than page 12, each when the one before it is lost."""
    for n in range(times):
        taken = file_queue._claim(file.school, since + n * LATER)
        assert taken == file
        file_queue._Work(taken, lambda at=since + n * LATER: at).tell(5, 12)


def standing(file) -> tuple:
    file.refresh_from_db()
    return file.state, file.lost


def progress(client, file) -> str:
    return " ".join(client.get(reverse("plans:file_progress", args=[file.pk])).content.decode().split())


def test_third_maker_that_is_lost_is_the_last_and_the_next_file_is_made(principal, makes_pdf, caplog):
    deadly, next = make_file(principal), make_file(principal, asked_at=NOW + timedelta(seconds=1))
    lose_maker(deadly, 3)
    assert standing(deadly) == (State.LAYING_OUT, 2)

    made = make_next(principal.school, clock=lambda: NOW + 3 * LATER)

    assert (made, standing(next)) == (next, (State.DONE, 0))
    assert (standing(deadly), deadly.page, deadly.was_given_up) == ((State.FAILED, 3), 12, True)
    assert caplog.messages == ["A file was given up: its maker was lost 3 times."]
    assert make_next(principal.school, clock=lambda: NOW + 9 * LATER) is None


def test_who_presses_the_button_gets_three_new_tries(login, principal):
    file, client, now = make_file(principal), login(principal), timezone.now()
    lose_maker(file, 3)
    assert make_next(principal.school, clock=lambda: NOW + 3 * LATER) is None
    page = progress(client, file)

    client.post(reverse("plans:again", args=[file.pk]))

    assert "<b>Het maken viel 3 keer stil, de laatste keer bij bladzijde 12.</b>" in page
    assert (standing(file), file.page) == ((State.WAITING, 0), 0)
    lose_maker(file, 3, since=now)
    assert make_next(principal.school, clock=lambda: now + 3 * LATER) is None
    assert standing(file) == (State.FAILED, 3)


def test_file_that_lost_two_makers_can_be_made_by_the_third(principal, makes_pdf):
    lose_maker(file := make_file(principal), 2)

    make_next(principal.school, clock=lambda: NOW + 2 * LATER)

    assert (standing(file), file.was_given_up) == ((State.DONE, 2), False)


def test_maker_that_is_told_to_stop_is_not_lost(principal, monkeypatch):
    def make(source, tell):
        raise SystemExit

    file = make_file(principal)
    monkeypatch.setitem(making.MAKERS, (Kind.PLAN, Format.PDF), make)
    for _ in range(File.TRIES + 1):
        with pytest.raises(SystemExit):
            make_next(principal.school)

    assert standing(file) == (State.WAITING, 0)


def test_file_of_another_school_is_not_given_up(principal, outsider):
    theirs = make_file(outsider, state=State.WRITING, beat_at=NOW - LATER, lost=2)

    assert make_next(principal.school, clock=lambda: NOW) is None
    assert standing(theirs) == (State.WRITING, 2)


def test_maker_that_was_only_slow_brings_nothing_after_it_was_given_up(principal):
    file = make_file(principal, state=State.WRITING, beat_at=NOW - LATER, lost=2)
    slow = file_queue._Work(File.unscoped.get(pk=file.pk), timezone.now)
    make_next(principal.school, clock=lambda: NOW)

    with pytest.raises(file_queue.TakenOver):
        slow.store(b"%PDF")

    assert (standing(file), file.content) == ((State.FAILED, 3), None)


WORD, THEME, CARDS = "Maak het Word-bestand op", "Laat een thema weg.", "Maak de kaarten van één thema"


@pytest.mark.parametrize(
    ("what", "advice"),
    [
        ({}, {WORD, THEME}),
        ({"audience": Audience.PUPILS}, set()),
        ({"kind": Kind.CHAPTER, "format": Format.WORD}, {THEME}),
        ({"kind": Kind.CARDS}, {CARDS}),
        ({"kind": Kind.FIRST_STEPS}, set()),
    ],
)
def test_page_only_advises_what_is_possible(login, principal, what, advice):
    page = progress(login(principal), make_file(principal, **GIVEN_UP, **what))

    assert {one for one in (WORD, THEME, CARDS) if one in page} == advice
    assert "Probeer het straks opnieuw met de knop hieronder." in page
    assert "of de server genoeg geheugen heeft" in page
    assert "Het maken duurde te lang" not in page


def test_file_of_a_version_leads_to_its_word_file(login, team_member, principal):
    file = adopt(propose(team_member), principal).files.get(audience=Audience.FULL, format=Format.PDF)
    File.unscoped.filter(pk=file.pk).update(**GIVEN_UP)

    page = progress(login(principal), file)

    assert f'href="{reverse("plans:version", args=[file.version_id])}">deze versie</a>' in page
    assert {WORD, THEME} & {one for one in (WORD, THEME) if one in page} == set()


def test_file_that_failed_by_itself_was_not_given_up(login, principal):
    file = make_file(principal, state=State.FAILED, lost=2)

    page = progress(login(principal), file)

    assert "Het maken duurde te lang of liep vast." in page
    assert "keer stil" not in page


def test_trying_again_leaves_a_file_that_is_being_made(principal):
    file = make_file(principal, state=State.WRITING, beat_at=NOW, lost=2)

    try_again(file, at=NOW)

    assert standing(file) == (State.WRITING, 2)
