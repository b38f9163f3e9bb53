"""The words of an answer: four ascending steps per kind of question, and two that do not count."""

from themes.models import Kind

STEPS = {
    Kind.YESNO: ("Nee", "Deels", "Grotendeels", "Ja"),
    Kind.OPEN: ("Niet besproken", "Besproken", "Afgesproken", "Afgesproken en bekend"),
    Kind.SURVEY: ("Niet bevraagd", "Gepland", "Bevraagd", "Bevraagd en besproken"),
    Kind.GOAL: ("Nog niet", "Eerste contact", "Loopt", "Vaste afspraak"),
    Kind.SIGNAL: ("Niemand ziet dit", "Enkelen", "De meesten", "Iedereen"),
    Kind.INSTRUCTION: ("Nooit", "Soms", "Vaak", "Vanzelfsprekend"),
    Kind.STATEMENT: ("Nog niet", "Gestart", "Grotendeels", "Geborgd"),
}
NOT_APPLICABLE, UNKNOWN = -1, -2
UNSCORED = {NOT_APPLICABLE: "n.v.t.", UNKNOWN: "weet niet"}
VALUES = (0, 1, 2, 3, NOT_APPLICABLE, UNKNOWN)


def choices(kind: str) -> list[tuple[int, str]]:
    """Return the values of a question of this kind with their words, in the order to show them."""
    return [*enumerate(STEPS[Kind(kind)]), *UNSCORED.items()]


def word(kind: str, value: int | None) -> str:
    """Return the word of a value, or "" while the question is open."""
    if value is None:
        return ""
    return UNSCORED[value] if value < 0 else STEPS[Kind(kind)][value]
