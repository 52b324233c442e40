"""Web archives, streamed: each HTML page that was answered with 200 is a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from typing import Any, BinaryIO, cast

from dateline.errors import UnusableInput
from dateline.ingest.html import page_arrival
from dateline.ingest.source import Source
from dateline.records import Arrival

_MAX_PAGE_BYTES = 10 * 1024 * 1024
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """The pages in the order of the archive; pictures, scripts and refusals are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found = 0
    with source.open() as stream:
        wanted = WarcRecordType.response | WarcRecordType.resource
        records: Iterator[Any] | None = None
        while True:
            try:
                records = records or iter(
                    ArchiveIterator(cast(Any, _Forward(stream)), record_types=wanted, parse_http=False)
                )
                record = next(records, None)
                page = _page_of(record, source.name) if record is not None else None
            except (KeyboardInterrupt, SystemExit):
                raise
            except (
                BaseException
            ) as fault:  # a third party's parser on bytes that may be cut off; it panics too
                how = "cut off" if isinstance(fault, _CutOff) else f"broken ({type(fault).__name__})"
                yield UnusableInput(
                    f"{how} after {found} pages",
                    where=source.name,
                    remedy="Fetch the archive again; the pages before are read.",
                )
                return
            if record is None:
                break
            if isinstance(page, UnusableInput):
                yield page
            elif page is not None:
                found += 1
                yield _arrival(page, published=published)
    if not found:
        yield UnusableInput(
            "no page in the archive", where=source.name, remedy="Check that it is a WARC of pages."
        )


class _Forward:
    """A stream that is only read on: a pipe has no more, and the parser panics where it cannot ask for its place."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer at the end."""
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at


class _CutOff(Exception):
    """A record is shorter than its head says."""


def _page_of(record: Any, name: str) -> dict[str, Any] | UnusableInput | None:
    """What a page's arrival is made from; None for anything but a page."""
    declared = int(record.headers.get("Content-Length") or 0)
    if declared <= _MAX_PAGE_BYTES:
        record.freeze()
        if record.content_length < declared:
            raise _CutOff
    if record.is_http:
        record.parse_http(auto_decode="all")
    http = record.http_headers
    kind = (record.http_content_type if http else record.headers.get("Content-Type", "")) or ""
    if kind.split(";")[0].strip().casefold() not in _PAGES or (http and http.status_code != 200):
        return None
    url = record.headers.get("WARC-Target-URI", "").strip("<> ")
    where = f"{name}, {url}" if url else name
    raw = record.reader.read(_MAX_PAGE_BYTES + 1)
    if len(raw) > _MAX_PAGE_BYTES:
        return UnusableInput("a page of more than 10 MB", where=where, remedy="Save the article alone.")
    charset = record.http_charset if http else None
    return {
        "raw": raw,
        "origin": where,
        "url": url or None,
        "charset": charset,
        "retrieved": record.record_date,
    }


def _arrival(page: dict[str, Any], *, published: Day | None) -> Arrival | UnusableInput:
    try:
        return page_arrival(**page, published=published)
    except UnusableInput as fault:
        return fault
