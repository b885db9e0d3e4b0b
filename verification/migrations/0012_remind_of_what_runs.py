"""Those who are at work, or asked to be, when reminders come are reminded too."""

from django.db import migrations

REMIND = """
UPDATE verification_assignment SET remind_at = coalesce(accepted_at, offered_at) + (lapses_at - coalesce(accepted_at, offered_at)) * 0.75
    WHERE state IN ('offered', 'accepted') AND lapses_at > now();
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0011_remind_of_assignments")]

    operations = [migrations.RunSQL(REMIND, migrations.RunSQL.noop)]
