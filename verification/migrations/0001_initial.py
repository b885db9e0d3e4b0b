# The first schema.

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0001_initial"),
        ("core", "0001_initial"),
        ("sources", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origin",
                    models.CharField(
                        blank=True, help_text="Empty: the article's own voice.", max_length=300, verbose_name="origin"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundles",
                        to="sources.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "bundle",
                "verbose_name_plural": "bundles",
                "ordering": ["article", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("proposition", models.TextField(verbose_name="proposition")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("open", "open"),
                            ("in_review", "in review"),
                            ("in_adjudication", "in adjudication"),
                            ("decided", "decided"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("dismissed", "dismissed"),
                        ],
                        default="proposed",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts up when a case is sent back or reopened. A review belongs to one.",
                        verbose_name="round",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="1 is the most urgent, 5 the least.",
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                        verbose_name="priority",
                    ),
                ),
                (
                    "reviews_required",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="reviews required"
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("routing_reasons", models.JSONField(blank=True, default=list, verbose_name="why it was routed so")),
                (
                    "pool_reason",
                    models.TextField(
                        blank=True,
                        help_text="Empty: reviewers are found, or none is needed yet.",
                        verbose_name="why it waits in the pool",
                    ),
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
                ("public_key", models.CharField(blank=True, editable=False, max_length=32, null=True, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed")),
                (
                    "bundle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="verification.bundle",
                        verbose_name="bundle",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="core.desk", verbose_name="desk"
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="verification.case",
                        verbose_name="joined to",
                    ),
                ),
                (
                    "similar_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="A suggestion: joining moves the claims there.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="similar",
                        to="verification.case",
                        verbose_name="seems to be the same as",
                    ),
                ),
                ("topics", models.ManyToManyField(blank=True, related_name="cases", to="core.topic", verbose_name="topics")),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("review", "review"), ("adjudicate", "adjudicate")],
                        default="review",
                        max_length=12,
                        verbose_name="part",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "offered"), ("accepted", "accepted"), ("done", "done"), ("ended", "ended")],
                        default="offered",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="why this person")),
                (
                    "override_reason",
                    models.TextField(
                        blank=True, help_text="Why a lead set aside the rule that excludes this person.", verbose_name="override"
                    ),
                ),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="offered")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("end_reason", models.TextField(blank=True, verbose_name="why it ended")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned by",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["-offered_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead: its statement is the proposition"),
                            ("copy", "copy: the same words from elsewhere"),
                            ("variant", "variant: the same proposition in other words"),
                        ],
                        max_length=8,
                        verbose_name="role",
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_claims",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_claim",
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim of a case",
                "verbose_name_plural": "claims of a case",
                "ordering": ["case", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("propose", "propose"),
                            ("open", "open"),
                            ("dismiss", "dismiss"),
                            ("restore", "restore"),
                            ("start", "start"),
                            ("release", "release"),
                            ("decide", "decide"),
                            ("escalate", "escalate"),
                            ("send_back", "send back"),
                            ("publish", "publish"),
                            ("reopen", "reopen"),
                            ("withdraw", "withdraw"),
                        ],
                        max_length=12,
                        verbose_name="action",
                    ),
                ),
                (
                    "source_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposed", "proposed"),
                            ("open", "open"),
                            ("in_review", "in review"),
                            ("in_adjudication", "in adjudication"),
                            ("decided", "decided"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("dismissed", "dismissed"),
                        ],
                        max_length=16,
                        verbose_name="from",
                    ),
                ),
                (
                    "target_state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("open", "open"),
                            ("in_review", "in review"),
                            ("in_adjudication", "in adjudication"),
                            ("decided", "decided"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("dismissed", "dismissed"),
                        ],
                        max_length=16,
                        verbose_name="to",
                    ),
                ),
                ("part", models.CharField(max_length=12, verbose_name="acting as")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "override",
                    models.BooleanField(
                        default=False,
                        help_text="A lead set aside a rule that nobody eligible was left for.",
                        verbose_name="override",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version of the case")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "transition",
                "verbose_name_plural": "transitions",
                "ordering": ["case", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "page"),
                            ("file", "file"),
                            ("unpublished", "unpublished: an interview, an own observation"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "passage",
                    models.TextField(blank=True, help_text="In the original language, word for word.", verbose_name="passage"),
                ),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="start")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="end")),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Page, timecode, or image region: p. 4, 00:12:30, 10,20,300,180.",
                        max_length=120,
                        verbose_name="where in it",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("translation", models.TextField(blank=True, verbose_name="translation")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1: confirmed by independent sources"),
                            (2, "2: probably true"),
                            (3, "3: possibly true"),
                            (4, "4: doubtful"),
                            (5, "5: improbable"),
                            (6, "6: cannot be judged"),
                        ],
                        default=6,
                        verbose_name="credibility",
                    ),
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
                ("gathered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gathered")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="why withdrawn")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "capture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.capture",
                        verbose_name="capture",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="core.desk", verbose_name="desk"
                    ),
                ),
                (
                    "gathered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gathered by",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["-gathered_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "format",
                    models.CharField(
                        choices=[("jsonl", "JSON Lines"), ("csv", "CSV"), ("claimreview", "ClaimReview")],
                        max_length=12,
                        verbose_name="format",
                    ),
                ),
                ("filters", models.JSONField(blank=True, default=dict, verbose_name="filters")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "being written"),
                            ("done", "ready"),
                            ("failed", "could not be written"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("rows_total", models.PositiveIntegerField(blank=True, null=True, verbose_name="rows to write")),
                ("rows_written", models.PositiveIntegerField(default=0, verbose_name="rows written")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("file", models.FileField(blank=True, max_length=200, upload_to="exports/%Y/%m/", verbose_name="file")),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="requested"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "next_attempt_at",
                    models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="next attempt"),
                ),
                ("failure_code", models.CharField(blank=True, max_length=60, verbose_name="failure")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exports", to="core.desk", verbose_name="desk"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="IndependenceGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        help_text="Empty: not known, never counted as independent.",
                        max_length=300,
                        verbose_name="origin",
                    ),
                ),
                ("basis", models.TextField(blank=True, verbose_name="basis")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="independence_groups",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "independence group",
                "verbose_name_plural": "independence groups",
                "ordering": ["case", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_evidence",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_evidence",
                        to="verification.evidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "independence_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="verification.independencegroup",
                        verbose_name="independence group",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence of a case",
                "verbose_name_plural": "evidence of a case",
                "ordering": ["case", "added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Queue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="queues", to="core.desk", verbose_name="desk"
                    ),
                ),
            ],
            options={
                "verbose_name": "queue",
                "verbose_name_plural": "queues",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="queue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="verification.queue",
                verbose_name="queue",
            ),
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "is_current",
                    models.BooleanField(default=True, help_text="The scale that new reviews use.", verbose_name="current"),
                ),
                ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="frozen")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating_scales",
                        to="core.desk",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating scale",
                "verbose_name_plural": "rating scales",
                "ordering": ["desk", "name", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=60, verbose_name="label")),
                (
                    "meaning",
                    models.CharField(
                        choices=[
                            ("supported", "supported"),
                            ("refuted", "refuted"),
                            ("mixed", "mixed"),
                            ("insufficient", "insufficient evidence"),
                            ("not_yet_due", "not yet due"),
                            ("not_checkable", "not checkable"),
                        ],
                        max_length=16,
                        verbose_name="machine meaning",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="ClaimReview's ratingValue; empty where the rating has no place in an order.",
                        null=True,
                        verbose_name="value",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="verification.ratingscale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["scale", "position"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.JSONField(blank=True, default=list, verbose_name="was it said?")),
                (
                    "figure_finding",
                    models.CharField(
                        choices=[
                            ("within", "within the evidence"),
                            ("above", "above the evidence"),
                            ("below", "below the evidence"),
                            ("overlaps", "overlaps the evidence"),
                            ("insufficient", "insufficient evidence"),
                            ("not_applicable", "not applicable: no figure"),
                        ],
                        default="not_applicable",
                        max_length=16,
                        verbose_name="is the number right?",
                    ),
                ),
                (
                    "band",
                    django.contrib.postgres.fields.ranges.DecimalRangeField(
                        blank=True, null=True, verbose_name="band that the evidence supports"
                    ),
                ),
                (
                    "band_best",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="best value"),
                ),
                ("as_of", models.DateTimeField(blank=True, null=True, verbose_name="as of")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "low"), ("moderate", "moderate"), ("high", "high")],
                        default="moderate",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("rationale", models.TextField(verbose_name="rationale")),
                ("missing_context", models.TextField(blank=True, verbose_name="missing context")),
                ("searched", models.TextField(blank=True, verbose_name="searched and not found")),
                ("reply_asked", models.TextField(blank=True, verbose_name="reply asked")),
                ("reply_given", models.TextField(blank=True, verbose_name="reply given")),
                ("look_again_on", models.DateField(blank=True, null=True, verbose_name="look again on")),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                ("asks_adjudication", models.BooleanField(default=False, verbose_name="asks for adjudication")),
                (
                    "submitted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="submitted"),
                ),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="verification.assignment",
                        verbose_name="assignment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="verification.rating",
                        verbose_name="what does the evidence show?",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["case", "round", "submitted_at"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceStance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("qualifies", "qualifies"),
                            ("mentions", "mentions"),
                        ],
                        max_length=12,
                        verbose_name="stance",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "case_evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="verification.caseevidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="verification.review",
                        verbose_name="review",
                    ),
                ),
            ],
            options={
                "verbose_name": "stance",
                "verbose_name_plural": "stances",
                "ordering": ["review", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField(default=dict, verbose_name="data")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="kept")),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="verification.assignment",
                        verbose_name="assignment",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("position", models.PositiveIntegerField(help_text="Lower is asked first.", verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("conditions", models.JSONField(blank=True, default=dict, verbose_name="conditions")),
                ("effects", models.JSONField(blank=True, default=dict, verbose_name="effects")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routing_rules",
                        to="core.desk",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "routing rule",
                "verbose_name_plural": "routing rules",
                "ordering": ["desk", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.JSONField(blank=True, default=list, verbose_name="was it said?")),
                (
                    "figure_finding",
                    models.CharField(
                        choices=[
                            ("within", "within the evidence"),
                            ("above", "above the evidence"),
                            ("below", "below the evidence"),
                            ("overlaps", "overlaps the evidence"),
                            ("insufficient", "insufficient evidence"),
                            ("not_applicable", "not applicable: no figure"),
                        ],
                        default="not_applicable",
                        max_length=16,
                        verbose_name="is the number right?",
                    ),
                ),
                (
                    "band",
                    django.contrib.postgres.fields.ranges.DecimalRangeField(
                        blank=True, null=True, verbose_name="band that the evidence supports"
                    ),
                ),
                (
                    "band_best",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="best value"),
                ),
                ("as_of", models.DateTimeField(blank=True, null=True, verbose_name="as of")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "low"), ("moderate", "moderate"), ("high", "high")],
                        default="moderate",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("rationale", models.TextField(verbose_name="rationale")),
                ("missing_context", models.TextField(blank=True, verbose_name="missing context")),
                ("searched", models.TextField(blank=True, verbose_name="searched and not found")),
                ("reply_asked", models.TextField(blank=True, verbose_name="reply asked")),
                ("reply_given", models.TextField(blank=True, verbose_name="reply given")),
                ("look_again_on", models.DateField(blank=True, null=True, verbose_name="look again on")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "basis",
                    models.CharField(
                        choices=[("agreement", "reviews that agree"), ("adjudication", "an adjudicator's decision")],
                        max_length=12,
                        verbose_name="basis",
                    ),
                ),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="decided")),
                ("grounds", models.JSONField(help_text="What it rests on, frozen.", verbose_name="grounds")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="verification.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The adjudicator; empty where reviews agreed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="verification.rating",
                        verbose_name="what does the evidence show?",
                    ),
                ),
                ("reviews", models.ManyToManyField(related_name="verdicts", to="verification.review", verbose_name="reviews")),
            ],
            options={
                "verbose_name": "verdict",
                "verbose_name_plural": "verdicts",
                "ordering": ["case", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="published"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("end_reason", models.TextField(blank=True, verbose_name="why it ended")),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="verification.verdict",
                        verbose_name="verdict",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "ordering": ["-published_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.UniqueConstraint(fields=("article", "origin"), name="bundle_once"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("state__in", ["offered", "accepted"])),
                fields=["reviewer", "state"],
                name="assignment_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["offered", "accepted"])),
                fields=("case", "reviewer"),
                name="assignment_once_while_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["offered", "accepted", "done", "ended"])), name="assignment_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["review", "adjudicate"])), name="assignment_part_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseclaim",
            constraint=models.UniqueConstraint(condition=models.Q(("role", "lead")), fields=("case",), name="case_has_one_lead"),
        ),
        migrations.AddConstraint(
            model_name="caseclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["lead", "copy", "variant"])), name="case_claim_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="casetransition",
            constraint=models.UniqueConstraint(fields=("case", "version"), name="transition_once_per_version"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["page", "file", "unpublished"])), name="evidence_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("credibility__in", [1, 2, 3, 4, 5, 6])), name="evidence_credibility_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__in", ["public", "desk", "restricted"])), name="evidence_sensitivity_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capture__isnull", True), ("kind", "unpublished")),
                    models.Q(("capture__isnull", False), ("kind__in", ["page", "file"])),
                    _connector="OR",
                ),
                name="evidence_published_has_capture",
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "running"])), fields=["next_attempt_at"], name="export_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["jsonl", "csv", "claimreview"])), name="export_format_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "running", "done", "failed"])), name="export_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True), models.Q(("sha256", ""), _negated=True), _connector="OR"
                ),
                name="export_done_has_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseevidence",
            constraint=models.UniqueConstraint(fields=("case", "evidence"), name="case_evidence_once"),
        ),
        migrations.AddConstraint(
            model_name="queue",
            constraint=models.UniqueConstraint(
                models.F("desk"), django.db.models.functions.text.Lower("name"), name="queue_once_per_desk"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["desk", "state", "priority", "due_at", "id"], name="case_worklist"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "in_review"])),
                fields=["desk", "priority", "due_at"],
                name="case_open_by_urgency",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("proposition", "gin_trgm_ops"), name="case_proposition_trigram"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["proposed", "open", "in_review", "in_adjudication", "decided", "published", "withdrawn", "dismissed"],
                    )
                ),
                name="case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 5)), name="case_priority_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(condition=models.Q(("reviews_required__gte", 1)), name="case_needs_a_review"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__in", ["public", "desk", "restricted"])), name="case_sensitivity_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("public_key__isnull", False), _connector="OR"
                ),
                name="case_published_has_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingscale",
            constraint=models.UniqueConstraint(fields=("desk", "name", "version"), name="scale_version_once"),
        ),
        migrations.AddConstraint(
            model_name="ratingscale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("desk",), name="scale_one_current_per_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("scale", "label"), name="rating_label_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("scale", "position"), name="rating_position_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meaning__in", ["supported", "refuted", "mixed", "insufficient", "not_yet_due", "not_checkable"])
                ),
                name="rating_meaning_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("case", "round", "reviewer"), name="review_once_per_reviewer_and_round"),
        ),
        migrations.AddConstraint(
            model_name="evidencestance",
            constraint=models.UniqueConstraint(fields=("review", "case_evidence"), name="stance_once"),
        ),
        migrations.AddConstraint(
            model_name="evidencestance",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "contradicts", "qualifies", "mentions"])), name="stance_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                models.F("desk"), django.db.models.functions.text.Lower("name"), name="rule_once_per_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("desk", "position"),
                name="rule_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="verdict_once_per_number"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "agreement"), ("decided_by__isnull", True)),
                    models.Q(("basis", "adjudication"), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="verdict_adjudication_has_adjudicator",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["-published_at", "id"], name="publication_newest"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"),
                name="publication_ended_says_why",
            ),
        ),
    ]
