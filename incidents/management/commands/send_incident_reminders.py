from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.key_file import KeyFileFault
from incidents.services.reminders import send_reminders
from schools.management.commands.create_school import default_site
from schools.models import School


class Command(BaseCommand):
    help = (
        "Mail the contact persons whose incident has something planned for today: aftercare, or looking "
        "again whether an image is still online. Run it daily. Safe to run twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--site", help="where the site is reached; by default the first of ALLOWED_HOSTS"
        )

    def handle(self, *args, site, **options):
        done, site, now = Counter(), site or default_site(), timezone.now()
        try:
            for school in School.objects.order_by("pk"):
                done += send_reminders(school, site=site, at=now)
        except KeyFileFault as fault:
            raise CommandError(fault) from None
        self.stdout.write(
            f"Reminded of {done['sent']} incident(s); {done['nobody']} that nobody follows up any more, "
            f"{done['failed']} whose mail could not leave, {done['broken']} that cannot be opened."
        )
        if done["failed"] or done["broken"]:
            raise CommandError("Not everybody was reminded. Run it again once that is solved.")
