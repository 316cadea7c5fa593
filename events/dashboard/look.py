"""What every page needs beside its theme: text that stands out enough for readers who see little (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import streamlit as st

from events.dashboard import resources

# Streamlit shows captions, and links in them, at 60 % of their colour.
CAPTIONS = '[data-testid="stCaptionContainer"] { opacity: 0.92; }'
# Its white words on the primary colour of a dark page, which has to be light.
DARK = (
    ':is([data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primaryFormSubmit"]) '
    ":is(p, span) { color: #0d1216; }"
)


# The names of groups that can be folded, which it shows at half of their colour.
FOLDED = '[data-testid="stExpander"] summary, [data-testid="stExpander"] summary * {{ color: {colour}; opacity: 1; }}'
INK = {"light": "#4a5057", "dark": "#c3cad1"}


def apply() -> None:
    """Adds the style to the page; before anything else is drawn."""
    theme = resources.theme()
    dark = DARK if theme == "dark" else ""
    st.html(f"<style>{CAPTIONS}{FOLDED.format(colour=INK[theme])}{dark}</style>")
