"""What stands around a name: a preposition of place, a word for its kind, a title, an adjective of a country."""

from __future__ import annotations

from events.model import Parse, Token
from events.places.words import kind_of, words

DETERMINERS = frozenset(("the", "a", "an", "this", "that", "its", "their", "his", "her", "our"))
DATELINE = 16  # tokens that a dateline may have after its first name
DASHES = ("-", "–", "—", "--")


def before(parse: Parse, first: int) -> Token | None:
    """The token that governs a name from the left: articles, points of the compass and adjectives passed over."""
    i = first - 1
    while i >= 0 and i > first - 5:
        token = parse.tokens[i]
        low = token.text.lower()
        if low not in DETERMINERS and low not in words("directions") and not (token.pos == "ADJ" and token.tag == "JJ"):
            return token
        i -= 1
    return None


def preposition(parse: Parse, first: int) -> str | None:
    """The preposition (or verb of motion) right before a name, in lower case."""
    token = before(parse, first)
    if token is None or parse.sentence_number(token.i) != parse.sentence_number(first):
        return None
    low = token.text.lower()
    return low if low in words("inside") or low in words("aside") else None


def kind(parse: Parse, first: int, last: int) -> str | None:
    """The kind of place that the words around a name say it is: "the town of X", "X province", "X River"."""
    inner = kind_of(parse.tokens[last - 1].text.lower()) if last - first > 1 else None
    if inner:
        return inner
    if (
        last - first > 1
        and (leading := kind_of(parse.tokens[first].text.lower()))
        and parse.tokens[first].text[0].isupper()
    ):
        return leading if leading == "nature" else None
    if last < len(parse.tokens) and (after := kind_of(parse.tokens[last].text.lower())):
        return after
    if apposed := apposed_kind(parse, last):
        return apposed
    token = before(parse, first)
    if token is not None and token.text.lower() == "of" and token.i > 0:
        return kind_of(parse.tokens[token.i - 1].text.lower())
    return kind_of(token.text.lower()) if token is not None and token.pos == "NOUN" and token.i == first - 1 else None


def has_title(parse: Parse, first: int) -> bool:
    """Whether a person's title stands right before: "President Lincoln"."""
    return first > 0 and parse.tokens[first - 1].text.lower() in words("titles")


def is_compounded(parse: Parse, first: int, last: int) -> bool:
    """ "Byzantine Empire": whether a name's head has another name before it that says no kind, direction or title."""
    if first == 0:
        return False
    token = parse.tokens[first - 1]
    low = token.text.lower()
    plain = not (kind_of(low) or low in words("directions") or low in words("titles"))
    return token.pos == "PROPN" and token.dep == "compound" and first <= token.head < last and plain


def is_saints(parse: Parse, first: int, last: int) -> bool:
    """Whether a saint's name is that of a house or ground: "St. Nicholas hospital", "Saint Peter's Square"."""
    if parse.tokens[first].text.rstrip(".").lower() not in ("st", "saint", "sainte"):
        return False
    following = [t.text.lower() for t in parse.tokens[last : last + 3] if t.text.lower() not in ("'s", "’s", "'")]
    return any(word in words("venues") for word in following[:2])


def names_another(parse: Parse, last: int) -> bool:
    """ "into the Golden Horn": whether a name only begins another one, so that the preposition is not about it."""
    if last >= len(parse.tokens):
        return False
    token, following = parse.tokens[last - 1], parse.tokens[last]
    named = following.pos == "PROPN" and following.text[:1].isupper() and not kind_of(following.text.lower())
    return token.dep == "compound" and token.head == last and named


def is_definite(parse: Parse, first: int, last: int) -> bool:
    """Whether an article stands right before a name that modifies nothing: "the Pacific", not "the Baghdad suburbs"."""
    if first == 0 or parse.tokens[first - 1].text.lower() != "the":
        return False
    token = parse.tokens[last - 1]
    return token.dep not in ("compound", "nmod", "amod", "poss")


def is_dateline(parse: Parse, first: int, last: int) -> bool:
    """Whether the name opens a report as its dateline does: "BAGHDAD (Reuters) —", "SPRINGFIELD, Ill. —"."""
    tokens = parse.tokens
    opens = first == parse.sentence(first).first or "\n" in parse.text[tokens[first - 1].start : tokens[first].start]
    if not opens and not tokens[first].text.isupper():
        return False
    rest = [t.text for t in tokens[last : last + DATELINE]]
    dash = next((i for i, word in enumerate(rest) if word in DASHES), None)
    if dash is None or (
        tokens[last + dash].start == tokens[last + dash - 1].end == tokens[last + dash].end - 1 and dash == 0
    ):
        return False  # "Paris-based"
    return all(w[:1].isupper() or w in "(),./:" or w[:1].isdigit() for w in rest[:dash])


