"""Names of private persons under lock: `vault init|fill|list|open|release|withdraw|erase|passphrase`."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import DONE, HERE, AsJson, ProjectDir, counted, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.records import Decision
    from dateline.stores import Store
    from dateline.vault import Entry, Vault

vault = typer.Typer(
    help="Names of private persons, encrypted; off until you make a vault.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
_PASSPHRASE = "DATELINE_VAULT_PASSPHRASE"
NameId = Annotated[str, typer.Argument(metavar="ID", help="Of the name, as `vault list` tells it.")]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the log.", prompt=True)
]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(vault, name="vault")


@vault.command("init")
def init(project: ProjectDir = HERE) -> int:
    """Make an empty vault; nothing is in it until `vault fill`."""
    from dateline.vault import Vault

    with opened(project) as store:
        Vault.create(project, _new_passphrase())
        store.record("vault_init")
    say("a vault was made; without its passphrase nobody can open it, so keep that apart")
    return DONE


@vault.command("fill")
def fill(project: ProjectDir = HERE) -> int:
    """Seal the names that the claims tell; those that are in already, or were erased, are left alone."""
    from dateline.publish.persons import find_persons
    from dateline.vault import find_names

    safe = _open(project)
    with opened(project) as store:
        new = safe.put([*find_names(store.claims(), store.report, find_persons)])
        store.record("vault_fill", names=new)
    say(f"{counted(new, 'name')} sealed")
    return DONE


@vault.command("list")
def list_names(project: ProjectDir = HERE, json: AsJson = False) -> int:
    """What is in the vault, without the names: id, role, incident, and whether it may be shown."""
    import msgspec

    safe = _open(project)
    with opened(project) as store:
        rows = [{**msgspec.structs.asdict(one), **about} for one, about in _told(store, safe)]
    if json:
        print_lines(msgspec.json.encode(row).decode("utf-8") for row in rows)
    else:
        print_lines(
            f"{row['id']}  {row['role']:8} {row['incident'] or '-':16}  {row['state']}" for row in rows
        )
    return DONE


@vault.command("open")
def open_name(id: NameId, reason: Reason, project: ProjectDir = HERE) -> int:
    """Print one name; that it was read, and why, is in the audit chain."""
    safe = _open(project)
    with opened(project) as store:
        name = safe.name(id)
        store.record("vault_open", name=id, reason=_given(reason))
    print_lines([name])
    return DONE


@vault.command("release")
def release(
    id: NameId,
    reason: Reason,
    project: ProjectDir = HERE,
    analyst: Annotated[str | None, typer.Option(help="Who decides.", show_default="your log-in name")] = None,
) -> int:
    """Decide that a name may be shown as that of a victim, by `export --names`."""
    return _rule(id, "release", reason, project, analyst)


@vault.command("withdraw")
def withdraw(
    id: NameId,
    reason: Reason,
    project: ProjectDir = HERE,
    analyst: Annotated[str | None, typer.Option(help="Who decides.", show_default="your log-in name")] = None,
) -> int:
    """Decide that a name may be shown no longer."""
    return _rule(id, "withdraw", reason, project, analyst)


@vault.command("erase")
def erase(id: NameId, reason: Reason, project: ProjectDir = HERE) -> int:
    """Destroy the key of one name for good; that it was there stays, with the reason."""
    safe = _open(project)
    with opened(project) as store:
        safe.erase(id, _given(reason))
        store.record("vault_erase", name=id, reason=reason)
    say(f"{id} was erased; the report it stands in is still there: see `dateline forget`")
    return DONE


@vault.command("passphrase")
def change_passphrase(project: ProjectDir = HERE) -> int:
    """Take another passphrase; the old one opens only copies made before."""
    safe = _open(project)
    safe.change_passphrase(_new_passphrase(f"{_PASSPHRASE}_NEW"))
    with opened(project) as store:
        store.record("vault_passphrase")
    say("the passphrase was changed")
    return DONE


def released(project: Path, store: Store) -> dict[str, tuple[str, ...]]:
    """Names that may be shown, by incident; reading them is recorded."""
    from dateline.vault import released_names

    safe = _open(project)
    entries = list(safe.entries())
    shown = released_names(entries, store.decisions())
    incident_of = _incident_of(store)
    names: dict[str, dict[str, None]] = {}
    for one in entries:
        if one.id in shown and one.claim in incident_of:
            names.setdefault(incident_of[one.claim], {})[safe.name(one.id)] = None
    store.record("vault_show", names=sorted(shown))
    return {incident: tuple(sorted(each)) for incident, each in names.items()}


def _rule(id: str, ruling: str, reason: str, project: Path, analyst: str | None) -> int:
    from dateline.vault import rule_name

    safe, who = _open(project), analyst or getpass.getuser()
    with opened(project) as store:
        made: Decision = rule_name(
            safe.entry(id), ruling, reason=reason, analyst=who, made_at=datetime.now(UTC)
        )
        store.add_decision(made)
        store.record(f"vault_{ruling}", name=id, decision=made.id)
    say(f"{id}: {'may be shown' if ruling == 'release' else 'is shown no longer'}, by {who}")
    return DONE


def _told(store: Store, safe: Vault) -> Iterable[tuple[Entry, dict[str, str | None]]]:
    from dateline.vault import released_names

    entries = list(safe.entries())
    shown, incident_of = released_names(entries, store.decisions()), _incident_of(store)
    for one in entries:
        state = "erased" if one.erased is not None else "released" if one.id in shown else "sealed"
        yield one, {"incident": incident_of.get(one.claim), "state": state}


def _incident_of(store: Store) -> dict[str, str]:
    """The incident of each claim."""
    return {claim: incident.id for incident in store.incidents() for claim in incident.claim_ids}


def _open(project: Path) -> Vault:
    from dateline.vault import Vault
    from dateline.vault.safe import FILE

    if not (project / FILE).exists():
        return Vault.open(project, "")
    return Vault.open(
        project, os.environ.get(_PASSPHRASE) or _asked("Passphrase of the vault: ", _PASSPHRASE)
    )


def _new_passphrase(variable: str = _PASSPHRASE) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    first = _asked("New passphrase: ", variable)
    if _asked("Once more: ", variable) != first:
        raise DatelineError("the two are not the same", remedy="Try again.")
    return first


def _asked(prompt: str, variable: str) -> str:
    if not sys.stdin.isatty():
        raise DatelineError("no passphrase is given", where=variable, remedy="Set it, or run on a terminal.")
    return getpass.getpass(prompt, stream=sys.stderr)


def _given(reason: str) -> str:
    if not reason.strip():
        raise DatelineError("a reason is needed", where="--reason", remedy="Say why, in a few words.")
    return reason
