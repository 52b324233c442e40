"""`add --watch`: files that come into a folder are read once they are whole; Ctrl-C ends it in good order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dateline.cli.watching import Watch
from dateline.errors import DatelineError
from dateline.stores import create_store, open_store

STORY = "2024-03-04 Post falls in Oram\n\nRebels overran a post near Oram on Sunday, a resident said.\n"
DATELINE = (sys.executable, "-c", "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))")


def test_a_file_is_given_once_when_it_has_stopped_growing(tmp_path: Path) -> None:
    watched = Watch([str(tmp_path)])
    story = tmp_path / "a.txt"
    story.write_text("Rebels")
    assert watched.look() == []  # it may be growing
    story.write_text("Rebels overran a post.")
    assert watched.look() == []  # it was
    assert watched.look() == [str(story)]
    assert watched.look() == []


def test_a_changed_file_is_given_again_and_others_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / "a.txt"
    for path in (story, tmp_path / ".b.txt", tmp_path / "README.md", tmp_path / "c.part"):
        path.write_text("A post fell.")
    watched = Watch([str(tmp_path)])
    assert (watched.look(), watched.look()) == ([], [str(story)])
    story.write_text("A post fell, and another.")
    assert (watched.look(), watched.look()) == ([], [str(story)])
    story.unlink()
    assert watched.look() == []


def test_what_is_no_folder_is_not_watched(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="not a folder to watch"):
        Watch([str(tmp_path / "nowhere")])


def _until(happened: Callable[[], bool], process: subprocess.Popen[bytes], *, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)


def test_what_comes_into_a_watched_folder_is_kept_and_read(tmp_path: Path) -> None:
    project, folder, log = tmp_path / "project", tmp_path / "incoming", tmp_path / "log"
    project.mkdir()
    create_store(project).close()
    folder.mkdir()

    def told(words: str) -> bool:
        return words in log.read_text()

    command = [*DATELINE, "add", str(folder), "--watch", "--every", "0.2", "--project", str(project)]
    # A shell that starts the tests in the background has them ignore Ctrl-C, which the command would inherit.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, stderr=stderr, preexec_fn=heed)
    try:
        (folder / "one.txt").write_text(STORY)
        _until(lambda: told("1 report: 1 new, 0 known; 1 claim read"), process)
        (folder / "two.txt").write_bytes(b"")
        _until(lambda: told("0 reports: 0 new, 0 known; 1 input unusable"), process)
        (folder / "three.txt").write_text(STORY.replace("Oram", "Bel"))
        _until(lambda: log.read_text().count("1 report: 1 new, 0 known") == 2, process)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGINT)
        process.wait(timeout=300)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1, log.read_text()  # one file was empty
    assert told("two.txt: no text in it")
    assert told("no longer watching; what came is kept")
    assert not told("Traceback")
    with open_store(project) as store:  # type: ignore[attr-defined]
        assert store.counts().reports == 2
