"""Values of a slot's closed set, by words: what the report says in and around the phrases that fill a template."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.fillers.features import column, features_of
from dateline.records import Span
from evals.muc4.weights import read_arrays, read_table

BITS = 15
WEIGHTS = Path(__file__).parent / "values.npz"
_MENTIONS = 4
_APART = (
    "countries",
    "at_home",
    "nations",
    "capitals",
    "harm",
    "same_people",
    "camps",
    "certainty",
    "counted",
)  # tables of the words file that tell no value here


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Words of the slots' set values."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights over hashed columns, a row a value; the values of each slot with their first row; nouns for people."""

    weights: Any
    bias: Any
    slots: dict[str, tuple[int, tuple[str, ...]]]
    called: frozenset[str]

    def scores(self, slot: str, columns: Sequence[int]) -> Any:
        """The score of each value of a slot."""
        first, values = self.slots[slot]
        rows = slice(first, first + len(values))
        return self.weights[rows][:, list(columns)].astype(float).sum(1) + self.bias[rows]

    def value(self, slot: str, columns: Sequence[int]) -> str:
        """The likeliest value of a slot; "" where a coder would leave it out."""
        return self.slots[slot][1][int(self.scores(slot, columns).argmax())]


@lru_cache(maxsize=1)
def load_linear() -> Linear:
    """The weights that `python -m training.muc4_values` wrote, loaded once."""
    arrays = read_arrays(WEIGHTS)
    table = read_table(WEIGHTS)
    slots = {name: (int(first), tuple(values)) for name, (first, values) in table["slots"].items()}
    return Linear(arrays["weights"], arrays["bias"], slots, frozenset(table["called"]))


def hashed(features: Iterable[str]) -> list[int]:
    """The distinct columns of some features."""
    return sorted({column(f) & ((1 << BITS) - 1) for f in features})


def phrase_features(doc: Any, spans: Sequence[Span], clues: frozenset[str]) -> set[str]:
    """Words of a phrase, what stands around its first mentions, and the lists that hold any of these words."""
    own: set[str] = set()
    beside: set[str] = set()
    found: set[str] = set()
    for span in spans[:_MENTIONS]:
        piece = doc.char_span(span.start, span.end, alignment_mode="expand")
        own.update(t.lower_ for t in piece)
        beside.update(t.lemma_.lower() for t in piece.root.sent if t.is_alpha)
        found.update(features_of(piece.root, clues))
    found.update(f"own={word}" for word in own)
    found.update(f"s={word}" for word in beside)
    for name, listed in _lists().items():
        if own & listed:
            found.add(f"own-list={name}")
        if beside & listed:
            found.add(f"s-list={name}")
    return found


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """Every list of the words file by its name."""
    plain = {name: value for name, value in words().items() if isinstance(value, list)}
    tables = [value for name, value in words().items() if isinstance(value, dict) and name not in _APART]
    return {name: frozenset(listed) for table in (plain, *tables) for name, listed in table.items()}
