"""The feed of changes, as lines of JSON for programs and as Atom for feed readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

import msgspec

from dateline.past.changes import Happening
from dateline.past.words import change_lines, change_title

_ATOM = "http://www.w3.org/2005/Atom"
LATEST = 200  # changes in an Atom feed
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write_lines(changes: Iterable[Happening]) -> Iterator[bytes]:
    """One line of JSON a change, in the order given."""
    return (msgspec.json.encode(one) + b"\n" for one in changes)


def write_atom(
    changes: Iterable[Happening], *, title: str, address: str = "urn:dateline:changes", limit: int = LATEST
) -> bytes:
    """An Atom feed (RFC 4287) of the last changes, the newest first; the same changes give the same bytes."""
    latest = list(changes)[-limit:][::-1]
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _text(feed, "title", title)
    _text(feed, "id", address)
    _text(feed, "updated", _stamp(latest[0].at if latest else _NEVER))
    _text(Xml.SubElement(feed, f"{{{_ATOM}}}author"), "name", "dateline")
    if "://" in address:
        Xml.SubElement(feed, f"{{{_ATOM}}}link", href=address, rel="self")
    for one in latest:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "title", change_title(one.change))
        _text(entry, "id", f"{address}#{one.id}" if "://" in address else f"{address}:{one.id}")
        _text(entry, "updated", _stamp(one.at))
        _text(entry, "content", "\n".join(change_lines(one.change)) or one.change.kind).set("type", "text")
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = "".join(c for c in text if c in "\t\n" or c >= " ")
    return child


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
