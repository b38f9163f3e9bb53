"""What a policy plan holds, as text: one frozen dataclass for page, PDF, Word and the kept snapshot.

Everything here goes into the snapshot of a version as JSON and comes back from it (plans/snapshot.py):
no objects of the database, no numbers that still have to be written as text.
"""

from dataclasses import dataclass

from plans.document.sections import TITLES, Section


@dataclass(frozen=True, slots=True)
class Score:
    """A score as people read it: number and word, and the css class of its level."""

    number: str
    word: str
    css: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What somebody will do by when. `term` is the term of its day; `ref` leads to its card."""

    id: str
    ref: str
    card_id: int
    what: str
    owner: str
    partners: tuple[str, ...]
    due: str
    term: str
    status: str
    success_sign: str
    theme: str
    card: str
    is_open: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with the word that the school chose, and when. `ref` is its code in this plan."""

    ref: str
    group: str  # the line above it and its neighbours, often empty
    question: str
    word: str
    agreement: str  # in the school's own words; only open questions have one
    remark: str  # only one that the school chose to print
    decided: str  # the day of the last decision, "" without one
    lacks_text: bool  # agreed, but not written down


@dataclass(frozen=True, slots=True)
class CardPlan:
    """One card of the round with everything the plan says about it."""

    ref: str
    id: int
    code: str
    title: str
    theme: str
    theme_code: str
    pillar: str
    statement: str
    exact: float | None
    score: Score
    is_in_place: bool  # scored, at its theme's target or above
    is_work_point: bool  # scored, below it
    is_done: bool
    questions: tuple[QuestionLine, ...]
    actions: tuple[ActionLine, ...]

    @property
    def agreements(self) -> list[QuestionLine]:
        return [line for line in self.questions if line.agreement]

    @property
    def remarks(self) -> list[QuestionLine]:
        return [line for line in self.questions if line.remark]

    @property
    def lacks_text(self) -> bool:
        """Tell whether something was agreed on this card that nobody wrote down."""
        return any(line.lacks_text for line in self.questions)


@dataclass(frozen=True, slots=True)
class ThemePlan:
    """One theme: what the school says about it first, its row of the matrix, and its cards by pillar."""

    code: str
    name: str
    intro: str
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
    def remarked(self) -> list[CardPlan]:
        return [card for card in self.cards if card.remarks]

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
class Person:
    """Who does what, and how one reaches them. `is_contact` is whom pupils and parents turn to."""

    task: str
    name: str
    grade: str
    reach: str
    does: str
    is_contact: bool


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    when: str
    is_grave: bool
    is_duty: bool  # by the law of the school's country


@dataclass(frozen=True, slots=True)
class Playbook:
    """What the school does when something of one kind happened: its steps by phase."""

    name: str
    principle: str
    phases: tuple[tuple[str, tuple[Step, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of incidents as they may be shown: (label, a text for each year), and totals or none."""

    name: str
    years: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonLine:
    """What incidents taught about one card: how many there were, and the texts that were shared."""

    theme: str
    card: str
    count: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incidents:
    """All that the plan says of incidents."""

    is_complete: bool  # nothing had to be hidden
    divisions: tuple[Figures, ...]
    kinds_hidden: bool
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A day on which something of the plan is looked at again."""

    day: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A policy plan as text. `actions` are the open ones, the earliest due date first."""

    school: str
    place: str
    country: str  # "BE" or "NL": where pupils find help outside the school
    year: str
    date: str
    logo: str  # a PNG in base64, "" without one
    pillars: tuple[str, ...]
    changes: tuple[str, ...]  # since the previous version, in sentences
    previous: str  # that version: "versie 2 van 3 maart 2026"; "" for the first
    vision: str
    people: tuple[Person, ...]
    themes: tuple[ThemePlan, ...]
    actions: tuple[ActionLine, ...]
    playbooks: tuple[Playbook, ...]
    incidents: Incidents | None
    calendar: tuple[CalendarLine, ...]
    hidden: tuple[Section, ...]

    @property
    def chapters(self) -> list[tuple[Section, int, str]]:
        """Return (section, number, title) of what is in this plan, numbered in order."""
        shown = [section for section in Section if section not in self.hidden and self._has(section)]
        return [(section, number, TITLES[section]) for number, section in enumerate(shown, start=1)]

    def _has(self, section: Section) -> bool:
        """Tell whether there is something to print; a chapter about nothing says so only where it helps."""
        return {
            Section.CHANGES: bool(self.previous),
            Section.VISION: bool(self.vision),
            Section.FIGURES: self.incidents is not None,
            Section.CALENDAR: bool(self.calendar),
            Section.PLAYBOOK: bool(self.playbooks),
        }.get(section, True)

    @property
    def contacts(self) -> list[Person]:
        """Return whom to call first when something happens."""
        return [person for person in self.people if person.is_contact]

    @property
    def cards(self) -> list[CardPlan]:
        return [card for theme in self.themes for card in theme.cards]

    @property
    def refs_in_annex(self) -> set[str]:
        """Return the codes that have a row in the annex, to which the others lead; none without it."""
        if Section.SCORES not in (section for section, _, _ in self.chapters):
            return set()
        return {one.ref for card in self.cards for one in (card, *card.questions)}

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
    def actions_by_term(self) -> list[tuple[str, list[ActionLine]]]:
        """Return the open actions under the term of their day, the earliest first."""
        terms = dict.fromkeys(action.term for action in self.actions)
        return [(term, [a for a in self.actions if a.term == term]) for term in terms]

    @property
    def late_count(self) -> int:
        return sum(action.is_late for action in self.actions)

    @property
    def done_count(self) -> int:
        return sum(card.is_done for card in self.cards)

    @property
    def is_empty(self) -> bool:
        return all(theme.is_empty for theme in self.themes)
