"""The two sides and the victims of a moment, while its acts are gone through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.codebook import BANDS, CROWDS, STATES, Inter
from dateline.extract.mentions import (
    HEAVY,
    INTERCEPTION,
    SHOT_DOWN,
    ActorMention,
    EventMention,
    TollMention,
)
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Scene
from dateline.extract.sides.camps import (
    allied,
    among,
    are_two_camps,
    is_attacker,
    is_bomber,
    is_called_foe,
    is_captor,
    is_crew,
    is_foe,
    is_of_state,
    is_rebel,
    may_fight,
    may_oppose,
    opposed,
)
from dateline.records import Span

_FIGHTS = frozenset({"clash"})
_RIOTS = frozenset({"riot"})
_RECAPTURE = "recapture"
_LOSS = "lose."  # rules by which a force tells of its own dead
_FIGHTING = BANDS | {Inter.STATE}
_FOUGHT = frozenset({"fight", "killing", "explosion", "air", "shelling", "harm"})
_UNARMED = frozenset({"sexual"})  # done to the unarmed
_OF_THINGS = frozenset({"destruction"})
_DEEDS = frozenset(
    {"fight", "killing", "explosion", "abduction", "destruction", "sexual"}
)  # anybody may do these
_OF_THE = len(" from the ")
_BLASTS = frozenset({"explosion"})
_TWO_SIDED = frozenset(
    {"fight", "killing", "explosion"}
)  # families that may have another side, unsaid beside the act


@dataclass(frozen=True, slots=True)
class Roles:
    """Mentions of the acting side, the armed side acted upon, and the unarmed people harmed.

    `inferred` names the sides ("a", "b") that the moment leaves out and the rest of the report tells; `also_a` holds
    further words for side a, which stand for a party named there already.
    """

    side_a: tuple[ActorMention, ...] = ()
    side_b: tuple[ActorMention, ...] = ()
    victims: tuple[ActorMention, ...] = ()
    inferred: frozenset[str] = frozenset()
    also_a: tuple[ActorMention, ...] = ()


def _loser(toll: TollMention, scene: Scene) -> ActorMention | None:
    """The armed party named last before a loss."""
    before = [a for a in scene.actors if a.role == "combatant" and a.span.end <= toll.span.start]
    return before[-1] if before else None


def _is_struck(actor: ActorMention, moment: Moment) -> bool:
    """True for one whom the words of an act or of a loss, and no pronoun, name as acted upon."""
    acts = (phrase for scene in moment.scenes for event in scene.events for phrase in event.patients)
    losses = (toll.people or toll.span for scene in moment.scenes for toll in scene.tolls)
    return any(phrase.overlaps(actor.span) for phrase in (*acts, *losses))


class Sides:
    """The two sides and the victims while the acts of a moment are gone through."""

    def __init__(
        self,
        speakers: Sequence[Span],
        tellers: Sequence[ActorMention],
        *,
        fought: bool = False,
        blown_up: bool = False,
        from_afar: bool = False,
    ) -> None:
        self.speakers = speakers
        self.fought = fought
        self.blown_up = blown_up
        self.from_afar = from_afar
        self.tellers = [actor for actor in tellers if actor.actor.inter in _FIGHTING]
        self.spoke: list[ActorMention] = []
        self.a: list[ActorMention] = []
        self.b: list[ActorMention] = []
        self.victims: list[ActorMention] = []
        self.also_a: list[ActorMention] = []
        self.aimed_at: list[ActorMention] = []
        self.rioters: list[ActorMention] = []

    def take(self, event: EventMention, scene: Scene) -> None:
        """Puts the one who acts on side a and the one acted upon on side b or among the victims."""
        if event.act in _FIGHTS and self._tells_who_speaks(event):
            return
        acting = scene.named_in(event.agents)
        things = event.family in _OF_THINGS or event.act == SHOT_DOWN
        undergoing = scene.named_in(event.patients, pronouns=not things)
        if event.of_known:  # "rounded up 30 men and took them away": none of those who act
            undergoing = [actor for actor in undergoing if actor not in acting]
            told = [actor for actor in undergoing if not scene.sentence.span.covers(actor.span)]
            undergoing = [
                actor for actor in undergoing if not (actor in told and speaks(actor, self.speakers))
            ]  # "11 bodies were found, police said. It was not known who killed them"
        if event.act == INTERCEPTION and self.victims:
            undergoing = []  # who shoots drones down met them, but where they hit others
        alone = not event.nominal and not event.patients  # "two clans traded shots"
        fought = event.act in _FIGHTS and (len(acting) > 1 or alone)  # "clashes between farmers and herders"
        armed = [
            actor
            for actor in acting
            if actor.role == "combatant" or actor.actor.inter in CROWDS or (fought and may_fight(actor))
        ]
        if not armed and event.family in _DEEDS and (fought or event.patients):
            armed = [actor for actor in acting if actor.role in {"civilian", "person"}]
            if event.nominal and not fought:  # "the attack by tribesmen on a patrol"
                armed = [actor for actor in armed if may_fight(actor)]
            armed = [actor for actor in armed if actor not in self.victims]  # nobody shot himself
            if self.a and all(actor.actor.inter in STATES for actor in self.a):
                return  # "troops shot four protesters after youths burned a bus"
        if event.act in _RIOTS and not event.nominal:
            self.rioters += [actor for actor in acting if actor.role == "civilian"]
        beside = [actor for actor in armed if actor.function == "beside"]
        if event.act not in _FIGHTS and any(opposed(one, other) for one in beside for other in armed):
            armed = [actor for actor in armed if actor not in beside]  # "attacks on troops ... by rebels"
            undergoing = [*undergoing, *beside]
        if event.act in _FIGHTS and armed:
            first, others = armed[0], armed[1:]
            against = [actor for actor in others if not allied(actor, first)]
            if not against and not undergoing:  # two of one camp that fell out
                fallen_out = [a for a in others if not a.generic and a.actor.name != first.actor.name][:1]
                self.a += [actor for actor in armed if fallen_out and actor not in fallen_out]
                self.b += fallen_out
                if fallen_out:
                    return
            armed = [actor for actor in armed if actor not in against]
            undergoing = [*undergoing, *against]
        else:  # "an exchange of shelling between X and Y": the second is shelled
            armed = [actor for actor in armed if actor not in undergoing] or armed
        struck = [actor for actor in undergoing if actor.role == "combatant"]
        if event.act in _FIGHTS and armed and not struck and not any(map(is_of_state, armed)):
            struck = [actor for actor in undergoing if may_fight(actor)][:1]  # "clashed with villagers"
            self.b += struck
        if event.act == SHOT_DOWN and not struck:  # so do those who shoot down what nobody is named for
            self.undergo([] if self.victims else armed)
            return
        if any(among(actor, self.a) for actor in struck):  # whoever strikes back at side a is side b
            self.undergo(armed)
            return
        if armed and struck and all(among(actor, self.b) for actor in armed):
            self.a += [actor for actor in struck if not among(actor, self.b)]
            return
        if armed and struck and self._strikes_back(armed, struck):
            self.also_a += struck
            self.undergo(armed)
            return
        claimed = all(speaks(actor, self.speakers) for actor in armed) and not event.nominal
        if armed and claimed and self.victims and self.from_afar and not self.b:
            self.spoke += armed  # "the Front said it had hit a gathering of the Guard", where a market was
            return
        others = [actor for actor in armed if not among(actor, self.a)]
        retaken = event.act == _RECAPTURE and others == armed
        if self.a and others and (retaken or any(opposed(actor, self.a[0]) for actor in others)):
            self.undergo(armed)  # each attacks: the one told first began
            return
        acting_now = [actor for actor in armed if not among(actor, self.b)]
        telling = [
            actor
            for actor in acting_now
            if speaks(actor, self.speakers) and event.clause.overlaps(actor.span) and not event.nominal
        ]  # who "claimed the attack" did it, and in "the army said it attacked" the army does act
        again = [
            actor for actor in acting_now if self.a and is_attacker(actor)
        ]  # "the attackers burned a car"
        self.also_a += again
        self.a += [actor for actor in acting_now if actor not in telling and actor not in again]
        self.spoke += telling
        self.aimed_at += undergoing if acting_now else []
        self.undergo(undergoing)

    def _tells_who_speaks(self, event: EventMention) -> bool:
        """True for "a militia fighting the rebels told the Herald", which says no more than who it is."""
        speaking = [any(phrase.overlaps(said) for said in self.speakers) for phrase in event.agents]
        return event.text.endswith("ing") and not event.nominal and bool(speaking) and all(speaking)

    def _strikes_back(self, armed: Sequence[ActorMention], struck: Sequence[ActorMention]) -> bool:
        """True for a state's forces that meet "the gunmen", where those who attacked have no name either, and for
        whoever meets "the attackers", where no state's forces attacked."""
        if all(self._acted_already(actor) for actor in struck) and not any(among(a, self.a) for a in armed):
            return True
        unnamed = bool(self.a) and all(is_foe(actor) for actor in self.a)
        foes = all(is_foe(actor) for actor in struck)
        return unnamed and foes and all(actor.actor.inter in STATES for actor in armed)

    def has(self, actor: ActorMention | None) -> bool:
        """True for a party of side a."""
        return actor is not None and among(actor, self.a)

    def undergo(self, actors: Iterable[ActorMention]) -> None:
        """Puts armed people on side b unless they act, and unarmed people among the victims; a crowd is armed where
        two fight. "The attackers" are those who act, where no state's forces do."""
        for actor in actors:
            if self._acted_already(actor) or (self.blown_up and is_bomber(actor)):
                self.also_a.append(actor)
                continue
            crowd = actor.actor.inter in CROWDS and not self.fought
            if actor.role == "combatant" and not crowd and not among(actor, self.a):
                self.b.append(actor)
            elif actor.role in {"civilian", "person"} or crowd:
                self.victims.append(actor)

    def _acted_already(self, actor: ActorMention) -> bool:
        """True for "the attackers" who were killed in what others than a state's forces began."""
        called = is_attacker(actor)
        return bool(self.a) and called and not any(one.actor.inter in STATES for one in self.a)

    def take_losses(self, scene: Scene) -> None:
        """Puts those whom the statements of harm name on side b or among the victims, unless they tell of their own."""
        acting = [phrase for event in scene.events for phrase in event.agents]
        for toll in scene.tolls:
            harmed = [a for a in scene.actors if (toll.people or toll.span).overlaps(a.span)]
            harmed = [a for a in harmed if not any(a.span.overlaps(phrase) for phrase in acting)]
            loser = _loser(toll, scene) if toll.rule.startswith(_LOSS) else None
            if self.has(loser):
                continue  # "the rebels lost two fighters"
            if loser is not None and loser in self.tellers:
                self.tellers.remove(loser)  # "the Guard said that it had lost an officer"
                harmed = [loser]
            self.undergo(harmed)

    def turn(self, moment: Moment) -> None:
        """Puts on side a those of side b whose name says that they did it, though nothing else does: "men were killed;
        the attackers belonged to another clan", "troops freed 16 women who had been kidnapped, and killed four
        abductors"."""
        if self.victims and not self.a and all(is_attacker(a) and not _is_struck(a, moment) for a in self.b):
            self.a, self.b = self.b, []
        captors = bool(self.b) and all(map(is_captor, self.b))
        if "abduction" in moment.families and captors and all(map(is_of_state, self.a)):
            self.a, self.b = self.b, self.a

    def part_foes(self, *, swept: bool) -> None:
        """Parts side b where it holds a state's forces and their enemies, for of a clash the dead of both are told: in
        an operation, or where rebels by name met them, the forces act, else the enemies. The soldier who fell where
        troops act is theirs."""
        states = [actor for actor in self.b if actor.actor.inter in STATES]
        bare = all(is_foe(actor) for actor in self.a)  # "his captors" are those whom the forces met
        rebels = [actor for actor in self.b if bare and is_rebel(actor) and actor not in self.aimed_at]
        foes = [actor for actor in self.b if is_foe(actor) or (self.a and is_called_foe(actor))] + rebels
        if not states or not foes:
            return
        if any(actor.actor.inter in STATES for actor in self.a):
            own = [actor for actor in states if actor.generic and actor not in self.aimed_at]
            self.b = [actor for actor in self.b if actor not in own]
            self.also_a += own
            return
        if (swept or rebels) and bare:
            self.a, self.b = states, [actor for actor in self.b if actor not in states]
            return
        self.b = [actor for actor in self.b if actor not in foes]
        self.also_a = foes
        self.a = self.a or foes

    def fill(self, named: Sequence[ActorMention], families: frozenset[str], *, told: bool) -> None:
        """Gives an empty side the other camp that is named beside the act; `told`: the act says whom it killed."""
        if not self.a:
            self.a += [actor for actor in self.spoke if not among(actor, self.b)]
        rest = [actor for actor in named if not among(actor, [*self.a, *self.b, *self.victims])]
        rest = [actor for actor in rest if actor.function != "attends"]
        loose = _likely_to_act(rest, families)
        if families & _BLASTS and not families & HEAVY:  # whom a bomb goes off beside did not lay it
            loose = [actor for actor in loose if not is_of_state(actor) and not is_crew(actor)]
        if self.a and not self.b and not self.victims:
            if families & _TWO_SIDED and not told:
                self.b += rest[:2]
        elif self.b and not self.a:
            doers = self.rioters[:1] or _foes_first(loose, self.b)[:2]
            attacked = [
                actor for actor in rest if actor.function == "answers" and not allied(actor, self.b[0])
            ]
            if attacked and not doers:  # "four rebels were killed when the troops returned fire"
                self.a, self.b = self.b, attacked[:1]
                return
            self.a += doers or self._told_by(families)
        elif not self.a and not self.b:
            if self.rioters and all(actor.function == "beside" for actor in loose):
                self.a, self.b = self.rioters[:1], loose  # "youths threw stones at police"
                return
            self.a += loose[:1]
            if (
                self.fought and not self.victims
            ):  # "a clash broke out that day between the Front and the Guard"
                beside = [one for one in rest if one.function == "beside" and loose[:1] != [one]]
                self.b += [one for one in beside if loose and are_two_camps(one, loose[0])][:1]
            if not self.a and not self.victims and families & _TWO_SIDED:
                self.b += [actor for actor in rest if actor.function == "undergoes"][:1]
                self.a += self._told_by(families) if any(not actor.generic for actor in self.b) else []
        if (
            self.a and not self.b and not self.victims and families.isdisjoint(_UNARMED)
        ):  # "overtook the thieves", "entered a police barracks"
            behind = [one for one in rest if one.span > self.a[0].span and one.function == "undergoes"]
            self.b += [one for one in behind if may_oppose(one, self.a[0])][:1]

    def _told_by(self, families: frozenset[str]) -> list[ActorMention]:
        """A party that tells of its enemy's losses, where nobody else is named for them: "a mine went off under an
        army truck, the Front said"."""
        guards = all(actor.generic and actor.actor.inter == Inter.IDENTITY_MILITIA for actor in self.b)
        tellers = [actor for actor in self.tellers if not among(actor, self.b)]
        tellers = [actor for actor in tellers if not (guards and actor.actor.inter in STATES)]
        tellers = [actor for actor in tellers if actor.actor.actor_id or actor.actor.inter not in STATES]
        return tellers[:1] if families & _FOUGHT else []  # "a security official said": of no known state

    def part_camps(self) -> None:
        """Puts the second of two known camps of side a on side b where they fought and only bare words stand there:
        "clashes of the Front and the Guard; 21 combatants fell"."""
        first = next((actor for actor in self.a if actor.group is not None), None)
        if (
            not self.fought
            or first is None
            or not all(a.generic and a.actor.inter not in STATES for a in self.b)
        ):
            return
        others = [a for a in self.a if a.group is not None and not allied(a, first)]
        if others and not any(among(actor, self.a) for actor in self.b):
            self.a = [actor for actor in self.a if actor not in others]
            self.b = others

    def roles(self) -> Roles:
        """What was gathered, each party once."""
        # "their patrol" beside "two soldiers", "the group" beside a party by name, tell of nobody else
        by_name = any(not actor.generic for actor in self.a)
        acting = [a for a in self.a if not (by_name and a.generic and a.actor.inter is None)]
        acting = [a for a in acting if not _has_name_behind(a, acting)]
        known = [actor for actor in self.b if actor.actor.inter is not None or not actor.generic]
        against = known or self.b
        if any(is_rebel(actor) for actor in acting):  # those of a battle that left "12 of the attackers dead"
            against = [actor for actor in against if not is_attacker(actor)]
        sides = (_distinct(acting), _distinct(against), _distinct(self.victims))
        return Roles(*sides, also_a=tuple(self.also_a))


