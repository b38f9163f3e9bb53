"""Who does what: the list that plan, sheets and the pupils' page print."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Responsibility, Task
from plans.services.people import ChangedMeanwhile, add_person, change_person
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_member, make_user

pytestmark = pytest.mark.time_machine(NOW, tick=False)
URL, NEW = "/beleidsplan/wie-doet-wat/", "/beleidsplan/wie-doet-wat/nieuw/"
NAMES = ("task", "name", "grade", "reach", "does")


@pytest.fixture
def person(team_member):
    return add_person(task=Task.CARE, name="Lies Wouters", grade="Eerste graad", by=team_member, at=NOW)


def path(name: str, person: Responsibility) -> str:
    return reverse(f"plans:{name}_person", args=[person.pk])


def take_path(member, task=Task.CONTACT) -> str:
    return reverse("plans:take_person", args=[member.pk, task])


def sent(**fields) -> dict:
    texts = {"task": "contact", "name": "An Peeters", "grade": "", "reach": "", "does": ""}
    return texts | {"key": uuid4()} | fields


def saved(member) -> list[tuple]:
    return list(Responsibility.objects.visible_to(member).order_by("name").values_list(*NAMES))


def acts(member) -> list[str]:
    return list(AuditEntry.objects.visible_to(member).order_by("number").values_list("action", flat=True))


def test_list_is_by_task_as_the_plan_orders_them_then_by_grade(login, team_member):
    rows = [(Task.POLICE, ""), (Task.CONTACT, "2"), (Task.CONTACT, "1"), (Task.PRINCIPAL, "")]
    for task, grade in rows:
        add_person(task=task, grade=grade, name=f"{task} {grade}", by=team_member, at=NOW)

    people = login(team_member).get(URL).context["people"]

    assert [person.name for person in people] == ["contact 1", "contact 2", "principal ", "police "]


def test_person_is_added(login, team_member):
    data = sent(grade=" 1e  graad", reach="0470 00 00 00\nlokaal 12", does="Luistert")

    response = login(team_member).post(NEW, data)

    assert response.url == URL
    expected = ("contact", "An Peeters", "1e graad", "0470 00 00 00 lokaal 12", "Luistert")
    assert saved(team_member) == [expected]
    assert acts(team_member) == ["plan.person_added"]


def test_same_form_sent_twice_makes_one_row(login, team_member):
    client, data = login(team_member), sent()

    client.post(NEW, data)
    client.post(NEW, data)

    assert len(saved(team_member)) == 1
    assert acts(team_member) == ["plan.person_added"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("task", "", "Kies een taak."),
        ("name", " ", "Schrijf wie dit doet."),
    ],
)
def test_error_stands_at_its_field_with_what_was_typed(login, team_member, field, value, message):
    response = login(team_member).post(NEW, sent(reach="lokaal 12") | {field: value})

    form = response.context["form"]
    assert (response.status_code, form.errors) == (422, {field: [message]})
    assert form["reach"].value() == "lokaal 12"
    assert saved(team_member) == []


def test_person_is_changed(login, team_member, person):
    data = sent(task="trust", name="Lies", version=1)

    response = login(team_member).post(path("edit", person), data)

    assert response.url == URL
    assert saved(team_member) == [("trust", "Lies", "", "", "")]
    assert acts(team_member) == ["plan.person_added", "plan.person_changed"]


def test_who_started_from_an_older_version_sees_both_and_loses_nothing(login, team_member, contact, person):
    change_person(person, version=1, reach="0470 11 11 11", by=contact, at=NOW)

    data = sent(task="care", name="Lies Wouters", grade="Eerste graad", reach="lokaal 3", version=1)
    response = login(team_member).post(path("edit", person), data)

    assert response.context["clashes"] == [("Bereikbaar via", "0470 11 11 11", "lokaal 3")]
    form = response.context["form"]
    assert (form["reach"].value(), form["version"].value()) == ("lokaal 3", 2)
    assert saved(team_member)[0][3] == "0470 11 11 11"


def test_service_refuses_an_older_version(team_member, person):
    change_person(person, version=1, name="Eerst", by=team_member, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        change_person(person, version=1, name="Te laat", by=team_member, at=NOW)


def test_person_is_removed_after_a_question(login, team_member, person):
    client = login(team_member)

    question = client.get(path("remove", person))
    assert "Lies Wouters" in question.content.decode()
    assert len(saved(team_member)) == 1

    assert client.post(path("remove", person)).url == URL
    assert saved(team_member) == []
    assert acts(team_member) == ["plan.person_added", "plan.person_removed"]
    assert client.post(path("remove", person)).status_code == 404


def test_members_with_a_role_that_is_a_task_are_offered(login, team_member, contact, principal, log_reader):
    make_member(team_member.school, Role.CONTACT, left_at=NOW)
    make_member(team_member.school, Role.TEAM)

    offers = login(team_member).get(URL).context["offers"]

    assert [(offer.member, offer.task) for offer in offers] == [
        (contact, Task.CONTACT),
        (principal, Task.PRINCIPAL),
        (log_reader, Task.PRIVACY),
    ]


def test_member_is_taken_over_with_one_click_and_offered_no_more(login, team_member, contact):
    client = login(team_member)

    client.post(take_path(contact))

    assert saved(team_member) == [("contact", contact.user.name, "", "", "")]
    assert client.get(URL).context["offers"] == []
    assert acts(team_member) == ["plan.person_added"]


def test_member_who_is_in_the_list_already_is_not_added_again(login, team_member, contact):
    client = login(team_member)
    client.post(take_path(contact))

    response = client.post(take_path(contact), follow=True)

    assert "stond al in de lijst" in response.content.decode()
    assert len(saved(team_member)) == 1


def test_same_person_may_have_two_tasks(login, team_member):
    both = make_member(team_member.school, Role.CONTACT, Role.PRINCIPAL, user=make_user(name="An"))
    client = login(team_member)

    client.post(take_path(both))
    client.post(take_path(both, Task.PRINCIPAL))

    assert [row[:2] for row in saved(team_member)] == [("contact", "An"), ("principal", "An")]


@pytest.mark.parametrize("task", ["privacy", "police", "niets"])
def test_only_a_task_of_the_own_role_is_taken_over(login, team_member, contact, task):
    login(team_member).post(take_path(contact, task))

    assert saved(team_member) == []


def test_empty_list_says_why_it_matters(login, team_member):
    page = login(team_member).get(URL).content.decode()

    assert "Er staat nog niemand in de lijst" in page
    assert "het blad met de eerste 30 minuten" in page


def test_who_only_reads_gets_no_buttons(login, admin, contact, person):
    response = login(admin).get(URL)

    assert response.context["offers"] == []
    assert [name in response.content.decode() for name in (path("edit", person), NEW)] == [False, False]


def test_outsider_sees_and_changes_none_of_it(login, team_member, contact, outsider, person):
    client = login(outsider)
    paths = [path("edit", person), path("remove", person), take_path(contact)]

    assert client.get(URL).context["people"] == []
    assert [client.post(url, sent(version=1)).status_code for url in paths] == [404, 404, 404]
    assert (len(saved(team_member)), saved(outsider)) == (1, [])


@pytest.mark.parametrize("role", ["admin", "log_reader"])
def test_list_is_written_by_who_writes_the_plan_only(login, request, person, contact, role):
    client = login(request.getfixturevalue(role))
    paths = [NEW, path("edit", person), path("remove", person), take_path(contact)]

    assert [client.post(url, sent(version=1)).status_code for url in paths] == [403] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_five_queries(login, team_member, count, django_assert_num_queries):
    for number in range(count):
        add_person(task=Task.ICT, name=f"Wie {number}", by=team_member, at=NOW)
        make_member(team_member.school, Role.CONTACT)
    client = login(team_member)

    with django_assert_num_queries(5):  # session, user, member, people, members
        response = client.get(URL)

    assert (len(response.context["people"]), len(response.context["offers"])) == (count, count)
