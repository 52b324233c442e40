"""Plain text files: the day, headline and outlet that the text itself tells; the text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.dates import find_dates, split_header
from dateline.ingest.decode import decode_bytes
from dateline.ingest.outlet import find_outlet
from dateline.ingest.source import Source
from dateline.languages import load_language
from dateline.records import Arrival

_PROSE_END = re.compile(r"""[.!?…:;]["'”’)\]]*$""")
_SECTION_MARK = re.compile(r"\s+(?:\||»|›|>|/)\s+|\t+")
_MAX_HEADLINE_WORDS = 30


def read_text(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a file. The byte-order mark is dropped and line ends become LF; nothing else is changed."""
    raw = source.read()
    decoded = decode_bytes(raw, source.name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    yield make_arrival(
        text,
        raw,
        origin=source.name,
        media_type="text/plain",
        dates=find_dates(text),
        published=published,
        headline=find_headline(text),
        outlet=find_outlet(text),
        notes=(decoded.note,) if decoded.note else (),
    )


def find_headline(text: str) -> str | None:
    """The headline among the first lines; None when the text begins with prose.

    A first line `date YYYY-MM-DD section headline` gives what follows the date; a section is cut off only
    where a sign stands between the two.
    """
    header = split_header(text)
    if header and header[1]:
        return _headline_of(_SECTION_MARK.split(header[1])[-1])
    lines = text.split("\n")[1:] if header else text.split("\n")
    for line in [stripped for line in lines if (stripped := line.strip())][:4]:
        if _is_furniture(line) or (find_dates(line) and len(line.split()) < 12):
            continue
        return _headline_of(line)
    return None


def _headline_of(line: str) -> str | None:
    words = line.split()
    if not 2 <= len(words) <= _MAX_HEADLINE_WORDS or _PROSE_END.search(line):
        return None
    return " ".join(words)


def _is_furniture(line: str) -> bool:
    zones = load_language("en").zones
    folded = line.casefold()
    return folded in zones["furniture_lines"] or any(folded.startswith(s) for s in zones["furniture_starts"])
