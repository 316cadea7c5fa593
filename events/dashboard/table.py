"""Events as rows of a list: what is said of each."""

from __future__ import annotations

from typing import TypedDict

from events.dashboard import wording
from events.dashboard.families import family
from events.model import Event


class Row(TypedDict):
    """An event in words."""

    id: str
    family: str
    when: str | None
    what: str
    parties: str
    place: str | None
    kind: str
    reports: int
    assertion: str


def row(event: Event) -> Row:
    return {
        "id": event.id,
        "family": family(event.type).name,
        "when": wording.days(event.time),
        "what": wording.what(event),
        "parties": wording.parties(event),
        "place": wording.perhaps(event.place, event.confidence.place),
        "kind": wording.kind(event.type, event.mode),
        "reports": event.sources,
        "assertion": event.assertion,
    }
