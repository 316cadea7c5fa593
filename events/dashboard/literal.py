"""Words of articles in Markdown labels: shown as they are, whatever marks they hold."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit replaces in text whatever is escaped: emoji and icon names, arrows and dashes, addresses. A word
# joiner, which nobody sees, parts them.
REPLACED = re.compile(
    r"(?<=:)(?=[\w+/-]+:)|(?<=<)(?=-)|(?<=-)(?=[->])|(?<=[=>])(?==)|(?<==)(?=>)|(?<=<)(?==)|(?<=~)(?==)"
    r"|(?<=[Ww])(?=[Ww]{1,2}\.)|(?<=[Tt])(?=[Pp]s?://)|(?=@)|(?<=[Mm])(?=ailto:)|(?<=[Xx])(?=mpp:)"
)


def literal(text: str) -> str:
    """Markdown that shows exactly this text, on one line."""
    parted = REPLACED.sub("\u2060", " ".join(text.split()))
    return PUNCTUATION.sub(r"\\\1", parted)
