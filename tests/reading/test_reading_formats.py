"""Each format: what of it becomes title, text, date and source, and where the offsets of the text begin."""

from __future__ import annotations

import json
from datetime import date

import pytest

from events.model import Article, Failure
from events.reading import MAX_CHARACTERS, read_bytes

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="{charset}">
<title>Quake hits Testland | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><meta property="og:title" content="Quake hits Testland">
{date}<link rel="canonical" href="https://example.org/quake"></head><body><nav>Home Sport Weather</nav>
<article><h1>Quake hits Testland</h1><p>An earthquake shook the valley of San José early on Tuesday and brought down
a bridge, officials said. Nobody was hurt, the mayor’s office said.</p><p>Schools stayed shut while engineers looked
at the walls of the old town, and trains were held for two hours.</p></article>
<footer>Copyright 2024</footer></body></html>"""
META_DATE = '<meta property="article:published_time" content="2016-08-24T10:00:00Z">'


def read(name: str, data: bytes | str, **said) -> list[Article | Failure]:
    return list(read_bytes(name, data if isinstance(data, bytes) else data.encode(), **said))


def article(name: str, data: bytes | str, **said) -> Article:
    (found,) = read(name, data, **said)
    assert isinstance(found, Article), found
    return found


def reason(name: str, data: bytes | str) -> str:
    (found,) = read(name, data)
    assert isinstance(found, Failure), found
    assert found.name == name
    return found.reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "a.markdown"])
@pytest.mark.parametrize(
    "text", [" \n Troops left.\r\n\r\n They came back.\t\n\n", "**Troops** left [Mosul](x).", "\u2028x\u00a0"]
)
def test_plain_text_stays_as_it_is(name, text):
    assert article(name, text).text == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_front_matter(line_end):
    fields = [
        "---",
        "title: 'Siege ends: a town is free'",
        "date: 2014-09-01",
        "source: The Gazette",
        "url: https://x.org",
        "---",
    ]
    found = article("a.md", line_end.join([*fields, "", "Troops left. ", ""]))
    assert found.title == "Siege ends: a town is free"
    assert found.text == f"{found.title}\n\n{line_end}Troops left. {line_end}"
    assert (found.published, found.published_basis) == (date(2014, 9, 1), "metadata")
    assert (found.source, found.url, found.name) == ("The Gazette", "https://x.org", "a.md")


def test_front_matter_names_the_article():
    assert article("a.txt", "---\nid: 7\n---\nTroops left.").name == "7"


@pytest.mark.parametrize(
    "text", ["---\nTroops left.\n---\nMore.", "---\nTroops left.", "--- x\ntitle: y\n---\nz", "---\n---\nx"]
)
def test_dashes_that_are_no_front_matter_are_text(text):
    assert article("a.txt", text).text == text


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("title: a: b", "line 2"),
        ("title: x\ndate: 2014-02-31", "day is out of range"),
        ("title: x\ndate: 31 February", "31 February"),
        ("title: !!python/object/apply:os.system [ls]", "broken front matter"),
    ],
)
def test_broken_front_matter_is_said(block, says):
    assert says in reason("a.md", f"---\n{block}\n---\nTroops left.")


def test_what_the_user_says_wins_over_front_matter():
    said = {"published": date(2020, 1, 1), "title": "Mine", "source": "Me"}
    found = article("a.txt", "---\ntitle: Its own\ndate: 2014-09-01\nsource: It\n---\nTroops left.", **said)
    assert (found.title, found.published, found.published_basis, found.source) == (
        "Mine",
        date(2020, 1, 1),
        "user",
        "Me",
    )
    assert found.text == "Mine\n\nTroops left."


def test_the_id_is_the_hash_of_the_text():
    first, second = article("a.txt", "Troops left."), article("b.md", "Troops left.")
    assert first.id == second.id != article("a.txt", "Troops left").id
    assert (first.name, second.name) == ("a.txt", "b.md")


# ---- encodings -------------------------------------------------------------------------------------------------

WORDS = "The café in Tannis was closed, the mayor’s office said — “for a week”, at a cost of €5,000. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encoding_is_detected(encoding):
    assert article("a.txt", (WORDS * 3).encode(encoding)).text == WORDS * 3


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("El señor Núñez habló en São Paulo.", "cp1252"),
        ("Dvořák played in Plzeň.", "cp1250"),
        ("Zoë and Noël left.", "cp1252"),
    ],
)
def test_an_encoding_that_is_not_sure_is_refused_or_right(words, encoding):
    (found,) = read("a.txt", words.encode(encoding))
    if isinstance(found, Article):
        assert found.text == words
    else:
        assert "UTF-8" in found.reason


def test_the_user_may_say_the_encoding():
    assert article("a.txt", "Señor Muñoz left.".encode("cp1252"), encoding="cp1252").text == "Señor Muñoz left."
    assert article("a.txt", "Señor Muñoz left.", encoding="cp1252").text == "Señor Muñoz left."


def test_the_readings_of_an_unsure_encoding_are_shown():
    says = reason("a.txt", "The mayor, Señor Muñoz, left for São Paulo.".encode("cp1252"))
    assert "'Señor'" in says
    assert "save it as UTF-8" in says


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04word/document.xml", "Office"),
        (b"Troops\0left.", "binary"),
        (bytes(range(128, 256)) * 50, "UTF-8"),
        ("Troops left.".encode("utf-16")[:-1], "utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_is_no_text_is_said(name, data, says):
    assert says in reason(name, data)


@pytest.mark.parametrize("length", [20_000_000, MAX_CHARACTERS + 1])
def test_one_long_line_is_refused_with_its_length_and_the_limit(length):
    says = reason("a.txt", b"a" * length)
    assert f"{length:,}" in says
    assert f"{MAX_CHARACTERS:,}" in says


def test_the_longest_article_is_read():
    assert len(article("a.txt", b"a" * MAX_CHARACTERS).text) == MAX_CHARACTERS


def test_an_unknown_format_lists_the_known():
    says = reason("a.pages", b"x")
    assert ".pages" in says
    assert ".jsonl" in says


# ---- pages -----------------------------------------------------------------------------------------------------


def test_page():
    found = article("a.html", PAGE.format(charset="utf-8", date=META_DATE))
    assert found.title == "Quake hits Testland"
    assert found.text.startswith("Quake hits Testland\n\nAn earthquake shook the valley of San José")
    assert found.text.count("Quake hits Testland") == 1
    assert "Sport" not in found.text
    assert (found.published, found.published_basis) == (date(2016, 8, 24), "metadata")
    assert (found.source, found.url, found.language) == ("The Gazette", "https://example.org/quake", "en")


def test_page_in_its_declared_encoding():
    assert "José" in article("a.htm", PAGE.format(charset="windows-1252", date=META_DATE).encode("cp1252")).text


@pytest.mark.parametrize(
    "element", ["", '<time datetime="2016-08">August 2016</time>', '<meta name="date" content="2016">']
)
def test_a_page_without_a_whole_date_has_none(element):
    assert article("a.html", PAGE.format(charset="utf-8", date=element)).published is None


@pytest.mark.parametrize("data", ["<html></html>", "<html><body><script>let x = 1</script></body></html>"])
def test_a_page_without_text_is_said(data):
    assert "no main text" in reason("a.html", data)


def test_an_empty_page_is_said():
    assert "empty" in reason("a.html", "")


# ---- JSON lines ------------------------------------------------------------------------------------------------


def test_articles_of_json_lines():
    lines = [
        {"id": "n1", "title": "T", "text": " Troops left.\r\n", "published": "2014-09-01", "source": "G", "url": "u"},
        {"text": "Troops came.", "title": None, "published": None, "more": [1]},
        {"id": 5, "text": "A line\u2028separator."},
    ]
    first, second, third = read("a.jsonl", "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert first.text == "T\n\n Troops left.\r\n"
    assert (first.name, first.published, first.published_basis) == ("n1", date(2014, 9, 1), "metadata")
    assert (first.source, first.url) == ("G", "u")
    assert (second.text, second.name, second.title, second.published) == ("Troops came.", second.id, None, None)
    assert (third.text, third.name) == ("A line\u2028separator.", "5")


BROKEN_LINES = [
    (b'{"text": "x"', "not JSON"),
    (b"Troops left.", "not JSON"),
    (b'["text"]', "object"),
    (b"{}", "`text`"),
    (b'{"text": 1}', "$.text"),
    (b'{"text": null}', "$.text"),
    (b'{"text": "x", "title": ["y"]}', "$.title"),
    (b'{"text": ""}', "empty"),
    (b'{"text": "x", "published": "31 February"}', "31 February"),
    (b'{"text": "x", "published": 2014}', "$.published"),
    (b'{"text": "x\\u0000y"}', "NUL"),
    (b'{"text": "x\\ud800y"}', "JSON"),
    (b'{"text": "caf\xe9"}', "UTF-8"),
    (b'{"text": "x", "more": ' + b"[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "says"), BROKEN_LINES)
def test_a_broken_line_is_named_and_the_others_go_through(line, says):
    before, failure, after = read("a.jsonl", b'{"text": "one"}\n' + line + b'\n{"text": "two"}\n')
    assert (before.text, after.text) == ("one", "two")
    assert failure.name == "a.jsonl, line 2"
    assert says in failure.reason


def test_a_line_of_20_mb_is_refused_and_the_others_go_through():
    failure, after = read("a.jsonl", b'{"text": "' + b"a" * 20_000_000 + b'"}\n{"text": "two"}')
    assert "20,000,013 bytes" in failure.reason
    assert after.text == "two"


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b"\n\n", "empty"), (b"\x89PNG\r\n\x1a\n\0", "PNG")])
def test_a_file_without_lines_is_said(data, says):
    assert says in reason("a.jsonl", data)
