"""Full-text search in PostgreSQL: the words of a report as the program cuts them, and the queries over them.

PostgreSQL's own parser would cut addresses, numbers and scripts beyond ASCII in its own way, by the database's locale.
"""

from __future__ import annotations

import re
from collections import defaultdict

import sqlalchemy as sa

from dateline.stores import queries, tables

_MAX_POSITION = 16_383  # PostgreSQL keeps no place beyond; the words there are found, phrases are not
_MAX_WORD_BYTES = 2_000  # its longest lexeme is 2,046 bytes
_MAX_PLACES = 200  # of one word, it keeps 255

_INSERT = sa.text("INSERT INTO words (seq, lexemes) VALUES (:seq, CAST(:lexemes AS tsvector))")


def index_report(connection: sa.Connection, seq: int, headline: str | None, text: str) -> None:
    """Nothing; the report's words are in the index."""
    connection.execute(_INSERT, {"seq": seq, "lexemes": lexemes_of(f"{headline or ''}\n{text}")})


def lexemes_of(text: str) -> str:
    """The words of a text with their places, as PostgreSQL writes a tsvector."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(_words(text), start=1):
        if len(places[word]) < _MAX_PLACES:
            places[word].append(min(place, _MAX_POSITION))
    return " ".join(f"'{word}':{','.join(map(str, found))}" for word, found in places.items())


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W_]+", queries.fold(text))
    return [word for word in found if len(word.encode("utf-8")) < _MAX_WORD_BYTES]


def match_expression(pieces: tuple[str, ...]) -> str:
    """A tsquery: every piece as a phrase, all of them wanted, the last word of the last a beginning."""
    phrases = [[f"'{word}'" for word in _words(piece)] for piece in pieces]
    if phrases and phrases[-1]:
        phrases[-1][-1] += ":*"
    return " & ".join("(" + " <-> ".join(words) + ")" for words in phrases if words)


def search_query(pieces: tuple[str, ...], *, limit: int) -> tables.Query:
    """The reports that hold every piece: words through the index, best first, others letter by letter."""
    reports = tables.reports
    words = match_expression(tuple(piece for piece in pieces if not queries.needs_substring(piece)))
    query: tables.Query = sa.select(reports.c.id, reports.c.text)
    if words:
        index = sa.table("words", sa.column("seq"), sa.column("lexemes"))
        wanted = sa.cast(sa.literal(words), sa.dialects.postgresql.TSQUERY)
        query = query.join(index, index.c.seq == reports.c.seq).where(index.c.lexemes.op("@@")(wanted))
        query = query.order_by(sa.func.ts_rank(index.c.lexemes, wanted).desc())
    return queries.holding(query, pieces).order_by(reports.c.id).limit(limit)
