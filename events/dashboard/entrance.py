"""Who is at the page, and what they may do there: all of it on their own machine, else what their role allows."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from events import access, settings
from events.access import Access, Role
from events.dashboard.language import N_, _
from events.dashboard.literal import literal
from events.errors import AccessError
from events.store.opening import folder_of

SERVED = N_(
    "This server can be reached from other machines, and nobody has to sign in: it shows nothing. Start it with "
    "`dateline serve`, and see there how to let others in."
)
CALLED = N_(
    "This page was asked for by a name that is not this machine's, and shows nothing: open it at http://localhost, "
    "with the port. To serve it by another name, start it with `dateline serve --access`."
)

READ_ONLY = N_(
    "This is an archive: it can be searched, read and exported, but not changed. To add or correct something, open the "
    "store that it was made from, and export that again."
)


def enter() -> None:
    """Lets in who may; shows anybody else the way in, or why there is none, and ends the run."""
    if _access() is None:
        if settings.without_sign_in():
            return
        if not access.is_local(st.get_option("server.address")):
            _closed(SERVED)
        elif not _is_called_ours():
            _closed(CALLED)
        return
    if not st.user.is_logged_in:
        _sign_in()
    elif role() is None:
        _refused()


def may(wanted: Role) -> bool:
    """Whether who is at the page may do what this role may, with the store that is open."""
    held = role()
    return held is not None and (wanted == Role.reader or not read_only()) and held >= wanted


def read_only() -> bool:
    """Whether nobody can change what the settings name as the store: a folder that a store was exported into."""
    return folder_of(settings.store_url()) is not None


def say_if_read_only() -> None:
    """Why nothing can be changed here, where that is so."""
    if read_only():
        st.caption(":material/lock: " + _(READ_ONLY))


def permit(wanted: Role) -> None:
    """Raises `AccessError` where they may not: asked by the store before anything is written."""
    if not may(wanted):
        raise AccessError(_("You may read here, but not change this: ask whoever serves this page for another role."))


def role() -> Role | None:
    rules = _access()
    if rules is None:
        return Role.admin if settings.without_sign_in() or _is_ours_alone() else None
    return rules.role(st.user) if st.user.is_logged_in else None


def name() -> str | None:
    """The address that somebody has signed in with; `None` where nobody has to."""
    return None if _access() is None else str(st.user.get("email") or st.user.get("sub"))


def sign_out_button() -> None:
    """Who is signed in, and the way out; nothing where nobody has to sign in."""
    if (who := name()) is not None:
        st.caption(_("Signed in as {name}").format(name=literal(who)))
        st.button(_("Sign out"), icon=":material/logout:", key="sign out", on_click=st.logout, width="stretch")


# ---- the rules -------------------------------------------------------------------------------------------------


def _access() -> Access | None:
    """The roles that the settings name, read again where the file has changed; `None`: there are none."""
    path = settings.access_file()
    return None if path is None else _read(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Access:
    return access.read(path)


def _is_ours_alone() -> bool:
    """Whether the server can be reached from this machine only, and is not asked for by the name of another."""
    return access.is_local(st.get_option("server.address")) and _is_called_ours()


def _is_called_ours() -> bool:
    """Whether the browser asked for this machine by its own name.

    A hostile page can give the name of its own server this machine's address (DNS rebinding): the browser then takes
    Dateline for a part of that page, and lets it read all.
    """
    host = st.context.headers.get("Host")
    return host is None or access.is_local(urlsplit(f"//{host}").hostname)  # only tests send none


# ---- at the door -----------------------------------------------------------------------------------------------


def _sign_in() -> None:
    st.title("Dateline")
    st.markdown(_("Who did what to whom, where and when. Sign in to see what is kept here."))
    st.button(_("Sign in"), type="primary", icon=":material/login:", key="sign in", on_click=st.login)
    st.stop()


def _refused() -> None:
    st.title("Dateline")
    st.warning(
        _("{name} may not enter here. Ask whoever serves this page, or sign in with another address.").format(
            name=literal(name() or "")
        ),
        icon=":material/block:",
    )
    if st.user.get("email") and st.user.get("email_verified") is not True:
        st.caption(_("Your provider does not say that this address has been verified."))
    st.button(_("Sign out"), icon=":material/logout:", key="sign out", on_click=st.logout)
    st.stop()


def _closed(why: str) -> None:
    st.title("Dateline")
    st.error(_(why), icon=":material/lock:")
    st.stop()
