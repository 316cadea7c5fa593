"""iCalendar (RFC 5545) for calendar programs: all-day events. It has no place for the undated and for years before 1.

An interval that is open on one side is written as its known day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO
from unicodedata import category

import icalendar

from events.dashboard import wording
from events.export.about import About
from events.model import Event, TimeInterval


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> int:
    """A calendar, one event after another. Gives how many are left out."""
    frame = icalendar.Calendar()
    frame.add("prodid", "-//Dateline//Events//EN")
    frame.add("version", "2.0")
    head, end = frame.to_ical().split(b"END:", 1)
    sink.write(head)
    now = datetime.now(UTC)
    left_out = 0
    for event in events:
        if days := _days(event.time):
            sink.write(_entry(event, *days, now, about).to_ical())
        else:
            left_out += 1
    sink.write(b"END:" + end)
    return left_out


def _days(time: TimeInterval | None) -> tuple[date, date] | None:
    """The first day, and the day after the last."""
    try:
        known = [date.fromisoformat(edge[:10]) for edge in (time.earliest, time.latest) if edge] if time else []
        return (known[0], known[-1] + timedelta(1)) if known else None
    except (ValueError, OverflowError):  # a year that a calendar does not know
        return None


def _entry(event: Event, first: date, after: date, now: datetime, about: About) -> icalendar.Event:
    told = max(event.mentions, key=lambda m: m.salience)
    article = about.sources[told.article_id]
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@dateline")
    entry.add("dtstamp", now)
    entry.add("dtstart", first)
    entry.add("dtend", after)
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", _plain(f"{wording.kind(event.type, event.mode)}: {wording.headline(event)}"))
    entry.add("description", _plain(f"{' '.join(told.sentence.text.split())} ({article.source or article.name})"))
    entry.add("categories", [event.type])
    if event.assertion != "asserted":
        entry.add("status", "TENTATIVE")
    if event.place and event.place.name:
        entry.add("location", _plain(wording.where(event.place) or ""))
        if event.place.lat is not None and event.place.lon is not None:
            entry.add("geo", (event.place.lat, event.place.lon))
    return entry


def _plain(text: str) -> str:
    """Without characters that a line of a calendar cannot hold."""
    return "".join(" " if category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
