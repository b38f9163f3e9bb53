"""Asking for a file of the plan, seeing how far it is, and taking it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Audience, File, Format, Kind, State
from plans.offers import CODES, OFFERS
from plans.services.file_queue import SILENT, make_next
from schools.models import AuditEntry
from tests.factories import NOW, make_file
from tests.pdf_reader import child_that_first, pango_hidden

ASK, PDF, PLAN = reverse("plans:ask"), reverse("plans:plan_pdf"), reverse("plans:plan")
MADE = {"state": State.DONE, "content": b"%PDF-inhoud", "made_at": NOW}


def progress(file) -> str:
    return reverse("plans:file_progress", args=[file.pk])


def taken() -> list:
    return list(AuditEntry.unscoped.filter(target__startswith="plans.file").values_list("action", "target"))


def texts(response) -> str:
    return " ".join(response.content.decode().split())


def button(response) -> str:
    """Return where the button of the plan leads to."""
    return re.search(r'href="([^"]*)">Download het plan als PDF<', texts(response))[1]


# Asking


@pytest.mark.parametrize("code", CODES)
def test_everything_that_is_offered_is_made(login, principal, round, code):
    client = login(principal)

    response = client.post(f"{ASK}?ronde={round.pk}", {"wat": code})

    file = File.unscoped.get()
    assert (file.kind, file.audience, file.format) == CODES[code]
    assert response.url == progress(file)
    assert make_next(round.school).state == State.DONE


@pytest.mark.parametrize(
    ("query", "code"), [("", "plan-full-exe"), ("", ""), ("?ronde=onzin", "plan-full-pdf")]
)
def test_what_is_not_offered_does_not_exist(login, principal, round, query, code):
    assert login(principal).post(f"{ASK}{query}", {"wat": code}).status_code == 404
    assert not File.unscoped.exists()


def test_page_says_what_is_ready(login, principal, round):
    client = login(principal)
    client.post(ASK, {"wat": "plan-council-docx"})
    assert "Word wordt gemaakt" in texts(client.get(PLAN))

    make_next(round.school)
    page = texts(client.get(PLAN))

    file = File.unscoped.get()
    assert reverse("plans:file", args=[file.pk]) in page
    assert f"klaar, gemaakt om {timezone.localtime(file.made_at):%H:%M}" in page
    assert page.count(">Maak ") == len(CODES) - 1
    assert all(offer.title in page for offer in OFFERS)


def test_button_gives_the_full_plan_once_it_is_ready(login, principal, round):
    """Nothing else that is ready; and when the plan changes, the button has it made again."""
    client, to_make = login(principal), f"{PDF}?ronde={round.pk}"
    client.post(ASK, {"wat": "plan-council-pdf"})
    make_next(round.school)
    assert button(client.get(PLAN)) == to_make

    client.get(to_make)
    assert button(client.get(PLAN)) == to_make
    file = make_next(round.school)

    assert button(client.get(PLAN)) == reverse("plans:file", args=[file.pk])
    round.answers.update(value=1, version=2)
    assert button(client.get(PLAN)) == to_make


def test_page_no_longer_offers_what_is_of_an_older_plan(login, principal, round):
    client = login(principal)
    client.post(ASK, {"wat": "plan-council-docx"})
    make_next(round.school)
    round.answers.update(value=1, version=2)

    assert "klaar, gemaakt om" not in texts(client.get(PLAN))


def test_page_without_pango_still_offers_word(login, principal, round):
    with pango_hidden():
        page = texts(login(principal).get(PLAN))

    assert ">Maak Word<" in page
    assert ">Maak PDF<" not in page


# The plan as PDF


def test_plan_that_was_made_is_given_at_once_for_as_long_as_nothing_changed(login, principal, round):
    client = login(principal)
    asked = client.get(PDF)
    file = make_next(round.school)

    given = client.get(PDF)
    round.answers.update(value=1, version=2)
    changed = client.get(PDF)

    assert (asked.status_code, asked.url) == (302, progress(file))
    assert (given.status_code, given.content) == (200, File.unscoped.get(pk=file.pk).content)
    assert taken() == [("plan.pdf", f"plans.file:{file.pk}")]
    assert (changed.status_code, changed.url) != (302, progress(file))


# How far it is


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.WAITING, "Wachten"),
        (State.COLLECTING, "De inhoud verzamelen"),
        (State.LAYING_OUT, "De bladzijden opmaken: bladzijde 12"),
        (State.WRITING, "Het bestand wegschrijven"),
    ],
)
def test_page_says_how_far_it_is_and_looks_again(login, principal, state, says):
    now = timezone.now()
    file = make_file(principal, state=state, page=12, asked_at=now, beat_at=now)
    client = login(principal)

    page, part = client.get(progress(file)), client.get(progress(file), headers={"HX-Request": "true"})

    assert f'class="on" aria-current="step">{says}</li>' in texts(page)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in texts(page)
    assert f'data-hx-get="{progress(file)}"' in texts(part)
    assert "<html" not in texts(part)
    assert "make_files" not in texts(page)


@pytest.mark.parametrize(
    ("others", "says"), [(0, "Wachten</li>"), (1, "1 ander bestand eerst"), (2, "2 andere bestanden eerst")]
)
def test_page_says_how_many_go_first(login, principal, outsider, others, says):
    now = timezone.now()
    for n in range(others):
        state = State.LAYING_OUT if n else State.WAITING
        make_file(principal, asked_at=now - timedelta(seconds=9), state=state, beat_at=now)
    make_file(outsider, asked_at=now - timedelta(seconds=9))
    make_file(principal, asked_at=now + timedelta(seconds=9))

    response = login(principal).get(progress(make_file(principal, asked_at=now)))

    assert says in texts(response)


@pytest.mark.parametrize("state", [State.WAITING, State.LAYING_OUT])
def test_page_says_when_nobody_seems_to_make_it(login, principal, state):
    late = timezone.now() - SILENT - timedelta(seconds=1)
    file = make_file(principal, state=state, asked_at=late, beat_at=late)

    page = texts(login(principal).get(progress(file)))

    assert "De dienst die bestanden maakt, staat misschien uit." in page
    assert "data-hx-get" not in page  # a page that is left open ends the session all the same
    assert "http-equiv" not in page


def test_file_behind_one_that_is_being_made_is_in_good_hands(login, principal):
    now = timezone.now()
    file = make_file(principal, asked_at=now - timedelta(minutes=1))
    make_file(principal, state=State.LAYING_OUT, asked_at=now, beat_at=now)

    assert "make_files" not in texts(login(principal).get(progress(file)))


def test_ready_file_can_be_taken(login, principal):
    file = make_file(principal, **MADE)
    client, url = login(principal), reverse("plans:file", args=[file.pk])

    page, given = texts(client.get(progress(file))), client.get(url)

    assert f'href="{url}"' in page
    assert "data-hx-get" not in page
    assert given.content == b"%PDF-inhoud"
    assert given["Content-Disposition"] == 'attachment; filename="beleidsplan.pdf"'
    assert "no-store" in given["Cache-Control"]
    assert taken() == [("plan.pdf", f"plans.file:{file.pk}")]


def test_file_that_is_not_ready_leads_to_how_far_it_is(login, principal):
    file = make_file(principal)

    response = login(principal).get(reverse("plans:file", args=[file.pk]))

    assert (response.status_code, response.url) == (302, progress(file))
    assert taken() == []


def test_file_is_given_byte_for_byte(login, principal):
    content = bytes(range(256)) * 2000
    file = make_file(principal, **MADE | {"content": content})

    assert login(principal).get(reverse("plans:file", args=[file.pk])).content == content


def test_word_file_says_that_it_is_one(login, principal):
    file = make_file(
        principal, **MADE | {"format": Format.WORD, "kind": Kind.CHAPTER, "audience": Audience.COUNCIL}
    )

    given = login(principal).get(reverse("plans:file", args=[file.pk]))

    assert given["Content-Type"].endswith("wordprocessingml.document")
    assert taken() == [("plan.word", f"plans.file:{file.pk}")]


# What failed


def test_failure_is_told_and_can_be_tried_again(login, principal, round, caplog):
    client = login(principal)
    client.get(PDF)
    with child_that_first("sys.exit(1)"):
        file = make_next(round.school)

    page = texts(client.get(progress(file)))
    again = client.post(reverse("plans:again", args=[file.pk]))

    assert "Het maken duurde te lang of liep vast." in page
    assert "apt install" not in page
    assert again.url == progress(file)
    assert make_next(round.school).state == State.DONE


def test_failure_without_pango_says_what_to_install(login, principal, round):
    client = login(principal)
    client.get(PDF)
    with pango_hidden():
        file = make_next(round.school)
        page = texts(client.get(progress(file)))

    assert "apt install libpango-1.0-0" in page
    assert "duurde te lang" not in page


@pytest.mark.parametrize("name", ["file", "file_progress", "again"])
def test_file_of_another_school_does_not_exist(login, outsider, principal, name):
    url = reverse(f"plans:{name}", args=[make_file(principal, **MADE).pk])

    response = login(outsider).post(url) if name == "again" else login(outsider).get(url)

    assert response.status_code == 404
    assert taken() == []


@pytest.mark.parametrize("count", [1, 3])
def test_taking_one_of_many_files_needs_as_many_queries(login, principal, count, django_assert_num_queries):
    file = [make_file(principal, **MADE) for _ in range(count)][0]
    client, url = login(principal), reverse("plans:file", args=[file.pk])
    client.get(url)

    with django_assert_num_queries(7):  # session, user, member, file with content; the log takes three
        client.get(url)
