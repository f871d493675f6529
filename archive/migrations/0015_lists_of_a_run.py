from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0014_bands_once")]

    operations = [
        migrations.AddField(
            model_name="sourcerun",
            name="lists",
            field=models.JSONField(default=list),
        ),
    ]
