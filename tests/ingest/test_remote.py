"""Reports at an address: Parquet, JSON lines and web archives in a store of files, through fsspec."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import DatelineError, UnusableInput
from dateline.ingest import read_inputs
from dateline.records import Arrival
from dateline.remote import list_files, open_file, read_file, write_file

fsspec = pytest.importorskip("fsspec")
TEXT = "Rebels overran a police post in Oram on Saturday, a resident said."


@pytest.fixture
def shared() -> Iterator[str]:
    """A folder in memory, emptied afterwards."""
    address = "memory://quen/parts"
    yield address
    fsspec.filesystem("memory").store.clear()


def parquet_of(**columns: list[object]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink)
    return bytes(sink.getvalue())


def test_files_at_an_address_are_read_in_the_order_of_their_names(shared: str) -> None:
    write_file(f"{shared}/b.jsonl", b'{"id": "two", "published": "2024-03-04", "text": "Two men died."}\n')
    write_file(
        f"{shared}/a.parquet", parquet_of(id=["one"], text=[TEXT], published=[date(2024, 3, 3)], other=[1])
    )
    write_file(f"{shared}/notes.docx", b"PK\x03\x04")
    found = list(read_inputs([shared]))
    assert [one.report.id for one in found if isinstance(one, Arrival)] == ["one", "two"]
    first = found[0]
    assert isinstance(first, Arrival)
    assert (first.report.text, first.report.published) == (TEXT, date(2024, 3, 3))
    assert first.origin.endswith("a.parquet, row 1")


def test_an_archive_at_an_address_is_streamed(shared: str) -> None:
    from bench.invent import invent, page_of, warc_record

    reports = list(invent(3))
    write_file(
        f"{shared}/a.warc", b"".join(warc_record(f"https://q.example/{r.id}", page_of(r)) for r in reports)
    )
    found = list(read_inputs([f"{shared}/*.warc"]))
    assert [one.report.headline for one in found if isinstance(one, Arrival)] == [r.headline for r in reports]


def test_a_local_path_has_an_address_too(tmp_path: Path) -> None:
    address = f"file://{tmp_path}/in/a.txt"
    write_file(address, TEXT.encode())
    (found,) = read_inputs([f"file://{tmp_path}"])
    assert isinstance(found, Arrival)
    assert found.report.text == TEXT
    assert [(name, size) for name, size, _ in list_files(f"file://{tmp_path}/in")] == [(address, len(TEXT))]
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nothing/here", "no file there that could be a report"),
        ("file:///no/such/folder/of/ours", "no file there that could be a report"),
        ("http://quen.example/a.jsonl", "no files are read from http://"),
        ("ftp://quen.example/a.jsonl", "no files are read from ftp://"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(address: str, reason: str) -> None:
    (found,) = read_inputs([address])
    assert isinstance(found, UnusableInput)
    assert found.reason == reason
    assert found.where == address
    assert found.remedy


def test_a_store_without_its_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    (found,) = read_inputs(["s3://quen/parts"])
    assert isinstance(found, UnusableInput)
    assert (found.reason, found.remedy) == (
        "no driver for s3:// is installed",
        "Install dateline[s3].",
    )


def test_a_file_that_is_gone_when_it_is_opened_is_named(shared: str) -> None:
    assert read_file(f"{shared}/a.txt") is None
    with pytest.raises(DatelineError, match="nothing there"), open_file(f"{shared}/a.txt"):
        pass


def test_where_nothing_can_be_written_is_named() -> None:
    with pytest.raises(DatelineError, match="the store refuses it"):
        write_file("file:///proc/quen/a.txt", b"x")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1 and then nothing that is a table", "it cannot be read as Parquet (ArrowInvalid)"),
        (parquet_of(words=[TEXT]), "no column is called text"),
        (parquet_of(text=[7]), "`text` is a int, not a string"),
    ],
)
def test_a_table_that_cannot_be_used_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (found,) = read_inputs([path])
    assert isinstance(found, UnusableInput)
    assert found.reason == reason


def test_a_stores_own_kind_of_file_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drivers of object stores open what takes no limit of a line."""
    from fsspec.implementations.memory import MemoryFileSystem
    from fsspec.spec import AbstractBufferedFile

    class Fetched(AbstractBufferedFile):
        def _fetch_range(self, start: int, end: int) -> bytes:
            return bytes(fsspec.filesystem("memory").cat_file(self.path)[start:end])

    def as_fetched(system: object, path: str, mode: str = "rb", **_: object) -> Fetched:
        return Fetched(system, path, mode)

    write_file(
        "memory://quen/a.jsonl", b'{"id": "one", "text": "Two men died."}\n\n{"id": "two", "text": "More."}\n'
    )
    monkeypatch.setattr(MemoryFileSystem, "open", as_fetched)
    try:
        found = [one.report.id for one in read_inputs(["memory://quen/a.jsonl"]) if isinstance(one, Arrival)]
        assert found == ["one", "two"]
    finally:
        fsspec.filesystem("memory").store.clear()
