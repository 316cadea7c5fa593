"""One event, opened → the plain record that the page's component draws: facts, certainty, and the words that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from events import merging, times
from events.dashboard import wording
from events.dashboard.evidence import passages
from events.dashboard.families import family
from events.dashboard.language import N_, _
from events.dashboard.literal import plain
from events.model import Article, Candidate, Correction, Event, Mention, Place, Span

Known = Callable[[Candidate], Place | None]
CERTAIN = 1.0  # of what a person said: it could not also be something else
PRECISE = ("site", "settlement")
# Label of a fact → the field that it shows.
FIELDS = {
    N_("What"): "type",
    N_("Who"): "participants",
    N_("To whom"): "participants",
    N_("Where"): "place",
    N_("When"): "time",
    N_("Toll"): "casualties",
}


def record(
    event: Event,
    articles: Iterable[Article],
    theme: str,
    log: Iterable[Correction] = (),
    known: Known = lambda _candidate: None,
) -> dict[str, Any]:
    """All that is shown of an event, as JSON; the text of articles only as values, never as markup.

    `log`: what was said of it, for who set a part of it. `known`: what the gazetteer has of a runner-up.
    """
    by_id = {article.id: article for article in articles}
    mentions = sorted(event.mentions, key=lambda m: (m.article_id, m.trigger.start))
    told = [(by_id[i], list(g)) for i, g in groupby(mentions, lambda m: m.article_id) if i in by_id]
    told.sort(key=lambda pair: -max(m.salience for m in pair[1]))
    return {
        "what": wording.what(event),
        "colour": family(event.type).colour(theme),
        "assertion": _flags(event),
        "facts": [_with_notes(fact, event, by_id, log) for fact in _facts(event, by_id, known)],
        "reports": [_report(article, mentions, event, by_id) for article, mentions in told],
    }


def _flags(event: Event) -> str | None:
    flags = (
        _("deleted") if event.deleted else None,
        _(wording.ASSERTIONS.get(event.assertion, "")),
        _("verified") if event.verified else None,
    )
    return " · ".join(flag for flag in flags if flag) or None


def _with_notes(fact: dict, event: Event, articles: Mapping[str, Article], log: Iterable[Correction]) -> dict:
    """The fact, with who set it, else with what reports say of it that contradict each other."""
    field = FIELDS.get(fact["label"], "")
    by = next((plain(entry.author) for entry in log if entry.id == event.basis.get(field)), None)
    notes = [fact["note"], _("set by {name}").format(name=by) if by else _differing(field, event, articles)]
    label = fact["label"]
    return fact | {"label": _(label), "note": " · ".join(note for note in notes if note) or None}


def _differing(field: str, event: Event, articles: Mapping[str, Article]) -> str | None:
    """ "reports differ: 6 killed (The Courier); 9 killed (The Paper)"."""
    found = []
    for variant in merging.conflicts(event).get(field, ()):
        names = (m.article_id for m in event.mentions if m.id in variant.mentions)
        told = dict.fromkeys(plain(articles[name].source or articles[name].name) for name in names if name in articles)
        found.append(f"{_said(field, variant.mention)} ({', '.join(told)})")
    return _("reports differ: {values}").format(values="; ".join(found)) if found else None


def _said(field: str, mention: Mention) -> str | None:
    said = {
        "type": wording.kind(mention.type, mention.mode),
        "place": wording.where(mention.place),
        "time": wording.days(mention.time),
        "casualties": wording.toll(mention.casualties),
    }
    return said.get(field, mention.assertion)


def _facts(event: Event, articles: Mapping[str, Article], known: Known) -> list[dict[str, str | None]]:
    """A line each: which part, its value, a note to it, and how sure it is."""
    sure, place, time = event.confidence, event.place, event.time
    whom = ", ".join(wording.who(event, "recipient"))
    where, when = wording.where(place) or _("not told"), wording.days(time) or _("not told")
    facts = [
        _fact("what", "What", wording.kind(event.type, event.mode), sure=sure.event),
        _fact("who", "Who", ", ".join(wording.who(event, "actor")), sure=sure.actor),
        _fact("who", "To whom", whom, sure=sure.actor),
        _fact("where", "Where", where, _about_place(event, known), sure.place if place else None),
        _fact("when", "When", when, _about_time(event, articles), sure.time if time else None),
        _fact(None, "Toll", wording.toll(event.casualties)),
    ]
    return [fact for fact in facts if fact["value"]]


def _fact(part: str | None, label: str, value: str | None, note: str | None = None, sure: float | None = None) -> dict:
    level = wording.level(sure) if sure is not None else None
    return {"part": part, "label": label, "value": value, "note": note, "level": level, "sure": wording.certainty(sure)}


def _about_place(event: Event, known: Known) -> str | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    notes = []
    if place.precision and place.precision not in PRECISE:
        notes.append(_(wording.AREAS.get(place.precision, wording.AREA)))
    if place.service:
        notes.append(_("found by {service}").format(service=place.service))
    others = [_runner_up(c, known(c)) for c in place.alternatives if c.geonameid != place.geonameid]
    others = [name for name in dict.fromkeys(others) if name != wording.where(place)]
    if others and (event.confidence.place or 0.0) < CERTAIN:
        notes.append(_("could also be {places}").format(places="; ".join(others[:3])))
    return " · ".join(notes) or None


def _runner_up(candidate: Candidate, place: Place | None) -> str:
    """Where it lies, which tells it from others of its name; its coordinates where the gazetteer has it no more."""
    told = wording.where(place)
    return (
        told
        if told and told != candidate.name
        else f"{plain(candidate.name)} ({candidate.lat:.1f}, {candidate.lon:.1f})"
    )


def _about_time(event: Event, articles: Mapping[str, Article]) -> str | None:
    """ "stated in the text: “on Tuesday”, counted from the day of publication, 12 Jun 2014"."""
    time = event.time
    if time is None or not wording.days(time):
        return None
    words = plain(time.span.text) if time.span else None
    basis = _(wording.BASIS[time.basis])
    notes = [f"{basis}: “{words}”" if words else basis]
    teller = next((m for m in event.mentions if m.time and m.time.span == time.span and m.article_id in articles), None)
    article = articles[teller.article_id] if teller and words else None
    if article and article.published and time.span and _counted_from_publication(article, time.span):
        notes.append(_("counted from the day of publication, {day}").format(day=wording.day(article.published)))
    return ", ".join(notes)


def _counted_from_publication(article: Article, words: Span) -> bool:
    """Whether the words would name another time, or none, if it were not known when the article was published."""
    order = times.day_first(article)
    known, unknown = (
        [t.interval for t in times.find(article.text, published, order) if t.span.overlaps(words)]
        for published in (article.published, None)
    )
    return known != unknown


def _report(article: Article, mentions: list[Mention], event: Event, articles: Mapping[str, Article]) -> dict[str, Any]:
    origin = event.copies.get(article.id)
    first = articles.get(origin) if origin else None
    said = dict.fromkeys(plain(m.attribution.text) for m in mentions if m.attribution)
    site = _site(article.url)
    repeated = plain(first.title or first.name) if first else _("another article")
    return {
        "title": plain(article.title or article.name),
        "source": plain(article.source or "") or None,
        "day": wording.day(article.published) if article.published else None,
        "read": {"article": article.id, "at": str(min(m.trigger.start for m in mentions))},
        "url": article.url if site else None,
        "site": site and plain(site),
        "said": ", ".join(said) or None,
        "copy": None if origin is None else _("repeats {article}").format(article=repeated),
        "passages": [asdict(passage) for passage in passages(article, mentions)],
    }


def _site(url: str | None) -> str | None:
    """The host of an address of the web; None for what is none, which never becomes a link."""
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
