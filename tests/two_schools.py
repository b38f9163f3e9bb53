"""Two schools next to each other, with something of everything to look for in the wrong hands."""

from copy import copy
from datetime import timedelta
from http.cookies import SimpleCookie

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Evidence, Round
from incidents.closing import Followed, Learned
from incidents.content import Head, dump
from incidents.kinds import Kind, PersonRole, Relation
from incidents.models import (
    Access,
    AccessRequest,
    Entry,
    Exclusion,
    Incident,
    Lesson,
    Person,
    RetentionTerms,
    Tally,
)
from incidents.request_content import Request
from incidents.services.report import NewPerson
from incidents.statistics import tally_content
from incidents.vault import SchoolVault
from plans.models import (
    Action,
    ActionChange,
    ActionPartner,
    ChosenRemark,
    Composition,
    File,
    Logo,
    Moment,
    Reminder,
    Responsibility,
    State,
    Task,
    Version,
)
from plans.snapshot import fingerprint, to_json
from schools import audit
from schools.models import AuditEntry, Invitation, Membership
from schools.permissions import Role
from tests.factories import (
    NOW,
    make_action,
    make_answer,
    make_card,
    make_evidence,
    make_incident,
    make_member,
    make_reveal,
    make_round,
    make_school,
    make_theme,
    make_user,
    make_vote,
)
from tests.plans.documents import make_document
from tests.schools.helpers import add_app, make_invitation
from themes.models import Card, Question

TYPED = "Dit typte ik <b>lang</b> geleden"


def make_school_rows(member: Membership, card: Card, *, word: str = "Onze") -> dict[type[Model], Model]:
    """Make one row of every scoped model in the school of this member, by model.

    The word stands in every text that a page could show.
    """
    round, question = make_round(member, card.theme), card.questions.get()
    texts = {"text": f"{word} afspraak", "remark": f"{word} opmerking"}
    answer = make_answer(round, question, 2, **texts)
    action = make_action(member, card, what=f"{word} actie")
    register = make_register_rows(member, word=word)
    audit.record("action.added", action, by=member, at=NOW)
    rows = [
        member,
        make_invitation(member, email=f"{word.lower()}@school.example")[0],
        AuditEntry.unscoped.filter(school=member.school).latest("number"),
        round,
        round.themes.get(),
        answer,
        answer.revisions.get(),
        make_vote(round, question, member, 2),
        make_reveal(round, card),
        make_evidence(member, card, note=f"{word} bewijs"),
        action,
        *make_plan_rows(member, round, question, action, word=word),
        *register,
    ]
    return {type(row): row for row in rows}


def make_plan_rows(
    member: Membership, round: Round, question: Question, action: Action, *, word: str
) -> list[Model]:
    """Make one row of what the plan is made of, beside the answers, and of what is made of it."""
    school, on = {"school": member.school}, {"changed_at": NOW}
    change = {"at": NOW, "by": member, "status": action.status, "owner": member, "due_on": action.due_on}
    reminded = {"member": member, "kind": Moment.WEEK, "due_on": action.due_on}
    who = {"task": Task.CONTACT, "name": f"{word} naam", "reach": f"{word} nummer"}
    remark = {"round": round, "question": question, "text": f"{word} opmerking"}
    return [
        ActionPartner.unscoped.create(**school, action=action, member=member),
        ActionChange.unscoped.create(**school, action=action, **change),
        Reminder.unscoped.create(**school, action=action, **reminded),
        Composition.unscoped.create(**school, **on, vision=f"{word} visie", changed_by=member),
        Logo.unscoped.create(**school, **on, png=b"", width=1, height=1),
        ChosenRemark.unscoped.create(**school, **remark),
        Responsibility.unscoped.create(**school, **who),
        *make_version_rows(member, word),
    ]


def make_version_rows(member: Membership, word: str) -> list[Model]:
    """Make a version of the plan that is proposed, and a draft of which the file is ready."""
    data = to_json(make_document(vision=f"{word} visie"))
    proposed = {"data": data, "sha256": fingerprint(data), "proposed_at": NOW, "proposed_by": member}
    made = {"state": State.DONE, "asked_at": NOW, "made_at": NOW, "content": word.encode()}
    return [
        Version.unscoped.create(school=member.school, number=1, school_year=2026, **proposed),
        File.unscoped.create(school=member.school, name=f"{word}.pdf", source="{}", key="0" * 64, **made),
    ]


def make_register_rows(member: Membership, *, word: str) -> list[Model]:
    """Make one row of every model of the register; the member is invited to the incident."""
    school, party = {"school": member.school}, make_member(member.school, Role.TEAM)
    person = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name=f"{word} naam")
    incident = make_incident(member, person, title=f"{word} melding", story=f"{word} verhaal")
    access = Access.unscoped.get(incident=incident)
    access.kind, access.until = Access.Kind.INVITED, timezone.now() + timedelta(days=1)
    access.save()
    exclusion = Exclusion.unscoped.create(**school, incident=incident, member=party)
    own = [Entry.unscoped.get(incident=incident), Person.unscoped.get(incident=incident), access, exclusion]
    return [incident, incident.key, incident.key.school_key, *own, *make_kept_rows(member, word)]


