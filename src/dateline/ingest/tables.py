"""JSONL and CSV: one report a line or row, `text` unchanged; a broken one is named and the others go on.

Objects of ninjs and of schema.org's NewsArticle are read, too, wherever an object of ours may stand.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime
from typing import Any

import msgspec

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.dates import DateCandidate, find_dates
from dateline.ingest.decode import decode_bytes
from dateline.ingest.newsjson import news_fields
from dateline.ingest.source import Source, foreign_parser, read_lines
from dateline.records import Arrival

COLUMNS = ("id", "published", "title", "text", "outlet", "url")
_MAX_ID_CHARS = 200
_MEND = "Mend or delete it; the others are read."


def read_jsonl(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a line; keys beyond the six are passed over. A `.json` file may hold a list, or one object."""
    if source.suffix == ".json":
        whole = _whole(source)
        if whole is not None:
            for number, item in enumerate(whole, start=1):
                yield _from_line(bytes(item), f"{source.name}, item {number}", published=published)
            return
    with source.open() as stream:
        for number, line in read_lines(stream, source.name):
            where = f"{source.name}, line {number}"
            if isinstance(line, UnusableInput):
                yield line
                continue
            raw = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
            if raw:
                yield _from_line(raw, where, published=published)


def _whole(source: Source) -> list[msgspec.Raw] | None:
    """The objects of a file that is one JSON value; None when it is lines."""
    data = source.read().removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return [msgspec.Raw(data.strip())] if msgspec.json.decode(data, type=dict[str, msgspec.Raw]) else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _from_line(raw: bytes, where: str, *, published: Day | None) -> Arrival | UnusableInput:
    try:
        fields = _fields_of(raw, where)
        with foreign_parser(where, "JSON of news"):
            news = news_fields(fields)
    except UnusableInput as fault:
        return fault
    days = news.pop("days") if news else ()
    return fields_arrival(
        news or fields, raw, where, media_type="application/json", published=published, days=days
    )


def _fields_of(raw: bytes, where: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        reason = "not UTF-8" if _not_utf8(raw) else f"not JSON: {_said_by_json(raw) or fault}"
        raise UnusableInput(reason, where=where, remedy=_MEND) from None
    if not isinstance(found, dict):
        raise UnusableInput("not a JSON object", where=where, remedy=_MEND)
    return found


def _not_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _said_by_json(raw: bytes) -> str | None:
    """What the standard parser says of a broken line; it names the column."""
    try:
        json.loads(raw)
    except json.JSONDecodeError as fault:
        return f"{fault.msg} at column {fault.colno}"
    except (ValueError, RecursionError):
        return "nested too deep, or a number too long"
    return "half a character (a lone surrogate)"


def read_csv(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a row under the column names of JSONL input; other columns are passed over."""
    decoded = decode_bytes(source.read(), source.name)
    lines = io.StringIO(decoded.text, newline="")
    first = decoded.text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(lines, delimiter=delimiter, strict=True)
    notes = (decoded.note,) if decoded.note else ()
    try:
        header = [(name or "").strip().casefold() for name in rows.fieldnames or ()]
        if "text" not in header:
            raise UnusableInput(
                "no column is called text",
                where=source.name,
                remedy=f"Name the columns {', '.join(COLUMNS)}.",
            )
        rows.fieldnames = header
        for row in rows:
            yield _from_row(row, f"{source.name}, line {rows.line_num}", published=published, notes=notes)
    except csv.Error as fault:
        where = f"{source.name}, line {rows.line_num}"
        yield UnusableInput(
            f"not CSV from here on: {fault}", where=where, remedy="Mend the file and read it again."
        )


def _from_row(
    row: dict[str, Any], where: str, *, published: Day | None, notes: tuple[str, ...]
) -> Arrival | UnusableInput:
    fields = {name: row.get(name) or None for name in COLUMNS}
    raw = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return fields_arrival(fields, raw, where, media_type="text/csv", published=published, notes=notes)


def fields_arrival(
    fields: dict[str, Any],
    raw: bytes,
    where: str,
    *,
    media_type: str,
    published: Day | None,
    days: tuple[DateCandidate, ...] = (),
    notes: tuple[str, ...] = (),
) -> Arrival | UnusableInput:
    """The arrival of the six fields, or what is wrong with them; `days` are those given in other fields."""
    try:
        return _arrival(
            fields, raw, where, media_type=media_type, published=published, days=days, notes=notes
        )
    except UnusableInput as fault:
        return fault


def _arrival(
    fields: dict[str, Any],
    raw: bytes,
    where: str,
    *,
    media_type: str,
    published: Day | None,
    days: tuple[DateCandidate, ...] = (),
    notes: tuple[str, ...] = (),
) -> Arrival:
    text = _string(fields, "text", where)
    if text is None:
        raise UnusableInput("no text in it", where=where, remedy="Give the article under `text`.")
    given = _string(fields, "published", where)
    day = _day_of(given, where) if given else None
    # A day given as null is "nobody says"; only where the key is absent may the text itself speak.
    from_field = (DateCandidate(day=day, found_in="the field `published`"),) if day else ()
    candidates = from_field or days or (find_dates(text) if "published" not in fields else ())
    identity = _string(fields, "id", where)
    if identity is not None and len(identity) > _MAX_ID_CHARS:
        raise UnusableInput(f"an id of {len(identity)} characters", where=where, remedy="Give a shorter id.")
    return make_arrival(
        text,
        raw,
        origin=where,
        media_type=media_type,
        dates=candidates,
        published=published,
        id=identity,
        headline=_string(fields, "title", where),
        outlet=_string(fields, "outlet", where),
        url=_string(fields, "url", where),
        notes=notes,
    )


def _string(fields: dict[str, Any], name: str, where: str) -> str | None:
    """A field as a string; numbers are taken as ids, anything else is refused by name."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        return str(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise UnusableInput(f"`{name}` is a {kind}, not a string", where=where, remedy=_MEND)
    return value


def _day_of(given: str, where: str) -> Day:
    """The day of an ISO date or date and time; anything else is refused, never guessed."""
    try:
        return Day.fromisoformat(given.strip()) if len(given.strip()) <= 10 else _moment(given.strip()).date()
    except ValueError:
        raise UnusableInput(
            f"`published` is {given[:40]!r}, not a date", where=where, remedy="Write it as YYYY-MM-DD."
        ) from None


def _moment(given: str) -> datetime:
    return datetime.fromisoformat(given)
