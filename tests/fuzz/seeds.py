"""Where fuzzing begins: small inputs that are right, of every format, and what wraps the inside of ZIP files."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable

from tests.reading.test_newsbanks import DISPLAYED, FACTIVA, NEXIS, OLD
from tests.reading.test_reading_archives import packed
from tests.reading.test_reading_documents import W, docx, odt, p, pdf, rtf, zipped
from tests.reading.test_reading_feeds import ATOM, ITEM, RDF, RSS
from tests.reading.test_reading_formats import META_DATE, PAGE
from tests.reading.test_reading_mail import mail
from tests.reading.test_reading_streams import tar
from tests.reading.test_reading_tables import HEADER, ROW, workbook, written
from tests.reading.test_reading_warc import DATED, HTML, warc

WORDS = "Islamic State seized Mosul on 10 June 2014. The army fled to Kirkuk, the mayor said on Tuesday."
FRONT = f"---\ntitle: Mosul falls\ndate: 2014-06-11\nsource: The Paper\nurl: https://example.org\nid: 7\n---\n{WORDS}"
WEB = PAGE.format(charset="utf-8", date=META_DATE).encode()
LINES = (
    b'{"text": "Rebels fled.", "id": 7, "title": "A", "published": "2014-09-01", "source": "B", "url": "C"}\n'
    b'{"text": "Caf\\u00e9s closed.", "language": "en"}\n'
)
TIMES = (
    "On Tuesday, three days after 10 June 2014, at 5:30 p.m. (early March 1994, the 1990s, 44 BC, the 19th century), "
    "they met for two weeks, twice a month; since last winter, Christmas 2013, 03/04/2014, 2014-W23, the end of May, "
    "the third quarter of 2012, between 1914 and 1918, a year ago, next Monday morning, 31 February."
)
STORIES = (
    "MOSUL, Iraq (Paper) -- At least six people were killed and 12 wounded when two car bombs exploded at the court,"
    ' police said. "We will not negotiate," President Maliki told Iran\'s envoy, who denied it had armed them.',
    "Truce holds\n\nRebels may free the 300 hostages seized on Monday if the army leaves Kirkuk, 30 km north of Taza."
    " The U.N. urged both to talk. Had they met, fewer would have died. An earthquake of magnitude 7.8 struck Turkey.",
)
NAME = (
    '{"taking": {"name": "Amerli", "scope": "everywhere", "within": null, "place": {"span": null, "name": "Amirli", '
    '"lat": 34.7, "lon": 44.6, "radius_km": 1.0}, "actor": null}, "author": "anna", "moment": "2014-09-01T00:00"}\n'
)
DUMP = "\t".join(
    ["99001", "Amirli", "Amirli", "Amerli,Amirlī", "34.72", "44.59", "P", "PPL", "IQ", *[""] * 5, "26000", *[""] * 4]
)
MBOX = b"From a@example.org Tue Jun 10 10:00:00 2014\n" + bytes(mail()) + b"\n\nFrom b\nSubject: x\n\n>From here\n"


def carrier() -> bytes:
    """A mail with a page, and with files and a mail attached."""
    message = mail()
    message.add_alternative(WEB.decode(), subtype="html")
    message.add_attachment(WORDS.encode(), maintype="text", subtype="plain", filename="a.txt")
    message.add_attachment(docx(p(WORDS)), maintype="application", subtype="octet-stream", filename="b.docx")
    message.add_attachment(mail())
    return bytes(message)


def documents(body: str) -> bytes:
    return f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'.encode()


def in_workbook(sheet: bytes, strings: bytes | None = None) -> bytes:
    """A workbook whose sheet is this XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([HEADER, ROW]))) as book, zipfile.ZipFile(made, "w") as changed:
        for part in book.infolist():
            new = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}.get(part.filename)
            changed.writestr(part.filename, book.read(part) if new is None else new)
    return made.getvalue()


def nameless(data: bytes) -> bytes:
    """A ZIP archive with a member whose name is empty: its letters are a comment."""
    at = data.index(b"PK\x01\x02") + 28
    return data[:at] + bytes(4) + data[at : at + 2] + data[at + 6 :]


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


_EXPORTS = [text.encode() for text in (NEXIS, OLD, FACTIVA, DISPLAYED)]
_FEEDS = [RSS.replace("{items}", ITEM).encode(), ATOM.encode(), RDF.encode()]
_TAR = tar({"a/mosul.txt": WORDS, "b.html": WEB})
_WARC = warc(("https://example.org/1", HTML, DATED))

