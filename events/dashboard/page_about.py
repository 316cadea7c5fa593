"""The page that says what Dateline is, where its data come from, and where it keeps yours."""

from __future__ import annotations

import streamlit as st

import events
from events import settings
from events.dashboard import resources, wording
from events.dashboard.language import N_, _, count
from events.dashboard.literal import literal
from events.extraction import ontology

TEXT = (
    N_("Dateline reads news articles and puts every event in them on a map and a timeline: who did what to whom, where "
       "and when, each with the words that say so. It runs on this machine, and nothing that you add leaves it. Only "
       "the online street map, which is off until you switch it on, asks another machine for something: for the tiles "
       "of where you look."),
    N_("**How sure it is** stands beside every part of an event. A date may be *stated* by the text, *carried over* "
       "from nearby text, or just the *day of publication*. What may not have happened is hidden until you ask for "
       "it."),
    N_("**Sources.** Places: [GeoNames](https://www.geonames.org), CC BY 4.0, and a supplement of our own. Map: "
       "Natural Earth, public domain. Letters: Noto Sans and Inter, SIL Open Font License. Parser: spaCy, MIT. Event "
       "types: PLOVER, with codes of CAMEO."),
)  # fmt: skip


def page() -> None:
    st.title(_("About Dateline"))
    st.markdown("\n\n".join(map(_, TEXT)))
    counts = resources.store().counts()
    held = _("{articles} articles, {mentions} mentions, {events} events").format(
        articles=count(counts.articles), mentions=count(counts.mentions), events=count(counts.events)
    )
    facts = {
        _("Version"): literal(events.__version__),
        _("Store"): literal(resources.store().name),
        _("Holds"): held,
        _("Parser"): literal(settings.pipeline()),
    }
    st.markdown("  \n".join(f"**{name}** {value}" for name, value in facts.items()))
    st.markdown("## " + _("Event types"))
    types = ontology.types().items()
    st.dataframe(
        [
            {_("Type"): wording.kind(name, None), _("Meaning"): _(entry.definition), "CAMEO": entry.cameo}
            for name, entry in types
        ],
        hide_index=True,
    )
