"""Work beside the pages: a process of its own that links the project in a folder, ranks its claims,
or checks its audit chain.

The pages keep their interpreter for themselves meanwhile. The process ends when they do, however they end.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import DatelineError
from dateline.stores.contract import Head, Problem, Store

log = logging.getLogger(__name__)
MODULE = "dateline.web.beside"
ANALYST = "DATELINE_ANALYST"
POLITE = 10  # more niceness than the pages: who reads them goes first
_RANKED = msgspec.msgpack.Decoder(list[tuple[str, float]])
_VERIFIED = msgspec.msgpack.Decoder(tuple[tuple[Problem, ...], Head])


class Fault(msgspec.Struct, frozen=True):
    """What went wrong in the process, in words."""

    reason: str
    remedy: str


class Beside:
    """The processes over the project in this folder, one of each kind at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: set[asyncio.subprocess.Process] = set()

    async def link(self, *, by: str) -> None:
        """Nothing; the project is linked in this person's name, and what changed stands in its store. DatelineError
        when it failed."""
        await self._run("link", by=by)

    async def rank(self) -> list[tuple[str, float]]:
        """Each claim with how much it needs a person, the neediest first."""
        return _RANKED.decode(await self._run("rank"))

    async def verify(self) -> tuple[tuple[Problem, ...], Head]:
        """Everything in which the audit chain and the store differ, and the chain's head."""
        return _VERIFIED.decode(await self._run("verify"))

    def end(self) -> None:
        """Nothing; no process of ours runs any more. What one had not finished is as if it had not begun."""
        for process in self._running:
            with suppress(ProcessLookupError):
                process.kill()

    async def _run(self, job: str, *, by: str = "") -> bytes:
        """What the process says. Who acts is told in its environment, which others on this machine cannot see."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", MODULE, job, str(self.folder)),
            env={**os.environ, ANALYST: by} if by else None,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._running.add(process)
        try:
            said = await process.stdout.read() if process.stdout else b""
            code = await process.wait()
        finally:
            self._running.discard(process)
            if process.returncode is None:
                process.kill()
            await process.communicate()  # closes the pipes
        if code == 0:
            return said
        raise _told(job, code, said)


def _told(job: str, code: int, said: bytes) -> DatelineError:
    """The error a process ended with, as it told it or as the system did; it stands in the log too."""
    try:
        fault = msgspec.json.decode(said, type=Fault)
    except msgspec.DecodeError:
        ended = f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"
        fault = Fault(ended, "Run `dateline doctor` on the project.")
    log.error("%s beside the pages failed: %s", job, fault.reason)
    return DatelineError(fault.reason, remedy=fault.remedy)


def main(job: str, folder: str) -> int:
    """0 when the job is done; 1 with the fault as JSON on standard output."""
    from dateline.stores import open_store

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pages, which end this process
    threading.Thread(target=_end_with_the_pages, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(POLITE)
    try:
        with closing(open_store(Path(folder))) as store:
            sys.stdout.buffer.write(_JOBS[job](store, Path(folder)))
    except DatelineError as fault:
        return _fail(fault.reason, fault.remedy)
    except Exception as fault:  # its text may hold words of a report
        return _fail(f"a fault in the program: {type(fault).__name__}", "Run `dateline link` to see it.")
    return 0


def _fail(reason: str, remedy: str) -> int:
    sys.stdout.buffer.write(msgspec.json.encode(Fault(reason, remedy)))
    return 1


def _link(store: Store, folder: Path) -> bytes:
    from dateline.pipeline import link_project

    link_project(store, folder)
    return b""


def _rank(store: Store, _: Path) -> bytes:
    from dateline.review import rank_claims

    return msgspec.msgpack.encode([(one.claim_id, one.rank) for one in rank_claims(store.claims())])


def _verify(store: Store, _: Path) -> bytes:
    return msgspec.msgpack.encode(store.verify())


_JOBS: dict[str, Any] = {"link": _link, "rank": _rank, "verify": _verify}


def _end_with_the_pages() -> None:
    """Nothing; standing by until the pages' end of the pipe is gone, then this process ends on the spot."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
