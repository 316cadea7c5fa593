"""What is remembered of spaCy's attribute ruler is what the ruler says."""

import pytest
import spacy

from events import settings
from events.extraction import attributes

TEXTS = [
    "There is no doubt that he's been there, but I don't think she'll have it. They ain't gonna let's go.",
    "That the mayor had lied was what the council did not know; do you?\n\n Somethin' that nobody said happened once.",
    "Him and her, whose dogs did what dogs do, got ta go. That's all he gets; y'all can't, won't and shan't.",
    "To be, or not to be. Having done so, being there, it was 5 p.m. (the 3rd time) & cost $4 -- “quite” a lot.",
    "",
]


@pytest.fixture(scope="module")
def pipelines():
    plain, quick = (spacy.load(settings.pipeline(), exclude=["ner"]) for _ in range(2))
    quick.add_pipe(attributes.NAME, after="attribute_ruler")
    quick.remove_pipe("attribute_ruler")
    return plain, quick


@pytest.mark.parametrize("text", [*TEXTS, *TEXTS])  # the second time all is known
def test_every_token_gets_what_the_ruler_gives(pipelines, text):
    said, remembered = (
        [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, str(t.morph)) for t in nlp(text)] for nlp in pipelines
    )
    assert remembered == said
