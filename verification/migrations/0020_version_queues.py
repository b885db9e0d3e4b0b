from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0019_keep_what_is_made_of_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="queue",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
