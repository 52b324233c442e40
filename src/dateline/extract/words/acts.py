"""The words by which a report's language tells acts apart and joins them."""

from __future__ import annotations

from dateline.languages import load_language
from dateline.text import Document


def event_cues(document: Document) -> dict[str, list[str]]:
    """The lists of the table `cues` of events.toml, by name, in the report's language."""
    cues: dict[str, list[str]] = load_language(document.report.language).events["cues"]
    return cues
