"""A stub extractor, installed for the length of a test the way any plug-in is: by an entry point."""

from __future__ import annotations

from pathlib import Path

import pytest

_CODE = """
import os, time
from dateline.records import Extraction

class Stub:
    identity = "stub@1"

    def read(self, report):
        if report.text == "raise":
            raise ValueError("stub says no")
        if report.text == "die":
            os._exit(7)
        if report.text.startswith("once "):  # ends the first worker that is given it, and no other
            mark = report.text.removeprefix("once ")
            if not os.path.exists(mark):
                open(mark, "w").close()
                os._exit(9)
        if report.text == "hang":
            time.sleep(600)
        return Extraction(report_id=report.id, extractor=self.identity)

class Broken:
    def __init__(self):
        raise OSError("no weights")
"""


@pytest.fixture
def stub_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractors `stub` and `broken` can be loaded, here and in processes started from here."""
    (tmp_path / "dateline_stub.py").write_text(_CODE, encoding="utf-8")
    info = tmp_path / "dateline_stub-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: dateline-stub\nVersion: 1\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        "[dateline.extractors]\nstub = dateline_stub:Stub\nbroken = dateline_stub:Broken\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
