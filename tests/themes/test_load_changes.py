"""Loading changed criteria: text in place, and no question that a school answered ever disappears."""

import pytest
from django.urls import reverse

from tests.factories import NOW, make_action, make_answer, make_round
from tests.themes.folder import LATER, all_rows, question
from themes.models import Card, Kind, Protocol, ProtocolStep, Question, Theme

LAST_QUESTION = '[[cards.questions]]\ncode = "3"'
CARD_AANPAK = '[[cards]]\ncode = "aanpak"'
CARD_NAZORG = '[[cards]]\ncode = "nazorg"'


@pytest.fixture
def answered(fixtures, team_member):
    """The loaded folder, and an open round in which question aanpak/3 was answered."""
    fixtures.load()
    theme = Theme.objects.get()
    round = make_round(team_member, theme)
    make_answer(round, question("aanpak", "3"), 2, remark="In mei")
    return round


def card_path(round):
    return reverse("assessments:card", args=[round.pk, "sexting", "aanpak"])


def close(round, at):
    round.closed_at, round.closed_by = at, round.opened_by
    round.save()


def test_changed_text_is_updated_in_place_and_keeps_its_answer(answered, fixtures):
    before = question("aanpak", "3")
    fixtures.replace("Vragen we het na?", "Vragen we achteraf hoe het ging?")

    counts = fixtures.load(LATER)

    assert counts == {"created": 0, "changed": 1}
    assert question("aanpak", "3").pk == before.pk
    assert question("aanpak", "3").text == "Vragen we achteraf hoe het ging?"
    assert answered.answers.get().question_id == before.pk


def test_changed_card_and_theme_are_updated_in_place(fixtures, db):
    fixtures.load()
    fixtures.replace("We hebben afspraken.", "Onze afspraken staan op papier.")
    fixtures.replace('name = "Sexting"', 'name = "Naaktbeelden"')
    fixtures.replace('pillar = "kwaliteit"', 'pillar = "preventie"\nnote = "Denk aan de privacy."')

    assert fixtures.load(LATER) == {"created": 0, "changed": 2}
    assert Theme.objects.get().name == "Naaktbeelden"
    card = Card.objects.get(code="afspraken")
    assert (card.pillar, card.note) == ("preventie", "Denk aan de privacy.")


def test_a_note_that_is_taken_out_is_emptied(fixtures, db):
    fixtures.load()
    fixtures.replace('group = "Achteraf"\n', "")

    fixtures.load(LATER)

    assert question("aanpak", "3").group == ""


def test_removed_question_without_answers_is_deleted(fixtures, db):
    fixtures.load()
    fixtures.remove(LAST_QUESTION, CARD_NAZORG)

    assert fixtures.load(LATER)["deleted"] == 1
    assert not Question.objects.filter(card__code="aanpak", code="3").exists()


def test_removed_question_with_an_answer_is_retired(answered, fixtures):
    fixtures.remove(LAST_QUESTION, CARD_NAZORG)

    counts = fixtures.load(LATER)

    assert (counts["retired"], counts["deleted"]) == (1, 0)
    assert question("aanpak", "3").retired_at == LATER
    assert answered.answers.get().remark == "In mei"


def test_removed_question_with_only_an_action_is_retired(fixtures, team_member):
    fixtures.load()
    removed = question("aanpak", "3")
    make_action(team_member, removed.card, question=removed)
    fixtures.remove(LAST_QUESTION, CARD_NAZORG)

    assert fixtures.load(LATER)["retired"] == 1


@pytest.fixture
def rows(login, team_member):
    """Return a function that gives the rows of the card page in a round."""
    return lambda round: login(team_member).get(card_path(round)).context["rows"]


def codes(rows):
    return [row.question.code for row in rows]


def test_retired_question_stays_in_the_closed_round_only(answered, fixtures, rows, team_member):
    rows(answered)  # the criteria were in memory before they changed
    close(answered, NOW)
    fixtures.remove(LAST_QUESTION, CARD_NAZORG)
    fixtures.load(LATER)
    new = make_round(team_member, Theme.objects.get(), school_year=2027, opened_at=LATER)

    assert codes(rows(answered)) == ["1", "2", "3"]
    assert rows(answered)[2].remark == "In mei"
    assert codes(rows(new)) == ["1", "2"]


