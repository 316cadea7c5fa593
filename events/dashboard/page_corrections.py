"""The page of all that was said: the log, what of it has lost its words, and what names are always to mean."""

from __future__ import annotations

import msgspec
import streamlit as st

from events.access import Role
from events.corrections import active, sharing, written
from events.dashboard import entrance, resources, saying
from events.dashboard.language import N_, _, _n
from events.dashboard.literal import literal
from events.model import Correction

SHOWN = 200  # entries, the newest first


def page() -> None:
    st.title(_("Corrections"))
    log = resources.corrections().entries
    if not log:
        st.info(_("Nobody has corrected anything yet. Open an event on the first page, and say what is right."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.markdown("## " + _n("{n} said", "{n} said", len(log)), width="content")
        saying.undo_and_redo()
    saying.tell_what_came_of_it()
    _files(log)
    _detached()
    holds = {entry.number for entry in active(log)}
    for entry in reversed(log[-SHOWN:]):
        _entry(entry, holds)


def _files(log: tuple[Correction, ...]) -> None:
    """The log, and what names are always to mean, to be kept or given to others."""
    names = sharing.to_jsonl(sharing.shared(log))
    with st.container(horizontal=True, gap="small"):
        lines = "\n".join(msgspec.json.encode(entry).decode() for entry in log)
        st.download_button(_("The log"), lines, "corrections.jsonl", icon=":material/download:")
        st.download_button(_("What names mean"), "\n".join(names), "names.jsonl", icon=":material/download:")
    st.caption(_("`dateline correct import` takes the names over; `dateline correct gold` writes gold to measure on."))


def _detached() -> None:
    """What holds, but for whose words there is no mention any more: it is not lost, and told here."""
    found = resources.store().corrections.detached()
    if not found:
        return
    with st.container(border=True):
        head = _n("{n} correction without its words", "{n} corrections without their words", len(found))
        st.markdown(f"**{head}**")
        st.caption(_("Nothing is read at these words now, or their article is gone. They hold again when it is back."))
        for each in found:
            where = literal(each.article) if each.article else _("an article that is not here")
            words = f" “{literal(each.words)}”" if each.words else ""
            st.markdown(f"- {each.correction.number} · {literal(written.says(each.correction))} · {where}{words}")


def _entry(entry: Correction, holds: set[int]) -> None:
    told, out = st.columns([12, 1], vertical_alignment="center")
    moment = entry.moment[:16].replace("T", " ")
    says = literal(written.says(entry))
    back = entry.action not in ("undo", "redo") and entry.number not in holds
    note = f"  \n:small[“{literal(entry.note)}”]" if entry.note else ""
    words = f"~~{says}~~" if back else says
    about = f" · {literal(_about(entry))}" if entry.anchors else ""
    told.markdown(f":gray[{entry.number} · {literal(moment)} · {literal(entry.author)}{about}]  \n{words}{note}")
    if entry.number in holds and entrance.may(Role.editor):
        out.button("", icon=":material/undo:", key=f"undo {entry.number}", type="tertiary",
                   help=_("Take this one back"), on_click=_undo, args=(entry.number,))  # fmt: skip


def _about(entry: Correction) -> str:
    """The first words that an entry is bound to, and their article."""
    anchor = entry.anchors[0]
    article = resources.store().article(anchor.article_id)
    return f"“{article.text[anchor.start : anchor.end]}”, {article.title or article.name}" if article else ""


def _undo(entry: int) -> None:
    st.session_state["seen"] = None
    saying.say(lambda by: resources.store().corrections.undo(by, entry), done=N_("Undone"))
