"""A school with a plan of some twenty pages that somebody asked for. Run in a process of its own."""

import json
import sys
from io import StringIO

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from plans.services.files import ask_for_draft
from schools.permissions import Role
from tests.factories import (
    make_answer,
    make_card,
    make_member,
    make_round,
    make_school,
    make_session_cookie,
    make_theme,
)
from themes.models import Kind

CARDS = 30
TEXT = "We luisteren eerst, noteren wat de leerling zelf zegt en spreken af wie wat doet. " * 3


def prepare() -> None:
    """Make the tables and the plan, ask for it; print its source and where its file is."""
    for command in ("migrate", "createcachetable", "add_key"):
        call_command(command, verbosity=0, stdout=StringIO())
    principal, theme, now = make_member(make_school(), Role.PRINCIPAL), make_theme(), timezone.now()
    cards = [make_card(theme, kind=Kind.OPEN, questions=2) for _ in range(CARDS)]
    round = make_round(principal, theme, closed_at=now)
    for card in cards:
        for question in card.questions.all():
            make_answer(round, question, 2, text=TEXT)
    file = ask_for_draft(round, member=principal, at=now)
    found = {name: reverse(f"plans:{name}", args=[file.pk]) for name in ("file", "file_progress", "again")}
    found |= {"cookie": make_session_cookie(principal.user), "source": file.source}
    sys.stdout.write(f"{json.dumps(found)}\n")
