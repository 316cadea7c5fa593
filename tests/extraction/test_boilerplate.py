"""What stands around the news tells no event; what stands in it does, whatever it begins with."""

import pytest

from events.extraction.mentions import find_mentions
from tests import factory

AROUND = [
    "By Sarah Malik and Tom Reyes, Staff Writers",
    "FILE - In this 2014 photo, soldiers guard a street in Karachi after an attack on a naval yard.",
    "Rescuers carry a man away after the bombing of a shrine in Sehwan. REUTERS/Akhtar Khan",
    "Mourners bury a soldier killed in Quetta. (AP Photo/Arif Shah)",
    "(Reporting by Syed Hassan; Writing by Anna Price; Editing by Nick Lowe)",
    "Additional reporting by Tom Reyes in Quetta",
    "Read more: Taliban attack army school in Peshawar",
    "ALSO READ: India strikes camps across the border",
    "Related: Gunmen kill four in Quetta",
    "Click here to sign up for alerts on the siege",
    "Share this article on Facebook",
    "Follow us for news of the war",
    "Advertisement",
    "Copyright 2015 Example News. All rights reserved. It may not be published, broadcast or rewritten.",
    "Correction: An earlier version of this article misstated how many were killed.",
    "Tom Reyes contributed to this report, which was published on Monday.",
    "Published: 3 March 2015",
    "Image caption Police arrested six men in Lahore",
    "Media caption The moment a bomb exploded in Kabul",
    "Previous story: Army attacks rebel base",
    "This article was amended on 4 March to say that police killed six men.",
    "Send your photos of the protest to news@example.com",
    "We use cookies to improve your visit.",
    "10:45 GMT",
]
NEWS = [
    ("By nightfall the rebels had seized Goma.", "seized"),
    ("Share prices collapsed after the coup in Bangkok.", "coup"),
    ("Contact with the ferry was lost before it sank off Jindo.", "sank"),
    ("Sources said gunmen killed four people in Quetta.", "killed"),
    ("Read out in court, the letter said that he had killed his brother.", "killed"),
    ("More on board were killed than were saved.", "killed"),
    ("Call centres in Manila were evacuated after the earthquake.", "evacuated"),
    ("(Photo: Example Agency) Troops shelled Homs on Friday.", "shelled"),
    ("12:03 p.m.: Police arrested ten men in Lahore.", "arrested"),
    ("10:45 GMT - Rebels seized Goma.", "seized"),
    (
        "Image copyright Example A bomb killed six people outside of a mosque in Kabul on Friday, officials said.",
        "killed",
    ),
    ("KARACHI, Pakistan (Example) - A bomb killed six people on Tuesday.", "killed"),
    ("LINCOLN, Neb. (EX)   Three inmates escaped from a prison.", "escaped"),
]


@pytest.mark.parametrize("line", AROUND)
def test_nothing_is_told_around_the_news(parser, line):
    text = f"A bomb killed six people in Karachi on Tuesday.\n{line}\nThe army sent troops to the district."
    told = find_mentions(factory.article(text), parser.parse(text))
    assert [m.trigger.text for m in told] == ["killed", "sent troops"]


@pytest.mark.parametrize(("line", "trigger"), NEWS)
def test_news_that_begins_like_boilerplate_is_told(parser, line, trigger):
    text = f"It was a quiet week.\n\n{line}\n"
    assert trigger in {m.trigger.text for m in find_mentions(factory.article(text), parser.parse(text))}


def test_a_dateline_is_no_part_of_a_party(parser):
    text = "LINCOLN, Neb. (EX)   Three inmates escaped from a prison."
    (escape,) = find_mentions(factory.article(text), parser.parse(text))
    assert [p.span.text for p in escape.participants] == ["Three inmates"]


def test_a_dateline_in_small_letters_is_none_either(parser):
    text = "Fall of Derna\n\nTripoli, March 3 (Example) -- Rebels seized the port."
    seized = next(m for m in find_mentions(factory.article(text), parser.parse(text)) if m.trigger.text == "seized")
    assert [p.span.text for p in seized.participants if p.role == "actor"] == ["Rebels"]
    assert seized.sentence.start == text.index("Rebels")
