"""Records to and from lines of JSON, with a format version; the JSON Schema of every record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from dateline.errors import UnusableInput
from dateline.records import (
    Actor,
    Alternative,
    Arrival,
    Attribution,
    Claim,
    Decision,
    Extraction,
    Incident,
    NotIncident,
    Period,
    Place,
    Report,
    Span,
    Target,
    Toll,
)

FORMAT_VERSION = 1
RECORDS: tuple[type[Any], ...] = (
    Actor,
    Alternative,
    Arrival,
    Attribution,
    Claim,
    Decision,
    Extraction,
    Incident,
    NotIncident,
    Period,
    Place,
    Report,
    Span,
    Target,
    Toll,
)

R = TypeVar("R")
_ENCODER = msgspec.json.Encoder()
_DECODERS: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def encode(record: object) -> bytes:
    """The record as JSON on one line, without the line's end."""
    return _ENCODER.encode(record)


def decode(data: bytes | str, kind: type[R]) -> R:
    """The record in this JSON; msgspec.ValidationError names the path of what does not fit."""
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    record: R = _DECODERS[kind].decode(data)
    return record


def write_lines(records: Iterable[object], *, kind: type[Any] | None = None) -> Iterator[bytes]:
    """Lines of JSON; with a kind, the first line is a header that names format version and record."""
    if kind is not None:
        yield encode({"dateline": FORMAT_VERSION, "record": kind.__name__}) + b"\n"
    for record in records:
        yield encode(record) + b"\n"


def read_lines(
    lines: Iterable[bytes], kind: type[R], *, name: str = "standard input"
) -> Iterator[R | UnusableInput]:
    """Records in the order of the lines; a line that does not fit is an UnusableInput, and the rest go on."""
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped:
            continue
        header = _header(stripped)
        if header is not None:
            yield from _refuse_header(header, kind, where=f"{name}, line {number}")
            continue
        try:
            yield decode(stripped, kind)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as fault:
            yield UnusableInput(
                f"not a {kind.__name__} record: {fault}",
                where=f"{name}, line {number}",
                remedy="Mend or delete the line; the other lines are read.",
            )


def _header(line: bytes) -> dict[str, Any] | None:
    """The header object when the line is one."""
    if not line.startswith(b'{"dateline":'):
        return None
    try:
        found: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError:
        return None
    return found


def _refuse_header(header: dict[str, Any], kind: type[Any], *, where: str) -> Iterator[UnusableInput]:
    """One UnusableInput when the file is of a later version or of another record; nothing when it fits."""
    version, record = header.get("dateline"), header.get("record")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        yield UnusableInput(
            f"format version {version}, this program reads up to {FORMAT_VERSION}",
            where=where,
            remedy="Read it with a newer dateline.",
        )
    elif record != kind.__name__:
        yield UnusableInput(
            f"a file of {record} records, not of {kind.__name__} records",
            where=where,
            remedy="Give the right file.",
        )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of all records, by name under `$defs`."""
    _, components = msgspec.json.schema_components(RECORDS, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"dateline records, format version {FORMAT_VERSION}",
        "$defs": dict(sorted(components.items())),
    }
