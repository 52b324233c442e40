"""MUC-4: `python -m evals.muc4 INPUT.jsonl > PRED.jsonl`, templates of role fillers and the key of 24 slots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dateline.extract.fillers.model import ROLES, load_model
from dateline.extract.fillers.reading import Fillers, score_doc
from dateline.extract.reader import Reader
from evals.lines import read_lines, write_line
from evals.muc4.blamed import blame
from evals.muc4.gate import Told, load_gate, read_told
from evals.muc4.key import Readings, build_keys, document_of, gazetteer
from evals.muc4.listed import with_listed
from evals.muc4.split import build_templates
from evals.muc4.templates import Template, fillers_told


def predict(line: dict[str, Any]) -> dict[str, Any]:
    """The prediction line for one report: its id, its templates, its key."""
    document = document_of(line)
    model = load_model()
    found = score_doc(document.doc, model, least=0.0)
    thresholds = dict(zip(ROLES, model.thresholds, strict=True))
    places = gazetteer()
    told = read_told(document, Reader(places)) if places else None
    chosen = fillers_told(found, thresholds, opens=opener(told, found) if told else None)
    if chosen is None:
        return {"id": line["id"], "templates": [], "key": []}
    claims = told.extraction.claims if told else ()
    readings = Readings(document, line.get("meta") or {}, fillers=found.fillers, claims=claims)
    read = build_templates(document.doc, chosen, found, readings.described, readings.ground)
    templates = blame(document.doc, read, found, readings.ground)
    keyed = with_listed(document.doc, templates, found, likely=thresholds["Victim"])
    return {
        "id": line["id"],
        "templates": [as_template(t) for t in templates],
        "key": build_keys(keyed, readings),
    }


def opener(told: Told, found: Fillers) -> Callable[[bool], bool]:
    """Whether the report tells of an incident, given that a filler of it is likely."""
    gate = load_gate()
    chance = gate.chance(told, found)
    return lambda filled: gate.opens(chance, filled=filled)


def as_template(template: Template) -> dict[str, Any]:
    """The reduced template: its type, and each filler as one mention."""
    return {
        "incident_type": template.kind_by_fillers or template.kind,
        **{role: [[f.text] for f in template.fillers[role]] for role in ROLES},
    }


def main(arguments: list[str]) -> int:
    """0 when every line of the input file has its prediction on standard output."""
    for line in read_lines(arguments[0]):
        write_line(predict(line))
    return 0
