"""What a server that will be killed works with, and what it left behind. Run in a process of its own."""

import json
import sys
from io import StringIO

from django.core.management import call_command
from django.urls import reverse

from assessments.models import AnswerRevision
from incidents.content import Record
from incidents.models import Entry, Incident
from incidents.services.cases import vault_of
from schools import audit
from schools.models import AuditEntry, Membership
from schools.permissions import Role
from tests.factories import (
    make_card,
    make_incident,
    make_member,
    make_round,
    make_school,
    make_session_cookie,
    make_theme,
)


def prepare() -> None:
    """Make a contact with a session, an incident and a question to answer; print where they are."""
    for command in ("migrate", "createcachetable", "add_key"):
        call_command(command, verbosity=0, stdout=StringIO())
    contact, card = make_member(make_school(), Role.CONTACT), make_card(make_theme(code="sexting"))
    round, incident = make_round(contact, card.theme), make_incident(contact)
    question = card.questions.get()
    path = [round.pk, card.theme.code, card.code, question.pk]
    _print(
        cookie=make_session_cookie(contact.user),
        note=reverse("incidents:note", args=[incident.pk]),
        answer=reverse("assessments:save_answer", args=path),
        question=f"q{question.pk}",
    )


def report() -> None:
    """Print every text that was saved, and whether anything is half."""
    contact = Membership.unscoped.get()
    incident = Incident.unscoped.select_related("key").get()
    vault, entries = vault_of(incident, contact), list(Entry.unscoped.order_by("number"))
    for chain in audit.chain_names():
        audit.verify(chain, [])  # raises Broken
    _print(
        notes=[vault.get(entry, "record", Record).text for entry in entries],
        numbers=[entry.number for entry in entries],
        remarks=list(AnswerRevision.unscoped.order_by("version").values_list("remark", flat=True)),
        noted=AuditEntry.unscoped.filter(action="incident.noted").count(),
    )


def _print(**found) -> None:
    sys.stdout.write(f"{json.dumps(found)}\n")
