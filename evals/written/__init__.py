"""Reports written for dateline with their coding, and how the reader does on them.

The scorers of incidents (`training.moments`) and the screen are trained on them as well; words and rules have been
mended by what they showed, so they flatter. They are hard on purpose: leads retold, two sides' accounts, tolls that
rise, lists, old incidents told in passing, and a fifth of them tells of no incident at all. Those of the files named
`second` and after it were coded without a look at the reader, from the conventions of the scorer alone; those of the
files named `fourth` follow the course of real pages sentence by sentence, with other places, parties, numbers and days.

`actor` and `recipient` are the party, never the thing it held; `actor_also` and `recipient_also` are further words
of the report for it, `place_also` and `kind_also` what a coder may as well give. An `optional` incident counts neither
way. Of `n_targets` of one sentence, place and day each may be told as an incident.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

# Kinds that the scorer's short list lacks, and those that a second coder may as well give.
_KIND_OF = {
    "mob_violence": "other_violence",
    "protest_violence": "other_violence",
    "sexual_violence": "other_violence",
}
_ALSO = {
    "protest_violence": ["killing_of_civilians", "protest", "attack"],
    "mob_violence": ["killing_of_civilians", "arson_destruction", "attack"],
    "sexual_violence": [],
    "other_violence": ["attack", "killing_of_civilians"],
    "attack": ["armed_clash", "killing_of_civilians"],
    "armed_clash": ["attack"],
    "killing_of_civilians": ["attack"],
    "arson_destruction": ["attack"],
    "seizure_of_position": ["attack", "armed_clash"],
    "explosive_remote": ["attack"],
    "airstrike": ["attack"],
    "shelling": ["attack"],
}
_COUNT = re.compile(
    r"^(?:an?|the|its|his|our|their|one of our|around|some|one|two|four|five|six|eight|eleven|twenty|dozens of|\d+)\s+",
    re.I,
)


def lines() -> Iterator[dict[str, Any]]:
    """Each report as a line of the scorer of reports: text, day of print, outlet, the incidents as `gold`, and whether
    it `follows` a real page."""
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            written = tomllib.loads(file.read_text(encoding="utf-8"))
            for report in written["report"]:
                yield _line(report) | {"follows": written.get("follows", False)}


def _line(report: dict[str, Any]) -> dict[str, Any]:
    text = report["text"].strip("\n")
    coded = [
        _incident(report["id"], number, one, text) for number, one in enumerate(report.get("incident", ()), 1)
    ]
    published = report.get("published")
    return {
        "id": report["id"],
        "outlet": report.get("outlet"),
        "title": report.get("title"),
        "published": published.isoformat() if published else None,
        "text": text,
        "no_incident": not coded,
        "gold": coded,
    }


def _incident(report: str, number: int, coded: dict[str, Any], text: str) -> dict[str, Any]:
    spans = [_span(report, words, text) for words in coded["told"]]
    start, end = coded.get("start"), coded.get("end", coded.get("start"))
    days = [start.isoformat(), end.isoformat()] if start else [None, None]
    return {
        "id": f"{report}-{number}",
        "type": _KIND_OF.get(coded["kind"], coded["kind"]),
        "type_alt": [
            *_ALSO.get(coded["kind"], []),
            *(_KIND_OF.get(k, k) for k in coded.get("kind_also", ())),
        ],
        "date_start": days[0],
        "date_end": days[1],
        "date_interval": days if start else None,
        "date_basis": "relative_to_publication",
        "place": _place(coded.get("place"), also=coded.get("place_also", ())),
        "side_a": _side(coded.get("actor"), also=coded.get("actor_also", ())),
        "side_b": _side(coded.get("recipient"), also=coded.get("recipient_also", ())),
        "deaths": _deaths(coded.get("killed"), coded.get("injured")),
        "injured": _figure(coded.get("injured")),
        "asserted_by": [{"source": "", "kind": kind} for kind in coded["source"]],
        "verification": coded.get("verification", ""),
        "verification_also": [],
        "is_background": coded.get("background", False),
        "is_summary_of_others": coded.get("sums", False),
        "optional": coded.get("optional", False),
        "n_targets": coded.get("n_targets", 1),
        "evidence_start": spans[0][0],
        "evidence_end": spans[0][1],
        "more_evidence": [{"start": start, "end": end} for start, end in spans[1:]],
    }


def _span(report: str, words: str, text: str) -> tuple[int, int]:
    if text.count(words) != 1:
        raise ValueError(f"{report}: these words stand {text.count(words)} times in the text: {words}")
    start = text.index(words)
    return start, start + len(words)


def _place(name: str | None, *, also: Sequence[str]) -> dict[str, Any] | None:
    return {"name": name, "alt": list(also), "admin": [], "lat": None, "lon": None} if name else None


def _side(name: str | None, *, also: Sequence[str]) -> list[dict[str, Any]]:
    """The party as coded, without its article or number ("two gunmen" are "gunmen"), and by other words for it."""
    return [{"name": name, "alt": [_COUNT.sub("", name), *also]}] if name else []


def _deaths(killed: int | None, injured: int | None) -> dict[str, Any]:
    """The dead as coded; where people are hurt and none is said to have died, nobody and nothing said are one."""
    hurt_only = injured is not None and not killed
    return _figure(killed) | {"alt_best": [0, None] if hurt_only else []}


def _figure(number: int | None) -> dict[str, Any]:
    return {"low": number, "best": number, "high": number, "alt_best": []}
