from __future__ import annotations

from dataclasses import replace

import pytest

from events.dashboard import detail, evidence
from events.dashboard.literal import literal
from events.merging import fuse
from events.model import Candidate, Casualties, Confidence, Mention, Place
from tests import factory

TEXT = """War in the north

It began on 10 June. Nobody slept.

Islamic State attacked Mosul, and 20 people died. <b>No</b> help came.
"""
ARTICLE = factory.article(TEXT, title="War in the north", published="2014-06-12", source="A paper", url="https://a.b/c")


def told(**fields: object) -> Mention:
    place = replace(factory.MOSUL, span=factory.span(TEXT, "Mosul"))
    time = replace(factory.day("2014-06-10"), span=factory.span(TEXT, "10 June"))
    given = {"place": place, "time": time, "who": [("Islamic State", factory.ISLAMIC_STATE)]} | fields
    mention = factory.mention(ARTICLE, "attacked", **given)
    start = TEXT.index("Islamic State")
    end = TEXT.index(" <b>")
    return replace(mention, sentence=evidence.Span(TEXT[start:end], start, end))


def joined(passage: evidence.Passage) -> str:
    return "".join(piece.text for piece in passage.pieces)


def test_a_sentence_is_shown_in_its_paragraph_with_its_parts_marked() -> None:
    first, *_ = evidence.passages(ARTICLE, [told()])
    assert joined(first) == "Islamic State attacked Mosul, and 20 people died. <b>No</b> help came."
    assert [(p.text, p.parts) for p in first.pieces if p.parts] == [
        ("Islamic State", ("who",)),
        ("attacked", ("what",)),
        ("Mosul", ("where",)),
    ]
    assert "".join(p.text for p in first.pieces if p.told) == "Islamic State attacked Mosul, and 20 people died."


def test_words_that_stand_elsewhere_are_shown_where_they_stand() -> None:
    _, second = evidence.passages(ARTICLE, [told()])
    assert second.of == "when"
    assert joined(second) == "It began on 10 June. Nobody slept."


def test_parts_that_lie_over_one_another_are_cut_into_pieces_of_both() -> None:
    mention = told(who=[("Islamic State attacked", factory.ISLAMIC_STATE)])
    first, *_ = evidence.passages(ARTICLE, [mention])
    assert [(p.text, p.parts) for p in first.pieces if p.parts][:2] == [
        ("Islamic State ", ("who",)),
        ("attacked", ("who", "what")),
    ]


def test_two_mentions_in_one_sentence_are_one_passage() -> None:
    other = replace(told(), id="other", trigger=factory.span(TEXT, "died"))
    assert [p.of for p in evidence.passages(ARTICLE, [told(), other])] == [None, "when"]


def test_a_sentence_that_ends_in_blanks_does_not_draw_the_next_paragraph_in() -> None:
    start, end = TEXT.index("It began"), TEXT.index("Islamic")
    mention = replace(told(), sentence=evidence.Span(TEXT[start:end], start, end))
    assert joined(evidence.passages(ARTICLE, [mention])[0]) == "It began on 10 June. Nobody slept."


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = "word " * 400 + "They struck Mosul." + " word" * 400
    start = text.index("They")
    first, last = evidence.paragraph(text, start, start + len("They struck Mosul."))
    assert first > 0 and last < len(text)
    assert text[first:].startswith("word ") and text[:last].endswith(" word")


# ---- the record ------------------------------------------------------------------------------------------------


def record(mention: Mention) -> dict:
    return detail.record(fuse("e", (mention,)), [ARTICLE], "light")


def facts(mention: Mention) -> dict[str, tuple[str, str | None]]:
    return {fact["label"]: (fact["value"], fact["sure"]) for fact in record(mention)["facts"]}


def test_an_event_says_each_part_and_how_sure_it_is() -> None:
    mention = told(confidence=Confidence(0.95, 0.6, 0.3), casualties=Casualties((20, 20), (9, 12)), mode="clash")
    assert facts(mention) == {
        "What": ("Assault · clash", None),
        "Who": ("Islamic State", "sure 0.95"),
        "Where": ("Mosul, Nineveh, Iraq", "likely 0.60"),
        "When": ("10 Jun 2014", "unsure 0.30"),
        "Toll": ("20 killed, 9 to 12 injured", None),
    }


OTHERS = (Candidate("Tripoli", 32.89, 13.19, 2, 0.2), Candidate("Tripoli", 1.0, 2.0, 3, 0.1))
TRIPOLI = Place(None, "Tripoli", 34.43, 35.84, 9.0, 1, "LBN", None, "PPLA", "settlement", alternatives=OTHERS)
LIBYAN = Place(None, "Tripoli", 32.89, 13.19, 9.0, 2, "LBY", None, "PPLC", "settlement")


