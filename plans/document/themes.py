"""The themes of a plan with their cards, questions and actions, each with its code in the plan."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from assessments import scoring
from assessments.models import Round
from assessments.results import CardResult, ThemeResult, round_results
from plans.action_words import day, member_name, standing
from plans.document.content import ActionLine, CardPlan, QuestionLine, Score, ThemePlan
from plans.models import Action, ChosenRemark, Composition, Status
from schools.models import Membership
from schoolsafety.terms import term_of
from themes.models import Kind, Pillar, Question
from themes.steps import word

AGREED = 2  # the step of an open question from which there is an agreement to write down
LETTERS = {Pillar.QUALITY: "K", Pillar.PREVENTION: "P", Pillar.REACTION: "R"}


@dataclass(frozen=True)
class Given:
    """What the school filled in, by the id of what it is about."""

    answers: dict[int, tuple]
    remarks: dict[int, str]
    actions: dict[int, list[ActionLine]]


def theme_plans(
    round: Round, member: Membership, composition: Composition, on: date
) -> tuple[tuple[ThemePlan, ...], list[ActionLine]]:
    """Return the themes, and all actions that are not dropped by their day."""
    results = round_results(round)
    refs = _refs(results)
    lines = _actions(member, round.school.country, refs, on)
    rows = round.answers.values_list("question", "value", "text", "remark", "changed_at")
    given = Given({pk: rest for pk, *rest in rows}, _remarks(member, round), defaultdict(list))
    for line in lines:
        given.actions[line.card_id].append(line)
    themes = [
        _theme(result, composition.intros.get(result.theme.code, ""), given, refs) for result in results
    ]
    return tuple(themes), lines


def _refs(results: list[ThemeResult]) -> dict[int, str]:
    """Return the code of each card in this plan: 3K2 is the second card of Kwaliteit in the third theme."""
    return {
        card.id: f"{number}{LETTERS[pillar]}{order}"
        for number, result in enumerate(results, start=1)
        for pillar, cell in result.cells.items()
        for order, card in enumerate(cell.cards, start=1)
    }


def _remarks(member: Membership, round: Round) -> dict[int, str]:
    chosen = ChosenRemark.objects.visible_to(member).filter(round=round)
    return dict(chosen.values_list("question", "text"))


def _theme(result: ThemeResult, intro: str, given: Given, refs: dict[int, str]) -> ThemePlan:
    return ThemePlan(
        code=result.theme.code,
        name=result.theme.name,
        intro=intro.strip(),
        target=scoring.number(float(result.target)),
        cells=tuple((Pillar(pillar).label, score_of(cell.score)) for pillar, cell in result.cells.items()),
        cards=tuple(_card(card, given, refs[card.id]) for card in result.cards),
    )


def _card(result: CardResult, given: Given, ref: str) -> CardPlan:
    card = result.card
    return CardPlan(
        ref=ref,
        id=card.pk,
        code=card.code,
        title=card.title,
        theme=result.theme.name,
        theme_code=result.theme.code,
        pillar=result.pillar_name,
        statement=card.statement,
        exact=result.score,
        score=score_of(result.score),
        is_in_place=result.score is not None and not result.is_work_point,
        is_work_point=result.is_work_point,
        is_done=result.tally.is_done,
        questions=tuple(
            _question(question, given, f"{ref}.{order}")
            for order, question in enumerate(result.questions, start=1)
        ),
        actions=tuple(given.actions.get(card.pk, ())),
    )


def _question(question: Question, given: Given, ref: str) -> QuestionLine:
    value, text, remark, changed_at = given.answers.get(question.pk, (None, "", "", None))
    is_open_question = question.kind == Kind.OPEN
    chosen = given.remarks.get(question.pk)
    return QuestionLine(
        ref=ref,
        group=question.group,
        question=question.text,
        word=word(question.kind, value) or scoring.NO_SCORE,
        agreement=text.strip() if is_open_question else "",
        remark=remark.strip() if chosen == remark else "",
        decided=day(localdate(changed_at)) if changed_at else "",
        lacks_text=is_open_question and (value or 0) >= AGREED and not text.strip(),
    )


def score_of(score: float | None) -> Score:
    level = scoring.level(score)
    return Score(
        number=scoring.number(score),
        word=scoring.level_name(score),
        css="none" if level is None else f"s{level}",
    )


def score_scale() -> list[tuple[Score, str, str]]:
    """Return (level, lowest, highest) of the levels, as numbers that people see: for the legend."""
    levels = defaultdict(list)
    for tenth in range(scoring.HIGHEST * 10 + 1):
        levels[scoring.level(tenth / 10)].append(tenth / 10)
    return [
        (score_of(scores[0]), scoring.number(scores[0]), scoring.number(scores[-1]))
        for scores in levels.values()
    ]


def _actions(member: Membership, country: str, refs: dict[int, str], on: date) -> list[ActionLine]:
    kept = Action.objects.visible_to(member).exclude(status=Status.DROPPED).with_names()
    kept = kept.prefetch_related("partners__member__user").order_by("due_on", "pk")
    return [_action(action, country, refs.get(action.card_id, ""), on) for action in kept]


def _action(action: Action, country: str, ref: str, on: date) -> ActionLine:
    return ActionLine(
        id=str(action.pk),
        ref=ref,
        card_id=action.card_id,
        what=action.what,
        owner=member_name(action.owner),
        partners=tuple(sorted(member_name(partner.member) for partner in action.partners.all())),
        due=day(action.due_on),
        term=term_of(action.due_on, country).name,
        status=standing(action),
        success_sign=action.success_sign,
        theme=action.card.theme.name,
        card=action.card.title,
        is_open=action.is_open,
        is_late=action.is_late(on),
    )
