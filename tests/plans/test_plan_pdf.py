"""The plan as PDF: what a reader program finds in it. Its tags are for test_pdf_ua.py."""

import pytest
from django.db import transaction
from django.urls import reverse

from plans.editions import draft_edition
from plans.models import Audience
from plans.paper import plan_html
from plans.services.file_queue import make_next
from schoolsafety import pdf
from tests.factories import (
    NOW,
    make_action,
    make_answer,
    make_card,
    make_member,
    make_round,
    make_school,
    make_theme,
    make_user,
)
from tests.pdf_reader import ReadPdf
from themes.models import Kind, Pillar

URL = reverse("plans:plan_pdf")


def make_plan_round(member):
    """Make a round of one theme with a card in place, an agreement, a work point and an open card."""
    member.school.name, member.school.place = "Basisschool Ünïek & Co", "Sint-Niklaas"
    member.school.save()
    theme = make_theme(name="Sexting", code="sexting")
    cards = [
        make_card(theme, title="Afspraken", statement="Iedereen kent de afspraken."),
        make_card(theme, title="Aanspreekpunt", kind=Kind.OPEN, pillar=Pillar.PREVENTION),
        make_card(theme, title="Nazorg", pillar=Pillar.REACTION, statement="We vergeten niemand."),
        make_card(theme, title="Evaluatie", pillar=Pillar.REACTION),
    ]
    round = make_round(member, theme)
    make_answer(round, cards[0].questions.get(), 3)
    make_answer(
        round, cards[1].questions.get(), 2, text="An belt.\nBram mailt.", remark="Niet voor het plan"
    )
    make_answer(round, cards[2].questions.get(), 1)
    make_action(member, cards[2], what="Een draaiboek maken")
    return round


@pytest.fixture
def round(principal):
    return make_plan_round(principal)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The plan as PDF, made once; its rows are gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        member = make_member(make_school(), user=make_user(name="Fatima El Amrani"))
        html = plan_html(draft_edition(make_plan_round(member), member, Audience.FULL, NOW.date()))
        transaction.set_rollback(True)
    return ReadPdf(pdf.render_pdf(html))


def download(client, member):
    """Ask for the PDF as a person does, have it made, and take it."""
    client.get(URL)
    make_next(member.school)
    return client.get(URL)


def test_pdf_is_a_download_that_nobody_keeps(login, principal, round):
    response = download(login(principal), principal)

    assert ReadPdf(response.content).bookmarks[0] == (1, "Beleidsplan online veiligheid")
    assert response["Content-Type"] == "application/pdf"
    name = "beleidsplan-basisschool-uniek-co-2026-2027.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]


def test_pdf_names_itself_its_school_and_its_language(made):
    assert made.file.docinfo["/Title"] == "Beleidsplan online veiligheid 2026–2027 · Basisschool Ünïek & Co"
    assert made.file.docinfo["/Author"] == "Basisschool Ünïek & Co"
    assert str(made.file.Root.Lang) == "nl"


def test_pdf_has_its_headings(made):
    assert made.headings[:2] == [(1, "Beleidsplan online veiligheid"), (2, "Inhoud")]
    assert {(2, "4 Actieplan"), (3, "3.1 Sexting"), (4, "Wat we afspraken")} < set(made.headings)


def test_pdf_has_its_tables(made):
    of_standing = ["legend", "matrix", "strengths", "work points", "theme"]

    assert len(made.tagged("Table")) == len([*of_standing, "actions", "figures", "annex"])


def test_pdf_uses_our_fonts(made):
    assert {name.partition("+")[2].strip(",") for name in made.fonts} == {
        "Source-Sans-3",
        "Source-Sans-3-Semi-Bold",
        "Source-Sans-3-Bold",
    }


def test_pdf_contents_lead_to_their_page(made):
    contents = made.pages[1]
    page = next(n for n, text in enumerate(made.pages, start=1) if text.count("4 Actieplan") and n > 2)

    assert f"4 Actieplan {page}" in contents
    assert {"leeswijzer", "matrix", "thema-sexting", "actions", "scores"} <= made.links


def test_pdf_tells_what_the_school_decided(made):
    text = made.text

    for words in (
        "Basisschool Ünïek & Co Sint-Niklaas",
        "Schooljaar 2026–2027",
        "Ontwerp van 20 november 2026 Zoals het er staat op 20 november 2026",
        "De pijlers volgen een Vlaams raamwerk van Sensoa en Child Focus",
        "Sexting 3,0 geborgd 2,0 grotendeels 1,0 gestart 2,0",
        "Afspraken · Kwaliteit 3,0 geborgd Iedereen kent de afspraken. 1K1",
        "(afgesproken) An belt. Bram mailt. 1P1.1",
        "Nazorg · Reactie 1,0 gestart We vergeten niemand. 1R1",
        "Nog niet volledig besproken: Evaluatie.",
        "pagina 2 van",
    ):
        assert words in text
    assert "Niet voor het plan" not in text
    assert "inzage" not in text  # the running line of another document


def test_pdf_keeps_the_lines_of_an_answer(made):
    assert made.lines[made.lines.index("An belt.") + 1].startswith("Bram mailt.")


def test_pdf_shows_an_action_with_its_card_and_in_the_action_plan(made):
    assert "Een draaiboek maken Fatima El Amrani, tegen 20 november 2026, gepland" in made.text
    assert "Een draaiboek maken Sexting · Nazorg 1R1 Fatima El Amrani 20 november 2026 gepland" in made.text


def test_pdf_of_a_round_without_a_score(login, principal):
    make_round(principal, make_card(make_theme(name="Privacy")).theme)

    made = ReadPdf(download(login(principal), principal).content)

    assert "0 van 1 kaarten zijn volledig besproken." in made.text
    assert "3.1 Privacy Dit thema is nog te bespreken." in made.text
    assert "Er staat geen actie open." in made.text


def test_pdf_holds_nothing_of_another_school(login, outsider, principal, round):
    theme = round.themes.get().theme
    own = make_round(outsider, theme)
    make_answer(own, theme.cards.first().questions.get(), 3)

    made = ReadPdf(download(login(outsider), outsider).content)

    assert outsider.school.name in made.text
    for theirs in ("Ünïek", "An belt.", "draaiboek", principal.user.name):
        assert theirs not in made.text


def test_pdf_without_a_round_does_not_exist(login, principal):
    assert login(principal).get(URL).status_code == 404
