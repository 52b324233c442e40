"""Who is said to have done what was told before, in a clause with no act of its own: "the Front claimed
responsibility", "police blamed the Front", "the authorities see the Front behind it", "the attackers fled"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dateline.codebook import STATES, Inter
from dateline.extract.grammar.phrases import (
    after_prepositions,
    objects_of,
    phrase_of,
    phrases_of,
    subjects_of,
)
from dateline.extract.grammar.windows import inside, overlapping
from dateline.extract.mentions import HEAVY, ActorMention, EventMention
from dateline.extract.moments.moments import Moment
from dateline.extract.sides.camps import among
from dateline.extract.sides.sides import Roles
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence

_FOUGHT = frozenset({"fight", "killing", "explosion", "air", "shelling", "harm", "abduction", "destruction"})

_LAYING = ("owning", "blaming_alone", "attributing", "pointing", "suspicion", "handiwork", "belonging")
_IRREGULAR = frozenset({Inter.REBEL, Inter.POLITICAL_MILITIA})


def with_doers(
    document: Document,
    actors: Sequence[ActorMention],
    events: Sequence[EventMention],
    told: Sequence[tuple[Roles, Moment]],
    stretches: Sequence[Sequence[Sentence]],
) -> list[Roles]:
    """The roles with the party that owns up to a moment or is blamed for it, where side a has no name yet, and with
    "the attackers" of the sentences behind it where it has nobody."""
    cues = event_cues(document)
    roles = [own for own, _ in told]
    read = {act.span for _, moment in told for scene in moment.scenes for act in scene.events}
    for token, nouns in _words(document, events, read, lambda word: _laid_to(word, cues)):
        parties = [actor for noun in nouns for actor in _named(actors, noun)]
        for number in _meant(document, token, told, both=_is_both(token, cues)):
            roles[number] = _with(roles[number], parties)
    for token, nouns in _words(document, events, read, lambda word: _meant_for(word, cues)):
        struck = [actor for noun in nouns for actor in _armed(actors, noun)]
        for number in _meant(document, token, told, both=False):
            if not told[number][1].families & HEAVY:  # what a strike was meant for is nobody's side
                roles[number] = _against(roles[number], struck)
    for number, ((_, moment), stretch) in enumerate(zip(told, stretches, strict=True)):
        if not roles[number].side_a and moment.families & _FOUGHT:
            busy = {phrase for _, other in told if other is not moment for phrase in _doing(other)}
            free = [a for a in _attackers(actors, stretch) if not any(a.span.overlaps(one) for one in busy)]
            roles[number] = _with(roles[number], free[:1])
    return roles


def _doing(moment: Moment) -> Iterator[Span]:
    """The phrases that act in a moment."""
    yield from (phrase for scene in moment.scenes for event in scene.events for phrase in event.agents)


def _words(
    document: Document, events: Sequence[EventMention], read: Set[Span], nouns_of: Callable[[Any], list[Any]]
) -> Iterator[tuple[Any, list[Any]]]:
    """Each word of the body that says something of an act told before, with the nouns it says it of, in the order of
    the text; what is denied, or names its act itself, is left out."""
    cues = event_cues(document)
    for sentence in document.sentences:
        if sentence.zone not in {"body", "dateline"}:
            continue
        for token in document.tokens(sentence):
            nouns = nouns_of(token)
            if nouns and not _is_denied(token, cues) and not _names_act(token, events, read):
                yield token, nouns


def _laid_to(token: Any, cues: dict[str, list[str]]) -> list[Any]:
    """To whom a word lays something told before."""
    if token.lower_ not in cues["seen_behind"] and token.lemma_.lower() not in _laying(token.doc.lang_):
        return []
    told = _owning(token, cues) or _blamed(token, cues) or _behind(token, cues) or _marked_as_of(token, cues)
    return told or _belonged_to(token, cues)


@lru_cache(maxsize=4)
def _laying(code: str) -> frozenset[str]:
    """The lemmas of all words that lay something told before to somebody, but for those of who is seen behind it."""
    cues = load_language(code).events["cues"]
    return frozenset(word for name in _LAYING for word in cues[name])


def _owning(verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """The subject of "claimed responsibility", "owned up to it", "claimed that"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues["owning"]:
        return []
    owned = [thing for thing in objects_of(verb) if thing.lemma_.lower() in cues["owned"]]
    pointing = verb.lemma_.lower() == cues["owning"][0] and any(
        thing.lower_ in cues["told_before"] for thing in objects_of(verb)
    )
    return subjects_of(verb)[0] if owned or pointing else []


