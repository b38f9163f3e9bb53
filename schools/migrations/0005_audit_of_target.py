"""The log of one row, such as an incident, is looked up by what it was about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schools", "0004_walls")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["school", "target"], name="audit_of_target"),
        ),
    ]
