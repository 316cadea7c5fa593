"""Text → Parse, by spaCy. The only file that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from events.errors import PipelineMissing
from events.extraction.prose import as_prose, dateline_ends
from events.model import Entity, Parse, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

BATCH_SIZE = 32  # texts that spaCy takes at once


class Parser:
    """A spaCy pipeline, loaded once, that gives plain records.

    `names` are known names with their entity label ("Islamic State", "ORG"): where the text has one, it outranks what
    the pipeline's statistical recogniser saw there. Raises `PipelineMissing` where no such pipeline is installed.
    """

    def __init__(self, pipeline: str, names: Iterable[tuple[str, str]] = ()):
        self._nlp = _load(pipeline)
        _add_names(self._nlp, names)

    def parse(self, text: str) -> Parse:
        return _plain(self._nlp(as_prose(text)), text)

    def parse_all(self, texts: Iterable[str]) -> Iterator[Parse]:
        pairs = ((as_prose(text), text) for text in texts)
        for doc, text in self._nlp.pipe(pairs, batch_size=BATCH_SIZE, as_tuples=True):
            yield _plain(doc, text)


def _load(pipeline: str) -> Language:
    import spacy
    from spacy.language import Language

    Language.component("paragraphs", func=_start_paragraphs)
    try:
        nlp = spacy.load(pipeline)
    except OSError as error:
        installed = ", ".join(spacy.util.get_installed_models()) or "none"
        raise PipelineMissing(
            f"spaCy pipeline {pipeline!r} is not installed (installed: {installed}); "
            "install it with pip or name another in DATELINE_PIPELINE"
        ) from error
    nlp.max_length = 30_000_000  # characters; reading bounds an article's length
    nlp.add_pipe("paragraphs", before="parser")
    return nlp


def _start_paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence, and so does a dateline: neither has a full stop."""
    starts = dateline_ends(doc.text)
    for token in doc[1:]:
        if "\n" in doc[token.i - 1].text or token.idx in starts:
            token.is_sent_start = True
    return doc


def _add_names(nlp: Language, names: Iterable[tuple[str, str]]) -> None:
    patterns = [{"label": label, "pattern": name} for name, label in names]
    if not patterns:
        return
    ruler = nlp.add_pipe("entity_ruler", last=True, config={"overwrite_ents": True})
    with nlp.select_pipes(enable=[]):  # names are matched as they are written: no parse of them is needed
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


def _plain(doc: Doc, text: str) -> Parse:
    tokens = tuple(
        Token(
            t.i,
            text[t.idx : t.idx + len(t.text)],
            t.lemma_,
            t.pos_,
            t.tag_,
            t.dep_,
            t.head.i,
            t.idx,
            t.idx + len(t.text),
        )
        for t in doc
    )
    sentences = tuple(Sentence(_span(text, s), s.start, s.end) for s in doc.sents)
    entities = tuple(Entity(_span(text, e), e.label_, e.start, e.end) for e in doc.ents)
    return Parse(text, tokens, sentences, entities)


def _span(text: str, found: SpacySpan) -> Span:
    return Span(text[found.start_char : found.end_char], found.start_char, found.end_char)
