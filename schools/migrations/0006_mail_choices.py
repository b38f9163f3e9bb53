"""Each member chooses which mails about actions they get. Until they choose, they get them all."""

from django.db import migrations, models

from schools.wall_sql import without_triggers


class Migration(migrations.Migration):
    dependencies = [("schools", "0005_audit_of_target")]

    operations = without_triggers(
        migrations.AddField(
            model_name="membership",
            name="wants_reminders",
            field=models.BooleanField(default=True, verbose_name="wil herinneringen"),
        ),
        migrations.AddField(
            model_name="membership",
            name="wants_digest",
            field=models.BooleanField(default=True, verbose_name="wil het weekoverzicht"),
        ),
        migrations.AddField(
            model_name="membership",
            name="reminders_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="opnieuw herinneringen sinds"),
        ),
    )
