"""Tables of places: OCHA COD admin tables and an analyst's own, from csv or xlsx."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.errors import UnusableInput
from dateline.places.pack import ADMIN1, ADMIN2, ADMIN3, SETTLEMENT, Row
from dateline.places.spread import Point, label_point, radius_around

COD_MARK = re.compile(r"^adm(?:in)?[1-4].*p_?code$", re.I)
_LEVELS = {1: ADMIN1, 2: ADMIN2, 3: ADMIN3, 4: ADMIN3}
_WORDS = {1: "province", 2: "district", 3: "township", 4: "commune"}
_SHEETS = frozenset({".xlsx", ".xls", ".ods"})
_NEEDED = ("name", "latitude", "longitude")
_SHORT = {"lat": "latitude", "lon": "longitude", "lng": "longitude", "alias": "aliases", "type": "kind"}


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the lines of a csv, or of the sheet of an xlsx that knows most levels of units, else its first."""
    rows = _sheet(path) if path.suffix.casefold() in _SHEETS else _text(path)
    if not rows:
        raise UnusableInput("an empty table", where=str(path), remedy="Give a table with a header.")
    return [str(name).strip() for name in rows[0]], rows[1:]


def _text(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            sample = stream.read(4096)
            stream.seek(0)
            delimiter = max(",;\t", key=sample.count)
            return list(csv.reader(stream, delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnusableInput(
            f"not a table in UTF-8 ({fault})", where=str(path), remedy="Save it as csv in UTF-8, or as xlsx."
        ) from None


def _sheet(path: Path) -> list[list[str]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise UnusableInput(
            "spreadsheets need the package python-calamine",
            where=str(path),
            remedy="Save it as csv, or install it.",
        ) from None
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError) as fault:
        raise UnusableInput(
            f"not a spreadsheet ({fault})", where=str(path), remedy="Save it again, or as csv."
        ) from None
    best = max(sheets, key=lambda rows: sum(bool(COD_MARK.match(str(c))) for c in rows[0]) if rows else 0)
    return [[_cell(cell) for cell in row] for row in best]


def _cell(value: object) -> str:
    """The cell as text; spreadsheets hold whole numbers as 700.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def cod_rows(
    header: Sequence[str], lines: Sequence[Sequence[str]], path: Path
) -> Iterator[tuple[Row, str | None]]:
    """Units of each level once, with the id of the unit above; names in any of the table's languages."""
    places = {name.casefold(): n for n, name in enumerate(header)}
    seen: set[str] = set()
    for level in _LEVELS:
        code_column = next(
            (n for name, n in places.items() if re.match(rf"adm(?:in)?{level}.*p_?code$", name)), None
        )
        name_columns = [
            n for name, n in places.items() if re.match(rf"adm(?:in)?{level}(?:name)?_?(?!.*code)\w*$", name)
        ]
        if code_column is None or not name_columns:
            continue
        for line in lines:
            code = line[code_column].strip() if code_column < len(line) else ""
            names = [line[n].strip() for n in name_columns if n < len(line) and line[n].strip()]
            if not code or not names or code in seen:
                continue
            seen.add(code)
            yield _unit(code, names, level, places, line), _above(code, level, places, line)


def with_points(rows: Iterable[tuple[Row, str | None]]) -> list[tuple[Row, str | None]]:
    """The same rows; units without a point lie in the middle of the units inside them, as wide as these reach."""
    units = list(rows)
    inside: dict[str, list[Point]] = defaultdict(list)
    above = {row.id: parent for row, parent in units}
    for row, parent in units:
        if row.lat is None or row.lon is None:
            continue
        while parent is not None:
            inside[parent].append((row.lat, row.lon))
            parent = above.get(parent)
    for row, _ in units:
        centre = label_point(inside.get(row.id, ())) if row.lat is None else None
        if centre is not None:
            row.lat, row.lon = centre
            row.radius_km = radius_around(centre, inside[row.id], least=10)
    return units


def _unit(code: str, names: list[str], level: int, places: dict[str, int], line: Sequence[str]) -> Row:
    finest = not any(name.startswith((f"adm{level + 1}", f"admin{level + 1}")) for name in places)
    return Row(
        id=code,
        name=names[0],
        level=_LEVELS[level],
        kind=_WORDS[level],
        country=code[:2].upper(),
        lat=_number(places, line, ("lat", "latitude", "center_lat", "y")) if finest else None,
        lon=_number(places, line, ("lon", "longitude", "center_lon", "x")) if finest else None,
        names=names[1:],
    )


def _above(code: str, level: int, places: dict[str, int], line: Sequence[str]) -> str | None:
    for upper in range(level - 1, 0, -1):
        column = next(
            (n for name, n in places.items() if re.match(rf"adm(?:in)?{upper}.*p_?code$", name)), None
        )
        if column is not None and column < len(line) and line[column].strip() != code:
            return line[column].strip()
    return None


def _number(places: dict[str, int], line: Sequence[str], names: Sequence[str]) -> float | None:
    for name in names:
        if name in places and places[name] < len(line):
            try:
                return float(line[places[name]])
            except ValueError:
                return None
    return None


def own_rows(
    header: Sequence[str], lines: Sequence[Sequence[str]], path: Path
) -> Iterator[tuple[Row, str | None]]:
    """Settlements as an analyst lists them; a line without a point is an error with its number."""
    places = {_SHORT.get(name.casefold(), name.casefold()): n for n, name in enumerate(header)}
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        raise UnusableInput(
            f"no column {', '.join(missing)}", where=str(path), remedy="See docs/places.md for the columns."
        )
    for number, line in enumerate(lines, start=2):
        cells = {name: line[n].strip() if n < len(line) else "" for name, n in places.items()}
        lat, lon = _number(places, line, ("latitude",)), _number(places, line, ("longitude",))
        if not cells["name"] or lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UnusableInput(
                "a name and a point on the globe are needed",
                where=f"{path}:{number}",
                remedy="Mend the line.",
            )
        people = cells.get("population", "")
        row = Row(
            id=cells.get("id") or f"{path.stem}-{number}",
            name=cells["name"],
            level=SETTLEMENT,
            kind=cells.get("kind") or "village",
            country=cells.get("country", "").upper() or None,
            lat=lat,
            lon=lon,
            population=int(people) if people.isdigit() else 0,
            names=[name for name in cells.get("aliases", "").split("|") if name],
        )
        yield row, None
