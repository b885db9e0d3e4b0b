"""Claims as the pure modules see them: the features that rules ask about, and the proposition that cases are alike in."""

from __future__ import annotations

import datetime as dt

from claims.models import Claim, ClaimQuerySet, Figure
from core.models import Sensitivity
from sources.models import Source
from verification.routing.likeness import Proposition, Quantity
from verification.routing.route import Features, fold, primary_language

#: On how many claims a change of the rules is tried.
MOST_RECENT = 1_000

#: What features are made of, beside the claim and its figure; what is not fetched before is read when it is asked for.
RELATED = (
    "article__publisher__aliases",
    "attributions__sources__source__aliases",
    "attributions__sources__source__affiliations__party",
)


def recent_features(claims: ClaimQuerySet) -> list[tuple[Claim, Features]]:
    """The newest of the claims that go to reviewers, with what rules can ask about them; in a bounded number of queries."""
    newest = claims.worth_checking().select_related("article", "snapshot", "figure").defer("snapshot__text")
    return [(claim, features_of(claim)) for claim in newest.prefetch_related(*RELATED).order_by("-pk")[:MOST_RECENT]]


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
        affiliations=_affiliations_of(known, day_of(claim)),
        places=frozenset(fold(place) for place in claim.where),
        text=fold(f"{claim.statement} {claim.text}"),
    )


def _names_of(sources: list[Source]) -> frozenset[str]:
    """Each name that one of the sources goes by."""
    aliases = (alias.folded_name for source in sources for alias in source.aliases.all())
    return frozenset((*(source.folded_name for source in sources), *aliases))


def _affiliations_of(sources: list[Source], day: dt.date) -> frozenset[str]:
    """The parties to which one of the sources belonged on that day, as far as everybody on the desk may know of them."""
    affiliations = (affiliation for source in sources for affiliation in source.affiliations.all())
    known = (each for each in affiliations if each.party.sensitivity != Sensitivity.RESTRICTED)
    return frozenset(affiliation.party.folded_name for affiliation in known if day in affiliation.during)


def day_of(claim: Claim) -> dt.date:
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
