"""Whom an act is aimed at, construction by construction, in sentences written for this test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.extraction import find_mentions
from events.extraction.aims import words
from events.extraction.ontology import types
from events.extraction.syntax import subjects
from events.model import Article, Mention, Parse, Token


def mention(parser, text: str, trigger: str) -> Mention:
    found = {m.trigger.text: m for m in find_mentions(Article(id="a", name="a", text=text), parser.parse(text))}
    assert trigger in found, f"no trigger {trigger!r} among {sorted(found)}"
    return found[trigger]


def names(found: Mention, role: str) -> list[str]:
    return [p.span.text for p in found.participants if p.role == role]


# text, trigger, who it is aimed at
RECIPIENTS = [
    # what is said of an act is aimed at who does it
    ("The council demanded the withdrawal of Iraqi forces from Kuwait.", "demanded", ["Iraqi forces"]),
    ("Poland condemned the Soviet invasion of Afghanistan.", "condemned", ["Soviet"]),
    ("Egypt rejected an offer from Israel.", "rejected", ["Israel"]),
    ("Iran is opposed to American mediation.", "opposed", ["American"]),
    # not at who suffers it
    ("Sweden condemned the shelling of Sarajevo.", "condemned", []),
    # what is stopped or threatened is aimed at the other side of it
    ("Police banned a demonstration of students.", "banned", ["students"]),
    ("Jordan threatened to break off relations with Libya.", "threatened", ["Libya"]),
    ("NATO threatened to bomb Serbia.", "threatened", ["Serbia"]),
    ("The union threatened to strike unless France withdrew the law.", "threatened", ["France"]),
    # through an infinitive
    ("North Korea refused to talk to South Korea.", "refused", ["South Korea"]),
    ("The ayatollah refused to reply to a message from Jimmy Carter.", "refused", ["Jimmy Carter"]),
    # through what a thing is part of
    ("Argentina seized a ship of the British navy.", "seized", ["British navy"]),
    ("Planes bombed a post held by the Taliban.", "bombed", ["Taliban"]),
    # what is handed over is no recipient
    ("Cuba sent doctors to Angola.", "sent doctors", ["Angola"]),
    ("Cuba sent doctors.", "sent doctors", []),
    # small clauses
    ("The judges found Slobodan Praljak guilty.", "found", ["Slobodan Praljak"]),
    # states that somebody is in
    ("Augusto Pinochet was under arrest in London.", "arrest", ["Augusto Pinochet"]),
    # both sides of those between whom somebody mediates
    ("Algeria's mediation between Iran and Iraq succeeded.", "mediation", ["Iran", "Iraq"]),
    # where all who are there are meant
    ("Israel imposed a curfew in Gaza.", "curfew", ["Gaza"]),
    ("Anwar Sadat arrived in Israel on a visit.", "visit", ["Israel"]),
    # the words of the trigger itself
    ("Germany expelled 40 Russian diplomats.", "expelled", ["40 Russian diplomats"]),
    # a place beside the object
    ("Syria strengthened its forces in Lebanon.", "strengthened", ["Lebanon"]),
    # sums of money are nobody
    ("Norway pledged $40 million in aid.", "pledged", []),
]


@pytest.mark.parametrize(("text", "trigger", "recipients"), RECIPIENTS)
def test_recipients(parser, text, trigger, recipients):
    assert names(mention(parser, text, trigger), "recipient") == recipients


ACTORS = [
    ("Merkel said that it was an honour to meet Mandela.", "meet", ["Merkel"]),
    # the object of the verb does what its gerund says
    ("Finland accused the Russians of violating its airspace.", "violating", ["Russians"]),
    ("Two officers were accused of torturing prisoners.", "torturing", ["Two officers"]),
    # who organises an event
    ("The strike staged by miners lasted a year.", "strike", ["miners"]),
    # whose it is
    ("The European Union ended its arms embargo.", "arms embargo", ["its"]),
    # who goes to talks
    ("Henry Kissinger stopped in Damascus for talks.", "talks", ["Henry Kissinger"]),
    # those who are moved, where nobody is said to move them
    ("Troops were sent to Northern Ireland.", "sent", ["Troops"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors"), ACTORS)
def test_actors(parser, text, trigger, actors):
    assert names(mention(parser, text, trigger), "actor") == actors


def test_of_two_subjects_the_nearest_is_meant():
    """ "Katanga, the province, rebels fled", where the parser made a subject of the apposition."""
    said = [("the", "det", 1), ("province", "nsubj", 4), (",", "punct", 4), ("rebels", "nsubj", 4), ("fled", "ROOT", 4)]
    tokens = tuple(Token(i, word, word, "NOUN", "NN", dep, head, 0, 0) for i, (word, dep, head) in enumerate(said))
    assert subjects(Parse("", tokens, (), ()), 4) == [3]


def test_the_tables_of_prepositions_name_types_and_modes():
    for key in {**words().towards, **words().places}.keys() - {"default"}:
        type_, _, mode = key.partition(" ")
        assert type_ in types()
        assert not mode or mode in types()[type_].modes


BOTH_SIDES = [  # text, trigger, actors, recipients
    ("Switzerland froze Libyan assets.", "froze", ["Switzerland"], ["Libyan"]),
    ("Moscow complained over two Turkish air raids.", "complained", ["Moscow"], ["Turkish"]),
    ("London demanded that Argentina withdraw its troops.", "demanded", ["London"], ["Argentina"]),
    ("Cuba restored ties with Spain.", "restored ties", ["Cuba"], ["Spain"]),
    ("Japan halted economic aid to Myanmar.", "halted", ["Japan"], ["Myanmar"]),
    ("China imposed a curfew in Lhasa.", "imposed", ["China"], ["Lhasa"]),
    ("Britain donated two ships to Kenya.", "donated", ["Britain"], ["Kenya"]),
    ("Martha Stewart received a sentence of five months.", "sentence", [], ["Martha Stewart"]),
    ("Anwar Sadat died in Cairo.", "died", [], ["Anwar Sadat"]),
    ("The police opened fire.", "opened fire", ["police"], []),
    ("Kennedy said that Moscow must withdraw its missiles.", "said", ["Kennedy"], ["Moscow"]),
    ("French troops were engaged in talks with rebels.", "talks", ["French troops"], ["rebels"]),
    ("NATO said that it was ready to bomb Serbia.", "bomb", ["it"], ["Serbia"]),
    # a list after a colon
    (
        "A coalition seized Hodeida: Saudi troops and local militias.",
        "seized",
        ["Saudi troops", "local militias"],
        ["Hodeida"],
    ),
    ("Two sides fought in Timbuktu: government troops and rebels.", "fought", ["government troops"], ["rebels"]),
    # parties act and deal with parties, not with things; a thing may be hit
    ("Obama and Xi discussed tariffs.", "discussed", ["Obama"], ["Xi"]),
    ("The memo discussed tariffs with Beijing.", "discussed", [], ["Beijing"]),
    ("A rocket hit a bridge.", "hit", [], ["bridge"]),
    ("The city sued a contractor.", "sued", ["city"], ["contractor"]),
    # mishaps befall their subject
    ("They searched the tower where eight workers died.", "died", [], ["eight workers"]),
    ("The bridge collapsed in Genoa.", "collapsed", [], ["bridge"]),
    ("Three firefighters died in a blaze in Lisbon.", "died", [], ["Three firefighters"]),
    # a murder is done to its owner; so is what somebody else is named to have done
    ("Olof Palme's murder was never solved.", "murder", [], ["Olof Palme"]),
    ("Her defeat by Jacinda Ardern was narrow.", "defeat", ["Jacinda Ardern"], ["Her"]),
    # small clauses, and participles that share their auxiliary
    ("Police found two men shot in Dunblane.", "shot", [], ["two men"]),
    ("John Lennon was found shot outside the Dakota.", "shot", [], ["John Lennon"]),
    ("Two soldiers were killed and five others wounded in Omagh.", "wounded", [], ["five others"]),
    ("The refugees were granted passage by the council.", "granted", ["council"], []),
    # who is spoken of by others
    ("The man, who officials said was driving the van, died.", "driving", ["man"], []),
    # whose purpose it is
    ("Greece beat Portugal to win the cup.", "win", ["Greece"], []),
    ("The general forced the rebels to leave.", "leave", ["rebels"], []),
    # hours, amounts and forces of nature are nobody
    ("The shelling of Sarajevo began at 2100.", "shelling", [], ["Sarajevo"]),
    ("The bank approved $10.3 million.", "approved", ["bank"], []),
    ("Hurricane Katrina struck New Orleans.", "struck", [], ["New Orleans"]),
    # what has no known type has parties alone
    ("Engineers repaired a bridge at Mostar.", "repaired", ["Engineers"], []),
    ("Rebels destroyed a bridge near Goma.", "destroyed", ["Rebels"], ["bridge"]),
    # who is accused of what
    ("Voters accused the Kenyan government of fraud.", "accused", ["Voters"], ["Kenyan government"]),
    ("Voters accused the Kenyan government of fraud.", "fraud", ["Kenyan government"], []),
    # who says so in a call is on the phone
    ("Merkel said so in a call with Putin.", "call", ["Merkel"], ["Putin"]),
    ("Senator Warren made the proposal to sell the yard.", "proposal", ["Senator Warren"], []),
    ("Mandela thanked his jailers during his acceptance speech.", "speech", ["his"], []),
    ("The muddy Belgian Grand Prix was abandoned.", "Grand Prix", [], []),
    # nobody does a disaster
    ("Hundreds of earthquakes shook Iceland.", "shook", [], ["Iceland"]),
    # headlines leave out the auxiliary
    ("Painter robbed in his garden in Leeds.", "robbed", [], ["Painter"]),
    # what befalls its subject, or its owner
    ("Aleppo came under fire last night.", "came", [], ["Aleppo"]),
    ("Bowie passed away last week.", "passed away", [], ["Bowie"]),
    ("Clinton spoke of her defeat.", "defeat", [], ["her"]),
    ("Mladic will stand trial in The Hague.", "stand trial", [], ["Mladic"]),
    # things act for whose they are
    ("Russian missiles hit Kyiv.", "hit", ["Russian missiles"], ["Kyiv"]),
    ("Two women were hit by a car in Oslo.", "hit", [], ["Two women"]),
    ("A patrol boat stopped a trawler.", "stopped", ["patrol boat"], []),
    # who is charged with a deed, or owns up to it
    ("Mehmet Ali Agca was charged with murder.", "murder", ["Mehmet Ali Agca"], []),
    ("Prosecutors charged Agca with robbing a bank.", "robbing", ["Agca"], []),
    ("Timothy Evans confessed to the murder of a neighbour.", "murder", ["Timothy Evans"], ["neighbour"]),
    ("The Islamic State claimed responsibility for the attack.", "attack", ["Islamic State"], []),
    ("Boko Haram was behind the abduction of the girls.", "abduction", ["Boko Haram"], ["girls"]),
    # whose attempt it is
    ("Troops foiled the officers' attempt to seize the palace.", "seize", ["officers"], ["palace"]),
    # one by-phrase for both
    ("Aldo Moro was abducted and killed by the Red Brigades.", "abducted", ["Red Brigades"], ["Aldo Moro"]),
    # fighters before a noun
    ("A rebel ambush near Goma killed six.", "ambush", ["rebel"], []),
    # who has an injury undergoes it
    ("Ronaldo had a knee injury.", "injury", [], ["Ronaldo"]),
    # as many as are counted
    ("Neither of the hostages was hurt.", "hurt", [], ["Neither of the hostages"]),
    ("At least 51 miners were reported killed.", "killed", [], ["At least 51 miners"]),
    # a participle that the tagger takes for a past tense
    ("Mourinho became the third coach fired in May.", "fired", [], ["third coach"]),
    ("Kenya said it would negotiate with Somalia.", "negotiate", ["it"], ["Somalia"]),
    ("Norway was loudly and rightly praised over its treaty with Iceland.", "praised", [], ["Norway"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), BOTH_SIDES)
def test_both_sides(parser, text, trigger, actors, recipients):
    mentions = {m.trigger.text: m for m in find_mentions(Article("a", "a", text), parser.parse(text))}
    found = mentions[trigger].participants
    assert [p.span.text for p in found if p.role == "actor"] == actors
    assert [p.span.text for p in found if p.role == "recipient"] == recipients


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("The butterfly lays its eggs on milkweed.", True),
        ("You looked tired.", True),
        ("The mayor praised the emails.", False),
        ("Engineers repaired the bridge.", False),
        ("Engineers repair bridge in Mostar", False),  # a headline
        # kinds of events, of nobody, nowhere and on no day
        ("He spoke of kidnappings.", True),
        ("The world is tired of war.", True),
        ("It was a time of violence.", True),
        ("He spoke of kidnappings in Lagos.", False),
        ("After days of riots it was calm.", False),
        ("The war cost 20,000 lives.", False),
    ],
)
def test_what_is_told_of_nothing_in_particular_is_no_mention(parser, text, vague):
    assert (find_mentions(Article("a", "a", text), parser.parse(text)) == ()) is vague


@pytest.mark.parametrize(
    ("text", "trigger", "told", "expected"),
    [
        ("The butterfly lays its eggs on milkweed.", "lays", 0.9, True),
        ("The butterfly lays its eggs on milkweed.", "lays", 0.7, False),
        # an adjective to the parser
        ("Ministers imposed an embargo on oil and froze assets of the bank.", "froze", 0.9, True),
        ("Ministers imposed an embargo on oil and froze assets of the bank.", "froze", 0.4, False),
        ("He spoke of kidnappings.", "kidnappings", 0.99, False),  # a kind stays one
    ],
)
def test_what_is_surely_told_is_a_mention(parser, text, trigger, told, expected):
    parse = parser.parse(text)
    word = next(t.i for t in parse.tokens if t.text == trigger)
    probable = [told if t.i == word else 0.0 for t in parse.tokens]
    parse = replace(parse, told=tuple(probable), eventive=tuple(probable))
    assert any(m.trigger.text == trigger for m in find_mentions(Article("a", "a", text), parse)) is expected
