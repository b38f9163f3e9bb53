"""A round as a sheet: a line for every question, answered or not."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import RoundTheme
from assessments.score_export import SCORE_HEAD
from tests.answers import sheet_rows
from tests.assessments.helpers import LATER, answer, retire
from tests.factories import NOW, make_answer, make_card, make_round, make_set, make_theme
from themes.models import Kind, Pillar
from themes.steps import NOT_APPLICABLE, UNKNOWN

CSV, XLSX = "assessments:export", "assessments:export_xlsx"
OF_QUESTION = ("Antwoord", "Score", "Tekst", "Opmerking", "Kaartscore")


@pytest.fixture
def theme(db):
    return make_theme()


@pytest.fixture(params=[CSV, XLSX])
def export(request, login):
    """Return the lines under the head, by heading."""

    def get(round) -> list[dict]:
        response = login(round.opened_by).get(reverse(request.param, args=[round.pk]))
        head, *lines = sheet_rows(response)
        assert tuple(head) == SCORE_HEAD
        return [dict(zip(head, line, strict=True)) for line in lines]

    return get


def of_question(lines: list[dict]) -> list[tuple]:
    return [tuple(line[name] for name in OF_QUESTION) for line in lines]


def test_export_says_all_of_a_question(export, team_member, theme):
    card = make_card(theme, kind=Kind.OPEN, pillar=Pillar.PREVENTION)
    round = make_round(team_member, theme, target=Decimal("2.5"))
    make_answer(round, card.questions.get(), 2, text="Elke week", remark="Wie doet het?")

    assert export(round) == [
        {
            "Thema": theme.name,
            "Pijler": "Preventie",
            "Kaart": card.title,
            "Vraag": card.questions.get().text,
            "Soort vraag": "open vraag",
            "Antwoord": "Afgesproken",
            "Score": "2",
            "Tekst": "Elke week",
            "Opmerking": "Wie doet het?",
            "Kaartscore": "2,0",
            "Streefscore": "2,5",
        }
    ]


def test_export_holds_every_question_and_only_counts_steps(export, team_member, theme):
    card, untouched = make_card(theme, questions=5), make_card(theme)
    round = make_round(team_member, theme)
    answer(round, card, 0, 3, NOT_APPLICABLE, UNKNOWN, None)

    lines = export(round)

    assert of_question(lines) == [
        ("Nee", "0", "", "", "1,5"),
        ("Ja", "3", "", "", "1,5"),
        ("n.v.t.", "", "", "", "1,5"),
        ("weet niet", "", "", "", "1,5"),
        ("", "", "", "", "1,5"),
        ("", "", "", "", ""),
    ]
    asked = [question.text for one in (card, untouched) for question in one.questions.order_by("order")]
    assert [line["Vraag"] for line in lines] == asked


def test_remark_without_an_answer_is_there(export, team_member, theme):
    round = make_round(team_member, theme)
    make_answer(round, make_card(theme).questions.get(), remark="Eerst navragen")

    assert of_question(export(round)) == [("", "", "", "Eerst navragen", "")]


def test_answers_have_the_words_of_their_kind(export, team_member, theme):
    cards = [make_card(theme, kind=kind) for kind in (Kind.SIGNAL, Kind.STATEMENT)]
    round = make_round(team_member, theme)
    for card in cards:
        answer(round, card, 3)

    words = [(line["Soort vraag"], line["Antwoord"]) for line in export(round)]

    assert words == [("signaal", "Iedereen"), ("stelling", "Geborgd")]


def test_export_keeps_the_order_of_themes_pillars_and_cards(export, team_member):
    criteria = make_set()
    late, early = make_theme(criteria, order=2), make_theme(criteria, order=1)
    cards = [
        make_card(theme, order=order, pillar=pillar)
        for theme in (early, late)
        for pillar in (Pillar.QUALITY, Pillar.REACTION)
        for order in (1, 2)
    ]
    make_theme(criteria)  # that nobody chose
    make_card(make_theme(criteria))

    lines = export(make_round(team_member, late, early))

    assert [line["Kaart"] for line in lines] == [card.title for card in cards]


def test_question_stands_by_itself_without_the_line_above_its_group(export, team_member, theme):
    question = make_card(theme).questions.get()
    question.group = "Wat weten leraren?"
    question.save()

    assert [line["Vraag"] for line in export(make_round(team_member, theme))] == [
        f"Wat weten leraren? {question.text}"
    ]


@pytest.mark.parametrize(
    "typed", ["=1+1", "+32 3 123", "-n.v.t.", "＝1", '=HYPERLINK("http://kwaad.example")']
)
def test_what_looks_like_a_formula_stays_text(login, team_member, theme, typed):
    card = make_card(theme, kind=Kind.OPEN)
    round, client = make_round(team_member, theme), login(team_member)
    make_answer(round, card.questions.get(), 1, text=typed, remark=typed)

    text = client.get(reverse(CSV, args=[round.pk])).content.decode("utf-8-sig")
    page = load_workbook(BytesIO(client.get(reverse(XLSX, args=[round.pk])).content)).active

    (line,) = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    assert (line["Tekst"], line["Opmerking"]) == (f"'{typed}", f"'{typed}")
    cells = [(cell.value, cell.data_type, cell.quotePrefix) for cell in page[2][7:9]]
    assert cells == [(typed, "s", True)] * 2


def test_closed_round_keeps_what_it_asked_and_the_answers_of_its_own_year(export, team_member, theme):
    card = make_card(theme, questions=4)
    kept, gone_since, gone_before, later = card.questions.order_by("order")
    before = make_round(team_member, theme, school_year=2025, closed_at=NOW, closed_by=team_member)
    answer(before, card, 1, 2, 3, None)
    retire(gone_since, at=LATER)
    retire(gone_before, at=NOW)
    card.questions.filter(pk=later.pk).update(added_at=LATER)
    now = make_round(team_member, theme)
    make_answer(now, kept, 3)

    then = [("Deels", "1", "", "", "1,5"), ("Grotendeels", "2", "", "", "1,5")]
    assert of_question(export(before)) == then
    assert of_question(export(now)) == [("Ja", "3", "", "", "3,0"), ("", "", "", "", "3,0")]


def test_round_without_themes_gives_only_the_head(export, team_member, theme):
    round = make_round(team_member, theme)
    RoundTheme.unscoped.all().delete()

    assert export(round) == []


def test_export_leaves_out_other_schools(export, team_member, outsider, theme):
    card = make_card(theme)
    make_answer(make_round(outsider, theme), card.questions.get(), 3, text="Geheim", remark="Geheim")

    assert of_question(export(make_round(team_member, theme))) == [("", "", "", "", "")]
