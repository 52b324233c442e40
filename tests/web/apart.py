"""Work of an event loop done apart from the test's own thread, in which a browser may keep a loop running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_apart(work: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Nothing comes back; what the work raises is raised here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()
