from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_index_originals_worth_checking"),
        ("sources", "0003_restrict_sources_and_articles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claimrevision",
            name="revision_action_known",
        ),
        migrations.RemoveConstraint(
            model_name="extractionrun",
            name="run_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="revisionproposal",
            name="proposal_state_known",
        ),
        migrations.AddField(
            model_name="revisionproposal",
            name="claim_version",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="The one that the run compared with; empty without a claim.",
                null=True,
                verbose_name="version of the claim",
            ),
        ),
        migrations.AlterField(
            model_name="claimrevision",
            name="action",
            field=models.CharField(
                choices=[
                    ("extract", "extracted"),
                    ("mark", "marked"),
                    ("correct", "corrected"),
                    ("split", "split"),
                    ("merge", "merged"),
                    ("reject", "rejected"),
                    ("restore", "restored"),
                    ("event", "event set"),
                ],
                max_length=10,
                verbose_name="action",
            ),
        ),
        migrations.AlterField(
            model_name="claimrevision",
            name="content",
            field=models.JSONField(
                help_text="The claim as a whole, in the form of the extraction record, and its event.", verbose_name="content"
            ),
        ),
        migrations.AlterField(
            model_name="extractionrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "waiting to be read"),
                    ("done", "read"),
                    ("unreadable", "no automatic claims: the engine does not read this language"),
                    ("failed", "could not be read"),
                    ("superseded", "left to another version of the engine"),
                ],
                default="queued",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="revisionproposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("accepted", "accepted"),
                    ("declined", "declined"),
                    ("superseded", "superseded by a later reading"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("action__in", ["extract", "mark", "correct", "split", "merge", "reject", "restore", "event"])
                ),
                name="revision_action_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "done", "unreadable", "failed", "superseded"])),
                name="run_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined", "superseded"])), name="proposal_state_known"
            ),
        ),
    ]
