"""The local runner: a pool of processes that read reports in batches; output in the order of the input.

A worker that dies costs nothing but the report that killed it: its batch is read again one by one.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from dateline.errors import DatelineError
from dateline.pipeline import DEFAULT_EXTRACTOR, load_extractor
from dateline.records import Extraction, Report
from dateline.runners.worker import ANSWERS, GREETING, Answer, Trouble, encode, read_one, work

Unread = tuple[Report, str]
BATCH_REPORTS = 8
SECONDS_A_REPORT = 300.0
SECONDS_TO_LOAD = 120.0
_WINDOW = 4  # batches in flight or waiting for an earlier one, per worker: bounds the memory
_WORKER_BYTES = 900 * 1024 * 1024
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def default_workers() -> int:
    """As many workers as there are cores for us, and no more than fit into the free memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return cores
    return max(1, min(cores, free // _WORKER_BYTES))


def run_local(
    reports: Iterable[Report],
    extractor_name: str = DEFAULT_EXTRACTOR,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
    batch_reports: int = BATCH_REPORTS,
    seconds_a_report: float = SECONDS_A_REPORT,
) -> Iterator[Extraction | Unread]:
    """Extractions in the order of the reports; a report that cannot be read comes with the reason instead.

    `progress` is told how many reports are done so far. A handful of reports is read in this process.
    """
    stream = iter(reports)
    first = tuple(islice(stream, batch_reports))
    workers = workers or default_workers()
    if workers == 1 or len(first) < batch_reports:
        answered = _in_process((*first,), stream, extractor_name)
    else:
        answered = _Pool(extractor_name, workers, seconds_a_report).run(
            _batches(first, stream, batch_reports)
        )
    for done, (report, answer) in enumerate(answered, start=1):
        progress(done)
        yield answer.extraction if answer.extraction is not None else (report, answer.reason)


def _in_process(
    first: tuple[Report, ...], rest: Iterator[Report], extractor_name: str
) -> Iterator[tuple[Report, Answer]]:
    if not first:
        return
    extractor = load_extractor(extractor_name)
    for report in first:
        yield report, read_one(extractor, report)
    for report in rest:
        yield report, read_one(extractor, report)


def _batches(first: tuple[Report, ...], rest: Iterator[Report], size: int) -> Iterator[tuple[Report, ...]]:
    batch = first
    while batch:
        yield batch
        batch = tuple(islice(rest, size))


@dataclass(slots=True)
class _Task:
    """Some reports, and where their answers belong: batch number, and position of the first in it."""

    batch: int
    position: int
    reports: tuple[Report, ...]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    task: _Task | None = None
    until: float = float("inf")
    greeted: bool = False


class _Pool:
    """Workers and the tasks they have; made for one run."""

    def __init__(self, extractor_name: str, workers: int, seconds_a_report: float) -> None:
        self._name, self._size, self._patience = extractor_name, workers, seconds_a_report
        self._workers: list[_Worker] = []
        self._retries: deque[_Task] = deque()
        self._answers: dict[int, list[Answer | None]] = {}
        self._reports: dict[int, tuple[Report, ...]] = {}

    def run(self, batches: Iterator[tuple[Report, ...]]) -> Iterator[tuple[Report, Answer]]:
        """Answers in order. Workers are ended however the run ends: done, interrupted, or given up."""
        fresh = enumerate(batches)
        following = 0
        try:
            while True:
                self._hand_out(fresh, limit=following + _WINDOW * self._size)
                while following in self._answers and None not in self._answers[following]:
                    answers = self._answers.pop(following)
                    for report, answer in zip(self._reports.pop(following), answers, strict=True):
                        yield report, answer or Answer(reason="not read")
                    following += 1
                busy = [worker for worker in self._workers if worker.task]
                if busy:
                    self._collect(busy)
                elif not self._retries and not self._answers:
                    batch = next(fresh, None)
                    if batch is None:
                        return
                    self._begin(*batch)
        finally:
            for worker in self._workers:
                _end(worker)

    def _begin(self, number: int, reports: tuple[Report, ...]) -> None:
        self._reports[number] = reports
        self._answers[number] = [None] * len(reports)
        self._retries.append(_Task(number, 0, reports))

    def _hand_out(self, fresh: Iterator[tuple[int, tuple[Report, ...]]], *, limit: int) -> None:
        """Gives each idle worker a task, as far as the window allows; starts workers that are missing."""
        idle = [worker for worker in self._workers if not worker.task]
        room = self._size - len(self._workers)
        while idle or room:
            if not self._retries:
                if max(self._answers, default=-1) + 1 >= limit:
                    return
                batch = next(fresh, None)
                if batch is None:
                    return
                self._begin(*batch)
            if not idle:
                idle.append(self._start())
                room -= 1
            self._give(idle.pop(), self._retries.popleft())

    def _start(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self._name), daemon=True, name="dateline-worker")
        with _one_thread_each():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        worker.until = self._deadline(task) + (0 if worker.greeted else SECONDS_TO_LOAD)
        try:
            worker.connection.send_bytes(encode(task.reports))
        except OSError:
            self._lost(worker, "the worker ended")

    def _deadline(self, task: _Task | None) -> float:
        return time.monotonic() + self._patience * len(task.reports) if task else float("inf")

    def _collect(self, busy: list[_Worker]) -> None:
        """Takes what is ready; a worker that ended or takes too long gives its task back."""
        ready = wait([worker.connection for worker in busy], timeout=1.0)
        now = time.monotonic()
        for worker in busy:
            if worker.connection in ready:
                self._receive(worker)
            elif now > worker.until:
                self._lost(worker, f"not done within {self._patience:g} seconds")

    def _receive(self, worker: _Worker) -> None:
        task = worker.task
        try:
            received = worker.connection.recv_bytes()
        except (EOFError, OSError):
            worker.process.join(timeout=5)
            self._lost(worker, f"the worker ended (exit code {worker.process.exitcode})")
            return
        if not worker.greeted:
            _refuse_trouble(GREETING.decode(received))
            worker.greeted, worker.until = True, self._deadline(task)
            return
        answers = ANSWERS.decode(received)
        if task is not None:
            end = task.position + len(task.reports)
            self._answers[task.batch][task.position : end] = answers
        worker.task, worker.until = None, float("inf")

    def _lost(self, worker: _Worker, reason: str) -> None:
        """Ends a worker; its reports are tried again one by one, a single one is given up with the reason."""
        self._workers.remove(worker)
        _end(worker)
        task = worker.task
        if task is None:
            return
        if len(task.reports) == 1:
            self._answers[task.batch][task.position] = Answer(reason=reason)
            return
        for offset, report in enumerate(task.reports):
            self._retries.append(_Task(task.batch, task.position + offset, (report,)))


def _refuse_trouble(trouble: Trouble | None) -> None:
    """Raises when a worker could not load the extractor: the others could not either."""
    if trouble is not None:
        raise DatelineError(trouble.reason, where=trouble.where, remedy=trouble.remedy)


def _end(worker: _Worker) -> None:
    worker.connection.close()
    if worker.process.is_alive():
        worker.process.terminate()
        worker.process.join(timeout=2)
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
    worker.process.close()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """While a worker starts, number libraries are told to use one thread: the processes are enough."""
    unset = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]
