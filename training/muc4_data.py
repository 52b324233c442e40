"""MUC-4 reports parsed, with the strings that fill each role: what the scorer of fillers learns from."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from dateline.extract.fillers.model import KINDS, ROLES
from dateline.records import Report
from dateline.text import Document, parse_report
from evals.muc4.case import restore_case

CACHE = Path(".cache")
FOLDS = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coded:
    """One report: its parse, the entities of each role (each a tuple of strings), the kinds of its incidents."""

    id: str
    doc: Any
    entities: dict[str, list[tuple[str, ...]]]
    kinds: tuple[bool, ...]
    templates: list[dict[str, Any]]

    def strings(self, role: str) -> set[str]:
        """All strings that fill a role."""
        return {text for entity in self.entities[role] for text in entity}


def fold_of(index: int) -> int:
    """The fold of a report."""
    return index % FOLDS


def write_record(weights: Path, learned: Path, module: str, *, version: str = "1", **settings: Any) -> None:
    """Writes beside the weights what they were learned from, by which script, with which settings."""
    record = {
        "version": version, "source": "MUC-4 (DARPA, 1992), training half", "licence": "Apache-2.0 (weights)",
        "made_by": f"python -m training.{module}", "data_sha256": hashlib.sha256(learned.read_bytes()).hexdigest(),
        **settings,
    }  # fmt: skip
    text = json.dumps(record, sort_keys=True, indent=0)
    weights.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def stands_within(one: str, other: str) -> bool:
    """True when the words of one stand within the other."""
    short, long = sorted((f" {one} ", f" {other} "), key=len)
    return short in long


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of reports, answers and all."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once and kept under .cache by this name."""
    at = CACHE / f"{name}.pkl"
    if not at.is_file():
        at.parent.mkdir(exist_ok=True)
        at.write_bytes(pickle.dumps(make()))
    loaded: T = pickle.loads(at.read_bytes())
    return loaded


def read_muc4(path: Path, *, cache: str) -> list[Coded]:
    """The reports of one file, parsed once and kept under .cache."""
    lines = read_lines(path)
    documents = kept(cache, lambda: [_parsed(line) for line in lines])
    return [_coded(line, document.doc) for line, document in zip(lines, documents, strict=True)]


def _parsed(line: dict[str, Any]) -> Document:
    return parse_report(Report(id=line["id"], text=restore_case(line["text_gtt"], listed=False)))


def _coded(line: dict[str, Any], doc: Any) -> Coded:
    gold = line["gold"]
    entities = {
        role: [tuple(plain(m["text"]) for m in entity) for entity in gold["extracts"][role]] for role in ROLES
    }
    found = " / ".join(t["incident_type"] for t in gold["templates"])
    kinds = tuple(bool(found) if kind == "any" else kind in found for kind in KINDS)
    templates = [
        {"kind": t["incident_type"].split("/")[0].strip()}
        | {role: [[m["text"] for m in entity] for entity in t[role]] for role in ROLES}
        for t in gold["templates"]
    ]
    return Coded(line["id"], doc, entities, kinds, templates)


def plain(text: str) -> str:
    """Lower case without articles and punctuation."""
    letters = "".join(c for c in text.lower() if c.isalnum() or c.isspace())
    return " ".join(w for w in letters.split() if w not in ("a", "an", "the"))
