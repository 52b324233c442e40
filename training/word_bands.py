"""Makes languages/en/word_bands.tsv: how common English words are, from spacy-lookups-data (MIT).

Run: python -m training.word_bands spacy_lookups_data-1.0.5-py2.py3-none-any.whl
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/dateline/languages/en/word_bands.tsv"
MEMBER = "spacy_lookups_data/data/en_lexeme_prob.json.gz"
KEPT = 40_000
STEP = 0.5
COARSE = (
    "fuck",
    "shit",
    "cunt",
    "nigg",
    "fagg",
    "whore",
    "slut",
    "bitch",
    "porn",
    "wank",
)  # left out: no news uses them
HEADER = (
    "# version: 1\n"
    "# source: en_lexeme_prob of the package spacy-lookups-data 1.0.5, the 40,000 commonest words\n"
    "# licence: MIT (Explosion)\n"
    "# command: python -m training.word_bands WHEEL\n"
    "# A line is a band (-log of the share of running words, in steps of 0.5) and the words in it.\n"
)


def read_shares(wheel: Path) -> dict[str, float]:
    """The share of running words each word has, spellings that differ only in capitals added up."""
    with zipfile.ZipFile(wheel) as archive:
        logs: dict[str, float] = json.loads(gzip.decompress(archive.read(MEMBER)))
    shares: dict[str, float] = defaultdict(float)
    for word, log_share in logs.items():
        if (word.isalpha() or word.isdigit()) and not any(stem in word.lower() for stem in COARSE):
            shares[word.lower()] += math.exp(log_share)
    return shares


def main(wheel: str) -> None:
    """Nothing comes back; the table is written."""
    shares = read_shares(Path(wheel))
    common = sorted(shares, key=lambda word: (-shares[word], word))[:KEPT]
    bands: dict[float, list[str]] = defaultdict(list)
    for word in common:
        bands[round(-math.log(shares[word]) / STEP) * STEP].append(word)
    lines = [f"{band}\t{' '.join(sorted(words))}\n" for band, words in sorted(bands.items())]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
