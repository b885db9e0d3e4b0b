"""The pages in a real browser: nothing for axe to find, every action by keyboard, and none that needs a script."""

import json
import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from claims.models import Claim
from core.models import Session, User
from core.sessions import SessionStore
from sources.models import Article
from tests.factories import (
    PASSWORD,
    AssignmentFactory,
    CaseEvidenceFactory,
    ClaimFactory,
    CommentFactory,
    EvidenceStanceFactory,
    PublicationFactory,
    ReviewFactory,
    VerdictFactory,
    case_of,
    case_on,
)
from tests.functional.stack import PATIENCE
from tests.pages import World, build_world
from verification.grounds import freeze
from verification.models import Case, CaseEvidence, Evidence, Review, ReviewDraft, RoutingRule

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
#: The other theme has other colours, and nothing else.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
#: What axe reports beside them, of every element of the page, takes longer to hand over than to find.
VIOLATIONS = "async (rules) => (await axe.run(document, rules)).violations"
#: What is fetched when it is unfolded is there.
FETCHED = "() => !document.querySelector('details [hx-trigger^=toggle]')"
#: axe has given up to look for them.
REPEATED_IDS = """
() => [...document.querySelectorAll("[id]")].map((element) => element.id).filter((id, at, ids) => ids.indexOf(id) !== at)
"""
PUBLIC_KEY = "a-key-that-nobody-guesses"


@pytest.fixture
def world() -> World:
    world = build_world()
    world.lead.is_superuser = True
    world.lead.save()
    review = ReviewFactory(assignment=AssignmentFactory(case__desk=world.desk, state="done"), rating=world.rating)
    published = case_on(world.desk, state="published", public_key=PUBLIC_KEY)
    verdict = VerdictFactory(case=published, rating=world.rating, grounds=freeze(published, []), reviews=[review])
    PublicationFactory(verdict=verdict, published_by=world.lead)
    return world


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator:
    """Opens a tab in which a user is signed in; any error of a script and any breach of the policy fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    unanswered: set[Request] = set()

    def send(request: Request) -> None:  # Playwright takes no bound methods of sets
        unanswered.add(request)

    def answer(request: Request) -> None:
        unanswered.discard(request)

    def open_page(user: User | None = None, **options) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
        context.on("request", send)
        context.on("requestfinished", answer)
        context.on("requestfailed", answer)
        if user is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    # What a page still sends, the draft of what was typed, must not come in while the database is emptied.
    given_up = time.monotonic() + PATIENCE / 1000
    while unanswered and time.monotonic() < given_up:
        contexts[-1].pages[0].wait_for_timeout(20)
    for context in contexts:
        context.close()
    assert complaints == []


def session_of(user: User) -> str:
    """The key of a session in which the user is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "core.backends.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


# --- For everybody --------------------------------------------------------------------------------------------------------


def pages_of(world: World) -> list[str]:
    claim, article, case = world.claims[0].pk, world.article.pk, world.case.pk
    rule = RoutingRule.objects.get(desk=world.desk).pk
    evidence, capture = CaseEvidence.objects.get(case=case).pk, world.snapshot.capture_id
    return [
        *(
            "/",
            "/cases/",
            "/articles/",
            "/articles/submit/",
            "/sources/",
            "/sources/new/",
            "/events/",
            "/events/new/",
            "/exports/",
        ),
        *("/desk/overview/", "/desk/overview/?span=weeks"),
        *("/desk/rules/", "/desk/rules/new/", f"/desk/rules/{rule}/", f"/desk/rules/{rule}/edit/", f"/desk/rules/{rule}/off/"),
        *("/account/", "/account/second-factor/enrol/", "/desk/", f"/desk/members/{world.desk.memberships.first().pk}/access/"),
        *("/search/?q=drones", "/search/?q=nothing+like+it", "/cases/?q=nothing", "/nowhere/"),
        *(f"/articles/{article}/", f"/articles/{article}/triage/", f"/articles/{article}/edit/", f"/articles/{article}/mark/"),
        *(f"/articles/{article}/proposals/", f"/articles/{article}/mark/?start=0&end=5", f"/captures/{capture}/"),
        *(f"/claims/{claim}/", f"/claims/{claim}/correct/", f"/claims/{claim}/split/", f"/sources/{world.article.publisher_id}/"),
        *(f"/cases/{case}/", f"/cases/{case}/adjudicate/", f"/cases/{case}/routing/", f"/evidence/{evidence}/edit/"),
        *(
            "/ties/",
            "/notifications/?show=all",
            f"/cases/{case}/discussion/",
            "/desk/times/",
            "/cases/?pool=on",
            "/desk/calibration/",
            "/desk/calibration/cases/?what=all",
            "/desk/calibration/known/",
            f"/cases/{case}/known/",
            "/calibration/",
        ),
        *(f"/articles/{article}/sensitivity/", f"/cases/{case}/sensitivity/", f"/evidence/{evidence}/sensitivity/"),
        *(f"/v/{PUBLIC_KEY}/", f"/sources/{world.article.publisher_id}/said/"),
    ]


