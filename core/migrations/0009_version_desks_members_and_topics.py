from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_mail_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
