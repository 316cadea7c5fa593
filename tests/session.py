"""A visitor of the dashboard without a browser: speaks what Streamlit's page speaks, and keeps what it is sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120.0  # seconds for one run of the page


@dataclass
class Session:
    """One visitor, who has the page before them as the last run left it."""

    socket: ClientConnection
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)  # by their path on the page
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)  # id → what was entered
    page: str = ""  # hash of the one that is shown
    sent: int = 0  # bytes, by the server

    def run(self, query: str = "", *, name: str = "", changed: dict[str, dict[str, Any]] | None = None) -> float:
        """Has the page run, with what was entered until now and `changed`; gives the seconds until it was done.

        `changed`: id → a field of WidgetState and its value. Raises AssertionError for an error that the page shows.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        if name or not self.page:
            asked.rerun_script.page_name = name
        else:
            asked.rerun_script.page_script_hash = self.page
        once = {i: value for i, value in (changed or {}).items() if "trigger_value" in value}
        self.widgets |= {i: value for i, value in (changed or {}).items() if i not in once}
        for i, value in (self.widgets | once).items():
            _enter(asked.rerun_script.widget_states.widgets.add(id=i), value)
        began = time.monotonic()
        self.socket.send(asked.SerializeToString())
        self._take_in(began + PATIENCE)
        taken = time.monotonic() - began
        wrong = [e.exception.message or e.exception.type for e in self.of("exception")]
        wrong += [e.alert.body for e in self.of("alert") if e.alert.format == e.alert.ERROR]
        assert not wrong, wrong
        return taken

    def of(self, kind: str) -> list[Element]:
        """The elements of a kind that are on the page."""
        return [e for e in self.elements.values() if e.WhichOneof("type") == kind]

    def widget(self, kind: str, label: str) -> Any:
        """The widget of a kind that is called so."""
        found = [getattr(e, kind) for e in self.of(kind)]
        named = [widget for widget in found if widget.label.startswith(label)]
        assert named, f"no {kind} is called {label!r}; there are {[widget.label for widget in found]}"
        return named[0]

    def text(self) -> str:
        return "\n".join(e.markdown.body for e in self.of("markdown"))

    def _take_in(self, until: float) -> None:
        seen: dict[tuple[int, ...], Element] = {}
        while True:
            data = self.socket.recv(timeout=max(0.1, until - time.monotonic()))
            assert isinstance(data, bytes)
            self.sent += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash or self.page
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                seen[tuple(message.metadata.delta_path)] = message.delta.new_element
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                self.elements = seen
                return


def _enter(state: Any, value: dict[str, Any]) -> None:
    for name, given in value.items():
        if isinstance(given, list):
            getattr(state, name).data.extend(given)
            getattr(state, name).SetInParent()
        else:
            setattr(state, name, given)


@contextmanager
def visit(address: str, **headers: str) -> Iterator[Session]:
    """Opens a session with the dashboard at an http address."""
    url = address.replace("http", "ws", 1).rstrip("/") + "/_stcore/stream"
    with connect(url, subprotocols=["streamlit"], additional_headers=headers, max_size=None) as socket:  # type: ignore[list-item]
        yield Session(socket)
