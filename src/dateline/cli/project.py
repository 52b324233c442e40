"""A project folder: `init`, `link`, `show`, `why`, `find`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import HERE, AsJson, ProjectDir, counted, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item
    from dateline.records import Claim, Incident, Settled
    from dateline.stores.contract import Store


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    for command in (init, link, show, why, find):
        app.command(command.__name__)(command)


def init(project: Annotated[Path, typer.Argument(metavar="[DIR]")] = HERE) -> int:
    """Make a project in a folder; one that is there already is left as it is."""
    from dateline.stores import create_store

    project.mkdir(parents=True, exist_ok=True)
    create_store(project).close()
    say(f"project ready in {project.resolve()}")
    return 0


def link(project: ProjectDir = HERE, json: AsJson = False) -> int:
    """Join the claims of all reports into incidents; an analyst's rulings outrank scores."""
    from dateline.cli.reading import Tally, read_unread

    tally = Tally()
    with opened(project) as store:
        from dateline.pipeline import relink

        read_unread(store, tally)
        incidents = relink(store)
        items = list(_items(store, incidents))
    if json:
        from dateline.publish.wire import to_json

        print_lines(to_json(item.incident) for item in items)
    claims = sum(len(incident.claim_ids) for incident in incidents)
    totals = sum(bool(item.incident.sums) for item in items)
    found = counted(len(items), "incident")
    say(f"{found} from {counted(claims, 'claim')}; {totals} of them {'a total' if totals == 1 else 'totals'}")
    return 1 if tally.bad else 0


def show(
    id: Annotated[
        str | None, typer.Argument(help="An incident or a report; all incidents without one.")
    ] = None,
    project: ProjectDir = HERE,
    json: AsJson = False,
) -> int:
    """Show one incident with its quotes, all incidents of a report, or the table of all."""
    from dateline.cli.tables import by_date, print_incidents
    from dateline.publish.wire import to_json

    with opened(project) as store:
        items = list(_items(store, _chosen(store, id)))
    if json:
        print_lines(to_json(item.incident) for item in items)
        return 0
    quotes = {item.incident.id: item.quotes for item in items} if id else {}
    print_incidents(by_date(item.incident for item in items), quotes, ids=True)
    if id and len(items) == 1:
        _print_reports(items[0])
    return 0


def why(
    id: Annotated[str, typer.Argument(help="An incident.")],
    field: Annotated[str, typer.Argument(help="A field, such as toll, place or date.")],
    project: ProjectDir = HERE,
) -> int:
    """Which rule chose a value, which claims gave it, and what lost."""
    from dateline.publish.evidence import FIELDS

    known = ("date", *FIELDS)
    if field not in known:
        raise DatelineError(f"no field is called {field!r}", remedy=f"Known: {', '.join(known)}.")
    with opened(project) as store:
        incident = _incident(store, id)
        claims = [claim for one in incident.claim_ids if (claim := store.claim(one)) is not None]
    reasons = list(_reasons(incident, claims, "date_start" if field == "date" else field))
    print_lines(reasons)
    if not reasons:
        say(f"nothing is said of {field.replace('_', ' ')} in this incident's reports")
    return 0


def find(
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="Words to look for.")],
    project: ProjectDir = HERE,
    json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1, help="How many reports at most.")] = 50,
) -> int:
    """Search the texts of the reports; the best come first."""
    import msgspec

    with opened(project) as store:
        hits = store.search(" ".join(query), limit=limit)
        heads = {hit.report_id: store.report(hit.report_id) for hit in hits}
    if json:
        print_lines(msgspec.json.encode(hit).decode("utf-8") for hit in hits)
        return 0
    for hit in hits:
        report = heads[hit.report_id]
        title = (report.headline if report else None) or hit.report_id
        print_lines([f"{hit.report_id}  {title}", f"    {' '.join(hit.snippet.split())}"])
    say(counted(len(hits), "report"))
    return 0


def _items(store: Store, incidents: tuple[Incident, ...]) -> Iterator[Item]:
    from dateline.publish.items import make_items

    return make_items(incidents, store.claim, store.report)


def _chosen(store: Store, id: str | None) -> tuple[Incident, ...]:
    """The incident of this id or its beginning; those of the report of this id; all of them."""
    if id is None:
        return tuple(store.incidents())
    if store.report(id) is not None:
        return store.incidents_of(id)
    return (_incident(store, id),)


def _incident(store: Store, id: str) -> Incident:
    found = store.incident(id)
    if found is not None:
        return found
    alike = [one for one in store.incidents() if one.id.startswith(id)]
    if len(alike) == 1:
        return alike[0]
    reason = "fits several incidents" if alike else "is no incident"
    raise DatelineError(
        f"{id!r} {reason}", remedy="Run `dateline show` for their ids, or `dateline link` first."
    )


def _print_reports(item: Item) -> None:
    for head in item.reports:
        told = [
            head.id,
            head.outlet or "",
            head.published.isoformat() if head.published else "",
            head.title or "",
        ]
        print_lines(["  report  " + "  ".join(word for word in told if word)])


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
