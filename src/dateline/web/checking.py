"""Whether the audit chain of a large project holds: checked by a process beside the pages, when somebody asks."""

from __future__ import annotations

import asyncio
from pathlib import Path

from dateline.errors import DatelineError
from dateline.stores.contract import Head, Problem
from dateline.web.beside import Beside


class Checking:
    """The last check of the project in this folder, and the one under way."""

    def __init__(self, folder: Path | None) -> None:
        self._beside = Beside(folder) if folder else None
        self._work: asyncio.Task[None] | None = None
        self.head: Head | None = None
        self.problems: tuple[Problem, ...] = ()
        self.fault: DatelineError | None = None

    @property
    def busy(self) -> bool:
        """True while a check is under way."""
        return self._work is not None and not self._work.done()

    def begin(self) -> None:
        """Nothing; a check is under way."""
        if self._beside and not self.busy:
            self._work = asyncio.get_running_loop().create_task(self._check(self._beside))

    async def _check(self, beside: Beside) -> None:
        try:
            self.problems, self.head = await beside.verify()
            self.fault = None
        except DatelineError as fault:
            self.fault = fault

    async def stop(self) -> None:
        """Nothing; no check is under way any more."""
        if self._work:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
