"""Proposals name the version that they were made of, and figures of one thing and of several are of one class."""

from typing import Any

from django.db import migrations

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

#: The class that figures of several had, or of one, where that was not the same.
CLASSES = {
    "buse": "bus",
    "minibuse": "minibus",
    "viruse": "virus",
    "campuse": "campus",
    "ga": "gas",
    "gase": "gas",
    "len": "lens",
    "lense": "lens",
    "crise": "crisis",
    "analyse": "analysis",
    "torpedoe": "torpedo",
    "tornadoe": "tornado",
    "heroe": "hero",
    "cach": "cache",
    "headach": "headache",
    "avalanch": "avalanche",
    "ax": "axe",
    "movy": "movie",
    "calory": "calorie",
    "feet": "foot",
    "teeth": "tooth",
    "knive": "knife",
    "housewive": "housewife",
    "taxis": "taxi",
    "israelis": "israeli",
    "iraqis": "iraqi",
    "pakistanis": "pakistani",
    "saudis": "saudi",
    "yazidis": "yazidi",
    "houthis": "houthi",
    "bangladeshis": "bangladeshi",
    "schoolchildren": "schoolchild",
    "grandchildren": "grandchild",
    "gunmen": "gunman",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "fishermen": "fisherman",
    "businessmen": "businessman",
    "crewmen": "crewman",
    "militiamen": "militiaman",
    "guardsmen": "guardsman",
    "servicewomen": "servicewoman",
}


def join_classes(apps: Any, _schema_editor: Any) -> None:
    """Give the figures that are there the class that new ones get."""
    figures = apps.get_model("claims", "Figure").objects
    for was, now in CLASSES.items():
        figures.filter(counted_class=was).update(counted_class=now)


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_supersede_runs_and_proposals")]

    operations = [
        migrations.RunSQL(VERSIONS, migrations.RunSQL.noop),
        migrations.RunPython(join_classes, migrations.RunPython.noop),
    ]
