"""Text → Parse, by spaCy and our tagger. The only file that knows spaCy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from events import verifying
from events.errors import PipelineMissing
from events.extraction import casing
from events.extraction.lemmas import verb_lemma
from events.extraction.prose import as_prose, dateline_ends, headlines
from events.extraction.tagger import Tagger, Tags, spans
from events.model import Entity, Parse, Reading, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token as SpacyToken

BATCH_SIZE = 32  # texts that spaCy takes at once
Tagged = tuple[list[int], Tags]  # the words of a sentence, by their tokens' indices, and what the tagger sees in them


class Parser:
    """A spaCy pipeline for trees and a tagger for names and events, loaded once; gives plain records.

    `names` are known names with their entity label ("Islamic State", "ORG"): where the text has one, it outranks what
    the tagger saw there. Raises `PipelineMissing` where no such pipeline is installed.
    """

    def __init__(self, pipeline: str, names: Iterable[tuple[str, str]] = (), tagger: Tagger | None = None):
        names = list(names)
        self._nlp = _load(pipeline)
        _add_names(self._nlp, names)
        self._tagger = tagger or Tagger()
        self._acronyms = frozenset(name for name, _ in names if name.isupper())

    def parse(self, text: str) -> Parse:
        return next(self.parse_all([text]))

    def parse_all(self, texts: Iterable[str]) -> Iterator[Parse]:
        pairs = ((as_prose(written), (text, written)) for text in texts for written in (self._in_case(text),))
        parsed = self._nlp.pipe(pairs, batch_size=BATCH_SIZE, as_tuples=True)
        for doc, (text, written) in parsed:
            yield _plain(doc, text, written, self._tags(doc))

    def _tags(self, doc: Doc) -> list[Tagged]:
        tokens, spaces = list(doc), doc.to_array("IS_SPACE").tolist()
        sentences = [[i for i in range(s.start, s.end) if not spaces[i]] for s in doc.sents]
        tags = self._tagger.tag([[tokens[i].text for i in words] for words in sentences])
        return list(zip(sentences, tags, strict=True))

    def _in_case(self, text: str) -> str:
        return casing.restore(text, self._tagger, self._acronyms)


def _load(pipeline: str) -> Language:
    import spacy
    from spacy.language import Language
    from thinc.api import use_ops

    Language.component("paragraphs", func=_start_paragraphs)
    verifying.check_package(pipeline)
    try:
        with use_ops("numpy", use_blis=False):  # numpy's own products of matrices are more than twice as fast
            nlp = spacy.load(pipeline, exclude=["ner"])
    except OSError as error:
        installed = ", ".join(spacy.util.get_installed_models()) or "none"
        raise PipelineMissing(
            f"spaCy pipeline {pipeline!r} is not installed (installed: {installed}); "
            "install it with pip or name another in DATELINE_PIPELINE"
        ) from error
    nlp.max_length = 30_000_000  # characters; reading bounds an article's length
    nlp.add_pipe("paragraphs", before="parser")
    if "attribute_ruler" in nlp.pipe_names:
        from events.extraction import attributes

        nlp.add_pipe(attributes.NAME, after="attribute_ruler")
        nlp.remove_pipe("attribute_ruler")
    if "lemmatizer" in nlp.pipe_names:
        _index_lemmas(nlp.get_pipe("lemmatizer").lookups)  # type: ignore[attr-defined]
    return nlp


def _index_lemmas(lookups: Lookups) -> None:
    """Known lemmas as sets: spaCy would look for each new word in lists of up to 57,000."""
    if lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for pos, known in list(table.items()):
            table[pos] = frozenset(known)


def _start_paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence, and so does a dateline: neither has a full stop. A headline is one sentence."""
    starts, whole = dateline_ends(doc.text), headlines(doc.text)
    after_break = False
    for i, (is_space, at) in enumerate(doc.to_array(["IS_SPACE", "IDX"]).tolist()):
        if i and (after_break or at in starts):
            doc[i].is_sent_start = True
        elif i and any(at in line for line in whole):
            doc[i].is_sent_start = False
        after_break = bool(is_space) and "\n" in doc[i].text
    return doc


def _add_names(nlp: Language, names: Iterable[tuple[str, str]]) -> None:
    patterns = [{"label": label, "pattern": name} for name, label in names]
    if not patterns:
        return
    ruler = nlp.add_pipe("entity_ruler", last=True, config={"overwrite_ents": False})
    with nlp.select_pipes(enable=[]):  # names are matched as they are written: no parse of them is needed
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


