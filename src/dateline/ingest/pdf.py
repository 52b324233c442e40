"""PDF files with a text layer: lines joined to paragraphs; scans are named as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.dates import find_dates
from dateline.ingest.outlet import find_outlet
from dateline.ingest.source import Source, foreign_parser
from dateline.ingest.text import find_headline
from dateline.records import Arrival

_MAX_PAGES = 300
_SENTENCE_END = re.compile(r"""[.!?:]["'”’)\]]*$""")
_BREAK_MARK = re.compile("[\ufffe\x02\xad]")
_SHORT = 0.7  # a line shorter than this share of the longest does not fill its column
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a file."""
    raw = source.read()
    with foreign_parser(source.name, "PDF"):
        pages, made = _pages(raw, source.name)
    text = "\n\n".join(part for part in (join_lines(page) for page in pages) if part)
    if not text.strip():
        raise UnusableInput(
            "no text layer: pictures of pages (a scan)",
            where=source.name,
            remedy="Recognise its text (OCR) first.",
        )
    yield make_arrival(
        text,
        raw,
        origin=source.name,
        media_type="application/pdf",
        dates=find_dates(text),
        published=published,
        headline=find_headline(text),
        outlet=find_outlet(text),
        notes=(f"the file was made on {made}",) if made else (),
    )


def _pages(raw: bytes, name: str) -> tuple[list[str], Day | None]:
    """The text of each page, and the day the file was made, which is no publication date."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).casefold()
        reason = "locked with a password" if locked else "a broken PDF"
        raise UnusableInput(reason, where=name, remedy="Open it and save it anew.") from None
    try:
        if len(document) > _MAX_PAGES:
            raise UnusableInput(
                f"more than {_MAX_PAGES} pages", where=name, remedy="Split it into its articles."
            )
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_bounded())
            words.close()
            page.close()
        match = _MADE.match(document.get_metadata_value("CreationDate") or "")
    finally:
        document.close()
    try:
        return pages, Day(*map(int, match.groups())) if match else None
    except ValueError:
        return pages, None


def join_lines(page: str) -> str:
    """A page's lines as paragraphs; one ends at a blank line, or at a short line that ends a sentence.

    Short lines before the first sentence (headline, byline, date) are paragraphs of their own. pdfium marks
    a word broken at a line's end with a sign of its own, which is taken out.
    """
    lines = [
        line.strip() for line in re.split(r"\r\n|\r|\n", _BREAK_MARK.sub("", page).replace("\x0c", "\n"))
    ]
    full = _SHORT * max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        current = _joined(current, line)
        ends = bool(_SENTENCE_END.search(line))
        heading = len(line) < full and not any(_SENTENCE_END.search(p) for p in [*paragraphs, current])
        if not line or (len(line) < full and ends) or heading:
            paragraphs.append(current)
            current = ""
    return "\n\n".join(paragraph for paragraph in [*paragraphs, current] if paragraph)


def _joined(before: str, line: str) -> str:
    """Two pieces of a paragraph; a word broken by a hyphen at the line's end is made whole."""
    if re.search(r"[a-z]-$", before) and re.match(r"[a-z]", line):
        return before[:-1] + line
    return f"{before} {line}".strip()