def _blamed(verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whom somebody blames or suspects: "police blamed the Front"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues["blaming_alone"]:
        laid = verb.pos_ == "VERB" and verb.lemma_.lower() in cues["attributing"] and subjects_of(verb)[1]
        if laid:  # "the action is attributed to the Front"
            return list(after_prepositions(verb, {"to", "on"}))
        points = verb.pos_ == "VERB" and verb.lemma_.lower() in cues["pointing"]
        return list(after_prepositions(verb, {"to", "at"})) if points else []
    active, passive = subjects_of(verb)
    charged = [thing for part in (verb, *objects_of(verb)) for thing in after_prepositions(part, {"on"})]
    return passive or charged or (objects_of(verb) if active else [])  # "blamed the deaths on the Front"


def _behind(word: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who is seen behind it: "the authorities see the Front behind it", "the Front was behind both"."""
    if word.lower_ not in cues["seen_behind"] or word.dep_ not in {"prep", "advmod"}:
        return []
    if not any(child.dep_ == "pobj" and child.lower_ in cues["told_before"] for child in word.children):
        return []
    above = word.head
    if above.pos_ in {"NOUN", "PROPN"}:
        return [above]
    return objects_of(above) or subjects_of(above)[0]


def _marked_as_of(noun: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whose work it is said to be: "it was the work of the Front", "it bore the hallmarks of the Front", "suspicion
    fell on the Front"."""
    lemma = noun.lemma_.lower()
    if lemma in cues["suspicion"] and noun.dep_ == "nsubj":
        return list(after_prepositions(noun.head, {"on", "upon"}))
    told = noun.dep_ == "attr" or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in cues["bearing"])
    if lemma not in cues["handiwork"] or not told:
        return []
    return list(after_prepositions(noun, {"of", "by"}))


def _belonged_to(verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whose people the attackers are said to be: "the attackers belonged to the Front", "the assailants were members of
    the Front"."""
    if verb.lemma_.lower() not in cues["belonging"] or verb.pos_ not in {"VERB", "AUX"}:
        return []
    words = load_words()
    if not any(one.lower_ in words.known_attackers | words.bombers for one in subjects_of(verb)[0]):
        return []
    people = [child for child in verb.children if child.dep_ == "attr"]
    whose = [party for one in people for party in after_prepositions(one, {"of", "from", "in"})]
    return [*after_prepositions(verb, {"to", "from"}), *whose, *people]


def _meant_for(token: Any, cues: dict[str, list[str]]) -> list[Any]:
    """For whom something told before was meant: "it was meant for a police car", "the target was a police car"."""
    lemma = token.lemma_.lower()
    if token.tag_ == "VBN" and lemma in cues["meant"]:
        said = [token.head] if token.dep_ == "ccomp" else []  # "it was meant, he said, for a car"
        behind = set(cues["meant_for"])
        return [thing for verb in (token, *said) for thing in after_prepositions(verb, behind)]
    if lemma in cues["target"] and token.dep_ == "nsubj" and token.head.lemma_ == "be":
        return [child for child in token.head.children if child.dep_ == "attr"]
    return []


def _verb_of(token: Any) -> Any:
    """The word itself where it is a verb, else the one it hangs on."""
    return token if token.pos_ in {"VERB", "AUX"} else token.head


def _is_denied(token: Any, cues: dict[str, list[str]]) -> bool:
    """True for "no group has claimed responsibility", "has not claimed", and what somebody may yet do."""
    verb = _verb_of(token)
    words = [child for child in verb.children if child.i < verb.i or child.dep_ in {"dobj", "neg"}]
    near = [*words, *(child for word in words for child in word.children)]
    return any(word.lower_ in cues["denied"] or word.tag_ == "MD" for word in near)


def _names_act(token: Any, events: Sequence[EventMention], read: Set[Span]) -> bool:
    """True where the clause itself names the act, which is `read` with it ("for a blast in Bunia") or is another one;
    not for "the blast" that only points back."""
    verb = _verb_of(token)
    things = [
        *objects_of(verb),
        *after_prepositions(verb, {"for", "of", "in"}),
        *(act for noun in objects_of(verb) for act in after_prepositions(noun, {"for", "of"})),
    ]
    named = [act for thing in things if not _are_two(thing) for act in overlapping(events, phrase_of(thing))]
    return any(act.span in read or act.plural or not act.definite for act in named)


def _are_two(noun: Any) -> bool:
    """True for "both attacks" and "the two attacks"."""
    words = {child.lower_ for child in noun.children}
    return "both" in words or ("two" in words and bool(words & {"the", "these", "those"}))


def _is_both(token: Any, cues: dict[str, list[str]]) -> bool:
    verb = _verb_of(token)
    return any(word.lower_ in cues["both_told"] or _are_two(word) for word in verb.subtree)


def _armed(actors: Sequence[ActorMention], noun: Any) -> list[ActorMention]:
    """The armed parties of the phrase."""
    return [
        actor
        for phrase in phrases_of(noun)
        for actor in overlapping(actors, phrase)
        if actor.role == "combatant"
    ]


def _named(actors: Sequence[ActorMention], noun: Any) -> list[ActorMention]:
    """The armed parties of the phrase that are known, or of the one behind it: "a group of bombers in the Front"."""
    known = [actor for actor in _armed(actors, noun) if actor.actor.actor_id or not actor.generic]
    named = known or _spoken_for(actors, noun)
    behind = [thing for part in noun.subtree for thing in after_prepositions(part, {"in", "of", "from"})]
    return named or [actor for thing in behind[:2] for actor in _armed(actors, thing) if not actor.generic]


def _spoken_for(actors: Sequence[ActorMention], noun: Any) -> list[ActorMention]:
    """The rebels by name of "a Front spokesman"."""
    if noun.lemma_.lower() not in load_words().voice:
        return []
    return [
        one
        for one in overlapping(actors, phrase_of(noun))
        if one.actor.inter in _IRREGULAR and not one.generic
    ]


def _meant(document: Document, token: Any, told: Sequence[tuple[Roles, Moment]], *, both: bool) -> list[int]:
    """The moments that are meant: the one told last, here or before, and for "both" the one before it."""
    here = document.sentence_at(token.idx).index
    before = [
        (max(scene.sentence.index for scene in moment.scenes if scene.sentence.index <= here), number)
        for number, (_, moment) in enumerate(told)
        if moment.scenes[0].sentence.index <= here and moment.families & _FOUGHT
    ]
    return [number for _, number in sorted(before)[-2 if both else -1 :]]


def _with(own: Roles, parties: Sequence[ActorMention]) -> Roles:
    """The roles with these parties on side a, unless somebody else with a name or a state's forces stand there, or
    they are on the other side."""
    taken = [actor for actor in own.side_a if not actor.generic or actor.actor.inter in STATES]
    known = {actor.actor.name: actor for actor in reversed(parties)}
    new = [actor for actor in known.values() if not among(actor, [*own.side_b, *own.side_a])]
    return replace(own, side_a=(*new, *own.side_a)) if new and not taken else own


def _against(own: Roles, struck: Sequence[ActorMention]) -> Roles:
    """The roles with these on side b, where nobody stands there."""
    new = tuple(actor for actor in struck if not among(actor, own.side_a))
    return replace(own, side_b=new[:1]) if new and not own.side_b else own


def _attackers(actors: Sequence[ActorMention], stretch: Sequence[Sentence]) -> list[ActorMention]:
    """ "The attackers", "the gunmen" of the sentences of a moment."""
    words = load_words().attackers
    spans: list[Span] = [sentence.span for sentence in stretch]
    return [
        actor
        for span in spans
        for actor in inside(actors, span)
        if actor.generic and actor.role == "combatant" and actor.text.split()[-1].casefold() in words
    ]