def test_question_added_later_is_not_asked_in_a_round_that_was_closed(
    answered, fixtures, rows, team_member
):
    close(answered, NOW)
    fixtures.replace(CARD_NAZORG, '[[cards.questions]]\nkind = "goal"\ntext = "Nieuw?"\n\n' + CARD_NAZORG)
    fixtures.load(LATER)
    new = make_round(team_member, Theme.objects.get(), school_year=2027, opened_at=LATER)

    assert codes(rows(answered)) == ["1", "2", "3"]
    assert codes(rows(new)) == ["1", "2", "3", "4"]
    assert question("aanpak", "4").added_at == LATER


def test_question_of_another_kind_replaces_the_answered_one(answered, fixtures):
    fixtures.replace('kind = "survey"', 'kind = "yesno"')

    counts = fixtures.load(LATER)

    old, new = Question.objects.filter(card__code="aanpak", code="3").order_by("pk")
    assert counts == {"created": 1, "changed": 0, "retired": 1}
    assert (old.kind, old.retired_at) == (Kind.SURVEY, LATER)
    assert (new.kind, new.retired_at, new.added_at) == (Kind.YESNO, None, LATER)
    assert answered.answers.get().question_id == old.pk


def test_question_that_comes_back_is_a_new_one(answered, fixtures):
    whole = fixtures.theme_file.read_text()
    fixtures.remove(LAST_QUESTION, CARD_NAZORG)
    fixtures.load(LATER)
    fixtures.theme_file.write_text(whole)

    assert fixtures.load(LATER) == {"created": 1, "changed": 0}
    assert Question.objects.filter(card__code="aanpak", code="3").count() == 2


def test_removed_card_without_answers_is_deleted(fixtures, db):
    fixtures.load()
    fixtures.remove(CARD_NAZORG)

    assert fixtures.load(LATER)["deleted"] == 2  # the card and its statement
    assert not Card.objects.filter(code="nazorg").exists()


def test_removed_card_with_an_answer_stays_for_the_round_that_scored_it(answered, fixtures):
    fixtures.remove(CARD_AANPAK, CARD_NAZORG)

    counts = fixtures.load(LATER)

    assert (counts["retired"], counts["deleted"]) == (1, 2)  # two questions had no answer
    assert Card.objects.filter(code="aanpak").exists()
    assert not Question.objects.current().filter(card__code="aanpak").exists()


def test_removed_theme_is_deleted_only_when_no_round_chose_it(answered, fixtures):
    other = (
        fixtures.theme_file.read_text().replace('"sexting"', '"privacy"').replace("order = 1", "order = 2")
    )
    (fixtures.folder / "criteria/privacy.toml").write_text(other)
    fixtures.theme_file.unlink()
    fixtures.load(LATER)
    fixtures.theme_file.write_text(other.replace('"privacy"', '"pesten"'))
    (fixtures.folder / "criteria/privacy.toml").unlink()

    fixtures.load(LATER)

    assert set(Theme.objects.values_list("code", flat=True)) == {"sexting", "pesten"}


def test_changed_protocol_is_brought_in_line(fixtures, db):
    fixtures.load()
    fixtures.replace("Bel de politie.", "Schakel de politie in.", path=fixtures.protocols_file)
    fixtures.replace("Een leerling", "Gedrag van een leerling", path=fixtures.protocols_file)
    fixtures.replace('code = "reageren"', 'code = "altijd-reageren"', path=fixtures.protocols_file)

    assert fixtures.load(LATER) == {"created": 1, "changed": 2, "deleted": 1}
    assert Protocol.objects.get().name == "Gedrag van een leerling"
    assert list(ProtocolStep.objects.order_by("order").values_list("code", "text")) == [
        ("altijd-reageren", "Reageer altijd."),
        ("politie", "Schakel de politie in."),
    ]


def test_step_is_grave_where_the_folder_says_so(fixtures, db):
    fixtures.load()
    fixtures.replace('law = "BE"', 'law = "BE"\ngrave = true', path=fixtures.protocols_file)

    assert fixtures.load(LATER) == {"created": 0, "changed": 1}
    steps = ProtocolStep.objects.order_by("order").values_list("code", "is_grave")
    assert list(steps) == [("reageren", False), ("politie", True)]
    fixtures.replace("grave = true", "grave = false", path=fixtures.protocols_file)
    fixtures.load(LATER)
    assert not ProtocolStep.objects.filter(is_grave=True).exists()


def test_another_set_stands_beside_the_first(fixtures, db):
    fixtures.load()
    before = all_rows()
    fixtures.replace('code = "proef"', 'code = "eigen"', path=fixtures.set_file)

    fixtures.load(LATER)

    after = all_rows()
    assert all(after[name][: len(rows)] == rows for name, rows in before.items())
    assert Theme.objects.filter(criteria_set__code="eigen").count() == 1
