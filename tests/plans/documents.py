"""Plans and editions from dataclasses alone, without a database. A test names only what it is about."""

from plans.document.content import (
    ActionLine,
    CalendarLine,
    CardPlan,
    Figures,
    Incidents,
    LessonLine,
    Person,
    PlanDocument,
    Playbook,
    QuestionLine,
    Score,
    Step,
    ThemePlan,
)
from plans.document.edition import Edition
from plans.models import Audience

SCORES = {
    None: Score("", "nog te bespreken", "none"),
    1.0: Score("1,0", "gestart", "s1"),
    2.0: Score("2,0", "grotendeels", "s2"),
    3.0: Score("3,0", "geborgd", "s3"),
}
# The smallest PNG there is: one grey pixel.
LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def make_action(**fields) -> ActionLine:
    values = {
        "id": "een",
        "ref": "1R1",
        "card_id": 1,
        "what": "Een draaiboek maken",
        "owner": "Fatima El Amrani",
        "partners": ("Koen Maes",),
        "due": "20 november 2026",
        "term": "1e trimester 2026–2027",
        "status": "gepland",
        "success_sign": "iedereen kent het",
        "theme": "Sexting",
        "card": "Nazorg",
        "is_open": True,
        "is_late": False,
    }
    return ActionLine(**values | fields)


def make_question(**fields) -> QuestionLine:
    values = {
        "ref": "1K1.1",
        "group": "",
        "question": "Wie belt de ouders?",
        "word": "Afgesproken",
        "agreement": "An belt.\nBram mailt.",
        "remark": "",
        "decided": "20 november 2026",
        "lacks_text": False,
    }
    return QuestionLine(**values | fields)


def make_card(exact: float | None = 3.0, **fields) -> CardPlan:
    values = {
        "ref": "1K1",
        "id": 1,
        "code": "afspraken",
        "title": "Afspraken",
        "theme": "Sexting",
        "theme_code": "sexting",
        "pillar": "Kwaliteit",
        "statement": "Iedereen kent de afspraken.",
        "exact": exact,
        "score": SCORES[exact],
        "is_in_place": exact is not None and exact >= 2,
        "is_work_point": exact is not None and exact < 2,
        "is_done": exact is not None,
        "questions": (),
        "actions": (),
    }
    return CardPlan(**values | fields)


def make_theme(**fields) -> ThemePlan:
    """Make a theme with a card in place, one with a remark to work on, and one to discuss."""
    in_place = make_card(questions=(make_question(),))
    remark = make_question(ref="1R1.1", agreement="", remark="Dit mag sneller.", group="Na een melding:")
    to_do = make_card(
        1.0,
        ref="1R1",
        title="Nazorg",
        pillar="Reactie",
        statement="We vergeten niemand.",
        questions=(remark,),
        actions=(make_action(),),
    )
    values = {
        "code": "sexting",
        "name": "Sexting",
        "intro": "Dit vinden we belangrijk.",
        "target": "2,0",
        "cells": (("Kwaliteit", SCORES[3.0]), ("Preventie", SCORES[None]), ("Reactie", SCORES[1.0])),
        "cards": (
            in_place,
            to_do,
            make_card(None, ref="1P1", title="Lessen", pillar="Preventie"),
        ),
    }
    return ThemePlan(**values | fields)


def make_person(**fields) -> Person:
    values = {
        "task": "Aanspreekpunt",
        "name": "An Peeters",
        "grade": "eerste graad",
        "reach": "lokaal 12",
        "does": "luistert en noteert",
        "is_contact": True,
    }
    return Person(**values | fields)


def make_playbook(**fields) -> Playbook:
    steps = (
        Step("Luister.", "", is_grave=False, is_duty=False),
        Step("Bel de politie.", "Als er een naaktbeeld rondgaat", is_grave=True, is_duty=True),
    )
    values = {"name": "Pesten online", "principle": "Reageer altijd.", "phases": (("Aanpak", steps),)}
    return Playbook(**values | fields)


def make_incidents(**fields) -> Incidents:
    per_theme = Figures("Thema", ("2025–2026", "2026–2027"), (("Sexting", ("6", "0–4")),), ())
    values = {
        "is_complete": False,
        "divisions": (per_theme,),
        "kinds_hidden": True,
        "lessons": (LessonLine("Sexting", "Nazorg", "0–4", ("Sneller bellen.",)),),
    }
    return Incidents(**values | fields)


def make_document(**fields) -> PlanDocument:
    """Make a plan in which every chapter has something to say."""
    values = {
        "school": "Basisschool Ünïek & Co",
        "place": "Sint-Niklaas",
        "country": "BE",
        "year": "2026–2027",
        "date": "20 november 2026",
        "logo": LOGO,
        "pillars": ("Kwaliteit", "Preventie", "Reactie"),
        "changes": ("Sexting ging van 1,0 naar 2,0.",),
        "previous": "versie 2 van 3 maart 2026",
        "vision": "We zorgen voor elkaar.",
        "people": (make_person(), make_person(task="ICT", name="Koen Maes", is_contact=False)),
        "themes": (make_theme(),),
        "actions": (make_action(), make_action(id="twee", term="2e trimester 2026–2027", is_late=True)),
        "playbooks": (make_playbook(), make_playbook(name="Afpersing")),
        "incidents": make_incidents(),
        "calendar": (
            CalendarLine("1 maart 2027", "De brochure", "Sexting · Afspraken"),
            CalendarLine("1 juni 2027", "Dit beleidsplan herzien", ""),
        ),
        "hidden": (),
    }
    return PlanDocument(**values | fields)


def make_edition(plan: PlanDocument | None = None, **fields) -> Edition:
    values = {
        "plan": plan or make_document(),
        "audience": Audience.FULL,
        "standing": "Vastgesteld op 3 december 2026 door Fatima El Amrani",
        "number": 3,
        "fingerprint": "ab" * 32,
        "check_url": "https://school.example/beleidsplan/controle/3/",
    }
    return Edition(**values | fields)
