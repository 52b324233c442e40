"""One worker process: loads the extractor once, then turns batches of reports into extractions."""

from __future__ import annotations

import logging
import signal
from multiprocessing.connection import Connection

import msgspec

from dateline.errors import DatelineError
from dateline.pipeline import Extractor, load_extractor
from dateline.records import Extraction, Report

log = logging.getLogger(__name__)
_REASON_CHARS = 300


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What became of one report: its extraction, or the reason why there is none."""

    extraction: Extraction | None = None
    reason: str = ""


BATCH = msgspec.msgpack.Decoder(tuple[Report, ...])
ANSWERS = msgspec.msgpack.Decoder(tuple[Answer, ...])
encode = msgspec.msgpack.Encoder().encode


class Trouble(msgspec.Struct, frozen=True, array_like=True):
    """Why a worker cannot begin."""

    reason: str
    where: str = ""
    remedy: str = ""


GREETING = msgspec.msgpack.Decoder(Trouble | None)


def _trouble(fault: Exception) -> Trouble:
    if isinstance(fault, DatelineError):
        return Trouble(fault.reason, fault.where, fault.remedy)
    return Trouble(f"the extractor does not load: {type(fault).__name__}: {fault}")


def read_one(extractor: Extractor, report: Report) -> Answer:
    """The answer for one report; an extractor that fails on it does not end the run."""
    try:
        return Answer(extraction=extractor.read(report))
    except Exception as fault:
        log.info("report %s could not be read: %s", report.id, type(fault).__name__)
        return Answer(reason=f"{type(fault).__name__}: {fault}"[:_REASON_CHARS])


def work(connection: Connection, extractor_name: str) -> None:
    """Answers batches until the other end closes; Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        extractor = load_extractor(extractor_name)
    except Exception as fault:
        connection.send_bytes(encode(_trouble(fault)))
        return
    connection.send_bytes(encode(None))
    while True:
        try:
            batch = BATCH.decode(connection.recv_bytes())
        except (EOFError, OSError):
            return
        answers = tuple(read_one(extractor, report) for report in batch)
        try:
            connection.send_bytes(encode(answers))
        except OSError:
            return
