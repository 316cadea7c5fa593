"""The shipped tagger: what it says of words, of long sentences and of odd ones."""

import hashlib
import json

import pytest

from events.extraction.tagger import FOLDER, Tagger, case_of, part_of, spans


@pytest.fixture(scope="module")
def tagger():
    return Tagger()


def _names(tagger, sentence):
    words = sentence.split()
    return {" ".join(words[a:b]): label for a, b, label in spans(tagger.tag([words])[0].names)}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Angela Merkel met Barack Obama in Berlin .",
            {"Angela Merkel": "PERSON", "Barack Obama": "PERSON", "Berlin": "GPE"},
        ),
        (
            "angela merkel met barack obama in berlin .",
            {"angela merkel": "PERSON", "barack obama": "PERSON", "berlin": "GPE"},
        ),
        (
            "ANGELA MERKEL MET BARACK OBAMA IN BERLIN .",
            {"ANGELA MERKEL": "PERSON", "BARACK OBAMA": "PERSON", "BERLIN": "GPE"},
        ),
        ("French troops left Mali in August 2022 .", {"French": "NORP", "Mali": "GPE", "August 2022": "DATE"}),
    ],
)
def test_names_in_any_case(tagger, sentence, names):
    assert _names(tagger, sentence) == names


@pytest.mark.parametrize(
    ("sentence", "happening", "not_happening"),
    [
        (
            "An earthquake struck Lisbon in 1755 and killed thousands .",
            ["earthquake", "struck", "killed"],
            ["Lisbon", "in"],
        ),
        ("The bombing of Guernica destroyed most of the town .", ["bombing", "destroyed"], ["Guernica", "town"]),
        ("Lisbon is the capital of Portugal .", [], ["is", "capital", "Portugal"]),
    ],
)
def test_happenings(tagger, sentence, happening, not_happening):
    words = sentence.split()
    probability = dict(zip(words, tagger.tag([words])[0].happening, strict=True))
    assert all(probability[w] > 0.5 for w in happening)
    assert all(probability[w] < 0.5 for w in not_happening)


def test_a_label_a_word_whatever_the_sentence(tagger):
    long = ["word"] * 2000
    sentences = [[], ["one"], ["x" * 5000], long, ["\u200b", "🙂", "\x00", "İ"], ["Baghdad"]]
    found = tagger.tag(sentences)
    for words, tags in zip(sentences, found, strict=True):
        assert len(tags.happening) == len(tags.told) == len(words)
        assert len(tags.names) == len(words)
    assert found[-1].names == ["B-GPE"]


@pytest.mark.parametrize(
    ("told", "passing"),
    [
        (("Gunmen killed four people in Kabul on Monday .", "killed"), ("Smoking kills , doctors say .", "kills")),
        (("The court sentenced him to six years .", "sentenced"), ("The sentence is often six years .", "sentence")),
        (("The factory burned down on Friday .", "burned"), ("The wood burns well when it is dry .", "burns")),
    ],
)
def test_events_are_more_likely_told_than_habits(tagger, told, passing):
    likely, unlikely = (
        tagger.tag([sentence.split()])[0].told[sentence.split().index(word)] for sentence, word in (told, passing)
    )
    assert likely > unlikely + 0.1


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["B-GPE", "O", "B-ORG", "I-ORG"], [(0, 1, "GPE"), (2, 4, "ORG")]),
        (["I-GPE", "I-GPE", "I-ORG"], [(0, 2, "GPE"), (2, 3, "ORG")]),
        (["B-GPE", "B-GPE"], [(0, 1, "GPE"), (1, 2, "GPE")]),
        ([], []),
        (["B-PERSON", "B-PERSON", "O", "B-PERSON"], [(0, 2, "PERSON"), (3, 4, "PERSON")]),  # "Ana Ruiz and Li"
        (["B-GPE", "B-GPE"], [(0, 1, "GPE"), (1, 2, "GPE")]),
    ],
)
def test_spans(labels, expected):
    assert spans(labels) == expected


@pytest.mark.parametrize(
    ("word", "case"), [("in", 1), ("US", 2), ("A", 3), ("Rome", 3), ("iPhone", 3), ("7th", 0), (",", 0)]
)
def test_case(word, case):
    assert case_of(word) == case


def test_the_model_is_the_one_of_its_card():
    facts = json.loads((FOLDER / "training.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((FOLDER / "model.onnx").read_bytes()).hexdigest() == facts["sha256"]


def test_a_sentence_that_never_ends_costs_about_what_its_words_cost(tagger):
    """What the tokenizer gives is made anew at each access: asked for once a sentence or part, not once a word."""
    asked = []

    class Counted:
        def __init__(self, found):
            self._found, self.ids = found, found.ids

        @property
        def word_ids(self):
            asked.append(1)
            return self._found.word_ids

    class Pieces:
        def encode(self, words, is_pretokenized):
            return Counted(tagger._tokenizer.encode(words, is_pretokenized=is_pretokenized))

    part = part_of(Pieces(), ["BCD"] * 500)
    assert len(part.words) == 500
    assert len(asked) == 1
