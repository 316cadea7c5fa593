"""Synthetic stores: what benchmarks and pictures are made of must be what the dashboard would meet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks import synthetic
from events.actors import ACTORS
from events.dashboard import evidence
from events.extraction import ontology
from events.model import Event, Span
from events.store import Store

NUMBER = 500


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, gazetteer: object) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("synthetic") / "store.sqlite"
    synthetic.make(NUMBER, path, seed=3)
    with Store.open(f"sqlite:///{path}") as made:
        yield made


@pytest.fixture(scope="module")
def told(store: Store) -> tuple[Event, ...]:
    return store.events()


def spans(event: Event) -> Iterator[tuple[str, Span]]:
    """Every span of an event's mentions, with its article."""
    for mention in event.mentions:
        parties = [p.span for p in mention.participants]
        others = [held and held.span for held in (mention.place, mention.time, mention.casualties)]
        for span in (mention.trigger, mention.what, mention.sentence, *parties, *others):
            if span is not None:
                yield mention.article_id, span


@pytest.mark.slow
def test_same_seed_same_events(gazetteer: object) -> None:
    one, same, other = (list(synthetic.told(60, seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


@pytest.mark.parametrize("number", [26, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 24, 101))])
def test_as_many_events_as_asked_for(number: int, gazetteer: object) -> None:
    assert sum(len(story.events) for story in synthetic.told(number)) == number


def test_every_event_is_kept(store: Store, told: tuple[Event, ...]) -> None:
    assert store.counts().events == len(told) == NUMBER
    assert store.columns().events.height == NUMBER


def test_words_stand_where_they_are_said_to(store: Store, told: tuple[Event, ...]) -> None:
    texts = {article.id: article.text for article in store.articles()}
    wrong = [(s, texts[a][s.start : s.end]) for e in told for a, s in spans(e) if texts[a][s.start : s.end] != s.text]
    assert wrong == []


def test_articles_tell_what_the_store_says_of_them(store: Store) -> None:
    for article in store.articles():
        mentions = store.mentions(article.id)
        assert mentions, article.name
        assert evidence.passages(article, mentions)


def test_types_actors_and_spots_are_known(told: tuple[Event, ...]) -> None:
    modes = {(name, mode) for name, type_ in ontology.types().items() for mode in type_.modes}
    assert {(event.type, event.mode) for event in told} <= modes
    assert {p.actor.id for event in told for p in event.participants if p.actor} <= set(ACTORS)
    assert all(-90 <= e.place.lat <= 90 and -180 <= e.place.lon <= 180 for e in told if e.place)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [
        (lambda e: e.place is None, 0.04, 0.13),
        (lambda e: e.time is None, 0.03, 0.11),
        (lambda e: e.assertion != "asserted", 0.08, 0.22),
        (lambda e: e.sources > 1, 0.12, 0.35),
        (lambda e: e.casualties is not None, 0.05, 0.5),
    ],
    ids=["unplaced", "undated", "unasserted", "several reports", "toll"],
)
def test_shares(told: tuple[Event, ...], share, least: float, most: float) -> None:
    assert least <= sum(map(share, told)) / NUMBER <= most


def test_an_event_is_found_by_a_word_of_its_sentence(store: Store, told: tuple[Event, ...]) -> None:
    numbers = dict(store.columns().events.select("id", "number").iter_rows())
    event = next(e for e in told if e.place and e.place.name)
    assert numbers[event.id] in store.search(f'"{event.mentions[0].sentence.text}"')


def test_templates_have_one_trigger() -> None:
    assert [kind for kind in synthetic.read_kinds() if kind.words.count("*") != 2] == []
