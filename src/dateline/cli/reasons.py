"""`why`: which rule chose a value and what lost; why reports were brought together, or kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.project import find_incidents
from dateline.cli.terminal import HERE, ProjectDir, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.reconcile.why import PairReason
    from dateline.records import Claim, Decision, Incident, Settled
    from dateline.stores.contract import Store

_TOGETHER, _APART = "together", "apart"


def register(app: typer.Typer) -> None:
    """Nothing; the command is in the app."""
    app.command("why")(why)


def why(
    id: Annotated[str, typer.Argument(help="An incident.")],
    field: Annotated[
        str,
        typer.Argument(help="A field, such as toll, place or date; together; apart, with another incident."),
    ],
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="The other incident.")] = None,
    project: ProjectDir = HERE,
) -> int:
    """Which rule chose a value, and what lost; why reports are one incident, or two are not."""
    from dateline.publish.evidence import FIELDS

    known = ("date", *FIELDS, _TOGETHER, _APART)
    if field not in known:
        raise DatelineError(f"no field is called {field!r}", remedy=f"Known: {', '.join(known)}.")
    if (field == _APART) != (other is not None):
        raise DatelineError(
            f"{field} takes {'another' if field == _APART else 'no other'} incident",
            remedy="Write it as `dateline why ID apart OTHER`.",
        )
    with opened(project) as store:
        found = find_incidents(store, id)
        if field in (_TOGETHER, _APART):
            lines = [line for one in found for line in _linking(store, one, other)]
        else:
            name = "date_start" if field == "date" else field
            lines = [line for one in found for line in _reasons(one, _claims(store, one), name)]
    print_lines(lines)
    if not lines and field == _TOGETHER:
        say("one report alone tells of this incident")
    elif not lines:
        say(f"nothing is said of {field.replace('_', ' ')} in this incident's reports")
    return 0


def _claims(store: Store, incident: Incident) -> list[Claim]:
    return [claim for id in incident.claim_ids if (claim := store.claim(id)) is not None]


def _linking(store: Store, incident: Incident, other: str | None) -> Iterator[str]:
    """The rulings on the matter, then each pair of accounts with what every feature gave."""
    from dateline.past import list_rulings
    from dateline.reconcile.rulings import rulings_between
    from dateline.reconcile.story import profile_report
    from dateline.reconcile.why import why_apart, why_together

    rivals = [one for one in find_incidents(store, other) if one.id != incident.id] if other else []
    if other and not rivals:
        yield f"{incident.id} and {other} are one incident: `dateline why {incident.id} together` tells why"
        return
    rulings = list_rulings(store)
    for group in rivals or [incident]:
        claims, theirs = _claims(store, incident), _claims(store, group)
        reports = sorted({*incident.report_ids, *group.report_ids})
        profiles = [profile_report(report) for one in reports if (report := store.report(one)) is not None]
        yield from _ruled(rulings_between(rulings, (incident, group)))
        if other is None:
            yield from _told(why_together(claims, profiles), one_report=False)
        else:
            shared = not set(incident.report_ids).isdisjoint(group.report_ids)
            yield from _told(why_apart(claims, theirs, profiles), one_report=shared)


def _ruled(rulings: Iterable[Decision]) -> Iterator[str]:
    for one in rulings:
        yield f"ruled {one.judgement} by {one.analyst} on {one.made_at:%Y-%m-%d} (decision {one.id})"


def _told(reasons: Iterable[PairReason], *, one_report: bool) -> Iterator[str]:
    if one_report:
        yield "a report that tells of both keeps them apart; only a ruling can join them"
    for reason in reasons:
        (first, number), (second, its_number) = reason.first, reason.second
        yield f"report {first} (its incident {number + 1}) and report {second} (its incident {its_number + 1})"
        for name, given in reason.given:
            if given:
                yield f"  {given:+6.2f}  {name.replace('_', ' ')}"
        verdict = "more likely one incident than not" if reason.log_odds >= 0 else "more likely two incidents"
        yield f"  {reason.log_odds:+6.2f}  in all: {verdict}, probability {reason.probability:.2f} of one"


def _reasons(incident: Incident, claims: list[Claim], field: str) -> Iterator[str]:
    """The rule and its claims, then each claim's own reading with its words."""
    from dateline.publish.evidence import readings, settled_of
    from dateline.publish.wire import to_text

    for settled in settled_of(incident, field):
        yield f"{field}: {to_text(settled.value)}"
        yield f"  chosen by: {settled.rule or 'the only reading'} ({settled.basis}, {settled.confidence:.2f})"
        yield from _marked(settled)
    for claim in claims:
        for reading in readings(claim, field):
            spans = ", ".join(f"{span.start}-{span.end}" for span in reading.spans)
            yield f"  claim {claim.id} in report {claim.report_id}: {to_text(reading.value)}"
            words = (
                f"read from “{reading.raw}” [{spans}]" if reading.spans else "read from no words of its own"
            )
            yield f"    {words}, by {reading.rule or 'a rule without a name'}"
            yield f"    {reading.basis}, confidence {reading.confidence:.2f}"


def _marked(settled: Settled[object]) -> Iterator[str]:
    if settled.claim_ids:
        yield f"  from claims: {', '.join(settled.claim_ids)}"
    for other in settled.dissent:
        yield f"  not chosen: {other}"