SEEDS: dict[str, list[bytes]] = {
    ".txt": [FRONT.encode(), WORDS.encode("utf-16"), "Señor Muñoz left.".encode("cp1252"), *_EXPORTS],
    ".html": [WEB],
    ".pdf": [pdf(f"Mosul falls\n{WORDS}", "Page 2", title="Mosul falls")],
    ".docx": [docx(p("Mosul falls", "Title"), p(WORDS))],
    ".odt": [odt(f"<text:h>Iraq</text:h><text:p>{WORDS}</text:p>")],
    ".rtf": [rtf(r"\pard " + WORDS + r"\par S\'e9govia \u8212? {\*\x y}\par"), rtf(NEXIS), rtf(FACTIVA)],
    ".eml": [bytes(mail()), carrier()],
    ".mbox": [MBOX],
    ".jsonl": [LINES],
    ".csv": [written([HEADER, ROW])],
    ".tsv": [written([HEADER, ROW], "\t")],
    ".xlsx": [workbook([HEADER, ROW])],
    ".rss": _FEEDS,
    ".warc": [_WARC],
    ".zip": [packed({"a/mosul.txt": WORDS, "b.html": WEB, "c.csv": written([HEADER, ROW])})],
    ".tar": [_TAR],
    ".tgz": [gzip.compress(_TAR, mtime=0)],
    ".tbz2": [bz2.compress(_TAR)],
    ".txz": [lzma.compress(_TAR)],
    ".gz": [gzip.compress(WORDS.encode(), mtime=0), gzip.compress(_WARC, mtime=0)],
    ".bz2": [bz2.compress(WORDS.encode())],
    ".xz": [lzma.compress(WORDS.encode())],
    "document.xml": [documents(p("Mosul falls", "Title") + p(WORDS) + "<w:p><w:r><w:tab/><w:br/></w:r></w:p>")],
    "content.xml": [_part(odt(f'<text:p text:style-name="Title">A</text:p><text:p>{WORDS}<text:s/></text:p>'),
                          "content.xml")],
    "sheet.xml": [_part(workbook([HEADER, ROW]), "xl/worksheets/sheet1.xml")],
    "member": [WEB, WORDS.encode()],
    "timexes": [TIMES.encode()],
    "pipeline": [WORDS.encode(), TIMES.encode(), *(words.encode() for words in STORIES)],
    "search": ['"siege of" amerl* -rome café AND OR NEAR( ^'.encode()],
    "columns": [b"text=Body,title=Headline", b'text="Bo""dy",published=Publication Date'],
    "corrections": [NAME.encode()],
    "said": [b"killed=6-9 injured=12", b"2014-08..2014-09", b"recipient:Iraq/MIL; actor:Islamic State", b"34.7,44.6=A"],
    "gazetteer": [DUMP.encode()],
    "names": ["Qal‘at Sāliḩ, İstanbul".encode()],
}  # fmt: skip
# Name of a target → suffix, and what its bytes are put into.
WRAPPED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "document.xml": (".docx", lambda data: zipped(**{"word__document.xml": data})),
    "content.xml": (".odt", lambda data: zipped(**{"content.xml": data})),
    "sheet.xml": (".xlsx", in_workbook),
    "member": (".zip", lambda data: packed({"a.html": data, "b.txt": data, "c.rss": data})),
}
SAME = {".text": ".txt", ".md": ".txt", ".markdown": ".txt", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl",
        ".xlsm": ".xlsx", ".atom": ".rss", ".xml": ".rss"}  # fmt: skip

# What once made a target raise what it should not.
CRASHERS: dict[str, list[bytes]] = {
    ".rss": [
        _FEEDS[0].replace(b"<guid", b"<guid>a&#0;b</guid><guid", 1),
        _FEEDS[0].replace(b"<channel>", b"<channel><title>\0</title>"),
    ],
    ".warc": [
        _WARC.replace(b"WARC-Target-URI", b"WARC-Target-URX"),
        _WARC.replace(b"Content-Length: ", b"Content-Length: 1"),
    ],
    ".zip": [packed({"a/mosul.txt": WORDS, "b.html": WEB})[40:], nameless(packed({"a.txt": WORDS}))],
    "columns": [b"text=Body\r,title=Headline"],
    "corrections": [b'{"taking": ' + b'{"a":' * 2000, b'{"taking": ' + b"[" * 5000],
    "said": [b"killed=" + b"9" * 5000],
}  # fmt: skip


def of(target: str) -> list[bytes]:
    """The seeds of a target, and what it once stumbled over."""
    return _seeds(target) + CRASHERS.get(target, [])


def _seeds(target: str) -> list[bytes]:
    return SEEDS[SAME.get(target, target)]
