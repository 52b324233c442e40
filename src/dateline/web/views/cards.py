"""A claim as a card: its fields in the codebook's order, each with its words, its rule and its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.records import Actor, Claim, Decision, Place, Reading, Record, Span, Toll
from dateline.review import Field, State, list_fields, readings_of
from dateline.web.views.words import claim_title, precision_words, side_words, value_words

SURE, DOUBTFUL = 0.8, 0.5


class Row(Record, frozen=True, kw_only=True):
    """One field of a claim: what it says, the words it was read from, how sure, what was ruled."""

    path: str
    field: Field
    value: str
    raw: str = ""
    aside: str = ""
    spans: tuple[Span, ...] = ()
    basis: str = ""
    rule: str = ""
    confidence: float = 0.0
    ruled: str = ""
    json: str = ""

    @property
    def empty(self) -> bool:
        """True when nobody says anything for this field."""
        return not self.basis

    @property
    def tells(self) -> bool:
        """True when the words of the text say more than the value already does."""
        return bool(self.raw) and self.raw.casefold() not in self.value.casefold()

    @property
    def sureness(self) -> str:
        """sure, fair or doubtful."""
        return "sure" if self.confidence >= SURE else "fair" if self.confidence >= DOUBTFUL else "doubtful"


class Card(Record, frozen=True, kw_only=True):
    """One claim as the reviewer sees it."""

    claim: Claim
    title: str
    rows: tuple[Row, ...]
    empty: tuple[Row, ...]
    state: State
    notes: tuple[Decision, ...]
    seen: str = ""


def make_card(
    claim: Claim, *, state: State = "open", decisions: Sequence[Decision] = (), seen: str = ""
) -> Card:
    """The card of a claim as ruled, with the standing decisions on it."""
    ruled = {one.field: one.judgement for one in decisions if one.field and one.judgement != "note"}
    sides = tuple(one.value if one else () for one in (claim.actor, claim.recipient))
    found = [_row(path, reading, ruled.get(path, ""), sides) for path, reading in readings_of(claim)]
    filled = {row.field.name for row in found}
    return Card(
        claim=claim,
        title=claim_title(claim),
        rows=tuple(found),
        empty=tuple(_empty(claim, field, ruled) for field in list_fields() if field.name not in filled),
        state=state,
        notes=tuple(one for one in decisions if one.note),
        seen=seen,
    )


def _row(path: str, reading: Reading[Any], ruled: str, sides: Sequence[tuple[Actor, ...]]) -> Row:
    value = reading.value
    aside = precision_words(value) if isinstance(value, Place) else ""
    aside = side_words(value.side, *sides) if isinstance(value, Toll) else aside
    field = next(one for one in list_fields() if one.name == path.partition(".")[0])
    return Row(
        path=path,
        field=field,
        value=value_words(value),
        raw=reading.raw,
        aside=aside,
        spans=reading.spans,
        basis=reading.basis,
        rule=reading.rule,
        confidence=reading.confidence,
        ruled=ruled,
        json=msgspec.json.encode(value).decode(),
    )


def _empty(claim: Claim, field: Field, ruled: dict[str, str]) -> Row:
    path = f"{field.name}.0" if field.many else field.name
    return Row(path=path, field=field, value="", ruled=ruled.get(path, ""))


def history_of(decisions: Iterable[Decision], subjects: Iterable[str]) -> tuple[Decision, ...]:
    """Every ruling on these subjects, undone ones too, in the order they were made."""
    wanted = set(subjects)
    return tuple(one for one in decisions if one.subject in wanted)
