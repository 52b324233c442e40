"""People first told as hurt who died: "one of the wounded died" adds to the dead and lessens the hurt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from dateline.extract.mentions import TollMention
from dateline.extract.toll.camps import facing
from dateline.extract.toll.people import people_words
from dateline.extract.toll.triggers import LEFT_OPEN
from dateline.extract.toll.unnamed import told_as
from dateline.languages import load_language
from dateline.text import Document

RULE = "toll.died_later"
_TALE = 5  # sentences in which one who was shot is told to have died
_TIMES = frozenset({"DATE", "TIME"})
_MEANT = frozenset({"dobj", "pobj"})  # whom "them" means where something is done to them
EARLIER = ".earlier"  # ends the rule of a figure given before the one given now
GOING_ON = frozenset(
    {RULE, "toll.raised"}
)  # figures that go on from those told before, and contradict nobody


def with_died_later(document: Document, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The statements of one moment in the order of the text: a death among those told as hurt is added to the dead
    told last, and taken from the hurt, unless one sentence tells both or the dead are a total that may hold it."""
    told: list[TollMention] = []
    for toll in sorted(tolls, key=lambda one: one.span):
        hurt = _last(told, "injured")
        if _is_how(document, toll, told):
            told.append(msgspec.structs.replace(toll, subset=True))
            continue
        if hurt is not None and _of_the_hurt(document, hurt, toll):
            told.append(msgspec.structs.replace(toll, subset=True))
            continue
        if hurt is not None and _was_shot(document, hurt, toll):
            told = [
                msgspec.structs.replace(one, subset=True) if _was_shot(document, one, toll) else one
                for one in told
            ]
            hurt = None
        dead = _last(told[: told.index(hurt)] if hurt else told, "killed")
        if (
            not _was_hurt(document, toll, told)
            or toll.best is None
            or _is_retold(document, toll, tolls, told)
        ):
            told.append(toll)
            continue
        if hurt is not None and hurt.best is not None and hurt.best >= toll.best:
            told[told.index(hurt)] = _less(hurt, toll.best)
        if dead is None or document.sentence_at(dead.span.start) == document.sentence_at(toll.span.start):
            told.append(toll)
        elif dead.rule.startswith("toll.") or _is_among(document, dead, toll, tolls):
            told.append(msgspec.structs.replace(toll, subset=True))
        else:
            told.append(added(dead, toll))
    return told


def _is_among(document: Document, dead: TollMention, toll: TollMention, tolls: Sequence[TollMention]) -> bool:
    """True for "one of the injured died" behind one dead of another paragraph, or where the total is told again behind
    it, and nothing says that it was after they were counted: neither "later" nor a day, nor "has died"."""
    counted, here = (document.sentence_at(one.span.start) for one in (dead, toll))
    again = any(
        one.best == dead.best and one.outcome == dead.outcome
        for one in tolls
        if one.span.start > toll.span.end
    )
    if counted.paragraph == here.paragraph or not (again or dead.best == toll.best):
        return False
    after = load_language(document.report.language).toll["died_later"]["after"]
    return not any(
        token.lower_ in after or token.ent_type_ in _TIMES or (token.dep_ == "aux" and token.lemma_ == "have")
        for token in document.tokens(here)
    )


def _is_retold(
    document: Document, toll: TollMention, tolls: Sequence[TollMention], told: Sequence[TollMention]
) -> bool:
    """True for "one of them died and the other was hurt" behind one killed and one hurt: both figures once more."""
    here = document.sentence_at(toll.span.start).span
    beside = _last(
        [one for one in tolls if here.covers(one.span) and one.span.start > toll.span.start], "injured"
    )
    dead, hurt = _last(told, "killed"), _last(told, "injured")
    if beside is None or dead is None or hurt is None:
        return False
    return dead.best == toll.best and hurt.best == beside.best


