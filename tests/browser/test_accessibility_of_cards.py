"""The states a card, a round and an action can be in have no barrier either."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.merging import Entry
from assessments.services import close_round, save_answers
from plans.services.actions import change_action
from tests.browser.cards import ANSWER, SAVED, agreement, choose, expect_status, question, work_on, write
from tests.browser.pages import path
from tests.browser.people import enter
from tests.browser.world import make_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(team_member):
    return make_world(team_member)


@pytest.fixture
def card_page(page, world, complaints):
    complaints.expect("status of 4", "ERR_FAILED", "htmx:")
    work_on(page, world.member, world.round, world.card)
    return page


@pytest.fixture
def member_page(page, world, complaints):
    complaints.expect("status of 4")
    enter(page.context, world.member)
    return page


def answer_first(world):
    """Let a colleague change an answer of which the page shows an older one."""
    entry = Entry(world.card.questions.get(order=1), version=1, fields={"text": "Van de collega"})
    save_answers(world.round, [entry], by=world.colleague, at=timezone.now())


def test_card_that_was_just_saved(card_page, look):
    choose(card_page, "Afgesproken en bekend", number=2)
    expect_status(card_page, SAVED, number=2)

    look("saved")


def test_card_that_a_colleague_changed_too(card_page, look, world):
    answer_first(world)
    write(card_page, "Van mij")
    expect(question(card_page).get_by_role("alert")).to_be_visible()
    look("the part of the question")


def test_card_that_a_colleague_changed_before_the_button(card_page, look, world):
    card_page.route(ANSWER, lambda route: route.abort())
    agreement(card_page).fill("Van mij")
    answer_first(world)

    card_page.get_by_role("button", name="Bewaar", exact=True).click()

    expect(question(card_page).get_by_role("alert")).to_be_visible()
    look("the whole page")


def test_card_with_a_wrong_answer(card_page, look):
    question(card_page).get_by_label("Besproken", exact=True).evaluate("radio => { radio.value = 7 }")
    choose(card_page, "Besproken")
    expect(question(card_page).get_by_role("status")).to_contain_text("Niet bewaard")
    look("the part of the question")

    card_page.get_by_role("button", name="Bewaar", exact=True).click()
    card_page.wait_for_url("**/bewaren/")
    look("the whole page")


def test_card_whose_reader_was_logged_out(card_page, look):
    card_page.context.clear_cookies(name="sessionid")
    write(card_page, "Van mij")
    expect(question(card_page).get_by_role("alert")).to_be_visible()
    look("the part of the question")

    card_page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(card_page.get_by_role("heading", name="Nog niet bewaard")).to_be_visible()
    look("the kept text")


def closed_meanwhile(page, world):
    close_round(world.round, by=world.member, at=timezone.now())


def theme_taken_out(page, world):
    world.round.themes.all().delete()


def page_older_than_login(page, world):
    page.context.clear_cookies(name="csrftoken")


@pytest.mark.parametrize("happen", [closed_meanwhile, theme_taken_out, page_older_than_login])
def test_card_that_can_no_longer_be_saved(card_page, look, world, happen):
    agreement(card_page).fill("Te laat")
    happen(card_page, world)

    card_page.get_by_role("button", name="Bewaar", exact=True).click()

    expect(card_page.get_by_role("heading", name="Nog niet bewaard")).to_be_visible()
    look("the kept text")


def test_closed_round(member_page, look, world):
    of_card = [world.closed.pk, world.theme.code, world.card.code]
    for name, length in {"overview": 1, "board": 2, "card": 3, "evidence": 3, "votes": 3}.items():
        look.at(reverse(f"assessments:{name}", args=of_card[:length]))
    look.at(reverse("assessments:settings", args=of_card[:1]))  # says why it sends on to the overview
    look.at(path("plans:plan", world, ronde=world.closed.pk))


def test_votes_of_a_card(member_page, look, world):
    of_card = [world.round.pk, world.theme.code]
    look.at(reverse("assessments:votes", args=[*of_card, world.voted.code]))  # they are shown
    look.at(reverse("assessments:votes", args=[*of_card, world.card.code]))
    member_page.get_by_role("button", name="Bewaar mijn keuzes").click()
    look("nothing chosen")
    member_page.get_by_role("radio").first.check()
    member_page.get_by_role("button", name="Bewaar mijn keuzes").click()
    look("chosen")
    member_page.get_by_role("link", name="Toon de stemmen").click()
    look("about to show")


def test_evidence_of_a_card(member_page, look, world):
    member_page.goto(path("assessments:evidence", world))
    member_page.get_by_role("button", name="Bewaar het bewijs").click()
    look("nothing filled in")
    member_page.get_by_role("button", name="Haal weg").first.click()
    look("taken away")


def test_settings_of_a_round(member_page, look, world):
    member_page.goto(path("assessments:settings", world))
    member_page.get_by_role("textbox").first.fill("veel")
    member_page.get_by_role("button", name="Bewaar").click()
    look("wrong number")
    world.round.version += 1
    world.round.save()
    member_page.get_by_role("textbox").first.fill("1,5")
    member_page.get_by_role("button", name="Bewaar").click()
    expect(member_page.get_by_text("Een collega was je voor.")).to_be_visible()
    look("a colleague was first")


def test_actions(member_page, look, world):
    look.at(path("plans:actions", world, toon="te-laat"))
    look.at(path("plans:actions", world, kaart=world.card.pk))
    member_page.get_by_role("button", name="Klaar").first.click()
    look("finished")
    look.at(path("plans:add", world, vraag=world.card.questions.first().pk))
    member_page.get_by_role("button", name="Bewaar de actie").click()
    look("form with an error")


def test_action_that_a_colleague_changed_too(member_page, look, world):
    member_page.goto(path("plans:edit", world))
    change_action(world.action, what="Van de collega", by=world.colleague, at=timezone.now())
    member_page.get_by_label("Wat gaan jullie doen?").fill("Van mij")

    member_page.get_by_role("button", name="Bewaar").click()

    expect(member_page.get_by_text("Deze actie is intussen gewijzigd.")).to_be_visible()
    look("clash")
