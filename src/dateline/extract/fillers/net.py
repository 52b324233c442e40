"""A small net's score of each phrase, from the parser's own vectors of the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.evidence import Parsed
from dateline.extract.fillers.features import steps_up

_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "agent", "attr"])
_WIDTH = 96  # numbers in a vector of the parser
_WORDS = 7  # the phrase's head, two governors, the words before and after, another argument, its sentence


@dataclass(frozen=True, slots=True)
class Net:
    """Layers of one kind of net side by side: rows are made even, pass one hidden layer, and are averaged."""

    mean: Any
    scale: Any
    hidden: Any
    hidden_bias: Any
    out: Any
    out_bias: Any


def read_net(arrays: dict[str, Any]) -> Net:
    """The net among the arrays of a weights file."""
    import numpy as np

    return Net(**{part: arrays[f"net.{part}"].astype(np.float32) for part in Net.__slots__})


def net_scores(parsed: Parsed, text_scores: Any, net: Net) -> Any:
    """The score of each phrase for each role (phrases x roles)."""
    return pass_net(net_rows(parsed, text_scores), net)


def pass_net(rows: Any, net: Net) -> Any:
    """The mean score of the nets side by side for each row."""
    import numpy as np

    even = (rows - net.mean) / net.scale
    scores = [
        np.maximum(even @ hidden + bias, 0.0) @ out + out_bias
        for hidden, bias, out, out_bias in zip(
            net.hidden, net.hidden_bias, net.out, net.out_bias, strict=True
        )
    ]
    return np.mean(scores, axis=0)


def net_rows(parsed: Parsed, text_scores: Any) -> Any:
    """For each phrase the vectors of its words, the scores of the text, and where in the text it stands.

    A text whose parse holds no vectors has zeros for them.
    """
    import numpy as np

    doc, total = parsed.doc, len(parsed.phrases)
    vectors = np.asarray(doc.tensor, dtype=np.float32)
    width = vectors.shape[1] if vectors.ndim == 2 and len(vectors) == len(doc) else 0
    rows = np.zeros((total, _WORDS * _WIDTH + len(text_scores) + 2), dtype=np.float32)
    means: dict[int, Any] = {}
    for number, phrase in enumerate(parsed.phrases):
        if width == _WIDTH:
            head, sent = phrase.head, phrase.head.sent
            if sent.start not in means:
                means[sent.start] = vectors[sent.start : sent.end].mean(0)
            for place, at in enumerate(_around(head)):
                if at is not None:
                    rows[number, place * _WIDTH : (place + 1) * _WIDTH] = vectors[at]
            rows[number, (_WORDS - 1) * _WIDTH : _WORDS * _WIDTH] = means[sent.start]
        rows[number, _WORDS * _WIDTH : -2] = text_scores
        rows[number, -2:] = np.log1p(number), number / total
    return rows


def _around(head: Any) -> tuple[int | None, ...]:
    """The tokens that a phrase is judged by: its head, two governors, the words beside it, another argument."""
    doc = head.doc
    way = [governor for _, governor in steps_up(head, limit=2)]
    before, after = head.left_edge.i - 1, head.i + 1
    others = way[0].children if way else ()
    beside = next((c.i for c in others if c.i != head.i and c.dep_ in _ARGUMENTS), None)
    return (
        head.i,
        way[0].i if way else None,
        way[1].i if len(way) > 1 else None,
        before if before >= 0 else None,
        after if after < len(doc) else None,
        beside,
    )
