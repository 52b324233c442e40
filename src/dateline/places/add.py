"""A user's own data -> a pack: GeoNames dumps, OCHA COD admin tables, an analyst's csv."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dateline.errors import UnusableInput
from dateline.places.add_tables import COD_MARK, cod_rows, own_rows, read_table, with_points
from dateline.places.pack import (
    ADMIN1,
    ADMIN2,
    ADMIN3,
    COUNTRY,
    FEATURE,
    QUARTER,
    SETTLEMENT,
    Pack,
    PackWriter,
    Progress,
    Row,
    describe_pack,
    no_progress,
)
from dateline.places.packs import BUILT, list_packs, packs_folder
from dateline.places.world import kind_of_size

_COLUMNS = 19
_UNITS = {"ADM1": ADMIN1, "ADM2": ADMIN2, "ADM3": ADMIN3, "ADM4": ADMIN3}
_WORDS = {ADMIN1: "province", ADMIN2: "district", ADMIN3: "township"}
_FEATURES = {"H": "river", "T": "mountain", "R": "road", "L": "region", "V": "forest", "S": "building"}
_STEP = 10_000
# What zipfile raises for archives that somebody damaged.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, struct.error)


def add_pack(
    path: Path,
    folder: Path | None = None,
    *,
    alternates: Path | None = None,
    licence: str = "as its source states",
    progress: Progress = no_progress,
) -> Pack:
    """The pack made of one file and put into the folder of packs; the kind of file is told by its columns.

    GeoNames: a country dump (zip or txt), with `alternates` an alternateNames file. Tables (csv, xlsx): OCHA
    COD admin tables, or a table of an analyst's own with at least name, latitude and longitude.
    """
    if not path.is_file():
        raise UnusableInput("no such file", where=str(path), remedy="Check the spelling of the path.")
    target = (folder or packs_folder()) / f"{path.stem.casefold()}.pack"
    _refuse_built(path, target)
    if path.suffix.casefold() in {".zip", ".txt"}:
        return _add_dump(path, target, alternates, licence, progress)
    header, lines = read_table(path)
    is_cod = any(COD_MARK.match(name) for name in header)
    rows = with_points(cod_rows(header, lines, path)) if is_cod else own_rows(header, lines, path)
    pack = Pack(name=path.stem, version="1", source=path.name, licence=licence)
    _refuse_namesake(pack, path, target)
    with PackWriter(target, pack) as writer:
        numbers: dict[str, int] = {}
        for row, parent in rows:
            row.parent = numbers.get(parent or "")
            numbers[row.id] = writer.add(row)
        progress(1)
    return describe_pack(target)


def _refuse_built(path: Path, target: Path) -> None:
    """Nothing; an error where the pack would take the place of one that the program builds."""
    if target.name in BUILT:
        raise UnusableInput(
            f"a pack called {target.stem} comes with the program",
            where=str(path),
            remedy="Rename the file.",
        )


def _refuse_namesake(pack: Pack, path: Path, target: Path) -> None:
    """Nothing; an error where a pack in another file bears this name."""
    if any(one.name == pack.name and Path(one.path).name != target.name for one in list_packs(target.parent)):
        raise UnusableInput(
            f"there is a pack called {pack.name} already", where=str(path), remedy="Rename the file."
        )


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The text inside: the file itself, or the largest .txt of a zip."""
    try:
        if path.suffix.casefold() != ".zip":
            with path.open(encoding="utf-8", newline="") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive:
            texts = [i for i in archive.infolist() if i.filename.endswith(".txt")]
            if not texts:
                raise UnusableInput("no .txt in it", where=str(path), remedy="Give a GeoNames dump.")
            largest = max(texts, key=lambda info: info.file_size)
            with archive.open(largest) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
                yield stream
    except UnicodeDecodeError:
        raise UnusableInput(
            "not in UTF-8", where=str(path), remedy="Give a GeoNames dump as it is."
        ) from None
    except (*_BROKEN, OSError) as fault:
        if isinstance(fault, OSError) and fault.filename is not None:  # the system's word on the file itself
            raise
        raise UnusableInput("a broken zip", where=str(path), remedy="Download it again.") from None


