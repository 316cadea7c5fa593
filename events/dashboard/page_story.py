"""The page of stories: events that somebody picked, in an order, each with a caption; given out as a page to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from events.access import Role
from events.dashboard import entrance, exporting, resources, wording
from events.dashboard.families import family
from events.dashboard.language import N_, _
from events.dashboard.literal import literal
from events.model import Chapter, Event, Story

NEW = N_("A new story")
UNTITLED = N_("Untitled story")
EMPTY = N_(
    "A story is a few events in an order that you choose, each with your words. Open an event and choose “Add to "
    "story”; or begin here."
)


def page() -> None:
    """Chooses a story; its title, its chapters, and how it is given out."""
    stories = {story.id: story for story in resources.store().stories.all()}
    st.title(_("Stories"))
    if not stories:
        st.info(_(EMPTY), icon=":material/auto_stories:")
        if entrance.may(Role.editor):
            st.button(_(NEW), type="primary", icon=":material/add:", on_click=_begin)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.session_state.get("story") not in stories:
            st.session_state["story"] = next(iter(stories))
        chosen = st.selectbox(_("Story"), list(stories), format_func=lambda i: stories[i].title, key="story")
        if entrance.may(Role.editor):
            st.button(_(NEW), icon=":material/add:", on_click=_begin)
    _story(stories[chosen])


def add_button(event: Event) -> None:
    """For an opened event: puts it at the end of a story, a new one if need be."""
    stories = resources.store().stories.all()
    with st.popover(_("Add to story"), icon=":material/auto_stories:", type="tertiary", key="add to story"):
        for story in stories:
            there = any(c.event_id == event.id for c in story.chapters)
            st.button(literal(story.title), key=f"into {story.id}", disabled=there, width="stretch", type="tertiary",
                      icon=":material/check:" if there else ":material/add:", on_click=_add, args=(story.id, event.id),
                      help=_("It is in this story already") if there else None)  # fmt: skip
        st.button(
            _(NEW), key="into new", icon=":material/note_add:", width="stretch", on_click=_add, args=(None, event.id)
        )


# ---- one story -------------------------------------------------------------------------------------------------


def _story(story: Story) -> None:
    events = {event.id: event for event in resources.store().events_by_id(c.event_id for c in story.chapters)}
    title, fixed = f"title {story.id}", not entrance.may(Role.editor)
    st.text_input(_("Title"), story.title, key=title, disabled=fixed, on_change=lambda: _save(
        story.id, lambda s: replace(s, title=st.session_state[title].strip() or UNTITLED)))  # fmt: skip
    _give_out(story, [i for i in dict.fromkeys(c.event_id for c in story.chapters) if i in events])
    if not story.chapters:
        st.info(_("This story has no chapter yet: open an event and choose “Add to story”."))
    for number, chapter in enumerate(story.chapters):
        _chapter(story, number, chapter, events.get(chapter.event_id))


def _give_out(story: Story, ids: list[str]) -> None:
    with st.container(horizontal=True):
        exporting.download(_("Web page"), "html", ids, story=story, key=story.id, primary=True, empty=not ids)
        exporting.download("TimelineJS", "timelinejs", ids, story=story, key=story.id, empty=not ids)
        if not entrance.may(Role.editor):
            return
        st.space("stretch")
        with st.popover(_("Delete"), icon=":material/delete:", type="tertiary"):
            st.markdown(_("The story goes for good; its events stay."))
            st.button(_("Delete this story"), type="primary", on_click=_delete, args=(story.id,))


def _chapter(story: Story, number: int, chapter: Chapter, event: Event | None) -> None:
    name = f"{story.id} {number} {chapter.event_id}"  # two chapters' events may have been merged into one
    if not entrance.may(Role.editor):
        with st.container(border=True):
            st.markdown(_heading(number, event))
            st.markdown(literal(chapter.caption))
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            st.markdown(_heading(number, event), width="stretch")
            for label, icon, step in ((_("Up"), "arrow_upward", -1), (_("Down"), "arrow_downward", 1)):
                st.button(label, icon=f":material/{icon}:", help=label, key=f"icon {icon} {name}", type="tertiary",
                          disabled=not 0 <= number + step < len(story.chapters), on_click=_save,
                          args=(story.id, lambda s, step=step: _moved(s, number, chapter.event_id, step)))  # fmt: skip
            out = _("Take out of the story")
            st.button(out, icon=":material/close:", help=out, key=f"icon out {name}", type="tertiary",
                      on_click=_save, args=(story.id, lambda s: _without(s, number, chapter.event_id)))  # fmt: skip
        caption = f"caption {name}"
        st.text_area(_("Caption"), chapter.caption, key=caption, placeholder=_("What you tell of it"), height=90,
                     label_visibility="collapsed", on_change=_save,
                     args=(story.id, lambda s: _captioned(
                         s, number, chapter.event_id, st.session_state[caption])))  # fmt: skip


def _heading(number: int, event: Event | None) -> str:
    if event is None:
        return f"**{number + 1}** · " + _("This event is gone: its article was taken out.")
    colour = _(family(event.type).name)
    about = " · ".join(p for p in (wording.days(event.time), wording.where(event.place), colour) if p)
    return f"**{number + 1} · {literal(wording.what(event))}**  \n:small[:gray[{literal(about)}]]"


# ---- what is changed: always in the story as it is now -----------------------------------------------------------


def _begin() -> None:
    st.session_state["story"] = resources.store().stories.save(Story("", UNTITLED)).id


def _add(story_id: str | None, event_id: str) -> None:
    stories = resources.store().stories
    story = (stories.get(story_id) if story_id else None) or Story("", UNTITLED)
    kept = stories.save(replace(story, chapters=(*story.chapters, Chapter(event_id))))
    st.session_state["story"] = kept.id
    st.session_state["said"] = N_("Added to the story")


def _delete(story_id: str) -> None:
    resources.store().stories.delete(story_id)


def _save(story_id: str, change: Callable[[Story], Story]) -> None:
    stories = resources.store().stories
    if story := stories.get(story_id):
        stories.save(change(story))


def _at(story: Story, number: int, event_id: str) -> int | None:
    """Where a chapter is now that was the one of this number: another person may have moved it."""
    chapters = story.chapters
    if number < len(chapters) and chapters[number].event_id == event_id:
        return number
    return next((n for n, chapter in enumerate(chapters) if chapter.event_id == event_id), None)


def _moved(story: Story, number: int, event_id: str, step: int) -> Story:
    chapters = list(story.chapters)
    at = _at(story, number, event_id)
    if at is not None and 0 <= at + step < len(chapters):
        chapters[at], chapters[at + step] = chapters[at + step], chapters[at]
    return replace(story, chapters=tuple(chapters))


def _without(story: Story, number: int, event_id: str) -> Story:
    at = _at(story, number, event_id)
    return replace(story, chapters=tuple(chapter for n, chapter in enumerate(story.chapters) if n != at))


def _captioned(story: Story, number: int, event_id: str, caption: str) -> Story:
    at = _at(story, number, event_id)
    told = (replace(c, caption=caption) if n == at else c for n, c in enumerate(story.chapters))
    return replace(story, chapters=tuple(told))
