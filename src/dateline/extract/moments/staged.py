"""Reports of drills, matches, films and games, which tell in the words of war of what nobody suffers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.extract.acts.realis import pattern_of
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.scenes import Scene

_ENOUGH = 3  # words of one such kind, those that are sure counting twice, that make a report one of these
_CROWD = 5  # dead of a match are dead of the crowd
_TABLES = ("drills", "sports", "shows")
_PLAYED = re.compile(r"[\"“‘][a-z]{3,20}s[\"”’]")  # who is shot in inverted commas
_SCORE = re.compile(
    r"\b0[-–]0\b|\b(?:beat|won|lost|drew|draw|win|victory|defeat(?:ed)?|massacred|slaughtered|thrashed|routed|crushed|"
    r"destroyed|demolished|hammered)\b(?: [\w'’]{1,15}){0,3} \d{1,2}[-–]\d{1,2}\b(?! (?:days|people|years|men|hours))"
)


def is_staged(document: Document, scene: Scene) -> bool:
    """True in a report of a drill, a match, a film: but for an act in which people are counted dead, told in a
    sentence without a word of these and without people in inverted commas ('six "pirates" were killed'); in a report of
    a match a crowd of dead is dead."""
    kinds = _kinds(document)
    if not kinds:
        return False
    sentence = scene.sentence.span.of(document.text)
    dead = max((toll.best or 0 for toll in scene.tolls if toll.outcome == "killed"), default=0)
    if not dead or _PLAYED.search(sentence) or _SCORE.search(sentence.casefold()):
        return True
    kinds = tuple(kind for kind in kinds if kind != "sports" or dead < _CROWD)
    return any(_weight(document.report.language, kind, sentence) for kind in kinds)


def _kinds(document: Document) -> tuple[str, ...]:
    """The kinds of what is staged that a report is full of; worked out once a report."""
    kept = document.doc.user_data
    if __name__ not in kept:
        text = f"{document.report.headline or ''}\n{document.text}"
        code = document.report.language
        kept[__name__] = tuple(kind for kind in _TABLES if _weight(code, kind, text) >= _ENOUGH)
    found: tuple[str, ...] = kept[__name__]
    return found


@lru_cache(maxsize=256)
def _weight(code: str, kind: str, text: str) -> int:
    """Words of one kind, those that are sure twice; one word said again and again ("the film") counts as one."""
    folded = text.casefold()
    endings = "(?:s|es)?"
    certain = pattern_of(code, (kind,), "sure", endings=endings)
    sure, rest = certain.findall(folded), certain.sub(" ", folded)
    words = pattern_of(code, (kind,), "words", endings=endings).findall(rest)
    if kind == "sports":
        sure += _SCORE.findall(folded)
    return 2 * len(sure) + len(words) if len({*sure, *words}) > 1 or len(sure) > 1 else bool(sure or words)
