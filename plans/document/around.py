"""What stands around the themes of a plan: people, playbooks, counts of incidents, and its calendar."""

from datetime import date

from assessments.models import Evidence, Round
from incidents.lessons import lessons_for
from incidents.statistics import Division, school_statistics
from plans.action_words import day
from plans.document.content import CalendarLine, Figures, Incidents, LessonLine, Person, Playbook, Step
from plans.models import Responsibility, Task
from schools.models import Membership
from themes.catalogue import editions, protocol_steps, theme_names, themes_of
from themes.models import Phase, ProtocolStep

# Whom the plan prints in every version, also in that for parents and pupils.
CONTACTS = {Task.CONTACT, Task.PRINCIPAL, Task.CARE, Task.TRUST, Task.EXTERNAL_CARE}


def people_lines(member: Membership) -> tuple[Person, ...]:
    """Return who does what: by task as the plan orders them, then by grade."""
    return tuple(
        Person(
            task=one.get_task_display(),
            name=one.name,
            grade=one.grade,
            reach=one.reach,
            does=one.does,
            is_contact=one.task in CONTACTS,
        )
        for one in Responsibility.objects.visible_to(member).in_order()
    )


def playbooks_of(country: str) -> tuple[Playbook, ...]:
    """Return the protocols with the duties of this country, and not those of the other."""
    playbooks = []
    for steps in protocol_steps(editions()).values():
        protocol = steps[0].protocol
        own = [step for step in steps if step.law in ("", country)]
        phases = [(phase.label, tuple(_step(s) for s in own if s.phase == phase)) for phase in Phase]
        phases = tuple((label, found) for label, found in phases if found)
        playbooks.append(Playbook(protocol.name, protocol.principle, phases))
    return tuple(playbooks)


def _step(step: ProtocolStep) -> Step:
    return Step(text=step.text, when=step.when, is_grave=step.is_grave, is_duty=bool(step.law))


def incident_lines(round: Round, member: Membership, on: date) -> Incidents:
    """Return what may be told of incidents: counts by the one rule, and the lessons that were shared."""
    found = school_statistics(round.school, on=on)
    kinds = [found.kinds] if found.kinds.shown.has_figures else []
    return Incidents(
        is_complete=found.is_complete,
        divisions=tuple(_figures(part) for part in (found.themes, *kinds) if part.labels),
        kinds_hidden=not kinds,
        lessons=_lessons(round, member),
    )


def _lessons(round: Round, member: Membership) -> tuple[LessonLine, ...]:
    themes = themes_of(round.criteria_set).values()
    titles = {(theme.code, card.code): card.title for theme in themes for card in theme.card_list}
    names = theme_names(editions())
    return tuple(
        LessonLine(
            theme=names.get(one.theme, ""),
            card=titles.get((one.theme, one.card), ""),
            count=one.count,
            texts=tuple(told.text for told in one.told),
        )
        for one in lessons_for(member)
    )


def _figures(part: Division) -> Figures:
    return Figures(
        name=part.name,
        years=part.years,
        lines=tuple((label, tuple(cell.text for _, cell in cells)) for label, cells in part.lines),
        totals=tuple(str(total) for _, total in part.totals),
    )


def calendar_lines(member: Membership, review_on: date | None, on: date) -> tuple[CalendarLine, ...]:
    """Return what is looked at again, the first day first: evidence that ends, and the plan itself."""
    ending = Evidence.objects.visible_to(member).kept().filter(valid_until__gte=on)
    days = [
        (evidence.valid_until, str(evidence), f"{evidence.card.theme.name} · {evidence.card.title}")
        for evidence in ending.select_related("card__theme")
    ]
    days += [(review_on, "Dit beleidsplan herzien", "")] if review_on else []
    return tuple(CalendarLine(day(when), what, where) for when, what, where in sorted(days))
