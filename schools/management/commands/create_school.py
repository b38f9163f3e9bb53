from argparse import ArgumentTypeError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from schools import services
from schools.models import Country


class Command(BaseCommand):
    help = (
        "Make a school and invite its first administrator, who invites the others. "
        "Run it again to get a new link, as long as nobody has joined."
    )

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("place")
        parser.add_argument("--country", choices=Country.values, default=Country.FLANDERS)
        parser.add_argument("--admin-email", required=True, type=address)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument(
            "--site", help="where the site is reached; by default the first of ALLOWED_HOSTS"
        )

    def handle(self, *args, name, place, country, admin_email, admin_name, site, **options):
        try:
            link = services.create_school(
                name=name,
                place=place,
                country=country,
                admin_email=admin_email,
                admin_name=admin_name,
                site=site or default_site(),
                at=timezone.now(),
            )
        except services.OneSchoolOnly:
            raise CommandError("SQLite serves one school. Use PostgreSQL for several.") from None
        except services.SchoolHasAdmin:
            raise CommandError("This school has members; its administrator invites the others.") from None
        self.stdout.write(f"Invited {admin_email}. The link works once, for 72 hours:\n{link}")


def address(text: str) -> str:
    """Return the e-mail address, or let argparse refuse it."""
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"{text} is not an e-mail address") from None
    return text


def default_site() -> str:
    """Return the address made from the first host that is allowed. Raises CommandError for a pattern."""
    host = settings.ALLOWED_HOSTS[0]
    if host.startswith((".", "*")):
        raise CommandError("ALLOWED_HOSTS starts with a pattern: say --site https://…")
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
