"""RSS and Atom: an article an entry."""

from __future__ import annotations

from datetime import date

import pytest

from events.model import Article, Failure
from events.reading import count_file, read_bytes, read_paths
from events.reading.formats import sniff

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Gazette &amp; Herald</title><language>en-gb</language>{items}</channel></rss>"""
ITEM = """<item><title>Siege ends: &lt;b&gt;town&lt;/b&gt; is free</title><link>https://example.org/1</link><guid>n1</guid>
<pubDate>Mon, 01 Sep 2014 23:30:00 -0500</pubDate><description>The siege of Amerli is over.</description>
<content:encoded><![CDATA[<p>The siege of <a href="/a">Amerli</a> is
over,&nbsp;officials said.</p><script>alert(1)</script><!-- no --><p>Trucks came in.<br>All cheered.</p>]]>
</content:encoded>
</item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Talks</title><id>urn:1</id>
<link href="https://example.org/2"/><updated>2014-09-02T01:00:00Z</updated><summary>They met.
They left.</summary><source><title>The Herald</title></source></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old wire</title></channel>
<item><title>Talks</title><link>https://example.org/3</link><description>They met.</description>
<dc:date>2004-09-02</dc:date></item></rdf:RDF>"""


def articles(data: str, name: str = "a.xml") -> list[Article | Failure]:
    return list(read_bytes(name, data.encode()))


def one(data: str, name: str = "a.xml") -> Article:
    (found,) = articles(data, name)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.atom"])
def test_an_entry_of_rss_is_an_article_with_its_full_content(name: str) -> None:
    found = one(RSS.format(items=ITEM), name)
    assert found.text == (
        "Siege ends: town is free\n\n"
        "The siege of Amerli is over, officials said.\n\nTrucks came in.\nAll cheered."
    )  # fmt: skip
    assert (found.name, found.url) == ("n1", "https://example.org/1")
    assert (found.source, found.language) == ("The Gazette & Herald", "en")
    assert (found.published, found.published_basis) == (date(2014, 9, 1), "metadata")  # where it was written


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ATOM, ("Talks\n\nThey met.\nThey left.", "urn:1", "https://example.org/2", "The Herald", date(2014, 9, 2))),
        (RDF, ("Talks\n\nThey met.", "https://example.org/3", "https://example.org/3", "Old wire", date(2004, 9, 2))),
    ],
)
def test_the_summary_where_there_is_no_more(data: str, expected: tuple) -> None:
    found = one(data)
    assert (found.text, found.name, found.url, found.source, found.published) == expected


def test_an_empty_entry_is_named_and_the_others_go_on() -> None:
    found = articles(RSS.format(items="<item><title>x</title></item>" + ITEM))
    assert found[0] == Failure("a.xml, entry 1", "is empty: there is no text to read")
    assert isinstance(found[1], Article)


@pytest.mark.parametrize("day", ["", "soon", "31 February 2014", "Mon, 99 Foo 2014"])
def test_a_day_that_cannot_be_read_is_unknown(day: str) -> None:
    item = f"<item><description>They met.</description><pubDate>{day}</pubDate></item>"
    assert one(RSS.format(items=item)).published is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is empty"),
        ("They met.", "no RSS or Atom feed"),
        ("<?xml version='1.0'?><nitf><body>They met.</body></nitf>", "no RSS or Atom feed"),
        (RSS.format(items=""), "without entries"),
        ("\x89PNG", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_said(data: str, reason: str) -> None:
    (found,) = articles(data)
    assert isinstance(found, Failure)
    assert reason in found.reason


OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
MANY = f'<!DOCTYPE rss [<!ENTITY x0 "ha">{LAUGHS}<!ENTITY x "&x11;">]>'


@pytest.mark.parametrize("kind", [OUTSIDE, MANY])
def test_no_entity_leads_to_a_file_or_to_more_than_there_is(kind: str) -> None:
    item = "<item><description>They met.&x;</description></item>"
    found = one(RSS.format(items=item).replace("<rss", f"{kind}<rss", 1))
    assert found.text.startswith("They met.")
    assert len(found.text) < 20


def test_a_feed_that_is_broken_gives_what_can_be_read() -> None:
    assert articles(RSS.format(items=ITEM).replace("</channel></rss>", "<item><tit"))[0].name == "n1"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(RSS, ".rss"), (ATOM, ".rss"), (RDF, ".rss"), ("<?xml version='1.0'?><html>", ".html"), ("<p>feed", ".txt")],
)
def test_a_feed_is_known_by_its_beginning(data: str, expected: str) -> None:
    assert sniff(data.encode()[:512]) == expected


def test_entries_are_counted(tmp_path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(RSS.format(items=ITEM * 3), encoding="utf-8")
    with path.open("rb") as stream:
        assert count_file("a.rss", stream) == 3
    assert len(list(read_paths([str(path)]))) == 3
