"""The toll of one moment as each speaker gives it: statements of harm put on a side, subsets and totals left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.codebook import Outcome, TollSide
from dateline.extract.grammar.windows import LONGEST, inside, overlapping
from dateline.extract.mentions import ActorMention, TollMention
from dateline.extract.sides.sides import Roles
from dateline.extract.toll.camps import faces, facing
from dateline.extract.toll.contrast import AGAINST
from dateline.extract.toll.later import added
from dateline.extract.toll.unnamed import LOST, spans_of_people, told_as
from dateline.languages import load_language
from dateline.records import Reading, Span, Toll

_APART = {"civilian", "combatant"}
_OPPOSED = {"a", "b"}
_TURNED: dict[TollSide, TollSide] = {"a": "b", "b": "a", "civilians": "unknown", "unknown": "unknown"}
_JOINT = 6  # characters of ", and " between people told in one breath
_ONE_SENTENCE = 90  # characters; two equal numbers nearer than that are two sides of one clash


def settle_tolls(
    mentions: Sequence[TollMention], roles: Roles, actors: Sequence[ActorMention], *, civilians_only: bool
) -> tuple[Reading[Toll], ...]:
    """One toll an outcome and side; the last full figure of the one who tells counts, sums go by distinct people."""
    chosen: dict[tuple[Outcome, TollSide], TollMention] = {}
    before: dict[Outcome, TollSide] = {}
    counted = _without_wholes([one for one in mentions if not (one.subset or one.cumulative)])
    for mention, part_side in _by_side(counted, roles, actors):
        side = part_side or side_of(mention, roles, actors, civilians_only=civilians_only)
        if _faces(mention, chosen.get((mention.outcome, side)), side):
            side = _TURNED[side]
        if mention.rule == AGAINST:
            side = _TURNED[before.get(mention.outcome, "unknown")]
        before[mention.outcome] = side
        theirs = {key for key, one in chosen.items() if _opposed(mention, one, roles, actors)}
        twin = _retold(mention, {key: one for key, one in chosen.items() if key not in theirs})
        if twin is not None:
            if twin[1] == "unknown" and side != "unknown":
                chosen[mention.outcome, side] = chosen.pop(twin)
            continue
        old = chosen.get((mention.outcome, side))
        if old is not None and _same_breath(mention, old):
            chosen[mention.outcome, side] = added(old, mention)
        elif old is None or _prefers(mention, old):
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


def _without_wholes(mentions: Sequence[TollMention]) -> list[TollMention]:
    """The statements without a whole whose parts are told apart by another: the "ten civilians, four of them guards" of
    "six civilians and four guards died"."""
    shared = {(one.outcome, sum(part.best or 0 for part in one.parts)) for one in mentions if one.parts}
    return [one for one in mentions if one.parts or (one.outcome, one.best or 0) not in shared]


def without_known_attackers(
    mentions: Sequence[TollMention], told: Sequence[TollMention]
) -> list[TollMention]:
    """The statements without the attackers that a whole of the same act holds: "six attackers were killed" behind "21
    people, six attackers among them"."""
    held = {(one.outcome, one.best) for one in told if one.subset and _attackers(one)}
    return [
        one for one in mentions if one.subset or (one.outcome, one.best) not in held or not _attackers(one)
    ]


def _by_side(
    mentions: Sequence[TollMention], roles: Roles, actors: Sequence[ActorMention]
) -> Iterator[tuple[TollMention, TollSide | None]]:
    """The statements, in place of one of fighters and others together ("two soldiers and a nurse") each of its parts
    with its side where all of them stand on one."""
    for mention in mentions:
        parts = [(part, _part_side(part, roles, actors)) for part in mention.parts]
        if not parts or any(side == "unknown" for _, side in parts):
            yield mention, None
        else:
            yield from parts


def _part_side(part: TollMention, roles: Roles, actors: Sequence[ActorMention]) -> TollSide:
    """The side of a part; people who are told apart from fighters are civilians."""
    if part.status == "civilian":
        return "civilians"
    return side_of(part, roles, actors, civilians_only=False)


def _faces(mention: TollMention, other: TollMention | None, side: TollSide) -> bool:
    """True for the soldier of "six of the attackers and a soldier were killed": the other side's, by the sentence."""
    if other is None or side not in {"a", "b"} or mention.status != "combatant":
        return False
    near = abs(mention.span.start - other.span.start) <= _ONE_SENTENCE
    return near and _attackers(other) and not _attackers(mention)


def _opposed(mention: TollMention, other: TollMention, roles: Roles, actors: Sequence[ActorMention]) -> bool:
    """True where the one names fighters of side a and the other of side b, or soldiers and rebels."""
    if facing(told_as(mention), told_as(other)):
        return True
    named = _meant(mention, actors)[0]
    by_name = any(not actor.text.islower() for actor in named)  # "a soldier" may be of either
    return by_name and {_named_side(named, roles), _named_side(_meant(other, actors)[0], roles)} == _OPPOSED


