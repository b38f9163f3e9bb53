"""The vault: the keys of one school open what is theirs, and nothing is sealed elsewhere."""

import pytest

from incidents import key_file
from incidents.content import Head
from incidents.envelope import CannotOpen
from incidents.fields import PlainText
from incidents.models import Lesson, Person, SchoolKey
from incidents.services.cases import vault_of
from incidents.vault import SchoolVault
from tests.factories import make_incident
from tests.incidents.closing import PUPIL


def test_school_gets_its_key_when_something_is_first_sealed(contact):
    SchoolVault(contact.school_id)
    assert not SchoolKey.unscoped.exists()

    make_incident(contact)
    make_incident(contact)

    [key] = SchoolKey.unscoped.all()
    assert (key.school, key.number, key.wrapped_by) == (contact.school, 1, key_file.active_number())


def test_text_of_the_school_opens_with_its_key(contact):
    lesson = Lesson(school=contact.school, school_year=2026)

    lesson.sealed = SchoolVault(contact.school_id).seal(lesson, "sealed", "Te laat gezien.")

    assert SchoolVault(contact.school_id).open(lesson, "sealed") == "Te laat gezien."
    assert "laat" not in lesson.sealed


def test_school_is_that_of_who_asks_and_not_that_of_the_row(contact, outsider):
    incident = make_incident(contact)
    make_incident(outsider)

    with pytest.raises(CannotOpen):
        vault_of(incident, outsider)
    incident.school = incident.key.school = outsider.school
    with pytest.raises(CannotOpen):
        vault_of(incident, outsider)


def test_incident_opens_with_its_own_key(contact):
    incident = make_incident(contact, title="Beeld gedeeld")

    assert vault_of(incident, contact).get(incident, "head", Head).title == "Beeld gedeeld"


@pytest.mark.parametrize("value", ["Fatima", b"Fatima", 5])
def test_plain_text_is_refused_in_a_sealed_column(contact, value):
    person = make_incident(contact, PUPIL).persons.get()

    with pytest.raises(PlainText, match=r"Person\.name takes what a vault sealed"):
        Person.unscoped.filter(pk=person.pk).update(name=value)
    person.name = value
    with pytest.raises(PlainText):
        person.save()


def test_database_hands_out_what_can_be_stored_again(contact):
    person = make_incident(contact, PUPIL).persons.get()

    person.save()

    assert vault_of(person.incident, contact).open(person, "name") == "Fatima"


@pytest.mark.parametrize(("count", "queries"), [(1, 1), (3, 1)])
def test_opening_the_keys_of_a_school_is_one_query(contact, count, queries, django_assert_num_queries):
    for _ in range(count):
        make_incident(contact)

    with django_assert_num_queries(queries):
        SchoolVault(contact.school_id)


def test_key_of_the_vault_is_told_nowhere(contact):
    vault = vault_of(make_incident(contact), contact)

    assert vault._key.hex() not in repr(vault)
