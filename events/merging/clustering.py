"""Incidents and how likely each two are one event → the events: average linkage, with what keeps apart.

Average linkage (UPGMA; Sokal and Michener, 1958) joins the two clusters whose incidents are on average the likeliest to
be one, as long as that is at least `join`. Pairs without a link count as 0. The order of the input decides nothing:
scores are summed as integers, and of equals the smaller ids go first.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

EXACT = 10_000  # scores have four digits: sums of integers do not depend on their order

Pair = tuple[str, str]


@dataclass(frozen=True)
class Constraints:
    """What persons said of which incidents are one event; both kinds of pairs are sorted, and `together` wins."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass
class _Cluster:
    members: list[str]
    articles: set[str]
    links: dict[str, int] = field(default_factory=dict)  # other cluster → sum of scores


def cluster(
    article_of: Mapping[str, str],
    links: Mapping[Pair, float],
    join: float,
    constraints: Constraints = Constraints(),
) -> list[frozenset[str]]:
    """Incident → article, and how likely pairs of them are one → sets of incidents that are one event.

    No two incidents of one article are joined, for what an article keeps apart stays apart, unless a person says so.
    """
    clusters = _seeds(article_of, constraints.together)
    home = {member: name for name, one in clusters.items() for member in one.members}
    for (one, other), score in sorted(links.items()):
        a, b = home[one], home[other]
        if a != b:
            whole = round(score * EXACT)
            clusters[a].links[b] = clusters[a].links.get(b, 0) + whole
            clusters[b].links[a] = clusters[b].links.get(a, 0) + whole
    forbidden = defaultdict(set)
    for one, other in constraints.apart:
        if one in home and other in home and home[one] != home[other]:
            forbidden[one].add(other)
            forbidden[other].add(one)
    _join_all(clusters, join, forbidden)
    return sorted((frozenset(c.members) for c in clusters.values()), key=min)


def _seeds(article_of: Mapping[str, str], together: Iterable[Pair]) -> dict[str, _Cluster]:
    """Each incident by itself, but for those that a person put together; a cluster is called by its first member."""
    leader = {name: name for name in article_of}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one, other in sorted(together):
        if one in leader and other in leader:
            first, second = sorted((find(one), find(other)))
            leader[second] = first
    clusters: dict[str, _Cluster] = {}
    for name in sorted(article_of):
        seed = clusters.setdefault(find(name), _Cluster([], set()))
        seed.members.append(name)
        seed.articles.add(article_of[name])
    return clusters


def _join_all(clusters: dict[str, _Cluster], join: float, forbidden: Mapping[str, set[str]]) -> None:
    """Joins the likeliest two clusters until none is likely enough."""
    heap = [_entry(clusters, a, b) for a, one in clusters.items() for b in one.links if a < b]
    heap = [entry for entry in heap if -entry[0] >= join]
    heapq.heapify(heap)
    while heap:
        _, a, b, sizes = heapq.heappop(heap)
        if a not in clusters or b not in clusters or sizes != _sizes(clusters, a, b):
            continue  # one of them has been joined with another since
        if _kept_apart(clusters[a], clusters[b], forbidden):
            continue
        _join(clusters, a, b)
        for c in clusters[a].links:
            entry = _entry(clusters, *sorted((a, c)))
            if -entry[0] >= join:
                heapq.heappush(heap, entry)


def _entry(clusters: Mapping[str, _Cluster], a: str, b: str) -> tuple[float, str, str, tuple[int, int]]:
    n, m = sizes = _sizes(clusters, a, b)
    return -clusters[a].links[b] / (EXACT * n * m), a, b, sizes


def _sizes(clusters: Mapping[str, _Cluster], a: str, b: str) -> tuple[int, int]:
    return len(clusters[a].members), len(clusters[b].members)


def _kept_apart(one: _Cluster, other: _Cluster, forbidden: Mapping[str, set[str]]) -> bool:
    if not one.articles.isdisjoint(other.articles):
        return True
    return any(not forbidden[member].isdisjoint(other.members) for member in one.members if member in forbidden)


def _join(clusters: dict[str, _Cluster], keep: str, gone: str) -> None:
    one, other = clusters[keep], clusters.pop(gone)
    one.members += other.members
    one.articles |= other.articles
    one.links.pop(gone)
    for c, total in other.links.items():
        if c != keep:
            clusters[c].links.pop(gone)
            one.links[c] = clusters[c].links[keep] = one.links.get(c, 0) + total
