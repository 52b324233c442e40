"""Reports and what was read in them as Parquet files: the parts of a run over many machines, and their manifest.

A part is two files of one input: what was read, and what was set aside unread. Any program that knows Parquet reads
them; the columns are those of the store, so that a part goes into a project as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self

from dateline.errors import DamagedStore
from dateline.jsonl import decode, encode
from dateline.records import Arrival, Claim, Extraction, Incident, Record, Report
from dateline.remote import list_files, open_file, read_file, write_file
from dateline.stores import rows

FORMAT = 1
MANIFEST = "manifest.json"
LINKS = "incidents.json"
_ROWS = 500
_MARK = ".part.json"


class Part(Record, frozen=True, kw_only=True):
    """One input that was read: the files made of it with their SHA-256, what is in them, and what was unusable."""

    source: str
    mark: str
    name: str
    extractor: str
    screen: str | None = None
    read: str | None = None
    read_sha256: str | None = None
    aside: str | None = None
    aside_sha256: str | None = None
    reports: int = 0
    set_aside: int = 0
    claims: int = 0
    unusable: int = 0
    reasons: tuple[str, ...] = ()


class Manifest(Record, frozen=True, kw_only=True):
    """All parts of a folder, in the order of their names."""

    format: int = FORMAT
    parts: tuple[Part, ...] = ()


class Links(Record, frozen=True, kw_only=True):
    """What linking the parts gave: its files in order, and the SHA-256 of the manifest they were made of."""

    manifest_sha256: str
    files: tuple[str, ...]
    incidents: int


class PartRow(Record, frozen=True, kw_only=True):
    """One report of a part as it came in, and what was read in it."""

    arrival: Arrival
    extraction: Extraction


@cache
def _schema() -> Any:
    import pyarrow as pa

    words = ["id", "published", "title", "outlet", "url", "text", "text_sha256", "raw_sha256", "media_type"]
    return pa.schema(
        [
            *((name, pa.string()) for name in (*words, "origin", "extractor")),
            ("notes", pa.list_(pa.string())),
            ("claims", pa.list_(pa.binary())),
            *((name, pa.binary()) for name in ("not_incidents", "report", "raw")),
        ]
    )


class PartWriter:
    """Writes rows to a file of this machine, some hundred at a time; the same rows give the same bytes."""

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        self.path, self.count = path, 0
        self._writer = pq.ParquetWriter(path, _schema(), compression="zstd")
        self._waiting: list[rows.Row] = []

    def put(self, arrival: Arrival, extraction: Extraction) -> None:
        """Nothing; the row is in the file, or waits for the next ones."""
        report = rows.report_row(arrival)
        kept = {name: report[name] for name in _schema().names if name in report}
        self._waiting.append(
            {
                **kept,
                "title": report["headline"],
                "report": report["data"],
                "raw": rows.raw_row(arrival)["packed"],
                "notes": list(arrival.notes),
                "extractor": extraction.extractor,
                "claims": [encode(claim) for claim in extraction.claims],
                "not_incidents": encode(extraction.not_incidents),
            }
        )
        self.count += 1
        if len(self._waiting) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, schema=_schema()))
        self._waiting = []

    def close(self) -> None:
        """The file is whole."""
        self._flush()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_part(address: str) -> Iterator[PartRow]:
    """The rows of a file of a part, in their order."""
    for row in _batches(address, None):
        report = rows.report_of(row["report"], row["text"])
        yield PartRow(
            arrival=Arrival(
                report=report,
                raw=rows.unpack(row["raw"]),
                media_type=row["media_type"],
                origin=row["origin"],
                notes=tuple(row["notes"] or ()),
            ),
            extraction=_extraction(row),
        )


def read_extractions(address: str) -> Iterator[tuple[Report, Extraction]]:
    """The reports of a part with what was read in them, without the raw bytes: what linking asks for."""
    for row in _batches(address, ["id", "text", "report", "extractor", "claims", "not_incidents"]):
        yield rows.report_of(row["report"], row["text"]), _extraction(row)


def _extraction(row: rows.Row) -> Extraction:
    return Extraction(
        report_id=row["id"],
        extractor=row["extractor"],
        claims=tuple(decode(claim, Claim) for claim in row["claims"] or ()),
        not_incidents=rows.set_asides_of(row["not_incidents"]),
    )


def _batches(address: str, columns: list[str] | None) -> Iterator[rows.Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_file(address) as stream:
        try:
            file = pq.ParquetFile(pa.PythonFile(stream, mode="r"))
            if missing := set(columns or _schema().names) - set(file.schema_arrow.names):
                raise _damaged(address, f"no column {min(missing)}")
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
                yield from batch.to_pylist()
        except pa.ArrowException as fault:
            raise _damaged(address, type(fault).__name__) from None


def _damaged(address: str, reason: str) -> DamagedStore:
    return DamagedStore(
        f"not a part, or a broken one ({reason})", where=address, remedy="Delete it and read its input again."
    )


def write_mark(folder: str, part: Part) -> None:
    """Nothing; the part is done, whatever becomes of the run: its files stand already."""
    write_file(f"{folder}/{part.name}{_MARK}", encode(part))


def find_mark(folder: str, name: str) -> Part | None:
    """The part of this name, if it was done."""
    data = read_file(f"{folder}/{name}{_MARK}")
    return decode(data, Part) if data is not None else None


def write_manifest(folder: str) -> Manifest:
    """The manifest of all parts that are done, which now stands in the folder."""
    marks = [name for name, _, _ in list_files(f"{folder}/*{_MARK}")]
    found = [decode(data, Part) for name in marks if (data := read_file(name)) is not None]
    manifest = Manifest(parts=tuple(sorted(found, key=lambda part: (part.source, part.name))))
    write_file(f"{folder}/{MANIFEST}", encode(manifest))
    return manifest


def read_manifest(folder: str) -> Manifest:
    """The manifest of a folder of parts."""
    data = read_file(f"{folder}/{MANIFEST}")
    if data is None:
        raise DamagedStore("no parts here", where=folder, remedy="Make them with `dateline parts read`.")
    manifest = decode(data, Manifest)
    if manifest.format > FORMAT:
        raise DamagedStore(
            f"parts of format {manifest.format}, this program reads up to {FORMAT}",
            where=folder,
            remedy="Read them with a newer dateline.",
        )
    return manifest


def write_links(folder: str, manifest: Manifest, files: Sequence[str], incidents: int) -> Links:
    """What linking gave, which now stands beside the parts; files of an earlier, larger linking are left out of it."""
    links = Links(
        manifest_sha256=hashlib.sha256(encode(manifest)).hexdigest(), files=tuple(files), incidents=incidents
    )
    write_file(f"{folder}/{LINKS}", encode(links))
    return links


def write_incidents(path: Path, incidents: Iterable[Incident]) -> int:
    """How many incidents were written to a Parquet file, in their order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, count = _incident_schema(), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting: list[rows.Row] = []
        for incident in incidents:
            waiting.append(_incident_row(incident))
            count += 1
            if len(waiting) >= _ROWS:
                writer.write_table(pa.Table.from_pylist(waiting, schema=schema))
                waiting = []
        writer.write_table(pa.Table.from_pylist(waiting, schema=schema))
    return count


def read_incidents(address: str) -> Iterator[Incident]:
    """The incidents of a Parquet file."""
    for row in _batches(address, ["data"]):
        yield decode(row["data"], Incident)


@cache
def _incident_schema() -> Any:
    import pyarrow as pa

    words = ("id", "event_type", "sub_event_type", "date_start", "date_end", "country", "admin1", "place")
    return pa.schema(
        [
            *((name, pa.string()) for name in words),
            *((name, pa.float64()) for name in ("latitude", "longitude", "confidence")),
            *((name, pa.bool_()) for name in ("background", "total")),
            *((name, pa.list_(pa.string())) for name in ("claim_ids", "report_ids")),
            ("data", pa.binary()),
        ]
    )


def _incident_row(incident: Incident) -> rows.Row:
    lists: dict[str, Sequence[str]] = {"claim_ids": incident.claim_ids, "report_ids": incident.report_ids}
    return {**rows.incident_row(incident), **{name: list(ids) for name, ids in lists.items()}}
