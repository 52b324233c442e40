"""What changed between two states of a project: every incident, and every unit of every total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from dateline.records import Claim, Incident, Record, Settled

ChangeKind = Literal["added", "withdrawn", "merged", "split", "regrouped", "changed"]

_MOST_NAMED = 3
_FIELDS = (
    "event_type", "sub_event_type", "acts", "side_a", "side_b", "victims", "targets", "weapons", "location",
    "date", "toll", "losses_stated", "sources", "verification", "background", "sums",
)  # fmt: skip


class FieldChange(Record, frozen=True, kw_only=True):
    """One field before and after, as JSON, and the rule that chose the new value."""

    field: str
    before: str
    after: str
    rule: str = ""


class Change(Record, frozen=True, kw_only=True):
    """What became of some incidents: ids before and after, what differs, and what it adds to each total.

    `about` says in words which incidents they are: kind, place and day.
    """

    kind: ChangeKind
    about: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    totals: dict[str, int] = msgspec.field(default_factory=dict)
    reports_joined: tuple[str, ...] = ()
    reports_left: tuple[str, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """Two states compared: totals of both, and the changes, whose totals add up to the difference."""

    before: dict[str, int]
    after: dict[str, int]
    changes: tuple[Change, ...]

    @property
    def sum_of_changes(self) -> dict[str, int]:
        """What all changes together add to each total: the difference between before and after."""
        summed: Counter[str] = Counter()
        for change in self.changes:
            summed.update(change.totals)
        return {name: count for name, count in sorted(summed.items()) if count}


def count_totals(incidents: Iterable[Incident]) -> dict[str, int]:
    """How many incidents, of which types, and how many people by outcome (best figures).

    An incident that sums others is not counted beside its parts.
    """
    totals: Counter[str] = Counter()
    for incident in incidents:
        totals.update(incident.totals)
    return {name: count for name, count in sorted(totals.items()) if count}


def compare(
    before: Sequence[Incident], after: Sequence[Incident], *, renamed: Mapping[str, str] | None = None
) -> Difference:
    """The changes from one state to the next; `renamed` maps claims of a former reading to the new."""
    changes = []
    for olds, news in _components(before, after, renamed or {}):
        change = _change(olds, news)
        if change is not None:
            changes.append(change)
    changes.sort(key=lambda change: (change.kind, change.before, change.after))
    return Difference(before=count_totals(before), after=count_totals(after), changes=tuple(changes))


def rename_claims(before: Iterable[Claim], after: Iterable[Claim]) -> dict[str, str]:
    """For each claim of a former reading, the claim of the new reading that rests on the same words.

    The one that shares most characters of evidence in its report; claims that kept their id are left out.
    """
    news: dict[str, list[Claim]] = {}
    kept = set()
    for claim in after:
        news.setdefault(claim.report_id, []).append(claim)
        kept.add(claim.id)
    renamed = {}
    for claim in before:
        if claim.id in kept:
            continue
        rivals = [(_shared(claim, new), new.id) for new in news.get(claim.report_id, ())]
        best = max(rivals, key=lambda rival: (rival[0], rival[1]), default=(0, ""))
        if best[0] > 0:
            renamed[claim.id] = best[1]
    return renamed


def _shared(a: Claim, b: Claim) -> int:
    """Characters of evidence that two claims share, weighed by the words for the act itself."""

    def overlap(first: Iterable[Any], second: Iterable[Any]) -> int:
        return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in first for y in second)

    return overlap(a.evidence, b.evidence) + 5 * overlap(a.event_type.spans, b.event_type.spans)


def _components(
    before: Sequence[Incident], after: Sequence[Incident], renamed: Mapping[str, str]
) -> list[tuple[list[Incident], list[Incident]]]:
    """Incidents before and after that share claims, or an id, as connected groups."""
    root: dict[tuple[str, str], tuple[str, str]] = {}

    def find(node: tuple[str, str]) -> tuple[str, str]:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    def join(a: tuple[str, str], b: tuple[str, str]) -> None:
        root[max(find(a), find(b))] = min(find(a), find(b))

    for state, incidents in (("old", before), ("new", after)):
        for incident in incidents:
            join((state, incident.id), ("id", incident.id))
            for claim in incident.claim_ids:
                join((state, incident.id), ("claim", renamed.get(claim, claim) if state == "old" else claim))
    found: dict[tuple[str, str], tuple[list[Incident], list[Incident]]] = {}
    for side, (state, incidents) in enumerate((("old", before), ("new", after))):
        for incident in sorted(incidents, key=lambda one: one.id):
            found.setdefault(find((state, incident.id)), ([], []))[side].append(incident)
    return [found[key] for key in sorted(found)]


def _change(olds: list[Incident], news: list[Incident]) -> Change | None:
    """What happened to one group; None when nothing did."""
    if len(olds) == len(news) == 1:
        fields = _field_changes(olds[0], news[0])
        if not fields and olds[0] == news[0]:
            return None
        kind: ChangeKind = "changed"
    else:
        fields = ()
        kind = _KINDS.get((min(len(olds), 2), min(len(news), 2)), "regrouped")
    first, second = count_totals(olds), count_totals(news)
    delta = {name: second.get(name, 0) - first.get(name, 0) for name in sorted({*first, *second})}
    old_reports = {report for one in olds for report in one.report_ids}
    new_reports = {report for one in news for report in one.report_ids}
    return Change(
        kind=kind,
        about="; ".join(_about(one) for one in (news or olds)[:_MOST_NAMED]),
        before=tuple(one.id for one in olds),
        after=tuple(one.id for one in news),
        fields=fields,
        totals={name: count for name, count in delta.items() if count},
        reports_joined=tuple(sorted(new_reports - old_reports)),
        reports_left=tuple(sorted(old_reports - new_reports)),
    )


_KINDS: dict[tuple[int, int], ChangeKind] = {
    (0, 1): "added",
    (0, 2): "added",
    (1, 0): "withdrawn",
    (2, 0): "withdrawn",
    (2, 1): "merged",
    (1, 2): "split",
}


def _about(incident: Incident) -> str:
    where = incident.location.value.name if incident.location else None
    when = incident.date.value.start
    return ", ".join(str(word) for word in (incident.sub_event_type.value, where, when) if word)


def _field_changes(old: Incident, new: Incident) -> tuple[FieldChange, ...]:
    found = []
    for name in _FIELDS:
        before, after = _value(getattr(old, name)), _value(getattr(new, name))
        if before != after:
            rule = _rule_of(getattr(new, name), before)
            found.append(FieldChange(field=name, before=_json(before), after=_json(after), rule=rule))
    return tuple(found)


def _value(held: Any) -> Any:
    """A field's value without who backs it: a new backer alone is no change of the value."""
    if isinstance(held, Settled):
        return held.value
    return tuple(_value(one) for one in held) if isinstance(held, tuple) else held


def _rule_of(held: Any, before: Any) -> str:
    """The rule that chose the value; of several values the rules of those that were not there before."""
    if isinstance(held, Settled):
        return held.rule
    settled = [one for one in held if isinstance(one, Settled)] if isinstance(held, tuple) else []
    return ", ".join(sorted({one.rule for one in settled if one.value not in before}))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode("utf-8")
