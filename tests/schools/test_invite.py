import pytest

from schools import services
from schools.models import Invitation
from schools.permissions import Role
from tests.factories import NOW, make_member, make_user
from tests.schools.helpers import acts, link_in, make_invitation

INVITE = "/school/leden/uitnodigen/"


@pytest.fixture
def sent(db, mailoutbox, django_capture_on_commit_callbacks):
    """Run a function to the end of its transaction, and return the mails that left."""

    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return mailoutbox

    return run


def invite(by, email="nieuw@school.example", roles=(Role.TEAM,)):
    return services.invite_member(email=email, roles=list(roles), site="https://x.example/", by=by, at=NOW)


def test_invite_mails_a_link_to_that_address_only(login, admin, sent):
    data = {"email": "Nieuw@School.example", "roles": ["team", "contact"]}

    mails = sent(login(admin).post, INVITE, data)

    invitation = Invitation.unscoped.get()
    assert (invitation.email, invitation.roles) == ("nieuw@school.example", ["team", "contact"])
    assert [mail.to for mail in mails] == [["nieuw@school.example"]]


def test_invite_is_valid_for_72_hours(admin):
    invitation = invite(admin)

    assert (invitation.expires_at - NOW).total_seconds() == 72 * 3600


def test_invite_keeps_only_a_hash_of_the_link(admin, sent):
    [mail] = sent(invite, admin)

    token = link_in(mail).split("/")[2]
    row = str(Invitation.unscoped.values().get())
    assert len(token) >= 43
    assert token not in row


def test_invite_mail_says_who_where_and_until_when_and_nothing_secret_but_the_link(admin, sent):
    [mail] = sent(invite, admin)

    link = "https://x.example" + link_in(mail)
    assert mail.subject == f"Uitnodiging: {admin.school.name} en online veiligheid"
    assert mail.body.strip() == (
        f"Dag,\n\n{admin.user.name} nodigt je uit om in {admin.school} mee te werken aan online veiligheid,"
        f" als werkgroep.\n\nOpen deze link om lid te worden:\n\n{link}\n\n"
        "De link werkt één keer, tot maandag 23 november 2026, 14:32, en alleen voor nieuw@school.example."
        " Stuur hem niet door.\n\nVerwacht je deze mail niet? Dan hoef je niets te doen."
    )


def test_invite_mail_shows_names_as_they_are_written(school, sent):
    admin = make_member(school, Role.ADMIN, user=make_user(name="D'Hondt & Co <an>"))

    [mail] = sent(invite, admin)

    assert "D'Hondt & Co <an> nodigt je uit" in mail.body


def test_invite_is_written_down(admin):
    invite(admin)

    assert acts(admin.school) == [("invitation.sent", admin)]


def test_invite_says_when_the_mail_could_not_leave(login, admin, settings, sent):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(services.emails.MailNotSent):
        sent(invite, admin)

    assert Invitation.unscoped.count() == 1


@pytest.mark.django_db(transaction=True)
def test_invite_page_says_when_the_mail_could_not_leave(login, admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    data = {"email": "nieuw@school.example", "roles": ["team"]}

    response = login(admin).post(INVITE, data, follow=True)

    assert [m.message for m in response.context["messages"]] == [
        "De uitnodiging staat klaar, maar de mail kon niet weg. Stuur ze straks opnieuw."
    ]
    assert len(response.context["invitations"]) == 1


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"roles": ["team"]}, {"email": ["Dit veld is verplicht."]}),
        ({"email": "nieuw", "roles": ["team"]}, {"email": ["Voer een geldig e-mailadres in."]}),
        ({"email": "n@school.example"}, {"roles": ["Kies minstens één rol."]}),
    ],
)
def test_invite_explains_bad_input_at_the_field(login, admin, data, errors):
    response = login(admin).post(INVITE, data)

    assert response.context["form"].errors == errors
    assert not Invitation.unscoped.exists()


def test_invite_refuses_a_role_that_does_not_exist(login, admin):
    response = login(admin).post(INVITE, {"email": "n@school.example", "roles": ["boss"]})

    assert list(response.context["form"].errors) == ["roles"]


def test_invite_refuses_a_member(login, admin, team_member):
    response = login(admin).post(INVITE, {"email": team_member.user.email.upper(), "roles": ["contact"]})

    assert response.context["form"].errors == {
        "email": ["Dit adres hoort al bij een lid van jullie school."]
    }


def test_invite_refuses_yourself(admin):
    with pytest.raises(services.AlreadyMember):
        invite(admin, admin.user.email, [Role.CONTACT])


def test_invite_refuses_a_second_invitation_to_one_address(login, admin):
    first, _ = make_invitation(admin)

    response = login(admin).post(INVITE, {"email": first.email, "roles": ["team"]})

    assert list(response.context["form"].errors) == ["email"]
    assert Invitation.unscoped.get() == first


def test_invite_welcomes_somebody_who_left(admin, school):
    left = make_member(school, left_at=NOW)

    assert invite(admin, left.user.email).email == left.user.email


@pytest.mark.parametrize("persona", ["team_member", "contact", "principal", "log_reader"])
def test_invite_is_forbidden_to_other_roles(request, login, persona):
    response = login(request.getfixturevalue(persona)).post(INVITE, {"email": "n@school.example"})

    assert response.status_code == 403
