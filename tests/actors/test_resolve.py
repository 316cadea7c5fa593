"""Who a participant is: names, descriptions and pronouns, as tables of texts written for this test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.actors import ACTORS, resolve
from events.model import Mention, Participant, Place, Span, Toponym


def span(text: str, words: str, occurrence: int = 1) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return Span(words, start, start + len(words))


def mention(text: str, participants: list[Participant], type_: str = "ASSAULT") -> Mention:
    whole = Span(text, 0, len(text))
    return Mention("m", "a", type_, whole, whole, whole, participants=tuple(participants))


def resolved(parser, text: str, *words: str, role: str = "actor", type_: str = "ASSAULT") -> list[Participant]:
    """The participants that these words of the text are; a word repeated means its next occurrence."""
    seen: dict[str, int] = {}
    participants = []
    for word in words:
        seen[word] = seen.get(word, 0) + 1
        participants.append(Participant(span(text, word, seen[word]), role))
    (found,) = resolve((mention(text, participants, type_),), parser.parse(text))
    return list(found.participants)


def known(participant: Participant) -> tuple[str | None, str | None, str | None]:
    actor = participant.actor
    return (actor and actor.id, participant.sector, actor and actor.country)


NAMES = [
    # names of states, their governments and their people
    ("Iran sent troops to the border.", "Iran", ("IRN", "GOV", "IRN")),
    ("Moscow denounced the raid.", "Moscow", ("RUS", "GOV", "RUS")),
    ("The White House rejected the offer.", "White House", ("USA", "GOV", "USA")),
    ("The Pentagon sent two ships.", "Pentagon", ("USA", "MIL", "USA")),
    ("The U.S. bombed the base.", "U.S.", ("USA", "GOV", "USA")),
    # composition: whose, and what part of it
    ("Tehran's government sent weapons.", "Tehran's government", ("IRN", "GOV", "IRN")),
    ("Iranian forces crossed the river.", "Iranian forces", ("IRN", "MIL", "IRN")),
    ("U.S. air power hit the convoy.", "U.S. air power", ("USA", "MIL", "USA")),
    ("Iraqi security forces retook the town.", "Iraqi security forces", ("IRQ", "MIL", "IRQ")),
    ("Kenyan police arrested a student.", "Kenyan police", ("KEN", "COP", "KEN")),
    ("Chadian rebels attacked the capital.", "Chadian rebels", ("TCD-REB", "REB", "TCD")),
    ("Ukrainian villagers fled the shelling.", "Ukrainian villagers", ("UKR-CVL", "CVL", "UKR")),
    ("The government of Sudan bombed the hills.", "government of Sudan", ("SDN", "GOV", "SDN")),
    ("The Assad regime shelled the suburb.", "Assad regime", ("SYR", "GOV", "SYR")),
    # a body that many states have, by the state that the text is about
    ("Peru's Congress removed the president, the United States said.", "Peru's Congress", ("PER", "GOV", "PER")),
    ("Peru voted. In Peru, Congress met. The U.S. approved.", "Congress", ("PER", "GOV", "PER")),
    ("The U.S. economy grew. Congress met.", "Congress", ("USA", "GOV", "USA")),
    # armed or not
    ("Sudan's warring factions met.", "Sudan's warring factions", ("SDN-UAF", "UAF", "SDN")),
    ("Microsoft's president welcomed the ruling.", "Microsoft's president", ("microsoft", "BUS", "USA")),
    ("A U.N. envoy met the generals.", "U.N. envoy", ("united-nations", "IGO", None)),
    ("Government troops fled. Iraq sent tanks to the Iraqi town.", "Government troops", ("IRQ", "MIL", "IRQ")),
    ("Iraq asked. Governments in Asia declined.", "Governments in Asia", (None, "GOV", None)),
    ("Ships of the Dutch navy left. Dutch peacekeepers stayed.", "Dutch peacekeepers", ("NLD-IGO", "IGO", "NLD")),
    ("Military experts arrived.", "Military experts", (None, "MIL", None)),
    ("Its Defense Ministry spoke. Russia paid its troops.", "its troops", ("RUS", "MIL", "RUS")),
    ("The governor, Atheel al-Nujaifi, escaped from Mosul.", "Atheel al-Nujaifi", ("atheel-al-nujaifi", "GOV", None)),
    ("Jets hit three Humvees.", "three Humvees", (None, None, None)),
    # whose name a ship bears
    ("The aircraft carrier Abraham Lincoln left the port.", "aircraft carrier", (None, "MIL", None)),
    ("The frigate Admiral Essen fired.", "frigate Admiral Essen", (None, None, None)),
    # a list, where the parser takes a piece of a name for an apposition
    (
        "It was lifted by government troops and militiamen of the Badr Organization and Asaib Ahl al-Haq.",
        "government troops",
        (None, "MIL", None),
    ),
    # counted or grouped
    ("Dozens of Iraqi soldiers fled.", "Dozens of Iraqi soldiers", ("IRQ", "MIL", "IRQ")),
    ("Most of the Syrian soldiers surrendered.", "Most of the Syrian soldiers", ("SYR", "MIL", "SYR")),
    ("Eleven of the Turkish soldiers surrendered.", "Eleven of the Turkish soldiers", ("TUR", "MIL", "TUR")),
    ("Hamas freed 34 of Israel's soldiers.", "34 of Israel's soldiers", ("ISR", "MIL", "ISR")),
    ("A group of Kenyan students marched.", "group of Kenyan students", ("KEN-EDU", "EDU", "KEN")),
    (
        "One third of the members of Boko Haram fled.",
        "One third of the members of Boko Haram",
        ("boko-haram", "REB", "NGA"),
    ),
    ("The leader of a group of Kenyan students spoke.", "leader", (None, "GOV", None)),
    (
        "UNITA fought on. The National Union for the Total Independence of Angola denied it.",
        "National Union for the Total Independence of Angola",
        ("unita", "REB", "AGO"),
    ),
    # where they are from
    ("Demonstrators in Nairobi burned tyres.", "Demonstrators", ("KEN-CVL", "CVL", "KEN")),
    ("Police in Cairo fired tear gas.", "Police", ("EGY", "COP", "EGY")),
    ("Soldiers in Iraq opened fire.", "Soldiers", (None, "MIL", None)),
    # armed groups and organisations under their names
    ("ISIS seized the dam.", "ISIS", ("islamic-state", "REB", None)),
    (
        "Islamic State (ISIS) militants seized the dam.",
        "Islamic State (ISIS) militants",
        ("islamic-state", "REB", None),
    ),
    ("Boko Haram fighters burned the village.", "Boko Haram fighters", ("boko-haram", "REB", "NGA")),
    ("The Quds Force trained them.", "Quds Force", ("quds-force", "MIL", "IRN")),
    ("The United Nations condemned the raid.", "United Nations", ("united-nations", "IGO", None)),
    # a group of its own, of no country that the text does not state
    ("Shiite militias stormed the base.", "Shiite militias", ("shiite-militias", "UAF", None)),
    # nobody in particular
    ("Police fired tear gas.", "Police", (None, "COP", None)),
    ("Protesters threw stones.", "Protesters", (None, "CVL", None)),
    ("Gunmen opened fire.", "Gunmen", (None, "REB", None)),
    # persons
    ("Russian President Vladimir Putin ordered it.", "Vladimir Putin", ("vladimir-putin", "GOV", "RUS")),
    ("Barack Obama spoke in Cairo.", "Barack Obama", ("barack-obama", "GOV", "USA")),
]


@pytest.mark.parametrize(("text", "words", "expected"), NAMES)
def test_names_and_compositions(parser, text, words, expected):
    assert known(resolved(parser, text, words)[0]) == expected


def test_all_names_of_one_actor_are_one_actor(parser):
    text = "ISIS attacked Kobani. ISIL shelled it. Daesh fled. Islamic State returned. The Islamic State denied it."
    found = resolved(parser, text, "ISIS", "ISIL", "Daesh", "Islamic State", "Islamic State")
    assert {p.actor for p in found} == {ACTORS["islamic-state"]}


def test_a_state_is_one_actor_in_all_its_sectors(parser):
    text = "Tehran's government sent aid. Iranian forces crossed the border. Iran denied it."
    found = resolved(parser, text, "Tehran's government", "Iranian forces", "Iran", type_="MOBILIZE")
    assert {p.actor for p in found} == {ACTORS["IRN"]}
    assert [p.sector for p in found] == ["GOV", "MIL", "GOV"]


def test_the_people_of_a_state_are_called_after_it(parser):
    found = resolved(parser, "Chadian rebels attacked Kenyan villagers.", "Chadian rebels", "Kenyan villagers")
    assert [p.actor.name for p in found if p.actor] == ["Chadian rebels", "Kenyan civilians"]


PERSONS = [
    ("Kenyan General Peter Otieno led the raid.", "Peter Otieno", ("peter-otieno", "MIL", "KEN")),
    ("Maria Lopez, the mayor of the town, resigned.", "Maria Lopez", ("maria-lopez", "GOV", None)),
    ("Helen Clarke, head of Bulgaria's army, resigned.", "Helen Clarke", ("helen-clarke", "MIL", "BGR")),
    ("David Miller was arrested.", "David Miller", ("david-miller", None, None)),
    ("President Ali Bongo of Gabon was deposed.", "President Ali Bongo", ("ali-bongo", "GOV", "GAB")),
    # the head of the state that the text is about; of a firm's head it does not say
    ("Peru's lawmakers removed President Pedro Castillo.", "Pedro Castillo", ("pedro-castillo", "GOV", "PER")),
    ("The quake shook Morocco. King Mohammed VI spoke.", "King Mohammed VI", ("mohammed-vi", "GOV", "MAR")),
    ("Peru's mines reopened. Company president Ana Ruiz spoke.", "Ana Ruiz", ("ana-ruiz", "GOV", None)),
]


@pytest.mark.parametrize(("text", "words", "expected"), PERSONS)
def test_unknown_persons_have_what_the_text_states(parser, text, words, expected):
    assert known(resolved(parser, text, words)[0]) == expected


def test_a_surname_is_the_person_named_in_full(parser):
    text = "Kenyan General Peter Otieno led the raid. Otieno later resigned."
    full, later = resolved(parser, text, "Peter Otieno", "Otieno")[0], resolved(parser, text, "Otieno later"[:6])[0]
    assert full.actor == later.actor


def test_a_club_called_after_a_people_is_not_that_people(parser):
    text = "The Chicago Cubs beat the Cleveland Indians. The Indians had won in 1948."
    (found,) = resolved(parser, text, "Indians had won"[:7], role="actor")[:1]
    later = resolved(parser, text, "Indians", "Indians")[1]
    assert found.actor is not None
    assert later.actor is not None
    assert later.actor.id == "cleveland-indians"


def test_an_office_tells_persons_of_one_surname_apart(parser):
    text = "Michelle Obama came, too. President Obama thanked the miners. Obama laughed. Mrs. Obama sang."
    titled, *_, lone = resolved(parser, text, "President Obama", "Obama", "Obama", "Obama")
    assert [p.actor.name for p in (titled, lone)] == ["Barack Obama"] * 2
    (lady,) = resolved(parser, text, "Mrs. Obama")
    assert lady.actor.name == "Michelle Obama"


def test_two_persons_are_not_joined_on_their_surname(parser):
    text = "John Miller sued David Miller. Miller won the case."
    found = resolved(parser, text, "John Miller", "David Miller", type_="JUSTICE")
    assert len({p.actor.id for p in found if p.actor}) == 2
    third = Participant(Span("Miller", text.index("Miller won"), text.index("Miller won") + 6), "actor")
    (read,) = resolve((mention(text, [third]),), parser.parse(text))
    assert read.participants[0].actor is None


def test_an_abbreviation_means_what_the_text_defines(parser):
    text = "The Workers Front of Ghana (WFG) left the talks. Later, WFG called a strike."
    start = text.index("WFG called")
    later = Participant(Span("WFG", start, start + 3), "actor")
    (read,) = resolve((mention(text, [later]),), parser.parse(text))
    assert read.participants[0].actor is not None
    assert read.participants[0].actor.name == "Workers Front of Ghana"


def test_an_unknown_name_is_an_actor_of_no_country(parser):
    (found,) = resolved(parser, "Gondor declared war.", "Gondor")
    assert known(found)[0] == "gondor" and known(found)[2] is None


ANTECEDENTS = [
    # pronouns: animacy, number, not the subject of their own clause
    ("Vladimir Putin met Angela Merkel. He praised the talks.", "He", "vladimir-putin"),
    ("Boko Haram fighters took the town. They burned the school.", "They", "boko-haram"),
    ("Russia shelled the port. It denied the attack.", "It", "RUS"),
    ("Hamas fired rockets at Israel. Israel bombed it.", "it", "hamas"),
    # descriptions
    (
        "Iran sent forces to fight Islamic State. They beat back the terrorist group.",
        "terrorist group",
        "islamic-state",
    ),
    ("Hezbollah shelled the post. The militants then withdrew.", "militants", "hezbollah"),
    ("Boko Haram attacked the town. The group released a video.", "group", "boko-haram"),
    ("Shiite militias joined Iraqi forces. Later the militias withdrew.", "militias", "shiite-militias"),
    ("Iraqi forces retook the town. The army lost ten men.", "army", "IRQ"),
    ("France closed the border. The government blamed smugglers.", "government", "FRA"),
    ("The WHO met. Inspectors of the agency left.", "Inspectors of the agency", "who"),
    ("Nigeria blamed Boko Haram. Rebels burned a school.", "Rebels", "boko-haram"),
    ("The leader of Boko Haram, Abubakar Shekau, spoke. His men burned a school.", "His men", "boko-haram"),
    ("The Kenyan president, Peter Otieno, spoke. The president left.", "president", "peter-otieno"),
    (  # "as president of Chile" says who she is, and is nobody else
        "Ana Silva was sworn in as president of Chile. Dan Lopez watched. The president received him.",
        "president",
        "ana-silva",
    ),
    ("Ana Silva became mayor of Porto. Dan Lopez protested. The mayor fined him.", "mayor", "ana-silva"),
    (
        "Ana Silva, who was elected mayor in 2019, spoke. Dan Lopez protested. The mayor fined him.",
        "mayor",
        "ana-silva",
    ),
    ("President Ana Silva spoke. Vice President Dan Lopez met farmers. The president left.", "president", "ana-silva"),
    ("President Ana Silva spoke. Vice President Dan Lo met men. The vice president left.", "vice president", "dan-lo"),
    (  # who only speaks is spoken of as well
        "Bob Smith was sworn in as president. Dan Lopez watched. Crowds sang. The new president spoke. John freed him.",
        "him",
        "bob-smith",
    ),
    ("Shiite militias joined Boko Haram. Later the militiamen withdrew.", "militiamen", "shiite-militias"),
    ("The leader of Boko Haram spoke. His men burned a school.", "His men", "boko-haram"),
    ("Antonio Guterres spoke. Iran invited Shinzo Abe. Ali Khamenei received him.", "him", "shinzo-abe"),
    ("The Taliban fought Boko Haram. Boko Haram lost. Rebels burned a school.", "Rebels", "boko-haram"),
    ("Doctors Without Borders works in Guinea and Liberia. It left.", "It", "msf"),
    ("Iraq asked. In Iraq, Iraqi towns fell. Iranian troops trained men. The army left.", "army", "IRQ"),
    # those on somebody's side
    ("Switzerland froze assets of men loyal to Hezbollah.", "men loyal to Hezbollah", "hezbollah"),
    # numbers of those counted before
    ("Poland expelled 40 Russian officials, and Latvia expelled 35.", "35", "RUS"),
    # appositions
    ("The president and his party, the African National Congress, won.", "his party", "anc"),
    ("John Smith, the man who led the raid, fled.", "man", "john-smith"),
    # the land that a text is about
    ("Sudan's factions met, the United States said. War plunged the country into chaos.", "the country", "SDN"),
    ("Peru voted. The mission of Mexico left Peru, and the nation rejoiced.", "the nation", "PER"),
    # possessives
    ("Iran denied the report. Its forces left the city.", "Its forces", "IRN"),
    ("Hezbollah denied the report. Its fighters left the city.", "Its fighters", "hezbollah"),
]


@pytest.mark.parametrize(("text", "words", "id_"), ANTECEDENTS)
def test_antecedents(parser, text, words, id_):
    start = text.rindex(words)
    (read,) = resolve(
        (mention(text, [Participant(Span(words, start, start + len(words)), "actor")]),), parser.parse(text)
    )
    found = read.participants[0]
    assert found.actor is not None and found.actor.id == id_
    assert read.confidence.actor is not None and read.confidence.actor <= 0.9


NOBODY = [
    ("Iran met Britain. In Iran, Iranian towns voted. Diplomats left.", "Diplomats"),
    ("The Taliban fought Boko Haram. Rebels burned a school.", "Rebels"),
    ("Shinzo Abe spoke. The driver left.", "driver"),
    ("Vice President Dan Lopez met farmers. The president left.", "president"),
    ("Ana Silva was not elected mayor. The mayor left.", "mayor"),
    ("Donald Trump spoke. His wife left.", "His wife"),
    ("Iran's neighbors met.", "Iran's neighbors"),
    ("New London police met.", "New London police"),
    ("Officials of Mali said that soldiers fled.", "soldiers"),
    ("We will attack.", "We"),
    ("It rained in Paris.", "It"),
    ("Fighting between the Taliban and others spread. It killed forty.", "It"),
    ("They left.", "They"),
    ("Someone called the police.", "Someone"),
    ("The group met on Monday.", "group"),
    ("An anti-Syrian journalist died.", "anti-Syrian journalist"),
    ("Soldiers fired Russian-made rockets.", "Russian-made rockets"),
]


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_words_without_an_antecedent_are_nobody(parser, text, words):
    assert resolved(parser, text, words)[0].actor is None


def test_its_forces_are_the_military_of_the_state(parser):
    text = "Iran denied the report. Its forces left the city."
    assert resolved(parser, text, "Its forces")[0].sector == "MIL"


def test_who_acts_is_not_meant_by_the_pronoun_for_whom_it_befalls(parser):
    text = "Boko Haram took the school. They threatened to burn them."
    they, them = Participant(span(text, "They"), "actor"), Participant(span(text, "them"), "recipient")
    (found,) = resolve((mention(text, [they, them]),), parser.parse(text))
    assert [p.actor and p.actor.id for p in found.participants] == ["boko-haram", None]


def test_a_man_of_a_state_is_no_soldier(parser):
    assert resolved(parser, "Gunmen shot an Israeli man.", "Israeli man")[0].sector == "CVL"


def test_a_word_needs_the_shape_of_the_name(parser):
    text = "The raid is over, and all of us ate turkey. Who is it?"
    found = resolved(parser, text, "us", "turkey", "Who")
    assert [p.actor for p in found] == [None, None, None]


def test_an_ambiguous_name_needs_support(parser):
    assert known(resolved(parser, "President Bush invaded Iraq.", "Bush")[0])[0] == "george-w-bush"
    assert known(resolved(parser, "The Bush administration objected.", "Bush administration")[0])[0] == "USA"
    supported = "Fighters of Islamic State fled. IS lost the town."
    assert known(resolved(parser, supported, "IS")[0])[0] == "islamic-state"


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Russia and Georgia met.", "GEO"),
        ("Georgia sued the United States.", "georgia"),
        ("Georgian troops fled. Georgia sued the United States.", "GEO"),
    ],
)
def test_a_name_with_a_rival(parser, text, id_):
    start = text.rindex("Georgia")
    read = resolve(
        (mention(text, [Participant(Span("Georgia", start, start + 7), "actor")], "AGREE"),), parser.parse(text)
    )
    assert known(read[0].participants[0])[0] == id_


def test_a_town_that_was_attacked_is_no_party(parser):
    (found,) = resolved(parser, "Rebels shelled Aleppo.", "Aleppo", role="recipient")
    assert found.actor is None


def test_whom_a_relative_clause_describes_is_not_its_object(parser):
    text = "Nelson Mandela spoke. Thabo Mbeki and F. W. de Klerk, the man who freed him, took the oath."
    (him,) = resolved(parser, text, "him", role="recipient")
    assert him.actor.name == "Nelson Mandela"


def test_confidence_is_that_of_the_weakest_participant(parser):
    text = "Russia shelled the port. It attacked NATO."
    it, nato = Participant(span(text, "It"), "actor"), Participant(span(text, "NATO"), "recipient")
    (both,) = resolve((mention(text, [it, nato]),), parser.parse(text))
    (one,) = resolve((mention(text, [nato]),), parser.parse(text))
    assert both.confidence.actor < one.confidence.actor


def test_nothing_else_of_a_mention_changes(parser):
    text = "Russia shelled the port."
    before = mention(text, [Participant(span(text, "Russia"), "actor")])
    (after,) = resolve((before,), parser.parse(text))
    assert replace(after, participants=before.participants, confidence=before.confidence) == before


def test_no_mentions_give_none(parser):
    assert resolve((), parser.parse("Nothing happened.")) == ()


@pytest.mark.parametrize("text", ["", " \n\n ", "🕊 (", "((((UN))))", "’s ’s ’s", "the the the of of of"])
def test_odd_texts_do_no_harm(parser, text):
    whole = Span(text, 0, len(text))
    odd = Mention("m", "a", "OTHER", whole, whole, whole, participants=(Participant(whole, "actor"),))
    (read,) = resolve((odd,), parser.parse(text))
    assert read.participants[0].span == whole


def test_a_town_that_no_table_knows_is_no_actor(parser):
    text = "Rebels left Homs. Aleppo welcomed them."
    parse = parser.parse(text)
    towns = [Toponym(span(text, name), Place(None, name, 35.0, 37.0)) for name in ("Homs", "Aleppo")]
    parties = [Participant(span(text, name), "recipient") for name in ("Rebels", "Homs", "Aleppo")]
    (found,) = resolve((mention(text, parties, "CONSULT"),), parse, towns)
    assert [p.actor for p in found.participants] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Students clashed with riot police in Santiago.", "Students", "Chilean"),
        ("Foreign students marched in Santiago.", "Foreign students", None),
        ("Iranian police arrested students.", "students", "Iranian"),
        ("Police shot at Darfur rebels.", "Darfur rebels", "Sudanese"),
        ("An anti-Syria journalist was killed in Beirut.", "anti-Syria journalist", "Lebanese"),
    ],
)
def test_those_of_no_stated_nation_are_of_the_place_or_the_state_that_deals_with_them(analyzer, text, words, actor):
    from events.reading import article_from_text

    parties = [p for m in analyzer.analyze(article_from_text(text)).mentions for p in m.participants]
    found = next(p.actor for p in parties if p.span.text == words)
    assert (found is None) if actor is None else found is not None and found.name.startswith(actor)
