"""Who did what to whom, as tables of sentences written for this test and what a reader gets from them."""

from __future__ import annotations

import pytest

from events.extraction import find_mentions
from events.model import Article, Mention


def mentions(parser, text: str) -> tuple[Mention, ...]:
    return find_mentions(Article(id="a", name="a", text=text), parser.parse(text))


def mention(parser, text: str, trigger: str) -> Mention:
    found = {m.trigger.text: m for m in mentions(parser, text)}
    assert trigger in found, f"no trigger {trigger!r} among {sorted(found)}"
    return found[trigger]


def names(found: Mention, role: str) -> list[str]:
    return [p.span.text for p in found.participants if p.role == role]


PARTIES = [
    # active and passive
    ("Russia invaded Ukraine in February 2022.", "invaded", ["Russia"], ["Ukraine"]),
    ("Grozny was shelled by Russian forces.", "shelled", ["Russian forces"], ["Grozny"]),
    ("Police arrested twelve students in Cairo.", "arrested", ["Police"], ["twelve students"]),
    ("Twelve students were arrested in Cairo.", "arrested", [], ["Twelve students"]),
    # relative and reduced relative clauses
    ("The rebels who seized Goma left the city.", "seized", ["rebels"], ["Goma"]),
    ("The town besieged by Serbian troops held out.", "besieged", ["Serbian troops"], ["town"]),
    ("Militants attacking the base killed a guard.", "attacking", ["Militants"], ["base"]),
    # coordination
    ("Syrian troops and Russian jets bombed Aleppo.", "bombed", ["Syrian troops", "Russian jets"], ["Aleppo"]),
    ("Soldiers surrounded the village and arrested its mayor.", "arrested", ["Soldiers"], ["its mayor"]),
    ("Soldiers surrounded the village and executed the mayor.", "executed", ["Soldiers"], ["mayor"]),
    # nouns with of, by, on, against, between
    ("The siege of Sarajevo by Bosnian Serb forces lasted years.", "siege", ["Bosnian Serb forces"], ["Sarajevo"]),
    ("Israeli airstrikes on Beirut went on for weeks.", "airstrikes", ["Israeli"], ["Beirut"]),
    ("Clashes between Hutu militias and the army broke out.", "Clashes", ["Hutu militias"], ["army"]),
    ("Russia's invasion of Ukraine shook Europe.", "invasion", ["Russia"], ["Ukraine"]),
    # light verbs and nouns of means
    ("The Taliban carried out an attack on a hotel in Kabul.", "attack", ["Taliban"], ["hotel"]),
    ("NATO launched airstrikes against Serbia.", "airstrikes", ["NATO"], ["Serbia"]),
    ("France held talks with Germany.", "talks", ["France"], ["Germany"]),
    ("The United States hit the group with airstrikes.", "airstrikes", ["United States"], ["group"]),
    # who ends an event is not who did it
    ("The army ended an Islamic State siege of the town.", "siege", ["Islamic State"], ["town"]),
    # what is given to whom, what is taken from whom
    ("Kurdish troops recaptured the dam from the Islamic State.", "recaptured", ["Kurdish troops"], ["Islamic State"]),
    ("Iran provided weapons to Syria.", "provided weapons", ["Iran"], ["Syria"]),
    ("The president accused Rwanda of backing the rebels.", "accused", ["president"], ["Rwanda"]),
    # whose a thing is
    ("Russia rejected an offer from Turkey.", "rejected", ["Russia"], ["Turkey"]),
    ("The army seized a warehouse of the Red Cross.", "seized", ["army"], ["Red Cross"]),
    # control and raising
    ("The general ordered troops to attack the palace.", "attack", ["troops"], ["palace"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), PARTIES)
def test_parties_by_syntax(parser, text, trigger, actors, recipients):
    found = mention(parser, text, trigger)
    assert (names(found, "actor"), names(found, "recipient")) == (actors, recipients)


TYPES = [
    # senses by arguments
    ("The officers executed a search warrant.", "executed", "OTHER", None),
    ("Iran executed three prisoners.", "executed", "ASSAULT", "execution"),
    ("The number of farms fell from 1,036 to 896.", "fell", "OTHER", None),
    ("A climber fell from the Eiger.", "fell", "ACCIDENT", "fall"),
    ("Customs officers seized two tons of cocaine.", "seized", "COERCE", "seize"),
    ("The rebels seized Goma.", "seized", "ASSAULT", "capture"),
    ("Police captured a robber in Naples.", "captured", "COERCE", "arrest"),
    ("The president imposed a state of siege.", "state", "COERCE", "martial-law"),
    ("Forecasters warned that a storm was near.", "warned", "OTHER", "statement"),
    ("Typhoon Haiyan crossed Leyte. It killed thousands.", "killed", "DISASTER", "storm"),
    ("Rebels besieged the town.", "besieged", "ASSAULT", "siege"),
    ("Airstrikes destroyed a bridge.", "Airstrikes", "ASSAULT", "airstrike"),
    ("Thousands protested in Tunis.", "protested", "PROTEST", None),
    ("Gunmen opened fire on the crowd.", "opened fire", "ASSAULT", "shooting"),
    ("The two presidents met in Geneva.", "met", "CONSULT", None),
    ("The United Nations imposed sanctions on Iraq.", "sanctions", "SANCTION", None),
    ("The court sentenced him to life in prison.", "sentenced", "JUSTICE", None),
    ("An earthquake struck Nepal.", "earthquake", "DISASTER", "earthquake"),
    ("A train crash killed eighty people.", "train crash", "ACCIDENT", None),
    ("Voters elected a new parliament.", "elected", "ELECTION", None),
    # the sense that arguments and context tell
    ("Israeli jets carried out three strikes on Gaza City.", "strikes", "ASSAULT", "airstrike"),
    ("The strikes, by French Mirage aircraft, destroyed a camp in Mali.", "strikes", "ASSAULT", "airstrike"),
    ("Miners launched a strike over pay in South Africa.", "strike", "PROTEST", "strike"),
    ("Rail strikes began in France on Monday.", "Rail strikes", "PROTEST", "strike"),
    ("The reactor at Chernobyl exploded in April 1986.", "exploded", "ACCIDENT", "explosion"),
    ("A bomb exploded on a train at Atocha station in Madrid.", "exploded", "ASSAULT", "bombing"),
    ("An explosion at a fertilizer plant in Texas killed 15 people.", "explosion", "ACCIDENT", "explosion"),
    ("A militant group claimed the explosion at the hotel.", "explosion", "ASSAULT", "bombing"),
    ("Fire tore through a nightclub in Santa Maria.", "tore", "ACCIDENT", "fire"),
    ("Hurricane Ian tore through Fort Myers.", "tore", "DISASTER", "storm"),
    ("Germany promised 200 million euros to Lebanon.", "promised", "AGREE", "aid"),
    ("Japan promised to send doctors to Turkey.", "promised", "AGREE", "aid"),
    ("He was charged with murder in London.", "charged", "JUSTICE", "charge"),
    ("The cavalry charged the Russian guns at Balaclava.", "charged", "ASSAULT", "offensive"),
    ("The bank charged its customers twice.", "charged", "OTHER", "business"),
    ("Peter Jackson shot the film in New Zealand.", "shot", "OTHER", "culture"),
    ("An officer shot a man in Ferguson.", "shot", "ASSAULT", "shooting"),
    ("Two trains collided near Eschede.", "collided", "ACCIDENT", "rail"),
    ("Spain defeated the Netherlands in the World Cup final.", "defeated", "OTHER", "sport"),
    ("Napoleon defeated the Austrians at Austerlitz.", "defeated", "ASSAULT", None),
    ("Police beat protesters in Minsk.", "beat", "ASSAULT", "beating"),
    ("Obama beat Romney in the election.", "beat", "ELECTION", "defeat"),
    ("Russian rockets hit the market.", "hit", "ASSAULT", "shelling"),
    ("Three people were killed when a bus overturned.", "killed", "ACCIDENT", "road"),
    ("The bus plunged into a ravine, killing 30 people.", "killing", "ACCIDENT", "road"),
    ("The bridge in Genoa collapsed, and 43 people died.", "died", "ACCIDENT", "collapse"),
    ("He collapsed in the street and died.", "died", "DEATH", None),
    ("A Boeing 737 crashed into the Java Sea.", "crashed", "ACCIDENT", "air"),
    ("A Boeing 787 crashed into a hostel soon after takeoff.", "crashed", "ACCIDENT", "air"),
    ("A car crashed into a hostel near the airport.", "crashed", "ACCIDENT", "road"),
    ("A plane crashed into a hostel, killing 241 people.", "killing", "ACCIDENT", "air"),
    ("Gunmen stormed the hostel, killing 12 people.", "killing", "ASSAULT", None),
    ("North Korea fired a missile over Japan.", "fired", "MOBILIZE", "weapons"),
    ("Boko Haram released 82 of the Chibok girls.", "released", "CONCEDE", "release"),
    ("Japan announced $200 million in aid for Syria.", "announced", "AGREE", "aid"),
    # by what stands beside them
    ("German troops moved into Prague in 1939.", "moved", "ASSAULT", "invasion"),
    ("A storm moved into Texas on Monday.", "moved", "OTHER", None),
    ("Japan surrendered in 1945.", "surrendered", "RETREAT", "surrender"),
    ("Constantinople fell to the Ottomans in 1453.", "fell", "ASSAULT", "capture"),
    ("The county fell to 18th place in the ranking.", "fell", "OTHER", None),
    ("The fall of Saigon ended the war in 1975.", "fall", "ASSAULT", "capture"),
    ("The fall of the Soviet Union surprised many in 1991.", "fall", "OTHER", None),
    ("A fall from a ladder killed the painter.", "fall", "ACCIDENT", "fall"),
    ("Crusaders sacked Jerusalem in 1099.", "sacked", "COERCE", "destroy-property"),
    ("Turkey sacked three generals in 2016.", "sacked", "SANCTION", "suspend"),
    ("Sailors dragged the ships over the hill in 1453.", "dragged", "OTHER", None),
    ("Police dragged students from the hall.", "dragged", "ASSAULT", "beating"),
    ("Currency reform plunged the country into chaos in 1992.", "plunged", "OTHER", None),
    ("A hurricane swept into Florida in 1992.", "swept", "DISASTER", None),
    ("German troops swept into Belgium in 1940.", "swept", "ASSAULT", "invasion"),
    ("Nelson Mandela demonstrated the machine to visitors.", "demonstrated", "OTHER", None),
    ("Students demonstrated in Seoul.", "demonstrated", "PROTEST", "demonstration"),
    ("Norway hosted Israel and the Palestinians in Oslo.", "hosted", "CONSULT", "host"),
    ("Lillehammer hosted the festival in 1994.", "hosted", "OTHER", "culture"),
    ("The quake toppled a tower in Bangkok.", "toppled", "DISASTER", "earthquake"),
    ("The army toppled President Morsi in 2013.", "toppled", "COERCE", "coup"),
    ("The United Nations released $5 million for Myanmar.", "released", "AID", "economic"),
    ("The ministry declined to comment.", "declined", "OTHER", "statement"),
    ("Serbia declined an invitation to Paris.", "declined", "REJECT", None),
    ("A truck struck a cyclist in Utrecht.", "struck", "ACCIDENT", "road"),
    ("Sweden provided blankets to Danish Jews.", "provided", "AID", None),
    ("Kennedy declared that the Soviet Union must remove its missiles.", "declared", "REQUEST", "demand"),
    # what is promised, threatened, asked for or refused
    ("Greece agreed to meet the Turkish delegation.", "agreed", "AGREE", "meet"),
    ("North Korea is willing to negotiate with Seoul.", "willing", "AGREE", "meet"),
    ("The rebels are ready to attack the capital.", "ready", "THREATEN", "attack"),
    ("The mayor appealed for a truce.", "appealed", "REQUEST", "yield"),
    ("Iran threatened to bomb the port.", "threatened", "THREATEN", "attack"),
    ("The union rejected talks with the company.", "rejected talks", "REJECT", "meet"),
    # the passive has its patient as subject
    ("Troops were sent to the border.", "sent", "MOBILIZE", "troops"),
    # lemmas that the pipeline cuts too short
    ("Soldiers raped two women.", "raped", "ASSAULT", "sexual-violence"),
    ("Critics rapped the minister.", "rapped", "ACCUSE", "disapprove"),
    ("The bank was fined $5 billion.", "fined", "JUSTICE", "fine"),
    ("Police cordoned off the square.", "cordoned", "MOBILIZE", "police"),
    ("Carter was reelected in May, then rearrested.", "rearrested", "COERCE", "arrest"),
    # assemblies vote on what they pass
    ("The city council voted to close the pool.", "voted", "SUPPORT", "ratify"),
    ("Millions voted in Kenya.", "voted", "ELECTION", "vote"),
    ("Obama signed a law that punishes banks.", "signed", "SUPPORT", "ratify"),
    ("Iran and Iraq signed a treaty.", "signed", "AGREE", "sign"),
    # what did the harm
    ("Lava destroyed three houses.", "destroyed", "DISASTER", "volcano"),
    ("The fire gutted a warehouse.", "gutted", "ACCIDENT", "fire"),
    ("A cyclist was hit by a car and killed.", "killed", "ACCIDENT", "road"),
    ("The coach was fired on Friday.", "fired", "SANCTION", "suspend"),
    # awards, restrictions, bombs
    ("Frank Capra received an Oscar.", "received", "OTHER", "culture"),
    ("The ministry introduced curbs on travel.", "introduced", "COERCE", "restrict"),
    ("Rebels placed a bomb near the base.", "placed", "ASSAULT", "bombing"),
]


@pytest.mark.parametrize(("text", "trigger", "type_", "mode"), TYPES)
def test_triggers_have_their_type(parser, text, trigger, type_, mode):
    found = mention(parser, text, trigger)
    assert found.type == type_
    if mode:
        assert found.mode == mode


def test_a_promise_not_to_attack_is_no_threat(parser):
    assert mention(parser, "He promised not to attack the neighbors.", "promised").type == "AGREE"


def test_promises_that_give_nothing_are_no_aid(parser):
    found = mention(parser, "The president promised a better future.", "promised")
    assert (found.type, found.mode) == ("AGREE", None)


ONE_MENTION = [
    ("The two countries fought a war over the Ogaden.", ["war"]),
    ("Rebels carried out an attack on the airport.", ["attack"]),
    ("Russia launched missile strikes on Kyiv.", ["missile strikes"]),
    ("Miners went on strike over pay in South Africa.", ["went"]),
    ("The talks took place in Geneva.", ["talks"]),
    ("A wave of attacks hit Baghdad.", ["attacks", "hit"]),
]


@pytest.mark.parametrize(("text", "triggers"), ONE_MENTION)
def test_a_light_verb_and_its_noun_are_one_mention(parser, text, triggers):
    assert [m.trigger.text for m in mentions(parser, text)] == triggers


ASSERTIONS = [
    # a charge is not proven, a conviction is
    ("Mehmet Ali Agca was charged with murder.", "murder", "possible"),
    ("Prosecutors charged Agca with two counts of theft.", "theft", "possible"),
    ("Mehmet Ali Agca was convicted of murder.", "murder", "asserted"),
    ("Police arrested no suspects.", "arrested", "negated"),
    # what was turned down was asked for
    ("The commission rejected the airline's request.", "request", "asserted"),
    # plans that nobody has
    ("Merkel had no intention of visiting Moscow.", "visiting", "negated"),
    ("Sweden did not plan to bomb anybody.", "bomb", "negated"),
    ("Iran denied any plans to attack Israel.", "attack", "negated"),
    ("The museum decided against suing the painter.", "suing", "negated"),
    # what is attained by a deed that is told; a purpose stays one
    ("Italy came from behind to win the final.", "win", "asserted"),
    ("Senegal beat Egypt to clinch the title.", "clinch", "asserted"),
    ("The senator went to Ohio to win votes.", "win", "planned"),
    # what is ordered or asked for
    ("Stop the shelling of towns.", "shelling", "asserted"),
    ("Bomb the bridges.", "Bomb", "possible"),
    # who does something new in a plan is planned as well
    ("A ceremony will be held in Oslo.", "ceremony", "planned"),
    ("The spokesman denied reports that the army had shelled the town.", "shelled", "negated"),
    ("The rebels claimed to have shot down a helicopter.", "shot down", "asserted"),
    ("The army attacked the town.", "attacked", "asserted"),
    ("The army did not attack the town.", "attack", "negated"),
    ("No one was arrested.", "arrested", "negated"),
    ("The rebels failed to capture the airport.", "capture", "negated"),
    ("The army could attack the town.", "attack", "possible"),
    ("All countries should attack the group.", "attack", "possible"),
    ("The army will attack the town.", "attack", "planned"),
    ("The army plans to attack the town.", "attack", "planned"),
    ("The rebels threatened to attack the town.", "attack", "possible"),
    ("Troops came to attack the town.", "attack", "planned"),
    ("If rebels attack the town, people will flee.", "attack", "conditional"),
    ("The rebels planned an attack on the airport.", "attack", "planned"),
    ("The minister denied an attack on the airport.", "attack", "negated"),
    ("The army managed to capture the airport.", "capture", "asserted"),
    ("The minister condemned the attack on the airport.", "attack", "asserted"),
    # purposes that are done, and those that are not
    ("The brigade that was raised to battle Franco included Canadians.", "battle", "asserted"),
    ("Thousands marched to demand justice.", "demand", "asserted"),
    ("Turkey is about to invade Syria.", "invade", "planned"),
    ("The rebels are to release the hostages.", "release", "planned"),
    # hedges of nouns
    ("An attack on the city is imminent.", "attack", "planned"),
    ("An evacuation was no longer necessary.", "evacuation", "negated"),
    ("The planned summit in Singapore was called off.", "summit", "negated"),
    ("Rumors of a coup spread through the capital.", "coup", "possible"),
    ("The flood could delay a Ukrainian counteroffensive.", "counteroffensive", "planned"),
    ("Ministers discussed a ban on Russian coal.", "ban", "possible"),
    ("Diplomats did not rule out another round of negotiations.", "negotiations", "possible"),
    ("Colombians will vote in a plebiscite in October.", "plebiscite", "planned"),
    ("The talks never took place.", "talks", "negated"),
    ("The group denied that it directed an attack on the embassy.", "attack", "negated"),
    ("The court will not condemn the attack.", "attack", "asserted"),
    # plots and plans that came to nothing
    ("An attempt to assassinate the president was thwarted in Caracas.", "assassinate", "negated"),
    ("The police foiled a plot to bomb the station.", "bomb", "negated"),
    ("The plan to invade Cuba was abandoned.", "invade", "negated"),
    ("The storm did not prevent the launch.", "launch", "asserted"),
    # conditions, counterfactuals, questions
    ("Families would not return until the army cleared the mines.", "cleared", "conditional"),
    ("If they approve it, the rebels are to release the hostages.", "release", "conditional"),
    ("The plan would have ended the siege.", "ended", "conditional"),
    ("Did Iran attack the tankers?", "attack", "possible"),
    ("Why did Iran attack the tankers?", "attack", "asserted"),
    ("Had the police acted, the guards would have arrested him.", "arrested", "conditional"),
    ("It is unclear whether the rebels shot down the plane.", "shot down", "possible"),
    ("Officials fear that the rebels will attack the city.", "attack", "possible"),
    ("The mayor warned that the dam had collapsed.", "collapsed", "asserted"),
    ("The mayor warned that the dam could collapse.", "collapse", "possible"),
    ("Neither side attacked the town.", "attacked", "negated"),
    ("There have been no reports of an attack.", "attack", "negated"),
    ("The hospital was allegedly bombed by the army.", "bombed", "possible"),
    ("The talks could resume next month.", "talks", "possible"),
    ("Investigators will examine whether wind caused the accident.", "accident", "asserted"),
    ("The talks resumed in Geneva.", "talks", "asserted"),
    ("A truce would end the siege.", "truce", "possible"),
    ("The law would ban protests.", "protests", "possible"),
    # a clause is no complement of the verb after it, nor a past of an infinitive before it
    ("Iran blamed Israel; Israel denied any role.", "blamed", "asserted"),
    ("He asked parliament to pass the law and promised weapons to volunteers.", "promised", "asserted"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), ASSERTIONS)
def test_assertion(parser, text, trigger, expected):
    assert mention(parser, text, trigger).assertion == expected


HABITS = [
    "Attacks are common in the border region.",
    "Protests over prices are frequent in Tunis.",
    "Militants often attack convoys on the road.",
]


@pytest.mark.parametrize("text", HABITS)
def test_what_happens_again_and_again_is_no_event(parser, text):
    assert mentions(parser, text) == ()


NO_EVENTS = [
    "Terrorism is a danger to Europe.",
    "The treaty with Norway is old.",
    "He led the rebel-held town.",
    "Smoking poses a threat to children.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_what_things_are_is_no_event(parser, text):
    assert [m.trigger.text for m in mentions(parser, text) if m.type != "OTHER"] == []


ATTRIBUTIONS = [
    ("Rebels seized the port, the army said.", "seized", "army"),
    ("The governor said that rebels seized the port.", "seized", "governor"),
    ("According to witnesses, rebels seized the port.", "seized", "witnesses"),
    ("Rebels seized the port.", "seized", None),
    # through others
    ("The mayor said that police had told him that rebels seized the port.", "seized", "police"),
    ("The newspaper quoted the governor as saying that rebels had seized the port.", "seized", "governor"),
    ("The president was quoted as saying that rebels seized the port.", "seized", "president"),
    ("Police said they believed that the gunman had fled to Mexico.", "fled", "Police"),
    ("Maria Lopez saw it. Lopez said soldiers came. She said they burned the school.", "burned", "Lopez"),
    # in a report, a claim, an accusation, by a noun
    ("Amnesty said in a report that the army had shelled the town.", "shelled", "Amnesty"),
    ("The minister's claim that rebels had shelled the town was rejected.", "shelled", "minister"),
    ("Amnesty accused the army of shelling the town.", "shelling", "Amnesty"),
    ("The army was accused of shelling the town.", "shelling", None),
    ("The rebels claimed to have shot down a helicopter.", "shot down", "rebels"),
    ("Police announced the arrest of two men.", "arrest", "Police"),
    ("Police repeated their claim that rebels had shelled the town.", "shelled", "Police"),
    # quoted in several sentences or paragraphs
    ('"Rebels seized the port," the mayor said. "They arrested three officers."', "arrested", "mayor"),
    ('"Rebels seized the port," the mayor said. "They arrested three officers."', "seized", "mayor"),
    ('"Rebels seized the port," the mayor said.\n\n"They arrested three officers."', "arrested", "mayor"),
    ('The mayor said: "Rebels seized the port. They arrested three officers."', "arrested", "mayor"),
    ("“The militia came at night. They burned our houses,” said Maria Lopez.", "burned", "Maria Lopez"),
    ('"Rebels seized the port," the mayor said. They arrested three officers.', "arrested", None),
    ("\"He told me, 'Soldiers shot my father,'\" said Lina.", "shot", "He"),
]


@pytest.mark.parametrize(("text", "trigger", "speaker"), ATTRIBUTIONS)
def test_attribution(parser, text, trigger, speaker):
    found = mention(parser, text, trigger)
    assert (found.attribution and found.attribution.text) == speaker


def test_a_speaker_is_no_party(parser):
    found = mention(parser, "Rebels seized the port, the army said.", "seized")
    assert names(found, "actor") == ["Rebels"]


CASUALTIES = [
    ("The bombing killed six people.", "bombing", (6, 6), None),
    ("The bombing killed six people.", "killed", (6, 6), None),
    ("At least 1,192 people were killed in the earthquake.", "earthquake", (1192, 1192), None),
    ("The attack left 12 people dead.", "attack", (12, 12), None),
    ("Gunmen attacked the village, killing four soldiers and wounding nine.", "attacked", (4, 4), (9, 9)),
    ("Between 10 and 20 people were killed in the bombing.", "bombing", (10, 20), None),
    ("The army attacked the town with 500 soldiers.", "attacked", None, None),
    # numbers in words; where the text gives only a size, its range
    ("Two dozen people were killed in the stampede.", "stampede", (24, 24), None),
    ("Half a dozen soldiers died in the ambush.", "ambush", (6, 6), None),
    ("Dozens of people were killed in an airstrike on Kobani.", "airstrike", (24, 99), None),
    ("Tens of thousands were killed in the war.", "war", (20000, 99999), None),
    ("A suicide bomber attacked a mosque in Peshawar, wounding scores.", "attacked", None, (40, 99)),
    ("The army killed 10-15 rebels in the raid near Mopti.", "killed", (10, 15), None),
    ("The gunman killed a man and his two sons in Toulouse.", "killed", (3, 3), None),
    ("Gunmen killed 12 people, two of them women, in Kano.", "killed", (12, 12), None),
    ("A policeman was shot dead in Ankara.", "shot dead", (1, 1), None),
    # nobody
    ("A bomb exploded in Bogota, but no one was hurt.", "exploded", None, (0, 0)),
    ("There were no casualties in the attack on the base.", "attack", (0, 0), (0, 0)),
    ("No injuries were reported after the explosion in the harbour.", "explosion", None, (0, 0)),
    ("The bomb exploded without injuring anyone.", "exploded", None, (0, 0)),
    # side by side
    ("A car bomb exploded in Oslo, leaving five dead and 12 injured.", "exploded", (5, 5), (12, 12)),
    ("Five people were killed and 12 wounded when a bomb exploded in Lahore.", "exploded", (5, 5), (12, 12)),
    ("The attack left at least 30 dead and more than 100 wounded.", "attack", (30, 30), (100, 100)),
    ("The blast killed 5 people. Two other people were injured.", "blast", (5, 5), (2, 2)),
    ("Five people were killed in Gao and two were hurt in a crash in Mopti.", "crash", None, (2, 2)),
    ("An attack left two soldiers and three policemen dead near Kunduz.", "attack", (5, 5), None),
    ("Nine travellers perished in the derailment, while 60 more were injured.", "derailment", (9, 9), (60, 60)),
    # lives and tolls
    ("The earthquake claimed the lives of 57 people.", "earthquake", (57, 57), None),
    ("Twelve people lost their lives in the fire.", "fire", (12, 12), None),
    ("The death toll from the earthquake rose to 34.", "earthquake", (34, 34), None),
    ("The bombing killed 35 people, bringing the death toll to 120.", "bombing", (35, 35), None),
    ("The explosion, in which 15 firefighters died, destroyed the plant.", "explosion", (15, 15), None),
    # what only could have been, and what counts something else
    ("The bomb that exploded in Oslo could have killed dozens of people.", "exploded", None, None),
    ("The king condemned the murder of a minister.", "condemned", None, None),
    ("Crews prevented the boy from being hurt.", "hurt", None, None),
    ("Gunmen killed Ahmad Masri, 34, in Homs.", "killed", (1, 1), None),
    ("Police killed a 12-year-old boy in Cleveland.", "killed", (1, 1), None),
]


@pytest.mark.parametrize(("text", "trigger", "killed", "injured"), CASUALTIES)
def test_casualties(parser, text, trigger, killed, injured):
    told = mention(parser, text, trigger).casualties
    assert (told.killed if told else None, told.injured if told else None) == (killed, injured)


ENDED = [
    ("The army broke the siege of the town.", "siege", True),
    ("The army ended the siege of the town.", "siege", True),
    ("The army began the siege of the town.", "siege", False),
    ("The siege of the town went on.", "siege", False),
]


@pytest.mark.parametrize(("text", "trigger", "ended"), ENDED)
def test_what_the_text_says_is_over(parser, text, trigger, ended):
    assert mention(parser, text, trigger).ended is ended


AFTER = [
    ("Troops left the town after rebels shelled it.", "left", "shelled"),
    ("The rebels fled after an airstrike.", "fled", "airstrike"),
    ("The rebels fled after launching an attack.", "fled", "attack"),
    ("The rebels fled.", "fled", None),
]


@pytest.mark.parametrize(("text", "trigger", "earlier"), AFTER)
def test_what_an_event_is_said_to_follow(parser, text, trigger, earlier):
    found = {m.id: m for m in mentions(parser, text)}
    later = next(m for m in found.values() if m.trigger.text == trigger)
    assert (later.after and found[later.after].trigger.text) == earlier


NO_EVENTS = [
    "Baghdad is the capital of Iraq.",
    "The spokesman said so.",
    "The strike force has 200 men.",
    "The town has a population of 5,000.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_states_and_statements_are_no_events(parser, text):
    assert mentions(parser, text) == ()


def test_what_is_the_trigger_with_its_complements(parser):
    found = mention(parser, "The bombing killed six people in Tikrit.", "killed")
    assert found.what.text == "killed six people in Tikrit"


def test_every_span_is_its_words(parser):
    text = "Über Ägypten 🕊 — rebels, he said, “seized” the port\r\nof Suez, killing six."
    for found in mentions(parser, text):
        spans = [found.trigger, found.what, found.sentence, *(p.span for p in found.participants)]
        assert all(text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("They blamed the weather. Police arrested the captain of the Costa Concordia.", "arrested"),
        ("Police arrested the captain of the Costa Concordia. They blamed the weather.", "arrested"),
        ("Two trains were derailed in Bihar. The minister visited Patna.", "derailed"),
    ],
)
def test_the_main_event_has_somebody_named_or_befalls_somebody(parser, text, main):
    assert max(mentions(parser, text), key=lambda m: m.salience).trigger.text == main


def test_the_lead_is_more_salient_than_the_background(parser):
    text = (
        "Rebels seized the port of Suez. Years before, a storm had flooded it. The town lies by a canal that ships use."
    )
    found = mentions(parser, text)
    assert max(found, key=lambda m: m.salience).trigger.text == "seized"
