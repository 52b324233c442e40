"""Which part of the page a line is: headline, dateline, caption, furniture or body."""

from __future__ import annotations

import re

from dateline.languages import load_language
from dateline.text.document import Zone

_ENDS_LIKE_PROSE = re.compile(r"""[.!?…:;]["'”’)\]]*$""")
# Words from which a first line that runs on behind the day of print is no headline but the report.
_TELLING = 20
_BYLINE = 8  # words at most in "By A Writer and B Writer in Ora"
_TOP = 8  # paragraphs above or among which a caption in the present tense stands
_RUN_TOGETHER = re.compile(r"^\s*(?:date\s+)?\d{4}-\d{2}-\d{2}\b")


def zone_of(line: str, *, position: int, headline: str | None, language: str = "en") -> Zone:
    """The zone of one paragraph, from its form alone; `position` counts paragraphs from 0."""
    words = line.split()
    lexicon = load_language(language).zones
    folded = " ".join(words).casefold()
    if headline and folded == " ".join(headline.split()).casefold():
        return "headline"
    if any(folded.startswith(start) for start in lexicon["furniture_starts"]):
        return "furniture"
    if folded in lexicon["furniture_lines"]:
        return "furniture"
    prose = bool(_ENDS_LIKE_PROSE.search(line.rstrip()))
    if not prose and len(words) <= _BYLINE and any(folded.startswith(s) for s in lexicon["byline_starts"]):
        return "furniture"
    if position == 0 and _RUN_TOGETHER.match(line) and not (prose and len(words) >= _TELLING):
        return "headline"
    if position < _TOP and any(folded.startswith(start) for start in lexicon["caption_starts"]):
        return "caption"
    if _is_caption(line, prose=prose, credits=lexicon["credit_words"], openings=lexicon["credit_openings"]):
        return "caption"
    if position == 0 and not prose and len(words) <= 25:
        return "headline"
    return "body"


def _is_caption(line: str, *, prose: bool, credits: list[str], openings: list[str]) -> bool:
    stripped = line.strip()
    tail = re.split(r"\s[/|–—]\s?|[/|—]|\(|\[", stripped)[-1].casefold() if len(stripped) < 400 else ""
    slash = " / " in stripped or "/ " in stripped[-45:]
    if not prose and slash and len(stripped.split()) < 60:
        return True
    last = re.split(r"[.!?]\s+", stripped)[-1].casefold()
    if last != stripped.casefold() and any(last.startswith(opening) for opening in openings):
        return True  # "Rebels on a hill near Ora. Photo: Ora News"
    closed = ")" not in tail.rstrip(" )].")  # not the "(AFP)" within a sentence
    return (
        bool(tail)
        and closed
        and any(tail.strip(" )].").startswith(c) or tail.strip(" )].").endswith(c) for c in credits)
        and (not prose or len(tail.split()) <= 5)
    )
