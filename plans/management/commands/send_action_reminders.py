from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.services.reminders import send_reminders
from schools.management.commands.create_school import default_site
from schools.models import School


class Command(BaseCommand):
    help = (
        "Mail people whose action is due in 30, 7 or 1 days or became late, and on the first school day of "
        "the week an overview. Nothing leaves in school holidays. Run it daily. Safe to run twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--site", help="where the site is reached; by default the first of ALLOWED_HOSTS"
        )

    def handle(self, *args, site, **options):
        done, site, now = Counter(), site or default_site(), timezone.now()
        for school in School.objects.order_by("pk"):
            done += send_reminders(school, site=site, at=now)
        self.stdout.write(
            f"Sent {done['reminded']} reminder(s) and {done['digests']} overview(s); "
            f"{done['failed']} could not leave, {done['holiday']} school(s) have holidays."
        )
        if done["failed"]:
            raise CommandError("Not everybody was reminded. Run it again once that is solved.")
