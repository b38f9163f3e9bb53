"""What each audience finds on paper: no more than the tables of test_audiences say, and nothing empty."""

import re
from dataclasses import replace

import pytest

from plans.audiences import for_audience
from plans.document.content import PlanDocument
from plans.making import images_of
from plans.models import Audience
from plans.paper import plan_html
from schoolsafety import pdf
from tests.pdf_reader import ReadPdf
from tests.plans.documents import LOGO, make_card, make_document, make_edition, make_person, make_theme
from tests.plans.secret_words import plan_of_words, words_in
from tests.plans.test_audiences import COUNCIL, PUPILS, allowed

# Codes by which the parts of a plan find each other, the logo, and what only chooses among words.
NEVER_PRINTED = {
    *("ActionLine.id", "CardPlan.code", "CardPlan.theme_code", "ThemePlan.code", "Score.css"),
    *("PlanDocument.logo", "PlanDocument.country"),
}
# What the page for pupils has no use for: that of the plan is on its cover and in its table.
NOT_FOR_PUPILS = {"PlanDocument.place", "PlanDocument.date", "PlanDocument.pillars", "Person.does"}


def edition_for(audience: Audience, plan: PlanDocument):
    return make_edition(for_audience(plan, audience), audience=audience)


def read(audience: Audience, plan: PlanDocument) -> ReadPdf:
    edition = edition_for(audience, plan)
    return ReadPdf(pdf.render_pdf(plan_html(edition), images=images_of(edition)))


def secret_plan() -> tuple[PlanDocument, dict[str, str]]:
    plan, fields = plan_of_words()
    return replace(plan, logo=LOGO), fields


def printed(audience: Audience) -> set[str]:
    """Return the fields whose word can be read on paper."""
    plan, fields = secret_plan()
    return {fields[word] for word in words_in(read(audience, plan).text)}


def written(audience: Audience) -> set[str]:
    """Return the fields whose word is anywhere in the page that becomes PDF."""
    plan, fields = secret_plan()
    return {fields[word] for word in words_in(plan_html(edition_for(audience, plan)))}


@pytest.mark.parametrize(("audience", "table"), [(Audience.COUNCIL, COUNCIL), (Audience.PUPILS, PUPILS)])
def test_nothing_is_written_that_is_not_for_this_audience(audience, table):
    assert written(audience) - allowed(table) == set()


def test_full_plan_prints_every_field():
    _, fields = plan_of_words()

    assert set(fields.values()) - printed(Audience.FULL) == NEVER_PRINTED


def test_council_reads_every_field_of_its_table():
    unseen = NEVER_PRINTED | {"QuestionLine.decided", "PlanDocument.pillars", "ThemePlan.cells"}
    unseen |= {"CardPlan.theme"}  # the theme is the heading above

    assert allowed(COUNCIL) - printed(Audience.COUNCIL) == unseen & allowed(COUNCIL)


def test_pupils_read_who_they_can_turn_to():
    assert allowed(PUPILS) - printed(Audience.PUPILS) == (NEVER_PRINTED & allowed(PUPILS)) | NOT_FOR_PUPILS


@pytest.mark.parametrize(
    "words",
    ["Streefscore", "werkpunt", "Waar we aan werken", "nog te bespreken", "0 van 0", "Nog geen", "()"],
)
def test_council_reads_nothing_that_is_empty_or_weak(words):
    weak = make_theme(code="privacy", name="Privacy", intro="", cards=(make_card(1.0),))
    page = plan_html(edition_for(Audience.COUNCIL, make_document(themes=(weak, make_theme()))))

    assert words not in re.sub(r"<[^>]+>", "", page)
    assert "Privacy" not in page


def test_tables_for_the_council_have_no_empty_cell():
    found = read(Audience.COUNCIL, make_document())

    cells = [found.words(cell) for cell in found.tagged("TD", "TH")]
    assert cells
    assert "" not in cells


def test_council_is_named_on_its_edition():
    found = read(Audience.COUNCIL, make_document())

    title = "Beleidsplan online veiligheid · voor schoolraad en ouders"
    assert str(found.file.docinfo["/Title"]).startswith(title)
    assert "Voor schoolraad en ouders" in found.pages[0]
    assert "Voor akkoord" not in found.text


@pytest.mark.parametrize("country", ["BE", "NL"])
@pytest.mark.parametrize("count", [0, 1, 4, 5, 8])
def test_page_for_pupils_is_one_page(country, count):
    person = make_person(
        name="Maria-Magdalena Vandenbroucke-Van Overstraeten", reach="lokaal B12 of 0470 12 34 56"
    )
    people = tuple(replace(person, grade=f"{n}e leerjaar") for n in range(1, count + 1))

    found = read(Audience.PUPILS, make_document(country=country, people=people))

    assert len(found.pages) == 1
    assert [f"{n}e leerjaar" for n in range(1, 9) if f"{n}e leerjaar" in found.text] == [
        p.grade for p in people
    ]


@pytest.mark.parametrize(
    ("country", "numbers"), [("BE", ["102", "116 000", "106"]), ("NL", ["0800-0432", "020-261 52 75"])]
)
def test_pupils_find_the_help_of_their_country(country, numbers):
    text = read(Audience.PUPILS, make_document(country=country)).text

    assert re.findall(r"(?<=bel )[\d -]+\d", text) == numbers
    assert text.startswith("Basisschool Ünïek & Co Waar kan ik terecht?")
