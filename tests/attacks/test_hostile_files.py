"""Files that were made to harm whoever reads them: bombs, entities, days and numbers of any length, loud libraries."""

from __future__ import annotations

import base64
import gzip
import io
import subprocess
import sys
import time
import zipfile

import pytest

from events.export import jsonl, mention_record
from events.model import Article, Failure
from events.reading import MAX_CHARACTERS, article_from_text, read_bytes
from events.reading.pdf import SCANNED
from tests.attacks.payloads import MARKUP, OVERRIDE, PROMPTS, TERMINAL
from tests.reading.test_reading_documents import W, p, pdf, zipped
from tests.reading.test_reading_mail import mail

pytestmark = pytest.mark.attack
TOLD = "Islamic State seized Mosul on 10 June 2014. The army fled to Kirkuk."
HELD = "root:x:0:0"
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "%s">%s]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "Mosul fell. ">{LAUGHS}]>'
ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PAGE = "<html><body><article><p>{}</p></article></body></html>"


def packed(data: bytes, name: str = "a.txt", times: int = 1) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"{number}{name}", data)
    return made.getvalue()


def feed(words: str, head: str = "") -> bytes:
    item = f"<item><title>{words}</title><description>{words} {TOLD}</description></item>"
    return f"{head}<rss><channel>{item}</channel></rss>".encode()


def word(head: str, words: str) -> bytes:
    return zipped(**{"word__document.xml": f"{head}<w:document {W}>{p(words)}</w:document>"})


