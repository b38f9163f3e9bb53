from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from themes.fixture_files import BrokenFixture, read_folder
from themes.loading import load


class Command(BaseCommand):
    help = "Load the criteria and protocols from a fixture folder. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args, folder, **options):
        try:
            counts = load(read_folder(folder), at=timezone.now())
        except BrokenFixture as error:
            raise CommandError(f"Er is niets geladen of veranderd. {error}") from None
        numbers = ", ".join(
            f"{name} {counts[name]}" for name in ("created", "changed", "retired", "deleted")
        )
        self.stdout.write(f"Criteria loaded: {numbers}.")
