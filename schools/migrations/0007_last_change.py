"""The head of a chain knows which act changed something last.

It was looked for in the log: behind it may stand thousands of acts of people who only looked.
"""

from django.db import migrations, models

from schools.wall_sql import without_triggers


class Migration(migrations.Migration):
    dependencies = [("schools", "0006_mail_choices")]

    operations = without_triggers(
        migrations.AddField(
            model_name="audithead",
            name="last_change",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
    )
