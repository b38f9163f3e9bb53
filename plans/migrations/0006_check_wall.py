"""Let whoever has a plan that was adopted read that one version, and its files, to check what they have.

They say which version by its id, which is random and stands on the plan. One that was never adopted
stays behind the wall. So does all else: a version is read without its school, and is not written.
"""

from django.db import migrations

from schools.wall_sql import VERSION, let_be_read

ADOPTED = f"(id = {VERSION} AND adopted_at IS NOT NULL)"
OF_ADOPTED = (
    f"(version_id = {VERSION} AND EXISTS "
    "(SELECT FROM plans_version WHERE plans_version.id = version_id AND adopted_at IS NOT NULL))"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_reminders")]

    operations = [let_be_read("plans_version", ADOPTED), let_be_read("plans_file", OF_ADOPTED)]
