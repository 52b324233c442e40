"""What a text calls a person it names: "judge Ana Gil", "Ana Gil, the mayor of Uchiza", "the mayor, Ana Gil"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.extract.grammar.phrases import span_of
from dateline.records import Span

_RUN = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "POS", "HYPH", "JJR", "JJS"])
_LONGEST = 7
_ARTICLES = ("the", "a", "an", "his", "her", "their")


def title_of(doc: Any, mentions: Sequence[Span], called: frozenset[str]) -> Span | None:
    """The words that some mention of a name is called by, the commonest and then the longest; None for none."""
    found = [span for mention in mentions for span in _titles(doc, mention, called)]
    counts = Counter(doc.text[s.start : s.end].lower() for s in found)
    return max(
        found,
        key=lambda s: (counts[doc.text[s.start : s.end].lower()], s.end - s.start, -s.start),
        default=None,
    )


def _titles(doc: Any, mention: Span, called: frozenset[str]) -> Iterator[Span]:
    piece = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    before = _run_before(doc, piece.start)
    if before is not None and doc[piece.start - 1].lower_ in called:
        yield span_of(doc[before], doc[piece.start - 1])
    elif piece.start > 1 and doc[piece.start - 1].lower_ == "," and doc[piece.start - 2].lower_ in called:
        start = _run_before(doc, piece.start - 1)
        if start is not None:
            yield span_of(doc[start], doc[piece.start - 2])
    after = _run_after(doc, piece.end, called)
    if after is not None:
        yield span_of(doc[after[0]], doc[after[1]])


def _run_before(doc: Any, end: int) -> int | None:
    """Where the run of nouns and adjectives that ends before a token begins; None when there is none."""
    first = end
    while first and end - first < _LONGEST and doc[first - 1].tag_ in _RUN and not doc[first - 1].is_punct:
        first -= 1
    while first < end and doc[first].tag_ in ("POS", "HYPH"):
        first += 1
    return first if first < end else None


def _run_after(doc: Any, start: int, called: frozenset[str]) -> tuple[int, int] | None:
    """First and last token of what stands behind a comma: "former mayor of Uchiza"."""
    at = start
    if at + 1 >= len(doc) or doc[at].lower_ != ",":
        return None
    at += 1
    while at < len(doc) and doc[at].lower_ in _ARTICLES:
        at += 1
    last = at
    while last < len(doc) and last - at < _LONGEST and doc[last].tag_ in _RUN and not doc[last].is_punct:
        last += 1
    if last == at or doc[last - 1].lower_ not in called:
        return None
    end = last - 1
    if last + 1 < len(doc) and doc[last].lower_ == "of":
        stop = last + 1
        while (
            stop < len(doc)
            and stop - last < _LONGEST
            and (doc[stop].tag_ in _RUN or doc[stop].lower_ == "the")
        ):
            stop += 1
        if stop - 1 > last and doc[stop - 1].lower_ != "the":
            end = stop - 1
    return at, end
