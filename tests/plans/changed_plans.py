"""A plan with unique codes, and ways to change one thing in it: for the sentences about what changed."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

from plans.document.content import CalendarLine, PlanDocument, Score
from plans.document.sections import Section
from tests.plans.documents import (
    make_action,
    make_card,
    make_document,
    make_incidents,
    make_person,
    make_playbook,
    make_question,
    make_theme,
)

HIGH, LOW = Score("2,1", "grotendeels", "s2"), Score("1,4", "gestart", "s1")
POST = CalendarLine("1 maart 2027", "De brochure", "Sexting · Meldpunt")
REVIEW = CalendarLine("1 juni 2027", "Dit beleidsplan herzien", "")


def make_plan(**fields) -> PlanDocument:
    """Make a plan of two themes: what is in place, what is worked on, and what is neither."""
    point = make_card(
        code="meldpunt", title="Meldpunt", id=1, questions=(make_question(remark="Goed zo."),)
    )
    care = make_card(1.0, code="nazorg", title="Nazorg", id=2, actions=(make_action(card_id=2),))
    open_one = make_card(None, code="open", title="Ouders", id=3)
    other = make_card(code="gegevens", title="Gegevens", id=4, theme="Privacy", theme_code="privacy")
    cells = (("Kwaliteit", HIGH), ("Preventie", LOW), ("Reactie", Score("", "nog te bespreken", "none")))
    values = {
        "changes": (),
        "previous": "",
        "people": (make_person(), make_person(task="ICT", name="Koen Maes", is_contact=False)),
        "themes": (
            make_theme(intro="Zo doen wij het.", target="2,0", cells=cells, cards=(point, care, open_one)),
            make_theme(code="privacy", name="Privacy", intro="", cells=cells, cards=(other,)),
        ),
        "actions": (make_action(card_id=2), make_action(id="twee", theme="Privacy", card_id=4)),
        "playbooks": (make_playbook(), make_playbook(name="Afpersing")),
        "incidents": make_incidents(),
        "calendar": (POST, REVIEW),
    }
    return make_document(**values | fields)


def swap(node, old, new):
    """Return a plan in which everything that equals `old` is `new`."""
    if node == old and type(node) is type(old):
        return new
    if is_dataclass(node):
        return replace(node, **{f.name: swap(getattr(node, f.name), old, new) for f in fields(node)})
    if isinstance(node, tuple):
        return tuple(swap(part, old, new) for part in node)
    return node


def nodes(plan, kind: type) -> list:
    """Return everything of a kind in the plan, each once."""
    found = {}

    def look(node):
        if isinstance(node, kind):
            found[repr(node)] = node
        if is_dataclass(node):
            for field in fields(node):
                look(getattr(node, field.name))
        elif isinstance(node, tuple):
            for part in node:
                look(part)

    look(plan)
    return list(found.values())


def change(plan: PlanDocument, kind: type, field: str, value: Callable, place: int) -> PlanDocument:
    """Return the plan with one field of one node changed; which node, the place says."""
    of_kind = nodes(plan, kind)
    node = of_kind[place % len(of_kind)]
    return swap(plan, node, replace(node, **{field: value(getattr(node, field))}))


def without(plan: PlanDocument, *sections: Section) -> PlanDocument:
    return replace(plan, hidden=sections)
