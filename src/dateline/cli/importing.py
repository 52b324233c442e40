"""`import`: a workbook that was edited comes back as rulings; a preview first, all of it or nothing."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.terminal import (
    DONE,
    HERE,
    NOTHING_DONE,
    SOME_UNUSABLE,
    ProjectDir,
    counted,
    opened,
    print_lines,
    say,
)
from dateline.errors import DatelineError, UnusableInput

if TYPE_CHECKING:
    from dateline.publish.changes import Change
    from dateline.records import Claim, Decision
    from dateline.stores.contract import Store

_DATE = ("date_start", "date_end", "date_precision", "time_of_day")
_PLACE = (
    "place",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "latitude",
    "longitude",
    "radius_km",
    "where_prec",
)
_KILLED = ("killed_low", "killed_best", "killed_high")


def register(app: typer.Typer) -> None:
    """Nothing; the command is in the app."""
    app.command("import")(import_workbook)


def import_workbook(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="A workbook made by `export xlsx`.")],
    project: ProjectDir = HERE,
    yes: Annotated[bool, typer.Option("--yes", help="Apply without asking.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would change.")] = False,
    analyst: Annotated[str | None, typer.Option(help="Who rules.", show_default="your log-in name")] = None,
) -> int:
    """Bring an edited workbook back: its changed cells become rulings; stale rows are refused."""
    from dateline.publish.changes import read_changes
    from dateline.publish.items import gather_items

    with opened(project) as store:
        items = gather_items(store)
        found = read_changes(_bytes_of(file), items, name=str(file))
        print_lines(
            f"{one.incident}  {one.column}: {_shown(one.old)} → {_shown(one.new)}" for one in found.changed
        )
        for refusal in found.refused:
            say(f"{file}: row {refusal.row}: {refusal.reason}")
        if renamed := _renamed_only(found.changed):
            keep = "keeps" if renamed == 1 else "keep"
            told = f"note: {counted(renamed, 'place')} with a new name {keep} the old point"
            say(f"{told}; change latitude and longitude too")
        end = SOME_UNUSABLE if found.refused else DONE
        if not found.changed:
            say("nothing to change")
            return NOTHING_DONE if found.refused else DONE
        if preview or not (yes or _agreed(len(found.changed))):
            say(f"{counted(len(found.changed), 'cell')} would change; nothing was applied")
            return end
        _apply(store, found.changed, analyst or getpass.getuser())
    return end


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise UnusableInput(fault.strerror or str(fault), where=str(file), remedy="Check the path.") from None


def _shown(value: object) -> str:
    return "(empty)" if value is None else str(value)


def _renamed_only(changed: Iterable[Change]) -> int:
    """How many incidents have a new name of a place and no new point."""
    named = {one.incident for one in changed if one.column == "place"}
    return len(named - {one.incident for one in changed if one.column in ("latitude", "longitude")})


def _agreed(cells: int) -> bool:
    """True when the person at the terminal says so; never without a terminal."""
    if not sys.stdin.isatty():
        return False
    return typer.confirm(f"Apply {counted(cells, 'changed cell')}?", err=True)


def _apply(store: Store, changed: Iterable[Change], analyst: str) -> None:
    """Nothing; all rulings are made before the first is written, then the incidents are linked anew."""
    from dateline.pipeline import relink

    made_at = datetime.now(UTC)
    rows: dict[str, dict[str, Any]] = {}
    for change in changed:
        rows.setdefault(change.incident, {})[change.column] = change.new
    decisions = [one for id, cells in rows.items() for one in _rulings(store, id, cells, analyst, made_at)]
    store.add_decisions(decisions)
    relink(store)
    cells, incidents = counted(sum(map(len, rows.values())), "cell"), counted(len(rows), "incident")
    say(f"{cells} of {incidents} taken back as {counted(len(decisions), 'ruling')}")


def _rulings(
    store: Store, incident_id: str, cells: dict[str, Any], analyst: str, made_at: datetime
) -> Iterator[Decision]:
    """One ruling a changed field and claim of the incident."""
    from dateline.review import Ruling, make_decision, write_ruling

    incident = store.incident(incident_id)
    claims = [claim for id in (incident.claim_ids if incident else ()) if (claim := store.claim(id))]
    for claim in claims:
        for path, value in _edits(claim, cells):
            text = write_ruling(path, Ruling(value=value))
            yield make_decision("edit", claim.id, field=path, value=text, analyst=analyst, made_at=made_at)
        if cells.get("note"):
            yield make_decision("note", claim.id, note=cells["note"], analyst=analyst, made_at=made_at)


def _edits(claim: Claim, cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Field and new value, as plain data, of what the cells change in one claim."""
    for name in ("sub_event_type", "verification"):
        if name in cells:
            yield name, cells[name]
    if any(name in cells for name in _DATE):
        yield "date", _period(claim, cells)
    if any(name in cells for name in _PLACE):
        yield "location", _location(claim, cells)
    if any(name in cells for name in _KILLED):
        yield _toll(claim, cells)


def _period(claim: Claim, cells: dict[str, Any]) -> dict[str, Any]:
    import msgspec

    old: dict[str, Any] = msgspec.to_builtins(claim.date.value) if claim.date else {}
    names = dict(zip(_DATE, ("start", "end", "precision", "time_of_day"), strict=True))
    new = old | {names[name]: cells[name] for name in _DATE if name in cells}
    new = {name: value for name, value in new.items() if value is not None}
    found: dict[str, Any] = msgspec.to_builtins(new)
    if found.get("start") and not found.get("end"):
        found["end"] = found["start"]
    if found.get("start") and str(found["start"]) > str(found["end"]):
        raise DatelineError(
            f"date_start {found['start']} is after date_end {found['end']}", remedy="Change both."
        )
    return found


def _location(claim: Claim, cells: dict[str, Any]) -> dict[str, Any]:
    import msgspec

    from dateline.codebook import geo_precision_of

    old: dict[str, Any] = msgspec.to_builtins(claim.location.value) if claim.location else {}
    new = old | {("name" if name == "place" else name): cells[name] for name in _PLACE if name in cells}
    new.setdefault("as_written", new.get("name") or "")
    new["name"] = new.get("name") or new["as_written"]
    if new.get("where_prec"):
        new["geo_precision"] = geo_precision_of(new["where_prec"])
    moved = {"latitude", "longitude", "place"} & set(cells)
    return new | ({"gazetteer": None, "gazetteer_id": None, "alternatives": []} if moved else {})


def _toll(claim: Claim, cells: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    import msgspec

    dead = [at for at, reading in enumerate(claim.toll) if reading.value.outcome == "killed"]
    if len(dead) > 1:
        raise DatelineError(
            "the dead are told by side; one number cannot replace them",
            where=f"claim {claim.id}",
            remedy="Change them on the review page.",
        )
    at = dead[0] if dead else len(claim.toll)
    old: dict[str, Any] = msgspec.to_builtins(claim.toll[at].value) if dead else {"outcome": "killed"}
    names = dict(zip(_KILLED, ("low", "best", "high"), strict=True))
    return f"toll.{at}", old | {names[name]: cells[name] for name in _KILLED if name in cells}
