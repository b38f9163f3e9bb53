"""School years. They are named by the year they start in: 2026 is 2026–2027."""

from datetime import date

FIRST_MONTH = 8  # 1 August: after the summer's evaluation, before the new year's first meeting


def school_year(day: date) -> int:
    """Return the year in which the school year of this day started."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def school_year_name(start: int) -> str:
    """Return "2026–2027" for 2026."""
    return f"{start}–{start + 1}"
