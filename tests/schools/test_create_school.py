import re

import pytest
from django.core.management import CommandError, call_command

from schools.models import Invitation, Membership, School
from tests.factories import make_member, make_school
from tests.schools.helpers import acts

ARGUMENTS = ["Sint-Jozef", "Aalst", "--admin-email", "An@school.example", "--admin-name", "An Peeters"]
NEW = {"name": "An Peeters", "password": "vier woorden zijn sterk"}


@pytest.fixture
def run(db, capsys, django_capture_on_commit_callbacks):
    """Run the command, and return the path of the link that it printed."""

    def create_school(*arguments):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("create_school", *(arguments or ARGUMENTS))
        return re.search(r"http://[^/]+(/uitnodiging/\S+)", capsys.readouterr().out)[1]

    return create_school


def test_it_makes_a_school_whose_first_admin_joins_by_the_link(run, client):
    link = run(*ARGUMENTS, "--country", "NL")

    page = client.get(link)
    assert page.context["form"]["name"].value() == "An Peeters"
    client.post(link, NEW)

    member = Membership.unscoped.get()
    assert (member.user.email, member.roles) == ("an@school.example", ["admin"])
    assert (member.school.name, member.school.place, member.school.country) == ("Sint-Jozef", "Aalst", "NL")


def test_it_mails_the_same_link_and_greets_by_name(run, mailoutbox):
    link = run()

    [mail] = mailoutbox
    assert mail.to == ["an@school.example"]
    assert mail.body.startswith("Dag An Peeters,")
    assert link in mail.body


def test_it_prints_the_link_when_mail_does_not_work(run, client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert client.get(run()).status_code == 200
    assert "MailNotSent" in caplog.text


def test_it_is_written_down_without_a_member(run):
    run()

    assert acts(School.objects.get()) == [("school.created", None), ("invitation.sent", None)]


def test_again_makes_a_new_link_and_the_old_one_stops(run, client):
    first, second = run(), run()

    assert [client.get(link).status_code for link in (first, second)] == [404, 200]
    assert [act for act, _ in acts(School.objects.get())] == [
        "school.created",
        "invitation.sent",
        "invitation.withdrawn",
        "invitation.sent",
    ]


def test_again_can_correct_the_address(run):
    run()

    run(*ARGUMENTS, "--admin-email", "ander@school.example")

    assert Invitation.unscoped.pending().get().email == "ander@school.example"


def test_again_refuses_a_school_that_has_members(run, client):
    client.post(run(), NEW)

    with pytest.raises(CommandError, match="its administrator invites the others"):
        run()


def test_sqlite_refuses_a_second_school(run, request):
    if request.config.getoption("--postgres"):
        pytest.skip("SQLite only (--postgres)")
    make_school()

    with pytest.raises(CommandError, match="SQLite serves one school"):
        run()

    assert School.objects.count() == 1


@pytest.mark.postgres
def test_postgresql_takes_a_second_school(run):
    make_member(make_school())

    run()

    assert School.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([*ARGUMENTS, "--country", "FR"], "invalid choice"),
        ([*ARGUMENTS, "--admin-email", "an"], "an is not an e-mail address"),
        (ARGUMENTS[:2], "required"),
    ],
)
def test_it_explains_what_is_missing(run, arguments, error):
    with pytest.raises(CommandError, match=error):
        run(*arguments)


def test_it_asks_for_the_site_when_the_host_is_a_pattern(run, settings):
    settings.ALLOWED_HOSTS = ["*"]

    with pytest.raises(CommandError, match="say --site"):
        run()

    assert run(*ARGUMENTS, "--site", "http://school.example").startswith("/uitnodiging/")
