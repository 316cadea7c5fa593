"""What is on the page, and how tests point at it: the map's layers and marks, the number of events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE


def number(page: Page) -> int:
    heading = page.get_by_role("heading", name=re.compile(r"\d+ event")).first.inner_text()
    return int(re.match(r"[\d,]+", heading).group().replace(",", ""))  # type: ignore[union-attr]


def map_is_drawn(page: Page) -> None:
    page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first.wait_for(timeout=PATIENCE)
    page.wait_for_function("document.querySelector('.stDeckGlJsonChart canvas.mapboxgl-canvas')?.width > 100")
    page.wait_for_timeout(1000)


def has_layer(page: Page, name: str) -> bool:
    return bool(json.loads(page.evaluate(FIND_DECK, name) or "[]"))


def layer(page: Page, name: str) -> list[dict]:
    """The data of a layer as the browser has it, read from the component's properties, once it is there."""
    for _ in range(200):
        if (found := page.evaluate(FIND_DECK, name)) is not None:
            return json.loads(found)
        page.wait_for_timeout(100)
    pytest.fail(f"the map has no layer {name!r}")


def map_shows(page: Page, places: set[str]) -> None:
    """Waits until the map has marks at these places and no others."""
    wait_for(page, lambda: {pin["label"].split(",")[0] for pin in layer(page, "targets")} == places)


def fewer_pins(page: Page, than: int) -> None:
    wait_for(page, lambda: len(layer(page, "targets")) < than)


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    """Until something is so that the page's own elements do not tell; twenty seconds at most."""
    for _ in range(200):
        if is_so():
            return
        page.wait_for_timeout(100)
    assert is_so()


def click_on_map(page: Page, at: list[float]) -> None:
    """Clicks at a longitude and latitude, once the map says what is there: it is slower to answer than to be drawn."""
    chart = page.get_by_test_id("stDeckGlJsonChart")
    for attempt in range(70):
        x, y = page.evaluate(PROJECT, at)
        chart.hover(position={"x": x + attempt % 2, "y": y})
        if page.locator(".deck-tooltip").is_visible():
            break
        page.wait_for_timeout(150)
    chart.click(position={"x": x, "y": y})


def open_first_of_several(page: Page) -> None:
    """Where a place has several events its list is shown, whose first row opens the first of them."""
    page.locator("blockquote").or_(page.get_by_role("button", name="All places")).first.wait_for()
    if page.get_by_role("button", name="All places").is_visible():
        page.locator(".events button").first.click()
        page.locator("blockquote").first.wait_for()


# React keeps a tree of what it has drawn; deck.gl's properties are in the present one.
WALK = """
const root = document.querySelector('[data-testid=stDeckGlJsonChart]');
let top = root[Object.keys(root).find((key) => key.startsWith('__reactFiber'))];
while (top.return) top = top.return;
let props = null;
const open = [top.stateNode.current];
while (open.length && !props) {
  const fiber = open.pop(), given = fiber.memoizedProps;
  if (given && Array.isArray(given.layers) && given.viewState) props = given;
  if (fiber.sibling) open.push(fiber.sibling);
  if (fiber.child) open.push(fiber.child);
}
"""
FIND_DECK = f"""(name) => {{ {WALK}
  const layer = props?.layers.find((each) => each.id.startsWith(name));
  return layer ? JSON.stringify(layer.props.data) : null;
}}"""
PROJECT = f"""([lon, lat]) => {{ {WALK}
  const {{ longitude, latitude, zoom }} = props.viewState, size = 512 * 2 ** zoom, box = root.getBoundingClientRect();
  const x = (l) => (l / 360) * size;
  const y = (l) => (Math.log(Math.tan(Math.PI / 4 + (l * Math.PI) / 360)) / (2 * Math.PI)) * size;
  return [box.width / 2 + x(lon) - x(longitude), box.height / 2 - y(lat) + y(latitude)];
}}"""