def _has_name_behind(actor: ActorMention, side: Sequence[ActorMention]) -> bool:
    """True for "rebels" of "rebels of the Front"."""
    named = (one for one in side if not one.generic and one.actor.inter not in STATES)
    return is_foe(actor) and any(0 <= one.span.start - actor.span.end <= _OF_THE for one in named)


def _foes_first(loose: list[ActorMention], against: Sequence[ActorMention]) -> list[ActorMention]:
    """Of those who may have struck a state's forces those that are no state's, where there are any, and of those who
    may have struck its foes the state's forces."""
    if all(is_foe(actor) or is_rebel(actor) for actor in against):
        return [actor for actor in loose if actor.actor.inter in STATES] or loose
    if not all(actor.actor.inter in STATES for actor in against):
        return loose
    return [actor for actor in loose if actor.actor.inter not in STATES] or loose


def _likely_to_act(named: Sequence[ActorMention], families: frozenset[str]) -> list[ActorMention]:
    """Of those named beside an act the ones who do something; else those not acted upon, and of a blast no state."""
    for function in ("acts", "other"):
        found = [actor for actor in named if actor.function == function]
        if found:
            return found
    beside = [actor for actor in named if actor.function == "beside"]
    return [actor for actor in beside if "explosion" not in families or not is_of_state(actor)]


def speaks(actor: ActorMention, speakers: Sequence[Span]) -> bool:
    """True when these very words name who says so; the grammar of "..., the Front said" makes it act as well."""
    return any(speaker.overlaps(actor.span) for speaker in speakers)


def _distinct(side: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Each party once, in the words of its name where these stand there, named ones before generic ones."""
    seen: dict[str, ActorMention] = {}
    for actor in sorted(side, key=lambda actor: (actor.generic, actor.span)):
        name = actor.actor.name.casefold()
        if name not in seen or (actor.text.casefold() == name != seen[name].text.casefold()):
            seen[name] = actor
    return tuple(seen.values())
