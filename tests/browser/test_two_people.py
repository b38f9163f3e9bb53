"""Two people change the same answer, each in a window of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.cards import (
    SAVED,
    agreement,
    choose,
    expect_status,
    held_save,
    question,
    saved,
    work_on,
    write,
)
from tests.factories import make_card, make_member, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(new_context, team_member):
    """Return the windows of two members, both on the same card."""
    card = make_card(make_theme(), kind=Kind.OPEN)
    round = make_round(team_member, card.theme)
    found = [new_context().new_page(), new_context().new_page()]
    for page, member in zip(found, [team_member, make_member(team_member.school)], strict=True):
        work_on(page, member, round, card)
    return found


@pytest.fixture
def second(pages):
    """Return the window of the second, who has to choose."""
    first, second = pages
    write(first, "Elke maand")
    expect_status(first, SAVED)
    write(second, "Elk jaar")
    return second


def test_the_second_sees_both_texts(second, team_member):
    clash = question(second).get_by_role("alert")

    expect(clash).to_contain_text(f"{team_member.user.name} bewaarde")
    expect(clash).to_contain_text("“Elke maand”")
    expect(agreement(second)).to_have_value("Elk jaar")
    assert saved() == [(None, "Elke maand", "")]


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("Bewaar mijn versie", "Elk jaar"),
        ("Houd die van", "Elke maand"),
        ("Bewaar beide teksten", "Elke maand\n\nElk jaar"),
    ],
)
def test_each_choice_of_the_second_is_kept(second, button, text):
    second.get_by_role("button", name=button).click()

    expect_status(second, SAVED)
    expect(question(second).get_by_role("alert")).not_to_be_attached()
    expect(agreement(second)).to_have_value(text)
    assert saved() == [(None, text, "")]
    choose(second, "Besproken")
    expect_status(second, SAVED)
    assert saved() == [(1, text, "")]


@pytest.mark.parametrize(("has_chosen", "questions"), [(False, ["beforeunload"]), (True, [])])
def test_leaving_asks_as_long_as_nothing_is_chosen(second, has_chosen, questions):
    asked = []
    second.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    if has_chosen:
        second.get_by_role("button", name="Bewaar mijn versie").click()
        expect_status(second, SAVED)

    second.get_by_role("link", name="Overzicht").click()

    expect(second.get_by_role("heading", level=1)).to_have_text("Waar staat onze school?")
    assert asked == questions


@pytest.fixture
def remarked(pages):
    """Return the window of the second, who does not see yet that the first made a remark."""
    first, second = pages
    question(first).get_by_text("Opmerking").click()
    remark(first).fill("Nog navragen")
    remark(first).blur()
    expect_status(first, SAVED)
    return second


def remark(page):
    return question(page).get_by_label("Opmerking bij vraag 1")


def test_changes_to_different_fields_are_both_kept_without_a_question(remarked):
    write(remarked, "Elk jaar")

    expect(remark(remarked)).to_have_value("Nog navragen")
    expect_status(remarked, SAVED)
    assert saved() == [(None, "Elk jaar", "Nog navragen")]


def test_who_types_on_while_a_colleague_was_first_loses_no_letter(remarked):
    with held_save(remarked, lambda: agreement(remarked).press_sequentially("Elk jaar")):
        agreement(remarked).press_sequentially(" samen")

    expect(remark(remarked)).to_have_value("Nog navragen")
    expect(agreement(remarked)).to_be_focused()
    expect(agreement(remarked)).to_have_value("Elk jaar samen")
    expect_status(remarked, SAVED)
    assert saved() == [(None, "Elk jaar samen", "Nog navragen")]


def test_a_choice_of_a_colleague_is_shown_to_who_made_none(pages):
    first, second = pages
    choose(first, "Afgesproken")
    expect_status(first, SAVED)

    write(second, "Elk jaar")
    expect_status(second, SAVED)

    assert question(second).get_by_label("Afgesproken", exact=True).is_checked()
