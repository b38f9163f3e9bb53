from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from incidents.envelope import CannotOpen
from incidents.key_file import KeyFileFault
from incidents.remnants import sweep
from incidents.services.keys import drop_file_keys, renew_school_key, rewrap_school_keys
from schools.models import School


class Command(BaseCommand):
    help = (
        "Wrap the keys of the schools with the active key of the key file: run it after add_key. Stop it "
        "at any moment and run it again: it goes on, and everything stays readable meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("--school-keys", action="store_true", help="give each school a new key as well")
        parser.add_argument(
            "--drop-old",
            action="store_true",
            help="destroy the keys in the key file that are no longer needed: backups that were made with "
            "one of them can never be read again",
        )

    def handle(self, *args, school_keys, drop_old, **options):
        try:
            rotated = [self.rotate(s, school_keys=school_keys) for s in School.objects.order_by("pk")]
            if drop_old:
                dropped = sorted(drop_file_keys(at=timezone.now()))
                self.stdout.write(f"Key file: destroyed {', '.join(map(str, dropped)) or 'nothing'}.")
        except KeyFileFault as fault:
            raise CommandError(fault) from None
        transaction.on_commit(self.sweep)
        if not all(rotated):
            raise CommandError(f"{rotated.count(False)} school(s) keep the old keys as well.")

    def rotate(self, school: School, *, school_keys: bool) -> bool:
        """Print the line of one school; return whether nothing was in the way."""
        now, words = timezone.now(), []
        try:
            words.append(f"{rewrap_school_keys(school, at=now)} school key(s) wrapped anew")
            if school_keys:
                done = renew_school_key(school, at=now)
                words.append(f"{done.case_keys} case key(s) and {done.rows} row(s) sealed with a new key")
                words.append(f"{done.old_keys} old key(s) deleted")
        except CannotOpen:
            words.append("stopped at something that cannot be opened: it was changed in the database")
        self.stdout.write(f"{school}: {', '.join(words)}.")
        return len(words) == (3 if school_keys else 1) and "stopped" not in words[-1]

    def sweep(self) -> None:
        if not sweep():
            self.stdout.write("Somebody was reading: run it again to clear away what was deleted.")
