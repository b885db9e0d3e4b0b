"""Claims as the pure modules see them: the features that rules ask about, and the proposition that cases are alike in."""

from __future__ import annotations

import datetime as dt

from claims.models import Claim, Figure
from sources.models import Affiliation, Source, SourceAlias
from verification.likeness import Proposition, Quantity
from verification.routing import Features, fold, primary_language


def features_of(claim: Claim) -> Features:
    """What rules can ask about a claim."""
    article = claim.article
    origin = list(claim.origin.sources.all()) if claim.origin else []
    known = [source.source for source in origin if source.source is not None]
    figure = getattr(claim, "figure", None)
    numbers = (figure.best, figure.low, figure.high) if figure else ()
    return Features(
        kind=claim.kind,
        stance=claim.stance,
        check_worthiness=claim.check_worthiness,
        language=primary_language(claim.snapshot.language),
        figure=next((number for number in numbers if number is not None), None),
        counted_class=fold(figure.counted_class) if figure else "",
        measures=frozenset(fold(measure) for measure in figure.measures) if figure else frozenset(),
        publishers=_names_of([article.publisher]),
        origins=_names_of(known) | {fold(source.name) for source in origin},
        anonymous_origin=any(source.anonymous for source in origin),
        affiliations=_affiliations_of(known, _day_of(claim)),
        places=frozenset(fold(place) for place in claim.where),
        text=fold(f"{claim.statement} {claim.text}"),
    )


def _names_of(sources: list[Source]) -> frozenset[str]:
    """Each name that one of the sources goes by."""
    aliases = SourceAlias.objects.filter(source__in=sources).values_list("folded_name", flat=True)
    return frozenset((*(source.folded_name for source in sources), *aliases))


def _affiliations_of(sources: list[Source], day: dt.date) -> frozenset[str]:
    parties = Affiliation.objects.filter(source__in=sources, during__contains=day)
    return frozenset(parties.values_list("party__folded_name", flat=True))


def _day_of(claim: Claim) -> dt.date:
    """The day that the claim speaks of, else the one on which it was published, else the one on which it came to us."""
    said: dt.date | None = claim.when.lower if claim.when else None
    return said or claim.article.published_on or claim.article.submitted_at.date()


def proposition_of(claim: Claim) -> Proposition:
    """What a claim says, as far as it decides whether another says the same."""
    sources = list(claim.origin.sources.all()) if claim.origin else []
    named = [source for source in sources if not source.anonymous]
    names = {fold(source.name) for source in named} | {source.source.folded_name for source in named if source.source}
    figure = getattr(claim, "figure", None)
    return Proposition(
        statement=claim.statement,
        passage=claim.text,
        origins=frozenset(names) if sources else frozenset({claim.article.publisher.folded_name}),
        is_attributed=bool(sources),
        quantity=_quantity_of(figure) if figure else None,
        event=claim.event_id,
        when=(claim.when.lower, claim.when.upper) if claim.when else (None, None),
        places=frozenset(fold(place) for place in claim.where),
    )


def _quantity_of(figure: Figure) -> Quantity:
    stated = figure.stated
    return Quantity(
        text=figure.text,
        stated=(stated.lower, stated.upper, stated.lower_inc, stated.upper_inc) if stated else None,
        counted_class=fold(figure.counted_class),
        unit=figure.unit,
        change=figure.change,
        measures=frozenset(figure.measures),
        population=fold(figure.population),
        area=fold(figure.area),
    )
