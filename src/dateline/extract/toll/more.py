"""The dead told in several statements: those whom "and" joins, "another", and "a fifth man" after four."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from dateline.codebook import Outcome
from dateline.extract.mentions import TollMention
from dateline.extract.toll.camps import facing
from dateline.extract.toll.later import added
from dateline.extract.toll.unnamed import told_as
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_ALSO = 12  # characters before a statement in which "also" may stand
_LINK = 40  # characters between two statements that one "and" joins
_STATEMENTS = (".done_to", ".befalls", "state.noun", "state.be", "state.number", "state.clause")
_FIRST_TELLING = 3  # a third man who died tells that two did; a second may be the second of anything


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns of one language for what joins two statements, tells one more, and tells which one."""

    links: re.Pattern[str]
    parts: re.Pattern[str]
    more: re.Pattern[str]
    also: re.Pattern[str]
    too: re.Pattern[str]
    owners: re.Pattern[str]
    ordinal: re.Pattern[str]
    ordinals: tuple[str, ...]
    dying: tuple[str, ...]


@lru_cache(maxsize=4)
def _words(language: str) -> _Words:
    toll = load_language(language).toll
    ordinals = tuple(toll["people"]["ordinals"])
    joining = toll["joining"]
    links, parts, more, also, too, owners = (
        "|".join(joining[key]) for key in ("links", "parts", "more", "also", "too", "owners")
    )
    return _Words(
        links=re.compile(rf"^(?:[ ,]*\w+)?(?:,|,? (?:{links})\b[^.;:“”\"\d]*) ?$"),
        parts=re.compile(rf"\b(?:{parts})\b"),
        more=re.compile(rf"^(?:{more})\b"),
        also=re.compile(rf"\b(?:{also})\b"),
        too=re.compile(rf"^,? (?:{too})\b"),
        owners=re.compile(rf"^(?:{owners})\b"),
        ordinal=re.compile(rf"^an? ({'|'.join(ordinals)})\b(?! of\b)"),
        ordinals=ordinals,
        dying=tuple(f"{verb}." for verb in joining["dying"]),
    )


def with_more(document: Document, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The statements of one moment in the order of the text, each of the dead that goes on from the one before added
    to it: joined to it in one sentence, "another", or the next by number."""
    told: list[TollMention] = []
    for toll in sorted(tolls, key=lambda one: one.span):
        dead = _last_dead(told)
        hurt = _last(told, "injured")
        if toll.outcome == "injured" and hurt is not None and _adds(document, hurt, toll):
            told.append(added(hurt, toll))
        elif toll.outcome != "killed" or toll.subset or toll.cumulative or not toll.best:
            told.append(toll)
        elif dead is not None and _told_by_number(document, dead) and toll.best == (dead.best or 0) - 1:
            told.append(msgspec.structs.replace(toll, subset=True))  # "a fourth died; three had been killed"
        elif dead is None or not _goes_on(document, dead, toll):
            told.append(_numbered(document, toll, told))
        else:
            told[told.index(dead)] = msgspec.structs.replace(dead, subset=True)
            told.append(added(dead, toll))
    return told


def is_one_more(document: Document, toll: TollMention) -> bool:
    """True for "another died" and "a further man succumbed": no act of its own."""
    words = _words(document.report.language)
    dies = toll.rule.startswith(words.dying)
    return dies and bool(words.more.search((toll.people or toll.span).of(document.text).casefold()))


def _adds(document: Document, hurt: TollMention, toll: TollMention) -> bool:
    """True for "an officer was wounded and another guard hurt"."""
    if toll.subset or toll.cumulative or not toll.best:
        return False
    same = document.sentence_at(hurt.span.start) == document.sentence_at(toll.span.start)
    said = (toll.people or toll.span).of(document.text).casefold()
    return same and bool(_words(document.report.language).more.search(said))


def _last_dead(told: Sequence[TollMention]) -> TollMention | None:
    """The statement right before, where it counts dead and is no total of them; parts are passed over."""
    return _last(told, "killed")


def _last(told: Sequence[TollMention], outcome: Outcome) -> TollMention | None:
    whole = [one for one in told if not one.subset]
    last = whole[-1] if whole else None
    if last is None or last.outcome != outcome or not last.best or last.cumulative:
        return None
    return None if last.rule.startswith("toll.") else last


def _goes_on(document: Document, dead: TollMention, toll: TollMention) -> bool:
    words, said = _words(document.report.language), toll.text.casefold()
    number = _ordinal(words, said)
    if number is not None:
        return number == (dead.best or 0) + 1
    return (
        bool(words.more.search(said))
        or _joined(document, dead, toll, words)
        or _also(document, dead, toll, words)
    )


def _also(document: Document, dead: TollMention, toll: TollMention, words: _Words) -> bool:
    """True for "it also killed a woman", "her driver also died" and "a passer-by was killed too" behind one who was
    killed; fighters may be the other side's, but for the guard of the one told before ("his guard")."""
    if toll.people is None or toll.trigger is None or dead.status != toll.status:
        return False
    own = words.owners.match(toll.people.of(document.text).casefold())
    if toll.status == "combatant" and own is None:
        return False
    before = document.text[max(0, toll.span.start - _ALSO) : toll.trigger.end].casefold()
    if toll.people.start > toll.trigger.start:
        return bool(words.also.search(before))
    behind = document.text[toll.span.end : toll.span.end + _ALSO].casefold()
    near = document.sentence_at(toll.span.start).index - document.sentence_at(dead.span.start).index <= 1
    return near and bool(words.also.search(before) or words.too.match(behind))


def _joined(document: Document, dead: TollMention, toll: TollMention, words: _Words) -> bool:
    """True for two statements of one sentence that "and" or a comma joins, of people who are not told apart by their
    sides."""
    if (
        not (dead.rule.endswith(_STATEMENTS) and toll.rule.endswith(_STATEMENTS))
        or dead.status != toll.status
    ):
        return False
    if facing(told_as(dead), told_as(toll)):
        return False
    if document.sentence_at(dead.span.start) != document.sentence_at(toll.span.start):
        return False
    between = Span(min(dead.span.end, toll.span.start), toll.span.start).of(document.text).casefold()
    linked = 0 < len(between) <= _LINK and words.links.search(between)
    return bool(linked) and not words.parts.search(between)


def _numbered(document: Document, toll: TollMention, told: Sequence[TollMention]) -> TollMention:
    """The statement, or for "a fourth demonstrator died" where nothing else is told before it, that of four."""
    number = _ordinal(_words(document.report.language), toll.text.casefold())
    if number is None or number < _FIRST_TELLING or told:
        return toll
    return msgspec.structs.replace(toll, low=number, best=number, high=number)


def _told_by_number(document: Document, dead: TollMention) -> bool:
    return _ordinal(_words(document.report.language), dead.text.casefold()) == dead.best


def _ordinal(words: _Words, said: str) -> int | None:
    found = words.ordinal.search(said)
    return words.ordinals.index(found.group(1)) + 2 if found else None
