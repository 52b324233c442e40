"""Good files with bytes changed, cut, doubled and swapped: arrivals or unusable inputs, quickly, never an error."""

from __future__ import annotations

import gzip
import io
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "ingest"))
from files import pdf_of
from mutating import mutate

from dateline.errors import UnusableInput
from dateline.ingest import read_inputs
from dateline.records import Arrival

ROUNDS = int(os.environ.get("DATELINE_FUZZ", "60"))
TEXT = "Rebels overran a post in Oram on Saturday evening, a resident said. Two men died there. " * 4

HTML = f"""<!doctype html><html><head><meta charset="utf-8"><title>Post falls</title>
<script type="application/ld+json">{{"datePublished": "2024-03-03", "publisher": {{"name": "Q"}}}}</script></head>
<body><article><h1>Post falls</h1><p>{TEXT}</p><p>{TEXT}</p><figcaption>x</figcaption></article></body></html>"""
GOOD = {
    "html": HTML.encode(),
    "text": f"date 2024-03-04 Post falls\n\n{TEXT}".encode(),
    "jsonl": (b'{"id": "a", "published": "2024-03-04", "title": null, "text": "' + TEXT.encode() + b'"}\n')
    * 3,
    "feed": (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Q</title><item><title>Post</title><description>"
        f"&lt;p&gt;{TEXT}&lt;/p&gt;</description><pubDate>Mon, 04 Mar 2024 01:00:00 +0630</pubDate></item>"
        "</channel></rss>"
    ).encode(),
    "mail": (
        "From: a@b.example\r\nSubject: =?utf-8?q?Post?=\r\nDate: Mon, 04 Mar 2024 01:00:00 +0630\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        f"{HTML}\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"
    ).encode(),
    "warc": (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://q.example/\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    )
    % (len(HTML) + 59, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode()),
}
GOOD["csv"] = f'id,published,title,text\r\na,2024-03-04,Post,"{TEXT}"\r\nb,,,{TEXT}\r\n'.encode()
GOOD["pdf"] = pdf_of("Post falls", *(TEXT[at : at + 80] for at in range(0, len(TEXT), 80)))
GOOD["packed"] = gzip.compress(GOOD["warc"], mtime=0)


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_of_file_comes_through_a_pipe(kind: str) -> None:
    """`cat FILE | dateline read -`: what cannot be sought in is read all the same."""
    reader, writer = os.pipe()
    thread = threading.Thread(target=write_all, args=(writer, GOOD[kind]))
    thread.start()
    with os.fdopen(reader, "rb") as stdin:
        found = list(read_inputs(["-"], stdin=stdin))
    thread.join()
    assert found
    assert all(isinstance(one, Arrival) for one in found)


def write_all(writer: int, data: bytes) -> None:
    with os.fdopen(writer, "wb") as file:
        file.write(data)


@pytest.mark.parametrize("kind", GOOD)
def test_a_damaged_file_is_read_or_named(kind: str, record_property: Callable[[str, object], None]) -> None:
    record_property("tried", f"{ROUNDS:,} damaged files of {kind}")
    rng = random.Random(kind)
    for _ in range(ROUNDS):
        data = mutate(GOOD[kind], rng)
        start = time.monotonic()
        for found in read_inputs(["-"], stdin=io.BytesIO(data)):
            assert isinstance(found, Arrival | UnusableInput)
            if isinstance(found, Arrival):
                found.report.text.encode("utf-8")
            else:
                assert found.reason
        assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<p>word ",
        "[[",
        '{"a":',
        "March ",
        "told The ",
        "/ A ",
        "2024-",
        "\n\n",
        "a-\n",
        "&amp;",
        "ေ",
        "(",
        "© ",
        " \n",
        "\t",
        "\r\n ",
        "Ab ",
        "1. ",
        "by A | ",
    ],
)
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    """Doubled input takes about twice the time; four times would be a square."""

    def seconds(times: int) -> float:
        data = (unit * times).encode()
        start = time.process_time()
        list(read_inputs(["-"], stdin=io.BytesIO(b"Rebels came. " + data)))
        list(read_inputs(["-"], stdin=io.BytesIO(b"<html><body>" + data)))
        return time.process_time() - start

    def grows_in_proportion() -> bool:
        half, whole = seconds(full // 2), seconds(full)
        return whole < 10 and whole < 3.4 * half + 0.2

    seconds(10)
    full = 40_000 // len(unit)
    assert any(grows_in_proportion() for _ in range(3))  # a busy machine may spoil one of them
