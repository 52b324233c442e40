"""One input as it lies outside: a file or standard input, read within limits; its form is not asked."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from dateline.errors import DatelineError, UnusableInput
from dateline.remote import open_file

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_LINE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_RATIO = 100  # news text packs 3 to 10 times; a bomb a thousand times and more
MIN_UNPACKED_BYTES = 64 * 1024 * 1024
HEAD_BYTES = 4096


class Peekable(Protocol):
    """A binary stream whose next bytes can be looked at without using them up, as BufferedReader can."""

    def peek(self, size: int = 0, /) -> bytes: ...
    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """An input: the name it is reported under, its suffix in lower case, and its bytes: a file, a stream, or a file
    at an address, with its size and what changes when it does."""

    name: str
    suffix: str
    path: Path | None = None
    stream: Peekable | None = None
    address: str | None = None
    size: int = 0
    mark: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes as a stream."""
        if self.stream is not None:
            yield cast(BinaryIO, self.stream)
        elif self.path is not None:
            with _system_faults(self.name), self.path.open("rb") as file:
                yield file
        elif self.address is not None:
            with open_file(self.address) as file:
                yield file

    def head(self) -> bytes:
        """The first bytes, without using them up."""
        if self.stream is not None:
            return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        with self.open() as file:
            return file.read(HEAD_BYTES)

    def read(self, limit: int = MAX_FILE_BYTES) -> bytes:
        """All bytes; an input beyond the limit is refused."""
        with self.open() as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise UnusableInput(
                f"larger than {limit // (1024 * 1024)} MB",
                where=self.name,
                remedy="Split it into its articles.",
            )
        return data

    @contextmanager
    def unpacked(self) -> Iterator[Source]:
        """The source behind a gzip file, bounded so that a bomb ends the file and not the program."""
        size = self.path.stat().st_size if self.path else self.size
        limit = max(MIN_UNPACKED_BYTES, size * MAX_UNPACKED_RATIO)
        suffix = Path(Path(self.name).stem).suffix.lower() if self.suffix == ".gz" else self.suffix
        with self.open() as packed, gzip.GzipFile(fileobj=packed) as file:
            inner = io.BufferedReader(_Bounded(file, limit=limit, name=self.name), buffer_size=1 << 16)
            yield Source(name=self.name, suffix=suffix, stream=inner)


class _Bounded(io.RawIOBase):
    """A stream that unpacks at most so many bytes."""

    def __init__(self, packed: gzip.GzipFile, *, limit: int, name: str) -> None:
        self._packed, self._left, self._name = packed, limit, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._packed.read(len(buffer))
        except (OSError, EOFError, zlib.error) as fault:
            raise UnusableInput(
                f"the compressed file is broken: {fault}", where=self._name, remedy="Fetch it again."
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise UnusableInput(
                "it unpacks to far more than a file of text would",
                where=self._name,
                remedy="Unpack it by hand.",
            )
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def _system_faults(name: str) -> Iterator[None]:
    """Turns the system's refusals into UnusableInput."""
    try:
        yield
    except FileNotFoundError:
        raise UnusableInput("no such file", where=name, remedy="Check the spelling of the path.") from None
    except PermissionError:
        raise UnusableInput(
            "the file may not be read", where=name, remedy="Ask for the right to read it."
        ) from None
    except OSError as fault:
        reason = f"the system refuses it: {fault.strerror or fault}"
        raise UnusableInput(reason, where=name, remedy="Check the file and the disk.") from None


@contextmanager
def foreign_parser(name: str, what: str) -> Iterator[None]:
    """Turns whatever a third party's parser raises on hostile bytes into UnusableInput.

    The one broad except of this stage: lxml, pdfium and their like raise errors of a dozen unrelated classes.
    """
    try:
        yield
    except (DatelineError, KeyboardInterrupt, GeneratorExit):
        raise
    except Exception as fault:
        raise UnusableInput(
            f"it cannot be read as {what} ({type(fault).__name__})",
            where=name,
            remedy="Open it and save it anew.",
        ) from fault


def read_lines(
    stream: BinaryIO, name: str, *, limit: int = MAX_LINE_BYTES
) -> Iterator[tuple[int, bytes | UnusableInput]]:
    """Numbered lines; one beyond the limit is an UnusableInput, and the next ones go on."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        reason = f"the line is longer than {limit // (1024 * 1024)} MB"
        yield (
            number,
            UnusableInput(reason, where=f"{name}, line {number}", remedy="Split it into its articles."),
        )
