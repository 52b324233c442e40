"""Stretches of a text that no reader reads word by word: rows of signs, runs without a space, one thing said for ever.

Each is a token of its own: a report of nothing else would have as many tokens as signs, and the parser takes a third
of a millisecond for each.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from dateline.records import Span

LONGEST_RUN = 400  # signs; in 275 news reports the longest run without a space has 50
# Rows of signs without a letter or digit, with or without spaces between; of words of one sign ("A A A"); of letters
# with a sign between each ("a/a/a"); and runs without a space.
_SIGNS = re.compile(
    rf"[^\w\s](?:[^\S\n]{{0,3}}[^\w\s]){{60,{LONGEST_RUN}}}"
    rf"|(?<!\S)\S(?:[^\S\n]\S){{60,{LONGEST_RUN}}}(?!\S)"
    rf"|(?:\w[^\w\s]){{60,{LONGEST_RUN}}}"
    rf"|\S{{{LONGEST_RUN}}}(?=\S)"
)
# One and the same stretch, word by word, twenty times and more without anything between.
_AGAIN = re.compile(r"(?s)(.{1,300}?)\1{19,}")
_READ = 400  # signs of such a repetition that are read, and twice the stretch at least
_SHORTEST = 2_000
_DENSE = 8  # a text that is packed to less than one part in eight repeats itself; news is packed to a half


def rows_without_end(text: str) -> list[Span]:
    """The stretches, in the order of the text, none over another."""
    found: list[Span] = []
    at = 0
    for again in [*_repeated(text), Span(len(text), len(text))]:
        found += [Span(signs.start(), signs.end()) for signs in _SIGNS.finditer(text, at, again.start)]
        starts = range(again.start, again.end, LONGEST_RUN)
        found += [Span(start, min(start + LONGEST_RUN, again.end)) for start in starts]
        at = again.end
    return found


def _repeated(text: str) -> Iterator[Span]:
    """What follows the first few times of a stretch that is repeated word by word; asked only where much is."""
    data = text.encode("utf-8", "replace")
    if len(data) < _SHORTEST or len(zlib.compress(data, 1)) * _DENSE > len(data):
        return
    for again in _AGAIN.finditer(text):
        unit = len(again[1])
        read = unit * max(2, -(-_READ // unit))
        if again.start() + read < again.end():
            yield Span(again.start() + read, again.end())
