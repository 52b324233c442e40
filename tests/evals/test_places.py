"""The adapter for toponyms: its shape, and that of a line's key nothing but given offsets gets through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.places import packs_folder
from evals.places import given_spans, main

TEXT = "A mine went off in Kharkiv, Ukraine."
LINE: dict[str, Any] = {
    "id": "x1",
    "text": TEXT,
    "source": "paper.example",
    "gold": {
        "mentions": [{"start": 19, "end": 26, "surface": "Kharkiv", "lat": 1.0, "lon": 2.0, "geonameid": "7"}]
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One labelled line whose answers are wrong on purpose."""
    if not list(packs_folder().glob("*.pack")):
        pytest.skip("no gazetteer pack is built")
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return path


def test_key_is_dropped(file: Path) -> None:
    """What the product gets is the line without its key, and offsets alone."""
    ((line, spans),) = given_spans(str(file))
    assert "gold" not in line
    assert [(s.start, s.end) for s in spans] == [(19, 26)]


@pytest.mark.parametrize("options", [[], ["--gold-spans"]])
def test_shape(file: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The answers are the gazetteer's, not the key's."""
    assert main([*options, str(file)]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["id"] == "x1"
    first = line["mentions"][0]
    assert (first["start"], first["end"], first["geonameid"]) == (19, 26, "706483")
    assert abs(first["lat"] - 50.0) < 0.1
