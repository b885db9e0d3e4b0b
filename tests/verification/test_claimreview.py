"""ClaimReview: the rating of the content, by whom it was said, and where it stood."""

import datetime as dt

import pytest

from sources.models import SourceKind
from tests.factories import (
    CaseClaimFactory,
    DeskFactory,
    PublicationFactory,
    SourceFactory,
    VerdictFactory,
    case_of,
    claim_on,
    said_by,
)
from tests.verification.desk import at_work, case_in_review, rating_of, scale_on, submit
from verification.exporting.claimreview import claim_review
from verification.grounds import freeze
from verification.models import ClaimRole
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    desk = DeskFactory(name="Harbour Desk")
    scale_on(desk)
    return desk


def published(claim, label="Right", **fields):
    """The public verdict of a case that this claim leads."""
    case = claim.case_claim.case if hasattr(claim, "case_claim") else case_of(claim, state=CaseState.PUBLISHED)
    verdict = VerdictFactory(case=case, rating=rating_of(case.desk, label), grounds=freeze(case, []), **fields)
    PublicationFactory(verdict=verdict, published_at=dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC))
    return verdict


def test_the_whole_of_it(desk):
    claim = claim_on(desk)
    said_by(claim, "Tavrin Post")
    said_by(claim, "Harbour Ministry")
    verdict = published(claim)
    article = claim.article
    assert claim_review(verdict) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"http://testserver/v/{verdict.case.public_key}/",
        "datePublished": "2026-03-09",
        "claimReviewed": "Forty drones were launched overnight.",
        "author": {"@type": "Organization", "name": "Harbour Desk", "url": "http://testserver"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Thing", "name": "Harbour Ministry"},
            "datePublished": "2026-03-02",
            "appearance": [
                {
                    "@type": "Article",
                    "url": article.url,
                    "headline": article.title,
                    "publisher": {"@type": "Organization", "name": article.publisher.name},
                }
            ],
        },
        "reviewRating": {"@type": "Rating", "alternateName": "Right", "ratingValue": 5, "bestRating": 5, "worstRating": 1},
    }


@pytest.mark.parametrize(
    ("kind", "type_of"),
    [(SourceKind.PERSON, "Person"), (SourceKind.ORGANISATION, "Organization"), (SourceKind.AGENCY, "Organization")],
)
def test_a_known_origin_has_its_type(desk, kind, type_of):
    claim = claim_on(desk)
    said_by(claim, "A. Karsk", source=SourceFactory(kind=kind))
    assert claim_review(published(claim))["itemReviewed"]["author"] == {"@type": type_of, "name": "A. Karsk"}


def test_an_anonymous_origin_is_left_out(desk):
    claim = claim_on(desk)
    said_by(claim, "an official", anonymous=True)
    assert "author" not in claim_review(published(claim))["itemReviewed"]


def test_of_several_origins_the_anonymous_ones_are_left_out(desk):
    claim = claim_on(desk)
    link = said_by(claim, "Harbour Ministry", "Coast Guard")
    link.sources.create(position=2, name="an official", anonymous=True)
    names = [author["name"] for author in claim_review(published(claim))["itemReviewed"]["author"]]
    assert names == ["Harbour Ministry", "Coast Guard"]


def test_what_the_article_says_itself_is_its_publishers(desk):
    claim = claim_on(desk)
    author = claim_review(published(claim))["itemReviewed"]["author"]
    assert author == {"@type": "Organization", "name": claim.article.publisher.name}


def test_copies_are_appearances_and_articles_without_address_are_none(desk):
    lead = claim_on(desk)
    case = case_of(lead, state=CaseState.PUBLISHED)
    copy = CaseClaimFactory(case=case, claim=claim_on(desk), role=ClaimRole.COPY).claim
    pasted = claim_on(desk, snapshot__capture__article__url="", snapshot__capture__url="https://unused.example/")
    CaseClaimFactory(case=case, claim=pasted, role=ClaimRole.COPY)
    appearances = claim_review(published(lead))["itemReviewed"]["appearance"]
    assert [work["url"] for work in appearances] == [lead.article.url, copy.article.url]


def test_a_rating_without_a_value_has_its_word_only(desk):
    rating = claim_review(published(claim_on(desk), "Too early"))["reviewRating"]
    assert rating == {"@type": "Rating", "alternateName": "Too early"}


def test_only_the_rating_of_the_content_is_in_it(desk):
    said = [{"position": 0, "names": ["Harbour Ministry"], "finding": "verbatim", "note": ""}]
    review = claim_review(published(claim_on(desk), "Wrong", said=said, figure_finding="above"))
    assert review["reviewRating"]["alternateName"] == "Wrong"
    assert not {"verbatim", "above"} & set(str(review).replace("'", " ").split())


def test_reviewers_are_named_only_where_the_desk_says_so(desk):
    case = case_in_review(desk, reviews_required=1)
    review = submit(at_work(case))
    verdict = case.verdicts.get()
    PublicationFactory(verdict=verdict)
    verdict.case.public_key = "key"
    name = review.reviewer.display_name
    assert name not in str(claim_review(verdict))
    verdict.case.desk.names_reviewers = True
    assert claim_review(verdict)["contributor"] == [{"@type": "Person", "name": name}]


def test_the_demonstration_says_so(desk):
    verdict = published(claim_on(desk))
    verdict.case.desk.is_demonstration = True
    assert claim_review(verdict)["creativeWorkStatus"] == "DEMONSTRATION"
