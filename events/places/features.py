"""What a GeoNames feature code says of a place: how precise it is, how far it reaches, how often news means it."""

from __future__ import annotations

import math

# https://www.geonames.org/export/codes.html
COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLH", "PCLI", "PCLIX", "PCLS", "PCLX", "TERR"))
ADMIN1 = frozenset(("ADM1", "ADM1H"))
ADMIN2 = frozenset(("ADM2", "ADM2H", "ADM3", "ADM4", "ADM5", "ADMD", "ADMDH"))
WIDE = frozenset((
    "CONT", "RGN", "RGNH", "RGNE", "RGNL", "ZN", "ZNB", "AREA", "SEA", "OCN", "GULF", "BAY", "BGHT", "STRT",
    "CHN", "CHNM", "SD", "INLT", "FJD", "LK", "LKS", "LKN", "LGN", "RSV", "STM", "STMS", "CNL", "ESTY", "MTS",
    "MT", "VLC", "PLN", "PLAT", "DSRT", "VAL", "VALS", "PEN", "ISL", "ISLS", "ATOL", "DLTA", "FRST",
    "CST", "COAST", "BDRY", "CNYN", "GRGE", "GLCR", "NTS", "SHOL", "RF", "SWMP", "OILF", "GASF", "PRK",
    "RES", "RESN", "INSM", "CAPE", "PT", "HLL", "HLLS", "RDGE", "SLP", "UPLD", "INTF", "BSNU", "BSND", "CRSG",
    "PASS",
))  # fmt: skip
SITES_OF_NATURE = frozenset(("MT", "VLC", "CAPE", "PT", "HLL", "PASS", "INSM", "CRSG", "SHOL", "RF"))
_RADIUS = {
    "CONT": 2500.0, "OCN": 3000.0, "SEA": 400.0, "GULF": 200.0, "BAY": 50.0, "STRT": 60.0, "CHN": 60.0, "RGN": 150.0,
    "MTS": 150.0, "DSRT": 200.0, "PEN": 80.0, "ISL": 20.0, "ISLS": 100.0, "LK": 20.0, "STM": 200.0, "CNL": 60.0,
    "ADM1": 100.0, "ADM2": 25.0, "MT": 5.0, "AIRP": 2.0, "DAM": 1.0, "SQR": 0.3,
}  # fmt: skip
_WATERS = {"ocean": "OCN", "sea": "SEA", "gulf": "GULF", "golfe": "GULF", "golfo": "GULF", "bay": "BAY", "bahía": "BAY",
           "strait": "STRT", "straits": "STRT", "channel": "CHNM", "sound": "SD", "river": "STM", "lake": "LK",
           "bight": "BGHT", "inlet": "INLT", "fjord": "FJD", "passage": "STRT"}  # fmt: skip


def precision(feature: str | None) -> str | None:
    """How exact a place of this kind is: site, settlement, admin2, admin1, country or region."""
    if feature is None:
        return None
    if feature in COUNTRIES:
        return "country"
    if feature in ADMIN1:
        return "admin1"
    if feature in ADMIN2:
        return "admin2"
    if feature.startswith("PPL") or feature == "STLMT":
        return "settlement"
    if feature in WIDE and feature not in SITES_OF_NATURE:
        return "region"
    return "site"


def radius_km(feature: str | None, population: int | None, area_km2: float | None = None) -> float:
    """Half the extent of a place in kilometres: from its area, else its population, else what is usual of its kind."""
    if area_km2:
        return round(math.sqrt(area_km2 / math.pi), 1)
    if feature in _RADIUS:
        return _RADIUS[feature]
    if precision(feature) == "settlement":
        # Built-up area grows about with the square root of the population: 1 km for a village, 20 km for ten million.
        return round(max(1.0, 0.0065 * math.sqrt(population or 0)), 1)
    return {"country": 300.0, "admin1": 100.0, "admin2": 25.0, "region": 50.0}.get(precision(feature) or "", 1.0)


def of_water(name: str) -> str:
    """Feature code of a body of water, from the words of its name; SEA where they say nothing."""
    return next((code for word in name.lower().split() if (code := _WATERS.get(word.strip(",")))), "SEA")