def _plain(doc: Doc, text: str, written: str, tagged: list[Tagged]) -> Parse:
    """The records of a parse. `text` is the article's; `written` has its words in capitals in their usual case."""
    heads = doc.to_array("HEAD").astype(np.int64).tolist()  # relative
    tokens = tuple(_token(t, i + heads[i], written) for i, t in enumerate(doc))
    sentences = tuple(Sentence(_span(text, s), s.start, s.end) for s in doc.sents)
    known = [Entity(_span(text, e), e.label_, e.start, e.end) for e in doc.ents]
    seen = list(_seen(doc, text, tagged))
    taken = {i for e in known for i in range(e.first, e.last)}
    entities = sorted(known + [e for e in seen if taken.isdisjoint(range(e.first, e.last))], key=lambda e: e.first)
    eventive, told = (_of_tokens(doc, tagged, kind) for kind in ("happening", "told"))
    readings = Readings(tagged)
    return Parse(text, tokens, sentences, tuple(entities), eventive, told, readings, readings.alike)


def _token(token: SpacyToken, head: int, written: str) -> Token:
    text, pos, tag, lemma, start = token.text, token.pos_, token.tag_, token.lemma_, token.idx
    end = start + len(text)
    if pos == "VERB":
        lemma = verb_lemma(text, tag, lemma)
    return Token(token.i, written[start:end], lemma, pos, tag, token.dep_, head, start, end)


class Readings:
    """Of a token, by its index, what the tagger would read in it; reckoned where it is first asked for."""

    def __init__(self, tagged: list[Tagged]):
        self._sentences = [(words, tags) for words, tags in tagged if words]
        self._starts = [words[0] for words, _ in self._sentences]
        self._known: dict[int, Reading] = {}
        self._senses: dict[int, np.ndarray] = {}

    def __call__(self, i: int) -> Reading:
        if i not in self._known:
            self._known[i] = self._reading(*self._sentences[bisect_right(self._starts, i) - 1], i)
        return self._known[i]

    def alike(self, i: int, others: Sequence[int]) -> list[float]:
        """How alike the tagger reads the token `i` and each of some others: cosines, -1 to 1."""
        return (np.array([self._sense(j) for j in others]) @ self._sense(i)).tolist() if others else []

    def _sense(self, i: int) -> np.ndarray:
        if i not in self._senses:
            words, tags = self._sentences[bisect_right(self._starts, i) - 1]
            self._senses[i] = tags.senses[words.index(i)]
        return self._senses[i]

    def _reading(self, words: list[int], tags: Tags, i: int) -> Reading:
        found = tags.reading(words.index(i))
        pointed = {r: {n if n is None else words[n]: p for n, p in of.items()} for r, of in found.pointed.items()}
        return Reading(found.types, found.assertions, pointed)


def _seen(doc: Doc, text: str, tagged: list[Tagged]) -> Iterator[Entity]:
    """The names that the tagger sees. Behind an article a town is part of a longer one: "the Cleveland Indians"."""
    for words, tags in tagged:
        found = spans(tags.names)
        for before, name, after in zip([None, *found], found, [*found[1:], None], strict=False):
            first, last, label = name
            if after is not None and _is_of_town(doc, words, name, after):
                continue
            if before is not None and _is_of_town(doc, words, before, name):
                first = before[0]
            elif label == "PERSON" and (before is None or before[1] < first) and _lacks_given_name(doc, words, first):
                first -= 1
            start, end = words[first], words[last - 1] + 1
            yield Entity(_span(text, doc[start:end]), label, start, end)


def _lacks_given_name(doc: Doc, words: list[int], first: int) -> bool:
    """Whether a name begins with a small letter behind a name: in "Atheel al-Nujaifi" "al-Nujaifi" is a part of it."""
    if not first or not doc[words[first]].text[:1].islower():
        return False
    given = doc[words[first - 1]]
    return given.pos_ == "PROPN" and given.text.istitle() and given.dep_ == "compound"


def _is_of_town(doc: Doc, words: list[int], town: tuple[int, int, str], name: tuple[int, int, str]) -> bool:
    beside = (town[2], name[2]) == ("GPE", "ORG") and town[1] == name[0]
    return beside and town[0] > 0 and doc[words[town[0] - 1]].lower_ == "the"


def _of_tokens(doc: Doc, tagged: list[Tagged], kind: str) -> tuple[float, ...]:
    """A probability of the tagger's for each token; 0 for white space, which it does not read."""
    found = [0.0] * len(doc)
    for words, tags in tagged:
        for word, probability in zip(words, getattr(tags, kind), strict=True):
            found[word] = probability
    return tuple(found)


def _span(text: str, found: SpacySpan) -> Span:
    return Span(text[found.start_char : found.end_char], found.start_char, found.end_char)
