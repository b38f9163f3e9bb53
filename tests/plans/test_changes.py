"""What changed between two versions of a plan, in sentences."""

from dataclasses import replace

import pytest

from plans.changes import MOST, changes_between
from plans.document.content import ActionLine, CardPlan, Score
from plans.document.sections import Section
from tests.plans.changed_plans import change, make_plan, nodes, swap, without
from tests.plans.documents import make_action, make_card, make_question

PLAN = make_plan()
THEME, PRIVACY = PLAN.themes
POINT, CARE, OPEN, DATA = PLAN.cards
UNSCORED = {"exact": None, "is_done": False}
DONE = {"is_open": False, "status": "klaar op 1 maart 2027"}


def told(new, old=PLAN):
    return changes_between(old, new)


def with_card(card, **fields):
    return swap(PLAN, card, replace(card, **fields))


def with_action(**fields):
    """Return the plan with its first action changed; one that is done leaves the open ones."""
    action = PLAN.actions[0]
    new = replace(action, **fields)
    plan = swap(PLAN, action, new)
    return replace(plan, actions=tuple(a for a in plan.actions if a.is_open))


def test_same_plan_tells_nothing():
    assert told(make_plan()) == []


# Themes and scores


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ("1,4", "2,1", "Sexting: de score voor preventie steeg van 1,4 naar 2,1."),
        ("2,1", "1,4", "Sexting: de score voor preventie daalde van 2,1 naar 1,4."),
        ("", "1,4", "Sexting: preventie heeft nu een score: 1,4."),
        ("1,4", "", "Sexting: preventie heeft nu geen score, het was 1,4."),
    ],
)
def test_score_of_a_pillar(before, now, sentence):
    old, new = (
        replace(PLAN, themes=(replace(THEME, cells=(("Preventie", Score(n, "", "")),)),))
        for n in (before, now)
    )

    assert told(new, old) == [sentence]


def test_theme_that_came_and_one_that_went():
    assert told(PLAN, replace(PLAN, themes=(THEME,))) == ["Het thema Privacy is nieuw in het plan."]
    assert told(replace(PLAN, themes=(THEME,)))[0] == "Het thema Privacy staat niet meer in het plan."


def test_target_name_and_introduction_of_a_theme():
    new = replace(THEME, name="Beelden", target="2,5", intro="Nieuw begin.")

    assert told(replace(PLAN, themes=(new, PRIVACY))) == [
        "Het thema Sexting heet nu Beelden.",
        "Beelden: de streefscore ging van 2,0 naar 2,5.",
        "Beelden: de inleiding is herschreven.",
    ]


@pytest.mark.parametrize(
    ("card", "fields", "sentence"),
    [
        (CARE, {"is_in_place": True, "is_work_point": False}, "Kaart Nazorg is nu een sterkte."),
        (OPEN, {"is_work_point": True, "exact": 1.0}, "Kaart Ouders is nu een werkpunt."),
        (POINT, {"is_in_place": False}, "Kaart Meldpunt is geen sterkte meer."),
        (CARE, {"is_work_point": False}, "Kaart Nazorg is geen werkpunt meer."),
        (CARE, {"is_work_point": False, **UNSCORED}, "Kaart Nazorg is nog te bespreken."),
        (POINT, {"is_in_place": False, **UNSCORED}, "Kaart Meldpunt is nog te bespreken."),
        (POINT, {"title": "Loket"}, "Kaart Meldpunt heet nu Loket."),
    ],
)
def test_card(card, fields, sentence):
    assert told(with_card(card, **fields)) == [sentence]


def test_cards_of_a_theme_that_turn_together_share_a_sentence():
    strong = {"is_in_place": True, "is_work_point": False, "exact": 2.0}
    cards = (POINT, replace(CARE, **strong), replace(OPEN, **strong))

    assert told(replace(PLAN, themes=(replace(THEME, cards=cards), PRIVACY))) == [
        "Sexting: de kaarten Nazorg en Ouders zijn nu sterktes."
    ]


def test_cards_with_the_same_title_are_told_apart():
    same = swap(PLAN, DATA, replace(DATA, title="Nazorg", is_in_place=False))
    old = swap(same, same.cards[3], replace(same.cards[3], is_in_place=True))

    assert told(same, old) == ["Kaart Nazorg (Privacy) is geen sterkte meer."]


def test_order_of_themes_and_cards_is_no_change():
    turned = replace(THEME, cards=THEME.cards[::-1])

    assert told(replace(PLAN, themes=(PRIVACY, turned))) == []


# Agreements and remarks


def agreed(*texts):
    """Return the plan whose first card has these agreements, each of a question of its own."""
    lines = [
        make_question(ref=f"9Z9.{n}", question=f"Vraag {n}?", agreement=t) for n, t in enumerate(texts)
    ]
    return with_card(POINT, questions=tuple(lines))


@pytest.mark.parametrize(
    ("before", "now", "sentences"),
    [
        ([""], ["An belt."], ["Nieuwe afspraak bij Meldpunt: “An belt.”"]),
        (["An belt."], ["Bo belt."], ["De afspraak bij Meldpunt is anders verwoord."]),
        (["An belt."], [""], ["De afspraak bij Meldpunt staat niet meer in het plan."]),
        (["An belt.", "x"], ["Bo belt.", "x"], ["Een afspraak bij Meldpunt is anders verwoord."]),
        (["a", "b"], ["c", "d"], ["Twee afspraken bij Meldpunt zijn anders verwoord."]),
        (["a", "b"], ["", ""], ["Twee afspraken bij Meldpunt staan niet meer in het plan."]),
        (["An  belt.\n"], ["An belt."], []),
        (["An belt.", ""], ["", "An belt."], []),
    ],
)
def test_agreements_of_a_card(before, now, sentences):
    assert told(agreed(*now), agreed(*before)) == sentences


