"""What anybody who has an adopted plan may know of its version: for the page that checks a file."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate

from plans.action_words import day
from plans.checking import grouped
from plans.models import Audience, File, Format, Kind, State, Version
from schools import walls


@dataclass(frozen=True, slots=True)
class KnownFile:
    label: str  # "volledig, PDF"
    sha256: str

    @property
    def groups(self) -> list[str]:
        return grouped(self.sha256)


@dataclass(frozen=True, slots=True)
class CheckedVersion:
    """All that the page tells. `files` are the ones that are ready."""

    school: str
    number: int
    adopted_on: str
    withdrawn_on: str  # "" while it holds
    sha256: str
    files: tuple[KnownFile, ...]

    @property
    def groups(self) -> list[str]:
        return grouped(self.sha256)

    def label_of(self, sha256: str) -> str:
        """Return which of the files this is, "" for none."""
        return next((file.label for file in self.files if file.sha256 == sha256), "")


def adopted_version(pk: UUID) -> CheckedVersion | None:
    """Return what may be told of a version that is or was adopted; None for all others.

    Whoever asks has no school: PostgreSQL shows them this version and its files, and nothing else.
    """
    adopted = Version.unscoped.filter(pk=pk, adopted_at__isnull=False).select_related("school")
    with walls.with_version(pk):
        version = adopted.defer("data").first()
        files = _files(pk) if version else ()
    if version is None:
        return None
    ended = version.withdrawn_at
    return CheckedVersion(
        school=version.school.name,
        number=version.number,
        adopted_on=day(version.adopted_on),
        withdrawn_on=day(localdate(ended)) if ended else "",
        sha256=version.sha256,
        files=files,
    )


def _files(pk: UUID) -> tuple[KnownFile, ...]:
    ready = File.unscoped.filter(version=pk, kind=Kind.PLAN, state=State.DONE)
    audiences, formats = list(Audience), list(Format)
    rows = sorted(
        (audiences.index(audience), formats.index(format), sha256)
        for audience, format, sha256 in ready.values_list("audience", "format", "sha256")
    )
    return tuple(
        KnownFile(f"{audiences[audience].label}, {formats[format].label}", sha256)
        for audience, format, sha256 in rows
    )
