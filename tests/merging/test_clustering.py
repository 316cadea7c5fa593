"""Which incidents become one event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events.merging import Constraints, cluster

JOIN = 0.7
LETTERS = "abcdefgh"


def events(links, *, articles=None, together="", apart=""):
    """Links as "ab": 0.9, pairs as "ab cd" → the clusters as "ab c". Incident `a` is of article `a` unless told."""
    names = {letter for pair in (*links, *together.split(), *apart.split()) for letter in pair}
    article_of = {name: name for name in names} | (articles or {})
    said = Constraints(frozenset(map(tuple, together.split())), frozenset(map(tuple, apart.split())))
    found = cluster(article_of, {tuple(pair): score for pair, score in links.items()}, JOIN, said)
    return " ".join("".join(sorted(group)) for group in found)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ({}, ""),
        ({"ab": 0.7}, "ab"),
        ({"ab": 0.6999}, "a b"),
        ({"ab": 0.9, "cd": 0.9}, "ab cd"),
        ({"ab": 0.9, "bc": 0.9}, "ab c"),  # a chain is no event: on average they are too little alike
        ({"ab": 0.9, "bc": 0.8, "ac": 0.6}, "abc"),
        ({"ab": 0.9, "bc": 0.8, "ac": 0.5}, "ab c"),
        ({"ab": 0.8, "bc": 0.9}, "a bc"),  # the likeliest first
        ({"ab": 0.9, "ac": 0.9, "bc": 0.9, "ad": 0.9}, "abc d"),
        ({"ab": 0.9, "cd": 0.9, "ac": 0.8, "ad": 0.8, "bc": 0.8, "bd": 0.8}, "abcd"),
        ({"ab": 0.9, "cd": 0.9, "bc": 0.8}, "ab cd"),
    ],
)
def test_the_likeliest_are_joined_while_they_are_alike_on_average(links, expected):
    assert events(links) == expected


def test_what_one_article_tells_apart_stays_apart():
    one_article = {"a": "x", "b": "x"}
    assert events({"ab": 0.99}, articles=one_article) == "a b"
    assert events({"ac": 0.9, "bc": 0.9}, articles=one_article) == "ac b"


def test_two_airstrikes_on_one_day_in_one_city_stay_two_when_other_articles_come():
    """`a` and `b` are the two of one article; `c` and `d` two of another; `e` and `f` are articles that tell of one."""
    articles = {"a": "x", "b": "x", "c": "y", "d": "y"}
    links = {"ac": 0.95, "ad": 0.8, "bc": 0.8, "bd": 0.95}
    assert events(links, articles=articles) == "ac bd"
    more = {"ae": 0.9, "be": 0.75, "ce": 0.9, "de": 0.75, "af": 0.75, "bf": 0.9, "cf": 0.75, "df": 0.9, "ef": 0.72}
    assert events(links | more, articles=articles) == "ace bdf"


@pytest.mark.parametrize(
    ("links", "together", "apart", "expected"),
    [
        ({"ab": 0.9}, "", "ab", "a b"),
        ({}, "ab", "", "ab"),
        ({"ab": 0.9}, "ab", "ab", "ab"),  # together wins
        ({}, "ab bc", "", "abc"),
        ({}, "ab cd bd", "", "abcd"),
        ({}, "ab bc", "ac", "abc"),
        ({"ab": 0.9, "bc": 0.9, "ac": 0.9}, "", "ac", "ab c"),
        ({"ac": 0.9, "bc": 0.9}, "ab", "", "abc"),
        ({"ac": 0.9}, "ab", "", "ab c"),
        ({"ac": 0.9, "bc": 0.9}, "ab", "bc", "ab c"),  # apart from one is apart from all it is together with
        ({"ab": 0.9}, "", "ax", "ab x"),
    ],
)
def test_what_persons_say_wins(links, together, apart, expected):
    assert events(links, together=together, apart=apart) == expected


def test_a_person_may_put_together_what_one_article_tells_apart():
    assert events({}, articles={"a": "x", "b": "x"}, together="ab") == "ab"
    assert events({"ac": 0.9, "bc": 0.9}, articles={"a": "x", "b": "x"}, together="ab") == "abc"


def test_what_persons_said_of_unknown_incidents_is_passed_over():
    said = Constraints(frozenset({("a", "gone")}), frozenset({("b", "gone")}))
    assert cluster({"a": "a", "b": "b"}, {("a", "b"): 0.9}, JOIN, said) == [frozenset("ab")]


PAIRS = [(one, other) for one in LETTERS for other in LETTERS if one < other]
SCORES = some.dictionaries(some.sampled_from(PAIRS), some.integers(0, 100).map(lambda n: n / 100))
SAID = some.frozensets(some.sampled_from(PAIRS), max_size=3)
ARTICLES = some.fixed_dictionaries({name: some.sampled_from("rstuvwxyz") for name in LETTERS})


@given(ARTICLES, SCORES, SAID, SAID, some.randoms())
def test_the_order_of_what_is_given_decides_nothing(articles, links, together, apart, chance):
    def shuffled(given):
        items = list(given.items())
        chance.shuffle(items)
        return dict(items)

    said = Constraints(together, apart)
    found = cluster(articles, links, JOIN, said)
    assert cluster(shuffled(articles), shuffled(links), JOIN, said) == found


@given(ARTICLES, SCORES, SAID, SAID)
def test_each_incident_is_of_one_event_which_keeps_what_persons_said(articles, links, together, apart):
    found = cluster(articles, links, JOIN, Constraints(together, apart))
    assert sorted("".join(map("".join, found))) == list(LETTERS)
    home = {name: group for group in found for name in group}
    assert all(home[one] is home[other] for one, other in together)
    if not together:
        assert all(home[one] is not home[other] for one, other in apart)
        assert all(len({articles[name] for name in group}) == len(group) for group in found)


@given(ARTICLES, SCORES, SAID, SAID)
def test_what_hangs_together_with_nothing_else_comes_out_as_in_the_whole(articles, links, together, apart):
    """What the store relies on: it puts together anew only the part that a change can reach."""
    said = Constraints(together, apart)
    strong = {pair for pair, score in links.items() if score >= JOIN} | together
    reached = {"a"}
    while more := {name for pair in strong if reached & set(pair) for name in pair} - reached:
        reached |= more
    within = {pair: score for pair, score in links.items() if reached.issuperset(pair)}
    part = cluster({name: articles[name] for name in reached}, within, JOIN, said)
    assert part == [group for group in cluster(articles, links, JOIN, said) if group <= reached]
