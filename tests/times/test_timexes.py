"""Time expressions: what is found, and its TIMEX3 type, value and mod. Published on Friday 19 September 2014."""

from __future__ import annotations

from datetime import date

import pytest

from events.errors import SettingError
from events.model import Article
from events.times import day_first, find

FRIDAY = date(2014, 9, 19)


def values(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(t.span.text, t.value) for t in find(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The wall opened on 9 November 1989.", "9 November 1989", "1989-11-09"),
        ("The wall opened on Nov. 9, 1989, at night.", "Nov. 9, 1989", "1989-11-09"),
        ("It began on Thursday, the 3rd of July 2014.", "Thursday, the 3rd of July 2014", "2014-07-03"),
        ("It ended on 2014-08-31.", "2014-08-31", "2014-08-31"),
        ("Signed on 26.09.2016 in Cartagena.", "26.09.2016", "2016-09-26"),
        ("The ship ran aground in March 2021.", "March 2021", "2021-03"),
        ("It was cold in the winter of 1941.", "the winter of 1941", "1941-WI"),
        ("Profits rose in the third quarter of 2013.", "the third quarter of 2013", "2013-Q3"),
        ("Sales fell in Q2 2014.", "Q2 2014", "2014-Q2"),
        ("Sales fell in the first half of 2014.", "the first half of 2014", "2014-H1"),
        ("The peace of the 1990s held.", "the 1990s", "199"),
        ("Music of the '80s.", "the '80s", "198"),
        ("It was built in the 12th century.", "the 12th century", "11"),
        ("The battle of Marathon was fought in 490 BC.", "490 BC", "BC0490"),
        ("Vesuvius erupted in AD 79.", "AD 79", "0079"),
        ("He was freed on Christmas Eve.", "Christmas Eve", "2014-12-24"),
        ("The rising began at Easter 1916.", "Easter 1916", "1916-04-23"),
        ("They marched on Labor Day 2014.", "Labor Day 2014", "2014-09-01"),
        ("It happened in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ],
)
def test_dates_that_stand_for_themselves(text, words, value):
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met yesterday.", "yesterday", "2014-09-18"),
        ("They met on Tuesday.", "Tuesday", "2014-09-16"),
        ("Troops fired on the crowd on Friday, police said.", "Friday", "2014-09-19"),
        ("They will meet on Tuesday.", "Tuesday", "2014-09-23"),
        ("The minister said on Tuesday that talks would go on.", "Tuesday", "2014-09-16"),
        ("They met last Friday.", "last Friday", "2014-09-12"),
        ("They will meet next Friday.", "next Friday", "2014-09-26"),
        ("It rained this morning.", "this morning", "2014-09-19TMO"),
        ("It rained last night.", "last night", "2014-09-18TNI"),
        ("He fled on Wednesday evening.", "Wednesday evening", "2014-09-17TEV"),
        ("It fell last week.", "last week", "2014-W37"),
        ("It fell last month.", "last month", "2014-08"),
        ("Last year it held.", "Last year", "2013"),
        ("It began three years ago.", "three years ago", "2011"),
        ("It began ten days ago.", "ten days ago", "2014-09-09"),
        ("The town fell on 10 June.", "10 June", "2014-06-10"),
        ("The court will rule on 10 October.", "10 October", "2014-10-10"),
        ("The town fell in December.", "December", "2013-12"),
        ("Talks on a peace plan were suspended in December.", "December", "2013-12"),
        ("The army plans to leave in December.", "December", "2014-12"),
        ("They will vote next May.", "next May", "2015-05"),
        ("They rose last spring.", "last spring", "2014-SP"),
        ("It grew in the third quarter.", "the third quarter", "2014-Q3"),
        ("Now it holds.", "Now", "PRESENT_REF"),
        ("He was recently freed.", "recently", "PAST_REF"),
    ],
)
def test_dates_that_count_from_publication(text, words, value):
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The siege began on 13 June 2014. The next day the road was cut.", "2014-06-14"),
        ("The siege began on 13 June 2014. Two days later the road was cut.", "2014-06-15"),
        ("The siege began on 13 June 2014. A week earlier the road was cut.", "2014-06-06"),
        ("The war began in 1980. That year the harvest failed.", "1980"),
        ("The war began in 1980. The following year the harvest failed.", "1981"),
    ],
)
def test_anaphora_counts_from_the_last_date(text, value):
    assert values(text)[-1][1] == value


