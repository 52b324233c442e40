"""Names of private persons, each sealed under a key of its own; nothing is kept here unless a project makes a vault."""

from dateline.vault.names import Found, find_names, released_names, rule_name
from dateline.vault.safe import Entry, Vault

__all__ = ["Entry", "Found", "Vault", "find_names", "released_names", "rule_name"]
