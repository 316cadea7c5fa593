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
from events.store import copying, linking, log, queries, rows, schema, writing
from events.store.linking import Cache, Links

MERGING = 1  # grows whenever the same mentions would be put together differently: stores are then done anew


@dataclass
class Change:
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
    articles, change = sorted(set(articles)), Change()
    for article_id in articles:
        _compare_with_kept(connection, article_id, change, anew=anew, gone=gone)
    reached = linking.component(connection, change.gone | change.stirred)
    links = linking.links(connection, change.fresh, change.gone, cache)
    verdicts = linking.verdicts(connection, articles, change.fresh, change.gone)
    component = linking.component(connection, reached | set(change.fresh), links, verdicts)
    component -= change.gone - set(change.fresh)
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
    parts: dict[str | None, list[Mention]] = defaultdict(list)
    for name, event_id in connection.execute(select(table.c.id, table.c.event_id).where(table.c.event_id.in_(told))):
        parts[event_id] += rows.mentions_of(connection, [name])
    writing.write(connection, sorted(parts.items()))


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


def _compare_with_kept(connection: Connection, article_id: str, change: Change, *, anew: bool, gone: bool) -> None:
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


# ---- the events ------------------------------------------------------------------------------------------------


def _regroup(connection: Connection, component: set[str], change: Change, links: Links, verdicts: Constraints) -> None:
    """Clusters a part of the store that hangs together with nothing else, and writes down what has become of it."""
    stay = component - set(change.fresh)
    homes = queries.homes(connection, stay | change.gone)
    before = queries.mentions_by_event(connection, {home.event_id for home in homes.values()})
    told = {name: frozenset(m.id for m in incident.mentions) for name, incident in change.fresh.items()}
    told |= queries.mentions_by_incident(connection, stay)
    article_of = {name: incident.article_id for name, incident in change.fresh.items()}
    article_of |= {name: homes[name].article_id for name in stay}
    known = queries.links_among(connection, stay)
    known |= {pair: score for pair, score in links.items() if component.issuperset(pair)}
    groups = merging.cluster(article_of, known, merging.join(), _with_kept(connection, stay, change, verdicts))
    mentions = [frozenset().union(*(told[name] for name in group)) for group in groups]
    renamed = {event: frozenset(change.renamed.get(m, m) for m in kept) for event, kept in before.items()}
    named = merging.identify(mentions, renamed)
    event_of = {name: homes[name].event_id for name in stay}
    changed = {
        number: event_id
        for number, event_id in enumerate(named.ids)
        if event_id is None
        or any(event_of.get(name) != event_id for name in groups[number])
        or mentions[number] != before[event_id]
    }
    writing.forget(connection, change.gone)
    kept = rows.mentions_of(connection, {name for number in changed for name in groups[number]} & stay)
    fresh = [m for incident in change.fresh.values() for m in incident.mentions]
    group_of = {m: number for number in changed for m in mentions[number]}
    parts: dict[int, list[Mention]] = {number: [] for number in changed}
    for mention in (*kept, *fresh):
        parts[group_of[mention.id]].append(mention)
    ids = writing.write(connection, [(changed[number], part) for number, part in parts.items()])
    now = {n: name for n, name in enumerate(named.ids) if name} | dict(zip(parts, ids, strict=True))
    writing.move(connection, {n: now[number] for number in changed for n in groups[number] if n in event_of})
    homes_of_fresh = {n: now[number] for number in changed for n in groups[number] if n in change.fresh}
    writing.insert_incidents(connection, change.fresh, homes_of_fresh)
    writing.retire(connection, set(before) - set(now.values()), {lost: now[n] for lost, n in named.led.items()})
    writing.insert_links(connection, links)
    writing.keep_verdicts(connection, verdicts, change.stirred)


def _with_kept(connection: Connection, stay: set[str], change: Change, verdicts: Constraints) -> Constraints:
    """What persons said of these incidents, that of the changed articles as they say it now."""
    kept = queries.verdicts_among(connection, stay - change.stirred)
    return Constraints(kept.together | verdicts.together, kept.apart | verdicts.apart)
