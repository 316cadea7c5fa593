"""The page of stories: what its buttons make of a story, and what is left of it when it is given out."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from events.dashboard.page_story import _captioned, _moved, _without
from events.model import Chapter, Story
from events.store import Store

STORY = Story("s", "Two days", (Chapter("a", "one"), Chapter("b", "two"), Chapter("c")))


def ids(story: Story) -> str:
    return "".join(c.event_id for c in story.chapters)


@pytest.mark.parametrize(
    ("event_id", "step", "expected"),
    [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("gone", 1, "abc")],
)
def test_a_chapter_moves(event_id, step, expected):
    assert ids(_moved(STORY, 0, event_id, step)) == expected


def test_a_chapter_is_taken_out_and_captioned():
    assert ids(_without(STORY, 0, "b")) == "ac"
    assert _captioned(STORY, 0, "c", "three").chapters == (*STORY.chapters[:2], Chapter("c", "three"))


def shown() -> None:
    from events.dashboard import page_story

    page_story.page()


def test_stories_are_begun_named_ordered_and_deleted(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'stories.sqlite'}"
    monkeypatch.setenv("DATELINE_STORE", url)
    page = AppTest.from_function(shown, default_timeout=60).run()
    page.button[0].click().run()
    with Store.open(url) as store:
        (story,) = store.stories.all()
        assert (story.title, story.chapters) == ("Untitled story", ())
        store.stories.save(Story(story.id, "Untitled story", STORY.chapters))
        page.run()
        page.text_input[0].set_value("  Of rivers ").run()
        next(b for b in page.button if b.help == "Down").click().run()
        next(b for b in page.button if b.help == "Take out of the story").click().run()
        page.text_area[0].set_value("First of all").run()
        assert not page.exception
        assert store.stories.all() == (Story(story.id, "Of rivers", (Chapter("a", "First of all"), Chapter("c"))),)
        next(b for b in page.button if b.label == "Delete this story").click().run()
        assert store.stories.all() == ()
    assert not page.exception


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda s: _captioned(s, 1, "a", "second"), ["first", "second", "b"]),
        (lambda s: _without(s, 0, "a"), ["", "b"]),
        (lambda s: _moved(s, 1, "a", 1), ["first", "b", ""]),
        (lambda s: _captioned(s, 7, "b", "moved meanwhile"), ["first", "", "moved meanwhile"]),
        (lambda s: _without(s, 0, "gone"), ["first", "", "b"]),
    ],
)
def test_two_chapters_whose_events_were_merged_are_two(change, left):
    story = Story("s", "Of rivers", (Chapter("a", "first"), Chapter("a"), Chapter("b", "b")))
    assert [chapter.caption for chapter in change(story).chapters] == left
