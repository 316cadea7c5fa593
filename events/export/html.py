"""One web page with map, timeline and list, that opens without a server and without network.

Its data is JSON in which no `<` is left, and its script makes text nodes of all words; its policy runs no other script
and asks for nothing.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from events.dashboard import wording
from events.dashboard.families import FAMILIES, ORDER, family
from events.dashboard.literal import plain, unsteered
from events.export import land
from events.export.about import About, text
from events.export.records import DIGITS
from events.model import Event, Mention
from events.store import moments

PRECISE = ("site", "settlement")
MARKUP = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """The page; with a story, its chapters come first."""
    script = _read("page.js")
    title = plain(about.story.title) if about.story else "Events"
    parts = {
        "HASH": "sha256-" + b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        "TITLE": escape(title),
        "STYLE": _read("page.css") + _colours(),
        "LAND": f'<path id="land" d="{land.path()}"/>',
        "SCRIPT": script,
    }
    before, after = _read("page.html").split("@@DATA@@")
    with text(sink) as out:
        out.write(_filled(before, parts))
        out.write('{"title":' + _json(title) + ',"families":' + _json([f.name for f in FAMILIES]))
        out.write(',"story":' + _json(_story(about)) + ',"events":[')
        for number, event in enumerate(events):
            out.write(("," if number else "") + "\n" + _json(_record(event, about)))
        out.write("]}")
        out.write(_filled(after, parts))


@cache
def _read(name: str) -> str:
    return (files("events.export") / "data" / name).read_text(encoding="utf-8")


def _filled(template: str, parts: dict[str, str]) -> str:
    return re.sub("@@([A-Z]+)@@", lambda found: parts[found[1]], template)


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(MARKUP)


def _colours() -> str:
    """A class a family, in both themes."""
    light = "".join(f".f{n}{{--colour:{f.light}}}" for n, f in enumerate(FAMILIES))
    dark = "".join(f".f{n}{{--colour:{f.dark}}}" for n, f in enumerate(FAMILIES))
    return f"{light}@media (prefers-color-scheme: dark){{{dark}}}"


def _story(about: About) -> list[dict[str, str]]:
    return [{"event": c.event_id, "caption": unsteered(c.caption)} for c in about.story.chapters] if about.story else []


def _record(event: Event, about: About) -> dict[str, Any]:
    """What the page shows of an event; what is not there is left out."""
    place, time = event.place, event.time
    placed = place is not None and place.lat is not None and place.lon is not None
    record = {
        "id": event.id,
        "what": wording.what(event),
        "kind": wording.kind(event.type, event.mode),
        "family": ORDER[family(event.type).name],
        "who": wording.who(event, "actor"),
        "whom": wording.who(event, "recipient"),
        "where": _where(event),
        "at": [round(v, 2) for v in land.project(place.lon, place.lat)] if place and placed else None,  # type: ignore[arg-type]
        "area": bool(placed and place and place.precision not in PRECISE),
        "when": wording.days(time),
        "begins": moments.begins(time.earliest) if time else None,
        "ends": moments.ends(time.earliest, time.latest, time.granularity) if time else None,
        "asserted": wording.ASSERTIONS.get(event.assertion),
        "toll": wording.toll(event.casualties),
        "salience": round(event.salience, DIGITS),
        "incidents": sorted({m.incident for m in event.mentions if m.incident}),
        "reports": [_report(m, about) for m in _told(event)],
    }
    return {name: value for name, value in record.items() if value or type(value) in (int, float)}


def _where(event: Event) -> str | None:
    """A place as it is found, or its words in the text."""
    place = event.place
    if place is None or place.name:
        return wording.perhaps(place, event.confidence.place)
    return plain(place.span.text) if place.span else None


def _told(event: Event) -> list[Mention]:
    """A mention for each sentence that tells of it, the most salient first."""
    mentions = sorted(event.mentions, key=lambda m: -m.salience)
    return list({(m.article_id, m.sentence.start): m for m in reversed(mentions)}.values())[::-1]


def _report(mention: Mention, about: About) -> dict[str, str]:
    article = about.sources[mention.article_id]
    linked = article.url and urlsplit(article.url).scheme in ("http", "https")
    record = {
        "sentence": unsteered(mention.sentence.text.strip()),
        "title": plain(article.title or article.name),
        "source": plain(article.source or ""),
        "day": article.published.isoformat() if article.published else None,
        "url": article.url if linked else None,
    }
    return {name: value for name, value in record.items() if value}
