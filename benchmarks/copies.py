"""Many cases quickly: one article with its cases, made as the tests make them, and copied by the database."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models

from claims.models import Attribution, AttributionSource, Claim, ClaimRevision, ExtractionRun, Figure
from core.models import Topic, User
from sources.models import Article, Capture, Snapshot
from tests.factories import (
    ClaimFactory,
    ClaimRevisionFactory,
    DeskFactory,
    ExtractionRunFactory,
    FigureFactory,
    QueueFactory,
    SnapshotFactory,
    TopicFactory,
    case_of,
    said_by,
)
from tests.verification.desk import scale_on
from verification.models import Assignment, AssignmentState, Case, CaseClaim

#: Parents before their children. Ids of a copy are those of the original and so many strides.
COPIED: list[type[models.Model]] = [
    *(Article, Capture, Snapshot, ExtractionRun, Claim, ClaimRevision, Attribution, AttributionSource, Figure, Case, CaseClaim),
    Case.topics.through,
]
STRIDE = 1_000
#: What differs from copy to copy, so that lists have something to sort by, and constraints nothing to complain of.
OTHERWISE = {
    (Article, "url"): "'https://example.org/' || copy",
    (Article, "submitted_at"): "submitted_at - copy * interval '1 minute'",
    (Case, "priority"): "1 + (copy + id) %% 5",
    (Case, "due_at"): "now() + (copy * 37 + id) %% 5000 * interval '1 minute'",
    (Case, "created_at"): "created_at - copy * interval '1 minute'",
    (Case, "proposition"): "proposition || ' ' || copy",
    (Claim, "statement"): "statement || ' ' || copy",
}


class Desk:
    """A desk whose articles are copies of one."""

    def __init__(self, *, per_article: int) -> None:
        self.desk = DeskFactory(slug="harbour")
        self.per_article = per_article
        self.copies = 0
        scale_on(self.desk)
        queue, topics = QueueFactory(desk=self.desk), [TopicFactory(desk=self.desk) for _ in range(3)]
        run = ExtractionRunFactory(snapshot=SnapshotFactory(capture__article__desk=self.desk))
        for number in range(per_article):
            self._claim_with_case(run, number, queue=queue, topics=[topics[number % 3]] if number % 2 else [])
        self.first_case = Case.objects.order_by("pk").values_list("pk", flat=True)[0]

    def _claim_with_case(self, run: ExtractionRun, number: int, *, topics: list[Topic], **fields: object) -> None:
        claim = ClaimFactory(
            snapshot=run.snapshot, run=run, position_in_run=number, statement=f"Forty drones flew, says {number}."
        )
        ClaimRevisionFactory(claim=claim)
        FigureFactory(claim=claim)
        said_by(claim, "Harbour Ministry")
        case = case_of(claim, pool_reason="Everybody has a full load.", **fields)
        case.topics.set(topics)

    def copy_to(self, cases: int) -> None:
        """Have so many cases in all."""
        wanted = cases // self.per_article - 1
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the copies refer to what the originals do
            for model in COPIED:
                cursor.execute(self._statement(model), [STRIDE, self.copies + 1, wanted])
            cursor.execute("SET session_replication_role = origin")
            for model in COPIED:
                table = model._meta.db_table
                if isinstance(model._meta.pk, models.AutoField):
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
            cursor.execute("VACUUM ANALYZE")
        self.copies = wanted

    def _statement(self, model: type[models.Model]) -> str:
        table, key = model._meta.db_table, model._meta.pk.column
        columns = {f'"{field.column}"': self._expression(model, field) for field in model._meta.concrete_fields}
        return (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
            f" FROM {table}, (SELECT %s::bigint AS stride) s, generate_series(%s::bigint, %s::bigint) AS copy"
            f" WHERE {key} < stride"
        )

    def _expression(self, model: type[models.Model], field: models.Field) -> str:
        if (model, field.name) in OTHERWISE:
            return OTHERWISE[model, field.name]
        refers = field.remote_field is not None and field.remote_field.model in COPIED
        return f'"{field.column}" + copy * stride' if field.primary_key or refers else f'"{field.column}"'

    def assign(self, people: Sequence[User], *, each: int) -> None:
        """Have everybody be at work on some cases, and offered others. May be called again after there are more."""
        if Assignment.objects.exists():
            return
        cases = iter(Case.objects.order_by("pk")[: len(people) * each])
        for user in people:
            for number in range(each):
                case, accepted = next(cases), number % 2
                state = AssignmentState.ACCEPTED if accepted else AssignmentState.OFFERED
                Assignment.objects.create(case=case, reviewer=user, state=state)
                Case.objects.filter(pk=case.pk).update(state="in_review" if accepted else "open", pool_reason="")

    def case_of(self, user: User) -> Case:
        """A case that the user is at work on."""
        return Case.objects.filter(assignments__reviewer=user, assignments__state=AssignmentState.ACCEPTED).earliest("pk")

    def give(self, user: User, number: int) -> list[Assignment]:
        """Have the user be at work on so many more cases, which ask for two reviews."""
        cases = Case.objects.order_by("-pk")[:number]
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(state="in_review", pool_reason="", reviews_required=2)
        return [Assignment.objects.create(case=case, reviewer=user, state=AssignmentState.ACCEPTED) for case in cases]
