"""Where each outlet is at home: the places its reports were about so far, with their shares, kept in one file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dateline.errors import UnusableInput
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.places.pack import COUNTRY

FILE = "outlets.tsv"
_COLUMNS = ("outlet", "pack", "id", "share")
_MOST = 200  # places of one outlet
_DOUBT = 2.0  # votes for "anywhere": the home of an outlet with two reports says little

Known = tuple[tuple[Entry, float], ...]
Homes = Mapping[str, Known]


def learn_home(reports: Iterable[Sequence[tuple[Entry, float]]]) -> Known:
    """An outlet's places, most spoken of first; from each report's places with their chances, each counted once."""
    votes: dict[tuple[str, str], float] = {}
    places: dict[tuple[str, str], Entry] = {}
    for answered in reports:
        best: dict[tuple[str, str], float] = {}
        for entry, chance in answered:
            if entry.level > COUNTRY and entry.point is not None:
                key = (entry.pack, entry.id)
                places[key] = entry
                best[key] = max(best.get(key, 0.0), chance)
        for key, chance in best.items():
            votes[key] = votes.get(key, 0.0) + chance
    total = sum(votes.values()) + _DOUBT
    order = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_MOST]
    return tuple((places[key], round(vote / total, 5)) for key, vote in order)


def read_homes(path: Path, gazetteer: Gazetteer) -> Homes:
    """The homes of the file by outlet; places that no open pack knows are left out. No file, no homes."""
    if not path.is_file():
        return {}
    homes: dict[str, list[tuple[Entry, float]]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t")
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise UnusableInput(
                f"its columns are not {', '.join(_COLUMNS)}",
                where=str(path),
                remedy="Run `dateline gazetteer learn` again.",
            )
        for number, line in enumerate(reader, start=2):
            entry = gazetteer.by_id(line["id"] or "", line["pack"])
            if entry is not None:
                homes.setdefault(line["outlet"], []).append((entry, _share(line["share"], path, number)))
    return {outlet: tuple(places) for outlet, places in homes.items()}


def _share(text: str | None, path: Path, number: int) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise UnusableInput(
            f"{text!r} is no share",
            where=f"{path}:{number}",
            remedy="Run `dateline gazetteer learn` again.",
        ) from None


def write_homes(path: Path, homes: Homes) -> None:
    """Nothing; the file holds these homes and no others."""
    half = path.with_suffix(".half")
    with half.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for outlet, places in sorted(homes.items()):
            writer.writerows((outlet, entry.pack, entry.id, share) for entry, share in places)
    half.replace(path)
