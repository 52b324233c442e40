"""Feeds: asked politely, within limits, never inside the network; a failing one is let be."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from dateline.errors import DatelineError, UnusableInput
from dateline.ingest.feeds import add_feed, list_feeds, pull_feeds, read_opml, remove_feed, write_opml
from dateline.ingest.fetch import Fetched, checked_addresses, clean_url, fetch
from dateline.ingest.politeness import next_try
from dateline.records import Arrival

NOW = datetime(2024, 3, 5, 12, tzinfo=UTC)
URL = "https://quen.example/feed"
ITEM = (
    "<item><title>Post falls</title><link>https://quen.example/1</link>"
    "<pubDate>Mon, 04 Mar 2024 01:00:00 +0630</pubDate><description>Rebels took a post.</description></item>"
)
PAGE = (
    "<html><body><article><h1>Post falls</h1>"
    + "<p>Rebels took a post on the hill on Sunday and burned it, a resident said.</p>" * 5
    + "</article></body></html>"
)


def feed_of(*items: str) -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Q</title>{''.join(items)}</channel></rss>".encode()


class Web:
    """A stand-in for the network: answers by address, and what it was asked."""

    def __init__(self, **answers: Fetched | Callable[[], Fetched]) -> None:
        self.answers: dict[str, Fetched] = {"https://quen.example/robots.txt": Fetched(url="", status=404)}
        self.asked: list[tuple[str, str | None]] = []
        self.slept: list[float] = []

    def get(self, url: str, *, etag: str | None = None, **_: object) -> Fetched:
        self.asked.append((url, etag))
        if url not in self.answers:
            raise UnusableInput("not fetched: no such host", where=url, remedy="Try again later.")
        return self.answers[url]

    def pull(self, project: Path, **options: object) -> list[Arrival | UnusableInput]:
        return list(
            pull_feeds(project, **{"now": NOW, "get": self.get, "sleep": self.slept.append, **options})  # type: ignore[arg-type]
        )


@pytest.fixture
def web(tmp_path: Path) -> Web:
    """A project with one feed of one entry, and the page behind it."""
    add_feed(tmp_path, URL)
    web = Web()
    web.answers[URL] = Fetched(url=URL, status=200, body=feed_of(ITEM), etag='"1"')
    web.answers["https://quen.example/1"] = Fetched(
        url="https://quen.example/1", status=200, body=PAGE.encode(), media_type="text/html"
    )
    return web


def test_feeds_are_added_once_listed_in_order_and_taken_off(tmp_path: Path) -> None:
    assert add_feed(tmp_path, "https://b.example/feed") is True
    assert add_feed(tmp_path, "HTTPS://A.example") is True
    assert add_feed(tmp_path, "https://a.example/") is False
    assert [feed.url for feed in list_feeds(tmp_path)] == ["https://a.example/", "https://b.example/feed"]
    assert remove_feed(tmp_path, "https://a.example/") is True
    assert remove_feed(tmp_path, "https://a.example/") is False
    assert [feed.url for feed in list_feeds(tmp_path)] == ["https://b.example/feed"]


def test_a_pull_brings_the_page_behind_a_summary(tmp_path: Path, web: Web) -> None:
    (found,) = web.pull(tmp_path)
    assert isinstance(found, Arrival)
    assert found.report.text.count("a resident said") >= 1
    assert found.report.published == date(2024, 3, 4)
    assert found.report.retrieved == NOW
    assert found.media_type == "text/html"


def test_without_pages_the_summary_is_taken_and_says_so(tmp_path: Path, web: Web) -> None:
    (found,) = web.pull(tmp_path, pages=False)
    assert isinstance(found, Arrival)
    assert found.report.text == "Post falls\n\nRebels took a post."
    assert "only the feed's summary" in found.notes[0]


def test_the_next_pull_asks_only_for_what_is_new(tmp_path: Path, web: Web) -> None:
    web.pull(tmp_path)
    assert list_feeds(tmp_path)[0].etag == '"1"'
    web.answers[URL] = Fetched(url=URL, status=304)
    web.asked.clear()
    assert web.pull(tmp_path) == []
    assert (URL, '"1"') in web.asked
    web.answers[URL] = Fetched(url=URL, status=200, body=feed_of(ITEM), etag='"2"')
    web.asked.clear()
    assert web.pull(tmp_path) == []
    assert ("https://quen.example/1", None) not in web.asked


def test_a_pull_cut_off_before_the_end_asks_again(tmp_path: Path, web: Web) -> None:
    stream = pull_feeds(tmp_path, now=NOW, get=web.get, sleep=web.slept.append)
    assert isinstance(next(stream), Arrival)
    stream.close()  # type: ignore[attr-defined]
    assert list_feeds(tmp_path)[0].etag is None
    assert len(web.pull(tmp_path)) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Fetched(url=URL, status=500), "not fetched: the server answers 500"),
        (Fetched(url=URL, status=404), "not fetched: the server answers 404"),
        (Fetched(url=URL, status=200, body=b"<html><p>no feed</p></html>"), "no entries: it is not a feed"),
        (Fetched(url=URL, status=200, body=b"\xff\xfe\x00" * 50), "no entries: it is not a feed"),
        (None, "not fetched: no such host"),
    ],
)
def test_a_feed_that_fails_is_named_and_let_be_for_longer_each_time(
    tmp_path: Path, web: Web, answer: Fetched | None, reason: str
) -> None:
    web.answers.pop(URL)
    if answer is not None:
        web.answers[URL] = answer
    (found,) = web.pull(tmp_path)
    assert isinstance(found, UnusableInput)
    assert found.reason.startswith(reason)
    assert list_feeds(tmp_path)[0].not_before == NOW + timedelta(minutes=10)
    assert web.pull(tmp_path) == []
    later = NOW + timedelta(minutes=11)
    assert len(web.pull(tmp_path, now=later)) == 1
    assert list_feeds(tmp_path)[0].not_before == later + timedelta(minutes=20)


def test_robots_txt_is_kept(tmp_path: Path, web: Web) -> None:
    web.answers["https://quen.example/robots.txt"] = Fetched(
        url="", status=200, body=b"User-agent: *\nDisallow: /1\nCrawl-delay: 7\n"
    )
    (found,) = web.pull(tmp_path)
    assert isinstance(found, Arrival)
    assert "only the feed's summary" in found.notes[0]
    assert ("https://quen.example/1", None) not in web.asked
    assert web.slept == [pytest.approx(7.0, abs=0.5)]


def test_an_unreachable_robots_txt_means_no(tmp_path: Path, web: Web) -> None:
    web.answers["https://quen.example/robots.txt"] = Fetched(url="", status=503)
    (found,) = web.pull(tmp_path)
    assert isinstance(found, UnusableInput)
    assert found.reason == "not fetched: its robots.txt says no"


def test_a_day_in_the_future_is_noted(tmp_path: Path, web: Web) -> None:
    web.answers[URL] = Fetched(
        url=URL, status=200, body=feed_of(ITEM.replace("2024", "2029").replace("Mon", "Sun"))
    )
    (found,) = web.pull(tmp_path, pages=False)
    assert isinstance(found, Arrival)
    assert found.notes[-1] == "dated 2029-03-04, after it was fetched"


def test_the_wait_doubles_up_to_a_day_and_heeds_what_the_server_asks() -> None:
    assert next_try(NOW, 3) - NOW == timedelta(minutes=40)
    assert next_try(NOW, 50) - NOW == timedelta(days=1)
    assert next_try(NOW, 1, retry_after=3600) - NOW == timedelta(hours=1)
    assert next_try(NOW, 1, retry_after=10**6) - NOW == timedelta(days=1)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "javascript:1", "http://", "https://u:p@a.example/", "a.example", "http://[::1"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UnusableInput):
        add_feed(tmp_path, url)
    assert list_feeds(tmp_path) == ()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "224.0.0.1",
    ],
)
def test_addresses_inside_the_network_are_refused(host: str) -> None:
    with pytest.raises(UnusableInput, match="an address inside this network"):
        checked_addresses(host, 80, allow_private=False)
    assert checked_addresses(host, 80, allow_private=True)


def test_a_list_of_feeds_goes_out_as_opml_and_comes_back(tmp_path: Path) -> None:
    add_feed(tmp_path, "https://a.example/feed?x=1&y=2")
    assert read_opml(write_opml(list_feeds(tmp_path))) == ("https://a.example/feed?x=1&y=2",)
    with pytest.raises(UnusableInput):
        read_opml(b"<!DOCTYPE a [<!ENTITY b 'c'>]><opml/>")
    with pytest.raises(UnusableInput):
        read_opml(b"not xml")


def test_a_broken_list_of_feeds_is_named(tmp_path: Path) -> None:
    (tmp_path / "feeds.json").write_text("{", encoding="utf-8")
    with pytest.raises(DatelineError, match="the list of feeds cannot be read"):
        list_feeds(tmp_path)


BOMB = gzip.compress(b"x" * 50_000_000)


class Handler(BaseHTTPRequestHandler):
    """A server that behaves as badly as its path says."""

    def do_GET(self) -> None:
        if self.path == "/inside":
            self._head(302, Location="http://10.0.0.1/")
        elif self.path == "/file":
            self._head(302, Location="file:///etc/passwd")
        elif self.path == "/round":
            self._head(302, Location="/round")
        elif self.path == "/endless":
            self._head(200)
            while self.server.running:  # type: ignore[attr-defined]
                self.wfile.write(b"x" * 100)
                time.sleep(0.02)
        elif self.path == "/bomb":
            self._head(200, **{"Content-Encoding": "gzip"})
            self.wfile.write(BOMB)
        elif self.path == "/packed":
            self._head(
                200, ETag='"e"', **{"Content-Encoding": "gzip", "Content-Type": "text/html; charset=x-odd"}
            )
            self.wfile.write(gzip.compress(b"hello"))
        elif self.path == "/busy":
            self._head(503, **{"Retry-After": "120"})
        elif self.path == "/known" and self.headers["If-None-Match"] == '"e"':
            self._head(304)
        else:
            self.wfile.write(b"nonsense\r\n\r\n")

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keeps the tests quiet."""


