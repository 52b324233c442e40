"""What `training.fillers` found in each report by models that did not see it, for the scorers that build on it."""

from __future__ import annotations

import json

from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler
from dateline.records import Span
from training.fillers import UNSEEN


def read_unseen() -> list[tuple[Filler, ...]]:
    """The fillers of each report, unlikely ones too, each with its first mention alone."""
    found = json.loads(UNSEEN.read_text(encoding="utf-8"))
    return [tuple(_filler(*one) for one in mine) for mine in found]


def _filler(role: int, text: str, start: int, chance: float) -> Filler:
    span = Span(start, start + len(text))
    return Filler(ROLES[role], text, span, chance, 1.0, (span,), 0)
