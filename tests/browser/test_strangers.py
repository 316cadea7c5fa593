"""The dashboard served to others: who signs in at a real OpenID Connect provider, and what their role lets them do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from events.merging import group_incidents
from events.store import Store
from tests import factory
from tests.browser.conftest import LOCALE, PATIENCE, free_port, served

ARTICLE = factory.article("Rebels shelled Mosul on 10 June 2014.", name="shelled.txt", published="2014-06-11")
ROLES = {"anna": "admin", "ben": "editor", "lea": "reader", "mallory": None}
TOOLS = {"editor": {"Correct", "Verify", "History"}, "reader": {"History"}}


def claims(name: str) -> User:
    return User(sub=name, claims={"email": f"{name}@example.org", "email_verified": True})


@pytest.fixture(scope="module")
def dashboard(store_file: Path, gazetteer: object) -> Iterator[str]:
    """The address of a dashboard that others can reach, with one event in it."""
    told = [factory.mention(ARTICLE, "shelled", place=factory.MOSUL, time=factory.day("2014-06-10"))]
    with Store.open(f"sqlite:///{store_file}") as store:
        store.add(ARTICLE, group_incidents(told))
    port, access = free_port(), store_file.with_name("access.toml")
    users = [claims(name) for name in ROLES]
    with run_server_in_thread(user_claims=users) as provider:
        access.write_text(f"""
            [auth]
            redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
            cookie_secret = "{"0123456789abcdef" * 2}"
            client_id = "dateline"
            client_secret = "secret"
            server_metadata_url = "http://127.0.0.1:{provider.server_port}/.well-known/openid-configuration"
            [roles]
            admin = ["anna@example.org"]
            editor = ["ben@example.org"]
            reader = ["lea@example.org"]
        """)
        command = [sys.executable, "-m", "events", "serve", "--address", "0.0.0.0", "--access", str(access)]  # noqa: S104
        with served(command, "--port", port, store_file) as address:
            yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale=LOCALE)
    context.set_default_timeout(PATIENCE)
    context.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())  # what the provider's page asks for
    yield context.new_page()
    context.close()


def sign_in(page: Page, dashboard: str, name: str, path: str = "") -> None:
    page.goto(f"{dashboard}/{path}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("textbox").fill(name)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{dashboard}/**")


@pytest.mark.parametrize("path", ["", "article"])
def test_nobody_sees_anything_before_they_have_signed_in(page: Page, dashboard: str, path: str) -> None:
    page.goto(f"{dashboard}/{path}")
    page.get_by_role("button", name="Sign in").wait_for()
    assert "Mosul" not in page.content()
    expect(page.get_by_role("link", name="Corrections")).to_have_count(0)


@pytest.mark.parametrize("name", ["ben", "lea"])
def test_what_a_role_allows_is_offered_and_signed(page: Page, dashboard: str, store_file: Path, name: str) -> None:
    sign_in(page, dashboard, name)
    with Store.open(f"sqlite:///{store_file}") as store:
        event = store.events()[0]
    page.goto(f"{dashboard}/?event={event.id}")
    page.locator("blockquote").first.wait_for()
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your name")).to_have_count(0)
    offered = {tool for tool in TOOLS["editor"] if page.get_by_role("button", name=tool, exact=True).count()}
    assert offered == TOOLS[ROLES[name]]
    if ROLES[name] == "editor":
        page.get_by_role("button", name="Verify").click()
        page.get_by_role("button", name="Verified").wait_for()
        with Store.open(f"sqlite:///{store_file}") as store:
            assert store.corrections.log()[-1].author == f"{name}@example.org"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "erases", "adds"), [("anna", 1, 1), ("ben", 0, 1), ("lea", 0, 0)])
def test_who_may_erase_and_add(page: Page, dashboard: str, name: str, erases: int, adds: int) -> None:
    sign_in(page, dashboard, name)
    page.goto(f"{dashboard}/article")
    page.get_by_text("Underlined words").wait_for()
    expect(page.get_by_role("button", name="Erase for good")).to_have_count(erases)
    expect(page.get_by_role("button", name="Read this article again")).to_have_count(adds)


def test_who_has_no_role_or_another_cookie_does_not_enter(page: Page, dashboard: str) -> None:
    sign_in(page, dashboard, "mallory")
    page.get_by_text("may not enter here").wait_for()
    assert "Mosul" not in page.content()
    cookie = next(c for c in page.context.cookies() if c["name"] == "_streamlit_user")
    page.context.add_cookies([{**cookie, "value": cookie["value"][:-4] + "AAAA"}])  # type: ignore[list-item]
    page.goto(dashboard)
    page.get_by_role("button", name="Sign in").wait_for()
