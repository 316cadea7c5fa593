"""JSON, one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from events.export.records import Json, event_record
from events.model import Event


def write(events: Iterable[Event], sink: TextIO, names: Mapping[str, str]) -> None:
    """One event a line, in the shape of `event_record`."""
    for event in events:
        sink.write(line(event_record(event, names)))


def line(record: Json) -> str:
    """The record as one line, with its line end."""
    return json.dumps(record, ensure_ascii=False) + "\n"