def without_earlier(tolls: Sequence[TollMention]) -> list[TollMention]:
    """The statements of one moment; what was said earlier is a part where another figure is given now."""
    now = {toll.outcome for toll in tolls if toll.best is not None and _is_whole(toll)}
    return [
        msgspec.structs.replace(toll, subset=True)
        if toll.rule.endswith(EARLIER) and toll.outcome in now
        else toll
        for toll in tolls
    ]


def without_found(document: Document, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The statements of one moment in the order of the text; bodies that are found are a part of more dead who were
    told before, unless they are of the other camp or "more" bodies."""
    told: list[TollMention] = []
    for toll in sorted(tolls, key=lambda one: one.span):
        dead = [one for one in told if one.outcome == "killed" and _is_whole(one)]
        if _counts_bodies(document, toll) and any(_is_of(toll, one) for one in dead):
            toll = msgspec.structs.replace(toll, subset=True)
        told.append(toll)
    return told


def _counts_bodies(document: Document, toll: TollMention) -> bool:
    """True for "the bodies of two soldiers"; "two more bodies" go on from those told before."""
    words = load_language(document.report.language).toll
    at = toll.trigger.start if toll.trigger is not None else toll.span.start
    noun = document.doc.char_span(at, at + 1, alignment_mode="expand")
    if toll.outcome != "killed" or not _is_whole(toll) or noun is None:
        return False
    more = re.search(rf"\b(?:{'|'.join(words['joining']['more'])})\b", toll.text.casefold())
    return noun.root.lemma_.casefold() in words["people_more"]["remains"] and more is None


def _is_of(found: TollMention, dead: TollMention) -> bool:
    """True where those found may be some of these dead."""
    return (found.best or 0) < (dead.best or 0) and not facing(told_as(found), told_as(dead))


def _is_whole(toll: TollMention) -> bool:
    return not (toll.subset or toll.cumulative or toll.rule.endswith(EARLIER))


def _was_shot(document: Document, hurt: TollMention, toll: TollMention) -> bool:
    """True where those who were shot are told right behind to have died: "shot two brothers. Both died"."""
    open_ended = hurt.outcome == "injured" and hurt.rule.endswith(LEFT_OPEN)
    if not open_ended or toll.outcome != "killed" or toll.best != hurt.best or toll.subset:
        return False
    words = load_language(document.report.language).toll["died_later"]
    start, end = hurt.span.start, toll.span.start
    one = toll.best == 1 and toll.text.casefold().split()[0] in words["told_before"]
    near = 0 <= document.sentence_at(end).index - document.sentence_at(start).index <= (_TALE if one else 1)
    return near and toll.text.casefold().split()[0] in words["known"]


def _is_how(document: Document, toll: TollMention, told: Sequence[TollMention]) -> bool:
    """True for "a mob killed a student, beating and shooting him" and, where nobody is told as hurt, for "he was shot
    in the head" behind one dead, which say how he died."""
    dead = _last(told, "killed")
    if toll.outcome != "injured" or dead is None or dead.best != toll.best:
        return False
    shot = toll.people.of(document.text).casefold() if toll.people is not None else ""
    words = load_language(document.report.language).toll["died_later"]
    if not toll.rule.endswith(LEFT_OPEN) and (toll.best != 1 or shot in words["him"]):
        return False
    if shot in words["him"]:
        return document.sentence_at(toll.span.start).span.covers(dead.span)
    return shot in words["told_before"] and _last(told, "injured") is None


def _of_the_hurt(document: Document, hurt: TollMention, toll: TollMention) -> bool:
    """True for "two of them were in critical condition" behind nine who were wounded."""
    _, of_them = _wording(document.report.language)
    fewer = toll.outcome == "injured" and (toll.best or 0) < (hurt.best or 0)
    return fewer and bool(of_them.search(toll.text.casefold()))


def goes_on(document: Document, toll: TollMention, told: Sequence[TollMention]) -> bool:
    """True for a figure that goes on from those told: a toll that rose, or a death among the hurt."""
    return toll.rule in GOING_ON or _was_hurt(document, toll, told)


def is_later_death(document: Document, toll: TollMention) -> bool:
    """True for words of a death among people told before: "of the wounded", "of them"."""
    words = toll.text.casefold()
    return toll.outcome == "killed" and any(
        pattern.search(words) for pattern in _wording(document.report.language)
    )


def handed_back(document: Document, owned: Sequence[Sequence[TollMention]]) -> list[list[TollMention]]:
    """The statements of each moment, where the death of one "of the wounded" that stands with a moment without any
    goes to the last one before it that has some."""
    given = [list(tolls) for tolls in owned]
    of_hurt, _ = _wording(document.report.language)
    for number, tolls in enumerate(given):
        if any(toll.outcome == "injured" for toll in tolls):
            continue
        for toll in [t for t in tolls if t.outcome == "killed" and of_hurt.search(t.text.casefold())]:
            before = [n for n in range(number) if _last(given[n], "injured")]
            if before and toll.span.start > max(t.span.start for t in given[before[-1]]):
                tolls.remove(toll)
                given[before[-1]].append(toll)
    return given


def _last(told: Sequence[TollMention], outcome: str) -> TollMention | None:
    """The last full figure of one outcome."""
    figures = [
        t for t in told if t.outcome == outcome and t.best is not None and not t.subset and not t.cumulative
    ]
    return figures[-1] if figures else None


def _was_hurt(document: Document, toll: TollMention, told: Sequence[TollMention]) -> bool:
    """True for the death of some "of the wounded", of "the wounded driver", or "of them" who were told as hurt."""
    if toll.outcome != "killed" or toll.subset or toll.cumulative or not toll.best:
        return False
    of_hurt, of_them = _wording(document.report.language)
    words = toll.text.casefold()
    if of_hurt.search(words):
        return True
    if not of_them.search(words):
        return False
    if _are_told_beside(document, toll):
        return False
    before = [one for one in told if not one.subset]
    start = document.sentence_at(toll.span.start).span.start
    said = document.text[start : toll.span.start].casefold()
    return bool(of_hurt.search(said)) or (bool(before) and before[-1].outcome == "injured")


def _are_told_beside(document: Document, toll: TollMention) -> bool:
    """True for the five of "fired on the soldiers, killing five of them", who are of people named right there."""
    known = people_words(document.report.language).known
    tokens = document.tokens(document.sentence_at(toll.span.start))
    return any(
        token.tag_ == "NNS" and token.dep_ in _MEANT and known(token.lemma_.casefold())
        for token in tokens
        if token.idx < toll.span.start
    )


@lru_cache(maxsize=4)
def _wording(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_language(language).toll["died_later"]
    hurt, owners, them = ("|".join(words[key]) for key in ("hurt", "owners", "them"))
    return re.compile(rf"\b(?:{owners}) (?:\d+ )?(?:{hurt})\b"), re.compile(rf"\b(?:{them})\b")


def _less(hurt: TollMention, died: int) -> TollMention:
    low, high = (None if n is None else max(0, n - died) for n in (hurt.low, hurt.high))
    return msgspec.structs.replace(hurt, low=low, best=(hurt.best or 0) - died, high=high)


def added(dead: TollMention, toll: TollMention) -> TollMention:
    """The dead told before and the death together, in the words of both."""
    low, best, high = (
        None if a is None or b is None else a + b
        for a, b in ((dead.low, toll.low), (dead.best, toll.best), (dead.high, toll.high))
    )
    return msgspec.structs.replace(
        toll, text=f"{dead.text} … {toll.text}", low=low, best=best, high=high, people=dead.people,
        status=dead.status, beside=(*dead.beside, dead.span), rule=RULE, confidence=0.6,
    )  # fmt: skip
