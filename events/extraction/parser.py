"""Text → Parse, by spaCy. The only file that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from events.errors import PipelineMissing
from events.model import Entity, Parse, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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
        return _plain(self._nlp(text))

    def parse_all(self, texts: Iterable[str]) -> Iterator[Parse]:
        for doc in self._nlp.pipe(texts, batch_size=BATCH_SIZE):
            yield _plain(doc)


def _load(pipeline: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(pipeline)
    except OSError as error:
        installed = ", ".join(spacy.util.get_installed_models()) or "none"
        raise PipelineMissing(
            f"spaCy pipeline {pipeline!r} is not installed (installed: {installed}); "
            "install it with pip or name another in DATELINE_PIPELINE"
        ) from error
    nlp.max_length = 30_000_000  # characters; reading bounds an article's length
    return nlp


def _add_names(nlp: Language, names: Iterable[tuple[str, str]]) -> None:
    patterns = [{"label": label, "pattern": name} for name, label in names]
    if not patterns:
        return
    ruler = nlp.add_pipe("entity_ruler", last=True, config={"overwrite_ents": True})
    with nlp.select_pipes(enable=[]):  # names are matched as they are written: no parse of them is needed
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


def _plain(doc: Doc) -> Parse:
    tokens = tuple(
        Token(t.i, t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t.text)) for t in doc
    )
    sentences = tuple(Sentence(Span(s.text, s.start_char, s.end_char), s.start, s.end) for s in doc.sents)
    entities = tuple(
        Entity(Span(e.text, e.start_char, e.end_char), e.label_, e.start, e.end) for e in doc.ents
    )
    return Parse(doc.text, tokens, sentences, entities)
