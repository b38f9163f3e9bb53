"""The terms of a school: what may be chosen, and what it means for what is there already."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from incidents.models import Incident, RetentionTerms
from incidents.retention import Terms
from incidents.services.cases import ChangedMeanwhile
from incidents.services.retention import TermsRefused, change_terms
from tests.factories import NOW
from tests.incidents.closing import acts, make_closed

CLOSED = date(2026, 11, 20)
REASON = "De verzekering vraagt het verslag na twee jaar."
TERMS = reverse("incidents:terms")


def change(admin, names: int, story: int, reason: str = "", seen=None, at=NOW):
    return change_terms(Terms(names, story), reason=reason, seen=seen, by=admin, at=at)


def dates_of(incident) -> tuple[str, str]:
    row = Incident.unscoped.get(pk=incident.pk)
    return row.names_until.isoformat(), row.story_until.isoformat()


def test_shorter_needs_no_reason(admin):
    change(admin, -1, 0)

    own = RetentionTerms.unscoped.get()
    assert (own.school, own.names_years, own.story_years) == (admin.school, -1, 0)
    assert acts("retention.") == ["retention.changed"]


@pytest.mark.parametrize("terms", [(1, 1), (0, 2), (-1, 2)])
def test_longer_needs_a_reason(admin, terms):
    for reason in ("", "Omdat het moet.", "x" * 19, " " * 30):
        with pytest.raises(TermsRefused):
            change(admin, *terms, reason)

    change(admin, *terms, REASON)
    assert RetentionTerms.unscoped.get().reason == REASON


@pytest.mark.parametrize("terms", [(3, 5), (2, 6), (-2, 0), (0, -1), (2, 1)])
def test_beyond_the_ceiling_no_reason_helps(admin, terms):
    with pytest.raises(TermsRefused):
        change(admin, *terms, REASON)


def test_default_of_the_netherlands_is_its_own(admin):
    admin.school.country = "NL"
    admin.school.save()

    change(admin, 0, 2)

    assert RetentionTerms.unscoped.get().story_years == 2


def test_shorter_terms_hold_for_what_was_closed_before(admin, contact):
    incident = make_closed(contact, CLOSED)
    assert dates_of(incident) == ("2027-08-31", "2028-08-31")

    change(admin, -1, 0)

    assert dates_of(incident) == ("2026-12-31", "2027-08-31")


def test_longer_terms_move_no_date_that_was_promised(admin, contact):
    earlier = make_closed(contact, CLOSED)

    change(admin, 1, 3, REASON)
    later = make_closed(contact, CLOSED)

    assert dates_of(earlier) == ("2027-08-31", "2028-08-31")
    assert dates_of(later) == ("2028-08-31", "2030-08-31")


def test_one_shorter_and_one_longer_only_shorten(admin, contact):
    incident = make_closed(contact, CLOSED)

    change(admin, -1, 3, REASON)

    assert dates_of(incident) == ("2026-12-31", "2028-08-31")


def test_terms_of_another_school_change_nothing_here(admin, outsider):
    incident = make_closed(outsider, CLOSED)

    change(admin, -1, 0)

    assert dates_of(incident) == ("2027-08-31", "2028-08-31")


def test_incident_with_a_changed_head_does_not_stop_the_others(admin, contact):
    broken, sound = make_closed(contact, CLOSED), make_closed(contact, CLOSED)
    Incident.unscoped.filter(pk=broken.pk).update(head=sound.head)

    change(admin, -1, 0)

    assert dates_of(sound) == ("2026-12-31", "2027-08-31")


def test_second_editor_is_told(admin):
    first = change(admin, 0, 0)

    with pytest.raises(ChangedMeanwhile):
        change(admin, -1, 0)
    change(admin, -1, 0, seen=first.changed_at, at=NOW + timedelta(minutes=1))
    assert RetentionTerms.unscoped.get().names_years == -1