@pytest.mark.parametrize(
    ("sure", "note"), [(0.7, "could also be Tripoli, Libya; Tripoli (1.0, 2.0)"), (1.0, None)]
)  # a person's word is the last
def test_what_a_name_could_also_have_meant_says_where_that_lies(sure: float, note: str | None) -> None:
    happened = fuse("e", (told(place=TRIPOLI, confidence=Confidence(0.9, sure, 0.9)),))
    shown = detail.record(happened, [ARTICLE], "light", known=lambda one: LIBYAN if one.geonameid == 2 else None)
    assert next(fact["note"] for fact in shown["facts"] if fact["label"] == "Where") == note


def test_what_is_not_told_is_said() -> None:
    found = facts(told(place=None, time=None))
    assert (found["Where"], found["When"]) == (("not told", None), ("not told", None))


def test_a_place_that_was_not_found_keeps_its_words() -> None:
    lost = Place(factory.span(TEXT, "Mosul"))
    assert facts(told(place=lost))["Where"] == ("“Mosul”, not found", None)


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://a.b/c", True), ("http://a.b", True), ("javascript:hurt()", False), ("data:text/html,x", False)],
)
def test_only_addresses_of_the_web_become_links(url: str, kept: bool) -> None:
    shown = detail.record(fuse("e", (told(),)), [replace(ARTICLE, url=url)], "light")["reports"][0]
    assert shown["url"] == (url if kept else None)


def test_what_may_not_have_happened_says_so() -> None:
    assert record(told(assertion="planned"))["assertion"] == "said to be planned"
    assert record(told())["assertion"] is None


# ---- labels ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain words", "plain words"),
        ("two\n\nlines", "two lines"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("<script>", r"\<script\>"),
        ("[x](javascript:y)", r"\[x\]\(javascript\:y\)"),
        ("$x^2$", r"\$x\^2\$"),
        (":red[x]", r"\:red\[x\]"),
    ],
)
def test_marks_of_markdown_mean_nothing(text: str, markdown: str) -> None:
    assert literal(text) == markdown


@pytest.mark.parametrize("text", [":smile:", ":material/home:", "a -> b", "a -- b", "www.a.b", "https://a.b", "me@a.b"])
def test_what_streamlit_would_replace_is_parted(text: str) -> None:
    assert "\u2060" in literal(text)
    assert literal(text).replace("\u2060", "").replace("\\", "") == text


# ---- the whole article -----------------------------------------------------------------------------------------

SCRIPTS = """Talks in Cairo

التقى وزير الخارجية المصري نظيره الأردني في القاهرة يوم الأحد.

שר החוץ נחת בקהיר ביום ראשון.

埃及外交部长在开罗举行了会谈。"""


def test_an_article_is_shown_in_paragraphs_whatever_their_script() -> None:
    article = factory.article(SCRIPTS)
    met = factory.mention(article, "التقى", "CONSULT", place=factory.ROME)
    held = factory.mention(article, "举行", "CONSULT")
    shown = evidence.marked(article, [fuse("e1", (met,)), fuse("e2", (held,))])
    assert ["".join(piece["text"] for piece in pieces) for pieces in shown] == SCRIPTS.split("\n\n")
    marks = [piece for pieces in shown for piece in pieces if "read" in piece]
    assert [(m["text"], m["event"], SCRIPTS[m["at"] :][:2]) for m in marks] == [
        ("التقى", "e1", "ال"),
        ("举行", "e2", "举行"),
    ]
    assert marks[0]["read"] == "Consult · Rome, Lazio, Italy"


def test_only_the_events_of_the_article_are_marked() -> None:
    other = factory.article("Rebels attacked Aleppo.")
    event = fuse("e", (told(), factory.mention(other, "attacked")))
    (mark,) = [p for pieces in evidence.marked(ARTICLE, [event]) for p in pieces if "read" in p]
    assert (mark["text"], mark["at"]) == ("attacked", TEXT.index("attacked"))


def test_a_report_leads_to_its_sentence_in_the_article() -> None:
    assert record(told())["reports"][0]["read"] == {
        "article": ARTICLE.id,
        "at": str(TEXT.index("attacked")),
    }


# ---- why the date is what it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "basis", "why"),
    [
        ("Rebels struck on Tuesday.", "on Tuesday", "stated",
         "stated in the text: “on Tuesday”, counted from the day of publication, 12 Jun 2014"),
        ("Rebels struck on 10 June.", "10 June", "inferred",
         "carried over from nearby text: “10 June”, counted from the day of publication, 12 Jun 2014"),
        ("Rebels struck on 10 June 2014.", "10 June 2014", "stated", "stated in the text: “10 June 2014”"),
        ("Rebels struck.", None, "published", "only the day of publication"),
    ],
)  # fmt: skip
def test_a_date_says_why_it_is_what_it_is(text: str, words: str | None, basis: str, why: str) -> None:
    article = factory.article(text, published="2014-06-12")
    time = replace(factory.day("2014-06-10", basis=basis), span=factory.span(text, words) if words else None)
    event = fuse("e", (factory.mention(article, "struck", time=time),))
    (note,) = [f["note"] for f in detail.record(event, [article], "light")["facts"] if f["label"] == "When"]
    assert note == why