def findings_on(page: Page) -> list[str]:
    """What axe finds on the page with every part of it unfolded, in both themes."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.removeAttribute('name'); part.open = true })")
    page.wait_for_function(FETCHED)
    repeated = page.evaluate(REPEATED_IDS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour is caught on its way to another
    page.evaluate(Axe().axe_script)
    violations = page.evaluate(VIOLATIONS, RULES)
    page.emulate_media(color_scheme="dark")
    violations += page.evaluate(VIOLATIONS, COLOURS)
    found = [f"{page.url} {violation['id']}: {node['html'][:200]}" for violation in violations for node in violation["nodes"]]
    return found + [f"{page.url} repeats the id {name}" for name in repeated]


@pytest.mark.slow  # every page, and axe takes its second for each
def test_axe_finds_nothing_on_any_page_in_either_theme(world, open_page):
    found = []
    visits = {
        world.lead: pages_of(world),
        world.reviewer: [f"/cases/{world.case.pk}/"],
        None: ["/accounts/login/", "/accounts/password_reset/"],
    }
    for user, addresses in visits.items():
        page = open_page(user)
        for address in addresses:
            page.goto(address)
            found += findings_on(page)
    assert found == []


def test_no_page_has_to_be_moved_sideways(world, open_page):
    page, too_wide = open_page(world.lead), []
    for address in pages_of(world):
        page.goto(address)
        for width in (1440, 1024, 400):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((address, width))
    assert too_wide == []


#: What is wider than the block in which it stands.
RUNS_OUT = """() => [...document.querySelectorAll('main :is(p, h1, h2, li, td, .panel)')]
  .filter((block) => block.scrollWidth > block.clientWidth + 1 && block.checkVisibility())
  .map((block) => `${block.tagName}.${block.className}`)
