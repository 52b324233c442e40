"""Parquet: one report a row under the column names of JSONL; read some thousand rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime
from typing import Any

from dateline.errors import UnusableInput
from dateline.ingest.source import Source, foreign_parser
from dateline.ingest.tables import COLUMNS, fields_arrival
from dateline.records import Arrival

_ROWS = 1000


def read_parquet(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a row; other columns are passed over."""
    with source.open() as stream:
        for number, row in enumerate(_rows(stream, source.name), start=1):
            fields = {name: _plain(value) for name, value in row.items()}
            raw = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
            where = f"{source.name}, row {number}"
            yield fields_arrival(
                fields, raw, where, media_type="application/vnd.apache.parquet", published=published
            )


def _rows(stream: Any, name: str) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with foreign_parser(name, "Parquet"):
        file = pq.ParquetFile(pa.PythonFile(stream, mode="r"))
        named = {column.casefold(): column for column in reversed(file.schema_arrow.names)}
        if "text" not in named:
            raise UnusableInput(
                "no column is called text", where=name, remedy=f"Name the columns {', '.join(COLUMNS)}."
            )
        wanted = {named[column]: column for column in COLUMNS if column in named}
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(wanted)):
            for row in batch.to_pylist():
                yield {wanted[column]: value for column, value in row.items()}


def _plain(value: Any) -> Any:
    """Days and times as words, as JSON has them; bytes that are text as text."""
    if isinstance(value, datetime | Day):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
