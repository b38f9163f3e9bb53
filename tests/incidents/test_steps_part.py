"""The steps on the page of an incident, and which of them may not be left without a word."""

import pytest

from incidents.access import Rights
from incidents.follow_up import follow_up_part
from incidents.services.steps import save_steps
from incidents.steps import Said, State, open_duties, steps_of
from schools.models import Country
from tests.factories import NOW, make_answer, make_card, make_incident, make_round, make_theme
from tests.incidents.following import REASON, add_step, make_protocol, read
from themes.models import Kind, Phase, Pillar

BE, NL = Country.FLANDERS, Country.NETHERLANDS


@pytest.fixture
def theme(db):
    return make_theme(code="sexting")


@pytest.fixture
def protocol(theme):
    return make_protocol(theme.criteria_set)


@pytest.fixture
def incident(contact, protocol):
    return make_incident(contact)


def say(incident, contact, **states):
    steps = {step.code: step for step in steps_of("leerling-ongewenst", NL)}
    sent = {steps[code]: Said(*said) for code, said in states.items()}
    save_steps(incident, sent=sent, by=contact, at=NOW)


def part(incident, contact):
    return follow_up_part(read(incident, contact), Rights(may_handle=True), contact, NOW)


@pytest.mark.parametrize(
    ("state", "text", "is_open"),
    [
        (State.OPEN, "", True),
        (State.OPEN, "Volgende week.", True),
        (State.DONE, "", False),
        (State.NOT_DONE, "", True),
        (State.NOT_DONE, REASON, False),
    ],
)
def test_grave_steps_and_own_duties_stay_open_until_done_or_explained(
    incident, contact, state, text, is_open
):
    say(incident, contact, **dict.fromkeys(("klas", "politie", "inspectie"), (state, text, 0)))

    case = read(incident, contact)
    assert [s.code for s in open_duties(case, BE)] == (["politie"] if is_open else [])
    assert [s.code for s in open_duties(case, NL)] == (["politie", "inspectie"] if is_open else [])


def test_page_groups_the_steps_by_phase_and_says_how_far_one_is(incident, contact):
    say(incident, contact, klas=(State.DONE, "", 0))

    steps = part(incident, contact)["steps"]

    groups = [(phase, [row.done for row in rows]) for phase, rows in steps["groups"]]
    assert groups == [
        ("Aanpak", ["politie:0", "coaching:0"]),
        ("Communicatie met leerlingen", [""]),
    ]
    assert (steps["done"], steps["total"], steps["duties"]) == (1, 3, 1)
    (done,) = [row.saved for _, rows in steps["groups"] for row in rows if row.looks == "done"]
    assert done == f"Gedaan, vandaag om 14:32, door {contact.user.name}"


def test_kind_without_a_protocol_has_no_steps(contact, protocol):
    assert part(make_incident(contact, kind="datalek"), contact)["steps"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_part_needs_three_queries_however_much_there_is(
    contact, theme, protocol, incident, number, django_assert_num_queries
):
    reaction = {"pillar": Pillar.REACTION, "kind": Kind.OPEN}
    cards = [make_card(theme, code=code, **reaction) for code in Phase.values[1 : 1 + number]]
    round = make_round(contact, theme)
    for n, card in enumerate(cards):
        make_answer(round, card.questions.get(), 2)
        add_step(protocol, f"extra-{n}")
        say(incident, contact, **{f"extra-{n}": (State.DONE, "", 0)})
    part(incident, contact)  # reads the catalogue into memory
    case = read(incident, contact)

    with django_assert_num_queries(3):  # edition of the steps; round with its theme, answers
        found = follow_up_part(case, Rights(may_handle=True), contact, NOW)

    assert found["steps"]["done"] == number
    assert sum(bool(row.title) for row in found["phases"]["rows"]) == number