def _lines(path: Path) -> Iterator[list[str]]:
    with _opened(path) as stream:
        yield from csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _add_dump(path: Path, target: Path, alternates: Path | None, licence: str, progress: Progress) -> Pack:
    """Units first, widest first, so that every place finds the unit that holds it."""
    lines = [line for line in _lines(path) if len(line) == _COLUMNS]
    if not lines:
        raise UnusableInput(
            "not a GeoNames dump (19 columns)",
            where=str(path),
            remedy="See docs/places.md for the kinds of files.",
        )
    names = _alternates(alternates) if alternates else {}
    progress(0, total=len(lines) // _STEP + 1)
    countries = tuple(sorted({line[8] for line in lines if line[8]}))
    pack = Pack(
        name=f"geonames-{path.stem}",
        version=max(line[18] for line in lines),
        source=f"GeoNames dump {path.name}",
        licence="CC BY 4.0 (GeoNames)" if licence.startswith("as its") else licence,
        covers=countries,
    )
    _refuse_namesake(pack, path, target)
    with PackWriter(target, pack) as writer:
        numbers: dict[tuple[str, ...], int] = {}
        for done, line in enumerate(sorted(lines, key=_width)):
            try:
                _add_line(writer, line, numbers, names)
            except ValueError as fault:
                raise UnusableInput(
                    f"a line of a dump holds no number where one belongs ({fault})",
                    where=f"{path}: place {line[0]}",
                    remedy="Download the dump again, or take the line out.",
                ) from None
            if done % _STEP == 0:
                progress(1)
    return describe_pack(target)


def _width(line: list[str]) -> tuple[int, str]:
    return (_UNITS.get(line[7], FEATURE if line[7] != "PCLI" else COUNTRY), line[0])


def _add_line(
    writer: PackWriter, line: list[str], numbers: dict[tuple[str, ...], int], names: dict[str, list[str]]
) -> None:
    level = _UNITS.get(line[7])
    if line[6] == "A" and level is None:
        return  # the country itself and historical units: the world pack has the one, nobody needs the others
    codes = [line[8], *(code for code in (line[10], line[11], line[12]) if code)]
    depth = min(len(codes), (level or FEATURE) + (1 if level else 0))
    own = tuple(codes[:depth])
    parent = next(
        (numbers[own[:n]] for n in range(len(own) - bool(level), 0, -1) if own[:n] in numbers), None
    )
    people = int(line[14] or 0)
    number = writer.add(
        Row(
            id=line[0],
            name=line[1],
            level=level or _level_of(line),
            kind=_kind_of(line, level, people),
            country=line[8],
            parent=parent,
            lat=float(line[4]),
            lon=float(line[5]),
            population=people if level is None else 0,
            names=[*line[3].split(","), line[2], *names.get(line[0], ())],
        )
    )
    if level:
        numbers[own] = number


def _level_of(line: list[str]) -> int:
    if line[6] != "P":
        return FEATURE
    return QUARTER if line[7] == "PPLX" else SETTLEMENT


def _kind_of(line: list[str], level: int | None, people: int) -> str:
    if level is not None:
        return _WORDS[level]
    if line[6] == "P":
        return "quarter" if line[7] == "PPLX" else kind_of_size(people)
    return _FEATURES.get(line[6], "feature")


def _alternates(path: Path) -> dict[str, list[str]]:
    """Further names by GeoNames id; links and post codes are left out."""
    names: dict[str, list[str]] = {}
    for line in _lines(path):
        if len(line) >= 4 and line[2] not in {"link", "post", "iata", "icao", "wkdt", "unlc"}:
            names.setdefault(line[1], []).append(line[3])
    return names
