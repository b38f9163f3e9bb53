"""A school whose register is full: every field that somebody can write in holds a secret word of its own.

    world = RegisterWorld()
    world.secrets["shared.name.1"]     the word in that field: by field, of every case
    world.members["reads"]             somebody who comes to look, by what they are to the cases
    world.cases["shared"]              an Incident, by what it is to them

A word is made of its field alone, so it is the same in every run: letters only, so that escaping,
JSON and a search leave it as it is, and it begins with "zq", which no Dutch or English text does:
`words_in` finds whatever came out. Everything is made by the services, as the pages do; only what no
service makes anymore (an invitation that is over) is a row made directly, and so is the other school.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from incidents.closing import Followed
from incidents.kinds import Kind, PersonRole, Relation
from incidents.models import Access, AccessRequest, Exclusion, Incident, RetentionTerms
from incidents.services import closing, report, requests, retention, sheets, steps
from incidents.services.break_glass import break_glass
from incidents.services.cases import Case, read_case, vault_of
from incidents.services.leak import save_leak
from incidents.sheet_forms import AftercareForm, EvaluationForm, ImagesForm
from incidents.steps import Said, State, Step
from schools.models import Membership, School
from schools.permissions import Role
from tests.factories import NOW, make_card, make_incident, make_member, make_round, make_school, make_theme
from tests.incidents.following import make_protocol
from themes.models import Pillar

DAY = timedelta(days=1)
WORD = re.compile(r"zq[a-z]{8}")
# Who comes to look at the cases of the school, with the role they have in it. They are in it alone
# with that role only by what they do: roles are never added to each other here.
ROLES = {
    "team": Role.TEAM,
    "contact": Role.CONTACT,
    "principal": Role.PRINCIPAL,
    "admin": Role.ADMIN,
    "log_reader": Role.LOG_READER,
    "excluded_contact": Role.CONTACT,
    "excluded_principal": Role.PRINCIPAL,  # with an emergency of before the exclusion, still running
    "glass": Role.PRINCIPAL,
    "glass_ended": Role.PRINCIPAL,
    "reads": Role.TEAM,
    "notes": Role.TEAM,
    "names": Role.TEAM,
    "invite_ended": Role.TEAM,
    "invite_withdrawn": Role.TEAM,
    "new_contact": Role.CONTACT,
    "former_contact": Role.CONTACT,
}
# Who is there to be acted upon, in either school: the guest is invited to every case of it, and the
# party is kept out of every case of it.
PARTS = {"guest": Role.TEAM, "party": Role.TEAM, "colleague": Role.TEAM, "successor": Role.CONTACT}
LEAK_TEXTS = "nature people people_count records records_count contact consequences measures risk reference"


def secret(name: str) -> str:
    """Return the word of a field."""
    number = int.from_bytes(sha256(name.encode()).digest()[:8])
    return "zq" + "".join(chr(ord("a") + number // 26**n % 26) for n in range(8))


def words_in(text: str) -> set[str]:
    """Return the secret words in a text, however it writes them."""
    return set(WORD.findall(text.casefold()))


@dataclass
class RegisterWorld:
    """Our school, with the cases and members of above, and another one with a case of its own.

    The cases: `shared` is opened for and closed to all kinds of people, and `closed` is too; `other`
    is for the contacts only, `reported` was reported by who is a contact since today, and `foreign`
    is of the other school. They are data leaks, but for `other`, which follows a protocol.
    """

    secrets: dict[str, str] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    cases: dict[str, Incident] = field(default_factory=dict)
    requests: dict[str, AccessRequest] = field(default_factory=dict)

    def __post_init__(self):
        theme = make_theme(code="sexting", name="Sexting")
        self.card = make_card(theme, code="nazorg", title="Nazorg", pillar=Pillar.REACTION)
        make_protocol(theme.criteria_set)
        self.school, self.elsewhere = make_school(name="De Beuk"), make_school(name="De Els")
        with transaction.atomic():
            self._add_members()
            self._add_cases()
            self._open_and_shut()
            self._add_requests()
            self._add_kept(self.members["contact"], "school")
            self._add_kept(self.members["other_contact"], "elsewhere")
        self.round = make_round(self.members["contact"], theme)

    def word(self, name: str) -> str:
        self.secrets[name] = secret(name)
        return self.secrets[name]

    # People

    def _add_members(self) -> None:
        now = timezone.now()
        fields = {"new_contact": {"contact_since": now}, "former_contact": {"left_at": now}}
        self.members = {
            name: self._member(name, role, **fields.get(name, {})) for name, role in ROLES.items()
        }
        self.members["other_contact"] = self._member("other_contact", Role.CONTACT, self.elsewhere)
        there = self.members["both_there"] = self._member("both", Role.CONTACT, self.elsewhere)
        self.members["both_here"] = make_member(self.school, Role.TEAM, user=there.user)
        for name, role in PARTS.items():
            self.members[name] = self._member(name, role)
            self.members[f"{name}_elsewhere"] = self._member(name, role, self.elsewhere)

    def _member(self, name: str, role: Role, school: School | None = None, **fields) -> Membership:
        member = make_member(school or self.school, role, **fields)
        member.user.name = name.replace("_", " ").title()  # not a secret: colleagues read it
        member.user.save()
        return member

    def _open_and_shut(self) -> None:
        """Let the same people into, and keep them out of, the case that is shared and the closed one."""
        now, emergency = timezone.now(), Access.Kind.BREAK_GLASS
        for name in self.cases:
            self._give(name, self.at(name, "guest"))
            self._exclude(name, self.at(name, "party"))
        for name in ("shared", "closed"):
            self._break_glass(name)
            self._give(name, "reads")
            self._give(name, "notes", may_note=True)
            self._give(name, "names", may_see_names=True)
            self._give(name, "invite_ended", until=now - DAY, may_note=True, may_see_names=True)
            self._give(name, "invite_withdrawn", ended_at=now, may_note=True, may_see_names=True)
            self._give(name, "glass_ended", kind=emergency, until=now - DAY, may_see_names=True)
            self._give(name, "excluded_principal", kind=emergency, may_see_names=True)
            self._exclude(name, "excluded_contact")
            self._exclude(name, "excluded_principal")

    def _break_glass(self, name: str) -> None:
        number = self.cases[name].name
        reason = f"Een leerling wordt vermist, {self.word(f'{name}.break_glass')}."
        by = self.members["glass"]
        break_glass(number=number, reason=reason, site="https://x/", by=by, at=timezone.now())

    def _give(self, case: str, name: str, **fields) -> None:
        now, member = timezone.now(), self.members[name]
        values = {"kind": Access.Kind.INVITED, "until": now + DAY, "given_by": member, "given_at": now}
        fields = {"school": member.school, "incident": self.cases[case], "member": member} | fields
        Access.unscoped.create(**values | fields)

    def _exclude(self, case: str, name: str) -> None:
        member = self.members[name]
        Exclusion.unscoped.create(school=member.school, incident=self.cases[case], member=member)

    # Cases

    def _add_cases(self) -> None:
        by = self.members
        for name, contact in (
            ("shared", by["contact"]),
            ("other", by["contact"]),
            ("closed", by["contact"]),
            ("reported", by["new_contact"]),
            ("foreign", by["other_contact"]),
        ):
            self.cases[name] = self._case(name, contact)
        # A number that our own school has not, so that nobody takes one for the other.
        Incident.unscoped.filter(pk=self.cases["foreign"].pk).update(number=77)
        self.cases["foreign"].refresh_from_db()
        self._close("closed", by["contact"])
        reason = f"Er loopt een onderzoek, {self.word('closed.hold')}."
        retention.hold_incident(self.cases["closed"], reason=reason, by=by["contact"], at=NOW)

    def _case(self, name: str, contact: Membership) -> Incident:
        kind = Kind.PUPIL_UNWANTED if name == "other" else Kind.DATA_LEAK
        texts = {part: self.word(f"{name}.{part}") for part in ("title", "place", "group", "story")}
        incident = make_incident(contact, *self._persons(name), kind=kind, **texts)
        self._tell(incident, name, contact)
        self._follow_up(incident, name, contact)
        self.cases[name] = incident
        self._hold_and_release(name, contact)
        self._close(name, contact)
        reason = self.word(f"{name}.reopen")
        closing.reopen_incident(incident, reason=reason, by=contact, at=NOW)
        return incident

    def _persons(self, name: str) -> list[report.NewPerson]:
        return [
            report.NewPerson(
                role, Relation.PUPIL, self.word(f"{name}.name.{n}"), self.word(f"{name}.person.{n}")
            )
            for n, role in enumerate((PersonRole.VICTIM, PersonRole.DOER), 1)
        ]

    def _tell(self, incident: Incident, name: str, by: Membership) -> None:
        """Write a note, a correction of the story and one more person, who is named later."""
        act = {"by": by, "at": NOW}
        report.add_note(incident, text=self.word(f"{name}.note"), happened_at=NOW - 3 * DAY, **act)
        report.correct_record(incident, number=1, text=self.word(f"{name}.correction"), **act)
        note = self.word(f"{name}.person.3")
        witness = report.NewPerson(PersonRole.WITNESS, Relation.STAFF, note=note)
        report.add_person(incident, witness, **act)
        person = incident.persons.order_by("number").last()
        report.name_person(person, name=self.word(f"{name}.name.3"), **act)

    def _follow_up(self, incident: Incident, name: str, by: Membership) -> None:
        """Fill in every sheet, and say of a grave step that it was not done, and why."""
        act = {"by": by, "at": NOW, "seen": 0}
        step = Step("politie", "aanpak", "Bel de politie.", is_grave=True)
        said = {step: Said(State.NOT_DONE, self.word(f"{name}.step"))}
        steps.save_steps(incident, sent=said, by=by, at=NOW)
        images = self._texts(name, "images", ImagesForm) | {"still_online": "ja", "check_again_on": None}
        sheets.save_images(incident, **act, **images)
        plan = self._texts(name, "aftercare", AftercareForm)
        sheets.save_aftercare(incident, **act, **plan | {"aftercare_on": date(2026, 11, 1)})
        sheets.save_evaluation(incident, **act, **self._texts(name, "evaluation", EvaluationForm))
        leak = {part: self.word(f"{name}.leak.{part}") for part in f"{LEAK_TEXTS} why_not told_how".split()}
        known = {"known_at": NOW, "notified": "nee", "notified_at": None, "told": ""}
        save_leak(incident, **act, **known | leak)

    def _texts(self, name: str, sheet: str, form: type) -> dict[str, str]:
        """Return a word for every field of a form that is typed."""
        typed = [part for part in form.base_fields if type(form.base_fields[part]).__name__ == "CharField"]
        return {part: self.word(f"{name}.{sheet}.{part}") for part in typed}

    def _hold_and_release(self, name: str, by: Membership) -> None:
        incident, reason = self.cases[name], f"Er loopt een onderzoek, {self.word(f'{name}.held')}."
        retention.hold_incident(incident, reason=reason, by=by, at=NOW)
        retention.release_incident(incident, by=by, at=NOW)

    def _close(self, name: str, by: Membership) -> None:
        answers = {"card": "nazorg", "followed": Followed.NO, "helped": self.word(f"{name}.helped")}
        closing.close_incident(self.cases[name], **answers, by=by, at=NOW)
        self.cases[name].refresh_from_db()

    # What the school keeps besides

    def _add_kept(self, member: Membership, name: str) -> None:
        reason = f"De inspectie vraagt dit, {self.word(f'{name}.terms')}."
        RetentionTerms.unscoped.create(
            school=member.school, names_years=0, story_years=1, reason=reason, changed_at=NOW,
            changed_by=member,
        )  # fmt: skip

    def _add_requests(self) -> None:
        """Ask for access to a case: once as a draft, once waiting for a second person, once elsewhere."""
        for name, case in (("drafted", "shared"), ("reviewed", "shared"), ("requested", "foreign")):
            by = self.members["other_contact" if case == "foreign" else "contact"]
            texts = {part: self.word(f"{name}.{part}") for part in ("asked_by", "on_behalf", "checked")}
            act = {"by": by, "at": timezone.now()}
            row = requests.open_request(**texts, received_on=NOW.date(), key=uuid4(), **act)
            person = self.cases[case].persons.get(number=1)
            requests.make_draft(row, chosen=[(self.cases[case].pk, person.pk)], seen=row.version, **act)
            row.refresh_from_db()
            texts = {part: self.word(f"{name}.{part}") for part in ("origin", "shared")}
            ready = {"is_ready": name == "reviewed", "seen": row.version, "site": "https://x/"}
            requests.save_draft(row, pieces=[], **texts, **ready, **act)
            row.refresh_from_db()
            self.requests[name] = row

    # Looking around in it

    def at(self, case: str, name: str) -> str:
        """Return who has this part in the school of a case."""
        return f"{name}_elsewhere" if case == "foreign" else name

    def read(self, case: str) -> Case:
        """Return all there is to read in a case, unrecorded."""
        incident = Incident.unscoped.select_related("key", "school").get(pk=self.cases[case].pk)
        return read_case(incident, vault_of(incident, self.members[self.at(case, "guest")]))

    def handling(self, case: str) -> Access:
        """Return the access of who follows a case up."""
        return self.cases[case].accesses.get(kind=Access.Kind.HANDLER, ended_at=None)

    def case_words(self, case: str, *, names: bool) -> set[str]:
        """Return the words of a case: what was told of it, or only the names in it."""
        own = {f: word for f, word in self.secrets.items() if f.startswith(f"{case}.")}
        return {word for f, word in own.items() if f.startswith(f"{case}.name.") == names}
