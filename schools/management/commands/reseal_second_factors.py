from django.core.management.base import BaseCommand

from schools.second_factor import reseal_second_factors


class Command(BaseCommand):
    help = (
        "Seal the secrets of the second factors with the present SECRET_KEY, so that the old one can "
        "leave SECRET_KEY_FALLBACKS. Safe to run twice."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Sealed {reseal_second_factors()} secret(s) with the present key.")
