"""A report parsed once: sentences with their zone, tokens, quotations. Offsets only, nothing decided yet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.records import Report, Span

Zone = Literal["headline", "dateline", "caption", "furniture", "body"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its index, its paragraph's index, its span, and the zone of the page it stands in."""

    index: int
    paragraph: int
    span: Span
    zone: Zone
    first_token: int
    end_token: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation; `inner` leaves out the marks."""

    span: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed report. `doc` is the spaCy Doc over the canonical text: token.idx is an offset into it."""

    report: Report
    doc: Any
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _tokens: dict[int, list[Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.report.text

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds this offset, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def tokens(self, sentence: Sentence) -> list[Any]:
        """The spaCy tokens of one sentence, made once."""
        found = self._tokens.get(sentence.index)
        if found is None:
            found = list(self.doc[sentence.first_token : sentence.end_token])
            self._tokens[sentence.index] = found
        return found

    def paragraph(self, index: int) -> tuple[Sentence, ...]:
        """All sentences of one paragraph."""
        first = bisect_left(self.sentences, index, key=_paragraph)
        return self.sentences[first : bisect_right(self.sentences, index, key=_paragraph)]

    def is_heading(self, sentence: Sentence, *, words: int) -> bool:
        """True for a line of its own, of so many words at most, that no mark closes: another story begins there."""
        text = sentence.span.of(self.text).strip()
        alone = len(self.paragraph(sentence.paragraph)) == 1
        return alone and len(text.split()) <= words and text[-1:].isalnum()

    def in_quote(self, span: Span) -> Quote | None:
        """The quotation that covers this span, if any."""
        at = bisect_right(self.quotes, span.start, key=lambda quote: quote.span.start) - 1
        return self.quotes[at] if at >= 0 and self.quotes[at].span.covers(span) else None

    def quotes_over(self, span: Span) -> tuple[Quote, ...]:
        """The quotations that share a character with this span."""
        first = bisect_right(self.quotes, span.start, key=lambda quote: quote.span.end)
        return self.quotes[first : bisect_left(self.quotes, span.end, key=lambda quote: quote.span.start)]


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph
