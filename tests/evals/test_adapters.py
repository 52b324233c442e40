"""Adapters never see answers, and the table finds its figures."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.pipeline import ReadReport
from dateline.records import Extraction
from evals.__main__ import figure
from evals.lines import ANSWERS, read_lines
from evals.reports import prediction, report_of


def test_no_line_reaches_an_adapter_with_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    line = {"id": "a", "text": "Nothing happened.", "meta": {"dct": "2020-01-01"}}
    line |= {key: ["secret"] for key in ANSWERS}
    path.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    assert list(read_lines(path)) == [{"id": "a", "text": "Nothing happened.", "meta": {"dct": "2020-01-01"}}]


def test_a_report_without_incidents_is_a_line_without_incidents() -> None:
    report = report_of({"id": "a", "text": "Nothing happened.", "published": None})
    read = ReadReport(report=report, extraction=Extraction(report_id="a", extractor="x@1"), incidents=())
    assert prediction(read) == {"id": "a", "incidents": []}


def test_a_figure_is_found_by_keys_row_names_and_positions() -> None:
    result = {"report": [["MUC", 0.1, 0.2, 0.3], ["CoNLL", 0.4, 0.5, 0.6]], "f1": 0.7, "rate": [0.8, 12]}
    assert [figure(result, path) for path in ("report.CoNLL.3", "f1", "rate.0", "nowhere.at.all")] == [
        0.6,
        0.7,
        0.8,
        None,
    ]
