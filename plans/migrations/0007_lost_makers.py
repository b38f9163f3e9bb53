"""Count the makers that were lost over a file, so that one that ends each of them is not tried for ever.

The walls and the trigger on ready files name their columns; they stand as they stood.
"""

from django.db import migrations, models

from schools.wall_sql import without_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0006_check_wall'),
    ]

    operations = without_triggers(
        migrations.AddField(
            model_name='file',
            name='lost',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    )
