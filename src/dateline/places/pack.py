"""One pack: a SQLite file of places and the keys that find them, with its version, licence and digest."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol

from dateline.errors import MissingData
from dateline.places.fold import fold_name, language_of, loose_keys
from dateline.records import Record

FORMAT = "3"
COUNTRY, ADMIN1, ADMIN2, ADMIN3, TRACT, SETTLEMENT, QUARTER, FEATURE = range(8)
REGION = -1
EXACT, ALTERNATE, LOOSE = range(3)


class Progress(Protocol):
    """Told of each step done; the total is told once."""

    def __call__(self, done: int = 1, *, total: int | None = None) -> None:
        """Nothing."""


def no_progress(done: int = 1, *, total: int | None = None) -> None:
    """Nothing; for callers that show none."""


_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, script TEXT, level INTEGER NOT NULL,
  kind TEXT NOT NULL, country TEXT, parent INTEGER, lat REAL, lon REAL, radius_km REAL,
  population INTEGER NOT NULL DEFAULT 0, source TEXT NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL, n INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (key, n)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX place_parent ON place (parent);
CREATE INDEX place_id ON place (id);
CREATE INDEX place_country ON place (country) WHERE level = 0;
"""


class Pack(Record, frozen=True, kw_only=True):
    """What a pack says of itself. `covers` lists countries for which it replaces the packs marked coarse.

    `recipe` is the digest of this project's own tables that went into it, for packs that the program builds.
    """

    name: str
    version: str
    source: str
    licence: str
    covers: tuple[str, ...] = ()
    coarse: bool = False
    recipe: str = ""
    places: int = 0
    digest: str = ""
    path: str = ""


@dataclass(slots=True)
class Row:
    """One place on its way into a pack; `names` are its other names, `press` those that English reports call it by."""

    id: str
    name: str
    level: int
    kind: str
    country: str | None = None
    parent: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int = 0
    script: str | None = None
    names: Iterable[str] = field(default_factory=tuple)
    press: tuple[str, ...] = ()
    source: str = ""


class PackWriter:
    """Writes one pack beside its final place and puts it there when all went well."""

    def __init__(self, path: Path, pack: Pack) -> None:
        self.path = path
        self.pack = pack
        self._half = path.with_suffix(f".{os.getpid()}.half")
        self._n = 0
        self._hash = hashlib.sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._half.unlink(missing_ok=True)
        self._db = sqlite3.connect(self._half)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        self._places: list[tuple[object, ...]] = []
        self._names: dict[tuple[str, int], int] = {}

    def __enter__(self) -> PackWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        else:
            self._db.close()
            self._half.unlink(missing_ok=True)

    def add(self, row: Row) -> int:
        """The number of the place within the pack."""
        self._n += 1
        self._hash.update(f"{row.id}|{row.name}|{row.lat}|{row.lon}\n".encode())
        self._places.append(
            (
                self._n, row.id, row.name, row.script, row.level, row.kind, row.country, row.parent,
                row.lat, row.lon, row.radius_km, row.population, row.source or self.pack.source,
            )
        )  # fmt: skip
        self._add_keys(self._n, row)
        if len(self._places) >= 50_000:
            self._flush()
        return self._n

    def _add_keys(self, n: int, row: Row) -> None:
        main = {fold_name(name) for name in (row.name, *row.press)}
        language = language_of(row.country)
        for name in (row.name, row.script or "", *row.press, *row.names):
            key = fold_name(name)
            if not key:
                continue
            self._put(key, n, EXACT if key in main or name == row.script else ALTERNATE)
            if language and row.level > COUNTRY and (language != "xx" or name == row.name):
                for loose in loose_keys(name, language):
                    self._put(loose, n, LOOSE)

    def _put(self, key: str, n: int, grade: int) -> None:
        self._names[key, n] = min(grade, self._names.get((key, n), grade))

    def _flush(self) -> None:
        self._db.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", self._places)
        self._places.clear()

    def _finish(self) -> None:
        self._flush()
        rows = sorted((key, n, grade) for (key, n), grade in self._names.items())
        self._db.executemany("INSERT INTO name VALUES (?,?,?)", rows)
        self._db.executescript(_INDEXES)
        meta = {
            "format": FORMAT,
            "name": self.pack.name,
            "version": self.pack.version,
            "source": self.pack.source,
            "licence": self.pack.licence,
            "covers": " ".join(self.pack.covers),
            "coarse": "yes" if self.pack.coarse else "",
            "recipe": self.pack.recipe,
            "places": str(self._n),
            "digest": self._hash.hexdigest(),
        }
        self._db.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
        self._db.commit()
        self._db.execute("ANALYZE")
        self._db.commit()
        self._db.close()
        self._half.replace(self.path)


def describe_pack(path: Path) -> Pack:
    """What the pack at this path says of itself."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            meta: dict[str, str] = dict(db.execute("SELECT key, value FROM meta"))
        db.close()
    except sqlite3.Error as error:
        raise MissingData(
            f"not a gazetteer pack ({error})", where=str(path), remedy="Run `dateline gazetteer build`."
        ) from None
    if meta.get("format") != FORMAT:
        raise MissingData(
            "a pack of another version", where=str(path), remedy="Run `dateline gazetteer build`."
        )
    return Pack(
        name=meta["name"],
        version=meta["version"],
        source=meta["source"],
        licence=meta["licence"],
        covers=tuple(meta["covers"].split()),
        coarse=bool(meta["coarse"]),
        recipe=meta.get("recipe", ""),
        places=int(meta["places"]),
        digest=meta["digest"],
        path=str(path),
    )


def pack_files(folder: Path) -> Iterator[Path]:
    """The packs of a folder by name."""
    if folder.is_dir():
        yield from sorted(folder.glob("*.pack"))
