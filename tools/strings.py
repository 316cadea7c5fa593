"""What Babel finds to translate where it cannot read itself: names of event types and modes, and of formats."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

Found = tuple[int, None, str, list[str]]  # line, function, message, comments


def ontology(stream: BinaryIO, _keywords: Any, _comments: Any, options: Any) -> Iterator[Found]:
    """The types of events with what they mean, and their modes, as the dashboard asks for them."""
    for name, entry in tomllib.load(stream)["types"].items():
        yield 0, None, name.capitalize(), ["a type of events"]
        yield 0, None, entry["definition"], [f"what {name} means"]
        for mode, about in entry.get("modes", {}).items():
            yield 0, None, mode.replace("-", " "), [f"{name}: {about['definition']}"]


def formats(_stream: BinaryIO, _keywords: Any, _comments: Any, options: Any) -> Iterator[Found]:
    """The formats that events are given out in, and what each is for."""
    from events.export import FORMATS

    for name, wanted in FORMATS.items():
        yield 0, None, wanted.label, [f"a format: {name}"]
        yield 0, None, wanted.purpose, [f"what {name} is for"]
