"""MUC-4: `python -m evals.muc4 INPUT.jsonl > PRED.jsonl`, templates of role fillers and the key of 24 slots."""

from __future__ import annotations

import sys
from typing import Any

from dateline.extract.fillers import score_doc
from dateline.extract.fillers_model import ROLES, load_model
from dateline.records import Report
from dateline.text import parse_report
from evals.lines import read_lines, write_line
from evals.muc4_case import restore_case
from evals.muc4_key import Readings, build_keys, dateline_day
from evals.muc4_templates import Template, build_templates


def predict(line: dict[str, Any]) -> dict[str, Any]:
    """The prediction line for one report: its id, its templates, its key."""
    published = dateline_day(line.get("meta") or {})
    document = parse_report(Report(id=line["id"], text=restore_case(line["text_gtt"]), published=published))
    model = load_model()
    found = score_doc(document.doc, model)
    templates = build_templates(document.doc, found, dict(zip(ROLES, model.thresholds, strict=True)))
    key: list[dict[str, Any]] = []
    if templates:
        key = build_keys(templates, Readings(document, line.get("meta") or {}))
    return {"id": line["id"], "templates": [as_template(t) for t in templates], "key": key}


def as_template(template: Template) -> dict[str, Any]:
    """The reduced template: its type, and each filler as one mention."""
    return {
        "incident_type": template.kind,
        **{role: [[f.text] for f in template.fillers[role]] for role in ROLES},
    }


def main(arguments: list[str]) -> int:
    """0 when every line of the input file has its prediction on standard output."""
    for line in read_lines(arguments[0]):
        write_line(predict(line))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
