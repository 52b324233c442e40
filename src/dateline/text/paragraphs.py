"""Where paragraphs begin and end: at blank lines, and at line breaks where lines are not of one width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.records import Span

_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"""[.!?…:;]["'”’)\]]*$""")
_WIDEST = 120  # characters; a line that is longer was not broken to fit a width
_FEW = 4  # lines; of fewer their lengths tell nothing
_FULL = 0.6  # of the widest line; a shorter line was ended, and not broken


def paragraph_spans(text: str) -> list[Span]:
    """Stretches between blank lines, trimmed; lines of such a stretch are paragraphs of their own unless they were
    broken to fit a width."""
    spans: list[Span] = []
    start = 0
    for match in [*_BLANK.finditer(text), None]:
        stop = match.start() if match else len(text)
        spans.extend(_paragraphs(text, start, stop))
        start = match.end() if match else stop
    return spans or [Span(0, len(text))]


def _paragraphs(text: str, start: int, stop: int) -> Iterator[Span]:
    lines = [span for span in map(_trimmed, _LINE.finditer(text, start, stop)) if span is not None]
    if not lines:
        return
    width = max(map(_length, lines))
    broken = sum(_is_broken(text, line, after, width) for line, after in pairwise(lines))
    if len(lines) < _FEW:
        broken = sum(text[after.start].islower() for after in lines[1:])
    wrapped = width <= _WIDEST and 2 * broken >= len(lines) - 1
    first = lines[0]
    for line, after in pairwise(lines):
        if not wrapped or (_length(line) < _FULL * width and not text[after.start].islower()):
            yield Span(first.start, line.end)
            first = after
    yield Span(first.start, lines[-1].end)


def _trimmed(line: re.Match[str]) -> Span | None:
    words = line[0].strip()
    lead = len(line[0]) - len(line[0].lstrip())
    return Span(line.start() + lead, line.start() + lead + len(words)) if words else None


def _length(line: Span) -> int:
    return line.end - line.start


def _is_broken(text: str, line: Span, after: Span, width: int) -> bool:
    """True for a break inside a sentence: before a small letter, or behind a full line."""
    if _ENDS.search(line.of(text)):
        return False
    return text[after.start].islower() or (_length(line) >= _FULL * width and text[after.start].isalnum())
