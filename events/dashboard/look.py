"""What every page needs beside its theme: text that stands out enough for readers who see little (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import streamlit as st

# Streamlit shows captions, and links in them, at 60 % of their colour.
CAPTIONS = '[data-testid="stCaptionContainer"] { opacity: 0.92; }'
# Its white words on the primary colour of a dark page, which has to be light.
PRIMARY = (
    ':is([data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primaryFormSubmit"]) '
    ":is(p, span) { color: light-dark(#ffffff, #0d1216); }"
)
# The names of groups that can be folded, which it shows at half of their colour.
FOLDED = (
    '[data-testid="stExpander"] summary, [data-testid="stExpander"] summary * '
    "{ color: light-dark(#4a5057, #c3cad1); opacity: 1; }"
)


def apply() -> None:
    """Adds the style to the page, before anything else is drawn; a page that turns dark needs no other."""
    st.html(f"<style>{CAPTIONS}{PRIMARY}{FOLDED}</style>")
