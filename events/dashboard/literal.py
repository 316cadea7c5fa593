"""Words of articles in labels: shown as they are, whatever marks they hold."""

from __future__ import annotations

import re

# What would turn round or steer the words after it, and stands for no letter: control characters, and embeddings,
# overrides and isolates of the bidirectional algorithm (UAX 9). The marks of direction alone do no harm.
STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit replaces in text whatever is escaped: emoji and icon names, arrows and dashes, addresses. A word
# joiner, which nobody sees, parts them.
REPLACED = re.compile(
    r"(?<=:)(?=[\w+/-]+:)|(?<=<)(?=-)|(?<=-)(?=[->])|(?<=[=>])(?==)|(?<==)(?=>)|(?<=<)(?==)|(?<=~)(?==)"
    r"|(?<=[Ww])(?=[Ww]{1,2}\.)|(?<=[Tt])(?=[Pp]s?://)|(?=@)|(?<=[Mm])(?=ailto:)|(?<=[Xx])(?=mpp:)"
)


def literal(text: str) -> str:
    """Markdown that shows exactly this text, on one line."""
    parted = REPLACED.sub("\u2060", plain(text))
    return PUNCTUATION.sub(r"\\\1", parted)


def plain(text: str) -> str:
    """The text on one line, without what steers the words beside it."""
    return unsteered(" ".join(text.split()))


def unsteered(text: str) -> str:
    """The text without what turns round or steers what is shown beside it, and that nobody sees."""
    return STEERING.sub("", text)
