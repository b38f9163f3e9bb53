"""The command that makes what waits."""

import os
from io import StringIO
from time import monotonic
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from plans.management.commands import make_files as make_files_module
from plans.management.commands.make_files import Command
from plans.models import File, Format, State
from plans.services.files import ask_for_draft
from tests.factories import NOW, make_answer, make_card, make_file, make_round, make_theme


def make_files() -> str:
    call_command("make_files", once=True, stdout=(out := StringIO()))
    return out.getvalue()


@pytest.fixture
def theme(db):
    return make_card(make_theme(name="Sexting", code="sexting")).theme


def test_command_makes_what_waits_in_every_school(principal, outsider, theme):
    for member in (principal, outsider):
        round = make_round(member, theme, closed_at=NOW)
        ask_for_draft(round, format=Format.WORD, member=member, at=NOW)

    assert make_files() == "docx, beleidsplan: done\n" * 2
    assert make_files() == ""
    assert {file.state for file in File.unscoped.all()} == {State.DONE}


def test_command_makes_the_plan_ahead(principal, theme):
    round = make_round(principal, theme)
    make_answer(round, theme.cards.get().questions.get(), 2)

    assert make_files() == "pdf, beleidsplan: done\n"
    assert make_files() == ""


def test_command_throws_old_drafts_away(principal, theme):
    old = make_file(principal, state=State.FAILED, format=Format.WORD, asked_at=NOW.replace(year=2025))
    ask_for_draft(make_round(principal, theme, closed_at=NOW), format=Format.WORD, member=principal, at=NOW)

    make_files()

    assert not File.unscoped.filter(pk=old.pk).exists()


def test_command_ends_with_the_process_that_started_it(db, monkeypatch):
    monkeypatch.setattr("os.nice", lambda gentle: gentle)
    monkeypatch.setattr("signal.signal", lambda sign, act: None)
    gone = os.getppid() + 1

    call_command("make_files", parent=gone)  # comes back


def test_database_that_is_away_comes_back(principal, theme, monkeypatch):
    ask_for_draft(make_round(principal, theme, closed_at=NOW), format=Format.WORD, member=principal, at=NOW)
    command = Command(stdout=StringIO(), stderr=StringIO())
    command.seen, command.looked_at = {}, monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(make_files_module, "make_next", Mock(side_effect=OperationalError("weg")))
        patch.setattr(make_files_module.connection, "close", lambda: None)
        assert command.work() == 0

    assert command.stderr.getvalue() == "The database does not answer: OperationalError.\n"
    assert command.work() == 1
