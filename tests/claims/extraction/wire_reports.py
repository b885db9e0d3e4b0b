"""What the sentences of news agencies state, as the tests of this folder compare it."""

import datetime as dt

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 28)  # a Saturday


def claims(text):
    return extract(text, published=PUBLISHED).claims


def statements(text):
    return [claim.statement for claim in claims(text)]


def origins(text):
    """Each statement with the names of who says it."""
    return {
        claim.statement: " & ".join(source.name for source in claim.origin.sources) if claim.origin else None
        for claim in claims(text)
    }


def notes(text):
    return {claim.statement: claim.ambiguous for claim in claims(text)}
