from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _numbers() -> None:
    import streamlit as st

    from events.dashboard import paging

    every = len(st.text_input("asked", value="x" * 25))
    first = paging.begin("page", every, 10)
    st.text(f"from {first}")
    paging.buttons("page", first, min(10, every - first), every, 10)


def test_pages_are_turned_and_begin_anew_where_something_else_is_asked_for():
    page = AppTest.from_function(_numbers).run()
    assert (page.text[0].value, page.caption[0].value) == ("from 0", "1–10 of 25")
    assert [b.disabled for b in page.button] == [True, False]
    page.button[1].click().run()
    page.button[1].click().run()
    assert (page.text[0].value, page.caption[0].value) == ("from 20", "21–25 of 25")
    assert [b.disabled for b in page.button] == [False, True]
    page.text_input[0].set_value("x" * 15).run()
    assert (page.text[0].value, page.caption[0].value) == ("from 0", "1–10 of 15")
    page.text_input[0].set_value("x" * 10).run()
    assert not page.caption
    assert not page.button
