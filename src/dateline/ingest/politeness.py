"""How to be a good guest: robots.txt is kept, a host is not asked twice in a hurry, a failing feed is let be."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.errors import UnusableInput
from dateline.ingest.fetch import AGENT, Fetch, Fetched

SECONDS_BETWEEN = 2.0
_MAX_DELAY = 60.0
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(days=1)


class Guest:
    """Fetches for one pull: asks robots.txt of each host once, and waits between requests to it."""

    def __init__(
        self, fetch: Fetch, *, sleep: Callable[[float], None], seconds_between: float = SECONDS_BETWEEN
    ):
        self._fetch, self._sleep, self._between = fetch, sleep, seconds_between
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The answer; UnusableInput when robots.txt says no."""
        robots = self._robots_of(url)
        if not robots.can_fetch(AGENT, url):
            raise UnusableInput("not fetched: its robots.txt says no", where=url, remedy="Ask the publisher.")
        delay = robots.crawl_delay(AGENT)
        self._wait(url, max(self._between, min(float(delay or 0), _MAX_DELAY)))
        return self._fetch(url, etag=etag, modified=modified)

    def _robots_of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._wait(url, self._between)
            self._robots[host] = _parse(host, self._ask(f"{host}/robots.txt"))
        return self._robots[host]

    def _ask(self, url: str) -> Fetched | None:
        try:
            return self._fetch(url)
        except UnusableInput:
            return None

    def _wait(self, url: str, seconds: float) -> None:
        host = urlsplit(url).netloc
        now = time.monotonic()
        left = self._last.get(host, now - seconds) + seconds - now
        if left > 0:
            self._sleep(left)
        self._last[host] = time.monotonic()


def _parse(host: str, answer: Fetched | None) -> RobotFileParser:
    """RFC 9309: refused with 4xx = all is allowed; unreachable or 5xx = nothing is."""
    robots = RobotFileParser(f"{host}/robots.txt")
    if answer is None or answer.status >= 500:
        robots.parse(["User-agent: *", "Disallow: /"])
    elif answer.status >= 400:
        robots.parse([])
    else:
        robots.parse(answer.body[:512_000].decode("utf-8", "replace").splitlines())
    return robots


def next_try(now: datetime, failures: int, retry_after: int | None = None) -> datetime:
    """When a feed that failed so many times in a row may be asked again: the wait doubles up to a day."""
    wait: timedelta = min(_FIRST_WAIT * (1 << min(failures - 1, 10)), _LONGEST_WAIT)
    asked = timedelta(seconds=min(retry_after or 0, int(_LONGEST_WAIT.total_seconds())))
    return now + max(wait, asked)
