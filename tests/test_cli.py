"""The commands as people script against them: what goes to stdout, what to stderr, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from events import __version__
from events.cli import app
from events.model import Chapter, Story
from events.store import Store
from events.workers import Processes
from tests.commands import Run
from tests.readers import Here

ROOT = Path(__file__).parent.parent
SEIZED = "Fighters seized the town of Tikrit on 11 June 2014."
NEWS = "Published 4 May 2022\n\nRussian troops shelled Kharkiv on Tuesday. Nobody was killed in Lviv, officials said."


@pytest.fixture
def loaded(monkeypatch, analyzer):
    """The analyzer that the tests share, in place of a new one for each command."""
    monkeypatch.setattr("events.pipeline.Analyzer.from_settings", lambda: analyzer)
    monkeypatch.setattr(
        "events.cli._pool", lambda workers, scheduler, log: Here() if workers == 1 else Processes(workers)
    )


@pytest.fixture
def articles(tmp_path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [{"id": "n1", "text": NEWS}, {"id": "n2", "text": "Nothing is said here."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "store" / "dateline.sqlite"


def commands(group, path: tuple[str, ...] = ()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


# ---- usage -----------------------------------------------------------------------------------------------------


def test_the_commands_of_the_contract_are_there():
    assert {"extract", "geoparse", "timexes", "ingest", "export", "serve", "gazetteer"} <= {
        path[0] for path in COMMANDS
    }


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(path):
    command = COMMANDS[path]
    assert command.help
    assert [p.name for p in command.params if not getattr(p, "help", None)] == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_goes_to_stdout(run, path):
    done = run(*path, "--help")
    assert (done.code, done.err) == (0, "")
    assert "Usage: dateline" in done.out


def test_version(run):
    assert run("--version") == Run(0, f"dateline {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nosuch"], "nosuch"),
        (["extract"], "PATH"),
        (["extract", "a.txt", "--format", "xml"], "xml"),
        (["extract", "a.txt", "--published", "31 February"], "31 February"),
        (["extract", "a.txt", "--published", "2014-02-31"], "2014-02-31"),
        (["ingest", "a.txt", "--published", "yesterday"], "yesterday"),
        (["extract", "a.txt", "--published", "2990-01-01"], "2990-01-01"),
        (["extract", "a.txt", "--encoding", "klingon"], "klingon"),
        (["export", "--format", "docx"], "docx"),
        (["export", "--from", "31 February"], "31 February"),
        (["export", "--type", "PICNIC"], "PICNIC"),
        (["export", "--into", "folder"], "--format parquet"),
        (["export", "--into", "folder", "--format", "parquet", "--type", "ASSAULT"], "leave filters"),
        (["export", "--without-texts"], "--into"),
        (["serve", "--port", "0"], "port"),
        (["serve", "--address", "0.0.0.0"], "others can reach the dashboard"),  # noqa: S104
        (["serve", "--address", "192.0.2.7"], "--without-sign-in"),
        (["serve", "--access", "none.toml"], "none.toml"),
        (["serve", "--access", "none.toml", "--without-sign-in"], "give one of them"),
    ],
)
def test_wrong_usage_is_2_and_says_what(run, arguments, says):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err


def test_help_and_failures_load_nothing_heavy():
    heavy = ("spacy", "streamlit", "sqlalchemy", "dateparser", "trafilatura", "pandas", "polars")
    code = (
        "import sys; sys.argv[1:] = ['extract', 'none.txt']\n"
        "from events.cli import main\n"
        "try: main()\n"
        f"finally: print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "[]\n")


def test_the_package_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "events", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dateline {__version__}\n", "")


# ---- bad input -------------------------------------------------------------------------------------------------

BAD = {
    "empty.txt": (b"", "empty"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    "long.txt": (b"a" * 20_000_000, "20,000,000"),
    "line.jsonl": (b'{"text": "x"\n', "not JSON"),
    "date.jsonl": (b'{"text": "x", "published": "31 February"}', "31 February"),
    "date.md": (b"---\ndate: 31 February\n---\nTroops left.", "31 February"),
    "missing.txt": (None, "no such file"),
    "latin.txt": ("Señor Muñoz".encode("cp1252"), "UTF-8"),
    "page.html": (b"<html></html>", "no main text"),
    "report.docx": (b"PK", ".docx"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_input_gets_one_line_that_names_it(run, tmp_path, name):
    data, says = BAD[name]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("timexes", tmp_path / name, "--format", "jsonl")
    (line,) = done.err.splitlines()
    assert (done.code, done.out) == (1, "")
    assert name in line
    assert says in line


def test_the_others_go_through(run, tmp_path):
    for name, (data, _) in BAD.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    (tmp_path / "a.txt").write_text(SEIZED)
    (tmp_path / "z.txt").write_text("Nothing.")
    done = run("timexes", tmp_path, tmp_path / "missing.txt", "--format", "jsonl")
    assert done.code == 1
    assert [line["id"] for line in done.lines()] == ["a.txt", "z.txt"]
    assert len(done.err.splitlines()) == len(BAD)


def test_a_name_cannot_steer_the_terminal(run):
    done = run("timexes", "a\x1b[31m\nb.txt")
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 1


# ---- what reads articles ---------------------------------------------------------------------------------------


def test_timexes(run, articles):
    done = run("timexes", articles, "--format", "jsonl")
    first, second = done.lines()
    assert (done.code, done.err) == (0, "")
    assert (first["id"], second) == ("n1", {"id": "n2", "timexes": []})
    assert {"start": 10, "end": 20, "text": "4 May 2022", "type": "DATE", "value": "2022-05-04"}.items() <= first[
        "timexes"
    ][0].items()
    assert first["timexes"][1]["value"] == "2022-05-03"


def test_the_users_date_wins(run, articles):
    done = run("timexes", articles, "--format", "jsonl", "--published", "1999-12-31")
    assert done.lines()[0]["timexes"][1]["value"] == "1999-12-28"


def test_geoparse(run, loaded, articles):
    done = run("geoparse", articles, "--format", "jsonl")
    first, second = done.lines()
    assert done.code == 0
    assert (first["id"], second) == ("n1", {"id": "n2", "toponyms": []})
    found = {t["text"]: t for t in first["toponyms"]}
    assert found["Kharkiv"]["country"] == "UKR"
    assert all(NEWS[t["start"] : t["end"]] == t["text"] for t in first["toponyms"])


def test_extract(run, loaded, articles):
    done = run("extract", articles, "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    told = {m["trigger"]["text"]: m for m in done.lines()}
    shelled = told["shelled"]
    assert (shelled["article_id"], shelled["type"], shelled["place"]["name"]) == ("n1", "ASSAULT", "Kharkiv")
    assert (shelled["time"]["earliest"], shelled["assertion"]) == ("2022-05-03", "asserted")
    assert told["killed"]["assertion"] == "negated"


def test_extract_as_csv(run, loaded, articles):
    rows = list(csv.DictReader(io.StringIO(run("extract", articles, "--format", "csv").out)))
    assert ("n1", "shelled", "Kharkiv") in [(row["article_id"], row["trigger"], row["place"]) for row in rows]


@pytest.mark.parametrize("command", ["extract", "geoparse", "timexes"])
def test_a_table_for_people(run, loaded, articles, command):
    done = run(command, articles)
    assert (done.code, done.err) == (0, "")
    assert "n1 (2022-05-04)" in done.out


@pytest.mark.parametrize("command", ["extract", "geoparse", "timexes"])
def test_an_article_cannot_steer_the_terminal(run, loaded, tmp_path, command):
    (tmp_path / "a.md").write_text(
        "---\ntitle: '[bold]x[/] \\e'\n---\nTroops \x1b[31mshelled\x1b[0m Kharkiv on \x1b]Monday."
    )
    done = run(command, tmp_path / "a.md")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "[bold]x[/]" in done.out


# ---- the store -------------------------------------------------------------------------------------------------


def test_an_article_in_another_language_is_named_and_kept(run, loaded, tmp_path, store):
    french = "L’État islamique a pris Mossoul mardi, selon les autorités, et l’armée irakienne a quitté la ville."
    (tmp_path / "fr.txt").write_text(french, encoding="utf-8")
    (tmp_path / "en.txt").write_text(SEIZED, encoding="utf-8")
    done = run("ingest", tmp_path / "fr.txt", tmp_path / "en.txt", "--store", store)
    assert done.code == 0
    assert "fr.txt: is in French, which is not read for events unless DATELINE_PIPELINE_FR names" in done.err
    assert done.err.splitlines()[-2].startswith("2 new, 0 already there, 0 failed")
    assert done.err.splitlines()[-1] == "1 in French: kept without events"


def test_the_columns_of_a_table_may_be_said(run, loaded, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(f"Kop,Inhoud\nStad,{SEIZED}\n", encoding="utf-8")
    assert "'Kop', 'Inhoud'" in run("extract", table).err
    found = run("extract", table, "--columns", "text=Inhoud,title=Kop", "--format", "jsonl")
    assert (found.code, len(found.lines()) > 0) == (0, True)
    assert run("extract", table, "--columns", "inhoud=text").code == 2


def test_ingest_and_export(run, loaded, articles, store):
    done = run("ingest", articles, articles.parent / "none.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    assert "none.txt" in done.err
    assert "2 new, 0 already there, 1 failed" in done.err
    again = run("ingest", articles, "--store", store)
    assert again.code == 0
    assert "0 new, 2 already there, 0 failed; 0 mentions" in again.err
    events = run("export", "--store", store, "--format", "jsonl").lines()
    assert "Kharkiv" in [event["place"]["name"] for event in events if event["place"]]
    assert {m["article_id"] for event in events for m in event["mentions"]} == {"n1"}


def test_several_processes_give_what_one_does(run, loaded, articles, tmp_path):
    found = []
    for workers in (1, 2):
        store = tmp_path / f"{workers}.sqlite"
        run("ingest", articles, "--store", store, "--workers", workers)
        found.append(run("export", "--store", store).out)
    assert found[0] == found[1]
    assert "Kharkiv" in found[0]


def test_the_same_text_twice_in_one_run_is_one_article(run, loaded, tmp_path, store):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NEWS)
    assert (
        "1 new, 1 already there, 0 failed"
        in run("ingest", tmp_path / "a.txt", tmp_path / "b.txt", "--store", store).err
    )


def test_what_failed_is_listed_and_read_again(run, loaded, articles, store):
    broken = articles.parent / "broken.txt"
    run("ingest", articles, broken, "--store", store)
    (listed,) = run("failures", "--format", "jsonl", "--store", store).lines()
    assert (listed["name"], listed["path"]) == (str(broken), str(broken))
    assert "there is no such file" in run("failures", "--store", store).out
    broken.write_text("Troops left Kherson on Friday.")
    assert "1 new, 0 already there, 0 failed" in run("ingest", "--retry-failed", "--store", store).err
    assert run("failures", "--format", "jsonl", "--store", store) == Run(0, "", "")


def test_failures_can_be_forgotten(run, loaded, articles, store):
    run("ingest", articles.parent / "none.txt", "--store", store)
    assert len(run("failures", "--forget", "--format", "jsonl", "--store", store).lines()) == 1
    assert run("failures", "--format", "jsonl", "--store", store).out == ""


def test_a_dry_run_names_what_is_new_and_makes_no_store(run, articles, store):
    done = run("ingest", articles, "none.txt", "--dry-run", "--store", store)
    assert (done.code, done.out) == (1, "n1\nn2\n")
    assert "2 new, 0 already there, 1 failed; nothing was written" in done.err
    assert not store.exists()


@pytest.mark.parametrize("arguments", [[], ["a.txt", "--retry-failed"]])
def test_ingest_wants_paths_or_what_failed(run, store, arguments):
    done = run("ingest", *arguments, "--store", store)
    assert (done.code, done.out) == (2, "")
    assert "--retry-failed" in done.err


@pytest.mark.parametrize(
    ("filters", "some"),
    [
        (["--actor", "Russia"], True),
        (["--actor", "Brazil"], False),
        (["--actor", "Brazil", "--actor", "Russia"], True),
        (["--type", "ASSAULT"], True),
        (["--type", "assault"], True),
        (["--type", "AID"], False),
        (["--from", "2022-05-03", "--to", "2022-05-03"], True),
        (["--to", "2022-05-01"], False),
        (["--from", "5 May 2022"], False),
        (["--article", "n1"], True),
        (["--article", "n2"], False),
        (["--actor", "Russia", "--type", "AID"], False),
    ],
)
def test_export_filters(run, loaded, articles, store, filters, some):
    run("ingest", articles, "--store", store)
    done = run("export", "--store", store, *filters)
    assert done.code == 0
    assert ("Kharkiv" in done.out) is some


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "kml", "acled", "html", "timelinejs", "ical"])
def test_export_formats(run, loaded, articles, store, format):
    run("ingest", articles, "--store", store)
    done = run("export", "--store", store, "--format", format)
    assert done.code == 0
    assert ("1 event left out" in done.err) if format in ("timelinejs", "ical") else done.err == ""  # it has no date
    assert "Kharkiv" in done.out


def test_export_of_a_story(run, loaded, articles, store):
    run("ingest", articles, "--store", store)
    with Store.open(f"sqlite:///{store}") as kept:
        told = kept.stories.save(Story("", "One day", (Chapter(kept.events()[0].id, "So it began."),)))
    for name in ("One day", told.id):
        done = run("export", "--store", store, "--format", "html", "--story", name)
        assert (done.code, done.err) == (0, "")
        assert "So it began." in done.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "html", "--story", "Another"], "'One day'"),
        (["--format", "kml", "--story", "One day"], "these can: html, timelinejs"),
        (["--format", "html", "--story", "One day", "--actor", "Russia"], "leave the other filters out"),
    ],
)
def test_a_story_that_cannot_be_exported(run, store, options, said):
    with Store.open(f"sqlite:///{store}") as kept:
        kept.stories.save(Story("", "One day"))
    done = run("export", "--store", store, *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_bytes_are_not_for_a_terminal(run, store, monkeypatch):
    monkeypatch.setattr("events.cli._on_a_terminal", lambda: True)
    done = run("export", "--store", store, "--format", "parquet")
    assert (done.code, done.out) == (2, "")
    assert "> events.parquet" in done.err


def test_a_missing_store_is_said_and_not_made(run, store):
    done = run("export", "--store", store)
    assert (done.code, done.out) == (1, "")
    assert str(store) in done.err
    assert not store.exists()


def test_the_store_may_be_named_in_the_environment(run, loaded, articles, store, monkeypatch):
    monkeypatch.setenv("DATELINE_STORE", str(store))
    assert run("ingest", articles).code == 0
    assert store.exists()


# ---- the gazetteer ---------------------------------------------------------------------------------------------


@pytest.fixture
def own_gazetteer(gazetteer, tmp_path, monkeypatch):
    """A copy of the gazetteer that may be changed."""
    shutil.copy(gazetteer.path, tmp_path)
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))


def test_gazetteer_build_says_what_is_ready(run, own_gazetteer, tmp_path):
    done = run("gazetteer", "build")
    assert (done.code, done.out) == (0, "")
    assert str(tmp_path) in done.err


def test_gazetteer_lookup(run, own_gazetteer):
    first = run("gazetteer", "lookup", "Kharkiv", "--format", "jsonl").lines()[0]
    assert (first["name"], first["country"], round(first["lat"]), round(first["lon"])) == ("Kharkiv", "UKR", 50, 36)


def test_gazetteer_lookup_of_nothing(run, own_gazetteer):
    done = run("gazetteer", "lookup", "Xyzzyx")
    assert (done.code, done.out) == (1, "")
    assert "Xyzzyx" in done.err


def test_gazetteer_info(run, own_gazetteer):
    (held,) = run("gazetteer", "info", "--format", "jsonl").lines()
    assert held["places"] > 200_000


def test_gazetteer_add(run, own_gazetteer, tmp_path):
    row = [
        "77777777",
        "Testonia Springs",
        "Testonia Springs",
        "",
        "50.5",
        "36.5",
        "P",
        "PPL",
        "UA",
        "",
        "07",
        "",
        "",
        "",
    ]
    (tmp_path / "UA.txt").write_text("\t".join([*row, "120", "", "90", "Europe/Kyiv", "2020-01-01"]) + "\n")
    assert "1 places added" in run("gazetteer", "add", tmp_path / "UA.txt").err
    (found,) = run("gazetteer", "lookup", "Testonia Springs", "--format", "jsonl").lines()
    assert (found["geonameid"], found["country"], found["lat"]) == (77777777, "UKR", 50.5)


def test_gazetteer_add_of_what_is_no_dump(run, own_gazetteer, tmp_path):
    (tmp_path / "no.txt").write_text("Troops left.\n")
    done = run("gazetteer", "add", tmp_path / "no.txt")
    assert (done.code, done.out) == (1, "")
    assert "no.txt" in done.err


# ---- pipes -----------------------------------------------------------------------------------------------------


def test_stdout_is_utf_8_whatever_the_terminal_says(tmp_path):
    (tmp_path / "a.txt").write_text("“Später” im Mai 2014", encoding="utf-8")
    command = [sys.executable, "-m", "events", "timexes", str(tmp_path / "a.txt"), "--format", "jsonl"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["id"] == "a.txt"


def test_a_reader_that_stops_is_no_error(tmp_path):
    (tmp_path / "a.jsonl").write_text((json.dumps({"text": SEIZED}) + "\n") * 3000)
    command = f"{sys.executable} -m events timexes {tmp_path / 'a.jsonl'} --format jsonl | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)  # noqa: S602
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
