"""Two rulings on one claim at the same moment, side by side: as it was seen, as it stands, as it would be."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.records import Claim, Decision, Record
from dateline.review import Judgement, list_fields, make_decision, rule_claim, standing
from dateline.web.views.cards import make_card

JOINS = ("same", "different")


class Clash(Record, frozen=True, kw_only=True):
    """One field in which what was seen, what stands and what would stand differ."""

    label: str
    seen: str
    theirs: str
    yours: str

    @property
    def both(self) -> bool:
        """True when both changed the field, and not to the same."""
        return self.seen not in (self.theirs, self.yours) and self.theirs != self.yours


def rulings_since(decisions: Sequence[Decision], subjects: Sequence[str], seen: str) -> tuple[Decision, ...]:
    """The rulings on these claims that were made after the one a form saw; all when it saw none."""
    wanted = set(subjects)
    on = [
        one for one in decisions if one.subject in wanted or (one.judgement in JOINS and one.value in wanted)
    ]
    at = next((number for number, one in enumerate(on) if one.id == seen), -1)
    return tuple(on[at + 1 :])


def compare_rulings(
    read: Claim,
    decisions: Sequence[Decision],
    *,
    seen: str,
    judgement: Judgement,
    details: dict[str, str | None],
) -> tuple[Clash, ...]:
    """The fields that differ; the state of the whole claim first."""
    on = [one for one in decisions if one.subject == read.id]
    then = on[: len(on) - len(rulings_since(on, [read.id], seen))]
    last = on[-1]
    mine = make_decision(judgement, read.id, analyst="", made_at=last.made_at, **details)
    columns = [_words(read, made) for made in (then, on, [*on, mine])]
    paths = sorted({path for column in columns for path in column}, key=_order)
    cells = [tuple(column.get(path, "") for column in columns) for path in paths]
    return tuple(
        Clash(label=_label(path), seen=a, theirs=b, yours=c)
        for path, (a, b, c) in zip(paths, cells, strict=True)
        if not a == b == c
    )


def _words(read: Claim, decisions: Sequence[Decision]) -> dict[str, str]:
    """What each field says after these rulings, and what was ruled on the claim as a whole."""
    held = standing(decisions)
    claim = rule_claim(read, held) or msgspec.structs.replace(read, confidence=0.0)
    whole = [one.judgement for one in held if one.field is None and one.judgement in ("accept", "reject")]
    notes = "; ".join(one.note for one in held if one.note)
    card = make_card(claim)
    said = {row.path: " ".join(filter(None, (row.value, row.aside))) for row in card.rows}
    return said | {
        "": {"accept": "accepted", "reject": "rejected"}[whole[-1]] if whole else "open",
        "notes": notes,
    }


def _label(path: str) -> str:
    if path in ("", "notes"):
        return {"": "The claim", "notes": "Notes"}[path]
    name, _, index = path.partition(".")
    label = next(one.label for one in list_fields() if one.name == name)
    return f"{label} {int(index) + 1}" if index and index != "0" else label


def _order(path: str) -> tuple[int, str]:
    names = ["", *(one.name for one in list_fields()), "notes"]
    return names.index(path.partition(".")[0]), path
