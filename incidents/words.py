"""Moments and days as people say them. Plain values in, Dutch out."""

from datetime import date, datetime

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.timezone import get_default_timezone

_MONTHS = {number: str(name) for number, name in MONTHS.items()}
_WEEKDAYS = {number: str(name) for number, name in WEEKDAYS.items()}
_NEAR = {-1: "gisteren", 0: "vandaag", 1: "morgen"}


def local(at: datetime) -> datetime:
    """Return the moment as clocks here show it. As localtime, which first looks for another time zone."""
    return at.astimezone(get_default_timezone())


def day(value: date) -> str:
    """Return "20 november 2026". By hand: a list of 50 rows says it 50 times, and `date_format` is slow."""
    return f"{value.day} {_MONTHS[value.month]} {value.year}"


def moment(at: datetime, now: datetime) -> str:
    """Return "vandaag om 10:15", "gisteren om 16:40" or "dinsdag 17 november om 12:05"."""
    at = local(at)
    return f"{_day_near(at.date(), local(now).date())} om {_clock(at)}"


def _day_near(value: date, today: date) -> str:
    if near := _NEAR.get((value - today).days):
        return near
    if value.year == today.year:
        return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month]}"
    return day(value)


def moment_in_full(at: datetime) -> str:
    """Return "20 november 2026 om 14:32", for paper and for a list."""
    at = local(at)
    return f"{day(at.date())} om {_clock(at)}"


def _clock(at: datetime) -> str:
    return f"{at.hour:02}:{at.minute:02}"


def listed(names: list[str]) -> str:
    """Return "jij", "jij en An" or "jij, An en Bo"."""
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
