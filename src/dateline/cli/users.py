"""`users`: who may log in to the pages of a project, and as what."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import DONE, HERE, AsJson, ProjectDir, counted, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.stores.contract import Store
    from dateline.web.people.roll import Roll

users = typer.Typer(
    help="Who may log in to the pages, and as what.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
Name = Annotated[str, typer.Argument(help="Small letters, digits, dots, dashes.")]
FromStdin = Annotated[bool, typer.Option("--stdin", help="Read the password from the first line of stdin.")]
Given = Annotated[bool, typer.Option("--one-time", help="Make a password for one use, and print it.")]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(users, name="users")


@users.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader, coder, reviewer, publisher or admin.")] = "coder",
    project: ProjectDir = HERE,
    stdin: FromStdin = False,
    one_time: Given = False,
) -> int:
    """Add somebody; asks for a password, or makes one for one use."""
    from dateline.web.people.records import read_name, read_role

    known, wanted = read_name(name), read_role(role)
    with _roll(project, make=True) as (roll, store):
        if roll.person(known):
            raise DatelineError(f"{known} is there already", remedy="See `dateline users list`.")
        password, shown = _password(known, stdin=stdin, one_time=one_time)
        roll.add(known, wanted, password, must_change=shown)
        store.record("person added", name=known, role=str(wanted))
        admins = any(one.active and one.role == "admin" for one in roll.people())
    _show(password if shown else None)
    say(f"{known} may log in as {wanted}")
    if not admins:
        say("note: there is no admin yet; people can be changed with this command only")
    return DONE


@users.command("list")
def list_all(project: ProjectDir = HERE, json: AsJson = False) -> int:
    """Everybody, with role and last log-in."""
    import msgspec

    with _roll(project) as (roll, _):
        people = roll.people()
    if json:
        print_lines(msgspec.json.encode(one).decode("utf-8") for one in people)
        return DONE
    for one in people:
        marks = [mark for mark, holds in (("authenticator", one.totp), ("shut out", not one.active)) if holds]
        when = f"{one.last_login:%Y-%m-%d %H:%M}" if one.last_login else "not yet"
        print_lines([f"{one.name:20} {one.role:10} {when:17} {', '.join(marks)}".rstrip()])
    say(counted(len(people), "person", "people"))
    return DONE


@users.command("role")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, reviewer, publisher or admin.")],
    project: ProjectDir = HERE,
) -> int:
    """Give somebody another role; it holds from the next page on."""
    from dateline.web.people.records import read_role

    wanted = read_role(role)
    with _roll(project) as (roll, store):
        person = roll.known(name)
        roll.set_role(person.name, wanted)
        store.record("role changed", name=person.name, role=str(wanted), was=str(person.role))
    say(f"{person.name} is {wanted} now")
    return DONE


@users.command("disable")
def disable(name: Name, project: ProjectDir = HERE) -> int:
    """Shut somebody out; open visits end at once, and what they did stays."""
    say(f"{_set_active(name, project, active=False)} is shut out")
    return DONE


@users.command("enable")
def enable(name: Name, project: ProjectDir = HERE) -> int:
    """Let somebody in again."""
    say(f"{_set_active(name, project, active=True)} may log in")
    return DONE


@users.command("password")
def password(
    name: Name, project: ProjectDir = HERE, stdin: FromStdin = False, one_time: Given = False
) -> int:
    """Give somebody another password; open visits end at once."""
    with _roll(project) as (roll, store):
        person = roll.known(name)
        new, shown = _password(person.name, stdin=stdin, one_time=one_time)
        roll.set_password(person.name, new, must_change=shown)
        store.record("password reset", name=person.name)
    _show(new if shown else None)
    say(f"the password of {person.name} is changed")
    return DONE


@users.command("totp")
def totp(
    name: Name,
    project: ProjectDir = HERE,
    off: Annotated[bool, typer.Option("--off", help="Ask for no code any more.")] = False,
) -> int:
    """Set up an authenticator: shows its key, and asks for a first code."""
    from datetime import UTC, datetime

    from dateline.web.people.passwords import print_code, totp_address, totp_step

    with _roll(project) as (roll, store):
        person = roll.known(name)
        if off:
            roll.end_totp(person.name)
            store.record("authenticator ended", name=person.name)
            say(f"no code is asked of {person.name} any more")
            return DONE
        key = roll.begin_totp(person.name)
        address = totp_address(key, person.name, project.resolve().name)
        if sys.stdout.isatty():
            print_lines([print_code(address)])
        print_lines([f"key      {key}", f"address  {address}"])
        code = typer.prompt("Six digits", err=True)
        step = totp_step(key, code, datetime.now(UTC), after=0)
        if step is None:
            raise DatelineError(
                "this code does not fit", remedy="Look at the clock of the phone; run it again."
            )
        roll.confirm_totp(person.name, step)
        store.record("authenticator set up", name=person.name)
    say(f"{person.name} is asked for a code from now on")
    return DONE


@contextmanager
def _roll(project: Path, *, make: bool = False) -> Iterator[tuple[Roll, Store]]:
    """The accounts, and the store whose log tells what was done to them."""
    from dateline.web.people.roll import open_roll

    with opened(project) as store:
        roll = open_roll(project, make=make)
        if roll is None:
            raise DatelineError(
                "this project has no accounts",
                where=str(project),
                remedy="Run `dateline users add NAME --role admin`.",
            )
        try:
            yield roll, store
        finally:
            roll.close()


def _password(name: str, *, stdin: bool, one_time: bool) -> tuple[str, bool]:
    """A new password, and whether it is to be shown: only one for one use is."""
    from dateline.web.people.passwords import check_new_password, make_password

    if one_time:
        return make_password(), True
    if stdin:
        return check_new_password(sys.stdin.readline().rstrip("\r\n"), name), False
    if not sys.stdin.isatty():
        raise DatelineError(
            "no password was given", remedy="Use --stdin or --one-time where there is no terminal."
        )
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return check_new_password(given, name), False


def _show(password: str | None) -> None:
    if password:
        print_lines([password])
        say("this is shown once; it must be changed at the first log-in")


def _set_active(name: str, project: Path, *, active: bool) -> str:
    """The name as the roll has it of who is let in or shut out from now on."""
    with _roll(project) as (roll, store):
        person = roll.known(name)
        roll.set_active(person.name, active=active)
        store.record("person enabled" if active else "person disabled", name=person.name)
    return person.name
