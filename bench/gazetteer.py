"""A country dump of 300,000 rows -> a pack: `python -m bench.gazetteer [ROWS]` prints seconds, megabytes, rows.

The dump is made up: names of two and three invented syllables, one further name each, 20 provinces, 400 districts.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.places import add_pack

ROWS = 300_000
_PROVINCES, _DISTRICTS = 20, 20
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "kh", "sh")
_RHYMES = ("a", "e", "i", "o", "u", "an", "ar", "el", "ir", "on")
_SYLLABLES = [onset + rhyme for onset in _ONSETS for rhyme in _RHYMES]


def dump_lines(rows: int) -> Iterator[str]:
    """Lines of an invented dump: units first, then settlements."""
    chance = random.Random(7)
    number = 0
    for province in range(1, _PROVINCES + 1):
        for district in range(_DISTRICTS + 1):
            number += 1
            code = f"{district:03}" if district else ""
            yield _line(chance, number, "A.ADM2" if district else "A.ADM1", province, code, 0)
    for _ in range(rows - number):
        number += 1
        code = f"{chance.randint(1, _DISTRICTS):03}"
        yield _line(chance, number, "P.PPL", chance.randint(1, _PROVINCES), code, chance.randint(0, 9_000))


def _line(chance: random.Random, number: int, feature: str, province: int, district: str, people: int) -> str:
    name, other = _name(chance), _name(chance)
    group, code = feature.split(".")
    lat, lon = f"{chance.uniform(44, 52):.5f}", f"{chance.uniform(22, 40):.5f}"
    place = [str(number), name, name, other, lat, lon, group, code, "XK", "", f"{province:02}", district]
    return "\t".join([*place, "", "", str(people), "", "", "", "2026-01-01"])


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def main(argv: list[str]) -> int:
    """0 when the figures stand on standard output."""
    rows = int(argv[0]) if argv else ROWS
    with tempfile.TemporaryDirectory() as name:
        dump = Path(name) / "XK.txt"
        dump.write_text("\n".join(dump_lines(rows)) + "\n", encoding="utf-8")
        wall, cpu = time.perf_counter(), time.process_time()
        pack = add_pack(dump, Path(name) / "packs")
        figures = {
            "rows": pack.places,
            "seconds": round(time.perf_counter() - wall, 1),
            "processor_seconds": round(time.process_time() - cpu, 1),
            "megabytes": round(Path(pack.path).stat().st_size / 1e6, 1),
        }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
