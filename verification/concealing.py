"""What the record keeps to itself: entries about reviews and evidence that are still to be independent, and what came as such."""

from __future__ import annotations

from django.db.models import QuerySet

from core.models import User
from core.record import show_only
from sources.models import Capture, Snapshot
from verification.models import Evidence, Review
from verification.selectors import captures_seen_by


def _snapshots_seen_by(user: User) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(capture__in=captures_seen_by(user))


show_only(Review, Review.objects.visible_to)
show_only(Evidence, Evidence.objects.visible_to)
show_only(Capture, captures_seen_by)
show_only(Snapshot, _snapshots_seen_by)
