"""Geocoders: one interface, each name asked once, failures told and survived. The service runs here, on localhost."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from events.errors import GeocoderError, SettingError
from events.places import GEOCODERS, Geoparser, geocoders, open_geocoder

ANSWER = {
    "osm_id": 42, "name": "Vorgansk", "display_name": "Vorgansk, Nineveh, Iraq", "lat": "36.1", "lon": "42.2",
    "addresstype": "village", "importance": 0.3, "boundingbox": ["36.0", "36.2", "42.1", "42.3"],
    "address": {"country_code": "iq", "state": "Nineveh"},
}  # fmt: skip


def _question(path: str) -> str:
    asked = parse_qs(urlparse(path).query)
    return (asked.get("q") or asked["singleLine"])[0]


class Service:
    """A server that speaks Nominatim's protocol, or what it is told to: `replies` in turn, then the last one again."""

    def __init__(self):
        self.asked: list[str] = []
        self.replies: list[tuple[int, str]] = [(200, json.dumps([ANSWER]))]
        self.wait = 0.0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(_question(self.path))
                time.sleep(service.wait)
                status, body = service.replies.pop(0) if len(service.replies) > 1 else service.replies[0]
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def service():
    service = Service()
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def nominatim(service, tmp_path):
    return open_geocoder(
        "nominatim", domain=f"127.0.0.1:{service.server.server_port}", scheme="http", delay=0.0, timeout=0.5,
        answers=tmp_path / "answers.sqlite",
    )  # fmt: skip


def test_an_answer_becomes_a_place(nominatim):
    (entry,) = nominatim.lookup("Vorgansk")
    assert (entry.name, entry.lat, entry.lon) == ("Vorgansk", 36.1, 42.2)
    assert (entry.country, entry.admin1, entry.feature) == ("IRQ", "Nineveh", "PPL")
    assert 10 < entry.radius_km < 20


def test_a_name_is_asked_once_also_by_a_later_run(nominatim, service, tmp_path):
    first = nominatim.lookup("Vorgansk")
    assert nominatim.lookup("Vorgansk") == first
    again = open_geocoder(
        "nominatim",
        domain=f"127.0.0.1:{service.server.server_port}",
        scheme="http",
        answers=tmp_path / "answers.sqlite",
    )
    assert again.lookup("Vorgansk") == first
    assert service.asked == ["Vorgansk"]


def test_nothing_found_is_kept_too(nominatim, service):
    service.replies = [(200, "[]")]
    assert nominatim.lookup("Nowhere at all") == ()
    assert nominatim.lookup("Nowhere at all") == ()
    assert len(service.asked) == 1


def test_an_old_answer_is_asked_anew(nominatim, service, monkeypatch):
    nominatim.lookup("Vorgansk")
    monkeypatch.setattr(geocoders, "KEPT_DAYS", -1)
    nominatim.lookup("Vorgansk")
    assert len(service.asked) == 2


def test_a_passing_failure_is_tried_again(nominatim, service):
    service.replies = [(503, "busy"), (200, json.dumps([ANSWER]))]
    assert nominatim.lookup("Vorgansk")[0].country == "IRQ"
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    "reply",
    [(429, "slow down"), (403, "no"), (500, "oops"), (200, "<html>"), (200, '[{"lat": "north"}]')],
    ids=["too many", "refused", "broken", "no JSON", "nonsense"],
)
def test_failures_are_named_and_not_kept(nominatim, service, reply):
    service.replies = [reply]
    with pytest.raises(GeocoderError, match="'Vorgansk'"):
        nominatim.lookup("Vorgansk")
    service.replies = [(200, json.dumps([ANSWER]))]
    assert nominatim.lookup("Vorgansk")


def test_no_answer_in_time(nominatim, service):
    service.wait = 0.6
    with pytest.raises(GeocoderError, match="'Vorgansk'"):
        open_geocoder(
            "nominatim", domain=f"127.0.0.1:{service.server.server_port}", scheme="http", delay=0.0,
            timeout=0.2, retries=0, answers=nominatim._answers._path,
        ).lookup("Vorgansk")  # fmt: skip


def test_questions_keep_their_distance(service, tmp_path):
    slow = open_geocoder(
        "nominatim",
        domain=f"127.0.0.1:{service.server.server_port}",
        scheme="http",
        delay=0.3,
        answers=tmp_path / "a.sqlite",
    )
    start = time.monotonic()
    slow.lookup("one")
    slow.lookup("two")
    assert time.monotonic() - start >= 0.3


def test_an_unknown_geocoder_is_named_with_the_known_ones():
    with pytest.raises(SettingError, match=r"'atlantis'.*nominatim"):
        open_geocoder("atlantis")
    assert set(GEOCODERS) == {"nominatim", "photon", "geonames", "arcgis"}


