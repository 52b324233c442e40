"""An analyst's corrections: what a spelling means in this project, from now on."""

from __future__ import annotations

import csv
from pathlib import Path

from dateline.errors import UnusableInput
from dateline.places.fold import fold_name

FILE = "places.tsv"
_COLUMNS = ("written", "pack", "id")

Corrections = dict[str, tuple[str, str]]


def read_corrections(path: Path) -> Corrections:
    """(pack, id) by the key of the spelling; later lines outrank earlier ones. No file, no corrections."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t")
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise UnusableInput(
                f"its columns are not {', '.join(_COLUMNS)}", where=str(path), remedy="Mend the header."
            )
        return {fold_name(line["written"]): (line["pack"], line["id"]) for line in reader}


def add_correction(path: Path, written: str, *, pack: str, identifier: str) -> None:
    """Nothing; the spelling means this place the next time. The file is only appended to."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        if new:
            writer.writerow(_COLUMNS)
        writer.writerow((written, pack, identifier))
