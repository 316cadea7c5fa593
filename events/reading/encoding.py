"""Bytes → text, or a clear refusal: a wrong guess would turn names into mojibake that nobody notices."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from charset_normalizer import from_bytes

from events.errors import ReadingError

SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a SQLite file",
}
BOMS = {  # the longer first: UTF-32's begins with UTF-16's
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What the Encoding Standard of the web knows, without the encodings of old Macs: those give a reading, mostly wrong,
# of nearly anything.
CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866"),
    *("iso8859_2", "iso8859_4", "iso8859_5", "iso8859_7", "iso8859_15", "koi8_r", "koi8_u"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
]
MAX_CHAOS = 0.1  # charset-normalizer's measure of disorder, 0 to 1; its own limit is 0.2
COHERENCE_MARGIN = 0.1  # readings whose language fits this much worse than the best one's are left
ADVICE = "save it as UTF-8, or say which encoding it has (--encoding)"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of an input: by its byte order mark, as UTF-8, as it declares itself, or by a detection that is sure.

    Line ends stay as they are. Raises `ReadingError` where the data is binary or the encoding is not sure.
    """
    check_not_binary(data)
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, declared) if _is_known(declared) else _detected(data)[1]


def encoding_of(head: bytes, declared: str | None = None) -> str:
    """The encoding of text by its beginning, told as `decode` does. Raises `ReadingError`."""
    check_not_binary(head)
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
        return "utf-8"
    except UnicodeDecodeError:
        return declared if declared and _is_known(declared) else _detected(head)[0]


def check_not_binary(data: bytes) -> None:
    """Raises `ReadingError` where data is no text at all."""
    kind = next((kind for signature, kind in SIGNATURES.items() if data.startswith(signature)), None)
    if kind is not None:
        raise ReadingError(f"is {kind}, not text: export its text and give that")
    if b"\0" in data and not any(data.startswith(bom) for bom in BOMS):
        raise ReadingError("is binary data, not text: export its text and give that")


def known_encoding(name: str) -> str:
    """The name, where there is such an encoding of text. Raises `ReadingError`."""
    if not _is_known(name):
        raise ReadingError(f"{name!r} is no encoding of text; examples: utf-8, cp1252, iso-8859-2, koi8-r, shift_jis")
    return name


def _is_known(encoding: str | None) -> bool:
    if not encoding:
        return False
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _strictly(data: bytes, encoding: str | None) -> str:
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(f"says that it is {encoding} but is not, at byte {error.start:,}: {ADVICE}") from error


def _detected(data: bytes) -> tuple[str, str]:
    """The encoding, and the one text that every likely encoding gives."""
    matches = list(from_bytes(data, cp_isolation=CANDIDATES, threshold=MAX_CHAOS))
    best = max((m.coherence for m in matches), default=0.0)
    near = [m for m in matches if m.coherence >= best - COHERENCE_MARGIN]
    likely = {name for m in near for name in m.could_be_from_charset if name in CANDIDATES}
    texts: dict[str, str] = {}
    for name in sorted(likely, key=CANDIDATES.index):
        text = _decoded(data, name)
        if text is not None and _is_plausible(text):
            texts.setdefault(text, name)
    if not texts:
        raise ReadingError(f"is not UTF-8, and its encoding cannot be told: {ADVICE}")
    if len(texts) > 1:
        raise ReadingError(f"is not UTF-8, and could be {_difference(texts)}: {ADVICE}")
    ((text, name),) = texts.items()
    return name, text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_plausible(text: str) -> bool:
    """No control characters, and no word in two scripts or with a sign inside: each shows a wrong encoding."""
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text):
        return False
    words = {word for word in re.findall(r"\S+", text) if not word.isascii()}
    return not any(_is_mixed(word) for word in words)


def _is_mixed(word: str) -> bool:
    scripts = {
        unicodedata.name(c, "?").split()[0] for c in word if unicodedata.category(c)[0] in "LM" and c not in "ªºµ"
    }
    return len(scripts - {"COMBINING", "MODIFIER"}) > 1 or any(_is_odd(a, b) for a, b in pairwise(word))


def _is_odd(a: str, b: str) -> bool:
    """A sign after a letter, or a letter with an accent beside a digit."""
    sign = a.isalpha() and unicodedata.category(b) in {"Sc", "Sm", "So", "No"}
    return sign or any(x.isalpha() and not x.isascii() and y.isdecimal() for x, y in ((a, b), (b, a)))


def _difference(texts: dict[str, str]) -> str:
    """How the readings differ: "cp1250 ('Muńoz') or cp1252 ('Muñoz')"."""
    split = {name: re.split(r"\s+", text) for text, name in texts.items()}
    shown = []
    for name, words in list(split.items())[:3]:
        others = [other for other in split.values() if other is not words]
        word = next((w for i, w in enumerate(words) if any(w != (o[i] if i < len(o) else "") for o in others)), "")
        shown.append(f"{name} ({word[:40]!r})")
    return " or ".join(shown)
