"""Keeping it safe: `audit`, `backup`, `restore`, `forget`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import (
    DONE,
    HERE,
    SOME_UNUSABLE,
    AsJson,
    ProjectDir,
    counted,
    opened,
    print_lines,
    say,
)
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.stores import Store
    from dateline.stores.audit import Entry
    from dateline.stores.contract import Head

_GOES_OUT = ("export", "report", "backup", "file taken", "published")
audit = typer.Typer(help="Who did what and when, each entry holding the digest of the one before.")


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(audit, name="audit")
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("forget")(forget)


@audit.command("verify")
def verify(
    project: ProjectDir = HERE,
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER:SHA256", help="A head noted earlier; may be given several times."),
    ] = None,
    json: AsJson = False,
) -> int:
    """Find any changed byte and any missing entry, without a network; print the chain's head."""
    import msgspec

    from dateline.stores.witness import add_witness, read_witness

    noted = [*map(_parsed, head or ()), *read_witness(project)]
    with opened(project) as store:
        problems, now = store.verify(noted)
        if not problems:
            add_witness(project, now)
    if json:
        print_lines([msgspec.json.encode({"head": str(now), "problems": problems}).decode("utf-8")])
    else:
        print_lines([str(now)])
        print_lines(f"problem: {one.where}: {one.reason}. {one.remedy}" for one in problems)
    say(f"{counted(now.number, 'entry', 'entries')}, {counted(len(problems), 'problem')}")
    return SOME_UNUSABLE if problems else DONE


@audit.command("list")
def list_entries(
    project: ProjectDir = HERE,
    did: Annotated[str | None, typer.Option(help="Only this: add, rule, export, release ...")] = None,
    json: AsJson = False,
) -> int:
    """Print the entries of the chain, the oldest first."""
    from dateline.jsonl import encode

    with opened(project) as store:
        for entry in _entries(store):
            if did is None or entry.did == did:
                print_lines([encode(entry).decode("utf-8") if json else _line(entry)])
    return DONE


@audit.command("head")
def print_head(project: ProjectDir = HERE) -> int:
    """Print number and digest of the last entry: noted elsewhere, it proves later that nothing was changed."""
    with opened(project) as store:
        print_lines([str(store.head())])
    return DONE


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to make; never one that exists.")],
    project: ProjectDir = HERE,
    no_accounts: Annotated[
        bool, typer.Option("--no-accounts", help="Leave out who may log in, and the secret.")
    ] = False,
) -> int:
    """Write one state of the project into one file, also while others work on it."""
    from dateline.stores import backup_project

    sha256 = backup_project(project, file, accounts=not no_accounts)
    with opened(project) as store:
        store.record("backup", file=file.name, sha256=sha256)
    print_lines([f"{sha256}  {file}"])
    say(f"{file.stat().st_size:,} bytes; keep the digest apart from the file")
    return DONE


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    project: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    forgotten: Annotated[
        Path | None,
        typer.Option(metavar="PROJECT", help="Forget again what this project forgot since the backup."),
    ] = None,
) -> int:
    """Make the project anew from a backup; an altered backup is refused."""
    from dateline.stores import restore_project

    restore_project(file, project)
    again = _forget_again(project, forgotten) if forgotten else 0
    with opened(project) as store:
        counts = store.counts()
        store.record("restore", file=file.name)
    say(f"{counted(counts.reports, 'report')}, {counted(counts.decisions, 'ruling')} in {project}")
    if forgotten:
        say(f"{counted(again, 'report')} forgotten again")
    return DONE


def _forget_again(project: Path, other: Path) -> int:
    """How many reports the restored project forgot because the other one had."""
    with opened(other) as store:
        stones = store.tombstones()
    with opened(project) as store:
        there = [stone for stone in stones if store.report(stone.report_id) is not None]
        for stone in there:
            store.forget(stone.report_id, stone.reason)
        if there:
            _relink(store)
    return len(there)


def forget(
    id: Annotated[str, typer.Argument(metavar="ID", help="A report.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the tombstone. Name nobody.")],
    project: ProjectDir = HERE,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Erase a report and every word read in it; a tombstone stays, and the audit chain still verifies."""
    with opened(project) as store:
        report = store.report(id)
        if report is None and id not in {stone.report_id for stone in store.tombstones()}:
            raise DatelineError(f"there is no report {id!r}", remedy="`dateline show` lists their ids.")
        if report is not None and not yes and not typer.confirm(f"Erase {id} for good?", err=True):
            say("nothing was erased")
            return SOME_UNUSABLE
        stone = store.forget(id, reason)
        _relink(store)
        copies = [entry for entry in _entries(store) if entry.did in _GOES_OUT or _is_release(entry)]
    say(f"forgotten: {id}, on {stone.at:%Y-%m-%d}, by {stone.by}: {stone.reason}")
    for entry in copies:
        say(f"went out before: {_line(entry)}")
    if copies:
        say("what went out is not ours to erase: delete or withdraw it where it lies")
    return DONE


def _relink(store: Store) -> None:
    from dateline.pipeline import relink

    relink(store)


def _entries(store: Store) -> Iterator[Entry]:
    from dateline.jsonl import decode
    from dateline.stores.audit import STREAM, Entry

    return (decode(data, Entry) for _, data in store.entries(STREAM))


def _is_release(entry: Entry) -> bool:
    return any(stream == "release" for stream, *_ in entry.facts.get("journal", ()))


def _line(entry: Entry) -> str:
    """One entry on one line: number, when, who, what; long lists as their length."""
    facts = (
        f"{name} {value}" if isinstance(value, str | int) else f"{len(value):,} {name}"
        for name, value in entry.facts.items()
    )
    return f"{entry.number:>6}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.by}  {entry.did}  {', '.join(facts)}"


def _parsed(words: str) -> Head:
    from dateline.stores.audit import parse_head

    head = parse_head(words)
    if head is None:
        raise DatelineError(f"{words!r} is no head", remedy="Give it as `dateline audit head` printed it.")
    return head
