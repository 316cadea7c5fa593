"""JSON, one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from events.export.about import About, text
from events.export.records import Json, event_record
from events.model import Event

# What steers a terminal, turns text round, or ends a line for readers that go by Unicode's line ends.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """One event a line, in the shape of `event_record`."""
    with text(sink) as out:
        out.writelines(line(event_record(event, about.names)) for event in events)


def line(record: Json) -> str:
    """The record as one line, with its line end."""
    return encoded(record) + "\n"


def encoded(record: Any) -> str:
    """JSON without line breaks, and without what steers a terminal that it is printed to."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(record, ensure_ascii=False))
