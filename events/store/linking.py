"""Which incidents of the store are likely one event, and which ones persons put together or keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from events import corrections, merging
from events.merging import Constraints
from events.model import Mention
from events.store import log, queries, rows

COUNTED = 0.5  # a likeness below counts as none
CACHED = 8_000  # incidents that are kept ready for comparison, about 5 KB each
NOTHING = Constraints()

Cache = dict[tuple[str, str], merging.Incident]  # by id and digest
Links = dict[tuple[str, str], float]  # sorted pair of incidents → likeness


def links(connection: Connection, fresh: Mapping[str, merging.Incident], gone: Collection[str], cache: Cache) -> Links:
    """How likely each new incident is one with each that it shares a key with, where that is likely enough to count."""
    keys = {name: merging.keys(incident) for name, incident in fresh.items()}
    holders: dict[str, list[merging.Incident]] = defaultdict(list)
    for key, incident in _kept(connection, set().union(*keys.values()), gone, cache):
        holders[key].append(incident)
    found: Links = {}
    for name, one in sorted(fresh.items()):
        others = {other.id: other for key in keys[name] for other in holders[key]}
        for other in others.values():
            if other.article_id != one.article_id and merging.near(one, other):
                score = merging.compare(one, other).score
                if score >= COUNTED:
                    found[min(name, other.id), max(name, other.id)] = score
        for key in keys[name]:
            holders[key].append(one)
    return found


def _kept(
    connection: Connection, keys: Collection[str], gone: Collection[str], cache: Cache
) -> Iterable[tuple[str, merging.Incident]]:
    """Keys and the incidents of the store that have them, but for those that are on their way out."""
    found = [(key, name, digest) for key, name, digest in queries.holders(connection, keys) if name not in gone]
    digests = {name: digest for _, name, digest in found}
    missing = [name for name, digest in digests.items() if (name, digest) not in cache]
    if len(cache) + len(missing) > CACHED:
        cache.clear()
        missing = list(digests)
    for one in rows.incidents_of(connection, missing):
        cache[one.id, digests[one.id]] = one
    return [(key, cache[name, digest]) for key, name, digest in found]


def verdicts(
    connection: Connection, articles: Collection[str], fresh: Mapping[str, merging.Incident], gone: Collection[str]
) -> Constraints:
    """What persons said of incidents of these articles, with each other and with others: together, or apart."""
    said = [c for c in log.active_on(connection, articles) if c.action in ("merge", "split") and not c.erased]
    if not said:
        return Constraints()
    anchors = {a for c in said for a in (*c.anchors, *c.rest)}
    told: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for article_id in {a.article_id for a in anchors}:
        kept = rows.mentions_of_article(connection, article_id)
        told[article_id] += [(m, name) for m, name in kept if name not in gone]
    for incident in fresh.values():
        told[incident.article_id] += [(m, incident.id) for m in incident.mentions]
    incident_of = {}
    for anchor in anchors:
        home = {m.id: i for m, i in told[anchor.article_id]}
        mention = corrections.found_by(anchor, (m for m, _ in told[anchor.article_id]))
        if mention is not None:
            incident_of[anchor] = home[mention.id]
    ours = {incident_of[a] for a in incident_of if a.article_id in articles}
    limits = corrections.constraints(said, incident_of)
    return Constraints(*(frozenset(p for p in pairs if ours & set(p)) for pairs in (limits.together, limits.apart)))


def component(
    connection: Connection, seeds: Iterable[str], found: Links | None = None, said: Constraints = NOTHING
) -> set[str]:
    """The incidents that hang together with these by links that are strong enough to join, or by what persons said.

    In the store, and beside it by `found` and `said`.
    """
    beside = defaultdict(set)
    strong = [pair for pair, score in (found or {}).items() if score >= merging.join()]
    for one, other in (*strong, *said.together):
        beside[one].add(other)
        beside[other].add(one)
    reached: set[str] = set()
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        frontier = {n for name in frontier for n in beside[name]} | queries.neighbours(connection, frontier)
        frontier -= reached
    return reached
