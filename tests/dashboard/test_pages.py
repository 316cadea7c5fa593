"""The pages as Streamlit runs them, on a store of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events.merging import group_incidents
from events.store import Store
from tests import factory

APP = str(Path(__file__).parent.parent.parent / "app.py")
HOSTILE = "<b>Truce</b> **holds** [x](javascript:y)"


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Runs the app on a store with two articles, or on an empty one."""
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    monkeypatch.setenv("DATELINE_STORE", url)

    def run(empty: bool = False, **address: str) -> AppTest:
        with Store.open(url) as store:
            if not empty:
                _fill(store)
        app = AppTest.from_file(APP, default_timeout=30)
        app.query_params.update(address)
        return app.run()

    return run


def _fill(store: Store) -> None:
    war = factory.article("Islamic State attacked Mosul. Iran helped Iraq.", title="War", published="2014-06-12")
    attack = factory.mention(
        war,
        "attacked",
        who=[("Islamic State", factory.ISLAMIC_STATE)],
        place=factory.MOSUL,
        time=factory.day("2014-06-10"),
        salience=0.9,
    )
    aid = factory.mention(war, "helped", "AID", who=[("Iran", factory.IRAN_STATE)], whom=[("Iraq", factory.IRAQ_STATE)])
    store.add(war, group_incidents((attack, aid)))
    truce = factory.article("Iran may talk to Iraq.", title=HOSTILE)
    talks = factory.mention(
        truce, "talk", "CONSULT", who=[("Iran", factory.IRAN_STATE)], assertion="possible", place=factory.IRAQ
    )
    store.add(truce, group_incidents((talks,)))


def heading(app: AppTest) -> str:
    return next(m.value for m in app.markdown if m.value.startswith("# "))


def opened(app: AppTest) -> dict | None:
    """The record of the open event, as the component gets it."""
    records = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    return next((record for record in records if "facts" in record), None)


def test_an_empty_store_greets_and_offers_samples(open_app: Callable[..., AppTest]) -> None:
    app = open_app(empty=True)
    assert app.title[0].value == "Who did what to whom, where and when"
    assert [b.label for b in app.button] == ["Add articles", "Load the sample articles"]
    assert not app.exception


def test_what_is_shown_and_what_is_hidden_is_counted(open_app: Callable[..., AppTest]) -> None:
    app = open_app()
    assert not app.exception
    assert heading(app).startswith("# 2 events")
    assert [t.label for t in app.toggle][:3] == [
        "Of no known type",
        "May not have happened :gray[· 1]",
        "Said in passing",
    ]


def test_each_actor_is_offered_once_with_its_number(open_app: Callable[..., AppTest]) -> None:
    actors = open_app().multiselect(key="facet actor")
    assert actors.options == ["Iran  (1)", "Iraq  (1)", "Islamic State  (1)"]


def test_filters_change_the_number_and_the_address(open_app: Callable[..., AppTest]) -> None:
    app = open_app()
    app.multiselect(key="facet actor").set_value(["Iran"]).run()
    assert heading(app).startswith("# 1 event ")
    assert app.query_params["actor"] == "Iran"
    app.toggle(key="also unasserted").set_value(True).run()
    assert heading(app).startswith("# 2 events")
    app.button[[b.label for b in app.button].index("Clear all filters")].click().run()
    assert heading(app).startswith("# 2 events")
    assert "actor" not in app.query_params


def test_an_address_restores_filters(open_app: Callable[..., AppTest]) -> None:
    app = open_app(actor="Islamic State", type="ASSAULT", to="2014-06-30", maybe="1")
    assert heading(app).startswith("# 1 event ")
    assert app.multiselect(key="facet type").value == ["ASSAULT"]
    assert app.query_params["to"] == "2014-06-30"
    assert app.toggle(key="also unasserted").value is True


def test_an_address_that_asks_for_nonsense_shows_all(open_app: Callable[..., AppTest]) -> None:
    app = open_app(
        actor="Nobody",
        type="X",
        event="gone",
        area="1,2,3",
        cell="9/9",
        view="x~y",
        tray="z",
        lanes="q",
        **{"from": "2014-02-31"},
    )
    assert not app.exception
    assert heading(app).startswith("# 2 events")


def test_places_and_dates_that_are_missing_are_counted(open_app: Callable[..., AppTest]) -> None:
    lists = open_app().get("button_group")[0]
    assert [option.content for option in lists.proto.options] == ["Events · 2", "No place · 1", "No date · 1"]


def test_an_empty_list_says_why_and_leads_out(open_app: Callable[..., AppTest]) -> None:
    app = open_app(words="nothing-like-it")
    assert heading(app).startswith("# 0 events")
    assert any("Take one of them away" in info.value for info in app.info)
    app.button(key="clear here").click().run()
    assert heading(app).startswith("# 2 events")


def test_other_filters_are_drawn_where_they_ask_something(open_app: Callable[..., AppTest]) -> None:
    first = [box.label for box in open_app().multiselect]
    assert first == ["Actors", "Types", "Countries"]
    more = [box.label for box in open_app(province="Nineveh, IRQ").multiselect]
    assert len(more) > len(first) and "Provinces" in more


def test_an_event_opens_with_its_evidence(open_app: Callable[..., AppTest]) -> None:
    app = open_app(area="36.3350,43.1190")
    record = opened(app)
    assert record is not None
    assert record["what"] == "attacked"
    assert record["reports"][0]["title"] == "War"


def test_the_title_of_an_article_is_no_markup(open_app: Callable[..., AppTest]) -> None:
    app = open_app(area="33.0000,44.0000", maybe="1")
    record = opened(app)
    assert record is not None
    assert (record["assertion"], record["reports"][0]["title"]) == ("said to be possible", HOSTILE)


def test_articles_without_events_are_no_error(open_app: Callable[..., AppTest], tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'test.sqlite'}") as store:
        store.add(factory.article("Nothing happened."), ())
    app = open_app(empty=True)
    assert not app.exception
    assert heading(app).startswith("# 0 events")


def test_a_store_that_cannot_be_read_is_said(
    open_app: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.sqlite").write_text("this is no database, this is a text file of some length")
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "text.sqlite"))
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert "is no SQLite file" in app.error[0].value


# ---- who may enter ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("without_sign_in", "shown"), [("0", False), ("1", True)])
def test_a_server_that_others_can_reach_shows_nothing_unless_told_to(open_app, monkeypatch, without_sign_in, shown):
    monkeypatch.setattr("streamlit.get_option", lambda name: "0.0.0.0")  # noqa: S104 (only said)
    monkeypatch.setenv("DATELINE_WITHOUT_SIGN_IN", without_sign_in)
    app = open_app()
    assert any(m.value.startswith("# ") for m in app.markdown) is shown
    assert any("shows nothing" in error.value for error in app.error) is not shown


def test_an_access_file_that_cannot_be_read_lets_nobody_in(open_app, monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_ACCESS", str(tmp_path / "none.toml"))
    app = open_app()
    assert not any(m.value.startswith("# ") for m in app.markdown)
    assert any("none" in error.value for error in app.error)
