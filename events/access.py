"""Who may do what, where the dashboard serves more than the person at this machine: roles, read from a file.

The file is TOML. Its [auth] is that of Streamlit's `st.login` (an OpenID Connect provider); its [roles] names people by
their e-mail address, everybody of a domain ("@example.org"), or everybody who can sign in ("*"):

    [roles]
    admin = ["anna@example.org"]
    editor = ["@example.org"]
    reader = ["*"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from events.errors import SettingError

WANTED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SECRET_LENGTH = 32  # characters of the key that cookies are signed with
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Role(IntEnum):
    """What somebody may do; each includes what the one before may."""

    reader = 1  # sees all, exports all
    editor = 2  # adds articles, corrects, tells stories
    admin = 3  # erases articles for good


@dataclass(frozen=True, slots=True)
class Access:
    """The roles of those who sign in."""

    roles: Mapping[Role, tuple[str, ...]]  # e-mail addresses, "@domain" or "*", in lower case
    unverified: bool = False  # also by addresses that the provider has not verified

    def role(self, user: Mapping[str, Any]) -> Role | None:
        """The highest role of somebody with these OpenID Connect claims; `None`: has none, and may not enter."""
        email = str(user.get("email") or "").casefold()
        known = email if user.get("email_verified") is True or self.unverified else ""
        names = {"*", known, "@" + known.rpartition("@")[2]} - {"", "@"}
        return max((role for role, given in self.roles.items() if names.intersection(given)), default=None)


def read(path: Path) -> Access:
    """The roles in a file. Raises `SettingError` for one that is not there, or that would let the wrong people in."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"access file {str(path)!r} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"access file {str(path)!r} is no TOML: {error}") from error
    try:
        return _checked(found)
    except ValueError as error:
        raise SettingError(f"access file {str(path)!r}: {error}") from error


def _checked(found: dict[str, Any]) -> Access:
    auth, roles = found.get("auth"), found.get("roles")
    if not isinstance(auth, dict) or (missing := [name for name in WANTED if not auth.get(name)]):
        raise ValueError(f"[auth] needs {', '.join(WANTED if not isinstance(auth, dict) else missing)}")
    if len(str(auth["cookie_secret"])) < SECRET_LENGTH:
        raise ValueError(f"cookie_secret needs {SECRET_LENGTH} characters or more; make one with: openssl rand -hex 32")
    if not isinstance(roles, dict) or not roles:
        raise ValueError("[roles] is missing: say who is reader, editor or admin")
    if unknown := roles.keys() - Role.__members__.keys():
        raise ValueError(f"[roles] has {', '.join(sorted(unknown))}; the roles are {', '.join(Role.__members__)}")
    named = {Role[name]: tuple(str(who).casefold() for who in given) for name, given in roles.items() if _list(given)}
    return Access(named, unverified=found.get("unverified_emails") is True)


def _list(given: Any) -> bool:
    if not isinstance(given, list) or not all(isinstance(who, str) and ("@" in who or who == "*") for who in given):
        raise ValueError('a role is a list of addresses, ["anna@example.org", "@example.org"], or ["*"] for everybody')
    return True


def is_local(address: str | None) -> bool:
    """Whether what listens at this address is out of everybody's reach but this machine's."""
    return address in LOOPBACK
