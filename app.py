"""The dashboard's entry: page set-up and navigation. Start it with `streamlit run app.py` or `dateline serve`."""

from pathlib import Path

import streamlit as st

from events.dashboard import page_about, page_add, page_events
from events.dashboard.evidence import literal
from events.errors import EventsError

st.set_page_config(page_title="Dateline", page_icon=str(Path(__file__).parent / "static" / "icon.png"), layout="wide")
pages = {
    "events": st.Page(page_events.page, title="Events", icon=":material/map:", url_path="events", default=True),
    "add": st.Page(page_add.page, title="Add articles", icon=":material/add_circle:", url_path="add"),
    "about": st.Page(page_about.page, title="About", icon=":material/info:", url_path="about"),
}
st.session_state["pages"] = pages
current = st.navigation(list(pages.values()), position="top")
try:
    current.run()
except EventsError as error:
    st.error(literal(str(error)), icon=":material/error:")
    st.stop()
