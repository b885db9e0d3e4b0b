"""Proposals name the version that they were made of, and figures of one thing and of several are of one class."""

from typing import Any

from django.db import migrations

from claims.figures import counted_class

#: A run stores what it proposes at its end: the version is the last one that was there by then.
VERSIONS = """
UPDATE claims_revisionproposal proposal
SET claim_version = (
    SELECT coalesce(max(revision.number), 1) FROM claims_claimrevision revision
    WHERE revision.claim_id = proposal.claim_id AND revision.at <= coalesce(run.finished_at, now())
)
FROM claims_extractionrun run
WHERE run.id = proposal.run_id AND proposal.claim_id IS NOT NULL;
"""


def join_classes(apps: Any, _schema_editor: Any) -> None:
    """Give the figures that are there the class that new ones get, by what they count."""
    figures = apps.get_model("claims", "Figure").objects
    for of, was in figures.values_list("of", "counted_class").distinct():
        if (now := counted_class(of)) != was:
            figures.filter(of=of, counted_class=was).update(counted_class=now)


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_supersede_runs_and_proposals")]

    operations = [
        migrations.RunSQL(VERSIONS, migrations.RunSQL.noop),
        migrations.RunPython(join_classes, migrations.RunPython.noop),
    ]
