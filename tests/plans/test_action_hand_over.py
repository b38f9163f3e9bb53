"""Give an action to a colleague, who is told by mail."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from plans.models import Action
from plans.services.actions import change_action
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_action, make_card, make_member, make_theme
from tests.plans.helpers import changes_of, partners_of, share

pytestmark = pytest.mark.time_machine(NOW, tick=False)
SUBJECT = "Er staat een actie voor je klaar"


@pytest.fixture
def action(team_member):
    return make_action(team_member, make_card(make_theme()), what="Het geheim van de brievenbus")


@pytest.fixture
def hand_over(login, django_capture_on_commit_callbacks):
    """Send the form as somebody who saw this action; the mails leave."""

    def send(member, action, to, **query):
        with django_capture_on_commit_callbacks(execute=True):
            data = {"to": getattr(to, "pk", to), "version": action.version}
            return login(member).post(url(action, **query), data)

    return send


def url(action, **query) -> str:
    return reverse("plans:hand_over", args=[action.pk], query=query)


def owner(action) -> object:
    return Action.unscoped.select_related("owner").get(pk=action.pk).owner


def test_hand_over_gives_the_action_another_owner(hand_over, team_member, contact, action):
    response = hand_over(team_member, action, contact, next="/acties/?toon=mijn")

    assert (response.url, owner(action)) == ("/acties/?toon=mijn", contact)
    assert changes_of(action) == [(team_member.pk, "planned", contact.pk, action.due_on)]


def test_hand_over_without_a_way_back_shows_the_action(hand_over, team_member, contact, action):
    response = hand_over(team_member, action, contact)

    assert response.url == reverse("plans:action", args=[action.pk])


def test_hand_over_is_written_down(hand_over, team_member, contact, action):
    hand_over(team_member, action, contact)

    entry = AuditEntry.objects.visible_to(team_member).get()
    target = f"plans.action:{action.pk}"
    assert (entry.action, entry.target, entry.by) == ("action.handed_over", target, team_member)


def test_new_owner_is_told_that_there_is_an_action_and_nothing_of_it(
    hand_over, team_member, contact, action, mailoutbox
):
    hand_over(team_member, action, contact)

    [mail] = mailoutbox
    assert (mail.subject, mail.to) == (SUBJECT, [contact.user.email])
    assert f"http://testserver{reverse('plans:action', args=[action.pk])}\n" in mail.body
    assert "geheim" not in mail.body


def test_who_takes_an_action_over_gets_no_mail(hand_over, contact, action, mailoutbox):
    hand_over(contact, action, contact)

    assert (owner(action), mailoutbox) == (contact, [])


def test_owner_who_is_changed_in_the_form_is_told_too(
    login, team_member, contact, action, mailoutbox, django_capture_on_commit_callbacks
):
    data = {"what": "Post", "due_on": action.due_on, "status": "busy", "source": "card", "version": 1}
    path = reverse("plans:edit", args=[action.pk])
    with django_capture_on_commit_callbacks(execute=True):
        login(team_member).post(path, data | {"owner": contact.pk})
        login(team_member).post(path, data | {"owner": contact.pk, "what": "Brieven", "version": 2})

    assert [mail.to for mail in mailoutbox] == [[contact.user.email]]


def test_partner_who_gets_the_action_is_no_partner_any_more(hand_over, team_member, contact, action):
    share(action, contact)

    hand_over(team_member, action, contact)

    assert partners_of(action) == set()


def test_same_form_twice_hands_over_once(hand_over, team_member, contact, action, mailoutbox):
    statuses = [hand_over(team_member, action, contact).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert (len(mailoutbox), len(changes_of(action))) == (1, 1)


def test_action_that_changed_meanwhile_is_shown_and_asked_again(
    hand_over, team_member, contact, principal, action
):
    change_action(action, owner=principal, by=contact, at=NOW)

    response = hand_over(team_member, action, contact)

    assert owner(action) == principal
    page = response.content.decode()
    assert "Deze actie is intussen gewijzigd." in page
    assert f"Nu volgt {principal.user.name} deze actie op" in page
    assert response.context["form"]["to"].value() == str(contact.pk)
    assert response.context["form"]["version"].value() == 2


def test_hand_over_offers_who_may_do_actions_but_for_the_owner(
    login, team_member, contact, principal, admin, outsider, action
):
    make_member(team_member.school, left_at=NOW)

    form = login(team_member).get(url(action)).context["form"]

    assert set(form.fields["to"].queryset) == {contact, principal}


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("", "Kies wie dit opvolgt."),
        ("outsider", "Deze collega kan geen acties opvolgen. Kies iemand uit de lijst."),
    ],
)
def test_hand_over_explains_beside_the_field(hand_over, request, team_member, contact, action, to, message):
    response = hand_over(team_member, action, to and request.getfixturevalue(to))

    assert response.context["form"].errors == {"to": [message]}
    assert owner(action) == team_member


def test_hand_over_without_colleagues_says_what_to_do(login, team_member, action):
    page = login(team_member).get(url(action)).content.decode()

    assert "Vraag de beheerder van je school om iemand uit te nodigen." in page
    assert "<select" not in page


def test_action_of_who_left_can_be_handed_over(hand_over, team_member, action):
    gone = make_member(team_member.school, left_at=NOW)
    Action.unscoped.update(owner=gone)

    response = hand_over(team_member, action, team_member)

    assert owner(action) == team_member
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["De actie is doorgegeven."]


def test_hand_over_of_another_school_is_not_found(hand_over, outsider, action):
    assert (hand_over(outsider, action, outsider).status_code, owner(action)) == (404, action.owner)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
def test_hand_over_is_forbidden_without_the_permission(hand_over, school, contact, action, role):
    response = hand_over(make_member(school, role), action, contact)

    assert (response.status_code, owner(action)) == (403, action.owner)
