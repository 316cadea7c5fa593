"""Whom an event is aimed at, where the words lead there through things, clauses, datives and places."""

import pytest

from events.extraction import find_mentions
from events.model import Article

CASES = [  # text, trigger, actors, recipients
    ("Switzerland froze Libyan assets.", "froze", ["Switzerland"], ["Libyan"]),
    ("Moscow complained over two Turkish air raids.", "complained", ["Moscow"], ["Turkish"]),
    ("London demanded that Argentina withdraw its troops.", "demanded", ["London"], ["Argentina"]),
    ("Cuba restored ties with Spain.", "restored ties", ["Cuba"], ["Spain"]),
    ("Japan halted economic aid to Myanmar.", "halted", ["Japan"], ["Myanmar"]),
    ("China imposed a curfew in Lhasa.", "imposed", ["China"], ["Lhasa"]),
    ("Britain donated two ships to Kenya.", "donated", ["Britain"], ["Kenya"]),
    ("Martha Stewart received a sentence of five months.", "sentence", [], ["Martha Stewart"]),
    ("Anwar Sadat died in Cairo.", "died", [], ["Anwar Sadat"]),
    ("The police opened fire.", "opened fire", ["police"], []),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), CASES)
def test_parties(parser, text, trigger, actors, recipients):
    mentions = {m.trigger.text: m for m in find_mentions(Article("a", "a", text), parser.parse(text))}
    found = mentions[trigger].participants
    assert [p.span.text for p in found if p.role == "actor"] == actors
    assert [p.span.text for p in found if p.role == "recipient"] == recipients


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("The butterfly lays its eggs on milkweed.", True),
        ("You looked tired.", True),
        ("The mayor praised the emails.", False),
        ("Engineers repaired the bridge.", False),
        ("Engineers repair bridge in Mostar", False),  # a headline
    ],
)
def test_what_is_told_of_nothing_in_particular_is_no_mention(parser, text, vague):
    assert (find_mentions(Article("a", "a", text), parser.parse(text)) == ()) is vague