def is_belonging(parse: Parse, first: int) -> bool:
    """Whether what is "of" the name can only be of a place: "the siege of Aleppo"."""
    token = before(parse, first)
    return (
        token is not None
        and token.i > 0
        and token.text.lower() == "of"
        and parse.tokens[token.i - 1].text.lower() in words("belongings")
    )


def apposed_kind(parse: Parse, last: int) -> str | None:
    """ "Kocho, a Yazidi village": the kind of place that an apposition says."""
    tokens = parse.tokens[last : last + 6]
    if len(tokens) < 3 or tokens[0].text != "," or tokens[1].text.lower() not in ("a", "an", "the"):
        return None
    for token in tokens[2:]:
        if token.pos == "NOUN":
            return kind_of(token.text.lower())
        if token.pos not in ("ADJ", "PROPN", "ADV", "NUM", "PUNCT"):
            return None
    return None


def dateline_end(parse: Parse, first: int, last: int) -> int:
    """The token after a dateline that the name opens, `last` where it opens none."""
    if not is_dateline(parse, first, last):
        return last
    return next(i for i in range(last, len(parse.tokens)) if parse.tokens[i].text in DASHES) + 1


def is_destination(parse: Parse, first: int) -> bool:
    """Whether the preposition before a name goes with a word of motion: "bound for Rotterdam", "took them to Jask"."""
    token = before(parse, first)
    if token is None:
        return False
    around = [parse.tokens[token.head], *parse.tokens[max(0, token.i - 2) : token.i]]
    return any(t.lemma.lower() in words("going") for t in around)


def is_entered(parse: Parse, first: int) -> bool:
    """Whether a name is the object of a verb that takes places: "reach besieged Mariupol", "Tikrit, which it hit"."""
    token = before(parse, first)
    if token is not None and token.pos == "VERB" and token.lemma.lower() in words("entering"):
        return True
    clauses = [parse.tokens[c] for c in parse.children[first] if parse.tokens[c].dep == "relcl"]
    return any(
        c.lemma.lower() in words("entering")
        and any(parse.tokens[g].dep == "dobj" and parse.tokens[g].text.lower() == "which" for g in parse.children[c.i])
        for c in clauses
    )


def speaks(parse: Parse, first: int, last: int) -> bool:
    """Whether the name is of somebody who says something: "Robertson said", "according to Robertson"."""
    following = parse.tokens[last].lemma.lower() if last < len(parse.tokens) else ""
    before_ = [t.text.lower() for t in parse.tokens[max(0, first - 2) : first]]
    preceding = parse.tokens[first - 1].lemma.lower() if first else ""
    return following in words("speaking") or preceding in words("speaking") or before_ == ["according", "to"]


def is_followed(parse: Parse, last: int) -> bool:
    """Whether a word for people or things of a place comes after: "Saratoga native", "Boston-based"."""
    if last >= len(parse.tokens):
        return False
    token = parse.tokens[last]
    if token.text in DASHES and last + 1 < len(parse.tokens):
        return parse.tokens[last + 1].text.lower() in ("based", "area", "born", "born,")
    return token.text.lower() in words("followers")


def is_party_label(parse: Parse, first: int) -> bool:
    """ "Sen. Smith, R-Charleston": a member's party and seat."""
    if first < 2 or parse.tokens[first - 1].text not in DASHES:
        return False
    party = parse.tokens[first - 2].text
    return party.isupper() and len(party) < 4 and parse.tokens[first - 1].end == parse.tokens[first].start


def is_of_person(parse: Parse, first: int) -> bool:
    """ "Larry Smith of Berea", "Jane Smith, 41, of Berea"."""
    token = before(parse, first)
    if token is None or token.i == 0:
        return False
    i = token.i - 1
    while i > 0 and (parse.tokens[i].text in (",", "(", ")") or parse.tokens[i].text.isdigit()):
        i -= 1
    entity = parse.entity(i)
    return entity is not None and entity.label == "PERSON"


def adjective(parse: Parse, first: int) -> Token | None:
    """The capitalised adjective or noun before "town of X", or before X itself: "the Iraqi town of Amerli"."""
    i, steps = first - 1, 0
    while i >= 0 and steps < 5 and parse.tokens[i].text not in (",", ".", ";", ":"):
        token = parse.tokens[i]
        if token.text[:1].isupper() and token.pos in ("ADJ", "PROPN", "NOUN"):
            return token
        if token.pos in ("VERB", "AUX", "PRON") or (token.pos == "ADP" and token.text.lower() != "of"):
            return None  # "the Mexican embassy in Lima"
        i, steps = i - 1, steps + 1
    return None
