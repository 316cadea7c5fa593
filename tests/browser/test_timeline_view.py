"""The timeline in a real browser, on an app that has nothing else: what it shows, and what it tells the page."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LOCALE, PATIENCE, ROOT, _wait

SPAN = re.compile(r"\[-?\d+, -?\d+\]")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = "tests/browser/timeline_app.py"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        f"--server.port={port}",
        "--server.fileWatcherType=none",
    ]
    path = tmp_path_factory.mktemp("timeline") / "log.txt"
    with path.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server, path)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, color_scheme="light", locale=LOCALE)
    context.set_default_timeout(20_000)
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    assert failed == []
    context.close()


def opened(page: Page, app: str, query: str = "") -> Page:
    page.goto(f"{app}/?{query}")
    page.locator(".chart").wait_for(timeout=PATIENCE)
    expect(page.locator(".chart .tick").first).to_be_visible()
    return page


def tells(page: Page, name: str, value: str | re.Pattern) -> None:
    expect(page.get_by_text(re.compile(rf"^{name}: ")).first).to_have_text(
        re.compile(f"^{name}: {value if isinstance(value, str) else value.pattern}$")
    )


def drag(page: Page, box: Locator, begin: float, end: float) -> None:
    """Over parts of its width."""
    at = box.bounding_box()
    assert at
    y = at["y"] + 20
    page.mouse.move(at["x"] + begin * at["width"], y)
    page.mouse.down()
    page.mouse.move(at["x"] + end * at["width"], y, steps=5)
    page.mouse.up()


def ticks(page: Page) -> list[str]:
    return page.locator(".chart .tick").all_text_contents()


# ---- the brush -------------------------------------------------------------------------------------------------


def test_a_drag_on_the_histogram_makes_a_window_and_greys_what_lies_outside(page: Page, app: str) -> None:
    opened(page, app)
    assert page.locator(".mark.out").count() == 0
    drag(page, page.locator(".histogram"), 0.1, 0.3)
    tells(page, "brush", SPAN)
    expect(page.locator(".status")).to_have_text(re.compile(r"2014 – \d+ \w+ 2014 · \d+ events of 7"))
    out = {mark.get_attribute("data-id") for mark in page.locator(".mark.out").all()}
    assert out == {"talks", "vote", "truce"}
    expect(page.locator(".mark")).to_have_count(7)


def test_a_window_moves_is_resized_and_cleared(page: Page, app: str) -> None:
    opened(page, app)
    drag(page, page.locator(".histogram"), 0.2, 0.4)
    tells(page, "brush", SPAN)
    first = brush(page)
    drag(page, page.locator(".histogram"), 0.3, 0.5)
    second = changed(page, first)
    assert second[1] - second[0] == first[1] - first[0]
    assert second[0] > first[0]
    handle = page.get_by_role("slider", name="End of the window")
    handle.focus()
    page.keyboard.press("ArrowRight")
    third = changed(page, second)
    assert third[0] == second[0]
    assert third[1] > second[1]
    page.keyboard.press("Escape")
    tells(page, "brush", "None")
    expect(page.locator(".brush")).to_be_hidden()
    expect(page.locator(".status")).to_have_text("All dates · 7 events · 1 without a date")


def test_what_the_page_clears_is_cleared_and_can_be_made_again(page: Page, app: str) -> None:
    opened(page, app)
    page.get_by_role("button", name="Step forward").click()
    tells(page, "brush", SPAN)
    before = brush(page)
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator(".brush")).to_be_hidden()
    page.get_by_role("button", name="Step forward").click()
    assert changed(page, None) == before


def brush(page: Page) -> list[int]:
    found = re.search(r"brush: \[(-?\d+), (-?\d+)\]", page.get_by_text(re.compile("^brush: ")).first.inner_text())
    assert found
    return [int(found[1]), int(found[2])]


def changed(page: Page, before: list[int] | None) -> list[int]:
    """The window, when it is another one."""
    line = page.get_by_text(re.compile("^brush: ")).first
    expect(line).not_to_have_text(f"brush: {before}")
    return brush(page)


def test_a_finger_makes_a_window_and_two_zoom(chromium: Browser, app: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, locale=LOCALE)
    page = opened(context.new_page(), app)
    hand = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    box = page.locator(".histogram").bounding_box()
    assert box
    touch("touchStart", (100, box["y"] + 20))
    for x in (120, 150, 200):
        touch("touchMove", (x, box["y"] + 20))
    touch("touchEnd")
    tells(page, "brush", SPAN)
    box = page.locator(".chart").bounding_box()
    assert box
    y = box["y"] + 60
    touch("touchStart", (180, y), (220, y))
    for away in (30, 60, 90):
        touch("touchMove", (180 - away, y), (220 + away, y))
    touch("touchEnd")
    tells(page, "view", SPAN)
    context.close()


# ---- marks -----------------------------------------------------------------------------------------------------


def test_a_click_on_a_mark_tells_its_id_and_outlines_it(page: Page, app: str) -> None:
    opened(page, app)
    mark = page.locator(".mark[data-id=mosul]")
    mark.click()
    tells(page, "pick", "mosul")
    expect(mark).to_have_class(re.compile("chosen"))


def test_marks_show_what_is_known_and_what_is_not(page: Page, app: str) -> None:
    opened(page, app)
    looks = {
        m.get_attribute("data-id"): set((m.get_attribute("class") or "").split()) for m in page.locator(".mark").all()
    }
    assert looks == {
        "mosul": {"mark", "dot"},
        "amerli": {"mark", "stretch"},
        "truce": {"mark", "stretch", "soft"},
        "talks": {"mark", "dot", "hollow"},
        "war": {"mark", "stretch", "soft", "open-ended"},
        "aid": {"mark", "stretch", "open-ended"},
        "vote": {"mark", "stretch", "soft", "hollow"},
    }
    fills = {
        id_: page.locator(f".mark[data-id={id_}] rect").evaluate("each => each.style.fill") for id_ in ("war", "aid")
    }
    assert fills == {"war": 'url("#out-0")', "aid": 'url("#in-5")'}


def test_a_tooltip_says_hostile_words_as_they_are(page: Page, app: str) -> None:
    opened(page, app)
    page.locator(".mark[data-id=war]").hover()
    expect(page.locator(".tooltip")).to_contain_text("<img src=x onerror='window.hurt=1'>")
    assert page.evaluate("window.hurt") is None
    assert page.locator(".timeline img").count() == 0


def test_marks_are_reached_and_opened_by_keyboard(page: Page, app: str) -> None:
    opened(page, app)
    page.locator(".chart").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "war"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "mosul"
    expect(page.locator(".tooltip.shown")).to_contain_text("captured the city of Mosul")
    page.keyboard.press("Enter")
    tells(page, "pick", "mosul")


FOCUSED = "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot.activeElement.dataset.id"

# ---- the view --------------------------------------------------------------------------------------------------


def test_the_wheel_zooms_to_hours_and_a_double_click_shows_all_again(page: Page, app: str) -> None:
    opened(page, app)
    assert "Jul" in ticks(page)
    page.locator(".mark[data-id=mosul]").hover()
    for _ in range(9):
        page.mouse.wheel(0, -300)
        page.wait_for_timeout(30)
    tells(page, "view", SPAN)
    assert "12:00" in ticks(page)
    assert "10 Jun 2014" in ticks(page)
    page.locator(".chart").dblclick(position={"x": 500, "y": 20})
    tells(page, "view", "None")
    assert "Jul" in ticks(page)


def test_a_drag_moves_the_view(page: Page, app: str) -> None:
    opened(page, app)
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
    tells(page, "view", SPAN)
    before = page.locator(".mark[data-id=vote] rect").bounding_box()
    drag(page, page.locator(".chart"), 0.6, 0.4)
    after = page.locator(".mark[data-id=vote] rect").bounding_box()
    assert before
    assert after
    assert after["x"] < before["x"]


def test_years_before_our_era_are_called_so(page: Page, app: str) -> None:
    opened(page, app, "events=ancient")
    assert {"50 BCE", "10 BCE", "1 CE", "10 CE"} <= set(ticks(page))
    page.get_by_label("Length").select_option("Decade")
    page.get_by_role("button", name="Step forward").click()
    expect(page.locator(".status strong")).to_have_text("60 BCE – 51 BCE")


def test_many_events_are_counted_in_bars_and_shown_one_by_one_when_near(page: Page, app: str) -> None:
    opened(page, app, "events=5000")
    expect(page.locator(".note")).to_have_text("Bars count events. Zoom in to see each.")
    assert page.locator(".mark").count() == 0
    height = page.locator(".timeline").bounding_box()
    for _ in range(6):
        page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".mark").first).to_be_visible()
    expect(page.locator(".note")).to_be_hidden()
    after = page.locator(".timeline").bounding_box()
    assert height
    assert after
    assert after["height"] == height["height"]


@pytest.mark.parametrize(
    ("lanes", "names"),
    [
        ("type", ["Violence", "Talks and agreements", "Aid and easing", "Law and elections"]),
        ("place", ["GIN", "IRQ", "UKR", "YEM"]),
    ],
)
def test_lanes_have_their_names_at_the_left(page: Page, app: str, lanes: str, names: list[str]) -> None:
    opened(page, app)
    page.get_by_label("Lanes").select_option(lanes)
    tells(page, "lanes", lanes)
    expect(page.locator(".name span")).to_have_text(names)


def test_nothing_to_show_is_said(page: Page, app: str) -> None:
    opened(page, app, "events=none")
    expect(page.locator(".note")).to_have_text("None of these events has a date.")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".status")).to_contain_text("0 events")


# ---- steps -----------------------------------------------------------------------------------------------------


def test_arrow_keys_step_the_window(page: Page, app: str) -> None:
    opened(page, app)
    page.get_by_label("Length").select_option("Month")
    page.locator(".histogram").focus()
    said = page.locator(".status strong")
    shown, answered = "", None
    for key, window in (
        ("Home", "1 Jan 2014 – 31 Jan 2014"),
        ("ArrowRight", "1 Feb 2014 – 28 Feb 2014"),
        ("ArrowLeft", "1 Jan 2014 – 31 Jan 2014"),
        ("ArrowLeft", "1 Jan 2014 – 31 Jan 2014"),
        ("End", "1 Nov 2015 – 30 Nov 2015"),
        ("Home", "1 Jan 2014 – 31 Jan 2014"),
    ):
        page.keyboard.press(key)
        expect(said).to_have_text(window)
        if window != shown:  # the answer to an earlier key could pass for one to a later
            shown, answered = window, changed(page, answered)
    page.get_by_label("Window", exact=True).select_option("cumulative")
    page.locator(".histogram").focus()
    for window in ("1 Jan 2014 – 28 Feb 2014", "1 Jan 2014 – 31 Mar 2014"):
        page.keyboard.press("ArrowRight")
        expect(said).to_have_text(window)


def test_play_moves_the_window_step_by_step_and_stops_at_the_end(page: Page, app: str) -> None:
    """Each step waits for the answer to the one before: a slow page is never stopped while it draws."""
    opened(page, app, "slow=0.6")
    expect(page.get_by_text("finished: 1")).to_be_visible()
    page.get_by_label("Length").select_option("Quarter")
    page.get_by_label("Speed").select_option("4")
    page.locator(".histogram").focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    said = page.locator(".status strong")
    for window in ("1 Jan 2014 – 31 Mar 2014", "1 Apr 2014 – 30 Jun 2014", "1 Jul 2014 – 30 Sep 2014"):
        expect(said).to_have_text(window)
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=PATIENCE)
    expect(said).to_have_text("1 Oct 2015 – 31 Dec 2015")
    expect(page.get_by_text(re.compile(r"^finished: 9$"))).to_be_visible()  # eight quarters, and the first run


# ---- for everyone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize(("theme", "lanes"), [("light", "none"), ("dark", "actor")])
def test_axe_finds_nothing_serious(chromium: Browser, app: str, width: int, theme: str, lanes: str) -> None:
    window = {"width": width, "height": 900}
    context = chromium.new_context(viewport=window, color_scheme=theme, locale=LOCALE)  # type: ignore[arg-type]
    page = opened(context.new_page(), app, f"events=2000&theme={theme}")
    page.get_by_label("Lanes").select_option(lanes)
    page.get_by_role("button", name="Step forward").click()
    tells(page, "brush", SPAN)
    found = Axe().run(page, context=".stBidiComponent").response
    assert "button-name" in {each["id"] for each in found["passes"]}  # it does look inside
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_histogram_is_also_a_table(page: Page, app: str) -> None:
    opened(page, app)
    expect(page.get_by_role("table", name="Events over time").get_by_role("row")).not_to_have_count(0)
