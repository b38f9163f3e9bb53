"""The policy plan gets versions, files and the school's own texts; actions get partners and a history."""

import django.db.models.deletion
import django.db.models.manager
import uuid
from django.db import migrations, models

from schools.wall_sql import without_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_walls'),
        ('plans', '0002_walls'),
        ('schools', '0005_audit_of_target'),
        ('themes', '0002_grave_steps'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='wanneer')),
                ('status', models.CharField(choices=[('planned', 'gepland'), ('busy', 'bezig'), ('done', 'klaar'), ('dropped', 'geschrapt')], max_length=10, verbose_name='stand')),
                ('due_on', models.DateField(verbose_name='tegen wanneer')),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ActionPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ChosenRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Composition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vision', models.TextField(blank=True, verbose_name='visie en waarden')),
                ('intros', models.JSONField(default=dict)),
                ('hidden', models.JSONField(default=list)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='volgende herziening')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('plan', 'beleidsplan'), ('chapter', 'hoofdstuk voor een ICT-beleidsplan'), ('cards', 'kaarten'), ('first_steps', 'eerste 30 minuten')], default='plan', max_length=20)),
                ('audience', models.CharField(choices=[('full', 'volledig'), ('council', 'schoolraad en ouders'), ('pupils', 'leerlingen')], default='full', max_length=10)),
                ('format', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', max_length=4)),
                ('name', models.CharField(max_length=150)),
                ('source', models.TextField()),
                ('key', models.CharField(max_length=64)),
                ('stamp', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'wacht op haar beurt'), ('collecting', 'verzamelen'), ('laying_out', 'bladzijden opmaken'), ('writing', 'wegschrijven'), ('done', 'klaar'), ('failed', 'mislukt')], default='waiting', max_length=10)),
                ('page', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('beat_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('content', models.BinaryField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('png', models.BinaryField()),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('changed_at', models.DateTimeField()),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('task', models.CharField(choices=[('contact', 'Aanspreekpunt'), ('principal', 'Directie'), ('care', 'Zorg en leerlingbegeleiding'), ('trust', 'Vertrouwenspersoon'), ('ict', 'ICT'), ('privacy', 'Privacy en gegevens (DPO)'), ('external_care', 'CLB of schoolmaatschappelijk werk'), ('police', 'Politie of wijkagent'), ('other', 'Iets anders')], max_length=20, verbose_name='taak')),
                ('name', models.CharField(max_length=100, verbose_name='wie')),
                ('grade', models.CharField(blank=True, max_length=60, verbose_name='voor welke graad of klas')),
                ('reach', models.CharField(blank=True, max_length=200, verbose_name='hoe bereik je die')),
                ('does', models.CharField(blank=True, max_length=300, verbose_name='doet wat')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='versie')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='schooljaar')),
                ('status', models.CharField(choices=[('proposed', 'voorgesteld'), ('adopted', 'vastgesteld'), ('withdrawn', 'ingetrokken')], default='proposed', max_length=10, verbose_name='stand')),
                ('data', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('proposed_at', models.DateTimeField(verbose_name='voorgesteld')),
                ('adopted_on', models.DateField(null=True, verbose_name='vastgesteld op')),
                ('adopted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='ingetrokken')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='waarom ingetrokken')),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='actionchange',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='plans.action'),
        ),
        migrations.AddField(
            model_name='actionchange',
            name='by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='actionchange',
            name='owner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='actionchange',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='actionpartner',
            name='action',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='plans.action'),
        ),
        migrations.AddField(
            model_name='actionpartner',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='actionpartner',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='chosenremark',
            name='question',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.question'),
        ),
        migrations.AddField(
            model_name='chosenremark',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.round'),
        ),
        migrations.AddField(
            model_name='chosenremark',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='composition',
            name='changed_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='composition',
            name='school',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='file',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='logo',
            name='school',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='version',
            name='adopted_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='version',
            name='proposed_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='version',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='version',
            name='withdrawn_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='file',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='plans.version'),
        ),
        migrations.AddConstraint(
            model_name='actionpartner',
            constraint=models.UniqueConstraint(fields=('action', 'member'), name='one_partner'),
        ),
        migrations.AddConstraint(
            model_name='chosenremark',
            constraint=models.UniqueConstraint(fields=('round', 'question'), name='one_chosen_remark'),
        ),
        migrations.AddIndex(
            model_name='responsibility',
            index=models.Index(fields=['school', 'task', 'grade'], name='responsibility_of_school'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.CheckConstraint(condition=models.Q(('task__in', ['contact', 'principal', 'care', 'trust', 'ict', 'privacy', 'external_care', 'police', 'other'])), name='responsibility_task'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='version_number'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('school',), name='one_proposed_version'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_at', None), ('status', 'proposed'), ('withdrawn_at', None)), models.Q(('adopted_at__isnull', False), ('status', 'adopted'), ('withdrawn_at', None)), models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False)), _connector='OR'), name='version_status'),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(fields=['school', 'state'], name='file_to_make'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.UniqueConstraint(fields=('school', 'key'), name='one_file'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('made_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('content', None), ('sha256', '')), _connector='OR'), name='file_is_whole'),
        ),
        *without_triggers(
            migrations.AddField(
                model_name='action',
                name='effort',
                field=models.CharField(blank=True, choices=[('small', 'klein: enkele uren'), ('medium', 'middel: enkele dagen'), ('large', 'groot: enkele weken of meer')], max_length=10, verbose_name='hoeveel werk'),
            ),
            migrations.AddField(
                model_name='action',
                name='evaluated_on',
                field=models.DateField(blank=True, null=True, verbose_name='bekeken op'),
            ),
            migrations.AddField(
                model_name='action',
                name='helped',
                field=models.CharField(blank=True, choices=[('yes', 'ja'), ('partly', 'deels'), ('no', 'nee'), ('unknown', 'nog niet te zeggen')], max_length=10, verbose_name='hielp het'),
            ),
            migrations.AddField(
                model_name='action',
                name='learned',
                field=models.CharField(blank=True, max_length=500, verbose_name='wat leerden jullie'),
            ),
            migrations.AddField(
                model_name='action',
                name='source',
                field=models.CharField(choices=[('card', 'een kaart'), ('lesson', 'een les uit een melding'), ('pupils', 'leerlingen'), ('parents', 'ouders'), ('team', 'het schoolteam'), ('inspection', 'de doorlichting of inspectie')], default='card', max_length=10, verbose_name='waar komt het vandaan'),
            ),
            migrations.AddField(
                model_name='action',
                name='success_sign',
                field=models.CharField(blank=True, max_length=300, verbose_name='waaraan zien jullie dat het lukt'),
            ),
            migrations.AddConstraint(
                model_name='action',
                constraint=models.CheckConstraint(condition=models.Q(('effort__in', ['', 'small', 'medium', 'large'])), name='action_effort'),
            ),
            migrations.AddConstraint(
                model_name='action',
                constraint=models.CheckConstraint(condition=models.Q(('source__in', ['card', 'lesson', 'pupils', 'parents', 'team', 'inspection'])), name='action_source'),
            ),
            migrations.AddConstraint(
                model_name='action',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('evaluated_on', None), ('helped', '')), models.Q(('evaluated_on__isnull', False), ('helped__in', ['yes', 'partly', 'no', 'unknown']), ('status', 'done')), _connector='OR'), name='action_helped'),
            ),
        ),
    ]
