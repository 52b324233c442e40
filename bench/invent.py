"""Invented reports in any number, the same for the same seed: what the benchmarks feed on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.records import Report

_PLACES = ("Oram", "Bel", "Cor", "Daro", "Quen", "Telma", "Ara", "Sarkin", "Velo")
_WHO = ("Rebels", "Fighters of the River Army", "Gunmen", "Troops", "Police", "Militiamen")
_DID = ("overran a post near", "shelled", "ambushed a patrol outside", "burned houses in", "raided")
_SAID = ("a resident said", "according to a nurse", "the army said", "a rebel source told the Quen Herald")
_QUIET = (
    "The price of rice rose again in {place}, traders at the old market said.",
    "A new bridge over the river at {place} opened to carts and lorries.",
    "The town council of {place} met to speak about water, and put the vote off.",
    "Schools in {place} reopen after the holidays, the district office announced.",
)


def invent(
    number: int, *, seed: int = 1, quiet_share: float = 0.0, sentences: int = 14, violent_share: float = 0.5
) -> Iterator[Report]:
    """So many reports; the quiet share of them tells of no incident at all, the others do in a share of sentences."""
    rng = random.Random(seed)
    for n in range(number):
        quiet = rng.random() < quiet_share
        place = rng.choice(_PLACES)
        day = date(2024, 1, 1) + timedelta(days=rng.randrange(365))
        lines = [f"{'Market day' if quiet else 'Post falls'} in {place}, report {n}"]
        for _ in range(sentences):
            lines.append(
                _quiet(rng, place) if quiet or rng.random() >= violent_share else _violent(rng, place)
            )
        text = "\n\n".join([lines[0], *(" ".join(lines[i : i + 3]) for i in range(1, len(lines), 3))])
        yield Report(id=f"r{n:07}", text=text, headline=lines[0], published=day, outlet="Quen Herald")


def _violent(rng: random.Random, place: str) -> str:
    killed = rng.randrange(1, 12)
    return (
        f"{rng.choice(_WHO)} {rng.choice(_DID)} {place} on {rng.choice(('Monday', 'Friday'))}, "
        f"killing {killed} people, {rng.choice(_SAID)}."
    )


def _quiet(rng: random.Random, place: str) -> str:
    return rng.choice(_QUIET).format(place=place)


def page_of(report: Report) -> bytes:
    """The report as an HTML page with the usual furniture."""
    paragraphs = "".join(f"<p>{p}</p>" for p in report.text.split("\n\n")[1:])
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{report.headline}</title>"
        f"<meta property='og:site_name' content='{report.outlet}'>"
        f"<meta property='article:published_time' content='{report.published}'></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{report.headline}</h1>"
        f"{paragraphs}</article><aside><a href='/other'>More stories</a></aside></body></html>"
    ).encode()


def warc_record(url: str, page: bytes) -> bytes:
    """One response record of a web archive, not compressed."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
