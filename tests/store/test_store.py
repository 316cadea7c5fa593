"""What is kept, found, and taken out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from events.errors import StoreError
from events.store import Counts, Filters, Store
from tests.factory import (
    AMERLI,
    IRAQ,
    IRAQ_STATE,
    ISLAMIC_STATE,
    MOSUL,
    UNITED_STATES,
    article,
    day,
    mention,
    toll,
)

SIEGE = article(
    "Siege of Amerli\n\nIslamic State fighters besieged Amerli.", name="siege.txt", title="Siege of Amerli",
    published="2014-09-01", published_basis="user", source="The Paper", url="https://example.org/1", language="en",
)  # fmt: skip
AGAIN = article("The Islamic State siege of Amerli went on.", name="again.txt")
STRIKE = article("U.S. jets bombed trucks near Mosul.", name="strike.txt")
TALKS = article("Iraqi ministers met on a day that nobody named.", name="talks.txt")


def besieged(**fields):
    given = {"mode": "siege", "place": AMERLI, "time": day("2014-08-31"), "salience": 0.9}
    return mention(SIEGE, "besieged", **given | {"who": [("Islamic State", ISLAMIC_STATE)]} | fields)


def siege(**fields):
    given = {"mode": "siege", "place": AMERLI, "time": day("2014-08-31"), "who": [("Islamic State", ISLAMIC_STATE)]}
    return mention(AGAIN, "siege", **given | fields)


def bombed():
    us = [("U.S.", UNITED_STATES)]
    return mention(STRIKE, "bombed", mode="airstrike", place=MOSUL, time=day("2014-08-01", "2014-08-31"), who=us)


def met():
    return mention(TALKS, "met", "CONSULT", mode="meet", place=IRAQ, who=[("Iraqi", IRAQ_STATE)])


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def full(store):
    for one, mentions in ((SIEGE, [besieged()]), (STRIKE, [bombed()]), (TALKS, [met()])):
        store.add(one, mentions)
    return store


def test_an_article_comes_back_as_it_went_in(store):
    assert store.add(SIEGE, []) is True
    assert store.article(SIEGE.id) == SIEGE
    assert store.articles() == (SIEGE,)
    assert store.has(SIEGE.id) and not store.has("unknown")
    assert store.article("unknown") is None


def test_mentions_and_events_come_back_as_they_went_in(store):
    told = besieged(casualties=toll((6, 6)), attribution=None)
    store.add(SIEGE, [told])
    assert store.mentions(SIEGE.id) == (told,)
    (event,) = store.events()
    assert event.mentions == (told,)
    assert (event.place, event.time, event.casualties) == (AMERLI, told.time, told.casualties)
    assert store.event(event.id) == event
    assert store.event("unknown") is None


def test_mentions_are_in_the_order_of_the_text(store):
    text = article("A siege, a raid, a strike.")
    told = [mention(text, word) for word in ("strike", "siege", "raid")]
    store.add(text, told)
    assert [m.trigger.text for m in store.mentions(text.id)] == ["siege", "raid", "strike"]


def test_what_is_kept_is_there_when_the_store_is_opened_again(url):
    with Store.open(url) as first:
        first.add(SIEGE, [besieged()])
        kept = first.events()
    with Store.open(url) as second:
        assert second.events() == kept
        assert second.revision() == 1


def test_the_same_article_twice_is_one_article(store):
    assert store.add(SIEGE, [besieged()]) is True
    assert store.add(replace(SIEGE, name="copy.txt"), [besieged()]) is False
    assert store.counts() == Counts(articles=1, mentions=1, events=1)
    assert store.revision() == 1


def test_two_articles_of_one_event_are_two_sources_under_one_id(store):
    store.add(SIEGE, [besieged()])
    (before,) = store.events()
    store.add(AGAIN, [siege()])
    (event,) = store.events()
    assert event.id == before.id
    assert event.sources == 2
    assert {m.article_id for m in event.mentions} == {SIEGE.id, AGAIN.id}


@pytest.mark.parametrize("fields", [{"place": MOSUL}, {"time": day("2013-08-31")}, {"mode": "airstrike"}])
def test_another_event_stays_another(store, fields):
    store.add(SIEGE, [besieged()])
    store.add(AGAIN, [siege(**fields)])
    assert [e.sources for e in store.events()] == [1, 1]


def test_mentions_of_one_incident_are_one_event(store):
    text = article("The siege began. Nobody left while the siege lasted. A raid failed.")
    first, second, other = (mention(text, w) for w in ("siege began", "siege lasted", "raid"))
    store.add(text, [replace(second, incident=first.id), replace(first, incident=first.id), other])
    assert sorted(len(e.mentions) for e in store.events()) == [1, 2]


def test_merging_is_by_key_also_without_a_date(store):
    store.add(SIEGE, [besieged(time=None)])
    store.add(AGAIN, [siege(time=None)])
    assert len(store.events()) == 1


@pytest.mark.parametrize(
    ("published", "events"),
    [("2014-09-05", 1), ("2014-09-20", 2), ("2015-09-20", 2), (None, 1)],
    ids=["soon", "weeks later", "a year later", "unknown"],
)
def test_undated_reports_are_of_one_event_only_if_published_about_then(store, published, events):
    store.add(SIEGE, [besieged(time=None)])
    store.add(replace(AGAIN, published=published and date.fromisoformat(published)), [siege(time=None)])
    assert len(store.events()) == events


def test_an_event_takes_the_better_place_of_a_later_report(store):
    store.add(SIEGE, [besieged(place=IRAQ)])
    store.add(AGAIN, [siege()])
    (event,) = store.events()
    assert event.place == AMERLI
    near = Filters(earliest="2014-08-31", latest="2014-08-31")
    assert store.events(near) == (event,)


# ---- filters ---------------------------------------------------------------------------------------------------

FOUND = [
    (Filters(), {"besieged", "bombed", "met"}),
    (Filters(types=("ASSAULT",)), {"besieged", "bombed"}),
    (Filters(types=("ASSAULT", "CONSULT")), {"besieged", "bombed", "met"}),
    (Filters(types=("ACCIDENT",)), set()),
    (Filters(actors=("islamic-state",)), {"besieged"}),
    (Filters(actors=("Islamic State", "USA")), {"besieged", "bombed"}),
    (Filters(actors=("ISIS'; DROP TABLE event --",)), set()),
    (Filters(articles=("strike.txt",)), {"bombed"}),
    (Filters(articles=(SIEGE.id, "strike.txt")), {"besieged", "bombed"}),
    (Filters(types=("ASSAULT",), actors=("USA", "IRQ")), {"bombed"}),
    (Filters(earliest=date(2014, 8, 31)), {"besieged", "bombed"}),
    (Filters(latest=date(2014, 8, 30)), {"bombed"}),
    (Filters(earliest="2014-08-15", latest="2014-08-20"), {"bombed"}),
    (Filters(earliest="2014-09-01"), set()),
    (Filters(actors=("IRQ",), earliest="1900-01-01"), set()),
]


@pytest.mark.parametrize(("filters", "expected"), FOUND)
def test_filters(full, filters, expected):
    assert {e.mentions[0].trigger.text for e in full.events(filters)} == expected


def test_an_hour_lies_within_its_day(store):
    hour = day("2014-08-31T14:00", "2014-08-31T15:00", granularity="hour")
    store.add(SIEGE, [besieged(time=hour)])
    assert len(store.events(Filters(earliest="2014-08-31", latest="2014-08-31"))) == 1


def test_an_interval_with_one_end_is_open_at_the_other(store):
    store.add(SIEGE, [besieged(time=replace(day("2014-08-31"), earliest=None))])
    assert len(store.events(Filters(latest="1990-01-01"))) == 1
    assert store.events(Filters(earliest="2015-01-01")) == ()


def test_a_year_before_christ_is_kept_and_lies_before_all_others(store):
    crossed = day("-0048-01-10")
    store.add(SIEGE, [besieged(time=crossed)])
    assert store.events()[0].time == crossed
    assert store.events(Filters(earliest="2014-01-01")) == ()
    assert len(store.events(Filters(latest="2014-01-01"))) == 1
    assert store.events(Filters(earliest="-0048-01-10", latest="-0048-01-10")) == store.events()
    assert store.events(Filters(latest="-0048-01-09")) == store.events(Filters(earliest="-0048-01-11")) == ()


def test_events_are_in_the_order_of_time_the_undated_last(full):
    assert [e.mentions[0].trigger.text for e in full.events()] == ["bombed", "besieged", "met"]


def test_many_values_in_a_filter(full):
    many = tuple(str(n) for n in range(10_000))
    assert len(full.events(Filters(actors=(*many, "USA")))) == 1


# ---- taking out ------------------------------------------------------------------------------------------------


def test_taking_out_an_article_takes_its_events(full):
    assert full.remove_article(STRIKE.id) is True
    assert full.counts() == Counts(articles=2, mentions=2, events=2)
    assert full.events(Filters(actors=("USA",))) == ()
    assert full.remove_article(STRIKE.id) is False


def test_an_event_that_another_article_tells_of_stays_under_its_id(store):
    store.add(SIEGE, [besieged(casualties=toll((6, 6)))])
    store.add(AGAIN, [siege(casualties=toll((9, 9)))])
    (before,) = store.events()
    store.remove_article(SIEGE.id)
    (after,) = store.events()
    assert after.id == before.id
    assert after.casualties == toll((9, 9))
    store.add(SIEGE, [besieged(place=MOSUL)])  # its first mention gave that id once
    assert len({e.id for e in store.events()}) == 2


# ---- revision, odd input ---------------------------------------------------------------------------------------


def test_the_revision_grows_with_each_write_and_no_other(store):
    assert store.revision() == 0
    store.add(SIEGE, [besieged()])
    store.add(SIEGE, [besieged()])
    store.events()
    assert store.revision() == 1
    store.remove_article(SIEGE.id)
    assert store.revision() == 2


@pytest.mark.parametrize(
    "text", ["", "A\0B", "Āmirlī 😀 ‮ \u0301", "<script>alert(1)</script>", "'; DROP TABLE article; --"]
)
def test_any_text_comes_back(store, url, text):
    if "\0" in text and url.startswith("postgresql"):
        with pytest.raises(StoreError, match="cannot keep a NUL character"):
            store.add(article(text), [])
        assert store.counts() == Counts(0, 0, 0)
        return
    store.add(article(text, name=text, title=text), [])
    assert store.articles()[0].text == text


def test_half_a_surrogate_pair_is_refused_and_nothing_kept(store):
    for bad in (article("x \ud800"), article("y", title="\udfff")):
        with pytest.raises(StoreError, match=r"store(\.sqlite|\d+).*surrogate"):
            store.add(bad, [])
    text = article("A siege.")
    with pytest.raises(StoreError, match="surrogate"):
        store.add(text, [mention(text, "siege", mode="\ud800")])
    assert store.counts() == Counts(0, 0, 0)


def test_an_article_is_kept_with_all_its_mentions_or_not_at_all(store):
    twice = [besieged(), besieged(type="PROTEST")]  # two of one id
    with pytest.raises(StoreError, match=r"is there twice"):
        store.add(SIEGE, twice)
    assert store.counts() == Counts(0, 0, 0)
    assert store.revision() == 0
