"""A place as it may be shown to everybody: its unit, or a cell of the H3 grid; coarse, never moved at random.

A point stands for its whole cell and `radius_km` covers it. A cell is never smaller than what was read, and it
carries no name of a unit below the province: the two together would be smaller than either.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from dateline.codebook import geo_precision_of
from dateline.errors import DatelineError
from dateline.publish.patterns import names_site
from dateline.publish.wire import IncidentLine
from dateline.records import Place

Area = Literal["cell", "unit"]
_COUNTRY_PREC = 6


def read_area(text: str) -> Area:
    """How public places are shown; DatelineError names the two ways where it is neither."""
    if text not in ("cell", "unit"):
        raise DatelineError(f"no area is called {text!r}", where="--area", remedy="Known: cell, unit.")
    return "unit" if text == "unit" else "cell"


class Cell(NamedTuple):
    """One cell: its H3 index, its middle, and how far its corners lie from there."""

    id: str
    latitude: float
    longitude: float
    radius_km: float


def risky(line: IncidentLine) -> bool:
    """True when where it happened is worth hiding more than usual: a shelter was hit, or a person taken."""
    return line.sub_event_type in _rules()["risky_sub_event_types"] or is_site(line.place)


def is_site(place: Place | None) -> bool:
    """True when the place is a clinic, a school, a shelter or a camp, by any of its words."""
    words = (place.site, place.as_written, place.name, place.kind) if place else ()
    return any(names_site(one) for one in words)


def coarse_place(place: Place, *, area: Area = "cell", risk: bool = False) -> Place:
    """The area a place lies in: the cell it falls in, or the unit that holds it, without a point."""
    cell = cell_of(place, risk=risk) if area == "cell" else None
    admin2 = place.admin2 if cell is None else None
    by_name = 3 if admin2 else 4 if place.admin1 else _COUNTRY_PREC
    where_prec = max(3 if cell else by_name, place.where_prec or 1)
    name = admin2 or place.admin1 or place.country or "undisclosed"
    return Place(
        as_written=name,
        name=name,
        kind="area",
        country=place.country,
        admin1=place.admin1,
        admin2=admin2,
        latitude=cell.latitude if cell else None,
        longitude=cell.longitude if cell else None,
        radius_km=max(cell.radius_km, place.radius_km or 0.0) if cell else None,
        gazetteer="h3" if cell else None,
        gazetteer_id=cell.id if cell else None,
        where_prec=where_prec,
        geo_precision=geo_precision_of(where_prec),
        reason=None if cell else "held back",
    )


def cell_of(place: Place, *, risk: bool = False) -> Cell | None:
    """The cell a place falls in, as large as the place may be off by or larger; None where it has no point."""
    if place.latitude is None or place.longitude is None or (place.where_prec or 1) >= _COUNTRY_PREC:
        return None
    import h3  # type: ignore[import-untyped]

    rules = _rules()
    resolution = rules["risky_resolution" if risk else "resolution"]
    cell = _cell(h3.latlng_to_cell(place.latitude, place.longitude, resolution))
    while cell.radius_km < (place.radius_km or 0.0) and resolution > rules["coarsest"]:
        resolution -= 1
        cell = _cell(h3.cell_to_parent(cell.id, resolution))
    return cell


@lru_cache(maxsize=65_536)
def _cell(index: str) -> Cell:
    import h3

    middle = h3.cell_to_latlng(index)
    far = max(h3.great_circle_distance(middle, corner, unit="km") for corner in h3.cell_to_boundary(index))
    return Cell(index, round(middle[0], 4), round(middle[1], 4), round(far + 0.05, 1))


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return tomllib.loads((files("dateline.data") / "public_places.toml").read_text(encoding="utf-8"))
