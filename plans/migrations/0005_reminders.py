"""Remember which reminders of an action were mailed; behind the wall between schools from the start."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

from schools.wall_sql import Wall, raise_walls

WALL = Wall("plans_reminder", parents={"action_id": "plans_action", "member_id": "schools_membership"})


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_walls_of_versions'),
        ('schools', '0005_audit_of_target'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('month', '30 dagen ervoor'), ('week', '7 dagen ervoor'), ('day', '1 dag ervoor'), ('late', '1 dag erna'), ('digest', 'weekoverzicht')], max_length=10, verbose_name='wanneer')),
                ('due_on', models.DateField(verbose_name='voor welke dag')),
                ('action', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.action')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'action', 'kind', 'due_on'), name='one_reminder'), models.UniqueConstraint(condition=models.Q(('action', None)), fields=('member', 'due_on'), name='one_digest_a_week'), models.CheckConstraint(condition=models.Q(models.Q(('action', None), ('kind', 'digest')), models.Q(models.Q(('kind', 'digest'), _negated=True), models.Q(('action', None), _negated=True), ('kind__in', ['month', 'week', 'day', 'late', 'digest'])), _connector='OR'), name='reminder_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        raise_walls([WALL]),
    ]
