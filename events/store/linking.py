"""Which incidents of the store are likely one event, and which ones persons put together or keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection

from events import corrections, merging
from events.merging import Constraints
from events.merging.telling import Days
from events.model import Mention
from events.store import log, queries, rows
from events.store.queries import Holder

COUNTED = 0.5  # a likeness below counts as none
CACHED = 2_000  # incidents that are kept ready for comparison, about 5 KB each
TOGETHER = 50  # new incidents for which the store is asked at once
NOTHING = Constraints()

Cache = dict[tuple[str, str], merging.Incident]  # by id and digest
Links = dict[tuple[str, str], float]  # sorted pair of incidents → likeness


def links(connection: Connection, fresh: Mapping[str, merging.Incident], gone: Collection[str], cache: Cache) -> Links:
    """How likely each new incident is one with each that it shares a key with, where that is likely enough to count.

    Memory holds what is beside a few of them at once, however many incidents of the store share a key with them all.
    """
    keys = {name: rows.keys_of(incident) for name, incident in fresh.items()}
    found = _among(fresh, keys)
    for window, names in _windows(fresh):
        for at in range(0, len(names), TOGETHER):
            few = {name: fresh[name] for name in names[at : at + TOGETHER]}
            beside = _beside(connection, few, keys, window, gone)
            kept = _loaded(connection, set().union(*beside.values()), cache)
            for name, others in beside.items():
                found |= _alike(fresh[name], (kept[holder.incident_id] for holder in others))
    return found


def _among(fresh: Mapping[str, merging.Incident], keys: Mapping[str, Collection[int]]) -> Links:
    """The links of new incidents with each other."""
    found: Links = {}
    earlier: dict[int, list[merging.Incident]] = defaultdict(list)  # key → those that were looked at
    for name, one in sorted(fresh.items()):
        others = {i.id: i for key in keys[name] for i in earlier[key]}
        found |= _alike(one, (i for i in others.values() if merging.near(merging.days(one), merging.days(i))))
        for key in keys[name]:
            earlier[key].append(one)
    return found


def _alike(one: merging.Incident, others: Iterable[merging.Incident]) -> Links:
    """The links of an incident with those of other articles."""
    there = (other for other in others if other.article_id != one.article_id)
    scores = {(min(one.id, i.id), max(one.id, i.id)): merging.compare(one, i).score for i in there}
    return {pair: score for pair, score in scores.items() if score >= COUNTED}


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


def _beside(
    connection: Connection,
    few: Mapping[str, merging.Incident],
    keys: Mapping[str, Collection[int]],
    window: Days | None,
    gone: Collection[str],
) -> dict[str, set[Holder]]:
    """The incidents of the store that have a key of each of a few, told of about the same days by other articles."""
    known: dict[str, Holder] = {}  # each once, though it may have a hundred of the keys
    having: dict[int, list[Holder]] = defaultdict(list)
    for key, holder in queries.holders(connection, set().union(*(keys[name] for name in few)), window):
        if holder.incident_id not in gone:
            having[key].append(known.setdefault(holder.incident_id, holder))
    return {name: _near(one, set().union(*(having[key] for key in keys[name]))) for name, one in few.items()}


def _near(one: merging.Incident, holders: Iterable[Holder]) -> set[Holder]:
    """Those that other articles tell of, about the same days."""
    days = merging.days(one)
    first, last = (day.isoformat() for day in merging.around(days)) if days else ("", "9999-12-31")
    return {
        h
        for h in holders
        if h.article_id != one.article_id
        and (not h.earliest or not h.latest or (h.earliest <= last and h.latest >= first))
    }


def _loaded(connection: Connection, wanted: Collection[Holder], cache: Cache) -> dict[str, merging.Incident]:
    """Incidents of the store by id, ready to be compared. The latest that were asked for are kept ready."""
    digests = {holder.incident_id: holder.digest for holder in wanted}
    missing = sorted(name for name, digest in digests.items() if (name, digest) not in cache)
    for at in range(0, len(missing), queries.FEW):
        found = rows.incidents_of(connection, missing[at : at + queries.FEW])
        cache.update({(one.id, digests[one.id]): one for one in found})
    ready = {name: cache.pop((name, digest)) for name, digest in digests.items()}
    cache.update({(name, digests[name]): one for name, one in ready.items()})
    for stale in list(islice(cache, max(0, len(cache) - CACHED))):
        del cache[stale]
    return ready


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
