import pytest
from django.template.loader import render_to_string

from plans.printing.cards import PrintedCard, card_sheets
from schoolsafety import pdf
from tests.factories import make_answer, make_card, make_round, make_theme
from tests.pdf_reader import ReadPdf
from themes.models import Kind, Pillar
from themes.steps import STEPS

LONG = PrintedCard(
    theme="Digitale inclusie",
    theme_code="digitale-inclusie",
    pillar="Preventie",
    title="Basiskennis voor leraren en al wie op school met leerlingen werkt",
    statement="Onze leraren weten wat ze moeten weten en zoeken op wat ze niet weten. " * 5,
    questions=tuple(
        ("Kunnen ze dit?", f"Vraag {n} gaat over iets dat tijd kost om te lezen.") for n in range(9)
    ),
    steps=STEPS[Kind.OPEN],
)


@pytest.fixture
def round(db, principal):
    theme, other = make_theme(name="Sexting", code="sexting"), make_theme(name="Privacy", code="privacy")
    cards = [make_card(theme, pillar=Pillar.REACTION), make_card(theme), make_card(other)]
    round = make_round(principal, theme)
    make_answer(round, cards[1].questions.get(), 2)
    return round


def test_cards_of_the_round_are_printed_by_pillar(round):
    assert [card.pillar for card in card_sheets(round).cards] == ["Kwaliteit", "Reactie"]


def test_only_open_leaves_out_what_is_discussed(round):
    assert [card.pillar for card in card_sheets(round, only_open=True).cards] == ["Reactie"]


def test_theme_leaves_out_the_others(round):
    assert card_sheets(round, theme="privacy").cards == ()


def test_four_cards_are_a_sheet(round):
    cards = card_sheets(round)
    nine = type(cards)(cards.school, cards.year, (cards.cards[0],) * 9)

    assert [len(sheet) for sheet in nine.sheets] == [4, 4, 1]


def test_line_above_questions_is_printed_once(principal):
    card = make_card(make_theme(), questions=3)
    card.questions.update(group="Wie willen we in dit netwerk?")

    [printed] = card_sheets(make_round(principal, card.theme)).cards

    assert [above for above, _ in printed.questions] == ["Wie willen we in dit netwerk?", "", ""]


def test_longest_card_keeps_within_its_quarter():
    sheets = {"school": "S", "year": "2026–2027", "sheets": [(LONG,) * 4]}

    read = ReadPdf(pdf.render_pdf(render_to_string("pdf/cards.html", {"cards": sheets})))

    assert len(read.pages) == 1
    assert read.pages[0].count("Vraag 8 gaat over iets") == 4


@pytest.mark.parametrize("count", [1, 3])
def test_cards_need_two_queries(principal, count, django_assert_num_queries):
    theme = make_theme()
    for _ in range(count):
        make_card(theme)
    round = make_round(principal, theme)
    card_sheets(round)

    with django_assert_num_queries(2):
        assert len(card_sheets(round).cards) == count
