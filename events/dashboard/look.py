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
# Buttons that are an icon, and have their words for who does not see it.
ICONS = """:is([class*="st-key-icon-"], .st-key-undo, .st-key-redo, .st-key-delete) button
[data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
"""

# The page of events. Map and timeline share the height of the window, the panel beside them has all of it; on a
# telephone one stands below the other, the panel between map and timeline.
MAP, PANEL = 450, 700  # pixels, where a browser does not know what follows
WRAP = "[data-testid=stLayoutWrapper]:has(> .st-key-{name})"
PICTURE = ".st-key-picture > [data-testid=stLayoutWrapper] > .stHorizontalBlock"
# What is read out and not shown on a telephone, where icons must do: tools in one line.
TOOLS = ":is([class*=st-key-tool-]:not(.st-key-tool-Correct), [data-testid=stPopover])"
LABELS = f".st-key-tools {TOOLS} [data-testid=stMarkdownContainer]"
LAYOUT = f"""
.stMainBlockContainer {{ padding: 4rem 1.5rem 0.5rem; }}
.st-key-head h1 {{ font-size: 1.3rem; }}
.st-key-tools {{ row-gap: 0; }}
.st-key-timeline-box [data-testid="stCaptionContainer"] {{ font-size: 0.75rem; }}
{WRAP.format(name="map-box")} {{ flex: 0 0 max(240px, calc(100vh - 462px)) !important; }}
{WRAP.format(name="panel")} {{ flex: 0 0 max(540px, calc(100vh - 128px)) !important; }}
{WRAP.format(name="rows")} {{ min-height: 0 !important; }}
.st-key-rows {{ overflow-y: auto; }}
@media (max-width: 640px) {{
  {PICTURE} {{ flex-flow: column nowrap; }}
  {PICTURE} > .stColumn:first-child, {PICTURE} > .stColumn:first-child > .stVerticalBlock {{ display: contents; }}
  {PICTURE} > .stColumn:last-child {{ order: 1; flex: none; }}
  {WRAP.format(name="timeline-box")} {{ order: 2; }}
  {WRAP.format(name="map-box")} {{ flex-basis: 330px !important; }}
  {WRAP.format(name="panel")} {{ flex-basis: auto !important; }}
  {WRAP.format(name="rows")} {{ max-height: 400px; }}
  {LABELS} {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
}}
"""


def apply() -> None:
    """Adds the style to the page, before anything else is drawn; a page that turns dark needs no other."""
    st.html(f"<style>{CAPTIONS}{PRIMARY}{FOLDED}{ICONS}</style>")


def lay_out() -> None:
    """Lays out the page of events."""
    st.html(f"<style>{LAYOUT}</style>")
