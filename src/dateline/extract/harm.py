"""The toll of one moment as each speaker gives it: statements of harm put on a side, subsets and totals left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.codebook import Outcome, TollSide
from dateline.extract.mentions import ActorMention, TollMention
from dateline.extract.roles import Roles
from dateline.extract.toll_camps import faces
from dateline.extract.windows import LONGEST, inside, overlapping
from dateline.languages import load_language
from dateline.records import Reading, Span, Toll

_APART = {"civilian", "combatant"}
_ONE_SENTENCE = 120  # characters; two equal numbers nearer than that are two sides of one clash


def settle_tolls(
    mentions: Sequence[TollMention], roles: Roles, actors: Sequence[ActorMention], *, civilians_only: bool
) -> tuple[Reading[Toll], ...]:
    """One toll an outcome and side; the last full figure of the one who tells counts, sums go by distinct people."""
    chosen: dict[tuple[Outcome, TollSide], TollMention] = {}
    for mention in mentions:
        if mention.subset or mention.cumulative:
            continue
        side = side_of(mention, roles, actors, civilians_only=civilians_only)
        if _faces(mention, chosen.get((mention.outcome, side)), side):
            side = "b" if side == "a" else "a"
        twin = _retold(mention, chosen)
        if twin is not None:
            if twin[1] == "unknown" and side != "unknown":
                chosen[mention.outcome, side] = chosen.pop(twin)
            continue
        old = chosen.get((mention.outcome, side))
        if old is None or _prefers(mention, old):
            chosen[mention.outcome, side] = mention
    return tuple(
        Reading(
            value=Toll(
                outcome=outcome,
                side=side,
                low=mention.low,
                best=mention.best,
                high=mention.high,
                as_written=mention.text,
            ),
            raw=mention.text,
            spans=tuple(sorted({*mention.beside, mention.span})),
            rule=mention.rule or "toll",
            confidence=mention.confidence,
        )
        for (outcome, side), mention in sorted(chosen.items(), key=lambda item: item[1].span)
    )


def _faces(mention: TollMention, other: TollMention | None, side: TollSide) -> bool:
    """True for the soldier of "six of the attackers and a soldier were killed": the other side's, by the sentence."""
    if other is None or side not in {"a", "b"} or mention.status != "combatant":
        return False
    near = abs(mention.span.start - other.span.start) <= _ONE_SENTENCE
    return near and _attackers(other.text) and not _attackers(mention.text)


def _retold(
    mention: TollMention, chosen: Mapping[tuple[Outcome, TollSide], TollMention]
) -> tuple[Outcome, TollSide] | None:
    """The figure told before that this one tells again: the same outcome and number, some sentences away, and not of
    the two sides of a fight."""
    for key, other in chosen.items():
        far = abs(mention.span.start - other.span.start) > _ONE_SENTENCE
        if _attackers(mention.text) != _attackers(other.text) or {mention.status, other.status} == _APART:
            continue
        if far and key[0] == mention.outcome and mention.best is not None and mention.best == other.best:
            return key
    return None


def _prefers(new: TollMention, old: TollMention) -> bool:
    """A number beats none, an explicit number beats a bare "a man", a greater total its part."""
    if old.best is None:
        return new.best is not None
    if new.best is None:
        return False
    return new.best > old.best


def side_of(
    mention: TollMention, roles: Roles, actors: Sequence[ActorMention], *, civilians_only: bool
) -> TollSide:
    """The side that the harmed people stand on, from their words, then from who they are among the parties."""
    people = mention.people or mention.span
    meant = _named(people, actors)
    named = [actor for actor in meant if not _anybody(actor.text)]
    status = mention.status if named or not meant else "unknown"
    unarmed = status == "civilian" or any(actor.role in {"civilian", "person"} for actor in named)
    armed = status == "combatant" or any(actor.role == "combatant" for actor in named)
    if status == "mixed" or (unarmed and armed):
        return "unknown"
    if unarmed:
        return "civilians"
    if any(_same(actor, other) for actor in named for other in (*roles.side_a, *roles.also_a)):
        return "a"
    if any(_same(actor, other) for actor in named for other in roles.side_b):
        return "b"
    if armed and roles.side_b:
        return "a" if _attackers(mention.text) else "b"
    if armed:
        said = people_said(mention, named)
        return "b" if faces(said, roles.side_a) and not _attackers(said) else "unknown"
    return "civilians" if civilians_only and status == "unknown" else "unknown"


def people_said(mention: TollMention, named: Sequence[ActorMention]) -> str:
    """The words for those harmed: of their parties where some are named among them, else of the whole statement."""
    return " ".join(actor.text for actor in named) or mention.text


def _anybody(words: str) -> bool:
    """True where the last word tells of no side: "at least 20 people", "25 combatants"."""
    anybody = load_language("en").toll["people_more"]["anybody"]
    return words.casefold().split()[-1] in anybody


def _attackers(words: str) -> bool:
    """True where the words for the harmed say that they are those who attacked: "two of the attackers"."""
    attackers = load_language("en").toll["people_more"]["attackers"]
    return any(word.strip(",;") in attackers for word in words.casefold().split())


def _named(people: Span, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """Parties and people in the words for those harmed, with one more that "and" joins to them."""
    joined = people.end + len(" and ")
    behind = inside(actors, Span(joined, joined + LONGEST))
    named = overlapping(actors, people)
    return named + [a for a in behind if a.role == "civilian" and a.span.start == joined]


def _same(actor: ActorMention, other: ActorMention) -> bool:
    return actor.actor.name == other.actor.name or (actor.group is not None and actor.group == other.group)
