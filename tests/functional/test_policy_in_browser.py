"""The ``page`` fixture itself fails at every breach of the policy, error of a script and call to another host."""

import pytest
from playwright.sync_api import Page, expect

from tests.functional.stack import Stack

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def administrator(stack: Stack) -> str:
    email = "root@example.org"
    stack.shell(f"User.objects.create_superuser(email={email!r}, display_name='Root', password={PASSWORD!r})")
    return email


@pytest.fixture
def admin_page(page: Page, administrator: str) -> Page:
    page.goto("/admin/")
    page.get_by_label("E-mail").fill(administrator)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Site administration | Claimdesk")
    return page


def test_the_admin_works_under_its_own_policy(admin_page: Page) -> None:
    admin_page.goto("/admin/core/desk/add/")
    admin_page.locator("#id_name").fill("Night shift")
    admin_page.locator("#id_slug").fill("night-shift")
    admin_page.get_by_role("button", name="Save", exact=True).click()
    expect(admin_page.locator("#result_list")).to_contain_text("Night shift")


def test_the_api_documentation_works_under_its_own_policy(admin_page: Page) -> None:
    admin_page.goto("/api/v1/docs/")
    operation = admin_page.locator(".opblock-get").first
    operation.click()
    expect(operation.get_by_role("button", name="Try it out")).to_be_visible()
