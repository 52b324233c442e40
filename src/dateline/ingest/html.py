"""HTML files: one article a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.decode import decode_bytes
from dateline.ingest.page import declared_charset, extract_page
from dateline.ingest.source import Source
from dateline.records import Arrival


def read_html(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a file."""
    yield page_arrival(source.read(), origin=source.name, published=published)


def page_arrival(
    raw: bytes,
    *,
    origin: str,
    published: Day | None = None,
    url: str | None = None,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> Arrival:
    """The arrival of one page, from its bytes; a charset of the HTTP head outranks the page's own."""
    decoded = decode_bytes(raw, origin, declared=charset or declared_charset(raw))
    page = extract_page(decoded.text, where=origin, url=url)
    return make_arrival(
        page.text,
        raw,
        origin=origin,
        media_type="text/html",
        dates=page.dates,
        published=published,
        headline=page.headline,
        outlet=page.outlet,
        url=page.url,
        retrieved=retrieved,
        notes=(*((decoded.note,) if decoded.note else ()), *page.notes),
    )
