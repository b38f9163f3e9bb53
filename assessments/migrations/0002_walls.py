"""Put the rounds and all in them behind the wall between schools."""

from django.db import migrations

from schools.wall_sql import Wall, raise_walls

MEMBER, ROUND, ANSWER = "schools_membership", "assessments_round", "assessments_answer"
WALLS = [
    Wall(ROUND, parents={"opened_by_id": MEMBER, "closed_by_id": MEMBER}, has_children=True),
    Wall("assessments_roundtheme", parents={"round_id": ROUND}),
    Wall(ANSWER, parents={"round_id": ROUND, "changed_by_id": MEMBER}, has_children=True),
    Wall("assessments_answerrevision", parents={"answer_id": ANSWER, "by_id": MEMBER}),
    Wall("assessments_vote", parents={"round_id": ROUND, "member_id": MEMBER}),
    Wall("assessments_reveal", parents={"round_id": ROUND, "revealed_by_id": MEMBER}),
    Wall("assessments_evidence", parents={"added_by_id": MEMBER, "removed_by_id": MEMBER}),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("schools", "0004_walls")]

    operations = [raise_walls(WALLS)]
