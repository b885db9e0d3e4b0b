"""The main job: an article in, a published verdict out, in a browser, with real servers and a real worker."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import PASSWORD
from tests.functional.stack import PATIENCE, Stack

STORY = (
    "KARSK -- Rebels fired 40 rockets at the port of Karsk overnight, the Harbour Ministry said on Monday.\n\n"
    "Two people were injured, the mayor of Karsk, Ilona Varga, said.\n"
)
PEOPLE = {"submitter": "reviewer", "first": "reviewer", "second": "reviewer", "lead": "lead"}
#: Long enough for a worker that loads its language model for the first time.
READING_MILLISECONDS = 120_000

SET_UP = f"""
from tests.factories import *
desk = DeskFactory(name="Harbour desk", slug="harbour")
scale = RatingScaleFactory(desk=desk)
RatingFactory(scale=scale, label="Supported", meaning="supported", value=5, position=1)
RatingFactory(scale=scale, label="Refuted", meaning="refuted", value=1, position=2)
RoutingRuleFactory(desk=desk, position=1, conditions={{}}, effects={{"reviews_required": 2}})
for name, role in {PEOPLE!r}.items():
    MembershipFactory(desk=desk, role=role, user=UserFactory(email=f"{{name}}@harbour.example", display_name=name.title()))
"""


@pytest.fixture
def signed_in(stack: Stack, context: BrowserContext):
    """Signs people in through the form, each in a browser of their own."""
    stack.shell(SET_UP)

    def signed_in(name: str) -> Page:
        page = context.browser.new_context(base_url=stack.base_url).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/")
        page.get_by_label("E-mail address").fill(f"{name}@harbour.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="My queue")).to_be_visible()
        return page

    return signed_in


def hand_in(page: Page, rationale: str) -> None:
    """Fill in the finding of the case that the page shows, and say that its evidence supports it."""
    page.locator("#stances").get_by_label("supports").check()
    expect(page.locator("#origin-counts")).to_have_text("supports 0 independent origins · 1 of unknown origin")
    page.get_by_role("group", name="Was it said?").get_by_label("faithful").check()
    page.get_by_label("Supported").check()
    page.get_by_label("within the evidence").check()
    page.get_by_label("Evidence: low").fill("38")
    page.locator("#id_band_high").fill("42")
    page.get_by_label("Rationale").fill(rationale)
    page.get_by_role("button", name="Submit finding").click()
    expect(page.get_by_text("Your finding is handed in.")).to_be_visible()


@pytest.mark.slow  # a worker reads a text with a freshly loaded language model
def test_an_article_becomes_a_published_verdict(signed_in) -> None:
    submitter = signed_in("submitter")
    submitter.goto("/articles/submit/")
    submitter.get_by_label("Text").fill(STORY)
    submitter.get_by_label("Publisher").fill("Harbour Post")
    submitter.get_by_label("Published").fill("2026-03-02")
    submitter.get_by_role("button", name="Submit").click()

    # The page shows the progress by itself, and then the claims.
    rockets = submitter.get_by_role("link", name=re.compile("40 rockets"))
    expect(rockets).to_be_visible(timeout=READING_MILLISECONDS)
    article = submitter.url

    # A correction of what the machine read.
    submitter.get_by_role("listitem").filter(has=rockets).get_by_role("link", name="correct").click()
    statement = "Rebels fired 40 rockets at the port of Karsk in the night to Monday, 2 March 2026."
    submitter.get_by_label("Statement").fill(statement)
    submitter.get_by_label("Reason").fill("It says which night.")
    submitter.get_by_role("button", name="Save").click()
    expect(submitter.get_by_text("It says which night.")).to_be_visible()

    # Triage by a lead: the worker proposed the cases.
    lead = signed_in("lead")
    lead.goto(f"{article}triage/")
    lead.get_by_label(statement).check()
    lead.get_by_role("button", name="Open the ticked").click()
    expect(lead.get_by_text("1 case is open.")).to_be_visible()

    # Two reviewers, each by themselves, with evidence.
    for name in ("first", "second"):
        reviewer = signed_in(name)
        reviewer.get_by_role("button", name="Next case").click()
        reviewer.wait_for_url("**/cases/*/")  # loaded, so that its keys work
        expect(reviewer.get_by_role("heading", name=statement)).to_be_visible()
        reviewer.keyboard.press("e")
        reviewer.get_by_label("unpublished").check()
        reviewer.get_by_label("Source", exact=True).fill("Night watch")
        reviewer.get_by_label("Passage").fill(f"I counted forty, says the {name}.")
        reviewer.get_by_role("button", name="Add it").click()
        expect(reviewer.locator(".passage")).to_have_text([f"I counted forty, says the {name}."])
        hand_in(reviewer, f"The night watch and the {name} agree.")

    # They agree, so the lead publishes, and anybody reads it.
    lead.goto("/")
    lead.get_by_role("link", name=statement).click()
    lead.get_by_role("link", name="Publish", exact=True).click()
    lead.get_by_role("button", name="Publish").click()
    expect(lead.get_by_text("The case is published.")).to_be_visible()
    lead.get_by_role("link", name="public page").click()
    expect(lead.get_by_role("heading", name="Supported")).to_be_visible()

    # The export holds it.
    lead.goto("/exports/")
    with lead.expect_download() as download:
        lead.get_by_role("button", name="Export").click()
    rows = [json.loads(line) for line in download.value.path().read_text().splitlines()]
    assert [row["proposition"] for row in rows] == [statement]
