"""The Myanmar pack: MIMU's place codes down to the village, in English and in Burmese script."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.errors import MissingData
from dateline.places.burmese import burmese_sound
from dateline.places.fold import fold_name
from dateline.places.pack import (
    ADMIN1,
    ADMIN2,
    ADMIN3,
    SETTLEMENT,
    TRACT,
    Pack,
    PackWriter,
    Progress,
    Row,
)
from dateline.places.packs import recipe
from dateline.places.spread import Point, kilometres, label_point, radius_around
from dateline.places.world import data_lines, load_cities, package_folder

VERSION = "9.6"
_UNITS = (("state", ADMIN1, "state"), ("district", ADMIN2, "district"), ("township", ADMIN3, "township"))
_SAME_KM = 25.0


def build_myanmar(path: Path, progress: Progress) -> None:
    """Nothing; the pack stands at `path`. Populations and further names are GeoNames', where the two agree."""
    villages, wards = _read(package_folder("mm_geo_coder") / "database" / "mimu_geo_data_public.db")
    progress(1)
    pack = Pack(
        name=f"mimu-{VERSION}",
        version=VERSION,
        source=f"MIMU place codes {VERSION} (Feb 2025), as packed in mm-geo-coder {version('mm-geo-coder')}; "
        "populations and further names: GeoNames",
        licence="MIMU: free for humanitarian and non-commercial use, MIMU to be named (geonode.themimu.info); "
        "package MIT; GeoNames CC BY 4.0",
        covers=("MM",),
        recipe=recipe(),
    )
    twins = _Twins([c for c in load_cities().values() if c["countrycode"] == "MM"])
    progress(1)
    with PackWriter(path, pack) as writer:
        units = _add_units(writer, villages, wards, twins)
        progress(1)
        _add_towns(writer, wards, units, twins)
        _add_villages(writer, villages, units, twins)
    progress(2)


def _read(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if not path.is_file():
        raise MissingData("the table of MIMU is not there", where=str(path), remedy="Install mm-geo-coder.")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    try:
        villages = [dict(row) for row in db.execute("SELECT * FROM villages ORDER BY village_pcode")]
        wards = [dict(row) for row in db.execute("SELECT * FROM wards ORDER BY town_pcode, ward_pcode")]
    finally:
        db.close()
    return villages, wards


def _point(row: dict[str, Any]) -> Point | None:
    """None where there are no coordinates; some rows hold zeros or points far outside the country."""
    lat, lon = row["latitude"], row["longitude"]
    if lat is None or lon is None or not (9 < lat < 29 and 92 < lon < 102):
        return None
    return round(float(lat), 6), round(float(lon), 6)


def _points(rows: Sequence[dict[str, Any]]) -> list[Point]:
    return [point for row in rows if (point := _point(row))]


class _Twins:
    """GeoNames' rows of the country, to be found again by name and distance."""

    def __init__(self, cities: list[dict[str, Any]]) -> None:
        self._by_sound: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for city in cities:
            for name in {city["name"], *city["alternatenames"]}:
                self._by_sound[burmese_sound(name)].append(city)

    def find(self, name: str, script: str | None, point: Point | None) -> dict[str, Any] | None:
        """The row of the same place, or None."""
        if point is None:
            return None
        near = [
            (kilometres(point, (city["latitude"], city["longitude"])), city["geonameid"], city)
            for text in (name, script or "")
            for city in self._by_sound.get(burmese_sound(text), ())
        ]
        near = [entry for entry in near if entry[0] <= _SAME_KM]
        return min(near)[2] if near else None


def _add_units(
    writer: PackWriter, villages: list[dict[str, Any]], wards: list[dict[str, Any]], twins: _Twins
) -> dict[str, int]:
    """Numbers of states, districts, townships and village tracts by their codes."""
    numbers: dict[str, int] = {}
    towns = _town_points(wards)
    for line in data_lines("myanmar_regions.tsv"):
        inside = [r for r in villages if r["state_pcode"] in line["parts"].split()]
        numbers[line["id"]] = _add_region(writer, line, _points(inside))
    whole = {part: line["id"] for line in data_lines("myanmar_regions.tsv") for part in line["parts"].split()}
    outer = "state"
    for unit, level, kind in _UNITS:
        code_field = "district_saz_pcode" if unit == "district" else f"{unit}_pcode"
        outer_field = "district_saz_pcode" if outer == "district" else f"{outer}_pcode"
        for code, rows in _grouped([*villages, *wards], code_field):
            name, script = _first(rows, f"{unit}_eng") or code, _first(rows, f"{unit}_mmr")
            points = _points(rows)
            centre = label_point(points)
            if level > ADMIN1:
                centre = towns.get((rows[0]["state_pcode"], fold_name(name))) or centre
            parent = whole.get(code) if level == ADMIN1 else rows[0][outer_field]
            numbers[code] = writer.add(
                _unit(code, name, script, level, kind, numbers.get(parent or ""), centre, points)
            )
        outer = unit
    for code, rows in _grouped(villages, "village_tract_pcode"):
        points = _points(rows)
        name, script = _first(rows, "village_tract_eng") or code, _first(rows, "village_tract_mmr")
        parent_number = numbers[rows[0]["township_pcode"]]
        numbers[code] = writer.add(
            _unit(code, name, script, TRACT, "village tract", parent_number, label_point(points), points)
        )
    return numbers


def _first(rows: list[dict[str, Any]], field: str) -> str | None:
    """The first value that is there; some rows of the source leave the name out."""
    return next((str(row[field]).strip() for row in rows if row[field]), None)


def _add_region(writer: PackWriter, line: dict[str, str], points: list[Point]) -> int:
    """Shan and Bago, which MIMU has only in parts."""
    centre = label_point(points)
    return writer.add(
        _unit(line["id"], line["name"], line["script"], ADMIN1, line["kind"], None, centre, points)
    )


def _unit(
    code: str, name: str, script: str | None, level: int, kind: str, parent: int | None, centre: Point | None,
    points: list[Point],
) -> Row:  # fmt: skip
    return Row(
        id=code,
        name=name.strip(),
        level=level,
        kind=_kind(kind, script or ""),
        country="MM",
        parent=parent,
        lat=centre[0] if centre else None,
        lon=centre[1] if centre else None,
        radius_km=radius_around(centre, points, least=5) if centre else None,
        script=script,
        names=list(_unit_names(name, script or "", kind)),
    )


def _kind(kind: str, script: str) -> str:
    """The states called တိုင်း are regions."""
    return "region" if kind == "state" and "တိုင်း" in script else kind


def _unit_names(name: str, script: str, kind: str) -> Iterator[str]:
    """Without the word for the unit, and with the side before or after: "Shan (North)" is "Northern Shan"."""
    for word in ("ပြည်နယ်", "တိုင်းဒေသကြီး", "ခရိုင်", "မြို့နယ်"):
        if word in script:
            yield script.split(word)[0]
    yield f"{name} {kind}"
    if "(" in name:
        base, side = name.rstrip(")").split("(", 1)
        base, side = base.strip(), side.strip()
        yield f"{side} {base}"
        yield f"{side}ern {base}"
        yield f"{side}ern {base} State"
        yield f"{base} {side}"


def _town_points(wards: list[dict[str, Any]]) -> dict[tuple[str, str], Point]:
    """Where the town of a unit's own name lies: the point that stands for the unit."""
    points: dict[tuple[str, str], Point] = {}
    for _, rows in _grouped(wards, "town_pcode"):
        inside = _points(rows)
        if inside:
            middle = (sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside))
            points[rows[0]["state_pcode"], fold_name(_town_name(rows[0]))] = (
                round(middle[0], 4),
                round(middle[1], 4),
            )
    return points


