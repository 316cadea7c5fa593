"""The timeline alone, on events made for it: `?events=500&since=1960&until=2024&theme=dark`. Streamlit runs it."""

from __future__ import annotations

import random
import time
from typing import Any

import polars as pl
import streamlit as st

from events.dashboard import timeline
from events.dashboard.component import timeline_view
from events.dashboard.families import FAMILIES

TEXT = pl.Categorical
# id, begins, ends (days since 1970), family, assertion, granularity, country, what
FEW: list[tuple] = [
    ("mosul", 16231, 16232, 0, "asserted", "day", "IRQ", "captured the city of Mosul"),
    ("amerli", 16233, 16314, 0, "asserted", "day", "IRQ", "besieged Amerli"),
    ("truce", 16314, 16344, 4, "asserted", "month", "UKR", "agreed a truce in September"),
    ("talks", 16320, 16321, 4, "planned", "day", "UKR", "were to hold talks"),
    ("war", 16100, None, 0, "asserted", "month", "YEM", "a war that goes on <img src=x onerror='window.hurt=1'>"),
    ("aid", None, 16290, 5, "asserted", "day", "GIN", "sent aid until August"),
    ("vote", 16400, 16765, 6, "possible", "year", "GIN", "may vote in 2015"),
    ("nowhen", None, None, 6, "asserted", None, None, "at some time"),
]
ANCIENT: list[tuple] = [
    ("ides", -735_600, -735_599, 0, "asserted", "day", "ITA", "killed Caesar in the Senate"),
    ("gaul", -740_700, -737_800, 0, "asserted", "year", "FRA", "waged war in Gaul"),
    ("actium", -730_600, -730_599, 0, "asserted", "day", "GRC", "was beaten at Actium"),
    ("rome", -704_000, -703_000, 6, "asserted", "year", "ITA", "ruled as princeps"),
]


@st.cache_resource
def made(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Named rows, or so many by chance."""
    rows = {"few": FEW, "ancient": ANCIENT}.get(name) or _chance(int(name))
    columns = ["id", "begins", "ends", "family", "assertion", "granularity", "country", "what"]
    days = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    minutes = [(pl.col(name).cast(pl.Int64) * 1440).alias(name) for name in ("begins", "ends")]
    names = pl.col("family").replace_strict({n: f.name for n, f in enumerate(FAMILIES)}, return_dtype=pl.String)
    events = days.with_columns(*minutes, family=names).with_columns(
        pl.col("family", "assertion", "granularity", "country").cast(TEXT),
        number=pl.int_range(days.height, dtype=pl.UInt32),
    )
    chance = random.Random(2)  # noqa: S311
    actors = [f"Actor {min(int(chance.expovariate(0.3)), 30)}" for _ in range(2 * days.height)]
    numbers = pl.Series("event", [n // 2 for n in range(2 * days.height)], dtype=pl.UInt32)
    return events, pl.DataFrame({"event": numbers, "actor": actors}).with_columns(pl.col("actor").cast(TEXT))


def _chance(n: int) -> list[tuple]:
    chance = random.Random(1)  # noqa: S311
    rows: list[tuple] = []
    middles = [chance.uniform(-2000, 19_500) for _ in range(12)]
    for i in range(n):
        day = int(chance.gauss(chance.choice(middles), 60) if chance.random() < 0.8 else chance.uniform(-2500, 19_800))
        length, granularity = chance.choice([(1, "day")] * 12 + [(30, "month"), (365, "year"), (9, "day")])
        family = min(int(chance.expovariate(0.45)), len(FAMILIES) - 1)
        assertion = "asserted" if chance.random() < 0.85 else "possible"
        country = chance.choice(
            ["IRQ", "SYR", "UKR", "RUS", "USA", "FRA", "NGA", "IRN", "EGY", "YEM", "COL", "ZAF", None]
        )
        rows.append((f"e{i}", day, day + length, family, assertion, granularity, country, f"attacked town number {i}"))
    return rows


def texts(events: pl.DataFrame) -> Any:
    what = dict(events.select("id", "what").rows())
    return lambda ids: {
        id_: {
            "what": what[id_],
            "parties": "Rebels → army",
            "when": "that day",
            "place": "Town",
            "kind": "Assault",
            "reports": 2,
        }
        for id_ in ids
    }


def reported(name: str) -> Any:
    """What the component has reported, kept as a page keeps it."""
    st.session_state[name] = st.session_state["timeline"][name] or None


st.set_page_config(layout="wide")
events, parties = made(st.query_params.get("events", "few"))
kept = {name: st.session_state.get(name) for name in ("brush", "view", "lanes", "pick")}
st.title("The timeline alone")
timeline_view(
    data=timeline.data(
        events,
        parties,
        kept["view"],
        kept["brush"],
        kept["lanes"] or "none",
        kept["pick"],
        st.query_params.get("theme", "light"),
        texts(events),
    ),
    key="timeline",
    **{f"on_{name}_change": lambda name=name: reported(name) for name in kept},
)
time.sleep(float(st.query_params.get("slow", 0)))
st.session_state["finished"] = st.session_state.get("finished", 0) + 1
st.text(f"finished: {st.session_state['finished']}")
for name, value in kept.items():
    st.text(f"{name}: {value}")
if st.button("Clear all filters"):
    st.session_state["brush"] = None
    st.rerun()
