"""Who relays whom, and who is nobody by name."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2025, 7, 22)


def claims(text):
    return extract(text, published=PUBLISHED).claims


def chain(text):
    return [[source.name for source in link.sources] for link in claims(text)[-1].attribution]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A police source told the newspaper Dagsposten that three men were held.", ["newspaper Dagsposten", "police source"]),
        ("According to a diplomat cited by the daily Dagsposten, three men were held.", ["daily Dagsposten", "diplomat"]),
        ("Jane Roe, quoting a report by the auditor, said that three men were held.", ["Jane Roe", "report by the auditor"]),
        ("The agency Dovinform quoted Jane Roe as saying that three men were held.", ["agency Dovinform", "Jane Roe"]),
    ],
)
def test_the_medium_is_the_outer_link_and_the_cited_the_origin(text, names):
    assert chain(text) == [[name] for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "A source close to the investigation said three men were held.",
        "Two officials who asked not to be named said three men were held.",
        "Three men were held, said an official, who spoke on condition of anonymity.",
        "Two Western diplomats said three men were held.",
        "People familiar with the talks said three men were held.",
        "Witnesses said three men were held.",
        "Two Western diplomats left the room. One of them said three men were held.",
    ],
)
def test_nameless_sources_are_anonymous(text):
    said = next(claim for claim in claims(text) if claim.origin)
    assert all(source.anonymous for source in said.origin.sources)


@pytest.mark.parametrize(
    "text",
    [
        "Officials said three men were held.",
        "The mayor said three men were held.",
        "A spokesman for the ministry said three men were held.",
        "Aksel Roe, a doctor, said three men were held.",
    ],
)
def test_offices_bodies_and_names_are_not(text):
    assert not any(source.anonymous for source in claims(text)[-1].origin.sources)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ten people reportedly died in Ostrand on Monday.", "asserts"),
        ("Ten people allegedly died in Ostrand on Monday.", "alleges"),
    ],
)
def test_hearsay_is_attributed_to_nobody(text, stance):
    (claim,) = claims(text)
    assert claim.attribution[0].sources == ()
    assert claim.stance == stance
    assert claim.statement == "Ten people died in Ostrand on Monday (21 July 2025)."


def test_a_speaker_who_was_asked_is_who_replies():
    found = claims("Health Minister Dara Lenk, asked whether the plan was dead, replied that a bill would be presented in March.")
    assert [source.name for source in found[-1].origin.sources] == ["Dara Lenk"]


def test_a_range_before_its_verb_belongs_to_what_is_said():
    (claim,) = claims("Jane Roe said between three and five soldiers had died.")
    assert claim.origin.sources[0].name == "Jane Roe"
    assert (claim.figure.low, claim.figure.high) == (3, 5)
