"""`feeds`: a list that is kept and goes out as OPML, a pull that names what fails and reads what came."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ingest import feeds
from dateline.ingest.fetch import Fetched

FEED = b"""<?xml version='1.0'?><rss version='2.0'><channel><title>Quen Herald</title>
<item><title>Post falls near Oram</title><link>https://quen.example/1</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>
<description>Rebels overran a post near Oram on Monday and killed two soldiers, a resident said.</description></item>
</channel></rss>"""


@pytest.fixture
def project(tmp_path: Path) -> list[str]:
    """The options of a new project."""
    assert main(["init", str(tmp_path)]) == 0
    return ["--project", str(tmp_path)]


def test_a_list_of_feeds_is_kept_printed_and_taken_over(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "add", "https://a.example/rss", "https://b.example/rss", *project]) == 0
    capsys.readouterr()
    assert main(["feeds", "opml", *project]) == 0
    (tmp_path / "list.opml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["feeds", "remove", "https://a.example/rss", *project]) == 0
    assert main(["feeds", "opml", str(tmp_path / "list.opml"), *project]) == 0
    assert "1 feed added, 1 known" in capsys.readouterr().err
    assert main(["feeds", "list", *project]) == 0
    assert capsys.readouterr().out.count("never pulled") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "file:///etc/passwd"], "file:///etc/passwd"),
        (["remove", "https://a.example/rss"], "no such feed"),
        (["pull"], "no feed is followed here"),
        (["opml", "nowhere.opml"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_told(
    project: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["feeds", *arguments, *project]) == 2
    assert said in capsys.readouterr().err


def test_a_pull_keeps_and_reads_what_came_and_names_what_failed(
    project: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"https://good.example/rss": (200, FEED), "https://page.example/rss": (200, b"<html><p>No feed</p>"),
               "https://down.example/rss": (500, b"")}  # fmt: skip

    def get(url: str, **_: object) -> Fetched:
        status, body = answers.get(url, (404, b""))
        return Fetched(url=url, status=status, body=body, media_type="application/rss+xml")

    real = feeds.pull_feeds

    def pull(where: Path, *, now: datetime, **options: bool) -> object:
        return real(where, now=now, get=get, sleep=lambda _: None, **options)

    monkeypatch.setattr(feeds, "pull_feeds", pull)
    assert main(["feeds", "add", *answers, *project]) == 0
    capsys.readouterr()
    assert main(["feeds", "pull", "--workers", "1", *project]) == 1
    said = capsys.readouterr().err
    assert "https://down.example/rss: not fetched: the server answers 500" in said
    assert "https://page.example/rss: no entries: it is not a feed" in said
    assert "1 entry: 1 new, 0 known" in said
    assert main(["find", "overran", *project]) == 0
    assert "Post falls near Oram" in capsys.readouterr().out
    assert main(["link", "--json", *project]) == 0
    assert '"best":2' in capsys.readouterr().out.replace(" ", "")
