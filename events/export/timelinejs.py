"""Knight Lab's TimelineJS: its JSON, and the CSV of its spreadsheet. It has no place for the undated.

TimelineJS shows headlines and texts as HTML, so the words of articles are escaped. Its years count 49 BC as -49, where
ISO 8601 has -0048.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from events.dashboard import wording
from events.dashboard.families import family
from events.export import csv_table
from events.export.about import About, text
from events.export.csv_table import Row
from events.export.jsonl import encoded
from events.model import Article, Event

DATES = ("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date")
COLUMNS = (
    *DATES,
    *("Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background"),
)
MOMENT = re.compile(r"([+-]?\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
PRECISION = {"year": 1, "decade": 1, "season": 2, "month": 2}  # granularity → parts of a date; else all
PARTS = ("year", "month", "day", "hour", "minute")
SHOWN = 120  # characters of a headline


def write_csv(events: Iterable[Event], sink: BinaryIO, about: About) -> int:
    """A spreadsheet that TimelineJS takes: one row an event. Gives how many are left out."""
    slides = _Slides(events, about)
    csv_table.rows(sink, COLUMNS, (_row(slide) for slide in slides))
    return slides.left_out


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> int:
    """The JSON that TimelineJS loads: the events, under the title of the story if one is told.

    Gives how many are left out.
    """
    slides = _Slides(events, about)
    with text(sink) as out:
        title = {"text": {"headline": escape(about.story.title)}} if about.story else None
        out.write('{"scale": "human", ' + (f'"title": {encoded(title)}, ' if title else "") + '"events": [')
        for number, slide in enumerate(slides):
            out.write(",\n" if number else "\n")
            out.write(encoded(slide))
        out.write("\n]}\n")
    return slides.left_out


class _Slides:
    """One slide an event; of a story one a chapter, also where two chapters tell of one event that was merged."""

    def __init__(self, events: Iterable[Event], about: About):
        self._events, self._about = events, about
        self._captions: dict[str, list[str]] = defaultdict(list)
        for chapter in about.story.chapters if about.story else ():
            self._captions[chapter.event_id].append(chapter.caption)
        self.left_out = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        told: Counter[str] = Counter()
        for event in self._events:
            dates = _dates(event)
            if dates is None:
                self.left_out += 1
                continue
            captions, nth = self._captions[event.id], told[event.id]
            told[event.id] += 1
            name = f"event-{event.id}" + (f"-{nth + 1}" if nth else "")
            yield {"unique_id": name, **dates, **_words(event, self._about, "".join(captions[nth : nth + 1]))}


def _dates(event: Event) -> dict[str, Any] | None:
    """Of an interval that is open on one side the known day; None where none is known."""
    time = event.time
    found = [MOMENT.fullmatch(edge) for edge in (time.earliest, time.latest) if edge] if time else []
    known = [edge for edge in found if edge]
    if time is None or not known:
        return None
    dates: dict[str, Any] = {"start_date": _date(known[0], time.granularity)}
    if (last := _date(known[-1], time.granularity)) != dates["start_date"]:
        dates["end_date"] = last
    return dates | {"display_date": escape(wording.days(time) or "")}


def _date(moment: re.Match[str], granularity: str | None) -> dict[str, int]:
    known = [int(part) for part in moment.groups() if part is not None][: PRECISION.get(granularity or "", 5)]
    year = known[0] if known[0] > 0 else known[0] - 1
    return dict(zip(PARTS, [year, *known[1:]], strict=False))


def _words(event: Event, about: About, caption: str) -> dict[str, Any]:
    told = max(event.mentions, key=lambda m: m.salience)
    article = about.sources[told.article_id]
    doubt = wording.ASSERTIONS.get(event.assertion)
    headline = wording.what(event)[:SHOWN] + (f" ({doubt})" if doubt else "")
    sentence = " ".join(told.sentence.text.split())
    said = [escape(caption)] if caption else []
    said += [f"“{escape(sentence)}”", f"<small>{_source(article)}</small>"]
    where = wording.where(event.place) if event.place and event.place.name else None
    said += [f"<small>{escape(where)}</small>"] if where else []
    return {
        "text": {"headline": escape(headline), "text": "".join(f"<p>{part}</p>" for part in said)},
        "group": family(event.type).name,
    }


def _source(article: Article) -> str:
    called = escape(article.source or article.title or article.name)
    linked = article.url and urlsplit(article.url).scheme in ("http", "https")
    return f'<a href="{escape(article.url or "")}">{called}</a>' if linked else called


def _row(slide: dict[str, Any]) -> Row:
    first, last = slide["start_date"], slide.get("end_date", {})
    return {
        **_cells(first, ""),
        **_cells(last, "End "),
        "Display Date": slide["display_date"],
        "Headline": slide["text"]["headline"],
        "Text": slide["text"]["text"],
        "Group": slide["group"],
    }


def _cells(date: dict[str, int], before: str) -> Row:
    hour = f"{date['hour']:02}:{date['minute']:02}" if "hour" in date else None
    parts = {f"{before}{part.title()}": date.get(part) for part in PARTS[:3]}
    return {**parts, f"{before}Time": hour}
