"""A project's feeds: added, listed, pulled. Their state lies in `feeds.json` in the project folder.

Pulling is idempotent: a feed's state is written after its entries were taken, so a run that is cut off asks again
and the store knows what it has.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from dateline.errors import DatelineError, UnusableInput
from dateline.ingest.fetch import Fetch, Fetched, clean_url, fetch
from dateline.ingest.html import page_arrival
from dateline.ingest.politeness import SECONDS_BETWEEN, Guest, next_try
from dateline.ingest.syndication import entries_of
from dateline.jsonl import decode
from dateline.records import Arrival, Record

FILE = "feeds.json"
_SEEN = 500


class Feed(Record, frozen=True, kw_only=True):
    """One feed and how the last pull of it went; `seen` are the latest addresses whose pages were fetched."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: datetime | None = None
    last_said: str = "never pulled"
    seen: tuple[str, ...] = ()


def list_feeds(project: Path) -> tuple[Feed, ...]:
    """The feeds in the order of their addresses."""
    path = project / FILE
    try:
        return decode(path.read_bytes(), tuple[Feed, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as fault:
        raise DatelineError(
            f"the list of feeds cannot be read: {fault}", where=str(path), remedy="Mend it."
        ) from None


def add_feed(project: Path, url: str) -> bool:
    """True when the feed was new; the address is checked for its form, not fetched."""
    url = clean_url(url)
    feeds = {feed.url: feed for feed in list_feeds(project)}
    if url in feeds:
        return False
    _write(project, feeds | {url: Feed(url=url)})
    return True


def remove_feed(project: Path, url: str) -> bool:
    """True when there was such a feed; the reports it brought stay."""
    feeds = {feed.url: feed for feed in list_feeds(project)}
    if feeds.pop(clean_url(url), None) is None:
        return False
    _write(project, feeds)
    return True


def pull_feeds(
    project: Path,
    *,
    now: datetime,
    pages: bool = True,
    allow_private: bool = False,
    get: Fetch = fetch,
    sleep: Callable[[float], None] = time.sleep,
    seconds_between: float = SECONDS_BETWEEN,
) -> Iterator[Arrival | UnusableInput]:
    """What is new in all feeds that may be asked now; a feed that fails is named, and let be for a while.

    With `pages`, an entry that carries only a summary is replaced by the article of its page.
    """

    def ask(url: str, **conditions: str | None) -> Fetched:
        return get(url, allow_private=allow_private, **conditions)

    guest = Guest(ask, sleep=sleep, seconds_between=seconds_between)
    for feed in list_feeds(project):
        if feed.not_before and feed.not_before > now:
            continue
        after = yield from _pull(feed, guest, now=now, pages=pages)
        feeds = {one.url: one for one in list_feeds(project)}
        if feed.url in feeds:  # it may have been taken off the list meanwhile
            _write(project, feeds | {feed.url: after})


def _pull(
    feed: Feed, guest: Guest, *, now: datetime, pages: bool
) -> Generator[Arrival | UnusableInput, None, Feed]:
    """Yields what is new in one feed; returns the feed's state after it."""
    try:
        answer = guest.get(feed.url, etag=feed.etag, modified=feed.modified)
    except UnusableInput as fault:
        yield fault
        return _failed(feed, fault.reason, now)
    if answer.status == 304:
        return _replace(feed, failures=0, not_before=None, last_said="nothing new")
    if answer.status != 200:
        reason = f"not fetched: the server answers {answer.status}"
        yield UnusableInput(reason, where=feed.url, remedy="Check the address, or try later.")
        return _failed(feed, reason, now, retry_after=answer.retry_after)
    seen = list(feed.seen)
    count = 0
    try:
        for found in entries_of(answer.body, where=feed.url, retrieved=now):
            count += isinstance(found, Arrival)
            whole = _whole(found, guest, seen, now) if pages and isinstance(found, Arrival) else found
            if whole is not None:
                yield _dated(whole, now)
    except UnusableInput as fault:
        yield fault
        return _failed(feed, fault.reason, now)
    return Feed(
        url=feed.url,
        etag=answer.etag,
        modified=answer.modified,
        last_said=f"{count} entries on {now:%Y-%m-%d %H:%M}",
        seen=tuple(seen[-_SEEN:]),
    )


def _whole(entry: Arrival, guest: Guest, seen: list[str], now: datetime) -> Arrival | UnusableInput | None:
    """The page behind an entry that is only a summary; None when it was fetched before."""
    url = entry.report.url
    if not url or not any("summary" in note for note in entry.notes):
        return entry
    if url in seen:
        return None
    try:
        answer = guest.get(clean_url(url))
        if answer.status != 200 or answer.media_type not in ("text/html", "application/xhtml+xml"):
            return entry
        page = page_arrival(
            answer.body,
            origin=url,
            published=entry.report.published,
            url=answer.url,
            charset=answer.charset,
            retrieved=now,
        )
    except UnusableInput:
        return entry  # the summary is better than nothing, and its note says what it is
    seen.append(url)
    return page


def _dated(found: Arrival | UnusableInput, now: datetime) -> Arrival | UnusableInput:
    """The arrival, with a note when its day lies in the future."""
    if isinstance(found, UnusableInput) or not found.report.published:
        return found
    if found.report.published <= (now + timedelta(days=1)).date():
        return found
    note = f"dated {found.report.published}, after it was fetched"
    return msgspec.structs.replace(found, notes=(*found.notes, note))


def _failed(feed: Feed, said: str, now: datetime, *, retry_after: int | None = None) -> Feed:
    failures = feed.failures + 1
    until = next_try(now, failures, retry_after)
    return _replace(feed, failures=failures, not_before=until, last_said=said)


def _replace(feed: Feed, **changes: object) -> Feed:
    return msgspec.structs.replace(feed, **changes)


def _write(project: Path, feeds: dict[str, Feed]) -> None:
    """Writes the list so that a crash leaves the old one or the new one."""
    path = project / FILE
    new = path.with_suffix(".new")
    data = msgspec.json.format(msgspec.json.encode([feeds[url] for url in sorted(feeds)]), indent=1)
    try:
        with new.open("wb") as file:
            file.write(data + b"\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as fault:
        raise DatelineError(
            f"the list of feeds cannot be written: {fault.strerror}",
            where=str(path),
            remedy="Check the folder.",
        ) from None


def read_opml(data: bytes, *, where: str = "OPML") -> tuple[str, ...]:
    """The addresses in an OPML list; entity declarations are refused."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise UnusableInput(
            "declarations in it that an OPML list does not need", where=where, remedy="Export it anew."
        )
    try:
        tree = ElementTree.fromstring(data)
    except (
        ElementTree.ParseError,
        LookupError,
        ValueError,
    ) as fault:  # LookupError: an encoding nobody knows
        raise UnusableInput(f"not OPML: {fault}", where=where, remedy="Export it anew.") from None
    found = (outline.get("xmlUrl") for outline in tree.iter("outline"))
    return tuple(dict.fromkeys(url for url in found if url))


def write_opml(feeds: tuple[Feed, ...]) -> bytes:
    """An OPML list of the feeds."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "dateline"
    body = ElementTree.SubElement(root, "body")
    for feed in feeds:
        ElementTree.SubElement(body, "outline", type="rss", text=feed.url, xmlUrl=feed.url)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
