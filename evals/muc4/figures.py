"""The figure beside a phrase ("at least 23 shoppers") and how a MUC-4 key tells it ("23 -")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dateline.extract.grammar.numbers import word_number
from dateline.records import Span

_BEFORE = 4  # words before a phrase that may round its figure
_ROUND = (
    (re.compile(r"\b(?:at least|more than|over|no fewer than|no less than)\s+[\w,]{1,20}\b"), "{} -"),
    (
        re.compile(
            r"\b(?:approximately|about|around|some|nearly|almost)\s+(?:\d[\d,]{0,8}|\w{1,12}(?:ty|red|sand|teen))\b"
        ),
        "~{}",
    ),
)
_MANY = 1500  # a larger figure beside people is seldom how many were harmed


def figure_beside(doc: Any, spans: Sequence[Span]) -> int | None:
    """The number that counts one of these phrases."""
    for span in spans:
        piece = doc.char_span(span.start, span.end, alignment_mode="expand")
        for token in (*piece, *piece.root.children):
            if token.tag_ == "CD" and token.i <= piece.root.i:
                bare = token.lower_.replace(",", "")
                figure = int(bare) if bare.isdecimal() else word_number(bare)
                if figure is not None and 0 < figure < _MANY:
                    return figure
    return None


def rounded(doc: Any, spans: Sequence[Span], figure: int) -> str:
    """A figure as keys tell it: "23 -" for at least 23, "~35" for about 35."""
    for span in spans:
        piece = doc.char_span(span.start, span.end, alignment_mode="expand")
        before = doc[max(0, piece.start - _BEFORE) : piece.end].text.lower()
        for words_of, told in _ROUND:
            if words_of.search(before):
                return told.format(figure)
    return str(figure)
