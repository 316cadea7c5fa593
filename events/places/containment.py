"""Which of two places lies in the other, as far as their records tell."""

from __future__ import annotations

from events.model import Place
from events.places.entries import distance_km

SPECIFIC = {"site": 5, "settlement": 4, "admin2": 3, "admin1": 2, "region": 1, "country": 0}
UNKNOWN = 3  # of a precision that is not known
A_PART = 0.5  # of a town's radius, up to which a town within it is a part of it


def narrower(place: Place, than: Place) -> bool:
    """Whether a place lies in another and says more exactly where: Croydon in London, Mosul in Iraq."""
    if place.country != than.country or place.country is None:
        return False
    mine, others = (SPECIFIC.get(p.precision or "", UNKNOWN) for p in (place, than))
    if mine == others == SPECIFIC["settlement"]:
        return _is_part(place, than)
    return mine > others and (than.precision == "country" or place.admin1 == than.admin1)


def _is_part(place: Place, than: Place) -> bool:
    """Whether a settlement lies within a much larger one."""
    if place.lat is None or place.lon is None or than.lat is None or than.lon is None:
        return False
    reach = than.radius_km or 0.0
    return (place.radius_km or 0.0) <= A_PART * reach and distance_km(place.lat, place.lon, than.lat, than.lon) <= reach
