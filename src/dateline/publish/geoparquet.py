"""GeoParquet 1.1: incidents as columns with types, for DuckDB, pandas, geopandas and the like.

Geometry is well-known binary, empty where the place is open; the point stands in two plain columns, too, for programs
that know no geometry.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.publish import geojson
from dateline.publish.formats import Export, Written
from dateline.publish.items import Item

if TYPE_CHECKING:
    from pyarrow import Schema, Table

COLUMNS = ("geometry", *geojson.COLUMNS, "latitude", "longitude")
_REAL = {"radius_km", "confidence", "latitude", "longitude"}
_INTEGER = {
    "where_prec", "geo_precision", "killed_low", "killed_best", "killed_high", "injured_best", "sum_of",
}  # fmt: skip
_DATE = {"date_start", "date_end"}
_BATCH = 10_000  # incidents a row group: small enough to hold, large enough to skip by


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """The file, row group by row group."""
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetWriter

    schema = _schema()
    count = 0
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(items):
            count += len(batch)
            writer.write_batch(RecordBatch.from_pylist(batch, schema=schema))
    return Written(count)


def make_table(items: Iterable[Item]) -> Table:
    """The same columns as an Arrow table in memory, for programs that go on with it."""
    from pyarrow import RecordBatch, Table

    schema = _schema()
    batches = [RecordBatch.from_pylist(batch, schema=schema) for batch in _batches(items)]
    return Table.from_batches(batches, schema=schema)


def _batches(items: Iterable[Item]) -> Iterator[list[dict[str, Any]]]:
    stream = iter(items)
    while batch := [_row(item) for item in islice(stream, _BATCH)]:
        yield batch


def _row(item: Item) -> dict[str, Any]:
    point = geojson.point_of(item)
    row = geojson.properties_of(item)
    row |= {"date_start": item.incident.date_start, "date_end": item.incident.date_end}
    row["geometry"] = struct.pack("<BI2d", 1, 1, *point) if point else None
    row["longitude"], row["latitude"] = point or (None, None)
    return row


def _schema() -> Schema:
    """Columns with their types, and the metadata that make it GeoParquet."""
    import pyarrow

    special = {
        "geometry": pyarrow.binary(),
        "background": pyarrow.bool_(),
        "reports": pyarrow.list_(pyarrow.string()),
    }
    kinds = {name: pyarrow.float64() for name in _REAL} | {name: pyarrow.int32() for name in _INTEGER}
    kinds |= {name: pyarrow.date32() for name in _DATE} | special
    fields = [(name, kinds.get(name, pyarrow.string())) for name in COLUMNS]
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return pyarrow.schema(fields, metadata={"geo": json.dumps(geo)})


EXPORT = Export(name="geoparquet", suffix=".parquet", columns=COLUMNS, write=write, binary=True)
