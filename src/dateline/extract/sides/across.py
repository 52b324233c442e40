"""Sides across the moments of a report: what one moment leaves out and the others tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from dateline.codebook import STATES
from dateline.extract.mentions import HEAVY, ActorMention
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.sides.camps import among, is_foe
from dateline.extract.sides.sides import Roles
from dateline.extract.words.parties import load_words

_SUFFERED = frozenset({"harm"})


def complete_roles(
    roles: Sequence[Roles],
    moments: Sequence[Moment],
    background: Sequence[bool],
    sums: Mapping[int, Sequence[int]],
    alike: Mapping[int, int] = MappingProxyType({}),
) -> list[Roles]:
    """The same roles with a side that one moment leaves out taken from the total that counts it (`sums`: number of a
    total -> those it counts), or the moment it is told to be like (`alike`: its number -> that one's), else from a
    moment in which the other side is the same, or, but for what is background, from all others where they name one
    attacker only."""
    roles = _counted(_turned(roles, moments), moments, sums)
    for number, other in alike.items():
        roles[number] = _as_in(roles[number], roles[other], moments[number])
    told = list(zip(roles, moments, strict=True))
    return [
        _completed(own, moment, [pair for pair in told if pair[0] is not own], old=old)
        for (own, moment), old in zip(told, background, strict=True)
    ]


def _as_in(own: Roles, other: Roles, moment: Moment) -> Roles:
    """The roles with the named attacker of the other, where nobody acts here; both sides where two fight."""
    named = other.side_a[:1] if other.side_a and not other.side_a[0].generic else ()
    if own.side_a or not named or _any_among(named, own.side_b) or _is_agent_told(moment):
        return own
    fights = "fight" in moment.families and not own.side_b and not own.victims
    return replace(
        own,
        side_a=named,
        side_b=other.side_b[:1] if fights else own.side_b,
        inferred=own.inferred | ({"a", "b"} if fights else {"a"}),
    )


def _turned(roles: Sequence[Roles], moments: Sequence[Moment]) -> list[Roles]:
    """The roles with those on side a whom a state's forces strike on the day on which they attacked: "police killed
    four of the gunmen", where gunmen attacked before."""
    turned: list[Roles] = []
    for own, moment in zip(roles, moments, strict=True):
        same_day = [
            other for other, told in zip(turned, moments, strict=False) if _may_share_day(told, moment)
        ]
        before = [actor for other in same_day for actor in other.side_a]
        states = own.side_a and all(actor.actor.inter in STATES for actor in own.side_a)
        again = [actor for actor in own.side_b if any(_same_foe(actor, other) for other in before)]
        if states and again and len(again) == len(own.side_b):
            own = replace(own, side_a=own.side_b, side_b=own.side_a)
        turned.append(own)
    return turned


def _counted(
    roles: Sequence[Roles], moments: Sequence[Moment], sums: Mapping[int, Sequence[int]]
) -> list[Roles]:
    """The roles with a side that a part leaves out taken from its total: "rebels hit five posts", "the first was
    overrun", unless the part tells who acts there in words that are no party's."""
    filled = list(roles)
    for total, parts in sums.items():
        whole = roles[total]
        for number in parts:
            own = filled[number]
            may_act = not own.side_a and not _is_agent_told(moments[number])
            may_act = may_act and not (_blasts(moments[number]) and all(map(_is_unknown, whole.side_a)))
            if may_act and whole.side_a and not _any_among(whole.side_a, own.side_b):
                own = replace(own, side_a=whole.side_a, inferred=own.inferred | {"a"})
            struck = bool(own.side_b or own.victims)
            if own.side_a and not struck and whole.side_b and not _any_among(whole.side_b, own.side_a):
                own = replace(own, side_b=whole.side_b, inferred=own.inferred | {"b"})
            filled[number] = own
    return filled


def _any_among(actors: Sequence[ActorMention], side: Sequence[ActorMention]) -> bool:
    return any(among(actor, side) for actor in actors)


def _may_share_day(a: Moment, b: Moment) -> bool:
    """False where both days are told, and they share none."""
    return days_meet(a.period, b.period) is not False


def _same_foe(actor: ActorMention, other: ActorMention) -> bool:
    """True for "gunmen" and "the gunmen", neither of whom has a name, and who attack by that word alone."""
    noun = actor.text.split()[-1].casefold()
    attacking = noun in load_words().attackers and noun == other.text.split()[-1].casefold()
    return attacking and is_foe(actor) and is_foe(other)


def _completed(own: Roles, moment: Moment, told: Sequence[tuple[Roles, Moment]], *, old: bool) -> Roles:
    others = [roles for roles, _ in told]
    if own.side_b and not own.side_a and not old:
        others = [roles for roles, other in told if _may_be_means(roles, other, moment)]
        found = _opponents(
            own.side_b, [(o.side_b, o.side_a) for o in others] + [(o.side_a, o.side_b) for o in others]
        )
        return replace(own, side_a=found, inferred=own.inferred | {"a"}) if found else own
    if not own.side_a and not own.side_b and not old and not _is_agent_told(moment):
        near = [pair for pair in told if _in_one_country(pair[1], moment)]
        alike = [
            roles
            for roles, other in near
            if _may_be_means(roles, other, moment)
            and not _is_on_the_other_side(roles, own, moment)
            and (_do_alike(other, moment) or _is_heavy(moment, roles))
            and _may_have_arms(roles, other, moment)
        ]
        others = alike if "air" in moment.families else [roles for roles, _ in near]
        found = _only_attacker(alike, others)  # only one side of those told has aircraft
        return replace(own, side_a=found, inferred=own.inferred | {"a"}) if found else own
    if own.side_a and not own.side_b and not own.victims and _may_fight_state(own.side_a, moment):
        found = _opponents(
            own.side_a, [(o.side_a, o.side_b) for o in others] + [(o.side_b, o.side_a) for o in others]
        )
        found = tuple(actor for actor in found if actor.actor.inter in STATES)
        return replace(own, side_b=found, inferred=own.inferred | {"b"}) if found else own
    return own


def _do_alike(a: Moment, b: Moment) -> bool:
    """True for two acts of one kind; who strikes from the air does so elsewhere, who shot people does not."""
    shared = a.families & b.families
    return bool(shared) and ("air" not in b.families or "air" in shared)


def _in_one_country(a: Moment, b: Moment) -> bool:
    """False where the two places are known to lie in two countries: across a border others strike."""
    countries = {moment.place.place.country for moment in (a, b) if moment.place is not None}
    return len(countries - {None}) < 2


def _may_be_means(roles: Roles, other: Moment, moment: Moment) -> bool:
    """False for a bomb where the other tells of none: those without a name who shot people there need not have laid
    it."""
    named = any(actor.actor.actor_id and actor.actor.inter not in STATES for actor in roles.side_a)
    return named or not _blasts(moment) or (_blasts(other) and not all(map(_is_unknown, roles.side_a)))


def _is_on_the_other_side(roles: Roles, own: Roles, moment: Moment) -> bool:
    """True for a state's forces who fought armed people there, where unarmed people were killed here by hand."""
    states = bool(roles.side_a) and all(actor.actor.inter in STATES for actor in roles.side_a)
    return states and bool(roles.side_b and own.victims) and moment.families.isdisjoint(HEAVY)


def _is_unknown(actor: ActorMention) -> bool:
    """True for "gunmen" and "unidentified attackers", of whom nothing is known but what they did there."""
    return actor.generic and actor.text.casefold().split()[-1] in load_words().attackers


def _blasts(moment: Moment) -> bool:
    """True where something explodes, also in the words "a bomb killed"."""
    acts = {event.act for scene in moment.scenes for event in scene.events}
    return "explosion" in acts | moment.families


def _is_heavy(moment: Moment, roles: Roles) -> bool:
    """True for shells and air strikes, and a known party: who has such arms elsewhere in the report has them here."""
    return bool(moment.families & HEAVY) and any(actor.actor.actor_id for actor in roles.side_a)


def _may_fight_state(side: Sequence[ActorMention], moment: Moment) -> bool:
    """True where a party that is no state's fights, so that the state it fights elsewhere may be meant here."""
    return "fight" in moment.families and not any(actor.actor.inter in STATES for actor in side)


def _may_have_arms(roles: Roles, other: Moment, moment: Moment) -> bool:
    """False for shells and air strikes where those told are no state's and fought otherwise: who ambushed a patrol need
    have no guns."""
    states = any(actor.actor.inter in STATES for actor in roles.side_a)
    return states or not moment.families & HEAVY or bool(other.families & HEAVY)


def _is_agent_told(moment: Moment) -> bool:
    """True when the text names who acts, in words that are no party's: not whoever attacked elsewhere, then. In "the
    shelling killed a woman" and "a missile killed a woman" nobody is named."""
    return any(
        not any(phrase.overlaps(span) for act in scene.events for span in (act.span, *act.weapon_spans))
        for scene in moment.scenes
        for event in scene.events
        if event.family not in _SUFFERED
        for phrase in event.agents
    )


def _only_attacker(alike: Sequence[Roles], others: Sequence[Roles]) -> tuple[ActorMention, ...]:
    """The attacker of all other moments that name one, where it is one camp and did the same there; a bomber acts
    once."""
    acting = [other.side_a for other in others if other.side_a]
    first = next((roles.side_a[0] for roles in alike if roles.side_a), None)
    if first is None or _acts_once(first) or not all(among(first, side) for side in acting):
        return ()
    return (first,)


def _acts_once(actor: ActorMention) -> bool:
    return actor.generic and actor.text.casefold().split()[-1].rstrip("s") in {"bomber", "attacker"}


def _opponents(
    side: Sequence[ActorMention], pairs: Sequence[tuple[Sequence[ActorMention], Sequence[ActorMention]]]
) -> tuple[ActorMention, ...]:
    """Whoever stands against this side in the first pair that has it."""
    for same, against in pairs:
        named = tuple(actor for actor in against if not among(actor, side))
        if named and any(among(actor, side) for actor in same) and not _acts_once(named[0]):
            return named[:1]
    return ()
