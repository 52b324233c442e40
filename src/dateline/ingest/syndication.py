"""RSS and Atom: one report an entry, from what the entry itself carries."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from datetime import date as Day
from email.utils import parsedate_to_datetime
from typing import Any

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.dates import DateCandidate
from dateline.ingest.source import Source, foreign_parser
from dateline.records import Arrival

_MAX_FEED_BYTES = 16 * 1024 * 1024
_MAX_ENTRIES = 5_000
_SUMMARY_CHARS = 400


def read_feed(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """The entries in the order of the feed."""
    yield from entries_of(source.read(_MAX_FEED_BYTES), where=source.name, published=published)


def entries_of(
    data: bytes, *, where: str, published: Day | None = None, retrieved: datetime | None = None
) -> Iterator[Arrival | UnusableInput]:
    """Arrivals of a feed's entries; UnusableInput when it is no feed."""
    import feedparser

    with foreign_parser(where, "a feed"):
        # Given as a response body: a bare string could be taken for an address or a file name.
        parsed = feedparser.parse(
            data, response_headers={"content-type": "application/xml"}, sanitize_html=True
        )
        raws = _raw_entries(data)
    if not parsed.entries:
        raise UnusableInput(
            "no entries: it is not a feed, or an empty one", where=where, remedy="Check the address."
        )
    outlet = " ".join((parsed.feed.get("title") or "").split()) or None
    for number, entry in enumerate(parsed.entries[:_MAX_ENTRIES], start=1):
        raw = raws[number - 1] if len(raws) == len(parsed.entries) else None
        try:
            with foreign_parser(f"{where}, entry {number}", "a feed's entry"):
                yield _arrival(entry, raw, f"{where}, entry {number}", outlet, published, retrieved)
        except UnusableInput as fault:
            yield fault


def _arrival(
    entry: Mapping[str, Any],
    raw: bytes | None,
    where: str,
    outlet: str | None,
    published: Day | None,
    retrieved: datetime | None,
) -> Arrival:
    headline = _plain(entry.get("title") or "").replace("\n", " ") or None
    contents = [c.get("value", "") for c in entry.get("content", [])] or [entry.get("summary") or ""]
    body = max((_plain(content) for content in contents), key=len)
    text = f"{headline}\n\n{body}" if headline and not body.startswith(headline) else body
    short = not entry.get("content") and len(body) < _SUMMARY_CHARS
    return make_arrival(
        text.strip(),
        raw if raw is not None else text.encode("utf-8", "replace"),
        origin=where,
        media_type="application/rss+xml",
        dates=tuple(_dates(entry)),
        published=published,
        headline=headline,
        outlet=outlet,
        url=entry.get("link"),
        retrieved=retrieved,
        notes=("only the feed's summary; fetch the page for the whole report",) if short else (),
    )


def _dates(entry: Mapping[str, Any]) -> Iterator[DateCandidate]:
    for field in ("published", "updated"):
        if field not in entry:
            continue
        words, parsed = str(entry[field] or ""), entry.get(f"{field}_parsed")
        day = _day_as_written(words)
        if day is None and parsed:
            day = datetime.fromtimestamp(calendar.timegm(parsed), UTC).date()
        if day:
            yield DateCandidate(day=day, found_in=f"the entry's {field}", words=words[:40])


def _day_as_written(words: str) -> Day | None:
    """The day in the paper's own time zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words).date()
        except (TypeError, ValueError):
            continue
    return None


def _plain(markup: str) -> str:
    """The words of a piece of HTML, a line a block."""
    from lxml import html

    if "<" not in markup and "&" not in markup:
        return "\n\n".join(" ".join(line.split()) for line in markup.split("\n") if line.strip())
    tree = html.fromstring(f"<div>{markup}</div>")
    for block in tree.iter("p", "div", "br", "li", "blockquote", "h1", "h2", "h3", "tr"):
        block.tail = "\n" + (block.tail or "")
        if block.tag != "br":
            block.text = "\n" + (block.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)


def _raw_entries(data: bytes) -> list[bytes]:
    """The entries as they stand in the feed; none when it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return [
        etree.tostring(e, with_tail=False)
        for e in tree.xpath("//*[local-name()='item' or local-name()='entry']")
    ]
