"""A store in which every part of an event that comes from an article, a gazetteer or another person is hostile."""

from __future__ import annotations

from dataclasses import replace

from events.model import Actor, Chapter, Place, Span, Story
from events.store import Says, Store
from tests.factory import article, day, mention


def fill(store: Store, payloads: tuple[str, ...]) -> list[str]:
    """An event, a correction and a chapter for each; gives the ids of the events."""
    for number, words in enumerate(payloads):
        text = f"Report {number}: men {words} besieged {words} town, said {words}. Nobody {words} left."
        told = article(
            text, title=f"T{number} {words}", name=f"N{number} {words}.txt", source=f"S{number} {words}",
            url=f"javascript:window.hurt=1//{words}", published="2014-09-01",
        )  # fmt: skip
        at, end = text.index("besieged"), text.index(". Nobody")
        what = Span(text[at : end - len(words) - 7], at, end - len(words) - 7)
        who = Actor(f"a{number}", f"A{number} {words}", None, "people", (words,))
        where = Span(words, text.index(words), text.index(words) + len(words))
        spot = (number - 40.0, number * 3.0, 10.0, None, "IRQ", f"R{number} {words}", "PPL", "settlement")
        place = Place(where, f"P{number} {words}", *spot)
        found = mention(
            *(told, "besieged"), mode="siege", who=[(f"men {words}", who)], place=place, what=what, salience=0.9,
            time=day(f"{1960 + number}-08-31"), sentence=Span(text, 0, len(text)),
            attribution=Span(words, end - len(words), end),
        )  # fmt: skip
        store.add(told, [replace(found, incident=found.id)])
    events = [event.id for event in store.events()]  # by their days, so in this order
    for number, words in enumerate(payloads):
        by = Says(f"W{number} {words}", f"because {words}")
        store.corrections.set(events[number], "assertion", "possible", by)
    store.stories.save(Story("", f"Story {' '.join(payloads)}", tuple(map(Chapter, events, payloads))))
    return events
