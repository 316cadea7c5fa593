"""Which time each event has. Published on Friday 19 September 2014."""

from __future__ import annotations

from datetime import date

import pytest

from events.model import Mention, Span
from events.times import anchor, find
from tests import factory

FRIDAY = date(2014, 9, 19)


def timed(parser, text: str, words: tuple[str, ...], published: date | None = FRIDAY, assertion: str = "asserted"):
    """The mentions that have these words as their triggers, with their times."""
    parse = parser.parse(text)
    mentions = []
    for word in words:
        start = text.index(word)
        span = Span(word, start, start + len(word))
        sentence = parse.sentence(parse.at(start).i).span
        mentions.append(Mention(word, "a", "OTHER", span, span, sentence, assertion=assertion))
    return anchor(tuple(mentions), parse, find(text, published), published)


@pytest.mark.parametrize(
    ("text", "word", "days", "basis"),
    [
        ("Rebels attacked the town on Tuesday.", "attacked", "2014-09-16", "stated"),
        ("The attack on the town on 10 June killed six people.", "attack", "2014-06-10", "stated"),
        ("On 10 June, after heavy shelling, rebels entered the town.", "entered", "2014-06-10", "stated"),
        (
            "The minister said on Thursday that rebels had attacked the town on Monday.",
            "attacked",
            "2014-09-15",
            "stated",
        ),
        ("Rebels attacked the town.", "attacked", "2014-09-19", "published"),
        (
            "The dam had collapsed two days before the mayor resigned on 3 September.",
            "collapsed",
            "2014-09-01",
            "inferred",
        ),
        ("The mayor resigned two weeks after the dam collapsed on 3 September.", "resigned", "2014-09-17", "inferred"),
        ("He was jailed for two weeks.", "jailed", "2014-09-19", "published"),
        # the day of what is to come is not that of what was done about it
        ("The president dissolved parliament and set elections for 5 October.", "dissolved", "2014-09-19", "published"),
        # both at once
        ("The war began when rebels attacked the port on 7 May 2013.", "war", "2013-05-07", "stated"),
    ],
)
def test_one_event(parser, text, word, days, basis):
    (mention,) = timed(parser, text, (word,))
    assert (mention.time.earliest, mention.time.latest, mention.time.basis) == (days, days, basis)


@pytest.mark.parametrize(
    ("text", "word", "days", "granularity"),
    [
        ("Rebels have been besieging the town for three days.", "besieging", ("2014-09-16", "2014-09-19"), "day"),
        ("Protesters have blocked the road for about two weeks.", "blocked", ("2014-09-05", "2014-09-19"), "week"),
        ("In the past two months, cholera killed 90 people.", "killed", ("2014-07-19", "2014-09-19"), "month"),
    ],
)
def test_what_lasts_until_now_is_an_interval(parser, text, word, days, granularity):
    (mention,) = timed(parser, text, (word,))
    assert (mention.time.earliest, mention.time.latest) == days
    assert (mention.time.granularity, mention.time.basis) == (granularity, "stated")


def test_each_clause_has_its_own_day(parser):
    text = "Rebels seized the airport on Monday, and the army bombed it on Wednesday."
    seized, bombed = timed(parser, text, ("seized", "bombed"))
    assert (seized.time.earliest, bombed.time.earliest) == ("2014-09-15", "2014-09-17")


def test_from_to_is_one_interval(parser):
    (mention,) = timed(parser, "The town was besieged from 3 to 9 June.", ("besieged",))
    assert (mention.time.earliest, mention.time.latest) == ("2014-06-03", "2014-06-09")
    assert mention.time.span.text == "3 to 9 June"


def test_since_begins_an_interval_that_lasts(parser):
    (mention,) = timed(parser, "Since Monday the army has shelled the valley.", ("shelled",))
    assert (mention.time.earliest, mention.time.latest) == ("2014-09-15", "2014-09-19")


def test_until_is_a_border_and_no_day(parser):
    (mention,) = timed(parser, "The army shelled the valley until Monday.", ("shelled",))
    assert mention.time.basis != "stated"


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Leaders met on Wednesday, a day after gunmen killed the governor.", "killed", "2014-09-16"),
        ("Leaders met on Wednesday, a day after gunmen killed the governor.", "met", "2014-09-17"),
        ("The pact was signed on Thursday, two weeks after the vote.", "vote", "2014-09-04"),
    ],
)
def test_a_distance_dates_what_it_leads_to(parser, text, word, day):
    (mention,) = timed(parser, text, (word,))
    assert (mention.time.earliest, mention.time.latest) == (day, day)


def test_what_did_not_happen_has_no_day(parser):
    (mention,) = timed(parser, "Nobody was killed.", ("killed",), assertion="negated")
    assert mention.time is None


