"""What every column of every export means and of which type it is: for people as a table, for programs as a package."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from dateline.publish import hxl, xlsx
from dateline.publish.formats import Export

PACKAGE = "datapackage.json"
_TABLES = ("acled", "ged")  # plain tables, whose columns a program can check
_MEDIA = {
    ".csv": "text/csv", ".jsonl": "application/x-ndjson", ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3", ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".md": "text/markdown",
    ".json": "application/json", ".txt": "text/plain", ".cff": "text/yaml",
}  # fmt: skip


class Entry(NamedTuple):
    """One column: its format, name, type as Frictionless calls them, and meaning."""

    format: str
    column: str
    type: str
    meaning: str


def list_columns(exports: Sequence[Export]) -> Iterator[Entry]:
    """Every column of these formats, and of the second sheet of a workbook; KeyError for one without a meaning."""
    shared = _words()["jsonl"] | _words()["table"]
    for export in exports:
        own = hxl.TAGS if export.name == "hxl" else _words().get(export.name, {})
        for column in export.columns:
            meaning = own.get(column) or shared[column]
            yield Entry(export.name, column, type_of(export.name, column), meaning)
        if export.name == "xlsx":
            for column, _ in xlsx.CLAIM_COLUMNS:
                kind = type_of("claims", column)
                yield Entry("xlsx, Claims", column, kind, _words()["claims"][column])


def type_of(format: str, column: str) -> str:
    """The type of a column: what its format says of it, else what all do, else text."""
    types = _words()["types"]
    for table in (types.get(format, {}), types["every"]):
        for kind, columns in table.items():
            if column in columns:
                return str(kind)
    return "string"


def write_dictionary(exports: Sequence[Export]) -> str:
    """Format, column, type and meaning as a table."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(Entry._fields)
    writer.writerows(list_columns(exports))
    return stream.getvalue()


def write_package(folder: Path, exports: Mapping[str, Export], about: Mapping[str, Any]) -> str:
    """`datapackage.json` as Frictionless has it: the files with size and hash, and the columns of plain tables."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    package = {**about, "resources": [_resource(path, exports.get(path.name)) for path in paths]}
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def slug(text: str) -> str:
    """The text as a name of that standard: small letters, digits, dots, dashes and underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "incidents"


def _resource(path: Path, export: Export | None) -> dict[str, Any]:
    data = path.read_bytes()
    found: dict[str, Any] = {
        "name": slug(path.name.replace(".", "-")),
        "path": path.name,
        "mediatype": _MEDIA.get(path.suffix, "application/octet-stream"),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if export is not None and export.name in _TABLES:
        fields = [
            {"name": one.column, "type": one.type, "description": one.meaning}
            for one in list_columns([export])
        ]
        schema = {"fields": fields, "missingValues": [""]}
        found |= {"format": "csv", "encoding": "utf-8", "profile": "tabular-data-resource", "schema": schema}
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads((files("dateline.data") / "columns.toml").read_text(encoding="utf-8"))
