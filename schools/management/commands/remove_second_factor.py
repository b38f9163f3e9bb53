from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schools.models import User
from schools.second_factor import remove_second_factor


class Command(BaseCommand):
    help = "Remove the second factors of somebody who lost them. Make sure first that it is really them."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"There is no account with {email}.")
        count = remove_second_factor(user, at=timezone.now())
        self.stdout.write(f"Removed {count} second factor(s) of {user.email}.")
