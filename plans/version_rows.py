"""Versions of the plan as people see them: rows of ready-made text, with the files of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from plans.action_words import day, member_name
from plans.checking import grouped
from plans.editions import standing_of
from plans.models import Audience, File, Format, State, Version
from plans.services.file_queue import BUSY
from schools.models import Membership
from schoolsafety.paths import path_to

Status = Version.Status
PILLS = {Status.PROPOSED: "s1", Status.ADOPTED: "s3", Status.WITHDRAWN: ""}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a version. Without a sha256 it is not ready, and `path` shows how far it is."""

    label: str
    path: str
    stand: str
    sha256: str

    @property
    def groups(self) -> list[str]:
        return grouped(self.sha256)


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    year: str
    path: str
    status: str
    pill: str
    holds: bool  # the newest adopted one
    standing: str
    reason: str
    groups: list[str]  # of its fingerprint
    files: tuple[FileRow, ...]


def version_rows(versions: Iterable[Version], files: dict) -> list[VersionRow]:
    """Return the versions as they are given, the newest first. `files` are by version."""
    versions = list(versions)
    newest = next((version.pk for version in versions if version.status == Status.ADOPTED), None)
    return [
        VersionRow(
            number=version.number,
            year=f"{version.school_year}–{version.school_year + 1}",
            path=path_to("plans:version", version.pk),
            status=version.get_status_display(),
            pill=PILLS[version.status],
            holds=version.pk == newest,
            standing=standing_of(version),
            reason=version.reason,
            groups=grouped(version.sha256),
            files=tuple(files.get(version.pk, ())),
        )
        for version in versions
    ]


def files_by_version(member: Membership, *versions: Version) -> dict:
    """Return the files of these versions in a fixed order, by version. One query; no content is read."""
    audiences, formats = list(Audience), list(Format)
    found = sorted(
        File.objects.visible_to(member).light().filter(version__in=[version.pk for version in versions]),
        key=lambda file: (file.kind, audiences.index(file.audience), formats.index(file.format)),
    )
    rows = {}
    for file in found:
        rows.setdefault(file.version_id, []).append(_file(file))
    return rows


def _file(file: File) -> FileRow:
    is_ready = file.state == State.DONE
    waiting = "wordt gemaakt" if file.state in BUSY else file.get_state_display()
    return FileRow(
        label=f"{file.get_audience_display().capitalize()}, {file.get_format_display()}",
        path=path_to("plans:file" if is_ready else "plans:file_progress", file.pk),
        stand="klaar" if is_ready else waiting,
        sha256=file.sha256,
    )


def story(version: Version) -> list[str]:
    """Return what became of a version, step by step. Who did it should be loaded along."""
    proposed = day(localdate(version.proposed_at))
    steps = [f"Voorgesteld op {proposed} door {member_name(version.proposed_by)}."]
    if version.adopted_at:
        steps.append(f"Vastgesteld op {day(version.adopted_on)} door {member_name(version.adopted_by)}.")
    if version.withdrawn_at:
        ended = f"Ingetrokken op {day(localdate(version.withdrawn_at))}"
        steps.append(f"{ended} door {member_name(version.withdrawn_by)}.")
    return steps
