"""What each audience sees of one plan: a plan again, without what is not for them. No database.

Everything that is made of a plan goes through `for_audience` first, so that no template and no Word
file decides about it. tests/plans/test_audiences.py holds the table of fields by hand.
"""

from dataclasses import replace

from plans.document.content import ActionLine, CardPlan, PlanDocument, QuestionLine, Score, ThemePlan
from plans.document.sections import Section
from plans.models import Audience

NO_SCORE = Score(number="", word="", css="")
# Parents and the council read what the school does, not where it stands or who does which action.
NOT_FOR_COUNCIL = {Section.CHANGES, Section.STANDING, Section.FIGURES, Section.SCORES}


def for_audience(document: PlanDocument, audience: Audience) -> PlanDocument:
    """Return the plan as this audience may read it."""
    return {
        Audience.FULL: lambda plan: plan,
        Audience.COUNCIL: _for_council,
        Audience.PUPILS: _for_pupils,
    }[audience](document)


def _for_council(plan: PlanDocument) -> PlanDocument:
    """Leave out weak spots by name, counts of incidents, and persons other than the contacts."""
    themes = tuple(_theme_for_council(theme) for theme in plan.themes)
    hidden = set(plan.hidden) | NOT_FOR_COUNCIL
    return replace(
        plan,
        changes=(),
        previous="",
        people=tuple(person for person in plan.people if person.is_contact),
        themes=themes,
        actions=tuple(_action_for_council(action) for action in plan.actions),
        incidents=None,
        calendar=tuple(line for line in plan.calendar if not line.where),
        hidden=tuple(section for section in Section if section in hidden),
    )


def _theme_for_council(theme: ThemePlan) -> ThemePlan:
    """Keep what is in place and what was agreed; a work point is like any other card, or not there."""
    cards = [card for card in theme.cards if card.is_in_place or card.agreements]
    no_cells = tuple((pillar, NO_SCORE) for pillar, _ in theme.cells)
    return replace(theme, target="", cells=no_cells, cards=tuple(map(_card_for_council, cards)))


def _card_for_council(card: CardPlan) -> CardPlan:
    """Keep the statement only of what is in place: of the others, what was agreed says it better."""
    return replace(
        card,
        statement=card.statement if card.is_in_place else "",
        exact=None,
        score=NO_SCORE,
        is_work_point=False,
        is_done=True,
        questions=tuple(_question_for_council(line) for line in card.questions if line.agreement),
        actions=(),
    )


def _question_for_council(line: QuestionLine) -> QuestionLine:
    return replace(line, word="", remark="", lacks_text=False)


def _action_for_council(action: ActionLine) -> ActionLine:
    """Keep what is done by when, and for which theme."""
    return replace(
        action, owner="", partners=(), status="", card="", ref="", is_late=False, success_sign=""
    )


def _for_pupils(plan: PlanDocument) -> PlanDocument:
    """Keep the school and whom to turn to."""
    return replace(
        _for_council(plan),
        vision="",
        themes=(),
        actions=(),
        playbooks=(),
        calendar=(),
        hidden=tuple(Section),
    )
