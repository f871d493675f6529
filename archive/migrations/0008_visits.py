from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_rules")]

    operations = [
        migrations.AddField(
            model_name="sourcerun",
            name="visited",
            field=models.JSONField(default=list),
        ),
    ]
