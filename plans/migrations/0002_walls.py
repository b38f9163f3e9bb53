"""Put the actions behind the wall between schools."""

from django.db import migrations

from schools.wall_sql import Wall, raise_walls

MEMBER = "schools_membership"
WALLS = [Wall("plans_action", parents={"owner_id": MEMBER, "created_by_id": MEMBER})]


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("schools", "0004_walls")]

    operations = [raise_walls(WALLS)]
