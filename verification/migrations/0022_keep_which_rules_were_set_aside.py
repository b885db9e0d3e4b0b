"""Assignments keep which rules a lead set aside, so that others are asked again when the case is accepted."""

from typing import Any

from django.db import migrations, models

BEGINNING = "Given to somebody who "
#: The rules that can be set aside, as overrides name them, in their order.
RULES = {
    "submitted": "submitted the article",
    "supplied": "supplied evidence before being assigned",
    "tied": "declared a tie to a source concerned",
    "reviewed": "reviewed this case, so cannot adjudicate it",
    "adjudicated": "adjudicated this case and has seen its reviews",
    "language": "does not read the article's language",
    "topic": "does not work on the case's topics",
    "left": "had this case in this round and left it",
    "absent": "is absent",
    "loaded": "has a full load",
}


def rules_in(words: str) -> list[str]:
    """The rules that an override names; none where it does not begin with rules."""
    found, rest = [], words.removeprefix(BEGINNING)
    for rule, label in RULES.items():
        if rest.startswith((f"{label}, ", f"{label}: ")):
            found.append(rule)
            if rest.startswith(f"{label}: "):
                return found
            rest = rest.removeprefix(f"{label}, ")
    return []


def read_rules(apps: Any, _schema_editor: Any) -> None:
    """Read from the words of the overrides that are there which rules they set aside."""
    assignments = apps.get_model("verification", "Assignment").objects
    for pk, words in assignments.filter(override_reason__startswith=BEGINNING).values_list("pk", "override_reason"):
        assignments.filter(pk=pk).update(set_aside=rules_in(words))


class Migration(migrations.Migration):
    dependencies = [("verification", "0021_count_origins")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="set_aside",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="rules set aside"),
        ),
        migrations.RunPython(read_rules, migrations.RunPython.noop),
    ]
