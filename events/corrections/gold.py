"""Events that persons verified → gold to measure accuracy on, one record an article and task.

The shapes are those that scorers of the field's corpora take: which mentions are one event (as ECB+), the day of each
(EventStoryLine), the spot of each toponym (Local-Global Lexicon), and who did what to whom by country and CAMEO root.
Nothing is said of what nobody verified: such gold measures what is found and how right it is, not what is too much.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from events.corrections.sharing import feature_class
from events.model import Actor, Article, Event, Mention, Place, Span
from events.places.names import fold

Json = dict[str, Any]

WORD = re.compile(r"\w+")
LONGEST = 6  # words of a name
OCCURRENCE = "ACTION_OCCURRENCE"  # ECB+'s class of what happens; of what is negated it is NEG_ACTION_OCCURRENCE


@dataclass(frozen=True, slots=True)
class Told:
    """A mention that a person verified, and the event that it tells of."""

    mention: Mention
    event: Event


def gold(articles: Iterable[Article], events: Iterable[Event]) -> dict[str, list[Json]]:
    """Name of a file → its records: the articles that verified events are told in, and the gold of each task."""
    told = _verified(events)
    kept = [article for article in articles if article.id in told]
    names = _names(kept)
    records: dict[str, list[Json]] = {"articles": [_article(article, names) for article in kept]}
    for task, made in TASKS.items():
        records[f"{task}.gold"] = [{"id": names[a.id], **made(a, told[a.id])} for a in kept]
    return records


def _verified(events: Iterable[Event]) -> Mapping[str, list[Told]]:
    """By article, in the order of its text."""
    found: dict[str, list[Told]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            if mention.verified and not (mention.deleted or event.deleted):
                found[mention.article_id].append(Told(mention, event))
    return {article: sorted(told, key=lambda t: t.mention.trigger.start) for article, told in found.items()}


def _names(articles: Iterable[Article]) -> dict[str, str]:
    """What output calls each article: its name, or its id where others have the same name."""
    articles = tuple(articles)
    times = Counter(article.name for article in articles)
    return {a.id: a.name if times[a.name] == 1 else a.id for a in articles}


def _article(article: Article, names: Mapping[str, str]) -> Json:
    """An article as `dateline ingest` reads it: its title is not repeated in its text."""
    head = f"{article.title}\n\n"
    titled = article.title is not None and article.text.startswith(head)
    return {
        "id": names[article.id],
        "title": article.title if titled else None,
        "text": article.text[len(head) :] if titled else article.text,
        "published": article.published and article.published.isoformat(),
        "source": article.source,
        "url": article.url,
    }


# ---- the tasks -------------------------------------------------------------------------------------------------


def _merge(article: Article, told: list[Told]) -> Json:
    """Which mentions are one event, and the sentences that were read; also who, where and when, as ECB+ has them."""
    parties = [(p.span, _party(p.actor), p.actor) for t in told for p in t.mention.participants]
    places = [(p.span, "LOC_GEO", p.geonameid or p.name) for t in told if (p := t.mention.place)]
    times = [(i.span, "TIME_DATE", i.earliest) for t in told if (i := t.mention.time)]
    return {
        "events": [_labelled(t.mention.trigger, _occurrence(t.event), t.event.id) for t in told],
        "sentences": [{"start": start, "end": end} for start, end in _sentences(told)],
        "who": _distinct((span, label, actor and actor.id) for span, label, actor in parties),
        "where": _distinct(places),
        "when": _distinct(times),
    }


def _occurrence(event: Event) -> str:
    return f"NEG_{OCCURRENCE}" if event.assertion == "negated" else OCCURRENCE


def _party(actor: Actor | None) -> str:
    return "HUMAN_PART_PER" if actor is None or actor.kind in (None, "person", "people") else "HUMAN_PART_ORG"


def _sentences(told: list[Told]) -> list[tuple[int, int]]:
    return sorted({(t.mention.sentence.start, t.mention.sentence.end) for t in told})


def _distinct(found: Iterable[tuple[Span | None, str, object]]) -> list[Json]:
    """Each span once, in the order of the text; without those that a person named, which stand nowhere in it."""
    spans = {(s.start, s.end): _labelled(s, label, instance) for s, label, instance in found if s}
    return [spans[where] for where in sorted(spans)]


def _labelled(span: Span, label: str, instance: object) -> Json:
    return {**_words(span), "class": label, "instance": None if instance is None else str(instance)}


def _when(article: Article, told: list[Told]) -> Json:
    """The day of each event that has one."""
    return {"events": [{**_words(t.mention.trigger), "day": day} for t in told if (day := _day(t.event))]}


def _day(event: Event) -> str | None:
    time = event.time
    if time is None or time.earliest is None or time.latest is None:
        return None
    return time.earliest[:10] if time.earliest[:10] == time.latest[:10] else None


def _geoparse(article: Article, told: list[Told]) -> Json:
    """The spot of each toponym that is the place of an event."""
    found = {}
    for span, place in _toponyms(article, told):
        found[span.start, span.end] = {
            "start": span.start,
            "end": span.end,
            "name": span.text,
            **{name: getattr(place, name) for name in ("lat", "lon", "geonameid")},
            "fcode": place.feature,
            "fclass": feature_class(place.feature),
        }
    return {"toponyms": [found[where] for where in sorted(found)]}


def _toponyms(article: Article, told: list[Told]) -> Iterator[tuple[Span, Place]]:
    """Where a mention means the event's place. One that a person set stands nowhere; its name may, in the sentence."""
    for t in told:
        place = t.mention.place
        if place is None or place.lat is None or not _same(place, t.event.place):
            continue
        span = place.span or _named(t.mention.sentence, place.name)
        if span is not None and article.text[span.start : span.end] == span.text:
            yield span, place


def _same(one: Place, other: Place | None) -> bool:
    return other is not None and (one.lat, one.lon) == (other.lat, other.lon)


def _named(sentence: Span, name: str | None) -> Span | None:
    """The words of a sentence that spell a name, whatever their case and accents."""
    wanted = fold(name or "")
    words = [(found.start(), found.end()) for found in WORD.finditer(sentence.text)]
    for i, (start, _) in enumerate(words):
        for _, end in words[i : i + LONGEST]:
            if fold(sentence.text[start:end]) == wanted:
                return Span(sentence.text[start:end], sentence.start + start, sentence.start + end)
    return None


def _coded(article: Article, told: list[Told]) -> Json:
    """Each event once: the countries of its first actor and recipient, CAMEO root and type."""
    events = {t.event.id: t.event for t in told}
    return {"events": [_code(event) for event in events.values()]}


def _code(event: Event) -> Json:
    countries = {p.role: p.actor.country for p in reversed(event.participants) if p.actor and p.actor.country}
    return {
        "actor": countries.get("actor"),
        "recipient": countries.get("recipient"),
        "root": event.cameo[:2] if event.cameo else None,
        "type": event.type,
    }


def _words(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


TASKS = {"merge": _merge, "when": _when, "geoparse": _geoparse, "coded": _coded}
