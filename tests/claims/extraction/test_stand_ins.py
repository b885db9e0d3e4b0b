"""Phrases of a statement that stand for what was told before, each with what is asked of it."""

import pathlib

import pytest

from claims.extraction.assembling import stand_ins
from tests.claims.extraction.wire_reports import claims, notes, statements

ARTICLES = pathlib.Path(__file__).parents[2] / "eval"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("At least two others fled.", "beside whom “at least two others” are"),
        ("The paper saw none among the wreckage.", "of what “none” is"),
        ("The ministry did not respond to a request for comment.", "on what the comment was asked for"),
        (
            "Gunmen killed 17 soldiers in the neighbouring Tirwar district.",
            "to what “the neighbouring Tirwar district” is next",
        ),
        ("The second landed some 12 minutes later.", "what “the second” is"),
        ("The Taliban claimed responsibility in a message sent to journalists.", "for what the responsibility is"),
        ("Repairs could take up to three weeks.", "of what the repairs are"),
        ("Identification could take more than a year.", "of whom or what the identification is"),
        ("The prosecutor has opened an investigation.", "into what the investigation is"),
        ("The mission had not been granted access.", "to what the access is"),
        ("The first convoy arrived on Tuesday; another, of 35, is expected on Thursday.", "beside whom or what “another” is"),
        ("The minister attributed the decline to lower prices.", "of what “the decline” is"),
        ("The hospital lowered the figure in the afternoon.", "what “the figure” counts"),
        ("The ministry dismissed the latest allegation.", "which “the latest allegation” is"),
        ("Four others knew of no such call.", "what “no such call” is"),
        ("Taras Hryn called that claim “the usual lie”.", "what “that claim” is"),
        ("The Front accepted the principle.", "of what “the principle” is"),
        ("By Wednesday the rebels were back in charge.", "of what “in charge” is"),
        ("The hospital had fuel for four more days.", "from when “for four more days” is counted"),
        ("Ana Roe lives on the second floor.", "of which building “the second floor” is"),
        ("The real number is probably far higher.", "of what “the real number” is"),
        ("Debris had fallen on at least a dozen more.", "of what “at least a dozen more” are"),
        ("Two more people, both guards, died when a drone struck Lund.", "beside whom “two more people” are"),
        ("Another exchange is planned.", "beside which “another exchange” is"),
        ("Israel disputes its figures.", "whose “its figures” are told of"),
        ("Militants had been using the compound to store arms.", "which compound “the compound” is"),
    ],
)
def test_what_a_statement_leaves_open_is_noted(text, note):
    assert any(note in asked for asked in notes(text).values())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("One sailor was killed. Another was missing.", "beside whom or what “another” is"),
        ("Neither government has commented on the attack in Lund.", "of which two “neither government” is told"),
        ("The ministry has rejected similar allegations in the past.", "to what “similar allegations” are similar"),
        ("The same number of Ukrainian troops had been handed over.", "as what “the same number” is the same"),
        ("It was unclear whether those nine were counted in Lund.", "who or what “those nine” are"),
        ("The youngest is 22.", "of whom or what “the youngest” is"),
        ("Lebanon had agreed in principle.", "of what “agreed in principle” is said"),
        ("Half the people on that list had been returned to Lund.", "what “that list” is"),
        ("Two more people were killed in Lund on Friday.", "beside whom “two more people” are"),
        ("By then the bridge in Lund had fallen.", "when “by then” was"),
        ("Families searched the surrounding bush for relatives.", "what “the surrounding bush” is around"),
    ],
)
def test_what_stands_for_something_else_is_noted(text, note):
    assert any(note in own for own in notes(text).values())


@pytest.mark.parametrize(
    ("text", "statement", "note"),
    [
        (
            "The Herald could not verify either account.",
            "The Herald could not verify either account.",
            "what “either account” is of",
        ),
        ("Soldiers entered Lund on Friday.", "Soldiers entered Lund on Friday (27 November 2026).", "whose “soldiers” they are"),
        (
            "The group has documented considerably more.",
            "The group has documented considerably more.",
            "than what “considerably more” is",
        ),
        ("The real toll was far greater.", "The real toll was far greater.", "than whom or what “far greater” is"),
        ("The army gave lower numbers.", "The army gave lower numbers.", "than what “lower numbers” is"),
        ("A large number were listed as missing.", "A large number were listed as missing.", "of what “a large number” is"),
        ("Convicts account for about 12 percent.", "Convicts account for about 12 percent.", "of what “about 12 percent” is"),
        ("Nearly as many signed up.", "Nearly as many signed up.", "how many “nearly as many” are"),
        ("The grid was now short of gas.", "The grid was now short of gas.", "when “now” was"),
        ("A relative collected the payment.", "A relative collected the payment.", "whose “relative” it is"),
        ("The agency denied that it had taken part.", "The agency had not taken part.", "in what “part” was taken"),
        (
            "The militia gave a different account.",
            "The militia gave a different account.",
            "from what “a different account” is different",
        ),
        (
            "The Defence Ministry published a video of the strike.",
            "The Defence Ministry published a video of the strike.",
            "whose “the Defence Ministry” is",
        ),
    ],
)
def test_what_is_compared_with_nothing_and_whose_soldiers_are_is_asked(text, statement, note):
    assert note in notes(text)[statement]


@pytest.mark.parametrize(
    "text",
    [
        "The real toll was greater than the ministry said.",
        "Crews were facing crisis levels of hunger or worse.",
        "It was the third attack in as many weeks.",
        "A sister ship sank off Lund.",
        "The government bought more equipment.",
    ],
)
def test_nothing_is_asked_of_what_is_compared_in_full(text):
    asked = [note for open_ in notes(text).values() for note in open_]
    assert not [note for note in asked if note.startswith(("than ", "how many", "whose"))]


@pytest.mark.parametrize("article", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_words_that_are_looked_for_first_lose_no_phrase(article):
    for sentence in article.read_text(encoding="utf-8").split(". "):
        found = [note for _, pattern, note in stand_ins._STAND_INS if pattern.search(sentence)]
        assert len(list(stand_ins.stand_ins(sentence))) == len(found)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("There was none available.", "of what “none” is"),
        ("He was at that one, too.", "what “that one” is"),
        ("The accused knew of it.", "who “the accused” is"),
        ("They could identify the air regiment involved.", "in what “involved” is"),
        ("Sofiia has not yet been told.", "of what “told” is said"),
        ("The same type of missile was used in January 2023.", "as what “the same type” is"),
        (
            "46 people were killed in a strike on another apartment building in Dnipro.",
            "beside which “another apartment building” is",
        ),
        ("Two other people were killed in the city of Kherson.", "beside whom “two other people” are"),
        ("The gap is narrower.", "than whom or what “narrower” is"),
        ("The date could not be verified.", "which date “the date” is"),
        ("The effort was failing.", "which effort “the effort” is"),
    ],
)
def test_what_points_at_something_told_before_is_asked(text, note):
    (claim,) = claims(text)
    assert note in claim.ambiguous


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Windows had been blown out in an apartment block, however.", "Windows had been blown out in an apartment block."),
        ("Further north, in the Donetsk region, four people were killed.", "In the Donetsk region, four people were killed."),
    ],
)
def test_words_that_only_lead_on_are_left_out(text, statement):
    assert statement in statements(text)
