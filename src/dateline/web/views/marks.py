"""A report's text cut into paragraphs and stretches, each knowing which fields were read from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from dateline.records import Claim, NotIncident, Record, Report, Span
from dateline.review import field_of, readings_of
from dateline.text.zones import zone_of
from dateline.web.views.graphic import is_graphic


class Mark(NamedTuple):
    """Words of the text and what was read from them; `path` is empty for a claim's evidence as a whole."""

    span: Span
    path: str
    group: str
    claim_id: str
    says: str


class Stretch(Record, frozen=True, kw_only=True):
    """Words under the same marks: the field colours, the claims they are evidence of, what was set aside."""

    start: int
    text: str
    paths: tuple[str, ...] = ()
    group: str = ""
    says: str = ""
    claims: tuple[str, ...] = ()
    aside: str = ""


class Paragraph(Record, frozen=True, kw_only=True):
    """A stretch of text between line breaks; `start` is its first code point in the report.

    A graphic one is folded until somebody opens it, unless the project says otherwise. Its zone is what part of the
    page it is: headline, caption, furniture or body.
    """

    start: int
    stretches: tuple[Stretch, ...]
    graphic: bool = False
    zone: str = "body"


def claim_marks(claim: Claim) -> tuple[Mark, ...]:
    """A mark for each span of each field of one claim."""
    marks: list[Mark] = []
    for path, reading in readings_of(claim):
        field = field_of(path)
        marks.extend(Mark(span, path, field.group, claim.id, field.label) for span in reading.spans)
    return tuple(marks)


def evidence_marks(claims: Iterable[Claim]) -> tuple[Mark, ...]:
    """A mark for each sentence a claim came from."""
    return tuple(Mark(span, "", "", claim.id, "") for claim in claims for span in claim.evidence)


def mark_text(
    text: str, marks: Sequence[Mark], asides: Sequence[NotIncident] = (), within: Sequence[Span] = ()
) -> tuple[Paragraph, ...]:
    """The text with its marks; only the parts inside `within` when any are given."""
    whole = within or (Span(0, len(text)),)
    paragraphs = []
    for window in whole:
        for line in re.finditer(r"[^\n]+", text[window.start : window.end]):
            span = Span(window.start + line.start(), window.start + line.end())
            if text[span.start : span.end].strip():
                cut = _cut(text, span, marks, asides)
                paragraphs.append(
                    Paragraph(start=span.start, stretches=cut, graphic=is_graphic(span.of(text)))
                )
    return tuple(paragraphs)


def mark_report(
    report: Report, marks: Sequence[Mark], asides: Sequence[NotIncident] = ()
) -> tuple[Paragraph, ...]:
    """The whole text with its marks, each paragraph with the part of the page it is."""
    language = report.language or "en"

    def zoned(position: int, paragraph: Paragraph) -> Paragraph:
        line = "".join(stretch.text for stretch in paragraph.stretches)
        zone = zone_of(line, position=position, headline=report.headline, language=language)
        return paragraph if zone == "body" else replace(paragraph, zone=zone)

    return tuple(zoned(at, one) for at, one in enumerate(mark_text(report.text, marks, asides)))


def _cut(text: str, line: Span, marks: Sequence[Mark], asides: Sequence[NotIncident]) -> tuple[Stretch, ...]:
    here = [mark for mark in marks if mark.span.overlaps(line)]
    set_aside = [one for one in asides if one.span.overlaps(line)]
    edges = {line.start, line.end}
    for span in [mark.span for mark in here] + [one.span for one in set_aside]:
        edges.update(edge for edge in (span.start, span.end) if line.start < edge < line.end)
    ordered = sorted(edges)
    return tuple(_stretch(text, Span(start, end), here, set_aside) for start, end in pairwise(ordered))


def _stretch(text: str, span: Span, marks: Sequence[Mark], asides: Sequence[NotIncident]) -> Stretch:
    """The colour of overlapping fields is that of the shortest span: the finest word wins."""
    over = [mark for mark in marks if mark.span.covers(span)]
    fields = sorted((mark for mark in over if mark.path), key=lambda mark: mark.span.end - mark.span.start)
    return Stretch(
        start=span.start,
        text=span.of(text),
        paths=tuple(dict.fromkeys(mark.path for mark in fields)),
        group=fields[0].group if fields else "",
        says=", ".join(dict.fromkeys(mark.says for mark in fields)),
        claims=tuple(dict.fromkeys(mark.claim_id for mark in over)),
        aside=next((one.kind for one in asides if one.span.covers(span)), ""),
    )
