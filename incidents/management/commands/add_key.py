from django.core.management.base import BaseCommand

from incidents import key_file


class Command(BaseCommand):
    help = "Add a key to the key file, and make the file if there is none. Then run rotate_keys."

    def handle(self, *args, **options):
        number = key_file.add_key()
        self.stdout.write(f"Key {number} is now the active one.")
