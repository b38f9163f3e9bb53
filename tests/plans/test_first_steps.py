import pytest

from plans.models import Responsibility, Task
from plans.printing.first_steps import Called, first_steps, missing, people_to_call
from tests.factories import NOW, make_answer, make_card, make_round, make_theme
from themes.models import Kind, Pillar

CONTACT = Called("Aanspreekpunt", "1e graad", "Noor", "0470 00 00 00")
PRINCIPAL = Called("Directie", "", "An", "03 000 00 00")


def add(member, task, **fields):
    return Responsibility.unscoped.create(school=member.school, task=task, **fields)


def test_sheet_with_contact_and_principal_is_complete():
    assert missing([CONTACT, PRINCIPAL]) == []


def test_sheet_without_people_says_who_is_missing():
    assert missing([]) == [
        "Er staat nog niemand bij “Aanspreekpunt”.",
        "Er staat nog niemand bij “Directie”.",
    ]


def test_sheet_with_somebody_out_of_reach_says_whom():
    silent = Called("Politie of wijkagent", "", "Wijkagent Zuid", "")

    assert missing([CONTACT, PRINCIPAL, silent]) == [
        "Bij Wijkagent Zuid (Politie of wijkagent) staat niet hoe je die bereikt."
    ]


def test_people_to_call_stand_by_task_and_grade(principal, outsider):
    add(principal, Task.PRINCIPAL, name="An", reach="1")
    add(principal, Task.CONTACT, name="Sam", grade="2e graad", reach="3")
    add(principal, Task.CONTACT, name="Noor", grade="1e graad", reach=" 2 ")
    add(principal, Task.ICT, name="Koen", reach="4")
    add(outsider, Task.CONTACT, name="Van een andere school", reach="5")

    assert [(one.name, one.reach) for one in people_to_call(principal)] == [
        ("Noor", "2"),
        ("Sam", "3"),
        ("An", "1"),
    ]


def test_sheet_holds_what_was_agreed_on_the_reaction_cards(principal):
    theme = make_theme(name="Sexting", code="sexting")
    card = make_card(theme, code="nazorg", title="Nazorg", pillar=Pillar.REACTION, kind=Kind.OPEN)
    round = make_round(principal, theme)
    make_answer(round, card.questions.get(), 2, text="Na twee weken.")

    sheet = first_steps(theme, member=principal, on=NOW.date())

    assert [(title, [text for _, text in agreed]) for title, agreed in sheet.agreed] == [
        ("Nazorg", ["Na twee weken."])
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_people_need_one_query(principal, count, django_assert_num_queries):
    for n in range(count):
        add(principal, Task.CONTACT, name=f"Noor {n}", reach="2")

    with django_assert_num_queries(1):
        assert len(people_to_call(principal)) == count
