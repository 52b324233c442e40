"""Open packs: what a name can mean, what contains what. Reads from disk; keeps little in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from dateline.errors import MissingData
from dateline.places.corrections import Corrections, read_corrections
from dateline.places.fold import fold_name, fold_sound, fold_sounds, language_of, loose_keys
from dateline.places.pack import (
    ADMIN1,
    ADMIN2,
    ADMIN3,
    COUNTRY,
    EXACT,
    FEATURE,
    LOOSE,
    SETTLEMENT,
    Pack,
    describe_pack,
)
from dateline.places.packs import packs_folder
from dateline.places.spread import kilometres

_LIMIT, _LIMIT_BY_SOUND = 60, 400
_CACHE = 20_000
_SAME_KM = 12.0
_BAND = _SAME_KM / 111.0  # degrees of latitude, a little wider than that distance
_FIELDS = "n, id, name, script, level, kind, country, parent, lat, lon, radius_km, population, source"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One place of a pack, with the chain of units that hold it, narrowest first."""

    pack: str
    number: int
    id: str
    name: str
    script: str | None
    level: int
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    population: int
    source: str
    chain: tuple[Entry, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None when the pack has none."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)

    def unit(self, level: int) -> Entry | None:
        """The unit of this level that holds the place, itself included."""
        return next((e for e in (self, *self.chain) if e.level == level), None)

    def inside(self, other: Entry) -> bool:
        """True when the other place is this one's country or one of its units."""
        if other.level == COUNTRY:
            return self.country == other.country and self.level > COUNTRY
        return any(e.id == other.id for e in self.chain)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name can mean, and how the name matched: grade as in packs, likeness 0..1."""

    entry: Entry
    grade: int
    likeness: float = 1.0


class _Heard(NamedTuple):
    """A place's row, its name as it is looked up, and how its name and its name in its own script sound."""

    pack: Pack
    row: Any
    folded: str
    sound: str
    script: str


class Gazetteer:
    """The packs that are open, later ones before earlier ones where both know a place."""

    def __init__(self, packs: Sequence[Pack], corrections: Corrections | None = None) -> None:
        self.packs = tuple(packs)
        self._corrections = corrections or {}
        self._files = [
            (
                pack,
                sqlite3.connect(f"file:{pack.path}?mode=ro&immutable=1", uri=True, check_same_thread=False),
            )
            for pack in packs
        ]
        self._covered = {code: pack.name for pack in packs for code in pack.covers}
        self._entries: dict[tuple[str, int], Entry] = {}
        self._countries: dict[str, Entry | None] = {}
        self._found: dict[str, tuple[Candidate, ...]] = {}
        self._heard: dict[tuple[str, str], tuple[_Heard, ...]] = {}

    def knows(self, name: str) -> bool:
        """True when some pack has this spelling."""
        return bool(self._lookup(fold_name(name)))

    def find(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """What the name can mean, spelt exactly so (marks, case, spaces aside), best known first."""
        found = self._lookup(fold_name(name))
        return found if country is None else tuple(c for c in found if c.entry.country == country)

    def find_loose(self, name: str, *, within: Iterable[Entry], alike: float = 0.0) -> tuple[Candidate, ...]:
        """What it can mean by sound inside the units given, most alike first, and at least so much alike (0..1)."""
        units = list(within)
        heard: dict[tuple[str, int], Candidate] = {}
        for code in sorted({unit.country for unit in units if unit.country}):
            language = language_of(code)
            if not language:
                continue
            folded, sound = fold_name(name), fold_sound(name, language)
            for key in sorted(loose_keys(name, language)):
                for known in self._sounding(key, code):
                    likeness = _likeness(folded, sound, known, language)
                    if likeness >= alike:
                        entry = self._entry(known.pack, known.row)
                        heard[entry.pack, entry.number] = Candidate(entry, LOOSE, likeness)
        found = [c for c in heard.values() if any(c.entry.inside(u) or c.entry.id == u.id for u in units)]
        best = sorted(_merged(found), key=lambda c: (-c.likeness, -c.entry.population, c.entry.id))
        return tuple(best[:_LIMIT])

    def country(self, code: str) -> Entry | None:
        """The country of this ISO code."""
        if code not in self._countries:
            query = f"SELECT {_FIELDS} FROM place WHERE level = 0 AND country = ?"
            rows = [(pack, db.execute(query, (code,)).fetchone()) for pack, db in self._files]
            self._countries[code] = next((self._entry(pack, row) for pack, row in rows if row), None)
        return self._countries[code]

    def by_id(self, identifier: str, pack: str | None = None) -> Entry | None:
        """The place with this id, from the pack named or from any."""
        for known, db in self._files:
            if pack in (None, known.name):
                row = db.execute(f"SELECT {_FIELDS} FROM place WHERE id = ?", (identifier,)).fetchone()
                if row:
                    return self._entry(known, row)
        return None

    def close(self) -> None:
        """Frees the files."""
        for _, db in self._files:
            db.close()

    def _lookup(self, key: str) -> tuple[Candidate, ...]:
        if not key:
            return ()
        if key in self._found:
            return self._found[key]
        found: list[Candidate] = self._corrected(key)
        for pack, db in self._files if not found else ():
            rows = db.execute(
                f"SELECT {_FIELDS}, grade FROM name JOIN place USING (n) WHERE key = ?"
                " ORDER BY level <= 1 DESC, population DESC, grade, n LIMIT ?",
                (key, _LIMIT),
            ).fetchall()
            found.extend(
                Candidate(self._entry(pack, row[:-1]), row[-1]) for row in rows if self._wanted(pack, row)
            )
        result = tuple(sorted(_merged(found), key=_fame))
        if len(self._found) > _CACHE:
            self._found.clear()
        self._found[key] = result
        return result

    def _sounding(self, key: str, country: str) -> tuple[_Heard, ...]:
        """The places of a country under a key of sounds, pack by pack, the best known of each."""
        found = self._heard.get((key, country))
        if found is None:
            query = (
                f"SELECT {_FIELDS} FROM name JOIN place USING (n) WHERE key = ? AND country = ?"
                " ORDER BY level <= 1 DESC, population DESC, n LIMIT ?"
            )
            rows = [
                (pack, row)
                for pack, db in self._files
                for row in db.execute(query, (key, country, _LIMIT_BY_SOUND))
                if self._wanted(pack, row)
            ]
            language = language_of(country) or ""
            sounds = fold_sounds([row[2] for _, row in rows], language) if rows else []
            scripts = fold_sounds([row[3] or "" for _, row in rows], language) if rows else []
            heard = zip(rows, sounds, scripts, strict=True)
            found = tuple(
                _Heard(pack, row, fold_name(row[2]), sound, script) for (pack, row), sound, script in heard
            )
            if len(self._heard) > _CACHE // 10:
                self._heard.clear()
            self._heard[key, country] = found
        return found

    def _corrected(self, key: str) -> list[Candidate]:
        """What an analyst said the spelling means: then it means nothing else."""
        if key not in self._corrections:
            return []
        pack, identifier = self._corrections[key]
        entry = self.by_id(identifier, pack)
        return [Candidate(entry, EXACT)] if entry else []

    def _wanted(self, pack: Pack, row: tuple[Any, ...]) -> bool:
        """A coarse pack keeps silent on the inside of a country that another pack covers."""
        level, country = row[4], row[6]
        return not pack.coarse or level <= COUNTRY or level == FEATURE or country not in self._covered

    def _entry(self, pack: Pack, row: tuple[Any, ...]) -> Entry:
        key = (pack.name, row[0])
        known = self._entries.get(key)
        if known is not None:
            return known
        n, id_, name, script, level, kind, country, parent, lat, lon, radius_km, population, source = row
        entry = Entry(
            pack=pack.name, number=n, id=id_, name=name, script=script, level=level, kind=kind, country=country,
            lat=lat, lon=lon, radius_km=radius_km, population=population, source=source,
            chain=self._chain(pack, parent),
        )  # fmt: skip
        if len(self._entries) > _CACHE:
            self._entries.clear()
        self._entries[key] = entry
        return entry

    def _chain(self, pack: Pack, parent: int | None) -> tuple[Entry, ...]:
        if parent is None:
            return ()
        unit = self._entries.get((pack.name, parent))
        if unit is None:
            db = next(db for known, db in self._files if known.name == pack.name)
            row = db.execute(f"SELECT {_FIELDS} FROM place WHERE n = ?", (parent,)).fetchone()
            unit = self._entry(pack, row)
        return (unit, *unit.chain)


def open_gazetteer(packs: Sequence[Path] | None = None, *, corrections: Path | None = None) -> Gazetteer:
    """The packs given, or all of the packs folder, open for reading; with a project's corrections, if any."""
    from dateline.places.pack import pack_files

    files = list(packs) if packs is not None else list(pack_files(packs_folder()))
    if not files:
        raise MissingData(
            "there is no gazetteer pack", where=str(packs_folder()), remedy="Run `dateline gazetteer build`."
        )
    known = read_corrections(corrections) if corrections else None
    return Gazetteer([describe_pack(path) for path in files], known)


def _likeness(folded: str, sound: str, known: _Heard, language: str) -> float:
    """How alike a name and a place sound, 0..1; its script counts as much as the official spelling."""
    weight = 0.3 if language == "xx" else 0.75
    written = JaroWinkler.normalized_similarity(folded, known.folded)
    best = weight * Levenshtein.normalized_similarity(sound, known.sound) + (1 - weight) * written
    return max(best, Levenshtein.normalized_similarity(sound, known.script)) if known.row[3] else best


def _fame(candidate: Candidate) -> tuple[bool, int, int, str]:
    entry = candidate.entry
    return (entry.level > ADMIN1, -entry.population, candidate.grade, entry.id)


def _merged(found: list[Candidate]) -> list[Candidate]:
    """One of each place where packs overlap: the later pack's, if class and point are close."""
    kept: list[Candidate] = []
    near: dict[tuple[object, ...], list[Entry]] = {}
    for candidate in reversed(found):
        entry = candidate.entry
        keys, around = _meeting_keys(entry)
        if not any(_same_place(entry, other) for key in (*keys, *around) for other in near.get(key, ())):
            kept.append(candidate)
            for key in keys:
                near.setdefault(key, []).append(entry)
    return kept


def _meeting_keys(entry: Entry) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Under which the same place of another pack stands, and where else it may: by name, by band of latitude."""
    keys: list[tuple[object, ...]] = []
    around: list[tuple[object, ...]] = []
    if entry.level <= ADMIN3:
        keys.append((entry.level, entry.country, fold_name(entry.name)))
    if entry.point is not None:
        band = int(entry.point[0] // _BAND)
        keys.append((entry.level, entry.country, band))
        around = [(entry.level, entry.country, band + 1), (entry.level, entry.country, band - 1)]
    return keys, around


def _same_place(a: Entry, b: Entry) -> bool:
    if a.pack == b.pack or a.level != b.level or a.country != b.country:
        return False
    if a.level <= ADMIN3 and fold_name(a.name) == fold_name(b.name):
        return True
    return a.point is not None and b.point is not None and kilometres(a.point, b.point) < _SAME_KM


__all__ = ["ADMIN1", "ADMIN2", "EXACT", "SETTLEMENT", "Candidate", "Entry", "Gazetteer", "open_gazetteer"]