def make_kept_rows(member: Membership, word: str) -> list[Model]:
    """Make what the register keeps of the school itself."""
    school, changed = {"school": member.school}, {"changed_at": NOW, "changed_by": member}
    sealed = [
        Lesson(**school, school_year=2026),
        Tally(**school, school_year=2026),
        AccessRequest(**school, number=1, opened_by=member, until=NOW.date()),
    ]
    vault = SchoolVault(member.school_id)
    learned = Learned(theme="sexting", card="nazorg", followed=Followed.NO, helped=f"{word} les", at=NOW)
    counted = Head(theme="sexting", kind=Kind.COMPLAINT, happened_at=NOW, logged_at=NOW)
    asked = Request(asked_by=f"{word} vrager", received_on=NOW.date())
    contents = [dump(learned), tally_content(counted), dump(asked)]
    for row, content in zip(sealed, contents, strict=True):
        row.sealed = vault.seal(row, "sealed", content)
        row.save()
    return [RetentionTerms.unscoped.create(**school, names_years=0, story_years=1, **changed), *sealed]


class Site:
    """The routes of a school, and a session for everybody who may come to look at them.

    Each role is a persona. A stranger has every role, but in another school; the former member had
    every role, but left; nobody never was in a school. They all have a second factor; the unready
    member, who has every role too, still has to make one.
    """

    def __init__(self):
        school, other, card = make_school(name="De Zonnebloem"), make_school(), make_card(make_theme())
        members = {role.value: make_member(school, role) for role in Role}
        members["stranger"] = make_member(other, *Role)
        members["former"] = make_member(school, *Role, left_at=NOW)
        members["unready"] = make_member(school, *Role)
        nobody = make_user()
        for user in [nobody, *(member.user for name, member in members.items() if name != "unready")]:
            add_app(user)
        rows = make_school_rows(members["team"], card, word="Zonnebloem")
        make_school_rows(members["stranger"], card)
        self.args = _arguments(rows, members, card)
        self.client = Client()  # one for all: each new client starts all the middleware again
        self.answers = {}
        self.cookies = {name: self._log_in(member.user) for name, member in members.items()}
        self.cookies |= {"anonymous": SimpleCookie(), "nobody": self._log_in(nobody)}

    def _log_in(self, user) -> SimpleCookie:
        """Return the cookies of this user, who typed their password a moment ago."""
        self.client.cookies.clear()
        self.client.force_login(user)
        request = HttpRequest()
        request.session = self.client.session
        record_authentication(request, user, method="password")
        request.session.save()
        return copy(self.client.cookies)

    def path(self, route: str) -> str:
        return reverse(route, args=self.args.get(route))

    def visit(self, persona: str, method: str, path: str):
        """Return the answer to one request. What it changed is undone, so asking once is enough."""
        if (persona, method, path) not in self.answers:
            self.client.cookies = copy(self.cookies[persona])
            data = {"tekst": TYPED} if method == "post" else None
            with transaction.atomic():
                self.answers[persona, method, path] = getattr(self.client, method)(path, data)
                transaction.set_rollback(True)
        return self.answers[persona, method, path]


def _arguments(rows, members, card) -> dict[str, list]:
    """Return what each route needs in its path."""
    on_card = [rows[Round].pk, card.theme.code, card.code]
    passkey = Authenticator.objects.create(
        user=make_user(), type=Authenticator.Type.WEBAUTHN, data={"name": "Zonnebloemsleutel"}
    )
    with_args = [
        *_on_incident(rows),
        ([rows[Round].pk], "assessments:{}", "overview work_points settings close export"),
        ([rows[Round].pk], "assessments:export{}", "_xlsx _work_points _work_points_xlsx"),
        (on_card, "assessments:{}", "card save_card votes reveal_votes evidence add_evidence"),
        ([*on_card, rows[Evidence].pk], "assessments:{}_evidence", "remove restore"),
        *_on_plan(rows, members),
        ([rows[Lesson].pk], "assessments:{}", "keep_score"),
        ([members["team"].pk], "schools:{}", "roles end switch"),
        ([rows[Invitation].pk], "schools:{}", "resend withdraw"),
        ([passkey.pk], "mfa_{}_webauthn", "edit remove"),
    ]
    found = {route.format(name): args for args, route, names in with_args for name in names.split()}
    return found | {
        "account_reset_password_from_key": ["1", "sleutel"],
        "assessments:board": on_card[:2],
        "assessments:save_answer": [*on_card, card.questions.get().pk],
        "themes:detail": [card.theme.criteria_set.code, card.theme.code],
        "schools:accept": [make_invitation(members["admin"])[1].split("/")[-2]],
    }


def _on_plan(rows, members) -> list[tuple]:
    return [
        ([rows[Action].pk], "plans:{}", "action edit hand_over finish evaluate reopen"),
        ([rows[Responsibility].pk], "plans:{}_person", "edit remove"),
        ([rows[File].pk], "plans:{}", "file file_progress again"),
        ([rows[Version].pk], "plans:{}", "version read adopt withdraw check"),
        ([members["team"].pk, "contact"], "plans:{}_person", "take"),
    ]


def _on_incident(rows) -> list[tuple]:
    return [
        ([rows[Incident].pk], "incidents:{}", "detail names note add_person steps phase images"),
        ([rows[Incident].pk], "incidents:{}", "aftercare evaluation leak leak_print"),
        ([rows[AccessRequest].pk], "incidents:request{}", "_search _draft _review _pdf _close"),
        ([rows[AccessRequest].pk], "incidents:{}", "request"),
        ([rows[Incident].pk], "incidents:{}", "accept invite exclude break_glass_end log close reopen"),
        ([rows[Incident].pk], "incidents:{}", "hold release"),
        ([rows[Incident].pk, rows[Access].pk], "incidents:{}", "extend withdraw"),
        ([rows[Incident].pk, rows[Exclusion].member_id], "incidents:{}", "include"),
        ([rows[Incident].pk, 1], "incidents:{}", "correct"),
        ([rows[Incident].pk, rows[Person].pk], "incidents:{}", "name"),
    ]
