"""Commands, one per verb: parse, call, print. Data goes to stdout, progress and messages to stderr."""

from dateline.cli.app import main

__all__ = ["main"]
