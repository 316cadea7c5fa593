"""Errors on a corpus by class, the most frequent first: what to mend next.

    make errors CORPUS=folder/NAME        or   python -m benchmarks.errors folder/NAME [--kind "missed NOUN"] [--parse]

CORPUS names two files of JSON lines, NAME.articles.jsonl ({id, title, text, published}) and NAME.gold.jsonl, each
record with the article's id and one of: `events` with offsets and `class` (triggers), `events` with actor, recipient
and type (coded), `incidents` (type, day, place, who, whom), `answers` (who, what, when, where, of the main event).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from events.extraction import ontology
from events.model import Article, Mention, Parse, Span
from events.pipeline import Analysis, Analyzer
from events.reading.inputs import read_paths

# Classes of ECB+ that are no happenings: neither asked for nor held against us.
NEUTRAL = ("REPORTING", "PERCEPTION", "STATE", "GENERIC")


@dataclass(frozen=True, slots=True)
class Error:
    """One miss or false hit. `kind` is its class; `at` the words in question, where there are some."""

    kind: str
    article: str
    at: Span | None
    gold: str
    ours: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="path of the two files without .articles.jsonl and .gold.jsonl")
    parser.add_argument("--kind", default="", help="only classes of errors that begin so")
    parser.add_argument("--limit", type=int, default=10, help="errors shown of each class, drawn at random")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--parse", action="store_true", help="with the sentence's dependency parse")
    args = parser.parse_args()
    articles, gold = Path(f"{args.corpus}.articles.jsonl"), Path(f"{args.corpus}.gold.jsonl")
    for path in (articles, gold):
        if not path.is_file():
            sys.exit(f"{path} is not there; --help tells which files a corpus has")
    show(find(articles, gold, Analyzer.from_settings()), args)


def find(articles: Path, gold: Path, analyzer: Analyzer) -> list[tuple[Error, Parse]]:
    """Every error, with the parse of its article."""
    truth = {
        str(g["id"]): g for line in gold.read_text(encoding="utf-8").split("\n") if line for g in [json.loads(line)]
    }
    read = [a for a in read_paths([str(articles)]) if isinstance(a, Article)]
    found = []
    for analysis in analyzer.analyze_all(read):
        parse = analyzer.parser.parse(analysis.article.text)
        record = truth.get(analysis.article.name)
        if record is not None:
            found += [(error, parse) for error in _errors(record, analysis, parse)]
    return found


def show(errors: list[tuple[Error, Parse]], args: argparse.Namespace) -> None:
    by_kind = defaultdict(list)
    for error, parse in errors:
        if error.kind.startswith(args.kind):
            by_kind[error.kind].append((error, parse))
    chance = random.Random(args.seed)  # noqa: S311 (a sample, no secret)
    for kind, of_kind in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        print(f"\n== {kind}: {len(of_kind)}")
        for error, parse in chance.sample(of_kind, min(args.limit, len(of_kind))):
            print(plain(f"{error.article}: gold {error.gold} | ours {error.ours}\n    {marked(error.at, parse)}"))
            if args.parse and error.at is not None:
                print(plain(tree(error.at, parse)))


def marked(at: Span | None, parse: Parse) -> str:
    """The sentence, with the words in question in double angle brackets."""
    token = None if at is None else parse.at(at.start)
    if at is None or token is None:
        return parse.text[:200]
    sentence = parse.sentence(token.i).span
    text, start, end = parse.text, max(at.start, sentence.start), max(at.end, sentence.start)
    return f"{text[sentence.start : start]}«{text[start:end]}»{text[end : sentence.end]}"


def tree(at: Span, parse: Parse) -> str:
    token = parse.at(at.start)
    sentence = parse.sentence(token.i if token else 0)
    rows = parse.tokens[sentence.first : sentence.last]
    return "\n".join(
        f"        {t.text:20} {t.pos:6} {t.dep:10} {parse.tokens[t.head].text:20} {parse.eventive[t.i]:.2f}"
        for t in rows
    )


def plain(text: str) -> str:
    """One line a line, and nothing that a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text.replace("\n\n", " "))


# ---- what is wrong -------------------------------------------------------------------------------------------------


