"""Which fillers of one report are told at all, and the template of an incident."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.extract.fillers.incidents import HARMED
from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.records import Span
from evals.muc4.described import Described

DOING = ("PerpInd", "PerpOrg")
LEAST_ANY = 0.5  # chosen on the training half: gtt F1 is flat between 0.4 and 0.6
LEAST_LONE = (
    0.12  # of the one filler of a report that names nobody likelier: half of them do tell of an incident
)


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its kind, the fillers of each role, how likely that kind is among all, victims without a name.

    `kind` is judged by all that it names, `kind_by_fillers` without people who have no name.
    """

    kind: str
    fillers: dict[str, list[Filler]]
    chance: float = 1.0
    described: tuple[Described, ...] = ()
    kind_by_fillers: str = ""


def harmed_spans(template: Template) -> list[Span]:
    """Every mention of the victims and targets of an incident."""
    named = [m for role in HARMED for f in template.fillers[role] for m in f.mentions]
    return named + [m for d in template.described for m in d.mentions]


def with_somebody(template: Template, people: Sequence[Described]) -> Template:
    """The template with the likeliest of these people where it tells of nothing harmed."""
    return replace(template, described=tuple(people[:1])) if not harmed_spans(template) else template


def is_bare(template: Template) -> bool:
    """True when neither what was harmed nor who did it is known."""
    return not harmed_spans(template) and not any(template.fillers[role] for role in DOING)


def fillers_told(
    found: Fillers, thresholds: dict[str, float], *, opens: Callable[[bool], bool] | None = None
) -> list[Filler] | None:
    """The fillers of one report; None when nothing is likely to have happened.

    `opens` tells whether it has, given that a filler is likely; without it any filler or likely any kind will do.
    """
    chosen = [filler for role in ROLES for filler in choose(found, role, thresholds[role])]
    likely = opens(bool(chosen)) if opens else bool(chosen) or found.kinds["any"] >= LEAST_ANY
    return (chosen or likeliest_of_all(found)) if likely else None


def likeliest_of_all(found: Fillers) -> list[Filler]:
    """The one filler that an incident has which names nobody likely; none when even that is too unlikely."""
    return [f for f in found.fillers[:1] if f.probability >= LEAST_LONE]


def choose(found: Fillers, role: str, threshold: float) -> list[Filler]:
    """The fillers of a role above its threshold, likeliest first, no two in the same words."""
    ranked = sorted((f for f in found.fillers if f.role == role), key=lambda f: (-f.probability, f.text))
    chosen: list[Filler] = []
    for filler in ranked:
        if filler.probability >= threshold and stem(filler.text) not in [stem(c.text) for c in chosen]:
            chosen.append(filler)
    return chosen


def stem(text: str) -> str:
    """The words without plural endings."""
    return " ".join(w[:-1] if w.endswith("s") and len(w) > 3 else w for w in text.split())
