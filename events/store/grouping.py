"""Which events the mentions of the store are, brought up to date where articles or corrections have changed.

What is in the store follows from the articles, what was found in them and the log alone, whatever the order in which
they came: only the part of the store that a change can reach is put together anew, and it comes out as the whole would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from events import corrections, merging
from events.merging import Constraints
from events.model import Anchor, Article, Mention
from events.store import copying, log, queries, rows, schema, writing

COUNTED = 0.5  # a likeness below counts as none
CACHED = 4_000  # incidents that are kept ready for comparison
MERGING = 1  # grows whenever the same mentions would be put together differently: stores are then done anew

Cache = dict[tuple[str, str], merging.Incident]
Links = dict[tuple[str, str], float]  # sorted pair of incidents → likeness


@dataclass
class _Change:
    """What changes in the store: incidents that go, incidents that come, and whose events are to be looked at again."""

    gone: set[str] = field(default_factory=set)
    fresh: dict[str, merging.Incident] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)  # mention found before → the one now found at its words
    stirred: set[str] = field(default_factory=set)  # incidents that stay, of which persons said something new


def settle(
    connection: Connection, articles: Iterable[str], cache: Cache, *, anew: bool = False, gone: bool = False
) -> None:
    """Brings mentions, incidents and events to what the given articles and the log now say.

    `anew`: also what has not changed, since it would now be put together differently. `gone`: the articles
    are on their way out, and tell of nothing any more.
    """
    articles, change = sorted(set(articles)), _Change()
    for article_id in articles:
        _compare_with_kept(connection, article_id, change, anew=anew, gone=gone)
    reached = _reached(connection, change.gone | change.stirred)
    links = _links(connection, change, cache)
    verdicts = _verdicts(connection, articles, change)
    component = _component(connection, reached | set(change.fresh), links, verdicts) - change.gone
    _regroup(connection, component, change, links, verdicts)


def settle_all(connection: Connection, cache: Cache) -> int:
    """Puts all events together anew, article by article; gives how many articles there are."""
    table = schema.article
    articles = connection.scalars(select(table.c.id).order_by(table.c.id)).all()
    for article_id in articles:
        article = rows.article_of(connection, article_id)
        if article is not None:
            connection.execute(update(table).where(table.c.id == article_id), {"story": rows.story_payload(article)})
            place(connection, article)
            settle(connection, [article_id], cache, anew=True)
    connection.execute(update(schema.meta).where(schema.meta.c.key == "merging").values(value=MERGING))
    return len(articles)


def merged_by(connection: Connection) -> int:
    """Which version of merging put the events of the store together; 0 for one before there were versions."""
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "merging")) or 0


def place(connection: Connection, article: Article) -> None:
    """Finds out which articles an article repeats, and counts the sources of their events anew."""
    refuse(connection, copying.place(connection, article))


def refuse(connection: Connection, articles: Iterable[str]) -> None:
    """Fuses anew the events that articles tell of: whose text repeats whose has changed, and nothing else."""
    table = schema.incident
    told = select(table.c.event_id).where(table.c.article_id.in_(sorted(articles))).distinct()
    for event_id in sorted(connection.scalars(told)):
        of_event = select(table.c.id).where(table.c.event_id == event_id)
        writing.write(connection, event_id, tuple(rows.mentions_of(connection, connection.scalars(of_event))))


def bonds(connection: Connection, event_id: str) -> list[tuple[str, str, merging.Likeness, bool | None]]:
    """Each linked pair of the incidents of an event, and each of which persons said something; the likeliest first."""
    event = queries.event_of(connection, event_id)
    table = schema.incident
    names = [] if event is None else connection.scalars(select(table.c.id).where(table.c.event_id == event.id)).all()
    incidents = {i.id: i for i in rows.incidents_of(connection, names)}
    said = queries.verdicts_among(connection, names)
    pairs = set(queries.links_among(connection, names)) | said.together | said.apart
    found = [
        (a, b, merging.compare(incidents[a], incidents[b]), True if (a, b) in said.together else None) for a, b in pairs
    ]
    return sorted(found, key=lambda bond: (-bond[2].score, bond[0], bond[1]))


# ---- what has changed ------------------------------------------------------------------------------------------


def _compare_with_kept(connection: Connection, article_id: str, change: _Change, *, anew: bool, gone: bool) -> None:
    kept = schema.incident
    known = select(kept.c.id, kept.c.digest).where(kept.c.article_id == article_id)
    before = {name: "" if anew else digest for name, digest in connection.execute(known).tuples()}
    article = None if gone else rows.article_of(connection, article_id)
    now: dict[str, merging.Incident] = {}
    if article is not None:
        found = effective(connection, article)
        now = {i.id: i for i in merging.incidents(found, rows.stories(connection, [article_id])[article_id])}
        change.renamed |= _renamed(connection, article_id, found)
    digests = {name: rows.digest(incident) for name, incident in now.items()}
    change.gone |= {name for name, digest in before.items() if digests.get(name) != digest}
    change.fresh |= {name: i for name, i in now.items() if before.get(name) != digests[name]}
    change.stirred |= set(before) - change.gone


def effective(connection: Connection, article: Article) -> tuple[Mention, ...]:
    """What an article tells, as found and as corrected."""
    found = rows.found_in(connection, article.id)
    return corrections.apply(article, found, log.active_on(connection, [article.id])).mentions


def _renamed(connection: Connection, article_id: str, found: tuple[Mention, ...]) -> dict[str, str]:
    """Mentions that are kept but found no more → those whose triggers now stand there."""
    ids = {m.id for m in found}
    lost = [m for m, _ in rows.mentions_of_article(connection, article_id) if m.id not in ids]
    there = ((m.id, corrections.found_by(_anchor(m), found)) for m in lost)
    return {old: new.id for old, new in there if new is not None}


def _anchor(mention: Mention) -> Anchor:
    return Anchor(mention.article_id, mention.trigger.start, mention.trigger.end)


# ---- what belongs together -------------------------------------------------------------------------------------


def _links(connection: Connection, change: _Change, cache: Cache) -> Links:
    """How likely each new incident is one with each that it shares a key with, where that is likely enough to count."""
    found: Links = {}
    earlier: dict[str, list[merging.Incident]] = defaultdict(list)  # key → new incidents that were looked at
    for name, one in sorted(change.fresh.items()):
        keys = merging.keys(one)
        beside = {i.id: i for key in keys for i in earlier[key] if i.article_id != one.article_id}
        for key in keys:
            earlier[key].append(one)
        for other in (*_candidates(connection, one, change, cache), *beside.values()):
            likeness = merging.compare(one, other).score
            if likeness >= COUNTED:
                found[min(name, other.id), max(name, other.id)] = likeness
    return found


def _candidates(
    connection: Connection, incident: merging.Incident, change: _Change, cache: Cache
) -> list[merging.Incident]:
    found = connection.execute(queries.candidates(incident)).tuples()
    wanted = {(name, known) for name, known in found if name not in change.gone}
    missing = [name for name, known in wanted if (name, known) not in cache]
    if missing:
        if len(cache) > CACHED:
            cache.clear()
        digests = dict(wanted)
        for one in rows.incidents_of(connection, missing):
            cache[one.id, digests[one.id]] = one
    return [cache[key] for key in sorted(wanted)]


def _verdicts(connection: Connection, articles: list[str], change: _Change) -> Constraints:
    """What persons said of incidents of these articles: together, or apart."""
    said = [c for c in log.active_on(connection, articles) if c.action in ("merge", "split") and not c.erased]
    if not said:
        return Constraints()
    anchors = {a for c in said for a in (*c.anchors, *c.rest)}
    told: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for article_id in {a.article_id for a in anchors}:
        kept = rows.mentions_of_article(connection, article_id)
        told[article_id] += [(m, name) for m, name in kept if name not in change.gone]
    for incident in change.fresh.values():
        told[incident.article_id] += [(m, incident.id) for m in incident.mentions]
    incident_of = {}
    for anchor in anchors:
        home = {m.id: i for m, i in told[anchor.article_id]}
        mention = corrections.found_by(anchor, (m for m, _ in told[anchor.article_id]))
        if mention is not None:
            incident_of[anchor] = home[mention.id]
    return corrections.constraints(said, incident_of)


def _reached(connection: Connection, seeds: set[str]) -> set[str]:
    """The incidents that hang together with these as the store is, by links strong enough to join or by verdict."""
    return _component(connection, seeds, {}, Constraints())


def _component(connection: Connection, seeds: set[str], links: Links, verdicts: Constraints) -> set[str]:
    beside = defaultdict(set)
    pairs = [pair for pair, score in links.items() if score >= merging.join()]
    for one, other in (*pairs, *verdicts.together):
        beside[one].add(other)
        beside[other].add(one)
    found: set[str] = set()
    frontier = set(seeds)
    while frontier:
        found |= frontier
        frontier = {n for name in frontier for n in beside[name]} | queries.neighbours(connection, frontier)
        frontier -= found
    return found


# ---- the events ------------------------------------------------------------------------------------------------


def _regroup(connection: Connection, component: set[str], change: _Change, links: Links, verdicts: Constraints) -> None:
    """Clusters a part of the store that hangs together with nothing else, and writes down what has become of it."""
    stay = component - set(change.fresh)
    homes = queries.homes(connection, stay | change.gone)
    before = queries.mentions_by_event(connection, {home.event_id for home in homes.values()})
    told = {name: frozenset(m.id for m in incident.mentions) for name, incident in change.fresh.items()}
    told |= queries.mentions_by_incident(connection, stay)
    article_of = {name: incident.article_id for name, incident in change.fresh.items()}
    article_of |= {name: homes[name].article_id for name in stay}
    known = queries.links_among(connection, stay)
    limits = _with_kept(connection, stay, change, verdicts)
    groups = merging.cluster(article_of, known | links, merging.join(), limits)
    named = merging.identify(
        [frozenset().union(*(told[name] for name in group)) for group in groups],
        {event: frozenset(change.renamed.get(m, m) for m in mentions) for event, mentions in before.items()},
    )
    writing.forget(connection, change.gone)
    ids = []
    for group, kept_id in zip(groups, named.ids, strict=True):
        fresh = [m for name in sorted(group & set(change.fresh)) for m in change.fresh[name].mentions]
        moved = {name for name in group if name in homes and name in stay and homes[name].event_id != kept_id}
        mentions = frozenset().union(*(told[name] for name in group))
        if kept_id and not fresh and not moved and mentions == before[kept_id]:
            ids.append(kept_id)
            continue
        all_of_it = (*fresh, *rows.mentions_of(connection, group & stay))
        event_id = kept_id or writing.new_id(connection, all_of_it)
        writing.write(connection, event_id, all_of_it)
        writing.move(connection, moved, event_id)
        writing.insert_incidents(connection, {n: change.fresh[n] for n in group & set(change.fresh)}, event_id)
        ids.append(event_id)
    writing.retire(connection, set(before) - set(ids), {lost: ids[number] for lost, number in named.led.items()})
    writing.insert_links(connection, links)
    writing.keep_verdicts(connection, verdicts, change.stirred)


def _with_kept(connection: Connection, stay: set[str], change: _Change, verdicts: Constraints) -> Constraints:
    """What persons said of these incidents, that of the changed articles as they say it now."""
    kept = queries.verdicts_among(connection, stay - change.stirred)
    return Constraints(kept.together | verdicts.together, kept.apart | verdicts.apart)
