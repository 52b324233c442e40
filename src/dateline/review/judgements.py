"""The words a ruling may use, how one is made, and which of them still stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from dateline.errors import DatelineError
from dateline.records import Decision, content_id

Judgement = Literal["accept", "reject", "edit", "note", "same", "different", "undo"]
JUDGEMENTS: tuple[str, ...] = get_args(Judgement)


def make_decision(
    judgement: Judgement,
    subject: str,
    *,
    analyst: str,
    made_at: datetime,
    field: str | None = None,
    value: str | None = None,
    note: str | None = None,
    supersedes: str | None = None,
) -> Decision:
    """A ruling with the hash of its content as its id."""
    if judgement not in JUDGEMENTS:
        raise DatelineError(
            f"no judgement is called {judgement!r}", remedy=f"Known: {', '.join(JUDGEMENTS)}."
        )
    parts = (judgement, subject, field or "", value or "", note or "", supersedes or "", analyst)
    return Decision(
        id=content_id(*parts, made_at.isoformat()),
        judgement=judgement,
        subject=subject,
        field=field,
        value=value,
        analyst=analyst,
        made_at=made_at,
        supersedes=supersedes,
        note=note,
    )


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The rulings still in force, in the order they were made: those undone and the undoing left out."""
    made = tuple(decisions)
    undone = {decision.supersedes for decision in made if decision.judgement == "undo"}
    return tuple(one for one in made if one.judgement != "undo" and one.id not in undone)


def undo_last(decisions: Iterable[Decision], *, analyst: str, made_at: datetime) -> Decision | None:
    """The ruling that takes back this analyst's last one; None when nothing is left to take back."""
    own = [one for one in standing(decisions) if one.analyst == analyst]
    if not own:
        return None
    last = own[-1]
    return make_decision(
        "undo", last.subject, field=last.field, analyst=analyst, made_at=made_at, supersedes=last.id
    )


def last_word(decisions: Iterable[Decision], subject: str) -> str:
    """The id of the last ruling on a subject, undone or not: a form that saw another one is stale."""
    return next((one.id for one in reversed(tuple(decisions)) if one.subject == subject), "")
