# The first schema.

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
                (
                    "submitted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="submitted"),
                ),
                (
                    "sensitivity",
                    models.CharField(
                        choices=[("public", "public"), ("desk", "desk"), ("restricted", "restricted to named people")],
                        default="public",
                        max_length=10,
                        verbose_name="sensitivity",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="core.desk", verbose_name="desk"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-submitted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[("url", "address"), ("file", "file"), ("paste", "pasted text")],
                        max_length=8,
                        verbose_name="method",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "waiting to be fetched"), ("done", "captured"), ("failed", "could not be captured")],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="requested"),
                ),
                ("captured_at", models.DateTimeField(blank=True, null=True, verbose_name="captured")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("final_url", models.URLField(blank=True, max_length=2000, verbose_name="final address")),
                ("redirects", models.JSONField(blank=True, default=list, verbose_name="redirects")),
                ("http_status", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="HTTP status")),
                ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                ("filename", models.CharField(blank=True, max_length=255, verbose_name="file name")),
                ("media_type", models.CharField(blank=True, max_length=120, verbose_name="media type")),
                ("charset", models.CharField(blank=True, max_length=40, verbose_name="character set")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("body", models.FileField(blank=True, max_length=200, upload_to="captures/%Y/%m/", verbose_name="bytes")),
                ("failure_code", models.CharField(blank=True, max_length=60, verbose_name="failure")),
                ("failure_message", models.TextField(blank=True, verbose_name="failure in words")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "next_attempt_at",
                    models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="next attempt"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the page is evidence only.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="sources.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="captures", to="core.desk", verbose_name="desk"
                    ),
                ),
            ],
            options={
                "verbose_name": "capture",
                "verbose_name_plural": "captures",
                "ordering": ["-requested_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256 of the text")),
                ("extractor", models.CharField(max_length=40, verbose_name="extractor")),
                ("extractor_version", models.CharField(max_length=40, verbose_name="extractor version")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("byline", models.CharField(blank=True, max_length=500, verbose_name="byline")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published, as the page says")),
                (
                    "canonical_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="canonical address, as the page says"),
                ),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="sources.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="sources.capture",
                        verbose_name="capture",
                    ),
                ),
            ],
            options={
                "verbose_name": "snapshot",
                "verbose_name_plural": "snapshots",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("folded_name", models.CharField(editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("outlet", "outlet"),
                            ("agency", "news agency"),
                            ("account", "account"),
                            ("dataset", "dataset"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("homepage", models.URLField(blank=True, verbose_name="home page")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "A: completely reliable"),
                            ("B", "B: usually reliable"),
                            ("C", "C: fairly reliable"),
                            ("D", "D: not usually reliable"),
                            ("E", "E: unreliable"),
                            ("F", "F: cannot be judged"),
                        ],
                        default="F",
                        max_length=1,
                        verbose_name="reliability",
                    ),
                ),
                ("reliability_basis", models.TextField(blank=True, verbose_name="basis of the reliability")),
                (
                    "sensitivity",
                    models.CharField(
                        choices=[("public", "public"), ("desk", "desk"), ("restricted", "restricted to named people")],
                        default="public",
                        max_length=10,
                        verbose_name="sensitivity",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: shared by all desks.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="core.desk",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="publisher",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="sources.source",
                verbose_name="publisher",
            ),
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="From and to; an empty end is open.", verbose_name="during"
                    ),
                ),
                (
                    "basis",
                    models.TextField(help_text="What shows it: a document, the source's own statement.", verbose_name="basis"),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliates",
                        to="sources.source",
                        verbose_name="party",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "affiliation",
                "verbose_name_plural": "affiliations",
                "ordering": ["source", "during"],
            },
        ),
        migrations.CreateModel(
            name="SourceAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("folded_name", models.CharField(db_index=True, editable=False, max_length=200)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["name"],
            },
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["next_attempt_at"], name="capture_due"),
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(fields=["desk", "sha256"], name="capture_content"),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "done", "failed"])), name="capture_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["url", "file", "paste"])), name="capture_method_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(("captured_at__isnull", False), ("size__isnull", False), models.Q(("sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="capture_done_has_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True), models.Q(("failure_code", ""), _negated=True), _connector="OR"
                ),
                name="capture_failed_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("title", "text", config="simple"), name="snapshot_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(
                fields=("capture", "extractor", "extractor_version"), name="snapshot_once_per_extractor"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("folded_name", "gin_trgm_ops"), name="source_name_trigram"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("desk", "folded_name", "kind"),
                name="source_once",
                nulls_distinct=False,
                violation_error_message="There is a source of this name and kind already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["person", "organisation", "outlet", "agency", "account", "dataset"])),
                name="source_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("reliability__in", ["A", "B", "C", "D", "E", "F"])), name="source_reliability_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__in", ["public", "desk", "restricted"])), name="source_sensitivity_known"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["desk", "-submitted_at", "-id"], name="article_desk_newest"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url", ""), _negated=True), fields=("desk", "url"), name="article_address_once_per_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__in", ["public", "desk", "restricted"])), name="article_sensitivity_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("party")), _negated=True), name="affiliation_not_with_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("source", "="), ("party", "="), ("during", "&&")], name="affiliation_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcealias",
            constraint=models.UniqueConstraint(fields=("source", "folded_name"), name="alias_once"),
        ),
    ]
