"""The policy plan: one round and the actions gathered into a frozen dataclass, for page and PDF.

Every number and word comes from assessments.scoring, and the counts of incidents from
incidents.statistics. The number of queries does not depend on how many themes, cards, questions,
actions or incidents there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments import scoring
from assessments.models import Round
from assessments.results import CardResult, ThemeResult, round_results
from incidents.statistics import Statistics, school_statistics
from plans.action_rows import day, member_name
from plans.models import Action, ActionQuerySet, Status
from themes.models import Kind, Pillar, Question
from themes.steps import word

AGREED = 2  # the step of an open question from which there is an agreement to write down


@dataclass(frozen=True, slots=True)
class Score:
    """A score as people read it: number and word, and the css class of its level."""

    number: str
    word: str
    css: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What somebody will do by when, as text."""

    card_id: int
    what: str
    owner: str
    due: str
    status: str
    theme: str
    card: str
    is_open: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with the word that the school chose. Remarks stay out of the plan."""

    group: str  # the line above it and its neighbours, often empty
    question: str
    word: str
    agreement: str  # in the school's own words; only open questions have one
    lacks_text: bool  # agreed, but not written down


@dataclass(frozen=True, slots=True)
class CardPlan:
    """One card of the round with everything the plan says about it."""

    id: int
    code: str
    title: str
    theme: str
    theme_code: str
    pillar: str
    statement: str
    exact: float | None
    score: Score
    is_work_point: bool
    is_done: bool
    questions: tuple[QuestionLine, ...]
    actions: tuple[ActionLine, ...]

    @property
    def is_in_place(self) -> bool:
        """Tell whether the card is scored, at its theme's target or above."""
        return self.exact is not None and not self.is_work_point

    @property
    def agreements(self) -> list[QuestionLine]:
        return [line for line in self.questions if line.agreement]

    @property
    def lacks_text(self) -> bool:
        """Tell whether something was agreed on this card that nobody wrote down."""
        return any(line.lacks_text for line in self.questions)


@dataclass(frozen=True, slots=True)
class ThemePlan:
    """One theme: its row of the matrix, and its cards by pillar."""

    code: str
    name: str
    target: str
    cells: tuple[tuple[str, Score], ...]  # (pillar, score)
    cards: tuple[CardPlan, ...]

    @property
    def in_place(self) -> list[CardPlan]:
        return [card for card in self.cards if card.is_in_place]

    @property
    def agreed(self) -> list[CardPlan]:
        return [card for card in self.cards if card.agreements]

    @property
    def agreement_count(self) -> int:
        return sum(len(card.agreements) for card in self.cards)

    @property
    def work_points(self) -> list[CardPlan]:
        return [card for card in self.cards if card.is_work_point]

    @property
    def to_discuss(self) -> list[CardPlan]:
        return [card for card in self.cards if not card.is_done]

    @property
    def is_empty(self) -> bool:
        """Tell whether the theme has nothing yet to write about."""
        return not any(card.exact is not None or card.agreements for card in self.cards)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A policy plan as text. `actions` are the open ones, the earliest due date first."""

    school: str
    place: str
    year: str
    date: str
    pillars: tuple[str, ...]
    themes: tuple[ThemePlan, ...]
    actions: tuple[ActionLine, ...]
    statistics: Statistics

    @property
    def cards(self) -> list[CardPlan]:
        return [card for theme in self.themes for card in theme.cards]

    @property
    def strengths(self) -> list[CardPlan]:
        """Return the cards that are in place, the highest score first."""
        return sorted((c for c in self.cards if c.is_in_place), key=lambda card: -card.exact)

    @property
    def work_points(self) -> list[CardPlan]:
        """Return the cards below target, the lowest score first."""
        return sorted((c for c in self.cards if c.is_work_point), key=lambda card: card.exact)

    @property
    def without_action(self) -> list[CardPlan]:
        return [card for card in self.work_points if not card.actions]

    @property
    def late_count(self) -> int:
        return sum(action.is_late for action in self.actions)

    @property
    def done_count(self) -> int:
        return sum(card.is_done for card in self.cards)

    @property
    def is_empty(self) -> bool:
        return all(theme.is_empty for theme in self.themes)


def gather_plan(round: Round, *, actions: ActionQuerySet, on: date) -> PlanDocument:
    """Return the plan of a round as it is on that day. Eight queries.

    `actions` are the school's; the dropped ones are left out. The round's school and criteria_set
    should be loaded with it.
    """
    kept = actions.exclude(status=Status.DROPPED).select_related("owner__user", "card__theme")
    lines = [_action(action, on) for action in kept.order_by("due_on", "pk")]
    per_card = defaultdict(list)
    for line in lines:
        per_card[line.card_id].append(line)
    answers = {pk: rest for pk, *rest in round.answers.values_list("question", "value", "text")}
    return PlanDocument(
        school=round.school.name,
        place=round.school.place,
        year=round.name,
        date=day(on),
        pillars=tuple(Pillar.labels),
        themes=tuple(_theme(result, answers, per_card) for result in round_results(round)),
        actions=tuple(line for line in lines if line.is_open),
        statistics=school_statistics(round.school, on=on),
    )


def score_scale() -> list[tuple[Score, str, str]]:
    """Return (level, lowest, highest) of the levels, as numbers that people see: for the legend."""
    levels = defaultdict(list)
    for tenth in range(scoring.HIGHEST * 10 + 1):
        levels[scoring.level(tenth / 10)].append(tenth / 10)
    return [
        (_score(scores[0]), scoring.number(scores[0]), scoring.number(scores[-1]))
        for scores in levels.values()
    ]


def _action(action: Action, on: date) -> ActionLine:
    finished = action.finished_on
    return ActionLine(
        card_id=action.card_id,
        what=action.what,
        owner=member_name(action.owner),
        due=day(action.due_on),
        status=f"klaar op {day(finished)}" if finished else action.get_status_display(),
        theme=action.card.theme.name,
        card=action.card.title,
        is_open=action.is_open,
        is_late=action.is_late(on),
    )


def _theme(result: ThemeResult, answers: dict, actions: dict) -> ThemePlan:
    return ThemePlan(
        code=result.theme.code,
        name=result.theme.name,
        target=scoring.number(float(result.target)),
        cells=tuple((Pillar(pillar).label, _score(cell.score)) for pillar, cell in result.cells.items()),
        cards=tuple(_card(card, answers, actions.get(card.card.pk, ())) for card in result.cards),
    )


def _card(result: CardResult, answers: dict, actions: Iterable[ActionLine]) -> CardPlan:
    card = result.card
    return CardPlan(
        id=card.pk,
        code=card.code,
        title=card.title,
        theme=result.theme.name,
        theme_code=result.theme.code,
        pillar=result.pillar_name,
        statement=card.statement,
        exact=result.score,
        score=_score(result.score),
        is_work_point=result.is_work_point,
        is_done=result.tally.is_done,
        questions=tuple(_question(q, *answers.get(q.pk, (None, ""))) for q in result.questions),
        actions=tuple(actions),
    )


def _question(question: Question, value: int | None, text: str) -> QuestionLine:
    is_open_question = question.kind == Kind.OPEN
    return QuestionLine(
        group=question.group,
        question=question.text,
        word=word(question.kind, value) or scoring.NO_SCORE,
        agreement=text.strip() if is_open_question else "",
        lacks_text=is_open_question and (value or 0) >= AGREED and not text.strip(),
    )


def _score(score: float | None) -> Score:
    level = scoring.level(score)
    return Score(
        number=scoring.number(score),
        word=scoring.level_name(score),
        css="none" if level is None else f"s{level}",
    )
