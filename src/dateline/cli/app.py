"""The command `dateline`: its verbs, and what an error looks like."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import (
    custody,
    feeds,
    history,
    importing,
    pages,
    parts,
    profiles,
    project,
    publishing,
    reading,
    reasons,
    redacting,
    reference,
    releasing,
    reports,
    stores,
    upkeep,
    users,
    vault,
)
from dateline.cli.terminal import NOTHING_DONE, complain, complain_unexpected, say
from dateline.errors import DatelineError

INTERRUPTED = 130
_INTERRUPTED_WORDS = "interrupted; what was done is kept, run the same command to go on"

app = typer.Typer(
    name="dateline",
    help="Read news reports of armed conflict; every number clicks back to its sentence, and to who said it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (
    reading,
    feeds,
    project,
    stores,
    parts,
    reasons,
    publishing,
    redacting,
    importing,
    profiles,
    vault,
    reports,
    releasing,
    history,
    pages,
    reference,
    custody,
    upkeep,
    users,
):
    group.register(app)
for command in (
    *app.registered_commands,
    *profiles.profile.registered_commands,
    *vault.vault.registered_commands,
    *reference.gazetteer.registered_commands,
    *users.users.registered_commands,
    *custody.audit.registered_commands,
    *feeds.feeds.registered_commands,
    *stores.store.registered_commands,
    *parts.parts.registered_commands,
):  # the whole first line: click would cut it where the page ends
    command.short_help = (getattr(command.callback, "__doc__", None) or "").split("\n")[0]
for named in app.registered_groups:
    named.short_help = str(getattr(named.typer_instance, "info", named).help)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 done but some inputs were unusable, 2 nothing could be done."""
    try:
        code = app(args=arguments, standalone_mode=False)
        if code == INTERRUPTED:
            say(_INTERRUPTED_WORDS)
        return code if isinstance(code, int) else 0
    except typer.Exit as wanted:
        return wanted.exit_code
    except DatelineError as error:
        complain(error)
        return error.exit_code if error.exit_code == NOTHING_DONE else NOTHING_DONE
    except (KeyboardInterrupt, typer.Abort):
        say(_INTERRUPTED_WORDS)
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:
        return _refused(error)
    except Exception as error:
        return _bad_usage(error) or complain_unexpected(error)


def _refused(error: OSError) -> int:
    """Two after telling what the system would not do, and to which file."""
    if error.filename is None:
        return complain_unexpected(error)
    reason = (error.strerror or str(error)).casefold()
    complain(
        DatelineError(reason, where=str(error.filename), remedy="Check the path, and who may write there.")
    )
    return NOTHING_DONE


def _bad_usage(error: Exception) -> int:
    """Two after telling what was wrong with the command line; 0 for any other error."""
    message = getattr(error, "format_message", None)
    if message is None:
        return 0
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        say(message())
        return NOTHING_DONE
    say(f"dateline: {message()}")
    if context is not None:
        say(f"Try: {context.command_path} --help")
    return NOTHING_DONE


def _close_stdout() -> None:
    """Nothing; keeps Python from complaining about a reader that went away."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
