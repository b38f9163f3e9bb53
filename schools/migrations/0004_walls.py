"""Put members, invitations and the audit log behind the wall between schools.

A membership can be read by its own user, before it is known in which school they work; an invitation by
who has its secret. The entries of the audit log without a school form the log of the installation, and
can be reached by who says to be in no school. The heads of the chains can all be read: they hold numbers
and hashes, nothing of a person, and the daily anchor needs them all; but a school changes only its own.

Two tables have no wall. The names and places of schools are no secret, and creating a school looks for
them. A user belongs to no school: logging in looks for an address before any school is known.
"""

from django.db import migrations

from schools.wall_sql import INVITATION, SCHOOL, USER, Wall, raise_walls

NO_SCHOOL = "'00000000-0000-0000-0000-000000000000'::uuid"
OWN_LOG = f"COALESCE(school_id, {NO_SCHOOL}) = {SCHOOL}"
OWN_CHAIN = f"chain = CASE {SCHOOL} WHEN {NO_SCHOOL} THEN 'installation' ELSE {SCHOOL}::text END"
WALLS = [
    Wall("schools_membership", has_children=True, readable=f"user_id = {USER}"),
    Wall(
        "schools_invitation",
        parents={"invited_by_id": "schools_membership"},
        readable=f"token_hash = {INVITATION}",
    ),
    Wall("schools_auditentry", parents={"by_id": "schools_membership"}, own=OWN_LOG),
    Wall("schools_audithead", own=OWN_CHAIN, readable="true"),
]


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_contact_since")]

    operations = [raise_walls(WALLS)]
