"""Whether a MUC-4 report tells of an incident of the task at all: by its fillers, the claims and acts read in it, its
words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.extract.fillers.joint import log_odds
from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Fillers
from dateline.extract.reader import Reader
from dateline.extract.scorers.linear import use_weights
from dateline.extract.scorers.trees import Forest, read_forest, sum_trees
from dateline.records import Extraction
from dateline.text import Document
from evals.muc4.gate_acts import NEAR, Act, act_rows, acts_row, read_acts
from evals.muc4.gate_claims import claims_row
from evals.muc4.gate_judges import Judges, read_judges
from evals.muc4.gate_words import Said, Words, read_sentences, sentences_row, text_columns
from evals.muc4.weights import read_arrays, read_table

WEIGHTS = Path(__file__).parent / "gate.npz"
READ_BY = Path(__file__).parent / "read_by.json"
_LIKELY = 0.24  # the threshold of fillers


@dataclass(frozen=True, slots=True)
class Told:
    """What is read in one report before it is judged."""

    extraction: Extraction
    acts: list[Act]
    sentences: list[Said]
    length: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights of words; trees that judge acts; the judges of one row a report; least chances.

    `least` of a report without a likely filler, `least_filled` of one with some.
    """

    words: Words
    acts: Forest
    names: tuple[str, ...]
    judges: Judges
    least: float
    least_filled: float

    def chance(self, told: Told, found: Fillers) -> float:
        """The mean of all judges; `found` holds unlikely fillers too, which speak as well."""
        import numpy as np

        acts = act_rows(told.acts, found, told.sentences, weights=self.words, names=self.names)
        scores = sum_trees(self.acts, np.array(acts, dtype=np.float32)) if acts else []
        numbers = np.array([gate_row(told, found, self.words, scores)], dtype=np.float32)
        return float(self.judges.chances(numbers)[0])

    def opens(self, chance: float, *, filled: bool) -> bool:
        """True when a report so likely tells of an incident; `filled` when a filler of it is likely."""
        return chance >= (self.least_filled if filled else self.least)


@lru_cache(maxsize=1)
def load_gate() -> Gate:
    """What `python -m training.muc4_gate` wrote, loaded once."""
    import numpy as np

    arrays = read_arrays(WEIGHTS)
    table = read_table(WEIGHTS)
    return Gate(
        words=Words(arrays["words"].astype(np.float32), float(arrays["words_bias"])),
        acts=read_forest(arrays, "acts"),
        names=tuple(table["names"]),
        judges=read_judges(arrays),
        least=float(table["least"]),
        least_filled=float(table["least_filled"]),
    )


@lru_cache(maxsize=1)
def read_by() -> dict[str, dict[str, float]]:
    """The weights of `scene` and `moment` by which acts and claims were read when the gate learned from them."""
    weights: dict[str, dict[str, float]] = json.loads(READ_BY.read_text(encoding="utf-8"))["weights"]
    return weights


def read_told(document: Document, reader: Reader) -> Told:
    """What the gate needs of one report beside its fillers."""
    mentions = reader.mentions_of(document)
    with use_weights(read_by()):
        acts = read_acts(document, reader, mentions)
        extraction = reader.join(document, mentions)
    return Told(extraction, acts, read_sentences(document.doc), len(document.text))


def gate_row(told: Told, found: Fillers, weights: Words, act_scores: Sequence[float]) -> list[float]:
    """One row of numbers for a report."""
    return [
        *claims_row(told.extraction, told.length),
        *fillers_row(found, told.length),
        weights.score(text_columns(told.sentences)),
        *sentences_row(told.sentences, weights),
        *acts_row(act_scores),
    ]


def fillers_row(found: Fillers, length: int) -> list[float]:
    """How likely the best fillers of each role are, how many are likely, how early, how near each other."""
    import numpy as np

    row = [float(v) for v in log_odds(np.array(list(found.kinds.values())))]
    best = [sorted((f.probability for f in found.fillers if f.role == role), reverse=True) for role in ROLES]
    for chances in best:
        first, second, *_ = [*chances, 0.0, 0.0]
        row += [float(log_odds(first)), float(log_odds(second)), sum(chances)]
    together = sorted((p for role in best for p in role), reverse=True)
    likely = [f.span.start for f in found.fillers if f.probability > _LIKELY]
    return [
        *row,
        *(float(log_odds(p)) for p in [*together, 0.0, 0.0, 0.0][:3]),
        sum(together),
        len(likely),
        min(likely, default=length) / length,
        length,
        float(np.log(length)),
        len({start // NEAR for start in likely}),
        _best_pair(found),
    ]


def _best_pair(found: Fillers) -> float:
    """How likely something harmed and who did it or with what stand near each other."""
    harmed = [f for f in found.fillers if f.role in ("Target", "Victim")]
    doers = [f for f in found.fillers if f.role not in ("Target", "Victim")]
    near = (
        a.probability * b.probability
        for a in harmed
        for b in doers
        if abs(a.span.start - b.span.start) < NEAR
    )
    return max(near, default=0.0)
