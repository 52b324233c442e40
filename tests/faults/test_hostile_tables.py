"""Damaged tables that are no reports: a workbook taken back, a gazetteer of one's own, a list of feeds."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from killing import command, make_project, seconds_of
from mutating import mutate

from dateline.errors import DatelineError
from dateline.extract.reader import Reader
from dateline.ingest.feeds import read_opml
from dateline.places import add_pack
from dateline.publish.changes import read_changes
from dateline.publish.items import gather_items
from dateline.stores import open_store

ROUNDS = int(os.environ.get("DATELINE_FUZZ", "60"))
Record = Callable[[str, object], None]
OPML = (
    b'<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>Quen</title></head><body>'
    b'<outline text="News"><outline type="rss" xmlUrl="https://q.example/feed" text="Q"/></outline></body></opml>'
)
TABLES = {
    "csv": b"name,latitude,longitude,admin1,names\nOram,10.5,20.25,Quenland,Old Oram|Orma\nBel,11,21,,\n",
    "txt": b"11\tLower Quen\tLower Quen\tOld Quen\t10.5\t20.5\tP\tPPL\tXK\t\t01\t07\t\t\t700\t\t\t\t2026-01-01\n"
    * 3,
}


def packed(name: str, data: bytes) -> bytes:
    """A zip with one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


TABLES["zip"] = packed("XK.txt", TABLES["txt"])


def is_told(work: Callable[[], object]) -> bool:
    """True when the work was done, or refused with a remedy; any other error is one of the program."""
    try:
        work()
    except DatelineError as fault:
        return bool(fault.remedy)
    return True


def test_a_damaged_list_of_feeds_is_read_or_named(record_property: Record) -> None:
    record_property("tried", f"{ROUNDS * 5:,} damaged lists of feeds")
    rng = random.Random("opml")
    for _ in range(ROUNDS * 5):
        assert is_told(partial(read_opml, mutate(OPML, rng)))


@pytest.mark.parametrize("kind", TABLES)
def test_a_damaged_gazetteer_is_added_or_named(kind: str, tmp_path: Path, record_property: Record) -> None:
    record_property("tried", f"{ROUNDS:,} damaged gazetteers of {kind}")
    rng = random.Random(kind)
    for _ in range(ROUNDS):
        path, packs = tmp_path / f"own.{kind}", tmp_path / "packs"
        packs.mkdir()
        path.write_bytes(mutate(TABLES[kind], rng))
        assert is_told(partial(add_pack, path, packs))
        shutil.rmtree(packs)


def test_a_damaged_workbook_is_read_or_named(tmp_path: Path, record_property: Record) -> None:
    record_property("tried", f"{ROUNDS:,} damaged workbooks")
    project, book = tmp_path / "project", tmp_path / "book.xlsx"
    make_project(project, identity=Reader.identity)
    seconds_of(command("link", "--project", project))
    seconds_of(command("export", "xlsx", "--project", project, "-o", book))
    store = open_store(project)
    items = gather_items(store)
    good, rng = book.read_bytes(), random.Random("xlsx")
    assert read_changes(good, items, name="good").changed == ()
    for _ in range(ROUNDS):
        assert is_told(partial(read_changes, mutate(good, rng), items, name="book.xlsx"))
    store.close()
