"""The overview counts what waits without reading the cases."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_protect_record"),
        ("verification", "0006_declare_ties_and_let_assignments_lapse"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["decided", "in_adjudication", "in_review", "open", "proposed"])),
                fields=["desk", "state", "queue", "due_at"],
                name="case_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("pool_reason", ""), _negated=True), fields=["desk"], name="case_pool"),
        ),
        migrations.AddIndex(
            model_name="casetransition",
            index=models.Index(fields=["action", "at"], name="transition_over_time"),
        ),
    ]
