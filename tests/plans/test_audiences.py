"""What each audience gets of a plan, against a table written by hand: a new field is for nobody else."""

from dataclasses import replace

import pytest

from plans.audiences import for_audience
from plans.models import Audience
from plans.snapshot import to_json
from tests.plans.secret_words import plan_of_words, words_in

PUPILS = """
PlanDocument: school place country year date logo pillars
Person: task name grade reach does
"""
COUNCIL = f"""{PUPILS}
PlanDocument: vision
ThemePlan: code name intro cells
CardPlan: ref code title theme theme_code pillar statement
QuestionLine: ref group question agreement decided
ActionLine: id what due term theme
Playbook: name principle phases
Step: text when
"""


def allowed(table: str) -> set[str]:
    lines = [line.split(": ") for line in table.split("\n") if line]
    return {f"{name}.{field}" for name, found in lines for field in found.split()}


def seen_by(audience: Audience) -> set[str]:
    plan, fields = plan_of_words()
    return {fields[word] for word in words_in(to_json(for_audience(plan, audience)))}


@pytest.mark.parametrize(("audience", "table"), [(Audience.COUNCIL, COUNCIL), (Audience.PUPILS, PUPILS)])
def test_audience_gets_the_fields_of_its_table_and_no_other(audience, table):
    assert seen_by(audience) == allowed(table)


def test_full_plan_has_every_field():
    _, fields = plan_of_words()

    assert seen_by(Audience.FULL) == set(fields.values())


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.PUPILS])
def test_persons_who_are_no_contacts_stay_out(audience):
    plan, _ = plan_of_words()
    other = replace(plan.people[0], name="Iemand van ICT", is_contact=False)

    reduced = for_audience(replace(plan, people=(*plan.people, other)), audience)

    assert reduced.people == plan.people


def test_council_sees_no_card_that_is_only_a_weak_spot():
    plan, _ = plan_of_words()
    [theme] = plan.themes
    silent = replace(theme.cards[0].questions[0], agreement="")
    weak = replace(theme.cards[0], is_in_place=False, questions=(silent,))

    [reduced] = for_audience(
        replace(plan, themes=(replace(theme, cards=(weak,)),)), Audience.COUNCIL
    ).themes

    assert reduced.cards == ()


def test_council_sees_what_was_agreed_on_a_weak_spot_but_not_that_it_is_one():
    plan, _ = plan_of_words()
    [theme] = plan.themes
    weak, strong = replace(theme.cards[0], is_in_place=False), replace(theme.cards[0], is_work_point=False)

    seen = [
        for_audience(replace(plan, themes=(replace(theme, cards=(card,)),)), Audience.COUNCIL)
        for card in (weak, strong)
    ]

    [[card], [like]] = [one.themes[0].cards for one in seen]
    assert replace(card, is_in_place=True, statement=like.statement) == like
