"""How the pages are doing: what was asked, how long it took, and a log that holds no word, id or name."""

from __future__ import annotations

import os
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

VARIABLE = "DATELINE_LOG"
BOUNDS_S = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_BEGAN = "dateline_began"


class Watch:
    """Counts of what was asked, since the program began."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: Counter[tuple[str, int]] = Counter()
        self._slots = [0] * (len(BOUNDS_S) + 1)
        self._seconds = 0.0
        self._began = time.time()
        self._write_log = os.environ.get(VARIABLE) == "json"

    def middleware(self, app: ASGIApp) -> ASGIApp:
        """The app, with the moment noted at which each request came."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"][_BEGAN] = self._clock()
            await app(scope, receive, send)

        return watched

    async def note(self, message: Message, scope: Scope) -> None:
        """Nothing; each answer is counted as it begins. One to an address that is not there took no time."""
        if message["type"] != "http.response.start" or scope["type"] != ScopeType.HTTP:
            return
        now = self._clock()
        seconds = now - scope["state"].get(_BEGAN, now)
        self._answers[scope["method"], message["status"]] += 1
        self._slots[bisect_left(BOUNDS_S, seconds)] += 1
        self._seconds += seconds
        if self._write_log:
            _write_line(scope, message["status"], seconds)

    def metrics(self) -> str:
        """All counts in the text form that Prometheus reads; nothing of the project."""
        lines = ["# TYPE dateline_requests_total counter"]
        for (method, status), number in sorted(self._answers.items()):
            lines.append(f'dateline_requests_total{{method="{method}",status="{status}"}} {number}')
        lines.append("# TYPE dateline_request_seconds histogram")
        total = 0
        for bound, number in zip((*map(str, BOUNDS_S), "+Inf"), self._slots, strict=True):
            total += number
            lines.append(f'dateline_request_seconds_bucket{{le="{bound}"}} {total}')
        lines.append(f"dateline_request_seconds_sum {self._seconds:.6f}")
        lines.append(f"dateline_request_seconds_count {total}")
        lines += ["# TYPE process_start_time_seconds gauge", f"process_start_time_seconds {self._began:.3f}"]
        lines += ["# TYPE process_resident_memory_bytes gauge", f"process_resident_memory_bytes {memory()}"]
        return "\n".join(lines) + "\n"


def memory() -> int:
    """Bytes of memory this process holds; the most it ever held, on systems without /proc."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file of ours
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _write_line(asked: HTTPScope, status: int, seconds: float) -> None:
    """Nothing; a line of JSON stands on stderr. The route and not the path, never the query: an address can
    hold a search, an id, a name."""
    entry = {
        "at": datetime.now(UTC),
        "method": asked["method"],
        "route": str(asked.get("path_template") or ""),
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    sys.stderr.write(msgspec.json.encode(entry).decode() + "\n")
