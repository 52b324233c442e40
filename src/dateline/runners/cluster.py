"""The Dask runner: the same batches on the workers of a cluster; output in the order of the input.

Dask is an extra. A worker that is lost has its batch read elsewhere; a report that ends every worker it is given to is
given up by name. Workers need dateline and its reference data installed, nothing else is sent but reports.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from dateline.errors import DatelineError, MissingData
from dateline.pipeline import DEFAULT_EXTRACTOR, Extractor, load_extractor
from dateline.records import Extraction, Report
from dateline.runners.local import BATCH_REPORTS, Unread, default_workers
from dateline.runners.parts import ORDER, PARTS, Order, make_parts
from dateline.runners.worker import ANSWERS, BATCH, Answer, encode, read_one
from dateline.stores.parts import Part

_WINDOW = 4  # batches under way or waiting for an earlier one, per thread of the cluster
_SECONDS_TO_CONNECT = 20
_SECONDS_A_LOOK = 5
_SECONDS_WITHOUT_WORKERS = 120
_TRIES = 2
_ONE_AT_A_TIME = threading.Lock()  # the parser is not made for two threads


@lru_cache(maxsize=2)
def _extractor(name: str) -> Extractor:
    return load_extractor(name)


def read_batch(batch: bytes, extractor_name: str) -> bytes:
    """The answers for a batch; runs on a worker, which loads the extractor once."""
    with _ONE_AT_A_TIME:
        extractor = _extractor(extractor_name)
        return encode(tuple(read_one(extractor, report) for report in BATCH.decode(batch)))


def run_dask(
    reports: Iterable[Report],
    extractor_name: str = DEFAULT_EXTRACTOR,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
    batch_reports: int = BATCH_REPORTS,
) -> Iterator[Extraction | Unread]:
    """Extractions in the order of the reports; a report that cannot be read comes with the reason instead.

    Without a scheduler's address, a cluster of this machine's cores is started for the run.
    """
    with open_client(scheduler, workers) as client:
        found = _read_on(client, reports, extractor_name, batch_reports=batch_reports)
        for done, extraction in enumerate(found, start=1):
            progress(done)
            yield extraction


def _read_on(
    client: Any, reports: Iterable[Report], extractor_name: str, *, batch_reports: int = BATCH_REPORTS
) -> Iterator[Extraction | Unread]:
    """Extractions in the order of the reports, a bounded number of batches under way."""
    stream = iter(reports)
    waiting: deque[tuple[tuple[Report, ...], Any]] = deque()
    while True:
        while len(waiting) < window_of(client) and (batch := tuple(islice(stream, batch_reports))):
            waiting.append((batch, _submit(client, batch, extractor_name)))
        if not waiting:
            return
        batch, future = waiting.popleft()
        for report, answer in zip(batch, _answers(client, batch, future, extractor_name), strict=True):
            yield answer.extraction if answer.extraction is not None else (report, answer.reason)


def window_of(client: Any) -> int:
    """How many tasks may be under way at once: some for each thread of the cluster."""
    threads: int = sum(client.nthreads().values())
    return _WINDOW * max(1, threads)


def make_part(order: bytes) -> bytes:
    """The part of one input, encoded; runs on a worker, which reads the input and writes the part itself."""
    wanted = ORDER.decode(order)
    return encode(tuple(make_parts([wanted], partial(_read_here, extractor_name=wanted.extractor))))


def _read_here(reports: Iterable[Report], extractor_name: str) -> Iterator[Extraction | Unread]:
    for report in reports:
        with _ONE_AT_A_TIME:
            answer = read_one(_extractor(extractor_name), report)
        yield answer.extraction if answer.extraction is not None else (report, answer.reason)


def run_parts(client: Any, orders: Sequence[Order]) -> Iterator[Part]:
    """The parts in the order of their inputs, made on the workers; a lost worker's part is made elsewhere.

    One that ends every worker it is given to is read from here, batch by batch, so that only the report that does it
    is given up, by name.
    """
    from distributed import KilledWorker

    coming = iter(orders)
    waiting: deque[tuple[Order, Any]] = deque()
    while True:
        for order in islice(coming, max(0, window_of(client) - len(waiting))):
            waiting.append((order, client.submit(make_part, encode(order), pure=False)))
        if not waiting:
            return
        order, future = waiting.popleft()
        try:
            yield from PARTS.decode(result_of(client, future))
        except KilledWorker:
            yield from make_parts([order], partial(_read_on, client, extractor_name=order.extractor))


def _submit(client: Any, batch: tuple[Report, ...], extractor_name: str) -> Any:
    return client.submit(read_batch, encode(batch), extractor_name, pure=False)


def _answers(client: Any, batch: tuple[Report, ...], future: Any, extractor_name: str) -> tuple[Answer, ...]:
    """The answers of a batch; one that ended its workers is read again report by report.

    One after the other, and twice if need be: a report that was only sent to a worker about to end is not guilty.
    """
    from distributed import KilledWorker

    try:
        return ANSWERS.decode(result_of(client, future))
    except KilledWorker:
        return tuple(_single(client, report, extractor_name) for report in batch)


def result_of(client: Any, future: Any) -> Any:
    """What a task gives; a cluster that stays without workers ends the run instead of waiting for ever."""
    waited = 0
    while True:
        try:
            return future.result(timeout=_SECONDS_A_LOOK)
        except TimeoutError:
            if client.nthreads():
                waited = 0
                continue
            waited += _SECONDS_A_LOOK
            _revive(client)
            if waited > _SECONDS_WITHOUT_WORKERS:
                raise DatelineError(
                    "the cluster has no workers left",
                    remedy="Start workers and run the command again to go on.",
                ) from None


def _revive(client: Any) -> None:
    """Nothing; workers of our own cluster run again: a nanny starts none anew that ended while it was starting."""
    nannies = list(client.cluster.workers.values()) if client.cluster is not None else []
    for nanny in nannies:
        with suppress(Exception):
            client.cluster.sync(nanny.instantiate)


def _single(client: Any, report: Report, extractor_name: str) -> Answer:
    from distributed import KilledWorker

    for _ in range(_TRIES):
        try:
            return ANSWERS.decode(result_of(client, _submit(client, (report,), extractor_name)))[0]
        except KilledWorker:
            continue
    return Answer(reason="every worker that read it ended")


@contextmanager
def open_client(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the cluster, which is closed with it when it was started here."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise MissingData("Dask is not installed", remedy="Install dateline[dask].") from None
    if scheduler is None:
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 1}),
            LocalCluster(
                n_workers=workers or default_workers(),
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=50,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError, TimeoutError) as fault:
        raise DatelineError(
            f"no scheduler answers: {type(fault).__name__}", where=scheduler, remedy="Check the address."
        ) from None
    with client:
        yield client