ANSWERS = {
    "photon": {
        "features": [
            {"geometry": {"coordinates": [42.2, 36.1]},
             "properties": {"osm_id": 42, "name": "Vorgansk", "osm_value": "village", "countrycode": "IQ",
                            "state": "Nineveh", "extent": [42.1, 36.2, 42.3, 36.0]}}
        ]
    },
    "geonames": {
        "geonames": [
            {"geonameId": 42, "name": "Vorgansk", "lat": "36.1", "lng": "42.2", "fcode": "PPL", "countryCode": "IQ",
             "adminName1": "Nineveh", "population": 1000}
        ]
    },
    "arcgis": {
        "candidates": [
            {"address": "Vorgansk, Nineveh", "location": {"x": 42.2, "y": 36.1}, "score": 100,
             "attributes": {"PlaceName": "Vorgansk", "Country": "IRQ", "Region": "Nineveh", "Type": "Village"},
             "extent": {"xmin": 42.1, "xmax": 42.3, "ymin": 36.0, "ymax": 36.2}}
        ]
    },
}  # fmt: skip
NOTHING = {"photon": {"features": []}, "geonames": {"geonames": []}, "arcgis": {"candidates": []}}


@pytest.fixture(params=ANSWERS)
def other(request, service, tmp_path, monkeypatch):
    """A geocoder of another service on localhost, and its name."""
    monkeypatch.setenv("DATELINE_GEONAMES_USER", "somebody")
    service.replies = [(200, json.dumps(ANSWERS[request.param]))]
    geocoder = open_geocoder(
        request.param, domain=f"127.0.0.1:{service.server.server_port}", scheme="http", delay=0.0, timeout=0.5,
        answers=tmp_path / "answers.sqlite",
    )  # fmt: skip
    return request.param, geocoder


def test_answers_of_other_services_become_places_and_are_kept(other, service):
    _, geocoder = other
    (entry,) = geocoder.lookup("Vorgansk")
    assert (entry.name, entry.lat, entry.lon) == ("Vorgansk", 36.1, 42.2)
    assert (entry.country, entry.admin1, entry.precision) == ("IRQ", "Nineveh", "settlement")
    assert 0.5 < entry.radius_km < 20
    assert geocoder.lookup("Vorgansk") == (entry,)
    assert service.asked == ["Vorgansk"]


def test_other_services_may_know_nothing(other, service):
    name, geocoder = other
    service.replies = [(200, json.dumps(NOTHING[name]))]
    assert geocoder.lookup("Nowhere at all") == ()


def test_a_passing_failure_of_other_services_is_tried_again(other, service):
    name, geocoder = other
    service.replies = [(429, "slow down"), (200, json.dumps(ANSWERS[name]))]
    assert geocoder.lookup("Vorgansk")[0].country == "IRQ"


@pytest.mark.parametrize("reply", [(429, "slow down"), (500, "oops"), (200, "<html>"), (200, "[]")])
def test_failures_of_other_services_are_named(other, service, reply):
    _, geocoder = other
    service.replies = [reply]
    with pytest.raises(GeocoderError, match="'Vorgansk'"):
        geocoder.lookup("Vorgansk")


def test_geonames_asks_for_an_account(monkeypatch, tmp_path):
    monkeypatch.delenv("DATELINE_GEONAMES_USER", raising=False)
    with pytest.raises(SettingError, match="DATELINE_GEONAMES_USER"):
        open_geocoder("geonames", answers=tmp_path / "answers.sqlite")


def test_a_service_that_failed_is_left_alone_for_a_while(parser, gazetteer, nominatim, service):
    service.replies = [(500, "oops")]
    geoparser = Geoparser(gazetteer, nominatim)
    geoparser.toponyms(parser.parse(TEXT))
    asked = len(service.asked)
    geoparser.toponyms(parser.parse(TEXT))
    assert len(service.asked) == asked


TEXT = "They camped in Vorgansk, a village in the hills, and later in Mosul."


def test_only_what_the_gazetteer_lacks_is_asked(parser, gazetteer, nominatim, service):
    toponyms = Geoparser(gazetteer, nominatim).toponyms(parser.parse(TEXT))
    assert toponyms[0].place.country == "IRQ"
    assert service.asked == ["Vorgansk"]


def test_a_place_says_which_service_found_it(parser, gazetteer, nominatim):
    for _ in ("asked", "kept"):
        toponyms = Geoparser(gazetteer, nominatim).toponyms(parser.parse(TEXT))
        assert [t.place.service for t in toponyms] == ["Nominatim", None]


def test_the_offline_answer_stands_where_the_service_fails(parser, gazetteer, nominatim, service, caplog):
    service.replies = [(500, "oops")]
    toponyms = Geoparser(gazetteer, nominatim).toponyms(parser.parse(TEXT))
    assert [t.place.country for t in toponyms] == [None, "IRQ"]
    assert "Vorgansk" in caplog.text


def test_nothing_is_asked_unless_wanted(parser, gazetteer, service):
    Geoparser(gazetteer).toponyms(parser.parse(TEXT))
    assert service.asked == []
