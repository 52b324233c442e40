"""Inputs -> parts: each input is read, screened and kept as Parquet files of its own, here or on a cluster.

A part that is done is not made again, so a run that is cut off goes on; the same inputs give the same bytes with any
runner and any number of workers.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

import msgspec

from dateline.errors import DatelineError
from dateline.extract.screen import Screen, load_screen
from dateline.ingest.read import find_sources, read_inputs
from dateline.pipeline import DEFAULT_EXTRACTOR
from dateline.plugins import load_plugin
from dateline.records import Arrival, Extraction, Record, Report, content_id
from dateline.remote import address_of, send_file
from dateline.runners.local import Unread
from dateline.stores.parts import Part, PartWriter, find_mark, write_mark

MOST_REASONS = 100  # told of one input; more are counted
Read = Callable[[Iterable[Report]], Iterable[Extraction | Unread]]


class Order(Record, frozen=True, kw_only=True):
    """One input to make a part of: where it lies, what changes when it does, and where the part goes."""

    source: str
    mark: str
    to: str
    extractor: str = DEFAULT_EXTRACTOR
    screened: bool = True

    @property
    def name(self) -> str:
        """The name of the part: of its input alone, so that a changed input replaces it."""
        return content_id("part", self.source)


def plan_parts(
    inputs: Iterable[str], to: str, *, extractor: str = DEFAULT_EXTRACTOR, screened: bool = True
) -> tuple[list[Order], list[Order], list[DatelineError]]:
    """What is to be made, what stands already, and what cannot be used."""
    fresh: list[Order] = []
    done: list[Order] = []
    faults: list[DatelineError] = []
    for given in inputs:
        for source in find_sources(address_of(given)):
            if isinstance(source, DatelineError):
                faults.append(source)
                continue
            mark = f"{source.size}:{source.mark}"
            order = Order(source=source.name, mark=mark, to=to, extractor=extractor, screened=screened)
            (done if _stands(order) else fresh).append(order)
    return fresh, done, faults


def _identities(order: Order) -> tuple[str, str | None]:
    """The version of the reader and of the screen that a part is made with."""
    plug_in = order.extractor.partition("#")[0]
    return load_plugin("extractors", plug_in).identity, load_screen().identity if order.screened else None


def _stands(order: Order) -> bool:
    part = find_mark(order.to, order.name)
    if part is None or part.mark != order.mark:
        return False
    return (part.extractor, part.screen) == _identities(order)


def make_parts(
    orders: Sequence[Order], read: Read, *, step: Callable[[], None] = lambda: None
) -> Iterator[Part]:
    """The parts in the order of their inputs, each on its place before it is given.

    `read` gets the reports of all inputs as one stream and gives extractions in their order, so that workers are
    started once and never wait for the end of a part. `step` is told of each report that was read or set aside.
    """
    waiting: deque[tuple[_Making, Arrival | None]] = deque()
    with tempfile.TemporaryDirectory(prefix="dateline-parts-") as folder:

        def reports() -> Iterator[Report]:
            for order in orders:
                making = _Making(order, Path(folder))
                for arrival in making.kept(step):
                    waiting.append((making, arrival))
                    yield arrival.report
                waiting.append((making, None))

        for extraction in read(reports()):
            yield from _ended(waiting)
            making, arrival = waiting.popleft()
            step()
            if arrival is not None:
                making.put(arrival, extraction)
        yield from _ended(waiting)


def _ended(waiting: deque[tuple[_Making, Arrival | None]]) -> Iterator[Part]:
    """The parts whose last report was dealt with."""
    while waiting and waiting[0][1] is None:
        yield waiting.popleft()[0].end()


class _Making:
    """One part as it grows: a file of what was read, a file of what was set aside, and what could not be used."""

    def __init__(self, order: Order, folder: Path) -> None:
        self._order = order
        self._extractor, self._screen = _identities(order)
        self._files = {kind: folder / f"{order.name}.{kind}.parquet" for kind in ("read", "aside")}
        self._writers: dict[str, PartWriter] = {}
        self._claims = self._unusable = 0
        self._reasons: list[str] = []

    def kept(self, step: Callable[[], None]) -> Iterator[Arrival]:
        """The reports to read; the others are set aside on the way."""
        screen: Screen | None = load_screen() if self._order.screened else None
        for found in read_inputs([self._order.source]):
            if isinstance(found, DatelineError):
                self._refuse(str(found))
            elif screen is None or screen.keeps(found.report):
                yield found
            else:
                aside = Extraction(report_id=found.report.id, extractor=screen.identity)
                self._writer("aside").put(found, aside)
                step()

    def put(self, arrival: Arrival, extraction: Extraction | Unread) -> None:
        """Nothing; the report is in the part, or among what could not be used."""
        if isinstance(extraction, tuple):
            self._refuse(f"{arrival.report.id}: {extraction[1]}")
            return
        self._writer("read").put(arrival, extraction)
        self._claims += len(extraction.claims)

    def _refuse(self, reason: str) -> None:
        self._unusable += 1
        if len(self._reasons) < MOST_REASONS:
            self._reasons.append(reason)

    def _writer(self, kind: str) -> PartWriter:
        if kind not in self._writers:
            self._writers[kind] = PartWriter(self._files[kind])
        return self._writers[kind]

    def end(self) -> Part:
        """The part, its files and its mark on their place."""
        sent = {kind: self._send(kind) for kind in sorted(self._writers)}
        counts = {kind: writer.count for kind, writer in self._writers.items()}
        part = Part(
            source=self._order.source,
            mark=self._order.mark,
            name=self._order.name,
            extractor=self._extractor,
            screen=self._screen,
            read=sent["read"][0] if "read" in sent else None,
            read_sha256=sent["read"][1] if "read" in sent else None,
            aside=sent["aside"][0] if "aside" in sent else None,
            aside_sha256=sent["aside"][1] if "aside" in sent else None,
            reports=sum(counts.values()),
            set_aside=counts.get("aside", 0),
            claims=self._claims,
            unusable=self._unusable,
            reasons=tuple(self._reasons),
        )
        write_mark(self._order.to, part)
        return part

    def _send(self, kind: str) -> tuple[str, str]:
        """The name and the SHA-256 of a file that stands in the folder of parts now."""
        self._writers[kind].close()
        path = self._files[kind]
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        send_file(path, f"{self._order.to}/{path.name}")
        with suppress(OSError):
            path.unlink()
        return path.name, digest


ORDER = msgspec.msgpack.Decoder(Order)
PARTS = msgspec.msgpack.Decoder(tuple[Part, ...])