def _town_name(row: dict[str, Any]) -> str:
    return str(row["town_eng"] or row["township_eng"]).removesuffix("Town").strip()


def _add_towns(writer: PackWriter, wards: list[dict[str, Any]], units: dict[str, int], twins: _Twins) -> None:
    points = _town_points(wards)
    for code, rows in _grouped(wards, "town_pcode"):
        name = _town_name(rows[0])
        point = points.get((rows[0]["state_pcode"], fold_name(name)))
        twin = twins.find(name, rows[0]["town_mmr"], point)
        writer.add(
            Row(
                id=code,
                name=name,
                level=SETTLEMENT,
                kind="town",
                country="MM",
                parent=units.get(rows[0]["township_pcode"]),
                lat=point[0] if point else None,
                lon=point[1] if point else None,
                population=int(twin["population"]) if twin else 8000,
                script=rows[0]["town_mmr"],
                names=twin["alternatenames"] if twin else (),
            )
        )


def _add_villages(
    writer: PackWriter, villages: list[dict[str, Any]], units: dict[str, int], twins: _Twins
) -> None:
    for row in villages:
        point = _point(row)
        name = str(row["village_eng"] or row["village_mmr"] or row["village_pcode"]).strip()
        twin = twins.find(name, row["village_mmr"], point)
        writer.add(
            Row(
                id=f"MMRV{row['village_pcode']}",
                name=name,
                level=SETTLEMENT,
                kind="village",
                country="MM",
                parent=units.get(row["village_tract_pcode"]) or units.get(row["township_pcode"]),
                lat=point[0] if point else None,
                lon=point[1] if point else None,
                population=int(twin["population"]) if twin else 0,
                script=row["village_mmr"],
                names=[*(twin["alternatenames"] if twin else ()), *_bracketed(name)],
            )
        )


def _bracketed(name: str) -> list[str]:
    """ "Kan Su (East)" is also "Kan Su"."""
    return [name.split("(")[0].strip()] if "(" in name[1:] else []


def _grouped(rows: list[dict[str, Any]], field: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.get(field):
            groups[str(row[field])].append(row)
    yield from sorted(groups.items())
