"""Sessions that end: fifteen minutes without a request, eight hours at most; and what one then sees."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, PASSWORD
from tests.postgres import statements
from tests.schools.helpers import texts

LOGIN, PROFILE = "/account/aanmelden/", "/profiel/"
AWAY = "Je was even weg, daarom hebben we je afgemeld. Meld je opnieuw aan om verder te gaan."
LONG = "Je was al lang aangemeld, daarom hebben we je afgemeld. Meld je opnieuw aan om verder te gaan."
MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock(time_machine):
    """A clock that stands still until a test moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def member(clock, login, team_member):
    """Return the client of a member who logged in just now."""
    return login(team_member)


def is_in(client) -> bool:
    return client.get(PROFILE).status_code == 200


def test_session_lives_on_after_almost_fifteen_minutes(member, clock):
    clock.shift(15 * MINUTE - 1)

    assert is_in(member)


def test_session_ends_after_fifteen_minutes_without_a_request(member, clock):
    clock.shift(15 * MINUTE)

    assert not is_in(member)
    assert not Session.objects.exists()


def test_each_request_keeps_the_session(member, clock):
    for _ in range(5):
        clock.shift(14 * MINUTE)

        assert is_in(member)


def test_session_ends_after_eight_hours_of_work(member, clock):
    for _ in range(8 * HOUR // (10 * MINUTE) - 1):
        clock.shift(10 * MINUTE)
        assert is_in(member)
    clock.shift(10 * MINUTE)

    assert LONG in texts(member.get(PROFILE, follow=True))
    assert not is_in(member)


def test_another_password_does_not_lengthen_the_eight_hours(member, clock):
    started = member.session["logged_in_at"]
    clock.shift(10 * MINUTE)
    session = member.session

    session.cycle_key()  # what changing a password does
    session.save()

    assert (session["logged_in_at"], session["used_at"]) == (started, started + 10 * MINUTE)


def test_logging_in_starts_anew(clock, client, team_member):
    client.force_login(team_member.user)
    clock.shift(16 * MINUTE)

    client.post(LOGIN, {"login": team_member.user.email, "password": PASSWORD})

    assert is_in(client)
    assert client.session["logged_in_at"] == client.session["used_at"] == int(NOW.timestamp()) + 16 * MINUTE


def test_session_without_times_is_over(member):
    session = Session.objects.get()
    store = session.get_session_store_class()(session.session_key)
    data = store.load()
    del data["used_at"]
    Session.objects.update(session_data=store.encode(data))

    assert not is_in(member)
    assert not Session.objects.exists()


def test_ended_session_is_said_at_the_login_page(member, clock):
    clock.shift(15 * MINUTE)

    response = member.get(PROFILE, follow=True)

    assert response.redirect_chain == [(f"{LOGIN}?next={PROFILE}", 302)]
    assert AWAY in texts(response)
    assert AWAY not in texts(member.get(LOGIN))  # once


def test_visitor_without_a_session_is_told_nothing(client, db):
    assert "daarom hebben we je afgemeld" not in texts(client.get(PROFILE, follow=True))


def test_ended_session_takes_its_cookie_along(member, clock, settings):
    clock.shift(15 * MINUTE)

    response = member.get(PROFILE)

    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""


def test_post_after_the_session_ended_gives_the_text_back(member, clock):
    clock.shift(15 * MINUTE)

    response = member.post(reverse("schools:leave"), {"remark": "Elke <maand>"})

    assert response.status_code == 401
    assert "Elke &lt;maand&gt;</textarea>" in response.content.decode()
    assert "Je bent afgemeld, dus dit is nog niet bewaard." in texts(response)


def test_public_pages_stay_and_no_longer_know_who_this_was(member, clock, team_member):
    assert team_member.user.name in texts(member.get(reverse("themes:list")))
    clock.shift(15 * MINUTE)

    response = member.get(reverse("themes:list"))

    assert response.status_code == 200
    assert team_member.user.name not in texts(response)


def queries(client) -> list[str]:
    """Return the kinds of queries that one page needs."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert is_in(client)
    return [sql.split()[0] for sql in statements(captured)]


def test_session_is_written_once_a_minute(member, clock):
    first = queries(member)
    clock.shift(MINUTE - 1)
    within_the_minute = queries(member)
    clock.shift(1)
    after_a_minute = queries(member)
    again = queries(member)

    assert first == within_the_minute == again == ["SELECT"] * 4  # session, user, member, school
    assert [kind for kind in after_a_minute if kind not in ("SELECT", "SAVEPOINT", "RELEASE")] == ["UPDATE"]


def test_page_counts_with_the_server(member, clock):
    def data(response) -> tuple:
        body = response.content.decode().partition("<body ")[2].partition(">")[0]
        return tuple(part.split('"')[1] for part in body.split() if "-seconds=" in part)

    clock.shift(59)
    just_used = data(member.get(PROFILE))
    clock.shift(1)
    written = data(member.get(PROFILE))

    assert (just_used, written) == (("900", "59"), ("900", "0"))
    assert data(member.get(PROFILE)) == ("900", "0")


def test_page_of_a_visitor_does_not_count(client, db):
    assert "data-idle-seconds" not in client.get(LOGIN).content.decode()


def test_public_page_without_a_look_at_the_session_needs_no_database(client, settings):
    """Without the database mark every query fails."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"

    assert client.get(reverse("leave")).status_code == 200