def _retold(
    mention: TollMention, chosen: Mapping[tuple[Outcome, TollSide], TollMention]
) -> tuple[Outcome, TollSide] | None:
    """The figure told before that this one tells again: the same outcome and number, some sentences away, and not of
    the two sides of a fight."""
    for key, other in chosen.items():
        far = abs(mention.span.start - other.span.start) > _ONE_SENTENCE
        if _attackers(mention) != _attackers(other) or {mention.status, other.status} == _APART:
            continue
        again = far or (
            mention.text.casefold().startswith("the ") and mention.best != 1
        )  # "the five wounded officers"
        if again and key[0] == mention.outcome and mention.best is not None and mention.best == other.best:
            return key
    return None


def _same_breath(mention: TollMention, old: TollMention) -> bool:
    """True for the guards of "two soldiers and two guards were killed" where both stand on one side."""
    if mention.people is None or old.people is None or mention.trigger != old.trigger:
        return False
    first, second = sorted((mention.people, old.people))
    return 0 < second.start - first.end <= _JOINT and bool(mention.best and old.best)


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
    named, status = _meant(mention, actors)
    of_none = (
        {"civilian"} if status == "combatant" else {"civilian", "person"}
    )  # "six officers" are persons too
    unarmed = status == "civilian" or any(actor.role in of_none for actor in named)
    armed = status == "combatant" or any(actor.role == "combatant" for actor in named)
    if status == "mixed" or (unarmed and armed):
        return "unknown"
    if unarmed:
        return "civilians"
    if not mention.parts and _names_both(named, roles):
        return "unknown"
    named_side = _named_side(named, roles)
    if named_side is not None:
        return named_side
    if armed:
        return _side_of_armed(mention, named, roles)
    return "civilians" if civilians_only and status == "unknown" else "unknown"


def _names_both(named: Sequence[ActorMention], roles: Roles) -> bool:
    """True for "18 soldiers and gunmen": one figure for fighters of both sides."""
    return {_named_side([actor], roles) for actor in named} >= _OPPOSED


def _named_side(named: Sequence[ActorMention], roles: Roles) -> TollSide | None:
    """The side that one of these parties is of, if any."""
    if any(_same(actor, other) for actor in named for other in (*roles.side_a, *roles.also_a)):
        return "a"
    return "b" if any(_same(actor, other) for actor in named for other in roles.side_b) else None


def _meant(mention: TollMention, actors: Sequence[ActorMention]) -> tuple[list[ActorMention], str]:
    """The parties that the words for the harmed name, or those they are alike, and whether these fight."""
    meant: list[ActorMention] = []
    for span in spans_of_people(mention):
        meant = _named(span, actors)
        named = [actor for actor in meant if not _anybody(actor.text)]
        if named:
            return named, mention.status
        losers = _called_so(span, mention, actors)
        if losers:
            return losers, "combatant"
    return [], mention.status if not meant else "unknown"


def _called_so(span: Span, mention: TollMention, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The party whose fighters the opposition lost in "the opposition lost two men", where it was "opposition forces"
    before; none for other words."""
    if mention.rule != LOST or span != mention.alike:
        return []
    word = mention.alike_text.casefold().split()[-1]
    fighters = (one for one in actors if one.role == "combatant" and one.span.end <= mention.span.start)
    return [one for one in fighters if word in one.text.casefold().split()][:1]


def _side_of_armed(mention: TollMention, named: Sequence[ActorMention], roles: Roles) -> TollSide:
    """The side of fighters without a name: the attackers by their words, else the other camp than that of one side,
    else those who are attacked."""
    said = people_said(mention, named)
    if _attackers(mention):
        return "a" if roles.side_b else "unknown"
    if faces(said, roles.side_b) and not faces(said, (*roles.side_a, *roles.also_a)):
        return "a"
    return "b" if roles.side_b or faces(said, roles.side_a) else "unknown"


def people_said(mention: TollMention, named: Sequence[ActorMention]) -> str:
    """The words for those harmed: of their parties where some are named among them, else of the whole statement."""
    return " ".join(actor.text for actor in named) or told_as(mention)


def _anybody(words: str) -> bool:
    """True where the last word tells of no side: "at least 20 people", "25 combatants"."""
    anybody = load_language("en").toll["people_more"]["anybody"]
    return words.casefold().split()[-1] in anybody


def _attackers(mention: TollMention) -> bool:
    """True where the words for the harmed say that they are those who attacked: "two of the attackers"."""
    attackers = load_language("en").toll["people_more"]["attackers"]
    return any(word.strip(",;") in attackers for word in told_as(mention).casefold().split())


def _named(people: Span, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """Parties and people in the words for those harmed, with one more that "and" joins to them."""
    joined = people.end + len(" and ")
    behind = inside(actors, Span(joined, joined + LONGEST))
    named = overlapping(actors, people)
    return named + [a for a in behind if a.role == "civilian" and a.span.start == joined]


def _same(actor: ActorMention, other: ActorMention) -> bool:
    return actor.actor.name == other.actor.name or (actor.group is not None and actor.group == other.group)