def test_a_history_keeps_its_own_year():
    text = (
        "The rising began on 14 April 1961. The government had taken power in January 1959. By March 1961 it was weak. "
        "In May 1961 it asked for help, and in July 1961 it fell. Elections were held on 3 August."
    )
    assert values(text)[-1] == ("3 August", "1961-08-03")


def test_a_history_of_no_known_date_tells_of_the_year_that_it_opens_with():
    text = (
        "In the spring of 1453 the sultan besieged the city. His army arrived on 6 April. Two days later it attacked. "
        "Fleets had failed there in 674 and again in 717."
    )
    found = [t.value for t in find(text, None)]
    assert found == ["1453-SP", "1453-04-06", "1453-04-08", "0674", "0717"]
    late = find("The storm came on 12 May. It was the worst since 1953. Ships sank on 13 May.", None)
    assert [t.value for t in late] == ["XXXX-05-12", "1953", "XXXX-05-13"]


def test_the_early_hours_are_before_six():
    (timex,) = find("It burned in the early hours of 15 April 2019.", None)
    assert timex.interval is not None
    assert (timex.interval.earliest, timex.interval.latest) == ("2019-04-15T00:00", "2019-04-15T06:00")


@pytest.mark.parametrize(
    ("text", "words", "value", "mod"),
    [
        ("in early 2014", "early 2014", "2014", "START"),
        ("by mid-June", "mid-June", "2014-06", "MID"),
        ("at the end of March", "the end of March", "2014-03", "END"),
        ("later this year", "later this year", "2014", "AFTER"),
        ("for nearly two years", "nearly two years", "P2Y", "LESS_THAN"),
        ("for more than three weeks", "more than three weeks", "P3W", "MORE_THAN"),
        ("for at least 20 days", "at least 20 days", "P20D", "EQUAL_OR_MORE"),
    ],
)
def test_modifiers(text, words, value, mod):
    (timex,) = find(f"It lasted {text}.", FRIDAY)
    assert (timex.span.text, timex.value, timex.mod) == (words, value, mod)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted three days.", "three days", "DURATION", "P3D"),
        ("A two-week truce held.", "two-week", "DURATION", "P2W"),
        ("It lasted two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It lasted half an hour.", "half an hour", "DURATION", "PT30M"),
        ("The road was cut for weeks.", "weeks", "DURATION", "PXW"),
        ("It has been quiet in recent months.", "recent months", "DURATION", "PXM"),
        ("It rained for the past 20 years.", "the past 20 years", "DURATION", "P20Y"),
        ("They pray every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "a week", "SET", "P1W"),
        ("It pays $8 a year.", "a year", "SET", "P1Y"),
        ("They meet annually.", "annually", "SET", "XXXX"),
        ("The bomb went off at 5:30 p.m. on Wednesday.", "5:30 p.m.", "TIME", "2014-09-17T17:30"),
        ("The alarm was raised at 6am on Sunday morning.", "6am", "TIME", "2014-09-14T06:00"),
        ("It began at noon Thursday.", "noon Thursday", "TIME", "2014-09-18T12:00"),
        ("The train left on the night of 14 June.", "the night of 14 June", "TIME", "2014-06-14TNI"),
    ],
)
def test_durations_sets_and_times(text, words, kind, value):
    timex = find(text, FRIDAY)[0]
    assert (timex.span.text, timex.type, timex.value) == (words, kind, value)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("from 3 to 9 June", ["2014-06-03", "2014-06-09"]),
        ("on June 3-9, 2014", ["2014-06-03", "2014-06-09"]),
        ("between 26 June and 4 August 1952", ["1952-06-26", "1952-08-04"]),
        ("in 1939-45", ["1939", "1945"]),
        ("in April and June 1955", ["1955-04", "1955-06"]),
        ("in March, April and May of 1955", ["1955-03", "1955-04", "1955-05"]),
        ("at 1500 on 9 December 1955", ["1955-12-09T15:00", "1955-12-09"]),
        ("in 1815 on 18 June 1955", ["1815", "1955-06-18"]),
        ("in FY1955", ["1955"]),
    ],
)
def test_both_ends_of_an_interval(text, days):
    assert [t.value for t in find(f"They fought {text}.", FRIDAY)] == days


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of ground forces, 1,192 of them and several hundreds more.",
        "He may march; they may not.",
        "A second bomb hit the second floor.",
        "They lost 3-2 and then 2-1.",
        "Call 555-123-4567 or +44 20 7946 0958.",
        "Some 1,200 troops and 2000 people left.",
        "Flight 1988 landed; Highway 1985 is shut; Boeing 747.",
        "The 45-year-old man, aged 45, died.",
        "Theresa May said so.",
        "See https://example.org/2014/09/19/story for more.",
        "It cost $1998.",
        "The Seven Days Battles were bloody.",
    ],
)
def test_what_is_no_time(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("on 31 February 2014", None, "impossible"),
        ("on February 30", None, "impossible"),
        ("on 45/13/2014", None, "impossible"),
        ("in May 99999", None, "impossible"),
        ("in the year 0", None, "impossible"),
        ("on 03/04/2014", "2014-03-04", "ambiguous"),
        ("on 04/04/2014", "2014-04-04", None),
        ("on 25/12/2014", "2014-12-25", None),
    ],
)
def test_doubtful_dates_say_so(text, value, flag):
    (timex,) = find(f"It fell {text}.", FRIDAY)
    assert (timex.value, timex.flag) == (value, flag)
    assert (timex.interval is None) == (value is None)


