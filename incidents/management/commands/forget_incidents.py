from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from incidents.key_file import KeyFileFault
from incidents.remnants import sweep
from incidents.retention import tally_until
from incidents.services.forgetting import Due, clock_fault, find_due, forget
from schools.models import School

MOST = 25  # incidents at once; more, and a person says that it is right


class Command(BaseCommand):
    help = (
        "Forget the incidents whose day has passed: names, then the story, then the count. Run it daily. "
        "Stop it at any moment and run it again: it goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be forgotten")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="with --dry-run: as if it were that day"
        )
        parser.add_argument(
            "--confirm", type=int, metavar="N", help=f"forget exactly N incidents, also when over {MOST}"
        )
        parser.add_argument(
            "--clock-is-right", action="store_true", help="after looking why the clock seemed to have moved"
        )

    def handle(self, *args, dry_run, today, confirm, clock_is_right, **options):
        if today and not dry_run:
            raise CommandError("--today goes with --dry-run only: nothing is forgotten before its day.")
        now = timezone.now()
        on = today or timezone.localdate(now)
        due = [find_due(school, on) for school in School.objects.order_by("pk")]
        if dry_run:
            self.tell(due)
            return
        if not clock_is_right:
            self.refuse_moved_clock(due, on)
        self.refuse_many(sum(d.cases for d in due), confirm)
        self.forget(due, on, now)

    def refuse_moved_clock(self, due: list[Due], on: date) -> None:
        for school in [d.school for d in due]:
            if fault := clock_fault(school, on):
                raise CommandError(f"{school}: {fault}. If the clock is right, say --clock-is-right.")

    def refuse_many(self, count: int, confirm: int | None) -> None:
        if confirm is None and count > MOST:
            raise CommandError(
                f"This would forget {count} incidents. Look at --dry-run, then say --confirm {count}."
            )
        if confirm is not None and confirm != count:
            raise CommandError(f"This would forget {count} incidents and not {confirm}.")

    def forget(self, due: list[Due], on: date, now) -> None:
        faults = 0
        for d in due:
            try:
                done = forget(d, on=on, at=now)
            except KeyFileFault as fault:
                raise CommandError(fault) from None
            self.stdout.write(
                f"{d.school}: forgot the names of {done.names} and the story of {done.stories} incident(s)"
                f", {done.tallies} count(s), {done.requests} request(s); {d.held} held."
            )
            for name in done.faults:
                self.stdout.write(f"  {name} cannot be opened: it was changed in the database.")
            faults += len(done.faults)
        transaction.on_commit(self.sweep)
        if faults:
            raise CommandError(f"{faults} incident(s) could not be forgotten.")

    def sweep(self) -> None:
        if not sweep():
            self.stdout.write("Somebody was reading: run it again to clear away what was deleted.")

    def tell(self, due: list[Due]) -> None:
        """Print what would be forgotten: numbers and days, never content."""
        for d in due:
            self.stdout.write(f"{d.school}: {d.cases} incident(s), {d.held} held.")
            lines = [f"{i.name} names, kept until {i.names_until}" for i in d.names]
            lines += [f"{i.name} story, kept until {i.story_until}" for i in d.stories]
            lines += [
                f"a count of {t.school_year}, kept until {tally_until(t.school_year, d.school.country)}"
                for t in d.tallies
            ]
            lines += [f"request {r.number}, kept until {r.until}" for r in d.requests]
            for line in lines:
                self.stdout.write(f"  {line}")
