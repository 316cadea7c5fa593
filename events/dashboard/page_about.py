"""The page that says what Dateline is, where its data come from, and where it keeps yours."""

from __future__ import annotations

import streamlit as st

import events
from events import settings
from events.dashboard import resources
from events.dashboard.literal import literal
from events.extraction import ontology

TEXT = """
Dateline reads news articles and puts every event in them on a map and a timeline: who did what to whom, where and
when, each with the words that say so. It runs on this machine, and nothing that you add leaves it. Only the online
street map, which is off until you switch it on, asks another machine for something: for the tiles of where you look.

**How sure it is** stands beside every part of an event. A date may be *stated* by the text, *carried over* from nearby
text, or just the *day of publication*. What may not have happened is hidden until you ask for it.

**Sources.** Places: [GeoNames](https://www.geonames.org), CC BY 4.0, and a supplement of our own. Map:
Natural Earth, public domain. Letters: Noto Sans and Inter, SIL Open Font License. Parser: spaCy, MIT. Event types:
PLOVER, with codes of CAMEO.
"""


def page() -> None:
    st.title("About Dateline")
    st.markdown(TEXT)
    counts = resources.store().counts()
    st.markdown(
        f"**Version** {literal(events.__version__)}  \n"
        f"**Store** {literal(resources.store().name)}  \n"
        f"**Holds** {counts.articles:,} articles, {counts.mentions:,} mentions, {counts.events:,} events  \n"
        f"**Parser** {literal(settings.pipeline())}"
    )
    st.markdown("##### Event types")
    st.dataframe(
        [{"Type": name, "Meaning": entry.definition, "CAMEO": entry.cameo} for name, entry in ontology.types().items()],
        hide_index=True,
    )
