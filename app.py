"""The dashboard's entry: page set-up and navigation. Start it with `streamlit run app.py` or `dateline serve`."""

from pathlib import Path

import streamlit as st

from events import logs
from events.access import Role
from events.dashboard import (
    entrance,
    language,
    look,
    page_about,
    page_add,
    page_article,
    page_corrections,
    page_events,
    page_story,
    resources,
)
from events.dashboard.language import _
from events.dashboard.literal import literal
from events.errors import EventsError, SettingError

ICON = (
    Path(__file__).parent / "static" / "icon.png"
)  # a file of ours: Streamlit fetches an emoji's picture from elsewhere

logs.keep_back()
st.set_page_config(page_title="Dateline", page_icon=str(ICON), layout="wide", initial_sidebar_state="auto")
language.use(st.context.locale)
look.apply()
try:
    entrance.enter()
except SettingError as error:
    st.error(literal(str(error)), icon=":material/error:")
    st.stop()
adding = _("Add articles") if entrance.may(Role.editor) else _("Articles")
pages = {
    "events": st.Page(page_events.page, title=_("Events"), url_path="events", default=True),
    "add": st.Page(page_add.page, title=adding, url_path="add"),
    "article": st.Page(page_article.page, title=_("Read"), url_path="article"),
    "story": st.Page(page_story.page, title=_("Story"), url_path="story"),
    "corrections": st.Page(page_corrections.page, title=_("Corrections"), url_path="corrections"),
    "about": st.Page(page_about.page, title=_("About"), url_path="about"),
}
if entrance.read_only():
    del pages["corrections"]  # they stay in the store that it was made from
st.session_state["pages"] = pages
current = st.navigation(list(pages.values()), position="top")
with st.sidebar if current is pages["events"] else st.container():
    entrance.say_if_read_only()
try:
    current.run()
except EventsError as error:
    st.error(literal(str(error)), icon=":material/error:")
    st.stop()
finally:
    resources.collect()
with st.sidebar:
    entrance.sign_out_button()