"""


def test_what_people_wrote_without_a_place_to_break_breaks_all_the_same(world, open_page):
    word = f"https://example.org/{'a1b2c3d4' * 20}"
    Case.objects.update(proposition=word)
    Claim.objects.update(statement=word)
    Article.objects.update(title=word)
    Evidence.objects.update(passage=word)
    CommentFactory(case=world.case, author=world.lead, text=word)
    published = case_on(world.desk, state="published", public_key="another-key", proposition=word)
    review = ReviewFactory(assignment=AssignmentFactory(case=published, state="done"), rating=world.rating, rationale=word)
    EvidenceStanceFactory(review=review, case_evidence=CaseEvidenceFactory(case=published, evidence__passage=word))
    PublicationFactory(verdict=VerdictFactory(case=published, rating=world.rating, grounds=freeze(published, [review])))
    page, found = open_page(world.lead), []
    case, article, claim = world.case.pk, world.article.pk, world.claims[0].pk
    for address in (
        *("/", "/cases/", f"/cases/{case}/", f"/articles/{article}/", f"/articles/{article}/triage/", f"/claims/{claim}/"),
        *("/v/another-key/", f"/search/?q={word}", f"/cases/{case}/discussion/", "/articles/"),
    ):
        page.goto(address)
        for width in (1440, 400):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            found += [(address, width, block) for block in page.evaluate(RUNS_OUT) + ["page"] * wide]
    assert found == []


def test_the_priority_by_which_a_queue_is_sorted_shows_on_a_narrow_screen_too(world, open_page):
    for user, address in ((world.reviewer, "/"), (world.lead, f"/articles/{world.article.pk}/triage/")):
        page = open_page(user)
        page.set_viewport_size({"width": 400, "height": 900})
        page.goto(address)
        expect(page.locator(".queue .priority").first).to_be_visible()


#: Whether the middle of what has the focus can be seen and pressed.
FOCUS_SHOWS = """() => {
  const focused = document.activeElement, at = focused.getBoundingClientRect();
  return focused.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2));
}"""


@pytest.mark.parametrize(("width", "height"), [(400, 600), (1280, 500)])
def test_what_has_the_focus_stands_under_no_bar(world, open_page, width, height):
    for _ in range(8):
        case_of(ClaimFactory(snapshot=world.snapshot), state="proposed", bundle=world.cases[1].bundle)
    page, hidden = open_page(world.lead, reduced_motion="reduce"), []
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/articles/{world.article.pk}/triage/")
    page.locator("[data-ticks-all]").focus()
    while page.evaluate("document.activeElement.name") != "reason":
        page.keyboard.press("Tab")
        if not page.evaluate(FOCUS_SHOWS):
            hidden.append(page.evaluate("document.activeElement.outerHTML"))
    assert hidden == []


def test_an_error_stands_apart_from_what_follows_and_moves_no_field_of_its_row(world, open_page):
    page = open_page(world.lead)
    page.goto("/cases/?since=2025-99-99")
    assert page.locator("#id_since").bounding_box()["y"] == page.locator("#id_until").bounding_box()["y"]
    page.goto(f"/articles/{world.article.pk}/triage/")
    page.get_by_role("button", name="Open the ticked").click()
    refusal, following = page.locator("main [role=alert]"), page.locator("main [role=alert] + *")
    box = refusal.bounding_box()
    assert following.bounding_box()["y"] >= box["y"] + box["height"] + 8


#: What of the header is cut off: links beyond the edge of what shows, and what the search field says where it has no room.
CUT = """() => {
  const nav = document.querySelector('.top nav'), edge = nav.getBoundingClientRect().right;
  const cut = [...nav.querySelectorAll('a')].filter((link) => link.getBoundingClientRect().right > edge + 0.5);
  const field = document.querySelector('.top input[type=search]'), style = getComputedStyle(field);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = style.font;
  const room = field.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
  const said = pen.measureText(field.placeholder).width > room ? [field.placeholder] : [];
  return [...cut.map((link) => link.textContent), ...said];
}"""


def test_nothing_of_the_header_is_cut_off(world, open_page):
    world.lead.display_name = "Somebody with a long name"
    world.lead.save()
    page = open_page(world.lead)
    page.goto("/")
    cut = {}
    for width in (1440, 1024, 900, 640, 400, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if found := page.evaluate(CUT):
            cut[width] = found
    assert cut == {}


def test_the_theme_is_switched_at_once_and_stays(world, open_page):
    page = open_page(world.reviewer, color_scheme="light")
    page.goto("/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_text(str(world.reviewer)).click()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(background)
    page.reload()
    assert dark != light
    assert page.evaluate(background) == dark


@pytest.mark.parametrize(("chosen", "system"), [("dark", "light"), ("light", "dark"), ("", "dark"), ("", "light")])
def test_the_admin_and_the_documentation_of_the_api_follow_the_theme(world, open_page, live_server, chosen, system):
    is_dark = (chosen or system) == "dark"
    page = open_page(world.lead, color_scheme=system)
    page.context.add_cookies([{"name": "theme", "value": chosen, "url": live_server.url}])
    kept = json.dumps("light" if is_dark else "dark")  # by the admin, from when it had a theme of its own
    page.add_init_script(f"localStorage.setItem('adminTheme', JSON.stringify({kept}))")
    for address, dark in (("/admin/", "dark"), ("/api/v1/docs/", "dark-mode")):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(f"document.documentElement.classList.contains('{dark}')") == is_dark


def test_whom_a_comment_tells_is_chosen_where_it_is_written(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    page.get_by_label("Comment").fill("The log says forty.")
    page.get_by_text("Tell somebody").click()
    page.get_by_role("checkbox", name=str(world.lead)).check()
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#discussion")).to_contain_text("The log says forty.")
    expect(page.locator("#discussion")).to_contain_text(f"Told: {world.lead}")


# --- By keyboard ----------------------------------------------------------------------------------------------------------


def test_a_case_is_worked_on_by_keyboard(world, open_page):
    page = open_page(world.reviewer)
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{world.case.pk}/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent.trim()") == "2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent.trim()") == "1"
    page.keyboard.press("e")
    expect(page.locator(":focus")).to_have_attribute("name", "kind")  # once the form is fetched
    page.keyboard.press("v")
    assert page.evaluate("document.activeElement.name") == "said_0"
    page.keyboard.press("c")
    page.wait_for_url("**/correct/")


def test_what_was_refused_is_in_sight_and_focused(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    for form, button in (("#add-evidence", "Add it"), ("#finding-part", "Submit finding")):
        if form == "#add-evidence":
            page.locator(f"{form} > summary").click()
        page.locator(form).locator("form").evaluate("(form) => (form.noValidate = true)")
        page.locator(form).get_by_role("button", name=button).click()
        refusal = page.locator(form).get_by_role("alert")
        expect(refusal).to_be_focused()
        expect(refusal).to_be_in_viewport()
        page.goto(f"/cases/{world.case.pk}/")


def test_no_key_acts_while_somebody_types(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    rationale = page.get_by_label("Rationale")
    rationale.press_sequentially("jkencv? gq/")
    expect(rationale).to_have_value("jkencv? gq/")
    assert page.url.endswith(f"/cases/{world.case.pk}/")
    assert not page.locator("dialog[open]").count()
    expect(page.locator("#saved")).to_contain_text("Draft kept")


def test_all_keys_are_shown_and_can_be_turned_off(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    for what in ("Add evidence", "Finding", "Correct the claim", "Take the next case", "Search"):
        expect(dialog.get_by_text(what, exact=True)).to_be_visible()
    dialog.get_by_label("Turn single keys off").check()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()


#: By letter: how many hints to a key there are.
HINTS = "() => [...document.querySelectorAll('.keys kbd, .panel h2 kbd, .case-bar kbd')].map((key) => key.textContent)"


def test_only_keys_that_do_something_for_somebody_are_offered_to_them(world, open_page):
    for user in (world.viewer, world.reviewer, world.lead):
        page = open_page(user)
        page.goto(f"/cases/{world.case.pk}/")
        hints = {*page.evaluate(HINTS)} - {"j", "k", "?"}
        acting = {*page.evaluate("() => [...document.querySelectorAll('[data-key]')].map((part) => part.dataset.key)")}
        assert hints <= acting, user
        assert ("e" in hints) == (user != world.viewer)
        page.keyboard.press("?")
        assert ("d Desk" in page.get_by_role("dialog").inner_text()) == (user == world.lead)


def test_proposed_cases_are_triaged_by_keyboard(world, open_page):
    page = open_page(world.lead)
    page.goto(f"/articles/{world.article.pk}/triage/")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("o")
    expect(page.get_by_role("status")).to_contain_text("1 case is open")
    assert Case.objects.get(pk=world.cases[1].pk).state == "open"


def test_the_first_tab_skips_to_the_content(world, open_page):
    page = open_page(world.reviewer)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


# --- What scripts add -----------------------------------------------------------------------------------------------------


SELECT = """
(words) => {
  for (const paragraph of document.querySelectorAll("[data-start]")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
      return;
    }
  }
}
"""


@pytest.mark.parametrize("words", ["on Monday", "two of them died", "the café\u0301 owner"])
def test_a_selected_passage_is_marked_exactly_behind_emoji_accents_and_other_marks(world, open_page, words):
    page = open_page(world.reviewer)
    page.goto(f"/articles/{world.article.pk}/")
    page.evaluate(SELECT, words)
    expect(page.locator("#mark-selection")).to_be_visible()  # the browser tells of a selection a moment later
    page.keyboard.press("m")
    page.wait_for_url("**/mark/**")
    page.get_by_role("button", name="Mark as claim").click()
    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    assert Claim.objects.latest("pk").text == words


def test_a_draft_keeps_itself(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    page.get_by_label("Rationale").fill("Half a thought")
    expect(page.locator("#saved")).to_contain_text("Draft kept")
    assert ReviewDraft.objects.get().data["rationale"] == "Half a thought"
    page.reload()
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")


def test_what_was_typed_last_is_kept_before_another_form_takes_the_page_away(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    page.get_by_text("Of unknown origin").first.click()
    page.get_by_label("Goes back to").first.fill("The fire service")
    page.get_by_label("Rationale").fill("Half a thought")
    page.get_by_role("button", name="Set it").first.click()
    expect(page.locator("#evidence")).to_contain_text("Goes back to The fire service")
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")


def test_what_was_typed_last_is_kept_when_a_link_is_followed(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    page.get_by_label("Rationale").fill("Half a thought")
    page.get_by_role("link", name="My queue").click()
    expect(page.get_by_role("heading", name="My queue")).to_be_visible()
    # It is sent while the next page loads, and nothing waits for it.
    given_up_at = time.monotonic() + PATIENCE / 1000
    while not ReviewDraft.objects.filter(data__rationale="Half a thought").exists():
        assert time.monotonic() < given_up_at
        page.wait_for_timeout(50)
    page.goto(f"/cases/{world.case.pk}/")
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")


def sign_in_again(page: Page, user: User) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_page_whose_session_has_ended_says_so_keeps_what_is_typed_and_is_come_back_to(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    Session.objects.all().delete()
    rationale, comment = page.get_by_label("Rationale"), page.locator("#discussion").get_by_label("Comment")
    rationale.fill("Half a thought")
    expect(page.get_by_role("alert").get_by_text("You are signed out.")).to_be_visible()
    expect(rationale).to_be_focused()
    comment.fill("Who counted?")
    page.locator("#discussion").get_by_role("button", name="Comment").click()
    expect(comment).to_have_value("Who counted?")
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    sign_in_again(page, world.reviewer)
    expect(page).to_have_url(re.compile(rf"/cases/{world.case.pk}/$"))
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    expect(page.locator("#discussion").get_by_label("Comment")).to_have_value("Who counted?")
    expect(page.locator("#saved")).to_contain_text("Draft kept")


def test_what_was_handed_in_after_the_session_had_ended_comes_back_after_signing_in_for_the_same_person_alone(world, open_page):
    page = open_page(world.reviewer)
    page.goto(f"/cases/{world.case.pk}/")
    for who, is_back in ((world.reviewer, True), (world.lead, False)):
        Session.objects.all().delete()
        with page.expect_navigation(url=re.compile("/accounts/login/")):
            page.locator("#finding").evaluate(
                "(form) => { form.elements.rationale.value = 'A thought'; form.noValidate = true; form.requestSubmit(); }"
            )
        sign_in_again(page, who)
        expect(page).to_have_url(re.compile(rf"/cases/{world.case.pk}/$"))
        rationale = page.get_by_label("Rationale")
        expect(rationale).to_have_value("A thought") if is_back else expect(rationale).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('claimdesk.typed')") is None


def test_evidence_is_asked_for_what_fits_its_kind_and_nothing_typed_is_lost(world, open_page):
    page = open_page(world.reviewer)
    for address in (f"/cases/{world.case.pk}/", f"/cases/{world.case.pk}/evidence/"):
        page.goto(address)
        if not page.locator("[name=kind]").count():
            page.get_by_text("Add evidence").click()
        url, file = page.locator("#id_url"), page.locator("#id_file")
        expect(url).to_be_visible()
        expect(file).to_be_hidden()
        url.fill("no address")
        page.get_by_label("file", exact=True).check()
        expect(url).to_be_hidden()
        expect(file).to_be_visible()
        page.get_by_label("unpublished").check()
        expect(file).to_be_hidden()
        page.get_by_label("page", exact=True).check()
        expect(url).to_have_value("no address")
    page.get_by_label("unpublished").check()
    page.get_by_label("Source", exact=True).fill("Night watch")
    page.get_by_label("Passage").fill("I counted forty.")
    page.get_by_role("button", name="Add it").click()  # no browser waits for a better address where none is asked for
    expect(page.locator("#stances")).to_contain_text("I counted forty.")


def test_the_list_of_cases_follows_its_filters_and_so_does_the_address(world, open_page):
    page = open_page(world.lead)
    page.goto("/cases/")
    page.get_by_label("State").select_option("proposed")
    page.wait_for_url("**state=proposed**")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator("tbody tr")).not_to_have_count(1)


def test_the_data_of_a_public_verdict_is_no_breach_of_the_policy(world, open_page):
    page = open_page()
    page.goto(f"/v/{PUBLIC_KEY}/")
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["@type"] == "ClaimReview"


def test_a_page_that_scrolls_as_a_whole_opens_at_its_top(world, open_page):
    page = open_page(world.reviewer)
    page.set_viewport_size({"width": 400, "height": 200})
    page.goto(f"/cases/{world.case.pk}/")
    assert page.locator("mark.here").bounding_box()["y"] > 200
    assert page.evaluate("scrollY") == 0


# --- Without scripts ------------------------------------------------------------------------------------------------------


def test_everything_works_without_scripts(world, open_page):
    page = open_page(world.reviewer, java_script_enabled=False)
    page.goto("/articles/submit/")
    page.get_by_label("Text").fill("Nine people were rescued, the coast guard said. It was a calm night at sea for everyone.")
    page.get_by_label("Publisher").fill("Tavrin Post")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/articles/\d+/$"))
    article = Article.objects.latest("pk")
    page.goto(f"/articles/{article.pk}/mark/")
    page.get_by_label("Passage").fill("Nine people were rescued")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Mark as claim").click()
    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    assert Claim.objects.latest("pk").text == "Nine people were rescued"

    page.goto(f"/cases/{world.case.pk}/")
    page.get_by_label("Rationale").fill("Half a thought")
    page.get_by_role("button", name="Keep draft").click()
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    page.get_by_label("faithful").check()
    page.get_by_label("Supported").check()
    page.get_by_label("within the evidence").check()
    page.get_by_label("Evidence: low").fill("38")
    page.get_by_label("high", exact=True).first.fill("42")
    page.get_by_role("button", name="Submit finding").click()
    # It rests on no evidence yet, and nothing of it is lost on the way to some.
    expect(page.locator("#evidence .errorlist")).to_contain_text("the stance “supports”")
    page.get_by_text("Add evidence").click()
    page.get_by_role("link", name="Open the form").click()
    page.get_by_label("unpublished").check()
    page.get_by_label("Source", exact=True).fill("Night watch")
    page.get_by_label("Passage").fill("I counted forty.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    page.locator("#stances li", has_text="I counted forty.").get_by_label("supports").check()
    page.get_by_role("button", name="Submit finding").click()
    expect(page.get_by_label("Rationale")).to_have_count(0)
    assert Review.objects.get(case=world.case).rationale == "Half a thought"
    page.goto("/cases/?state=proposed")
    expect(page.locator("tbody tr")).to_have_count(1)
