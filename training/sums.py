"""Writes the digests of all trained weights, which are checked before they are loaded: `python -m training.sums`.

Every module of this package does so at its end.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "dateline" / "data"
TRAINED = ("weights/*.json", "weights/*.npz", "places/ranker.json")
_HEAD = """\
# SHA-256 of the trained weights, checked before they are loaded; written by python -m training.sums
# version: 1
# source: the files themselves
# licence: Apache-2.0
"""


def write_sums() -> None:
    """Nothing; data/SHA256SUMS lists every file of weights by name."""
    paths = sorted(path for pattern in TRAINED for path in DATA.glob(pattern))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DATA)}\n" for path in paths)
    text = _HEAD + "".join(lines)
    target = DATA / "SHA256SUMS"
    if not target.is_file() or target.read_text(encoding="ascii") != text:
        target.write_text(text, encoding="ascii")


if __name__ == "__main__":
    write_sums()