def svg(within: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{within}<text>{TOLD}</text></svg>'


FILES = {
    "zip, 50 MB of nothing": ("a.zip", packed(bytes(50_000_000))),
    "zip of zips": ("a.zip", packed(packed(packed(bytes(5_000_000), "b.zip"), "c.zip"), "d.zip")),
    "zip, many files": ("a.zip", packed(b"", times=5_000)),
    "gzip in gzip": ("a.txt.gz", gzip.compress(gzip.compress(bytes(50_000_000)))),
    "docx, entities": ("a.docx", word(BILLION, "&l9;")),
    "docx, outside": ("a.docx", word(OUTSIDE, "&x;")),
    "odt, outside": ("a.odt", zipped(**{"content.xml": f"{OUTSIDE}<a>&x;</a>"})),
    "feed, entities": ("a.rss", feed("&l9;", BILLION)),
    "feed, outside": ("a.rss", feed("&x;", OUTSIDE)),
    "page, outside": ("a.html", (OUTSIDE + PAGE.format(f"&x; {TOLD} " * 5)).encode()),
    "page, an svg with entities": ("a.html", (BILLION + PAGE.format(svg("&l9;") + TOLD * 5)).encode()),
    "page, an svg that asks": ("a.html", PAGE.format(svg('<image href="file:///etc/passwd"/>') + TOLD * 5).encode()),
    "page, 100,000 attributes": ("a.html", b"<p " + b" ".join(b"a%d" % n for n in range(100_000)) + b">x"),
    "page, 100,000 deep": ("a.html", b"<div>" * 100_000 + TOLD.encode()),
    "page, a frame": ("a.html", PAGE.format(f'<iframe src="file:///etc/passwd"></iframe>{TOLD * 5}').encode()),
    "table, a cell of 10 MB": ("a.csv", b"text\n" + b"a" * 10_000_000),
    "table, 100,000 columns": ("a.csv", b"text," * 100_000 + b"\n" + TOLD.encode() + b"," * 100_000),
    "json, deep": ("a.jsonl", b'{"text":' + b"[" * 100_000),
    "json, a number of 100,000 digits": ("a.jsonl", b'{"text": "Mosul fell.", "id": ' + b"9" * 100_000 + b"}\n"),
    "json, one line of 10 MB": ("a.jsonl", b'{"text": "' + b"a" * 10_000_000 + b'"}\n'),
    "json, a day of 5,000 digits": ("a.jsonl", b'{"text": "Mosul fell.", "published": "' + b"9" * 5_000 + b'"}\n'),
    "front matter, an object": ("a.md", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nMosul fell."),
    "front matter, laughs": ("a.md", f"---\na0: &a0 [lol]\n{ALIASES}---\nMosul fell.".encode()),
    "rtf, an object and deep": ("a.rtf", b"{\\rtf1{\\object\\objdata 41}" + b"{" * 50_000 + TOLD.encode()),
    "pdf, of itself": ("a.pdf", pdf(TOLD).replace(b"/Type /Page\n", b"/Type /Pages\n")),
    "warc, of a length below 0": ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\nx"),
    "mbox, no end": ("a.mbox", b"From a\n\n" + b"From b\n\n" * 20_000),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_or_refused_and_soon(name):
    began = time.process_time()
    found = list(read_bytes(*FILES[name]))
    assert time.process_time() - began < 10  # not how fast it is: what hangs takes minutes
    assert found
    for one in found:
        assert isinstance(one, Failure) or len(one.text) < MAX_CHARACTERS
        assert HELD not in str(one)


@pytest.mark.parametrize(
    "day",
    ["9" * 5_000, "Tue, 99 Foo 99999 99:99:99 +9999", "Tue, 10 Jun 2014 10:00:00 +99999999999", "-1", "0", "1e9",
     "Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 01 Jan 0001 00:00:00 +2359", f"10 Jun {'9' * 400} 10:00",
     "=?utf-8?b?////?="],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Date", "Subject", "From"])
def test_a_mail_may_say_any_day(day, header):
    data = f"From: a@example.org\nTo: b@example.org\n{header}: {day}\n\n{TOLD}\n".encode()
    for kind in (".eml", ".mbox"):
        (one,) = read_bytes(f"a{kind}", (b"From a\n" if kind == ".mbox" else b"") + data)
        assert isinstance(one, Article) and TOLD in one.text
        assert one.published is None or 1900 < one.published.year < 2100


@pytest.mark.parametrize(
    "called", [*MARKUP[:3], "../../etc/passwd", "a\\..\\b.txt", TERMINAL, OVERRIDE + "txt.exe", "\0", "a" * 10_000]
)
def test_an_attachment_may_be_called_anything(called):
    message = mail()
    encoded = base64.b64encode(called.encode()).decode()
    message.add_attachment(TOLD.encode(), maintype="text", subtype="plain", filename="NAME")
    data = bytes(message).replace(b'"NAME"', f'"=?utf-8?b?{encoded}?="'.encode())
    for one in read_bytes("a.eml", data):
        assert "/.." not in one.name and "\0" not in one.name and one.name.encode()


LOUD = """
import logging, sys, warnings
from events import cli
sys.argv = ["dateline", "timexes", sys.argv[1], "--format", "jsonl"]
try:
    cli.main()
finally:
    logging.getLogger("pypdf").error("root \\x1b[31m")
    warnings.warn("root \\x1b[31m")
"""


def test_what_libraries_log_of_an_article_goes_nowhere(tmp_path):
    """They log words of it, with a terminal's signs in them; the command line shows none of that."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(TOLD).replace(b"/Length", b"/Lenght\x1b[31m"))
    command = [sys.executable, "-c", LOUD, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == [f"{path}: {SCANNED}"]
    assert done.returncode == 1


@pytest.mark.parametrize("words", PROMPTS, ids=["told", "markup", "unseen"])
def test_what_an_article_asks_for_is_not_done(words, analyzer):
    """Nothing in Dateline follows words: they are found and shown as any others."""
    article = article_from_text(f"{TOLD}\n\n{words}\n\n{TOLD}")
    found = analyzer.analyze(article).mentions
    assert {m.trigger.text for m in found} >= {"seized", "fled"}
    assert all(article.text[m.trigger.start : m.trigger.end] == m.trigger.text for m in found)
    assert all("\n" not in jsonl.line(mention_record(m, "a"))[:-1] for m in found)
