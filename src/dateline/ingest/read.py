"""Paths -> reports: folders walked in order, each input given to its reader, what is unusable named."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from datetime import date as Day
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from dateline.errors import DatelineError, UnusableInput
from dateline.ingest.kinds import SUFFIXES, kind_of
from dateline.ingest.source import Peekable, Source
from dateline.plugins import list_plugins, load_plugin
from dateline.records import Arrival
from dateline.remote import is_address, list_files

STANDARD_INPUT = "-"


class Reader(Protocol):
    """A reader of one kind of input: the reports in it, in order, and what in it is unusable."""

    def __call__(
        self, source: Source, *, published: Day | None = None
    ) -> Iterator[Arrival | UnusableInput]: ...


def read_inputs(
    paths: Iterable[str | Path], *, published: Day | None = None, stdin: BinaryIO | None = None
) -> Iterator[Arrival | UnusableInput]:
    """The reports of all inputs in order; an input (or a part of it) that cannot be used is yielded as such.

    `-` is standard input, which the caller hands in. A folder is walked by name, hidden files left out; so is what
    lies under an address (`s3://bucket/folder`, `file:///srv/parts/*.parquet`).
    """
    for path in paths:
        for source in find_sources(path, stdin):
            yield from [source] if isinstance(source, UnusableInput) else _read(source, published=published)


def find_sources(path: str | Path, stdin: BinaryIO | None = None) -> Iterator[Source | UnusableInput]:
    """The inputs that a path, a folder or an address stands for, in the order of their names."""
    if str(path) == STANDARD_INPUT:
        yield _standard_input(stdin)
        return
    if is_address(str(path)):
        yield from _stored(str(path))
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from _walk(path)
        elif not path.exists():
            yield UnusableInput(
                "no such file or folder", where=str(path), remedy="Check the spelling of the path."
            )
        elif not path.is_file():
            yield UnusableInput("neither a file nor a folder", where=str(path), remedy="Give a regular file.")
        else:
            yield _file(path)
    except (OSError, ValueError) as fault:
        yield UnusableInput(f"the system refuses it: {fault}", where=str(path), remedy="Check the path.")


def _walk(folder: Path) -> Iterator[Source | UnusableInput]:
    """The files of a folder that a reader knows by suffix, in the order of their paths; a README is about them."""
    found = False
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory) / name
            if may_be_report(path) and path.is_file():
                found = True
                yield _file(path)
    if not found:
        yield UnusableInput(
            "no file in it that could be a report",
            where=str(folder),
            remedy="Give files by name, or another folder.",
        )


def _stored(address: str) -> Iterator[Source | UnusableInput]:
    """The files at or under an address that a reader knows by suffix; one that is named itself is always taken."""
    found = False
    try:
        for name, size, mark in list_files(address):
            path = Path(name)
            if name == address or may_be_report(path):
                found = True
                yield Source(name=name, suffix=path.suffix.lower(), address=name, size=size, mark=mark)
    except DatelineError as fault:
        yield UnusableInput(fault.reason, where=fault.where, remedy=fault.remedy)
        return
    if not found:
        yield UnusableInput(
            "no file there that could be a report", where=address, remedy="Check the address, or name files."
        )


def may_be_report(path: Path) -> bool:
    """True for a file that a reader knows by its suffix, neither hidden nor a README."""
    hidden = path.name.startswith(".") or path.stem.casefold() == "readme"
    return path.suffix.lower() in SUFFIXES and not hidden


def _file(path: Path) -> Source:
    return Source(name=str(path), suffix=path.suffix.lower(), path=path)


def _standard_input(stdin: BinaryIO | None) -> Source | UnusableInput:
    if stdin is None:
        return UnusableInput(
            "nothing on standard input", where=STANDARD_INPUT, remedy="Pipe a report into it."
        )
    stream = stdin if hasattr(stdin, "peek") else io.BufferedReader(cast(io.RawIOBase, stdin))
    return Source(name="standard input", suffix="", stream=cast(Peekable, stream))


@lru_cache(maxsize=32)
def _reader(kind: str) -> Reader | None:
    """The reader plug-in of this name, looked up once: among thousands of files that would cost the most."""
    reader: Reader | None = load_plugin("ingest", kind) if kind in list_plugins("ingest") else None
    return reader


def _read(source: Source, *, published: Day | None) -> Iterator[Arrival | UnusableInput]:
    try:
        kind = kind_of(source)
        if kind == "gzip":
            with source.unpacked() as inner:
                yield from _read_kind(kind_of(inner), inner, published=published)
        else:
            yield from _read_kind(kind, source, published=published)
    except UnusableInput as fault:
        yield fault
    except DatelineError as fault:
        yield UnusableInput(fault.reason, where=fault.where or source.name, remedy=fault.remedy)


def _read_kind(kind: str, source: Source, *, published: Day | None) -> Iterator[Arrival | UnusableInput]:
    reader = _reader(kind)
    if reader is None:
        raise UnusableInput(f"no reader for {kind} here", where=source.name, remedy="Unpack it first.")
    yield from reader(source, published=published)
