"""Krippendorff's alpha: how far reviewers agree beyond what chance would have them do."""

from __future__ import annotations

from collections.abc import Sequence


def krippendorff_alpha(cases: Sequence[Sequence[str]]) -> float | None:
    """Alpha over what each review of each case says, as names without an order: 1 is all alike, 0 is what chance would give.

    ``None`` where nothing could differ: no case has two reviews, or all reviews of all cases say one and the same.
    """
    compared = [said for said in cases if len(said) > 1]
    if len({each for said in compared for each in said}) < 2:
        return None
    # It takes a fifth of a second and 30 MB, which no other page and no worker shall pay.
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415

    rows = [(place, case, each) for case, said in enumerate(compared) for place, each in enumerate(said)]
    return float(AnnotationTask(rows).alpha())
