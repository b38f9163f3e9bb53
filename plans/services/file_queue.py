"""Making the files that wait, one at a time and outside of any transaction.

Whoever makes a file says so every half second (`beat_at`). One who is silent for too long is given up,
and another goes on from the beginning: what the first one still says or brings is not taken any more.
A file over which one maker after the other is lost fails, so that those behind it get their turn.
The content comes in one UPDATE, so that a file is there as a whole or not at all.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from plans.making import MAKERS
from plans.models import File, State
from schools import walls
from schools.models import School
from schoolsafety.pdf import LibraryMissing, RenderingFailed
from schoolsafety.prepared import prepared

SILENT = timedelta(seconds=15)  # whoever makes a file and says nothing for so long is gone
BUSY = (State.COLLECTING, State.LAYING_OUT, State.WRITING)
LAYING_OUT_STEP = 5  # of WeasyPrint: before it reads the page, afterwards it writes the file
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class TakenOver(Exception):
    """Somebody else goes on with this file: it took us too long to say that we are still at it."""


def make_next(school: School, *, clock: Clock = timezone.now) -> File | None:
    """Make the file of this school that waits longest, and return it; None when nothing waits.

    What goes wrong is for the page to tell: the file then is FAILED. When this process is told to
    stop, the file waits again for another one.
    """
    with walls.in_school(school.pk):
        file = _claim(school, clock())
    if file is None:
        return None
    work = _Work(file, clock)
    try:
        work.store(MAKERS[file.kind, file.format](file.source, work.tell))
    except TakenOver:
        logger.warning("Another process went on with a file: this one was silent for too long.")
    except Exception as fault:
        work.leave(State.FAILED)
        if not isinstance(fault, LibraryMissing | RenderingFailed):  # which are told in the log already
            logger.exception("A file was not made.")
    except BaseException:
        work.leave(State.WAITING)
        raise
    return file


def _claim(school: School, at: datetime) -> File | None:
    """Take the file that waits longest, or whose maker is gone. Who comes first is for the database."""
    for pk, lost in _wanting(school.pk, at - SILENT):
        waiting = File.unscoped.filter(pk=pk, state=State.WAITING)
        left = File.unscoped.filter(pk=pk, state__in=BUSY, beat_at__lt=at - SILENT, lost=lost)
        taken = {"state": State.COLLECTING, "page": 0, "beat_at": at}
        if waiting.update(**taken):
            return _to_make(pk)
        if lost + 1 < File.TRIES:
            if left.update(**taken, lost=lost + 1):
                return _to_make(pk)
        elif left.update(state=State.FAILED, lost=lost + 1):
            logger.error("A file was given up: its maker was lost %s times.", File.TRIES)
    return None


@prepared
def _wanting(school_id: UUID, silent_since: datetime):
    """The files that wait, and those whose maker was last heard of before this: asked every second."""
    wanting = Q(state=State.WAITING) | Q(state__in=BUSY, beat_at__lt=silent_since)
    found = File.unscoped.filter(wanting, school=school_id)
    return found.order_by("asked_at", "pk").values_list("pk", "lost")[:10]


def _to_make(pk: UUID) -> File:
    return File.unscoped.defer("content").get(pk=pk)


class _Work:
    """The file that this process makes, for as long as nobody else took it over."""

    def __init__(self, file: File, clock: Clock):
        self.file, self.clock = file, clock

    def tell(self, step: int, page: int) -> None:
        """Write down how far it is. Raises TakenOver, which ends the making."""
        state = State.LAYING_OUT if step == LAYING_OUT_STEP else State.WRITING
        state = state if step >= LAYING_OUT_STEP else State.COLLECTING
        self._write(state=state, page=page or self.file.page, beat_at=self.clock())

    def store(self, content: bytes) -> None:
        """Keep the file. Of a draft the source has done its work; that of a version stays with it."""
        now = self.clock()
        source = self.file.source if self.file.version_id else ""
        made = {"content": content, "sha256": sha256(content).hexdigest(), "source": source}
        self._write(state=State.DONE, made_at=now, beat_at=now, **made)

    def leave(self, state: State) -> None:
        """Give it back, unless somebody else has it by now."""
        with suppress(TakenOver):
            self._write(state=state, beat_at=self.clock())

    def _write(self, **fields) -> None:
        with walls.in_school(self.file.school_id):
            ours = File.unscoped.filter(pk=self.file.pk, state__in=BUSY, beat_at=self.file.beat_at)
            if not ours.update(**fields):
                raise TakenOver
        for name, value in fields.items():
            setattr(self.file, name, value)
