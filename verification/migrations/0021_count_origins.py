"""Evidence goes back to origins, each of which counts once; who does not see the evidence does not see its origin."""

import django.db.models.deletion
from django.db import migrations, models

#: What is kept from a reader, by id. ``core/concealing.py`` says why the database has these.
UNSEEN_GROUPS = """
CREATE FUNCTION claimdesk_unseen_groups(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        WITH unseen AS MATERIALIZED (SELECT claimdesk_unseen_finds(reader) AS id)
        SELECT g.id FROM verification_independencegroup g
            WHERE NOT EXISTS (
                SELECT 1 FROM verification_caseevidence f
                WHERE f.independence_group_id = g.id AND f.id NOT IN (SELECT id FROM unseen)
            );
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0020_version_queues")]

    operations = [
        migrations.AddField(
            model_name="independencegroup",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="independencegroup",
            name="origin",
            field=models.CharField(help_text="Who, or what, it goes back to in the end.", max_length=300, verbose_name="origin"),
        ),
        migrations.AlterField(
            model_name="independencegroup",
            name="basis",
            field=models.TextField(blank=True, help_text="What shows that it does.", verbose_name="basis"),
        ),
        migrations.AddField(
            model_name="caseevidence",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="caseevidence",
            name="independence_group",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: its origin is not known, and it never counts as independent.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="verification.independencegroup",
                verbose_name="independence group",
            ),
        ),
        migrations.AddField(
            model_name="evidencestance",
            name="is_admission",
            field=models.BooleanField(
                default=False,
                help_text="What an interested party says here goes against its own interest, and so it counts.",
                verbose_name="admission",
            ),
        ),
        migrations.RunSQL(UNSEEN_GROUPS, "DROP FUNCTION claimdesk_unseen_groups(bigint);"),
    ]
