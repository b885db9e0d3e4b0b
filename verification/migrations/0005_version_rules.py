"""Rules keep what they were: a removed rule keeps its row, each change a version that the database protects."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

PROTECT = """
CREATE TRIGGER verification_ruleversion_no_change BEFORE UPDATE OR DELETE ON verification_ruleversion
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
CREATE TRIGGER verification_ruleversion_no_truncate BEFORE TRUNCATE ON verification_ruleversion
    FOR EACH STATEMENT EXECUTE FUNCTION claimdesk_refuse_change();
"""
UNPROTECT = """
DROP TRIGGER verification_ruleversion_no_change ON verification_ruleversion;
DROP TRIGGER verification_ruleversion_no_truncate ON verification_ruleversion;
"""


def keep_present_versions(apps: Any, _schema_editor: Any) -> None:
    """The rules that there are begin their history as they stand; what they were before is in the record."""
    versions = apps.get_model("verification", "RuleVersion").objects
    fields = ("name", "is_active", "conditions", "effects", "position")
    for rule in apps.get_model("verification", "RoutingRule").objects.all():
        content = {field: getattr(rule, field) for field in fields}
        versions.create(rule=rule, number=rule.version, action="create", content=content)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_protect_record"),
        ("verification", "0004_publication_override_reason"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "action",
                    models.CharField(
                        choices=[("create", "added"), ("edit", "edited"), ("move", "moved"), ("remove", "removed")],
                        max_length=8,
                        verbose_name="action",
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at")),
            ],
            options={
                "verbose_name": "version of a rule",
                "verbose_name_plural": "versions of rules",
                "ordering": ["rule", "-number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="routingrule",
            name="rule_once_per_desk",
        ),
        migrations.AddField(
            model_name="routingrule",
            name="removed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed"),
        ),
        migrations.AlterField(
            model_name="routingrule",
            name="position",
            field=models.PositiveIntegerField(
                help_text="Lower is asked first. Empty: the rule was removed.", null=True, verbose_name="position"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                models.F("desk"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("removed_at", None)),
                name="rule_name_once_while_it_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("position__isnull", False), ("removed_at", None)),
                    models.Q(("position", None), ("removed_at__isnull", False)),
                    _connector="OR",
                ),
                name="rule_has_a_place_while_it_stands",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="actor",
            field=models.ForeignKey(
                help_text="Empty: the system.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="verification.routingrule",
                verbose_name="rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(fields=("rule", "number"), name="rule_version_once"),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["create", "edit", "move", "remove"])), name="rule_version_action_known"
            ),
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunPython(keep_present_versions, migrations.RunPython.noop),
    ]
