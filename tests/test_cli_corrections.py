"""`dateline correct` as people script against it, on stores with articles made by hand."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from events.corrections import values, written
from events.errors import CorrectionError
from events.model import Actor, Casualties, Failure, Participant, Place, Span, TimeInterval
from events.store import Store
from tests.commands import Run
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention
from tests.readers import Here

SIEGE = article(
    "Islamic State fighters besieged Amerli. A siege.\n\nBread ran out, and a clinic was shelled.", name="siege"
)
AGAIN = article("The Islamic State siege of Amerli went on for weeks.", name="again", source="The Paper")
STRIKE = article("U.S. jets bombed trucks near Mosul.", name="strike")


@dataclass(frozen=True)
class Desk:
    """A store of three articles on two events, and the commands on it."""

    path: Path
    call: Callable[..., Run]

    def __call__(self, *arguments: object, by: str | None = "Nadia") -> Run:
        given = ["--author", by] if by else []
        return self.call("correct", *arguments, "--store", self.path, *given)

    def read(self, command: str, *arguments: object) -> list[dict]:
        return self.call("correct", command, *arguments, "--format", "jsonl", "--store", self.path).lines()

    def event(self, of: str) -> dict:
        """The only event that an article tells of."""
        (found,) = self.events(of)
        return found

    def events(self, of: str) -> list[dict]:
        return self.call("export", "--store", self.path, "--article", of).lines()


@pytest.fixture
def call(run):
    return run


@pytest.fixture
def desk(call, tmp_path):
    path = tmp_path / "store.sqlite"
    besieged = {"mode": "siege", "place": AMERLI, "time": day("2014-08-31")}
    with Store.open(f"sqlite:///{path}") as store:
        store.add(SIEGE, [mention(SIEGE, "besieged", who=[("Islamic State", ISLAMIC_STATE)], **besieged)])
        store.add(AGAIN, [mention(AGAIN, "siege", who=[("Islamic State", ISLAMIC_STATE)], **besieged)])
        us = [("U.S.", UNITED_STATES)]
        store.add(
            STRIKE, [mention(STRIKE, "bombed", mode="airstrike", who=us, time=day("2014-08-08"), place=placed(MOSUL))]
        )
    return Desk(path, call)


def placed(place: Place) -> Place:
    start = STRIKE.text.index("Mosul")
    return replace(place, span=Span("Mosul", start, start + 5))


# ---- how values are written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("type", "assault", values.Kind("ASSAULT")),
        ("type", "ASSAULT/airstrike", values.Kind("ASSAULT", "airstrike")),
        (
            "place",
            "48.0,37.5=Krasnohorivka",
            Place(None, "Krasnohorivka", 48.0, 37.5, 1.0, precision="site", confidence=1.0),
        ),
        (
            "place",
            " -33.87, 151.2 = The Rocks",
            Place(None, "The Rocks", -33.87, 151.2, 1.0, precision="site", confidence=1.0),
        ),
        ("place", "none", None),
        ("time", "2014-08-31", TimeInterval(None, "2014-08-31", "2014-08-31", "day", "stated")),
        ("time", "2014-02", TimeInterval(None, "2014-02-01", "2014-02-28", "month", "stated")),
        ("time", "2014", TimeInterval(None, "2014-01-01", "2014-12-31", "year", "stated")),
        ("time", "2014-08..2014-09", TimeInterval(None, "2014-08-01", "2014-09-30", "month", "stated")),
        ("time", "none", None),
        ("casualties", "killed=6-9 injured=12", Casualties((6, 9), (12, 12))),
        ("casualties", "injured=3", Casualties(None, (3, 3))),
        ("casualties", "none", None),
        ("assertion", "Negated", "negated"),
        ("verified", "yes", True),
        ("verified", "No", False),
        ("note", "see the second report", "see the second report"),
        ("note", "none", None),
        ("participants", "none", ()),
    ],
)
def test_words_become_values(field, words, value):
    assert written.read(field, words) == value


def test_parties_are_known_actors_where_there_are_such():
    found = written.read("participants", "actor:ISIS; recipient: Iraq/MIL;actor:Sons of the Sun")
    assert [(p.role, p.actor.id, p.sector) for p in found] == [
        ("actor", "islamic-state", "REB"),
        ("recipient", "IRQ", "MIL"),
        ("actor", "sons-of-the-sun", None),
    ]
    assert found[2] == Participant(None, "actor", Actor("sons-of-the-sun", "Sons of the Sun"))


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("time", "yesterday", "2014-08-31"),
        ("time", "2014-02-30", "2014-08-31"),
        ("time", "2014-08..soon", ".."),
        ("casualties", "many", "killed=6"),
        ("casualties", "killed=-3", "killed=6"),
        ("participants", "Islamic State", "actor:NAME"),
        ("participants", "actor:Iraq/XYZ", "XYZ"),
        ("verified", "maybe", "yes or no"),
        ("place", "Xyzzyx", "LATITUDE,LONGITUDE=NAME"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(field, words, says):
    with pytest.raises(CorrectionError, match=says.replace(".", r"\.")):
        written.read(field, words)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("type", "ASSAULT/airstrike"),
        ("place", "36.335,-43.119=Mosul"),
        ("time", "2014-08-31"),
        ("time", "2014-08"),
        ("time", "2014-08-31..2014-09-02"),
        ("casualties", "killed=6-9 injured=12"),
        ("participants", "actor:Islamic State/REB; recipient:Iraq/MIL"),
        ("participants", "none"),
        ("verified", "yes"),
    ],
)
def test_a_value_is_written_as_it_is_read(field, words):
    assert written.write(written.read(field, words)) == words


# ---- set -------------------------------------------------------------------------------------------------------


def test_set_prints_the_entry_and_nothing_else(desk):
    done = desk("set", desk.event("siege")["id"], "type", "protest/demo")
    assert (done.code, done.out) == (1, "")
    done = desk("set", desk.event("siege")["id"], "type", "PROTEST")
    assert done == Run(0, "1\ttype: ASSAULT/siege → PROTEST\n", "")


@pytest.mark.parametrize(
    ("field", "value", "key", "expected"),
    [
        ("type", "COERCE", "type", "COERCE"),
        ("assertion", "possible", "assertion", "possible"),
        ("casualties", "killed=6-9", "casualties", {"killed": [6, 9], "injured": None}),
        ("place", "none", "place", None),
        ("time", "none", "time", None),
        ("participants", "none", "actors", []),
    ],
)
def test_set_takes_effect_in_the_export(desk, field, value, key, expected):
    event = desk.event("siege")
    assert desk("set", event["id"], field, value).code == 0
    assert desk.event("siege")[key] == expected
    assert desk.event("siege")["id"] == event["id"]
    assert desk.event("again")["id"] == event["id"]


def test_a_place_by_name_is_the_likeliest_and_says_which(desk):
    done = desk("set", desk.event("strike")["id"], "place", "Kharkiv")
    assert "Kharkiv" in done.err and "UKR" in done.err
    assert "=Kharkiv" in done.out
    place = desk.event("strike")["place"]
    assert (place["name"], place["country"]) == ("Kharkiv", "UKR")


def test_another_place_of_the_name(desk):
    desk("set", desk.event("strike")["id"], "place", "Paris", "--nth", "2")
    place = desk.event("strike")["place"]
    assert place["name"] == "Paris"
    assert place["country"] != "FRA"
    done = desk("set", desk.event("strike")["id"], "place", "Paris", "--nth", "999")
    assert (done.code, done.out) == (1, "")
    assert "no number 999" in done.err


def test_a_spot_in_the_south_stands_behind_two_dashes(desk):
    event = desk.event("strike")["id"]
    assert desk("set", event, "place", "-33.87,-70.6=Here").code == 2
    done = desk.call("correct", "set", "--store", desk.path, "--", event, "place", "-33.87,-70.6=Here")
    assert done.code == 0
    assert (desk.event("strike")["place"]["lat"], desk.event("strike")["place"]["lon"]) == (-33.87, -70.6)


def test_parties(desk):
    desk("set", desk.event("strike")["id"], "participants", "actor:United Kingdom/MIL; recipient:Islamic State")
    assert [(a["role"], a["name"], a["country"], a["sector"]) for a in desk.event("strike")["actors"]] == [
        ("actor", "United Kingdom", "GBR", "MIL"),
        ("recipient", "Islamic State", None, "REB"),
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["set", "e0", "type", "PROTEST"], "e0"),
        (["set", "EVENT", "type", "PICNIC"], "PICNIC"),
        (["set", "EVENT", "assertion", "perhaps"], "perhaps"),
        (["set", "EVENT", "time", "2014-09..2014-08"], "2014-08-31"),
        (["set", "EVENT", "casualties", "killed=9-6"], "lowest"),
        (["set", "EVENT", "place", "95,10=Nowhere"], "95"),
        (["merge", "EVENT", "EVENT"], "two or more"),
        (["split", "EVENT", "nosuch"], "some of its mentions"),
        (["add", "strike", "--words", "Mosul", "--type", "PICNIC"], "PICNIC"),
        (["add", "nosuch", "--words", "Mosul", "--type", "ASSAULT"], "nosuch"),
        (["add", "strike", "--words", "Baghdad", "--type", "ASSAULT"], "not at all"),
        (["add", "siege", "--words", "siege", "--type", "ASSAULT"], "2 times"),
        (["take", "Mosul"], "Mosul"),
        (["take", "Mosul", "--place", "1,2=A", "--actor", "Iraq"], "Mosul"),
        (["take", "Mosul", "--place", "1,2=A", "--article", "nosuch"], "nosuch"),
        (["take", "Mosul", "--place", "1,2=A", "--article", "strike", "--source", "x"], "--source"),
        (["undo"], "nothing to undo"),
        (["undo", "7"], "7"),
        (["redo"], "nothing to redo"),
        (["log", "e0"], "e0"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(desk, arguments, says):
    ids = [desk.event("siege")["id"] if a == "EVENT" else a for a in arguments]
    done = desk(*ids, by=None if arguments[0] == "log" else "Nadia")
    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert "Traceback" not in done.err
    assert desk.read("log") == []


def test_a_store_that_is_not_there_is_not_made(call, tmp_path):
    done = call("correct", "log", "--store", tmp_path / "none.sqlite")
    assert (done.code, done.out) == (1, "")
    assert not (tmp_path / "none.sqlite").exists()


def test_a_field_that_is_not_there_is_wrong_usage(desk):
    done = desk("set", "e0", "colour", "red")
    assert (done.code, done.out) == (2, "")
    assert "colour" in done.err


# ---- which events there are ------------------------------------------------------------------------------------


def test_merge_then_split(desk):
    siege, strike = desk.event("siege"), desk.event("strike")
    assert desk("merge", siege["id"], strike["id"]).code == 0
    merged = desk.event("strike")
    assert (merged["id"], merged["sources"]) == (siege["id"], 3)
    assert desk("set", strike["id"], "note", "by its old id").code == 0
    bombed = strike["mentions"][0]["id"]
    assert desk("split", merged["id"], bombed).out == f"3\tsplit 1 of 3 off {siege['id']}\n"
    assert desk.event("siege")["sources"] == 2
    assert [m["id"] for m in desk.event("strike")["mentions"]] == [bombed]


def test_delete_and_restore(desk):
    strike = desk.event("strike")
    assert desk("delete", strike["id"]).out == "1\tdeleted: no → yes\n"
    assert desk.events("strike") == []
    assert desk("restore", strike["id"]).out == "2\tdeleted: yes → no\n"
    assert desk.event("strike") == strike | {"from": desk.event("strike")["from"]}


def test_add_from_words(desk):
    done = desk(
        "add", "siege", "--words", "shelled", "--type", "ASSAULT/shelling", "--place", "34.7,44.6=the clinic",
        "--time", "2014-08-30", "--casualties", "killed=2", "--participants", "actor:Islamic State",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1\tadd ASSAULT/shelling, place 34.7,44.6=the clinic, time 2014-08-30")
    (added,) = [e for e in desk.events("siege") if e["mode"] == "shelling"]
    assert (added["place"]["name"], added["time"]["earliest"], added["casualties"]["killed"]) == (
        "the clinic",
        "2014-08-30",
        [2, 2],
    )
    (told,) = added["mentions"]
    start = SIEGE.text.index("shelled")
    assert (told["trigger"]["start"], told["trigger"]["end"]) == (start, start + 7)
    assert SIEGE.text[told["sentence"]["start"] : told["sentence"]["end"]].startswith("Bread ran out")


def test_add_lies_in_the_sentence_of_a_mention_that_covers_it(desk):
    desk("add", "siege", "--words", "fighters", "--type", "MOBILIZE")
    (added,) = [e for e in desk.events("siege") if e["type"] == "MOBILIZE"]
    sentence = added["mentions"][0]["sentence"]
    assert SIEGE.text[sentence["start"] : sentence["end"]] == "Islamic State fighters besieged Amerli."


# ---- what a name is to mean ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "name"),
    [
        ([], "Old Mosul"),
        (["--article", "strike"], "Old Mosul"),
        (["--article", "siege"], "Mosul"),
        (["--source", "The Paper"], "Mosul"),
    ],
)
def test_take_a_place(desk, scope, name):
    done = desk("take", "Mosul", "--place", "36.34,43.14=Old Mosul", *scope)
    assert done.code == 0
    assert done.out.startswith("1\ttake Mosul for 36.34,43.14=Old Mosul ")
    assert desk.event("strike")["place"]["name"] == name


def test_take_an_actor_of_one_source(desk):
    done = desk("take", "Islamic State", "--actor", "Sons of the Sun", "--source", "The Paper")
    assert done.out == "1\ttake Islamic State for actor Sons of the Sun in source The Paper\n"
    named = {m["article_id"]: m["actors"][0]["name"] for e in desk.events("again") for m in e["mentions"]}
    assert named["again"] == "Sons of the Sun"


# ---- the log ---------------------------------------------------------------------------------------------------


def test_undo_and_redo(desk):
    event = desk.event("strike")["id"]
    desk("set", event, "type", "PROTEST")
    desk("set", event, "assertion", "possible")
    assert desk("undo").out == "3\tundo 2\n"
    assert desk.event("strike")["assertion"] == "asserted"
    assert desk("redo").out == "4\tredo 2\n"
    assert desk.event("strike")["assertion"] == "possible"
    assert desk("undo", "1").out == "5\tundo 1\n"
    assert desk.event("strike")["type"] == "ASSAULT"


def test_log(desk):
    strike, siege = desk.event("strike")["id"], desk.event("siege")["id"]
    desk("set", strike, "type", "PROTEST", "--note", "a march")
    desk("set", siege, "verified", "yes", by="Omar")
    desk("undo", "1")
    entries = desk.read("log")
    assert [(e["number"], e["author"], e["action"], e["holds"]) for e in entries] == [
        (1, "Nadia", "set", False),
        (2, "Omar", "set", True),
        (3, "Nadia", "undo", False),
    ]
    assert (entries[0]["note"], entries[0]["new"]["type"], entries[0]["old"]["mode"]) == (
        "a march",
        "PROTEST",
        "airstrike",
    )
    assert [e["number"] for e in desk.read("log", strike)] == [1, 3]
    table = desk("log", by=None).out
    assert "type: ASSAULT/airstrike → PROTEST" in table
    assert "undone" in table


def test_detached(desk):
    desk("set", desk.event("strike")["id"], "type", "PROTEST")
    assert desk.read("detached") == []
    with Store.open(f"sqlite:///{desk.path}") as store:
        store.replace(STRIKE.id, [])
    (lost,) = desk.read("detached")
    assert (lost["correction"]["number"], lost["article"], lost["words"]) == (1, "strike", "bombed")
    assert "bombed" in desk("detached", by=None).out


def test_the_author_is_who_the_environment_says(desk, monkeypatch):
    monkeypatch.setenv("DATELINE_AUTHOR", "Leila")
    desk("set", desk.event("strike")["id"], "verified", "yes", by=None)
    monkeypatch.delenv("DATELINE_AUTHOR")
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    desk("set", desk.event("strike")["id"], "verified", "no", by=None)
    desk("set", desk.event("strike")["id"], "verified", "yes", by="Omar")
    assert [e["author"] for e in desk.read("log")] == ["Leila", "login", "Omar"]


def test_nobody_corrects_nothing(desk, monkeypatch):
    def unknown():
        raise OSError("no such user")

    monkeypatch.delenv("DATELINE_AUTHOR", raising=False)
    monkeypatch.setattr("getpass.getuser", unknown)
    done = desk("delete", desk.event("strike")["id"], by=None)
    assert (done.code, done.out) == (2, "")
    assert "DATELINE_AUTHOR" in done.err


# ---- what becomes of the store ---------------------------------------------------------------------------------


def test_deleted_events_can_be_listed(desk):
    strike = desk.event("strike")["id"]
    desk("delete", strike)
    assert [e["id"] for e in desk.call("export", "--store", desk.path, "--deleted").lines()] == [strike]


@pytest.fixture
def loaded(monkeypatch, analyzer):
    monkeypatch.setattr("events.pipeline.Analyzer.from_settings", lambda: analyzer)
    monkeypatch.setattr("events.cli._pool", lambda workers, scheduler, log: Here())


def test_the_log_of_an_erased_article_can_be_read(desk):
    siege, strike = desk.event("siege"), desk.event("strike")
    desk("merge", siege["id"], strike["id"])
    desk("split", siege["id"], strike["mentions"][0]["id"])
    desk("add", "strike", "--words", "trucks", "--type", "AID")
    desk("take", "Mosul", "--place", "1,2=A", "--article", "strike")
    desk("set", desk.events("strike")[0]["id"], "verified", "yes")
    desk.call("erase", "strike", "--yes", "--store", desk.path)
    assert [written.says(entry) for entry in log_of(desk)] == [
        "merge events",
        "split, erased",
        "add, erased",
        "take, erased",
        "set, erased",
    ]
    assert desk("log", by=None).code == 0


def log_of(desk):
    with Store.open(f"sqlite:///{desk.path}") as store:
        return store.corrections.log()


def outdate(desk):
    with sqlite3.connect(desk.path) as db:
        db.execute("UPDATE article SET extractor = '0.1'")


def test_reextract_reads_what_another_version_read(desk, loaded):
    assert "0 read again, 0 failed" in desk.call("reextract", "--store", desk.path).err
    outdate(desk)
    done = desk.call("reextract", "--store", desk.path)
    assert (done.code, done.out) == (0, "")
    assert "3 read again, 0 failed" in done.err
    assert "0 read again" in desk.call("reextract", "--store", desk.path).err
    assert "3 read again" in desk.call("reextract", "--all", "--store", desk.path).err


def test_corrections_survive_reextraction(desk, loaded):
    strike = desk.event("strike")["id"]
    desk("set", strike, "place", "34.7,44.6=Here")
    desk("add", "siege", "--words", "clinic", "--type", "AID")
    done = desk.call("reextract", "strike", SIEGE.id, "--store", desk.path)
    assert "2 read again, 0 failed" in done.err
    found = desk.event("strike")
    assert (found["id"], found["place"]["name"]) == (strike, "Here")
    assert "AID" in [e["type"] for e in desk.events("siege")]


def test_an_article_that_fails_is_named_and_the_rest_goes_on(desk, monkeypatch):
    desk("set", desk.event("strike")["id"], "type", "PROTEST")
    before = desk.event("siege")

    def read(batch):
        return [Failure(one.name, "cannot be read") if one.id == SIEGE.id else () for one in batch]

    monkeypatch.setattr("events.cli._pool", lambda workers, scheduler, log: Here(lambda: read))
    done = desk.call("reextract", "--all", "--store", desk.path)
    assert (done.code, done.out) == (1, "")
    assert "siege: cannot be read" in done.err
    assert "2 read again, 1 failed" in done.err
    assert "without a mention at their words: 1 correction, see" in done.err
    assert [m["id"] for m in desk.event("siege")["mentions"]] == [
        m["id"] for m in before["mentions"] if m["article_id"] == "siege"
    ]


def test_remerge_keeps_events_and_corrections(desk):
    desk("merge", desk.event("siege")["id"], desk.event("strike")["id"])
    before = desk.events("siege")
    done = desk.call("remerge", "--store", desk.path)
    assert (done.code, done.out) == (0, "")
    assert "1 event from 3 mentions in 3 articles" in done.err
    assert desk.events("siege") == before


def test_erase(desk):
    desk("set", desk.event("strike")["id"], "note", "a word in passing")
    done = desk.call("erase", "strike", AGAIN.id, "--yes", "--store", desk.path)
    assert (done.code, done.out) == (0, "")
    assert f"strike ({STRIKE.id}) with 1 mention, 1 event told by nothing else, 1 entry of the log" in done.err
    assert f"again ({AGAIN.id}) with 1 mention, 0 events told by nothing else" in done.err
    left = b"".join(path.read_bytes() for path in desk.path.parent.glob("store.sqlite*"))
    assert b"besieged" in left
    for words in (b"bombed trucks", b"siege of Amerli went on", b"a word in passing"):
        assert words not in left
    assert desk.event("siege")["sources"] == 1
    assert desk.call("erase", STRIKE.id, "--store", desk.path).code == 0


def test_what_was_erased_is_not_taken_in_again_and_the_rest_is(desk, loaded, tmp_path):
    for name, text in (("old", "Troops shelled Kharkiv."), ("new", "Troops left Kharkiv.")):
        (tmp_path / f"{name}.txt").write_text(text)
    desk.call("ingest", tmp_path / "old.txt", "--store", desk.path)
    desk.call("erase", "old.txt", "--yes", "--store", desk.path)
    done = desk.call("ingest", tmp_path / "old.txt", tmp_path / "new.txt", "--store", desk.path)
    assert (done.code, done.out) == (1, "")
    assert "old.txt: was erased from the store on 20" in done.err
    assert "1 new, 0 already there, 1 failed" in done.err


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 1, 3), ("", 1, 3), ("y", 0, 2)])
def test_erase_asks(desk, monkeypatch, answer, code, left):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n" if answer else ""))
    done = desk.call("erase", "strike", "--store", desk.path)
    assert done.code == code
    assert "Erase 1 article for good?" in done.err
    with Store.open(f"sqlite:///{desk.path}") as store:
        assert store.counts().articles == left


def test_one_unknown_article_and_nothing_is_erased(desk):
    done = desk.call("erase", "strike", "nosuch", "--yes", "--store", desk.path)
    assert (done.code, done.out) == (1, "")
    assert "nosuch" in done.err
    with Store.open(f"sqlite:///{desk.path}") as store:
        assert store.counts().articles == 3


# ---- what others can use ---------------------------------------------------------------------------------------


def test_gold(desk, tmp_path):
    folder = tmp_path / "gold" / "mine"
    done = desk("gold", folder, by=None)
    assert (done.code, done.out) == (1, "")
    assert "verified yes" in done.err
    desk("set", desk.event("siege")["id"], "verified", "yes")
    done = desk("gold", folder, by=None)
    assert (done.code, done.out) == (0, "")
    assert "1 verified event in 2 articles" in done.err
    lines = {p.name: [json.loads(line)["id"] for line in p.read_text().splitlines()] for p in folder.iterdir()}
    files = ("articles", "merge.gold", "when.gold", "geoparse.gold", "coded.gold")
    assert lines == {f"{name}.jsonl": ["again", "siege"] for name in files}
    done = desk("gold", desk.path, by=None)
    assert (done.code, done.out) == (1, "")
    assert str(desk.path) in done.err


def test_names_from_one_store_to_another(desk, call, tmp_path, gazetteer, monkeypatch):
    desk("take", "Mosul", "--place", "36.34,43.14=Old Town of Mosul", "--note", "see the map")
    desk("take", "Islamic State", "--actor", "Sons of the Sun", "--source", "The Paper")
    desk("take", "Amerli", "--place", "1,2=Elsewhere", "--article", "siege")
    names, places, actors = tmp_path / "names.jsonl", tmp_path / "places.txt", tmp_path / "actors.tsv"
    done = desk("export", names, "--gazetteer", places, "--aliases", actors, by=None)
    assert (done.code, done.out) == (0, "")
    assert "2 names" in done.err
    assert actors.read_text().splitlines()[1] == "Islamic State\tsons-of-the-sun\tSons of the Sun\t\t"

    other = Desk(tmp_path / "other.sqlite", call)
    with Store.open(f"sqlite:///{other.path}") as store:
        store.add(STRIKE, [mention(STRIKE, "bombed", place=placed(MOSUL))])
    done = other("import", names, by="Omar")
    assert done.code == 0
    assert "2 taken over, 0 known already" in done.err
    assert done.out.startswith("1\ttake Mosul for 36.34,43.14=Old Town of Mosul everywhere\n2\t")
    assert other.event("strike")["place"]["name"] == "Old Town of Mosul"
    assert [(e["author"], e["note"]) for e in other.read("log")] == [("Omar", "Nadia: see the map"), ("Omar", "Nadia")]
    done = other("import", names, by="Omar")
    assert (done.code, done.out) == (0, "")
    assert "0 taken over, 2 known already" in done.err

    shutil.copy(gazetteer.path, tmp_path)
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    assert "1 places added" in call("gazetteer", "add", places).err
    (found,) = call("gazetteer", "lookup", "Old Town of Mosul", "--format", "jsonl").lines()
    assert (found["lat"], found["lon"]) == (36.34, 43.14)


@pytest.mark.parametrize(("text", "says"), [(None, "No such file"), ("{}\n", "line 1"), ("\udcff", "utf-8")])
def test_what_cannot_be_imported_is_named(desk, tmp_path, text, says):
    path = tmp_path / "names.jsonl"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = desk("import", path)
    assert (done.code, done.out) == (1, "")
    assert str(path) in done.err and says in done.err
