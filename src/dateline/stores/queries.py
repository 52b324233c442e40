"""What a user typed into a search box or chose in a filter, as queries that cannot fail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import sqlalchemy as sa

from dateline.records import Span
from dateline.stores import tables
from dateline.stores.contract import IncidentFilter

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
# Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han.
_NO_SPACES = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
SNIPPET_CHARS = 160


def split_query(query: str) -> tuple[str, ...]:
    """The phrases and words of a query, signs without a letter or digit left out."""
    found = []
    for phrase, word in _PHRASE.findall(query.replace("\x00", " ")):
        piece = (phrase or word).replace('"', " ").strip()
        if any(unicodedata.category(c)[0] in "LN" for c in piece):
            found.append(piece)
    return tuple(found)


def match_expression(pieces: tuple[str, ...]) -> str:
    """An FTS5 expression: every piece as a quoted string, all of them wanted, the last a prefix."""
    quoted = [f'"{piece}"' for piece in pieces]
    return " AND ".join(quoted) + "*" if quoted else ""


def needs_substring(piece: str) -> bool:
    """True for scripts without spaces, where a word is no token: these are looked for letter by letter."""
    return bool(_NO_SPACES.search(piece))


def like_pattern(piece: str) -> str:
    r"""A LIKE pattern (escape `\`) that finds the piece anywhere."""
    escaped = re.sub(r"([%_\\])", r"\\\1", piece)
    return f"%{escaped}%"


def locate(text: str, pieces: tuple[str, ...]) -> Span | None:
    """Where the first piece that can be found stands in the text; marks between its words may differ."""
    for piece in pieces:
        words = re.findall(r"\w+", piece) or [piece]
        match = re.search(r"[\W_]+".join(re.escape(word) for word in words), text, re.IGNORECASE)
        if match:
            return Span(match.start(), match.end())
    return None


def snippet_of(text: str, span: Span | None) -> str:
    """The words around the match on one line, or the text's beginning."""
    at = span.start if span else 0
    start = 0 if at < SNIPPET_CHARS // 2 else text.rfind(" ", 0, at - SNIPPET_CHARS // 3) + 1
    end = min(len(text), max(start, at - SNIPPET_CHARS // 2) + SNIPPET_CHARS)
    if end < len(text):
        end = max(text.rfind(" ", start, end), span.end if span else start)
    words = " ".join(text[start:end].split())
    return ("… " if start else "") + words + (" …" if end < len(text) else "")


def search_query(pieces: tuple[str, ...], *, limit: int) -> tables.Query:
    """The reports that hold every piece: words through the index, best first, others letter by letter."""
    reports = tables.reports
    words = tuple(piece for piece in pieces if not needs_substring(piece))
    query: tables.Query = sa.select(reports.c.id, reports.c.text)
    if words:
        index = sa.table("words", sa.column("rowid"), sa.column("words"), sa.column("rank"))
        query = query.join(index, index.c.rowid == reports.c.seq)
        query = query.where(index.c.words.op("MATCH")(match_expression(words))).order_by(index.c.rank)
    return holding(query, pieces).order_by(reports.c.id).limit(limit)


def holding(query: tables.Query, pieces: tuple[str, ...]) -> tables.Query:
    """The query narrowed to reports that hold the pieces which are looked for letter by letter."""
    text, headline = tables.reports.c.text, tables.reports.c.headline
    for pattern in (like_pattern(piece) for piece in pieces if needs_substring(piece)):
        query = query.where(sa.or_(text.like(pattern, escape="\\"), headline.like(pattern, escape="\\")))
    return query


def fold(text: str) -> str:
    """Lower case without accents, as the search index of every store has it."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def filtered(wanted: IncidentFilter | None) -> tables.Query:
    """The incidents a filter wants; a day or a box leaves out incidents without a date or a point."""
    table = tables.incidents
    query: tables.Query = sa.select(table.c.data)
    if wanted is None:
        return query
    if wanted.start:
        query = query.where(table.c.date_end >= wanted.start.isoformat())
    if wanted.end:
        query = query.where(table.c.date_start <= wanted.end.isoformat())
    if wanted.event_types:
        query = query.where(table.c.event_type.in_(wanted.event_types))
    if wanted.country:
        query = query.where(table.c.country == wanted.country)
    if wanted.admin1:
        query = query.where(table.c.admin1 == wanted.admin1)
    if wanted.box:
        west, south, east, north = wanted.box
        query = query.where(table.c.latitude.between(south, north), table.c.longitude.between(west, east))
    if wanted.background is not None:
        query = query.where(table.c.background.is_(wanted.background))
    if wanted.total is not None:
        query = query.where(table.c.total.is_(wanted.total))
    return query


def _stretches(wanted: IncidentFilter | None) -> list[tables.Query]:
    """The filter as queries that are each one stretch of an index, the later first.

    What began by a day and had not ended before another either ended between the two, or went on and took several days.
    """
    query = filtered(wanted).select_from(tables.incidents)
    if wanted is None or wanted.start is None or wanted.end is None:
        return [query]
    begun, ended, day = tables.incidents.c.date_start, tables.incidents.c.date_end, wanted.end.isoformat()
    return [query.where(ended > day, begun < ended), query.where(ended <= day)]


def counted(wanted: IncidentFilter | None) -> tables.Query:
    """How many incidents a filter wants, in numbers to be added up."""
    counts = [query.with_only_columns(sa.func.count()).scalar_subquery() for query in _stretches(wanted)]
    return sa.select(*counts)


def latest(wanted: IncidentFilter | None, *, limit: int, offset: int) -> tables.Query:
    """So many of the incidents a filter wants, the latest first; those without a day come last."""
    table = tables.incidents
    found = []
    for query in _stretches(wanted):
        named = query.with_only_columns(table.c.date_end, table.c.id)
        found.append(named.order_by(*_latest(table.c)).limit(limit + offset).subquery())
    every = sa.union_all(*(sa.select(one) for one in found)).subquery()
    # The index alone tells which they are; the records are fetched for these only.
    ids = sa.select(every).order_by(*_latest(every.c)).limit(limit).offset(offset).subquery()
    return sa.select(table.c.data).join(ids, ids.c.id == table.c.id).order_by(*_latest(ids.c))


def _latest(columns: Any) -> tuple[Any, Any]:
    return columns.date_end.desc().nulls_last(), columns.id


def latest_reports(outlet: str | None, by: str | None = None) -> tables.Query:
    """The ids of the reports of an outlet (None = of all), the last printed first, the last come in before others.

    With `by` those that any version of this extractor, or of the screen, was the last to deal with.
    """
    table = tables.reports
    query: tables.Query = sa.select(table.c.id)
    if outlet is not None:
        named = sa.func.coalesce(table.c.outlet, "") if outlet == "" else table.c.outlet
        query = query.where(named == outlet)
    if by is not None:
        reader = tables.extractions
        query = query.join(reader, reader.c.report_id == table.c.id)
        query = query.where(reader.c.extractor.startswith(f"{by}@", autoescape=True))
    return query.order_by(table.c.published.desc().nulls_last(), table.c.seq.desc())


def printed_reports() -> tables.Query:
    """How many reports each outlet printed on each day."""
    outlet, day = tables.reports.c.outlet, tables.reports.c.published
    return sa.select(outlet, day, sa.func.count()).group_by(outlet, day)