class Server(ThreadingHTTPServer):
    """A server that takes it lightly when its client hangs up."""

    daemon_threads = True
    running = True

    def handle_error(self, *_: object) -> None:
        """Keeps the tests quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server on loopback; sockets are allowed there and nowhere else."""
    enable_socket()
    socket_allow_hosts(["127.0.0.1"])
    running = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.running = False
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/file", None),
        ("/endless", "an answer that does not end"),
        ("/bomb", "an answer of more than 1 MB"),
        ("/nonsense", "not fetched"),
        ("/round", None),
    ],
)
def test_a_server_that_behaves_badly_is_named(server: str, path: str, reason: str | None) -> None:
    try:
        answer = fetch(server + path, allow_private=True, seconds=1.0, max_bytes=1024 * 1024)
    except UnusableInput as fault:
        said = fault.reason
    else:
        said = f"status {answer.status}"
    assert (reason or "status 302") in said


def test_a_redirect_does_not_lead_inside(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.ingest import fetch as module

    real = module.checked_addresses
    first: list[str] = []

    def outside_first(host: str, port: int, *, allow_private: bool) -> list[str]:
        first.append(host)
        return real(host, port, allow_private=len(first) == 1)

    monkeypatch.setattr(module, "checked_addresses", outside_first)
    with pytest.raises(UnusableInput, match=r"10\.0\.0\.1, an address inside this network"):
        fetch(server + "/inside")
    assert first == ["127.0.0.1", "10.0.0.1"]


def test_loopback_is_not_asked_unless_allowed(server: str) -> None:
    with pytest.raises(UnusableInput, match="an address inside this network"):
        fetch(server + "/packed")


def test_an_answer_comes_unpacked_with_its_marks(server: str) -> None:
    assert fetch(server + "/packed", allow_private=True) == Fetched(
        url=server + "/packed", status=200, body=b"hello", media_type="text/html", charset="x-odd", etag='"e"'
    )
    assert fetch(server + "/known", allow_private=True, etag='"e"').status == 304
    assert fetch(server + "/busy", allow_private=True).retry_after == 120


def test_an_address_has_one_spelling() -> None:
    assert clean_url(" HTTP://Quen.Example:8080/a?b=c#d ") == "http://quen.example:8080/a?b=c"
    assert clean_url("https://königin.example") == "https://xn--knigin-wxa.example/"
