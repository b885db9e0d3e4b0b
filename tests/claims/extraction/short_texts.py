"""What short texts say, as the tests of this folder compare it."""

import datetime as dt

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 24)  # a Tuesday


def told(text):
    """Each statement with the speaker at the end of its chain."""
    claims = extract(text, published=PUBLISHED).claims
    return {claim.statement: claim.origin.sources[0].name if claim.origin and claim.origin.sources else None for claim in claims}


def counted(text):
    """What each figure comes to, and what it counts."""
    return [(claim.figure.low, claim.figure.of) for claim in extract(text, published=PUBLISHED).claims if claim.figure]
