"""The MapLibre styles of the offline basemap. All that they name is served from `static/`."""

from __future__ import annotations

FONT = "Noto Sans Regular"
HERE = "/app/static/basemap"
THEMES = {
    "light": {
        "sea": "#dfe7ec",
        "land": "#f8f7f4",
        "border": "#c3c6c4",
        "country": "#6d7278",
        "city": "#4a4f55",
        "halo": "#f8f7f4",
    },
    "dark": {
        "sea": "#10161c",
        "land": "#1e262e",
        "border": "#43505b",
        "country": "#8f9ca8",
        "city": "#c0c9d1",
        "halo": "#1a2128",
    },
}


def style(theme: str) -> dict:
    """The style of a theme: sea, land, borders, and names that appear as there is room for them."""
    colours = THEMES[theme]
    sources = {name: {"type": "geojson", "data": f"{HERE}/{name}.geojson"} for name in ("countries", "labels")}
    border = {"line-color": colours["border"], "line-width": _by_zoom(1, 0.5, 7, 1.3)}
    dot = {"circle-radius": 1.9, "circle-color": colours["city"], "circle-opacity": 0.6}
    city = {
        "text-size": _by_zoom(3, 10.5, 8, 13),
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.45,
        "text-justify": "auto",
        "text-padding": 5,
    }
    country = {
        "text-size": _by_zoom(1, 9.5, 6, 14),
        "text-transform": "uppercase",
        "text-letter-spacing": 0.1,
        "text-max-width": 7,
        "text-padding": 4,
    }
    layers = [
        {"id": "sea", "type": "background", "paint": {"background-color": colours["sea"]}},
        {"id": "land", "type": "fill", "source": "countries", "paint": {"fill-color": colours["land"]}},
        {"id": "borders", "type": "line", "source": "countries", "paint": border},
        {"id": "city-dots", "type": "circle", "source": "labels", "minzoom": 4, "filter": _of("city"), "paint": dot},
        _names("city", colours, city),
        _names("country", colours, country),
    ]
    glyphs = f"{HERE}/glyphs/{{fontstack}}/{{range}}.pbf"
    return {"version": 8, "name": f"Dateline {theme}", "glyphs": glyphs, "sources": sources, "layers": layers}


def _names(kind: str, colours: dict[str, str], layout: dict) -> dict:
    text = {"text-field": ["get", "name"], "text-font": [FONT], "symbol-sort-key": ["get", "rank"]}
    paint = {"text-color": colours[kind], "text-halo-color": colours["halo"], "text-halo-width": 1.2}
    names = {"id": f"{kind}-names", "type": "symbol", "source": "labels", "filter": _of(kind)}
    return names | {"layout": text | layout, "paint": paint}


def _of(kind: str) -> list:
    return ["all", ["==", ["get", "kind"], kind], [">=", ["zoom"], ["get", "zoom"]]]


def _by_zoom(*stops: float) -> list:
    return ["interpolate", ["linear"], ["zoom"], *stops]
