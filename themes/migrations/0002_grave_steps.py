from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('themes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='protocolstep',
            name='is_grave',
            field=models.BooleanField(default=False, verbose_name='ernstig'),
        ),
    ]
