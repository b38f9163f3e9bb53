"""The chapters of the policy plan: their order, their titles, and which a school may leave out."""

from enum import StrEnum


class Section(StrEnum):
    """The chapters of the plan, in their fixed order."""

    CHANGES = "changes"
    STANDING = "standing"
    VISION = "vision"
    PEOPLE = "people"
    THEMES = "themes"
    ACTIONS = "actions"
    PLAYBOOK = "playbook"
    FIGURES = "figures"
    CALENDAR = "calendar"
    SCORES = "scores"


TITLES = {
    Section.CHANGES: "Wat er veranderde",
    Section.STANDING: "Waar we staan",
    Section.VISION: "Onze visie en waarden",
    Section.PEOPLE: "Wie doet wat",
    Section.THEMES: "Thema per thema",
    Section.ACTIONS: "Actieplan",
    Section.PLAYBOOK: "Ons draaiboek als er iets gebeurt",
    Section.FIGURES: "Meldingen in cijfers",
    Section.CALENDAR: "Wanneer we dit plan herzien",
    Section.SCORES: "Alle scores",
}
# Without these there is no plan left; the others a school may leave out.
ALWAYS = {Section.CHANGES, Section.STANDING, Section.THEMES}
