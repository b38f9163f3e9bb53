import os
import signal
import sys
import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import Error, connection
from django.utils import timezone

from plans.services.file_queue import make_next
from plans.services.files import QUIET, ask_ahead, drop_old_drafts
from schools import walls
from schools.models import School

REST = 1  # seconds, when nothing waits
LOOK_AHEAD = 10  # seconds between two times that we look whether a plan changed
GENTLE = 10  # pages go before files


class Command(BaseCommand):
    help = (
        "Make the files that people ask for, and the plan of each open round before anybody asks. Runs "
        "beside the server until it is stopped. Stop it at any moment: what it was making waits."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="make what waits, and stop")
        parser.add_argument("--parent", type=int, help="stop when this process, which started it, is gone")

    def handle(self, *args, once, parent, **options):
        self.seen, self.looked_at = {}, 0.0
        if once:
            self.look_ahead(quiet=timedelta(0))
            while self.make():
                pass
            return
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: sys.exit(0))
        os.nice(GENTLE)
        while parent in (None, os.getppid()):
            if not self.work():
                time.sleep(REST)

    def work(self) -> int:
        """Make a file for each school that wants one. A database that is away comes back."""
        try:
            if time.monotonic() - self.looked_at > LOOK_AHEAD:
                self.look_ahead()
                self.looked_at = time.monotonic()
            return self.make()
        except Error as fault:
            self.stderr.write(f"The database does not answer: {type(fault).__name__}.")
            connection.close()
            return 0

    def make(self) -> int:
        """Make one file for each school, so that none waits for all those of another."""
        made = [file for school in self.schools() if (file := make_next(school))]
        for file in made:
            self.stdout.write(f"{file.format}, {file.get_kind_display()}: {file.state}")
            with walls.in_school(file.school_id):
                drop_old_drafts(file.school, at=timezone.now())
        return len(made)

    def look_ahead(self, quiet: timedelta = QUIET) -> None:
        for school in self.schools():
            with walls.in_school(school.pk):
                ask_ahead(school, self.seen, at=timezone.now(), quiet=quiet)

    def schools(self) -> list[School]:
        return list(School.objects.order_by("pk"))
