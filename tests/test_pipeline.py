"""The whole way on one article: what a careful reader gets from it, and what nobody should."""

from __future__ import annotations

from datetime import date

import pytest

from events import extraction
from events.errors import AnalysisError, PipelineMissing
from events.model import Failure, Mention
from events.pipeline import Analysis
from events.reading import article_from_text

TEXT = """Tehran's government has sent arms and advisers to Baghdad, Western diplomats said, while the United States
looks for allies against the Islamic State (ISIS).

Iran has already moved troops into Iraq, the diplomats said. A picture shows a commander of the Quds Force in the Iraqi
town of Amerli after the army ended an Islamic State siege there. In Amerli, U.S. jets hit the militants with airstrikes
on Aug. 30, killing six of them.

Washington and Tehran could work together, one diplomat said. Iran denied that it had bombed ISIL in Syria. Some 1,192
American soldiers are in the country, and several hundreds of Iranians."""


@pytest.fixture(scope="module")
def undated(analyzer) -> Analysis:
    return analyzer.analyze(article_from_text(TEXT))


@pytest.fixture(scope="module")
def dated(analyzer) -> Analysis:
    return analyzer.analyze(article_from_text(TEXT, published=date(2014, 9, 19)))


def told(analysis: Analysis, trigger: str) -> Mention:
    found = [m for m in analysis.mentions if trigger in m.trigger.text]
    assert found, f"no {trigger!r} among {[m.trigger.text for m in analysis.mentions]}"
    return found[0]


def parties(mention: Mention, role: str) -> list[tuple[str | None, str | None]]:
    return [(p.actor and p.actor.name, p.sector) for p in mention.participants if p.role == role]


def test_governments_act_through_their_capitals(undated):
    aid = told(undated, "sent arms")
    assert (aid.type, parties(aid, "actor"), parties(aid, "recipient")) == ("AID", [("Iran", "GOV")], [("Iraq", "GOV")])
    assert aid.attribution.text == "Western diplomats"
    assert aid.place is None or aid.place.name not in ("Tehran", "Baghdad")


def test_there_is_the_town_before(undated):
    siege = told(undated, "siege")
    assert (siege.type, siege.mode, siege.ended, siege.assertion) == ("ASSAULT", "siege", True, "asserted")
    assert parties(siege, "actor") == [("Islamic State", "REB")]
    assert siege.place.name == "Amerli"
    assert (siege.place.lat, siege.place.lon) == pytest.approx((34.725, 44.588), abs=0.1)


def test_one_actor_under_all_its_names(undated):
    names = {p.actor.name for m in undated.mentions for p in m.participants if p.actor}
    assert "Islamic State" in names
    assert not names & {"ISIS", "ISIL", "militants", "Tehran", "Baghdad", "Washington"}


def test_means_and_their_toll(undated):
    strikes = told(undated, "airstrikes")
    assert (strikes.mode, parties(strikes, "actor")) == ("airstrike", [("United States", "MIL")])
    hit = told(undated, "hit")
    assert hit.casualties.killed == (6, 6)
    assert hit.place.name == "Amerli"


def test_what_did_not_happen_is_not_asserted(undated):
    assert told(undated, "work together").assertion == "possible"
    assert told(undated, "bombed").assertion == "negated"


def test_without_a_day_of_publication_nothing_is_dated(undated):
    assert [m.trigger.text for m in undated.mentions if m.time and m.time.earliest] == []


def test_a_day_of_publication_dates_what_the_text_leaves_open_and_says_so(dated):
    strikes = told(dated, "airstrikes")
    assert (strikes.time.earliest, strikes.time.basis) == ("2014-08-30", "stated")
    open_ = [m.time.basis for m in dated.mentions if m.time and m.time.span is None]
    assert set(open_) <= {"inferred", "published"}


def test_counts_are_no_times(dated):
    assert [t.span.text for t in dated.timexes] == ["Aug. 30"]


def test_every_span_is_its_words(dated):
    text = dated.article.text
    spans = [t.span for t in dated.toponyms] + [t.span for t in dated.timexes]
    for m in dated.mentions:
        spans += [m.trigger, m.what, m.sentence, *(p.span for p in m.participants)]
        spans += [s for s in (m.attribution, m.place and m.place.span, m.time and m.time.span) if s]
    assert all(text[s.start : s.end] == s.text for s in spans)


def test_analysing_many_gives_what_analysing_each_does(analyzer):
    articles = [article_from_text(t) for t in ("Rebels shelled Homs on 3 May 2012.", "Rain fell.", TEXT)]
    assert list(analyzer.analyze_all(articles)) == [analyzer.analyze(a) for a in articles]


def test_one_article_that_breaks_a_step_does_not_stop_the_others(analyzer, monkeypatch):
    """A step that raises is a fault of ours: the article is named, and the rest goes on."""
    find = extraction.find_mentions

    def broken(article, parse):
        if "Homs" in article.text:
            raise IndexError("list index out of range")
        return find(article, parse)

    monkeypatch.setattr("events.extraction.find_mentions", broken)
    first, second = map(article_from_text, ("Rebels shelled Homs on 3 May 2012.", TEXT))
    failure, analysis = analyzer.analyze_all([first, second])
    assert isinstance(failure, Failure)
    assert failure.name == first.name
    assert "IndexError" in failure.reason
    assert analysis.mentions
    with pytest.raises(AnalysisError, match="report it"):
        analyzer.analyze(first)


# ---- languages -------------------------------------------------------------------------------------------------

FRENCH = "L’État islamique a pris Mossoul mardi, selon les autorités, et l’armée irakienne a quitté la ville."


def test_an_article_in_another_language_has_no_events_and_the_others_keep_their_order(analyzer):
    texts = ["Islamic State took Mosul on 10 June 2014.", FRENCH, "Iran denied that it had bombed Syria."]
    found = list(analyzer.analyze_all(article_from_text(text) for text in texts))
    assert [each.article.text for each in found] == texts
    assert [bool(each.mentions) for each in found] == [True, False, True]
    assert analyzer.analyze(article_from_text(FRENCH)) == Analysis(found[1].article, (), (), ())
    assert [len(places) > 0 for _, places in analyzer.geoparse_all(each.article for each in found)] == [
        True,
        False,
        True,
    ]


def test_a_pipeline_may_be_set_for_a_language(analyzer, monkeypatch):
    seen = []

    class French:
        def parse_all(self, texts):
            return analyzer.parser.parse_all(seen.append(text) or text for text in texts)

    monkeypatch.setenv("DATELINE_PIPELINE_FR", "fr_of_ours")
    monkeypatch.setattr(analyzer, "_others", {"fr_of_ours": French()})
    texts = [FRENCH, "Iran bombed Syria.", FRENCH]
    found = list(analyzer.analyze_all(article_from_text(text) for text in texts))
    assert [each.article.text for each in found] == texts
    assert seen == [FRENCH, FRENCH]


def test_a_pipeline_that_is_not_installed_is_said(analyzer, monkeypatch):
    monkeypatch.setenv("DATELINE_PIPELINE_FR", "fr_not_there")
    with pytest.raises(PipelineMissing, match="fr_not_there"):
        analyzer.analyze(article_from_text(FRENCH))
