"""JSON, one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from events.export.about import About, text
from events.export.records import Json, event_record
from events.model import Event


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """One event a line, in the shape of `event_record`."""
    with text(sink) as out:
        out.writelines(line(event_record(event, about.names)) for event in events)


def line(record: Json) -> str:
    """The record as one line, with its line end."""
    return json.dumps(record, ensure_ascii=False) + "\n"
