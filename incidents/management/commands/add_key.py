from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.key_file import KeyFileFault
from incidents.services.keys import add_file_key


class Command(BaseCommand):
    help = "Add a key to the key file, and make the file if there is none. Then run rotate_keys."

    def handle(self, *args, **options):
        try:
            number = add_file_key(at=timezone.now())
        except KeyFileFault as fault:
            raise CommandError(fault) from None
        self.stdout.write(f"Key {number} is now the active one.")
