"""Comma-separated tables for spreadsheets: one row an event, or one a mention."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, TextIO

from events.export.about import About, text
from events.model import Event, Mention

Row = dict[str, Any]

# What a spreadsheet takes for the beginning of a formula: behind blanks too, in full width too, and also behind a sign
# that some take for the end of a cell.
_SIGN = r"(?=[ \u00a0\u200b-\u200f\ufeff]*[=+@＝＋－＠-])"
_FORMULA = re.compile(rf"^(?=[\t\n])|(?:^|(?<=[;\t\n])){_SIGN}")
_LINE_BREAK = re.compile(r"\r\n?")  # begins a row: before Python 3.13 csv quotes a cell with LF in it, but none with CR
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # steers a terminal, and says nothing in a cell
_SHARED = (
    *("type", "mode", "cameo", "trigger", "what"),
    *("actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors"),
    *("place", "lat", "lon", "radius_km", "geonameid", "country", "admin1", "feature", "precision"),
    *("earliest", "latest", "granularity", "time_basis", "assertion"),
    *("killed_lowest", "killed_highest", "injured_lowest", "injured_highest"),
)
EVENT_COLUMNS = ("id", *_SHARED, "sources", "articles", "sentence")
MENTION_COLUMNS = (
    *("id", "article_id", "incident", *_SHARED, "ended", "attribution", "salience"),
    *("confidence_event", "confidence_actor", "confidence_place", "confidence_time", "sentence"),
)


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """One row an event; words are those of its most salient mention."""
    rows(sink, EVENT_COLUMNS, (event_row(event, about.names) for event in events))


def rows(sink: BinaryIO, columns: Sequence[str], found: Iterable[Row]) -> None:
    """A table of these rows, safe for spreadsheets."""
    with text(sink) as out:
        writer = table(out, columns)
        writer.writerows(map(safe, found))


def table(sink: TextIO, columns: Sequence[str]) -> csv.DictWriter:
    """A writer whose header is written."""
    writer = csv.DictWriter(sink, columns, lineterminator="\n")
    writer.writeheader()
    return writer


def safe(row: Row) -> Row:
    """The row without control characters, an apostrophe before what a spreadsheet takes for a formula. Numbers stay."""
    return {k: _text(v) if isinstance(v, str) else v for k, v in row.items()}


def _text(cell: str) -> str:
    return _FORMULA.sub("'", _CONTROL.sub("", _LINE_BREAK.sub("\n", cell)))


def mention_row(mention: Mention, article_name: str) -> Row:
    """One mention as cells; None where there is nothing to say."""
    return {
        "id": mention.id,
        "article_id": article_name,
        "incident": mention.incident,
        **_shared(mention, mention),
        "ended": mention.ended,
        "attribution": mention.attribution.text if mention.attribution else None,
        "salience": mention.salience,
        "confidence_event": mention.confidence.event,
        "confidence_actor": mention.confidence.actor,
        "confidence_place": mention.confidence.place,
        "confidence_time": mention.confidence.time,
        "sentence": mention.sentence.text,
    }


def event_row(event: Event, names: Mapping[str, str]) -> Row:
    """One event as cells; None where there is nothing to say."""
    told = max(event.mentions, key=lambda m: m.salience)
    articles = dict.fromkeys(names.get(m.article_id, m.article_id) for m in event.mentions)
    return {
        "id": event.id,
        **_shared(event, told),
        "sources": event.sources,
        "articles": "; ".join(articles),
        "sentence": told.sentence.text,
    }


def _shared(told: Event | Mention, words: Mention) -> Row:
    return {
        "type": told.type,
        "mode": told.mode,
        "cameo": told.cameo,
        "trigger": words.trigger.text,
        "what": words.what.text,
        **_parties(told, "actor"),
        **_parties(told, "recipient"),
        **_where(told),
        **_when(told),
        "assertion": told.assertion,
        **_losses(told),
    }


def _parties(told: Event | Mention, role: str) -> Row:
    """Names, countries and sectors of the parties of one role, each list in the same order."""
    parties = [p for p in told.participants if p.role == role]
    return {
        f"{role}s": "; ".join(p.actor.name if p.actor else p.said for p in parties),
        f"{role}_countries": "; ".join((p.actor and p.actor.country) or "" for p in parties),
        f"{role}_sectors": "; ".join(p.sector or "" for p in parties),
    }


def _where(told: Event | Mention) -> Row:
    place = told.place
    fields = ("lat", "lon", "radius_km", "geonameid", "country", "admin1", "feature", "precision")
    words = place.span.text if place and place.span else None
    return {"place": (place.name if place else None) or words, **{f: getattr(place, f, None) for f in fields}}


def _when(told: Event | Mention) -> Row:
    time = told.time
    row: Row = {field: getattr(time, field, None) for field in ("earliest", "latest", "granularity")}
    return {**row, "time_basis": time.basis if time else None}


def _losses(told: Event | Mention) -> Row:
    row: Row = {}
    for kind in ("killed", "injured"):
        lowest, highest = getattr(told.casualties, kind, None) or (None, None)
        row |= {f"{kind}_lowest": lowest, f"{kind}_highest": highest}
    return row
