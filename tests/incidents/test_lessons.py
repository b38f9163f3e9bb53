"""What other apps get to know of closed incidents."""

from datetime import timedelta

import pytest

from incidents.closing import Followed
from incidents.lessons import Told, answer_lesson, lesson_of, lessons_for, marks
from incidents.models import Incident, Lesson
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_member
from tests.incidents.lessons import lesson_id, make_lesson

HOUR = timedelta(hours=1)


def acts_on_lessons():
    found = AuditEntry.unscoped.filter(action__startswith="lesson.").order_by("number")
    return list(found.values_list("action", "by", "target"))


def test_lessons_stand_by_card_with_the_newest_first(contact, team_member):
    make_lesson(contact, helped="Eerst.", followed="partly")
    make_lesson(contact, at=NOW + HOUR, card="afspraken", helped="Ook iets.")
    make_lesson(contact, at=NOW + 2 * HOUR, helped="Laatst.", followed="yes")

    found = lessons_for(team_member)

    assert [(one.theme, one.card, one.count) for one in found] == [
        ("sexting", "nazorg", "0–4"),
        ("sexting", "afspraken", "0–4"),
    ]
    assert found[0].told == (Told("Laatst.", "Ja", "2026–2027"), Told("Eerst.", "Deels", "2026–2027"))


def test_count_of_a_card_is_shown_from_five(contact):
    for _ in range(5):
        make_lesson(contact)

    assert [one.count for one in lessons_for(contact)] == ["5"]


def test_lesson_without_text_that_contradicts_nothing_is_not_told(contact):
    make_lesson(contact, helped=" ", followed="yes")

    assert lessons_for(contact) == []


def test_nothing_leads_back_to_the_incident(contact):
    incident = make_lesson(contact)

    (told,) = lessons_for(contact)

    assert str(incident.pk) not in repr(told)
    assert incident.name not in repr(told)
    names = {f.name for f in Lesson._meta.get_fields()}
    assert names == {"id", "school", "school_year", "sealed"}
    assert lesson_of(contact, incident.pk) is None


def test_lesson_stays_when_the_incident_is_gone(contact):
    incident = make_lesson(contact)

    Incident.unscoped.filter(pk=incident.pk).delete()

    assert len(lessons_for(contact)) == 1


def test_another_school_knows_nothing_of_it(contact, outsider):
    incident = make_lesson(contact)

    assert (lessons_for(outsider), marks(outsider)) == ([], {})
    assert lesson_of(outsider, lesson_id(incident, contact)) is None


@pytest.mark.parametrize(
    ("followed", "is_marked"),
    [(Followed.NO, True), (Followed.NONE, True), (Followed.PARTLY, False), (Followed.YES, False)],
)
def test_card_that_was_not_followed_is_marked(contact, followed, is_marked):
    make_lesson(contact, followed=followed)

    assert marks(contact) == ({("sexting", "nazorg"): NOW} if is_marked else {})


def test_lesson_without_a_card_marks_none(contact):
    make_lesson(contact, card="", followed="none")

    assert marks(contact) == {}
    assert [one.card for one in lessons_for(contact)] == [""]


def test_group_that_keeps_its_score_takes_the_mark_away(contact, team_member):
    earlier, incident = make_lesson(contact), make_lesson(contact, at=NOW + HOUR)
    lesson = lesson_of(team_member, lesson_id(incident, contact))

    for _ in range(2):  # a colleague may be first
        answer_lesson(lesson, by=team_member, at=NOW + 2 * HOUR)

    assert marks(contact) == {}
    assert acts_on_lessons() == [("lesson.answered", team_member.pk, f"incidents.lesson:{lesson.pk}")]
    assert lesson_id(earlier, contact) != lesson.pk


def test_answer_is_about_this_card_and_what_came_before(contact, team_member):
    incident = make_lesson(contact)
    make_lesson(contact, card="afspraken")
    make_lesson(contact, at=NOW + 2 * HOUR)

    answer_lesson(lesson_of(team_member, lesson_id(incident, contact)), by=team_member, at=NOW + HOUR)

    assert marks(contact) == {("sexting", "afspraken"): NOW, ("sexting", "nazorg"): NOW + 2 * HOUR}


def test_school_without_lessons_opens_no_key(team_member, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert marks(team_member) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_reading_needs_two_queries(contact, count, django_assert_num_queries):
    for _ in range(count):
        make_lesson(contact)
    reader = make_member(contact.school, Role.TEAM)

    with django_assert_num_queries(2):  # lessons, keys of the school
        (found,) = lessons_for(reader)

    assert len(found.told) == count