def test_an_undated_sentence_takes_the_day_that_the_news_is_about(parser):
    text = "A bomb killed six people in the market on Wednesday. The blast injured twenty others."
    killed, injured = timed(parser, text, ("killed", "injured"))
    assert (killed.time.earliest, killed.time.basis) == ("2014-09-17", "stated")
    assert (injured.time.earliest, injured.time.basis) == ("2014-09-17", "inferred")
    assert injured.confidence.time < killed.confidence.time


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        # the scene goes on, whatever day the news is about
        (
            "Leaders met on Wednesday. On 12 October 1977 a driver lost his way. A cook climbed in.",
            "climbed",
            "1977-10-12",
        ),
        (
            "Leaders met on Wednesday. On 3 May 2012 a dam broke. A village drowned. The army fled.",
            "fled",
            "2012-05-03",
        ),
        # another paragraph is another matter, and a fresh month is no scene
        ("Leaders met on Wednesday. On 3 May 2012 a dam broke.\n\nA spokesman resigned.", "resigned", "2014-09-17"),
        ("Leaders met on Wednesday. Prices rose this month. A spokesman resigned.", "resigned", "2014-09-17"),
    ],
)
def test_a_scene_goes_on_in_its_paragraph(parser, text, word, day):
    dated = ("met", *(w for w in ("lost", "broke", "rose") if w in text))
    *_, last = timed(parser, text, (*dated, word))
    assert (last.time.earliest, last.time.basis) == (day, "inferred")


@pytest.mark.parametrize(
    ("text", "aside", "word", "year"),
    [
        ("Dan Lopez, who was elected mayor in 2008, left the town.", "elected", "left", None),
        ("The firm, which was founded in 1998, announced layoffs.", "founded", "layoffs", None),
        ("Dan Lopez was elected mayor in 2008, and left the town.", "elected", "left", "2008-01-01"),
    ],
)
def test_a_year_said_aside_dates_nothing_else(parser, text, aside, word, year):
    first, last = timed(parser, text, (aside, word))
    assert first.time.basis == "stated"
    assert (last.time.earliest, last.time.basis) == ((year, "stated") if year else ("2014-09-19", "published"))


LONG = "The council met on Monday, and after hours of talk the mayor , whom nobody had expected , resigned on Tuesday"


@pytest.mark.parametrize(
    ("pointed", "day"),
    [
        ({}, "2014-09-16"),  # by clauses
        ({"Monday": 0.8, "Tuesday": 0.1}, "2014-09-15"),
        ({"Monday": 0.55, "Tuesday": 0.4}, "2014-09-16"),  # not sure enough
        ({None: 0.95}, None),
    ],
)
def test_the_tagger_may_know_better_which_timex_is_meant(parser, pointed, day):
    parse = factory.pointing(parser.parse(LONG), "time", pointed)
    start = LONG.index("resigned")
    span = Span("resigned", start, start + 8)
    mention = Mention("m", "a", "OTHER", span, span, parse.sentences[0].span)
    (found,) = anchor((mention,), parse, find(LONG, FRIDAY), FRIDAY)
    assert (found.time.earliest if found.time.basis == "stated" else None) == day


def test_the_same_word_is_of_the_day_told_before_it(parser):
    text = "Troops fled on Monday. " + "The town was calm. " * 30 + "The mayor was fleeing. One guard flees on Tuesday."
    found = timed(parser, text, ("fled", "fleeing", "flees"))
    assert [(m.time and m.time.earliest) for m in found] == ["2014-09-15", "2014-09-15", "2014-09-16"]


def test_words_of_another_meaning_share_no_day(parser):
    text = "Protesters marched on Monday. Elections were set for later on Tuesday. Others set fire to the hall."
    found = timed(parser, text, ("marched", "set", "set fire"))
    assert found[2].time is not None and found[2].time.earliest == "2014-09-15"


@pytest.mark.parametrize(
    "text", ["Rebels will attack the town.", "Rebels could attack the town.", "Rebels plan to attack."]
)
def test_what_is_yet_to_come_is_not_dated_by_publication(parser, text):
    (mention,) = timed(parser, text, ("attack",))
    assert mention.time is None
    assert mention.confidence.time is None


def test_a_plan_with_a_date_has_it(parser):
    (mention,) = timed(parser, "Leaders will meet on Tuesday.", ("meet",), assertion="planned")
    assert mention.time.earliest == "2014-09-23"


def test_what_was_before_is_not_dated_by_publication(parser):
    (mention,) = timed(parser, "Rebels had burned the bridge.", ("burned",))
    assert mention.time is None


def test_without_dates_there_is_no_time(parser):
    (mention,) = timed(parser, "Rebels attacked the town on Tuesday.", ("attacked",), published=None)
    assert mention.time is None


def test_a_history_carries_its_dates_on(parser):
    text = "On 14 April 1961 exiles landed at the bay. The army fought them on the beach."
    landed, fought = timed(parser, text, ("landed", "fought"), published=None)
    assert (landed.time.earliest, landed.time.basis) == ("1961-04-14", "stated")
    assert (fought.time.earliest, fought.time.basis) == ("1961-04-14", "inferred")


def test_the_line_that_says_when_it_was_published_dates_nothing_else(parser):
    text = "Storm kills six\nPublished: 18 September 2014\n\nA storm killed six people on Monday."
    (mention,) = timed(parser, text, ("killed",))
    assert mention.time.earliest == "2014-09-15"
    (title,) = timed(parser, text, ("kills",))
    assert title.time.basis != "stated"


def test_a_stretch_that_goes_on_ends_with_publication_for_what_is_done(parser):
    (mention,) = timed(parser, "The unions joined the strike this month.", ("joined",))
    assert (mention.time.earliest, mention.time.latest) == ("2014-09-01", "2014-09-19")
    (planned,) = timed(parser, "The unions will join the strike this month.", ("join",), assertion="planned")
    assert planned.time.latest == "2014-09-30"
