"""Files of the plan: asked for, waiting, and thrown away again. `make_next` is in `file_queue`.

A row is the place in the queue, the progress, and in the end the file itself. Two people who ask for
the same get the same row.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from assessments.models import Round
from plans import making
from plans.document.edition import Edition
from plans.editions import draft_edition, version_edition
from plans.models import Audience, File, Format, Kind, State, Version
from plans.services.stamps import draft_stamp
from schools import audit
from schools.models import Membership, School

KEPT = timedelta(days=1)  # a draft of which there is a newer one
QUIET = timedelta(seconds=30)  # so long after the last change a draft is made ahead of the click
# What of a version is made when it is put down: the council and the pupils get theirs on paper.
OF_A_VERSION = (
    (Audience.FULL, Format.PDF),
    (Audience.FULL, Format.WORD),
    (Audience.COUNCIL, Format.PDF),
    (Audience.COUNCIL, Format.WORD),
    (Audience.PUPILS, Format.PDF),
)
STEMS = {Kind.PLAN: "beleidsplan", Kind.CHAPTER: "hoofdstuk-ict-beleidsplan"}
ENDINGS = {Audience.FULL: "", Audience.COUNCIL: "-schoolraad-en-ouders", Audience.PUPILS: "-leerlingen"}
TAKEN = {
    (Kind.PLAN, Format.PDF): "plan.pdf",
    (Kind.PLAN, Format.WORD): "plan.word",
    (Kind.CHAPTER, Format.WORD): "plan.word",
    (Kind.CARDS, Format.PDF): "plan.cards",
    (Kind.FIRST_STEPS, Format.PDF): "plan.first_steps",
}


# Asking


def ask_for_draft(
    round: Round,
    *,
    audience: str = Audience.FULL,
    format: str = Format.PDF,
    kind: str = Kind.PLAN,
    member: Membership,
    at: datetime,
) -> File:
    """Return the file of the draft as it is now: ready, being made, or waiting from now on.

    The round's school and criteria_set should be loaded with it.
    """
    on = localdate(at)
    stamp = draft_stamp(round, on=on)
    edition = draft_edition(round, member, Audience(audience), on)
    return _ask_for_edition(edition, round.school, kind=kind, format=format, at=at, stamp=stamp)


def ask_for_version(version: Version, *, check_url: str, at: datetime) -> list[File]:
    """Return the files of a version; they stay as they are. Who adopted it should be loaded with it."""
    return [
        _ask_for_edition(
            version_edition(version, audience, check_url),
            version.school,
            format=format,
            at=at,
            version=version,
        )
        for audience, format in OF_A_VERSION
    ]


def _ask_for_edition(
    edition: Edition, school: School, *, format: str, at: datetime, kind: str = Kind.PLAN, **fields
) -> File:
    return ask_for(
        school,
        kind=kind,
        audience=edition.audience,
        format=format,
        name=_name(edition, kind, format),
        source=making.source_of(edition),
        at=at,
        **fields,
    )


@transaction.atomic
def ask_for(
    school: School,
    *,
    kind: str,
    audience: str = Audience.FULL,
    format: str = Format.PDF,
    name: str,
    source: str,
    at: datetime,
    stamp: str = "",
    version: Version | None = None,
) -> File:
    """Return the file of this source; when it failed before, it waits again."""
    fields = {"kind": kind, "audience": audience, "format": format, "name": name, "version": version}
    file, is_new = File.unscoped.get_or_create(
        school=school,
        key=making.key_of(kind, audience, format, source),
        defaults=fields | {"source": source, "stamp": stamp, "asked_at": at},
    )
    if not is_new:
        _ask_again(file, stamp=stamp, at=at)
    return file


def _ask_again(file: File, *, stamp: str, at: datetime) -> None:
    """A ready file is the newest of its kind again; one that waits keeps its turn."""
    File.unscoped.filter(pk=file.pk).update(stamp=stamp)
    File.unscoped.filter(pk=file.pk, state=State.DONE).update(asked_at=at)
    try_again(file, at=at)


def try_again(file: File, *, at: datetime) -> None:
    """Let a file that failed wait once more, with all its tries; of two people who ask, one is enough."""
    failed = File.unscoped.filter(pk=file.pk, state=State.FAILED)
    failed.update(state=State.WAITING, page=0, lost=0, asked_at=at, beat_at=None)


def _name(edition: Edition, kind: str, format: str) -> str:
    """Return under which name it is saved: beleidsplan-de-linde-2026-2027-versie-2.pdf."""
    school = slugify(edition.plan.school) or "school"
    year = edition.plan.year.replace("–", "-")
    number = f"-versie-{edition.number}" if edition.number else ""
    return f"{STEMS[kind]}-{school[:60]}-{year}{ENDINGS[edition.audience]}{number}.{format}"


# Ahead of the click


def ask_ahead(school: School, seen: dict[UUID, tuple[str, datetime]], *, at: datetime, quiet=QUIET) -> None:
    """Ask for the full draft of a school whose plan changed, and has been left alone for a while.

    `seen` is for the one who keeps asking: the stamp of each school, and since when it is that. The
    plan is the same for all who read it; it is gathered as by the one who opened the round.
    """
    rounds = Round.unscoped.filter(school=school).open()
    round = rounds.select_related("school", "criteria_set", "opened_by").first()
    if round is None:
        return
    stamp = draft_stamp(round, on=localdate(at))
    before, since = seen.get(school.pk, ("", at))
    if stamp != before:
        since = at
    seen[school.pk] = stamp, since
    if at - since < quiet or _is_known(school, stamp):
        return
    edition = draft_edition(round, round.opened_by, Audience.FULL, localdate(at))
    if not edition.plan.is_empty:
        _ask_for_edition(edition, school, format=Format.PDF, at=at, stamp=stamp)


def _is_known(school: School, stamp: str) -> bool:
    full = {"kind": Kind.PLAN, "audience": Audience.FULL, "format": Format.PDF}
    return File.unscoped.filter(school=school, stamp=stamp, **full).exists()


# Taking, and throwing away


@transaction.atomic(savepoint=False)
def record_taken(file: File, *, by: Membership, at: datetime) -> None:
    """Write down that a file left the school. What fails within a request undoes it: no savepoint."""
    audit.record(TAKEN[file.kind, file.format], file, by=by, at=at)


def drop_old_drafts(school: School, *, at: datetime) -> int:
    """Delete the files of drafts that are older than a day and have a newer one beside them."""
    drafts = File.unscoped.filter(school=school, version=None)
    ended = drafts.filter(state__in=[State.DONE, State.FAILED])
    rows = ended.order_by("-asked_at", "pk").values_list("pk", "asked_at", "kind", "audience", "format")
    newest, old = set(), []
    for pk, asked_at, *what in rows:
        if tuple(what) in newest and asked_at < at - KEPT:
            old.append(pk)
        newest.add(tuple(what))
    return ended.filter(pk__in=old).delete()[0]
