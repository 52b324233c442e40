"""MUC-4: `python -m evals.muc4 INPUT.jsonl > PRED.jsonl`, templates of role fillers and the key of 24 slots."""

from __future__ import annotations

import sys
from typing import Any

from dateline.extract.fillers import Filler, Fillers, score_doc
from dateline.extract.fillers_model import ROLES, load_model
from dateline.records import Report
from dateline.text import parse_report
from evals.lines import read_lines, write_line
from evals.muc4_case import restore_case
from evals.muc4_templates import Template, build_templates


def predict(line: dict[str, Any]) -> dict[str, Any]:
    """The prediction line for one report: its id, its templates, its key."""
    document = parse_report(Report(id=line["id"], text=restore_case(line["text_gtt"])))
    model = load_model()
    found = score_doc(document.doc, model)
    templates = build_templates(document.doc, found, dict(zip(ROLES, model.thresholds, strict=True)))
    return {
        "id": line["id"],
        "templates": [as_template(t) for t in templates],
        "key": [as_key(t) for t in templates],
    }


def as_template(template: Template) -> dict[str, Any]:
    """The reduced template: its type, and each filler as one mention."""
    return {
        "incident_type": template.kind,
        **{role: [[f.text] for f in template.fillers[role]] for role in ROLES},
    }


def as_key(template: Template) -> dict[str, Any]:
    """The slots of the full template that the fillers answer."""
    names = {"PerpInd": "perp-ind-id", "PerpOrg": "perp-org-id", "Target": "phys-tgt-id", "Victim": "hum-tgt-name",
             "Weapon": "inc-instr-id"}  # fmt: skip
    slots = {names[role]: [f'"{f.text.upper()}"' for f in template.fillers[role]] for role in ROLES}
    slots["inc-type"] = [template.kind.upper()]
    slots["inc-stage"] = ["ACCOMPLISHED"]
    return {"slots": {name: values for name, values in slots.items() if values}}


def main(arguments: list[str]) -> int:
    """0 when every line of the input file has its prediction on standard output."""
    for line in read_lines(arguments[0]):
        write_line(predict(line))
    return 0


__all__ = ["Filler", "Fillers", "predict"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
