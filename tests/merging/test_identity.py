"""Which id each event keeps."""

from __future__ import annotations

import pytest

from events.merging import identify


def named(clusters, before):
    """Clusters as "ab c", events before as {"e1": "ab"} → their ids, and which lost id leads to which."""
    found = identify([frozenset(c) for c in clusters.split()], {name: frozenset(m) for name, m in before.items()})
    return list(found.ids), {lost: found.ids[number] for lost, number in found.led.items()}


@pytest.mark.parametrize(
    ("clusters", "before", "ids", "led"),
    [
        ("", {}, [], {}),
        ("ab c", {}, [None, None], {}),
        ("ab", {"e1": "ab"}, ["e1"], {}),
        ("abc", {"e1": "ab"}, ["e1"], {}),  # it grows
        ("a", {"e1": "ab"}, ["e1"], {}),  # it shrinks
        ("abc", {"e1": "a", "e2": "bc"}, ["e2"], {"e1": "e2"}),  # the larger keeps its id
        ("ab", {"e1": "a", "e2": "b"}, ["e1"], {"e2": "e1"}),  # of equals the first
        ("ab", {"e2": "a", "e1": "b"}, ["e1"], {"e2": "e1"}),
        ("a bc", {"e1": "abc"}, [None, "e1"], {}),  # the larger part keeps it
        ("a b", {"e1": "ab"}, ["e1", None], {}),
        ("b a", {"e1": "ab"}, [None, "e1"], {}),
        ("xy", {"e1": "ab"}, [None], {}),  # nothing is left of it
        ("abc def", {"e1": "abd", "e2": "cef"}, ["e1", "e2"], {}),  # they exchange a mention
        ("abcd", {"e1": "abc", "e2": "dxy"}, ["e1"], {"e2": "e1"}),
        ("abc xd", {"e1": "ab", "e2": "cde"}, ["e1", "e2"], {}),
        ("abcdef g", {"e1": "abcde", "e2": "fg"}, ["e1", "e2"], {}),
    ],
)
def test_who_is_called_what(clusters, before, ids, led):
    assert named(clusters, before) == (ids, led)


def test_the_order_of_clusters_decides_nothing():
    before = {"e1": "abc", "e2": "def", "e3": "g"}
    there, back = named("ad be cf g", before), named("g cf be ad", before)
    assert there[0] == back[0][::-1]
    assert there[1] == back[1]