def _errors(gold: dict, analysis: Analysis, parse: Parse) -> Iterator[Error]:
    events = gold.get("events", [])
    if "answers" in gold:
        yield from _main_event(gold, analysis)
    elif "incidents" in gold:
        yield from _incidents(gold, analysis)
    elif "sentences" in gold:
        yield from _triggers(gold, analysis, parse)
    elif not events or "type" in events[0]:
        yield from _coded(gold, analysis)


def _triggers(gold: dict, analysis: Analysis, parse: Parse) -> Iterator[Error]:
    name, sentences = analysis.article.name, gold["sentences"]
    inside = [m for m in analysis.mentions if any(_overlap(m.trigger, s) for s in sentences)]
    asked = [e for e in gold["events"] if not e["class"].endswith(NEUTRAL)]
    for event in asked:
        if not any(_overlap(m.trigger, event) for m in inside):
            at = Span(event["text"], event["start"], event["end"])
            yield Error(f"missed {_word(at, parse)}", name, at, event["class"], "nothing")
    for m in inside:
        if not any(_overlap(m.trigger, e) for e in gold["events"]):
            yield Error(f"false {m.type}", name, m.trigger, "nothing", ours(m))


def _word(at: Span, parse: Parse) -> str:
    """Part of speech of a missed trigger, and whether the lexicon has the word."""
    token = parse.root(at)
    if token is None:
        return "words"
    known = any((token.lemma.lower(), pos) in ontology.triggers() for pos in "NV")
    return f"{token.pos}, {'known' if known else 'unknown'}"


def _coded(gold: dict, analysis: Analysis) -> Iterator[Error]:
    name, mentions = analysis.article.name, analysis.mentions
    if not gold["events"]:
        yield from (Error("event where none is", name, m.trigger, "none", ours(m)) for m in mentions[:1])
    for event in gold["events"]:
        for role in ("actor", "recipient"):
            found = {p.actor.country for m in mentions for p in m.participants if p.role == role and p.actor}
            if event.get(role) and event[role] not in found:
                yield Error(f"wrong {role}", name, None, f"{event['type']} {event[role]}", ours(*mentions))
        if event.get("type") and event["type"] not in {m.type for m in mentions}:
            yield Error(f"wrong type, {event['type']}", name, None, event["type"], ours(*mentions))


def _incidents(gold: dict, analysis: Analysis) -> Iterator[Error]:
    groups = defaultdict(list)
    for m in analysis.mentions:
        if m.assertion == "asserted":
            groups[m.incident].append(m)
    types = set(gold.get("types", []))
    printed = [g for g in groups.values() if types & {m.type for m in g}]
    if len(printed) > len(gold["incidents"]):
        for group in printed:
            kind = "incident too many" if gold["incidents"] else "incident where none is"
            yield Error(kind, analysis.article.name, group[0].trigger, f"{len(gold['incidents'])} in all", ours(*group))
    for incident in gold["incidents"]:
        if not any(set(incident["type"]) & {m.type for m in g} for g in groups.values()):
            yield Error("missed incident", analysis.article.name, None, str(incident), f"{len(groups)} others")


def _main_event(gold: dict, analysis: Analysis) -> Iterator[Error]:
    main = max(analysis.mentions, key=lambda m: m.salience, default=None)
    said = _answers(main) if main else {}
    for question, answers in gold["answers"].items():
        found = said.get(question, "")
        if answers and not any(set(a.lower().split()) & set(found.lower().split()) for a in answers):
            yield Error(
                f"main event, {question}", analysis.article.name, main and main.trigger, " / ".join(answers), found
            )


def _answers(m: Mention) -> dict[str, str]:
    who = " ".join(p.span.text for p in m.participants)
    when = m.time.span.text if m.time and m.time.span else ""
    return {"who": who, "what": m.what.text, "when": when, "where": (m.place and m.place.name) or ""}


def ours(*mentions: Mention) -> str:
    return "; ".join(f"{m.type} “{m.trigger.text}” {_parties(m.participants)} {m.assertion}" for m in mentions)


def _parties(participants: Iterable) -> str:
    return ", ".join(f"{p.role[0]}: {p.span.text} ({p.actor.id if p.actor else '?'})" for p in participants)


def _overlap(a: Span, b: dict) -> bool:
    return a.start < b["end"] and b["start"] < a.end


if __name__ == "__main__":
    main()
