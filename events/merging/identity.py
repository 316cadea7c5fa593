"""Which id each event keeps when its mentions are put together anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Identities:
    """`ids`: of each cluster, in their order; `None` where it needs a new one. `led`: lost id → the cluster's number
    that holds most of what it named."""

    ids: tuple[str | None, ...]
    led: dict[str, int] = field(default_factory=dict)


def identify(clusters: Sequence[frozenset[str]], before: Mapping[str, frozenset[str]]) -> Identities:
    """Sets of mention ids as they are now, and by event id as they were → who is called what.

    An id goes to the cluster that shares most mentions with it: of two events that merge the larger keeps its id, and
    of one that splits the larger part does. An event none of whose mentions is left leads nowhere.
    """
    event_of = {mention: event for event, mentions in before.items() for mention in mentions}
    shared: Counter[tuple[int, str]] = Counter()
    for number, mentions in enumerate(clusters):
        shared.update((number, event_of[m]) for m in mentions if m in event_of)
    best = sorted(shared.items(), key=lambda item: (-item[1], item[0][1], min(clusters[item[0][0]])))
    ids: dict[int, str] = {}
    given: set[str] = set()
    for (number, event), _ in best:
        if number not in ids and event not in given:
            ids[number] = event
            given.add(event)
    led: dict[str, int] = {}
    for (number, event), _ in best:
        if event not in given:
            led.setdefault(event, number)
    return Identities(tuple(ids.get(number) for number in range(len(clusters))), led)
