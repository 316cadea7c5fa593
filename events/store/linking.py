"""Which incidents of the store are likely one event, and which ones persons put together or keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from events import corrections, merging
from events.merging import Constraints
from events.merging.telling import Days
from events.model import Mention
from events.store import log, queries, rows

COUNTED = 0.5  # a likeness below counts as none
CACHED = 2_000  # incidents that are kept ready for comparison, about 5 KB each
NOTHING = Constraints()

Cache = dict[tuple[str, str], merging.Incident]  # by id and digest
Links = dict[tuple[str, str], float]  # sorted pair of incidents → likeness


def links(connection: Connection, fresh: Mapping[str, merging.Incident], gone: Collection[str], cache: Cache) -> Links:
    """How likely each new incident is one with each that it shares a key with, where that is likely enough to count."""
    keys = {name: rows.keys_of(incident) for name, incident in fresh.items()}
    holders: dict[int, dict[str, queries.Holder]] = defaultdict(dict)
    for window, names in _windows(fresh):
        for holder in queries.holders(connection, set().union(*(keys[name] for name in names)), window):
            if holder.incident_id not in gone:
                holders[holder.key][holder.incident_id] = holder
    beside = {name: _beside(one, [holders[key] for key in keys[name]]) for name, one in fresh.items()}
    kept = _loaded(connection, {(h.incident_id, h.digest) for found in beside.values() for h in found.values()}, cache)
    earlier: dict[int, list[merging.Incident]] = defaultdict(list)  # key → new incidents that were looked at
    found: Links = {}
    for name, one in sorted(fresh.items()):
        others = {other: kept[other] for other in beside[name]}
        others |= {
            i.id: i for key in keys[name] for i in earlier[key] if merging.near(merging.days(one), merging.days(i))
        }
        for other in others.values():
            if other.article_id != one.article_id and (score := merging.compare(one, other).score) >= COUNTED:
                found[min(name, other.id), max(name, other.id)] = score
        for key in keys[name]:
            earlier[key].append(one)
    return found


def _windows(fresh: Mapping[str, merging.Incident]) -> list[tuple[Days | None, list[str]]]:
    """The incidents by the stretches of time that they may be found one with others in; `None`: at any time."""
    dated = sorted((days, name) for name, one in fresh.items() if (days := merging.days(one)))
    found: list[tuple[Days | None, list[str]]] = [(None, [name for name in fresh if merging.days(fresh[name]) is None])]
    for days, name in dated:
        last = found[-1][0]
        if last is not None and merging.near(last, days):
            found[-1] = ((last[0], max(last[1], days[1])), [*found[-1][1], name])
        else:
            found.append((days, [name]))
    return [(window, names) for window, names in found if names]


def _beside(one: merging.Incident, holders: list[dict[str, queries.Holder]]) -> dict[str, queries.Holder]:
    """The incidents of other articles that have a key of one, told of about the same days."""
    found = {name: holder for of_key in holders for name, holder in of_key.items()}
    days = merging.days(one)
    first, last = (day.isoformat() for day in merging.around(days)) if days else ("", "9999-12-31")
    return {
        name: h
        for name, h in found.items()
        if h.article_id != one.article_id
        and (not h.earliest or not h.latest or (h.earliest <= last and h.latest >= first))
    }


def _loaded(connection: Connection, wanted: set[tuple[str, str]], cache: Cache) -> dict[str, merging.Incident]:
    """Incidents of the store by id, ready to be compared: each is made ready once, as long as it stays as it is."""
    missing = [name for name, digest in wanted if (name, digest) not in cache]
    if len(cache) + len(missing) > CACHED:
        cache.clear()
        missing = [name for name, _ in wanted]
    digests = dict(wanted)
    for one in rows.incidents_of(connection, missing):
        cache[one.id, digests[one.id]] = one
    return {name: cache[name, digest] for name, digest in wanted}


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
