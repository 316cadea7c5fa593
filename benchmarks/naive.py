"""The naive way to show the events of a store, for `benchmarks.ui` to compare with: all of them at every run.

DATELINE_STORE=store.sqlite streamlit run benchmarks/naive.py
"""

import logging
import os
import time

import pandas as pd
import pydeck
import streamlit as st
from sqlalchemy import create_engine

QUERY = (
    "SELECT id, lat, lon, type, mode, place, country, granularity, sources FROM event "
    "WHERE lat IS NOT NULL AND assertion = 'asserted' AND type <> 'OTHER'"
)


@st.cache_data
def read(store: str) -> pd.DataFrame:
    return pd.read_sql(QUERY, create_engine(f"sqlite:///{store}"))


began = time.perf_counter()
st.set_page_config(layout="wide")
events = read(os.environ["DATELINE_STORE"])
chosen = st.sidebar.multiselect("Types", list(events["type"].value_counts().index))
shown = events[events["type"].isin(chosen)] if chosen else events
st.subheader(f"{len(shown):,} events")
layer = pydeck.Layer(
    "ScatterplotLayer",
    shown,
    get_position=["lon", "lat"],
    get_radius=4,
    radius_units="'pixels'",
    get_fill_color=[213, 94, 0, 180],
    pickable=True,
)
view = pydeck.ViewState(latitude=25, longitude=15, zoom=1.2)
st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_style="/app/static/basemap/light.json"))
st.dataframe(shown)
logging.getLogger("events.dashboard").info("drawn in %.0f ms", 1000 * (time.perf_counter() - began))
