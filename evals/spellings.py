"""How often a press spelling of a Myanmar place leads to its official name: `python -m evals.spellings FILE.tsv`.

Prints two shares: first among all names of the township that holds the place, and first in the whole country. `-v`
names what was missed, `--json` prints the shares for `make eval`.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from dateline.places import Asked, Gazetteer, open_gazetteer, resolve_places
from dateline.places.fold import fold_name
from dateline.places.pack import ADMIN3

COUNTRY = "MM"


def first_within(gazetteer: Gazetteer, press: str, official: str) -> bool:
    """True when, told the township, the resolver answers with the official name."""
    homes = [c.entry for c in gazetteer.find(official, country=COUNTRY) if c.entry.unit(ADMIN3)]
    units = {unit.id: unit for home in homes if (unit := home.unit(ADMIN3))}
    for unit in units.values():
        asked = [
            Asked(name=press, inside=frozenset({1}), levels=frozenset({5})),
            Asked(name=unit.name, offset=20, levels=frozenset({ADMIN3})),
            Asked(name="Myanmar", offset=40),
        ]
        entry = resolve_places(asked, gazetteer)[0].entry
        if entry is not None and fold_name(entry.name) == fold_name(official):
            return True
    return False


def first_in_country(gazetteer: Gazetteer, press: str, official: str) -> bool:
    """True when, told only the country, the resolver answers with the official name."""
    entry = resolve_places([Asked(name=press), Asked(name="Myanmar", offset=40)], gazetteer)[0].entry
    return entry is not None and fold_name(entry.name) == fold_name(official)


def main(argv: list[str]) -> int:
    """0 when the two shares stand on standard output."""
    with Path(argv[0]).open(encoding="utf-8", newline="") as stream:
        pairs = [
            (line["press_spelling"], line["mimu_name"]) for line in csv.DictReader(stream, delimiter="\t")
        ]
    gazetteer = open_gazetteer()
    shares = {}
    for label, judge in (("township", first_within), ("country", first_in_country)):
        hits = [judge(gazetteer, *pair) for pair in pairs]
        shares[label] = round(sum(hits) / len(hits), 4)
        if "--json" in argv:
            continue
        print(f"{label:10} {sum(hits)}/{len(hits)} {sum(hits) / len(hits):.3f}")
        if "-v" in argv:
            print("  missed:", ", ".join(p[0] for p, hit in zip(pairs, hits, strict=True) if not hit))
    if "--json" in argv:
        print(json.dumps(shares))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
