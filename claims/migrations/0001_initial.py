# The first schema.

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("sources", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("cue", models.CharField(blank=True, max_length=120, verbose_name="cue")),
                (
                    "mode",
                    models.CharField(
                        choices=[("direct", "direct"), ("indirect", "indirect"), ("mixed", "mixed")],
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
            ],
            options={
                "verbose_name": "attribution",
                "verbose_name_plural": "attributions",
                "ordering": ["claim", "position"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position_in_run", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("rejected", "rejected: not a claim"),
                            ("replaced", "replaced by others: split or merged"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="start")),
                ("end", models.PositiveIntegerField(verbose_name="end")),
                ("text", models.TextField(verbose_name="text")),
                ("prefix", models.CharField(blank=True, max_length=64, verbose_name="text before")),
                ("suffix", models.CharField(blank=True, max_length=64, verbose_name="text after")),
                (
                    "statement",
                    models.TextField(help_text="One sentence that stands alone. Verdicts rate it.", verbose_name="statement"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("casualty", "casualty"),
                            ("weapons", "weapons"),
                            ("damage", "damage"),
                            ("detention", "detention"),
                            ("displacement", "displacement"),
                            ("territory", "territory"),
                            ("schedule", "schedule"),
                            ("finance", "finance"),
                            ("statistic", "statistic"),
                            ("event", "event"),
                            ("statement", "statement"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("asserts", "asserts"),
                            ("denies", "denies"),
                            ("confirms", "confirms"),
                            ("alleges", "alleges"),
                            ("estimates", "estimates"),
                            ("expects", "expects"),
                        ],
                        default="asserts",
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                ("check_worthiness", models.FloatField(verbose_name="check-worthiness")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None, verbose_name="reasons of the score"
                    ),
                ),
                (
                    "ambiguous",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None, verbose_name="not settled"
                    ),
                ),
                ("when", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="when")),
                ("when_text", models.CharField(blank=True, max_length=200, verbose_name="when, in the text's words")),
                (
                    "where",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None, verbose_name="where"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["article", "start", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClaimRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("extract", "extracted"),
                            ("mark", "marked"),
                            ("correct", "corrected"),
                            ("split", "split"),
                            ("merge", "merged"),
                            ("reject", "rejected"),
                            ("restore", "restored"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                (
                    "content",
                    models.JSONField(
                        help_text="The claim as a whole, in the form of the extraction record.", verbose_name="content"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at")),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["claim", "number"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="during")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EventParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("attacker", "attacker"),
                            ("defender", "defender"),
                            ("affected", "affected"),
                            ("authority", "authority"),
                            ("mediator", "mediator"),
                            ("observer", "observer"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["event", "role"],
            },
        ),
        migrations.CreateModel(
            name="ExtractionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.CharField(max_length=60, verbose_name="engine")),
                ("engine_version", models.CharField(max_length=40, verbose_name="engine version")),
                ("model", models.CharField(blank=True, max_length=80, verbose_name="language model")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting to be read"),
                            ("done", "read"),
                            ("unreadable", "no automatic claims: the engine does not read this language"),
                            ("failed", "could not be read"),
                        ],
                        default="queued",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "output",
                    models.JSONField(
                        blank=True,
                        help_text="As the engine printed it: extraction/1.",
                        null=True,
                        verbose_name="extraction record",
                    ),
                ),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="queued")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "next_attempt_at",
                    models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="next attempt"),
                ),
                ("failure_code", models.CharField(blank=True, max_length=60, verbose_name="failure")),
                ("failure_message", models.TextField(blank=True, verbose_name="failure in words")),
            ],
            options={
                "verbose_name": "extraction run",
                "verbose_name_plural": "extraction runs",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200, verbose_name="words")),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="start")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="end")),
                (
                    "stated",
                    django.contrib.postgres.fields.ranges.DecimalRangeField(
                        blank=True, help_text="Empty: kept as words, its base is not known.", null=True, verbose_name="as stated"
                    ),
                ),
                ("best", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="best")),
                ("approximate", models.BooleanField(default=False, verbose_name="approximate")),
                (
                    "tolerance",
                    django.contrib.postgres.fields.ranges.DecimalRangeField(blank=True, null=True, verbose_name="tolerance"),
                ),
                ("convention", models.CharField(blank=True, max_length=80, verbose_name="convention of the tolerance")),
                ("of", models.CharField(blank=True, max_length=200, verbose_name="what is counted")),
                (
                    "counted_class",
                    models.CharField(
                        blank=True,
                        help_text="The head of what is counted, normalised: drone, person.",
                        max_length=120,
                        verbose_name="counted class",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="For measures and money; empty for plain counts.",
                        max_length=40,
                        verbose_name="unit",
                    ),
                ),
                (
                    "measures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what happened to it",
                    ),
                ),
                (
                    "change",
                    models.CharField(blank=True, choices=[("up", "up"), ("down", "down")], max_length=4, verbose_name="change"),
                ),
                ("derivation", models.CharField(blank=True, max_length=300, verbose_name="derivation")),
                ("population", models.CharField(blank=True, max_length=200, verbose_name="population")),
                ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="period")),
                ("as_of", models.DateTimeField(blank=True, null=True, verbose_name="as of")),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
            },
        ),
        migrations.CreateModel(
            name="RevisionProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content",
                    models.JSONField(
                        blank=True,
                        help_text="The claim as the run has it; empty where the run no longer finds it.",
                        null=True,
                        verbose_name="content",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("declined", "declined")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "proposed revision",
                "verbose_name_plural": "proposed revisions",
                "ordering": ["run", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AttributionSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "name",
                    models.CharField(help_text="The fullest form that the article gives.", max_length=300, verbose_name="name"),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="as the text has it")),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="start")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="end")),
                ("anonymous", models.BooleanField(default=False, verbose_name="anonymous")),
                (
                    "attribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="claims.attribution",
                        verbose_name="attribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "attributed source",
                "verbose_name_plural": "attributed sources",
                "ordering": ["attribution", "position"],
            },
        ),
        migrations.AddField(
            model_name="attributionsource",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attributed",
                to="sources.source",
                verbose_name="known source",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="sources.article", verbose_name="article"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="derived_from",
            field=models.ManyToManyField(blank=True, editable=False, related_name="derived", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="claim",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="sources.snapshot", verbose_name="snapshot"
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attributions", to="claims.claim", verbose_name="claim"
            ),
        ),
        migrations.AddField(
            model_name="claimrevision",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="claimrevision",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="claims.claim", verbose_name="claim"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="created by",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="core.desk", verbose_name="desk"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="claims",
                to="claims.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventparty",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="claims.event", verbose_name="event"
            ),
        ),
        migrations.AddField(
            model_name="eventparty",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="event_roles", to="sources.source", verbose_name="party"
            ),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="sources.snapshot", verbose_name="snapshot"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="run",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: marked by a person.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.extractionrun",
                verbose_name="extraction run",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="bases",
            field=models.ManyToManyField(blank=True, related_name="dependants", to="claims.claim", verbose_name="computed from"),
        ),
        migrations.AddField(
            model_name="figure",
            name="claim",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="figure", to="claims.claim", verbose_name="claim"
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="parts",
                to="claims.claim",
                verbose_name="part of the figure of",
            ),
        ),
        migrations.AddField(
            model_name="revisionproposal",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: a claim that was not there before.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="revisionproposal",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="claims.extractionrun",
                verbose_name="extraction run",
            ),
        ),
        migrations.AddField(
            model_name="revisionproposal",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddConstraint(
            model_name="attributionsource",
            constraint=models.UniqueConstraint(fields=("attribution", "position"), name="attributed_source_once_per_position"),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.UniqueConstraint(fields=("claim", "position"), name="attribution_once_per_position"),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["direct", "indirect", "mixed"])), name="attribution_mode_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrevision",
            constraint=models.UniqueConstraint(fields=("claim", "number"), name="revision_once_per_number"),
        ),
        migrations.AddConstraint(
            model_name="claimrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["extract", "mark", "correct", "split", "merge", "reject", "restore"])),
                name="revision_action_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventparty",
            constraint=models.UniqueConstraint(fields=("event", "source", "role"), name="party_once_per_role"),
        ),
        migrations.AddConstraint(
            model_name="eventparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["attacker", "defender", "affected", "authority", "mediator", "observer"])),
                name="party_role_known",
            ),
        ),
        migrations.AddIndex(
            model_name="extractionrun",
            index=models.Index(condition=models.Q(("state", "queued")), fields=["next_attempt_at"], name="run_due"),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.UniqueConstraint(fields=("snapshot", "engine_version"), name="run_once_per_snapshot_and_engine"),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "done", "unreadable", "failed"])), name="run_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "done"), _negated=True), ("output__isnull", False), _connector="OR"),
                name="run_done_has_output",
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True), models.Q(("failure_code", ""), _negated=True), _connector="OR"
                ),
                name="run_failed_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["article", "start", "id"], name="claim_article_order"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("statement", "gin_trgm_ops"), name="claim_statement_trigram"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(fields=("run", "position_in_run"), name="claim_once_per_run_and_position"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="claim_span_not_empty"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "casualty",
                            "weapons",
                            "damage",
                            "detention",
                            "displacement",
                            "territory",
                            "schedule",
                            "finance",
                            "statistic",
                            "event",
                            "statement",
                        ],
                    )
                ),
                name="claim_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["asserts", "denies", "confirms", "alleges", "estimates", "expects"])),
                name="claim_stance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "rejected", "replaced"])), name="claim_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("check_worthiness__gte", 0), ("check_worthiness__lte", 1)),
                name="claim_check_worthiness_range",
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(fields=["counted_class", "unit"], name="figure_counted_class"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(condition=models.Q(("change__in", ["", "up", "down"])), name="figure_change_known"),
        ),
        migrations.AddConstraint(
            model_name="revisionproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined"])), name="proposal_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__isnull", False), ("content__isnull", False), _connector="OR"),
                name="proposal_not_empty",
            ),
        ),
    ]
