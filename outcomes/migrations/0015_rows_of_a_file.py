from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0014_samples_and_holds")]

    operations = [
        migrations.RemoveConstraint(model_name="measurementfile", name="file_done_of_total"),
        migrations.RenameField(model_name="measurementfile", old_name="total", new_name="rows"),
        migrations.AddConstraint(
            model_name="measurementfile",
            constraint=models.CheckConstraint(
                condition=models.Q(done__lte=models.F("rows")), name="file_done_of_rows"
            ),
        ),
    ]