def test_question_that_moved_keeps_its_agreement():
    first, second = make_question(question="A?", agreement="a"), make_question(question="B?", agreement="b")
    old, new = (with_card(POINT, questions=lines) for lines in ((first, second), (second, first)))

    assert told(new, old) == []


def test_long_agreement_is_cut_after_a_word():
    (sentence,) = told(
        agreed("Wie iets ziet, " + "vertelt het meteen aan het aanspreekpunt " * 9), agreed("")
    )

    assert sentence.endswith("meteen aan het…”")
    assert len(sentence) < 130


def test_one_endless_word_is_cut_too():
    (sentence,) = told(agreed("x" * 300), agreed(""))

    assert len(sentence) < 130


def test_remark_that_the_school_prints():
    line = POINT.questions[0]

    assert told(with_card(POINT, questions=(replace(line, remark="Beter zo."),))) == [
        "De opmerking bij Meldpunt is anders verwoord."
    ]


# Actions


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (DONE, "Klaar: actie “Een draaiboek maken”."),
        ({"what": "Twee maken"}, "De actie “Een draaiboek maken” heet nu “Twee maken”."),
        ({"owner": "Sam"}, "Actie “Een draaiboek maken”: Sam neemt over van Fatima El Amrani."),
        (
            {"due": "1 mei 2027"},
            "Actie “Een draaiboek maken” is verschoven van 20 november 2026 naar 1 mei 2027.",
        ),
        ({"status": "bezig"}, "Actie “Een draaiboek maken” staat nu op bezig."),
        ({"partners": ("Sam",)}, "Actie “Een draaiboek maken” wordt met andere mensen gedaan."),
    ],
)
def test_action(fields, sentence):
    assert told(with_action(**fields)) == [sentence]


def test_done_action_of_a_card_that_is_in_place_by_now():
    plan = with_action(**DONE)
    card = plan.cards[1]
    plan = swap(plan, card, replace(card, is_in_place=True, is_work_point=False))

    assert told(plan) == ["Kaart Nazorg is nu een sterkte.", "Klaar: actie “Een draaiboek maken”."]


def test_new_action_and_one_taken_up_again():
    new = replace(
        PLAN, actions=(*PLAN.actions, make_action(id="drie", what="Een folder", due="1 mei 2027"))
    )

    assert told(new) == ["Nieuwe actie: “Een folder”, tegen 1 mei 2027."]
    assert told(PLAN, with_action(**DONE)) == [
        "Opnieuw open: actie “Een draaiboek maken”, tegen 20 november 2026."
    ]


def test_action_that_left_the_plan():
    dropped = replace(PLAN, actions=PLAN.actions[:1])

    assert told(dropped) == ["Geschrapt: actie “Een draaiboek maken”."]
    assert told(replace(dropped, themes=(THEME,))) == [
        "Het thema Privacy staat niet meer in het plan.",
        "Niet meer in het plan: actie “Een draaiboek maken”.",
    ]


def test_action_that_neither_plan_prints_is_not_told():
    hidden = without(PLAN, Section.ACTIONS)
    more = make_action(id="drie", what="Een folder", card_id=4)

    assert told(replace(hidden, actions=(*PLAN.actions, more)), hidden) == []


# As a whole


def test_themes_come_first_and_then_the_chapters():
    new = with_card(CARE, is_in_place=True, is_work_point=False)
    new = replace(new, vision="Anders.", year="2027–2028", people=())

    assert told(new) == [
        "Kaart Nazorg is nu een sterkte.",
        "Het plan gaat nu over schooljaar 2027–2028.",
        "De visie is herschreven.",
        *told(replace(PLAN, people=())),
    ]


@pytest.mark.parametrize("count", [MOST, MOST + 1, MOST + 30])
def test_at_most_forty_lines_and_the_weightiest_stay(count):
    actions = [make_action(id=str(n), what=f"Actie nummer {n}") for n in range(count - 1)]
    new = replace(PLAN, actions=(*PLAN.actions, *actions), vision="Anders.")

    sentences = told(new)

    assert len(sentences) == len(set(sentences)) == MOST
    assert "De visie is herschreven." in sentences
    rest = count - MOST + 1
    assert (sentences[-1] == f"En nog {rest} andere wijzigingen.") is (count > MOST)


def test_sentence_stands_there_once():
    twice = [make_action(id=f"{n}", what="Een folder") for n in range(2)]

    assert told(replace(PLAN, actions=(*PLAN.actions, *twice))) == [
        "Nieuwe actie: “Een folder”, tegen 20 november 2026."
    ]


def test_helper_changes_one_node():
    assert nodes(change(PLAN, CardPlan, "title", str.upper, 1), CardPlan)[1].title == "NAZORG"
    assert {a.what for a in change(PLAN, ActionLine, "what", str.upper, 0).actions} == {
        "EEN DRAAIBOEK MAKEN",
        "Een draaiboek maken",
    }
    assert make_card(code="x").code == "x"
