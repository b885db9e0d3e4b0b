"""Two reviewers disagree, each with evidence of their own that nobody else sees; an adjudicator settles it, in a browser."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import PASSWORD
from tests.functional.stack import PATIENCE, Stack

PROPOSITION = "Rebels fired 41 rockets at the port of Tavrin."

#: Whoever is left over when two of three review is the adjudicator.
SET_UP = f"""
from tests.factories import *
desk = DeskFactory(name="Tavrin desk", slug="tavrin")
scale = RatingScaleFactory(desk=desk)
RatingFactory(scale=scale, label="Supported", meaning="supported", value=5, position=1)
RatingFactory(scale=scale, label="Refuted", meaning="refuted", value=1, position=2)
users = {{
    name: member(desk, role, user=UserFactory(email=f"{{name}}@tavrin.example", display_name=name.title()))
    for name, role in {{"anna": "reviewer", "boris": "reviewer", "chris": "lead"}}.items()
}}
claim = claim_on(desk, statement={PROPOSITION!r})
said_by(claim, "Harbour Ministry")
FigureFactory(claim=claim, value=41)
case = case_of(claim, state="in_review", reviews_required=2)
for name in ("anna", "boris"):
    AssignmentFactory(case=case, reviewer=users[name], state="accepted")
"""


@pytest.fixture
def signed_in(stack: Stack, context: BrowserContext):
    """Signs people in through the form, each in a browser of their own."""
    stack.shell(SET_UP)

    def signed_in(name: str) -> Page:
        page = context.browser.new_context(base_url=stack.base_url).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/")
        page.get_by_label("E-mail address").fill(f"{name}@tavrin.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="My queue")).to_be_visible()
        return page

    return signed_in


def gather(page: Page, source: str, passage: str) -> None:
    """Put a piece of evidence of a source that nobody knew to the case that the page shows."""
    page.get_by_role("link", name=PROPOSITION).click()
    expect(page.get_by_role("heading", name=PROPOSITION)).to_be_visible()
    expect(page.get_by_text("None yet. Add what speaks for the claim")).to_be_visible()
    page.get_by_text("Add evidence").click()
    page.get_by_label("unpublished").check()
    page.get_by_label("Source", exact=True).fill(source)
    page.get_by_label("Passage").fill(passage)
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".passage")).to_have_text([passage])


def hand_in(page: Page, stance: str, rating: str, figure: str, band: tuple[str, str], rationale: str) -> None:  # noqa: PLR0917
    """Fill in the finding of the case that the page shows."""
    if stance:
        page.locator("#stances").get_by_label(stance).check()
    page.get_by_role("group", name="Was it said?").get_by_label("faithful").check()
    page.get_by_label(rating).check()
    page.get_by_label(figure).check()
    page.get_by_label("Evidence: low").fill(band[0])
    page.locator("#id_band_high").fill(band[1])
    page.get_by_label("Rationale").fill(rationale)


def test_two_reviewers_disagree_and_an_adjudicator_settles_it(signed_in) -> None:
    anna, boris, chris = (signed_in(name) for name in ("anna", "boris", "chris"))

    # Anna finds that it is so.
    gather(anna, "Night watch", "I counted forty-one.")
    hand_in(anna, "supports", "Supported", "within the evidence", ("40", "42"), "The night watch counted.")
    anna.get_by_role("button", name="Submit finding").click()
    expect(anna.get_by_text("Your finding is handed in.")).to_be_visible()

    # Nobody learns of it: neither Boris, who finds the contrary, nor Chris, who leads.
    for page in (boris, chris):
        page.goto("/sources/?q=night")
        expect(page.get_by_text("No source by this name")).to_be_visible()
    chris.goto("/cases/")
    chris.get_by_role("link", name=PROPOSITION).click()
    expect(chris.get_by_role("heading", name=PROPOSITION)).to_be_visible()
    expect(chris.get_by_text("None yet. Add what speaks for the claim")).to_be_visible()
    expect(chris.get_by_text("counted")).to_have_count(0)
    boris.goto("/")
    gather(boris, "Port log", "Nine came in.")
    hand_in(boris, "contradicts", "Refuted", "above the evidence", ("8", "10"), "The log has nine.")
    boris.get_by_role("button", name="Submit finding").click()
    expect(boris.get_by_text("Your finding is handed in.")).to_be_visible()

    # They differ: Chris, who was neither, sees both side by side, with what each of them gathered, and decides.
    chris.goto(f"{chris.url}adjudicate/")
    chris.get_by_role("button", name=re.compile("(Take|Accept) the adjudication")).click()
    expect(chris.get_by_role("heading", name="Your decision")).to_be_visible()
    expect(chris.locator(".reviews article")).to_have_count(2)
    for words in ("The night watch counted.", "The log has nine."):
        expect(chris.locator(".reviews").get_by_text(words)).to_be_visible()
    expect(chris.locator(".passage")).to_have_text(["I counted forty-one.", "Nine came in."])
    hand_in(chris, "", "Refuted", "above the evidence", ("8", "10"), "A log outweighs a memory.")
    chris.get_by_role("button", name="Decide").click()
    expect(chris.get_by_text("The case is decided.")).to_be_visible()
    expect(chris.get_by_text("A log outweighs a memory.").first).to_be_visible()

    # Now each of the two sees what the other found.
    anna.reload()
    expect(anna.locator(".passage")).to_have_text(["I counted forty-one.", "Nine came in."])
    expect(anna.get_by_text("The log has nine.")).to_be_visible()
