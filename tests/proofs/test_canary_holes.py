"""The net of test_canary holds: what gets out by a hole in the program is caught, wherever it is.

And a fault inside a page of a case tells nobody what stood in it: not the page, no mail, no log line.
"""

import logging

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import override_settings

from schoolsafety.log import QuietFormatter
from tests.proofs.canary_net import TALKATIVE
from tests.proofs.canary_site import CanarySite

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.proof,
    pytest.mark.urls("tests.proofs.canary_holes"),
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield CanarySite()
        transaction.set_rollback(True)


@pytest.fixture
def caught(made, settings):
    """Return a function: what gets out by a hole, as (place, field), when a contact goes there."""
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
    named = {word: field for field, word in made.world.secrets.items()}

    def ask(hole: str, persona: str = "contact") -> set[tuple[str, str]]:
        with made.asked(persona, f"/gat/{hole}/{made.world.cases['shared'].pk}/") as (_, found):
            return {(place, named[w]) for place, words in found.items() for w in words if w in named}

    return ask


@pytest.mark.parametrize(
    ("hole", "gets_out"),
    [
        ("title_in_flash", {("flash", "shared.title")}),
        ("story_in_mail", {("mail", "shared.story")}),
        ("name_in_pdf", {("body", "shared.name.1")}),
        ("title_in_sheet", {("body", "shared.title")}),
        ("note_in_log", {("log", "shared.note")}),
        ("title_in_session", {("session", "shared.title")}),
        ("title_in_cache", {("cache", "shared.title")}),
        ("title_in_header", {("headers", "shared.title")}),
    ],
)
def test_word_that_gets_out_by_a_hole_is_caught(caught, hole, gets_out):
    assert caught(hole) == gets_out


def test_page_of_a_fault_that_says_what_it_was_is_caught(caught):
    assert ("body", "shared.story") in caught("fault_on_page")


def test_fault_tells_nobody_what_was_read(caught):
    """Django logs the traceback: the lines of the program, not what its variables hold."""
    assert caught("fault") == set()


def test_fault_that_says_what_was_read_tells_it_nowhere(caught):
    """Neither on the page, nor in a mail, nor in the log."""
    assert caught("fault_that_tells") == set()


def test_ordinary_log_line_would_tell_it(caught, monkeypatch):
    """The hole: a log that is written as Python does."""
    monkeypatch.setattr(QuietFormatter, "formatException", logging.Formatter.formatException)

    assert ("log", "shared.story") in caught("fault_that_tells")


def test_faults_are_mailed_to_nobody():
    """Django would put in it what was typed: so there is nobody to mail it to."""
    assert project.ADMINS == project.MANAGERS == []


def test_that_mail_would_be_caught(caught, settings):
    settings.ADMINS = [("Beheer", "beheer@school.example")]

    assert ("mail", "shared.story") in caught("fault_that_tells")


@pytest.mark.parametrize("name", TALKATIVE)
def test_lines_that_hold_what_was_asked_and_shown_are_not_in_the_log(name):
    """Of the driver of the database, and of templates: at DEBUG they hold values."""
    assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
