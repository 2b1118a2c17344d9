"""A chunk counts how often it was begun, so that a row that kills is not tried for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payouts", "0027_states_move_in_place")]
    operations = [
        migrations.AddField(
            model_name="payrunchunk",
            name="starts",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