def test_other_dates_of_the_text_tell_what_comes_first():
    assert [(t.value, t.flag) for t in find("On 03/04/2014 and 13/04/2014.", FRIDAY)] == [
        ("2014-04-03", None),
        ("2014-04-13", None),
    ]


@pytest.mark.parametrize(
    ("order", "url", "value", "flag"),
    [
        (None, None, "2014-03-04", "ambiguous"),
        (None, "https://example.com/a", "2014-03-04", "ambiguous"),
        (None, "https://example.co.uk/a", "2014-04-03", None),
        (None, "https://example.in", "2014-04-03", None),
        (None, "https://example.gov/a", "2014-03-04", None),
        (None, "https://[broken", "2014-03-04", "ambiguous"),
        ("dmy", "https://example.gov/a", "2014-04-03", None),
        ("mdy", "https://example.co.uk/a", "2014-03-04", None),
    ],
)
def test_the_user_or_the_source_tells_what_comes_first(monkeypatch, order, url, value, flag):
    monkeypatch.setenv("DATELINE_DATE_ORDER", order or "")
    article = Article("a", "a", "It fell on 03/04/2014.", url=url)
    (timex,) = find(article.text, FRIDAY, day_first(article))
    assert (timex.value, timex.flag) == (value, flag)


def test_an_unknown_order_is_an_error_that_says_what_is_known(monkeypatch):
    monkeypatch.setenv("DATELINE_DATE_ORDER", "ymd")
    with pytest.raises(SettingError, match=r"ymd.*dmy.*mdy"):
        day_first(Article("a", "a", ""))


@pytest.mark.parametrize("text", ["yesterday", "on Friday", "last week", "on 14 June", "in May", "three years ago"])
def test_without_a_published_date_relative_ones_stay_open(text):
    (timex,) = find(f"It fell {text}.", None)
    assert (timex.flag, timex.interval) == ("unresolved", None)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("on 10 June 2014", ("2014-06-10", "2014-06-10", "day")),
        ("in June 2014", ("2014-06-01", "2014-06-30", "month")),
        ("in 2014", ("2014-01-01", "2014-12-31", "year")),
        ("last week", ("2014-09-08", "2014-09-14", "week")),
        ("in the summer of 2014", ("2014-06-01", "2014-08-31", "season")),
        ("in the 1990s", ("1990-01-01", "1999-12-31", "decade")),
        ("at 5:30 p.m. on Wednesday", ("2014-09-17T17:30", "2014-09-17T17:30", "minute")),
    ],
)
def test_intervals(text, interval):
    found = find(f"It fell {text}.", FRIDAY)[0].interval
    assert (found.earliest, found.latest, found.granularity) == interval
    assert found.basis == "stated"


def test_spans_are_words_of_the_text():
    text = "İstanbul’da… On 9 November 1989 – “Friday” – and in the ’80s."
    for timex in find(text, FRIDAY):
        assert text[timex.span.start : timex.span.end] == timex.span.text
    assert [t.span.text for t in find(text, FRIDAY)] == ["9 November 1989", "Friday", "the ’80s"]


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_calendars_ends_hold(published):
    text = (
        "Last week, a century ago, in 300 years, next month, two weeks ago, yesterday, the following day, this winter."
    )
    assert len(find(text, published)) >= 6
