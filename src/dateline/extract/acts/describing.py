"""What a clause tells of somebody beside an act: "killed a guide who was abducted in March"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Any

import msgspec

from dateline.extract.acts.triggers import load_acts
from dateline.extract.grammar.phrases import DEFINITE, clause_of, root_of
from dateline.extract.mentions import HARM, EventMention, TollMention
from dateline.extract.words.acts import event_cues
from dateline.extract.words.places import place_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_CLAUSES = frozenset({"relcl", "acl"})
_TIMES = frozenset({"DATE", "TIME"})
_FOR = frozenset({"of", "for"})
_DONE_TO = HARM | {"fight", "destruction"}
_INSIDE = frozenset({"pobj", "prep", "compound", "appos", "conj", "nmod", "poss"})


def is_beside(document: Document, word: Any, act: Any) -> bool:
    """True when a clause that describes somebody or something parts the word from the act; a clause that describes an
    act ("the raid in which two were abducted") tells of that one."""
    words, _ = load_acts(document.report.language)
    return any(
        above.dep_ in _CLAUSES and ("N", above.head.lemma_.lower()) not in words
        for above in _up_from(word, act)
    )


def is_apart(document: Document, word: Any, act: Any) -> bool:
    """True for the time of "killed a man who fled in March", which is not the act's; false for that of what people are
    at when it happens: "attacked lorries returning from a market in March"."""
    clause = next((above for above in word.ancestors if above.dep_ in _CLAUSES), None)
    doing = clause is not None and clause.dep_ == "acl" and clause.tag_ == "VBG"
    return not doing and is_beside(document, word, act)


def is_since(document: Document, word: Any, act: Any) -> bool:
    """True when the word stands in a clause that begins with "since" or "because", and the act does not."""
    since = load_language(document.report.language).toll["cumulative"]["since_words"]
    since = [*since, *event_cues(document)["reasons"]]
    return any(
        above.dep_ == "advcl"
        and any(child.dep_ == "mark" and child.lower_ in since for child in above.children)
        for above in _up_from(word, act)
    )


def is_of_setting(word: Any, act: Any) -> bool:
    """True for the Ora, or the week, of "died in Bel as attacks have grown in Ora this week": how things stand."""
    clauses = (one for one in word.ancestors if one.dep_ == "advcl")
    return any(
        one != act
        and not one.is_ancestor(act)
        and any(
            child.dep_ == "aux" and child.tag_ in {"VBZ", "VBP"} and child.lemma_ == "have"
            for child in one.children
        )
        for one in clauses
    )


def is_of_before(document: Document, word: Any) -> bool:
    """True for a day behind "The clash took place after the killing of ...", which is that of what came before."""
    if word is None:
        return False
    happen = event_cues(document)["happen"]
    acts, _ = load_acts(document.report.language)
    for after in (token for token in word.sent if token.i < word.i and token.lower_ == "after"):
        if after.dep_ == "prep":
            verb = after.head
            told = any(("N", child.lemma_.lower()) in acts for child in after.children)
        else:
            verb, told = after.head.head, after.dep_ == "mark"
        known = (child for child in verb.lefts if child.dep_ == "nsubj")
        points_back = any(child.left_edge.lower_ in DEFINITE for child in known)
        stands = "," not in document.text[after.idx : word.idx]
        if told and points_back and stands and verb.lemma_.lower() in happen:
            return True
    return False


def is_of_known(document: Document, event: EventMention) -> bool:
    """True for the act of "the killed shepherds came from Ora", which only says who is meant, and for that of "61 died
    since the siege began on 23 May", from which one counts."""
    word = root_of(document, event.span)
    if word is not None and event.nominal and event.definite and _is_beginning(document, word):
        return True
    if word is None or word.dep_ != "amod" or event.family not in HARM or word.tag_ == "VBG":
        return False
    return any(child.lower_ in DEFINITE for child in word.head.lefts)


def _is_beginning(document: Document, noun: Any) -> bool:
    """True for the siege of "since the siege began"."""
    since = load_language(document.report.language).toll["cumulative"]["since_words"]
    begins = noun.dep_ == "nsubj" and noun.head.lemma_.lower() in event_cues(document)["happen"]
    return begins and any(c.dep_ == "mark" and c.lower_ in since for c in noun.head.children)


def is_when(word: Any, act: Any) -> bool:
    """True for the time that a clause with "when" describes by the act: "since 2014, when rebels overran the city"."""
    for above in (act, *act.ancestors):
        opener = next((child for child in above.children if child.lower_ == "when"), None)
        if opener is not None and opener.i > word.i:
            between = word.doc[word.i + 1 : opener.i]
            return all(token.is_punct or token.ent_type_ in _TIMES for token in between)
        if above.dep_ not in {"conj", "dobj", "nsubj", "nsubjpass", "pobj", "prep"}:
            return _opens_behind(word, above)
    return False


def _opens_behind(word: Any, verb: Any) -> bool:
    """True for the last verb of "since Tuesday, when militias allied to rebels looted", which the parse takes from its
    "when"."""
    behind = word.doc[word.i + 1 : word.i + 3]
    opened = [token.lower_ for token in behind if not token.is_punct][:1] == ["when"]
    marked = any(child.dep_ in {"mark", "advmod"} and child.i < verb.i for child in verb.children)
    return opened and verb.dep_ == "advcl" and verb.i > word.i and verb.head.i < word.i and not marked


def is_held_since(word: Any, act: Any) -> bool:
    """True for the time from which captives are held: "held by tribesmen since 30 May"."""
    since = next((above for above in word.ancestors if above.dep_ == "prep"), None)
    return since is not None and since.lower_ == "since" and since.head == act and act.lemma_ == "hold"


def recalls(document: Document, act: Span, days: Sequence[Span], others: Sequence[Span]) -> bool:
    """True for an act whose clause with "when" describes a day that stands behind the other acts: "the worst raid since
    May, when nine died"."""
    since = load_language(document.report.language).toll["cumulative"]["since_words"]
    word, told = root_of(document, act), [root_of(document, day) for day in days]
    recalled = [day for day in told if word is not None and day is not None and is_when(day, word)]
    return any(day.head.lower_ in since and all(other < act for other in others) for day in recalled)


def tells_of_ground(document: Document, event: EventMention, others: Sequence[EventMention]) -> bool:
    """True for the dead of "were shot in an area where six villagers had been slain", beside one of the others."""
    word = root_of(document, event.span)
    verb = next((one for one in (word, *word.ancestors) if one.dep_ == "relcl"), None) if word else None
    if verb is None or not any(child.tag_ == "WRB" for child in verb.children):
        return False
    acts = [root_of(document, one.span) for one in others]
    return any(act is not None and act.is_ancestor(verb) for act in acts)


def without_captives(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts but for how somebody beside them came to be held: "shot a guard of the pilot abducted in May"."""
    roots = {event: root_of(document, event.span) for event in events}
    return [
        event
        for event, root in roots.items()
        if event.family != "abduction"
        or root is None
        or not any(
            other is not None and other.is_ancestor(root) and is_beside(document, root, other)
            for other in roots.values()
        )
    ]


def without_charges(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts but for what those who are harmed are said to have done: "lynched a man accused of stealing cattle",
    "beaten to death for robbing a shop"."""
    charging = event_cues(document)["blaming"]
    roots = {event: root_of(document, event.span) for event in events}
    harming = {root.i for event, root in roots.items() if root is not None and event.family in _DONE_TO}
    return [
        event
        for event, root in roots.items()
        if root is None or not any(above.i in harming for above in _above_charge(root, charging))
    ]


def without_charged(
    document: Document, tolls: Sequence[TollMention], events: Sequence[EventMention]
) -> tuple[TollMention, ...]:
    """The figures but for those of what somebody who is harmed is said to have done."""
    sentences: dict[int, list[EventMention]] = {}
    for event in events:
        sentences.setdefault(event.sentence, []).append(event)
    charges = [
        event.span
        for told in sentences.values()
        if len(told) > 1
        for event in set(told) - set(without_charges(document, told))
    ]
    return tuple(toll for toll in tolls if not any(charge.covers(toll.trigger) for charge in charges))


def _above_charge(act: Any, charging: list[str]) -> list[Any]:
    """The words above the charge of which the act is what somebody is accused; none where nobody is."""
    of = act.head
    if act.dep_ not in {"pcomp", "pobj"} or of.dep_ != "prep" or of.lower_ not in _FOR:
        return []
    charge = of.head
    if charge.tag_ == "VBN" and charge.lemma_.lower() in charging:
        return list(charge.ancestors)
    return [charge] if of.lower_ == "for" and act.dep_ == "pcomp" else []


def without_scenery(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts but for what had been done at some time to the ground on which another is fought: "killed two in a
    village that jets had bombed"."""
    return [
        event
        for event in events
        if not is_scenery(document, event, events) or _is_dated(root_of(document, event.span))
    ]


def is_scenery(document: Document, event: EventMention, others: Sequence[EventMention]) -> bool:
    """True for what had been done to the ground on which one of the others is fought: "clashed near a house destroyed
    by an air strike"."""
    if event.family in HARM:  # done to people: "put it at six officers killed"
        return False
    where = place_words(document.report.language)["strong"]
    root = root_of(document, event.span)
    above = {one.i for one in _above_ground(root, where)} if root is not None else set()
    if not above:
        return False
    fought = [root_of(document, one.span) for one in others if one.agents or one.family == "fight"]
    return any(one is not None and not above.isdisjoint({one.i, one.head.head.i}) for one in fought)


def _is_dated(act: Any) -> bool:
    """True for an act whose clause has a day or an hour of its own."""
    verb = next(above for above in (act, *act.ancestors) if above.dep_ in _CLAUSES)
    return any(token.ent_type_ in _TIMES for token in verb.subtree)


def _above_ground(act: Any, where: Collection[str]) -> list[Any]:
    """The words above the place that a clause describes by the act as done before; none where it does not."""
    verb = next((above for above in (act, *act.ancestors) if above.dep_ in _CLAUSES), None)
    if verb is None:
        return []
    before = verb.tag_ == "VBN" and (
        verb.dep_ == "acl" or any(child.lower_ == "had" for child in verb.children)
    )
    ground = verb.head
    return (
        list(ground.head.ancestors)
        if before and ground.dep_ == "pobj" and ground.head.lower_ in where
        else []
    )


def without_provocation(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts but for what those who are shot at have thrown."""
    roots = {event: root_of(document, event.span) for event in events}
    verbs = [root for root in roots.values() if root is not None]
    return [
        event
        for event, root in roots.items()
        if root is None
        or not is_provocation(document, root)
        or not any(verb.is_ancestor(root) for verb in verbs)
    ]


def is_provocation(document: Document, verb: Any) -> bool:
    """True for what those have thrown who are shot at, where nobody is hurt by it: "fired at youths who hurled petrol
    bombs"."""
    cues = event_cues(document)
    doers = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ in {"who", "that"}]
    if verb.dep_ != "relcl" or not doers or verb.lemma_.lower() not in cues["hurling"]:
        return False
    harm = [word for word in verb.sent if word.i > verb.i and word.dep_ in {"advcl", "conj"}]
    hurt = any(word.lemma_.lower() in cues["ending"] for word in harm)
    return verb.head.dep_ in {"dobj", "pobj"} and not hurt


def without_known(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts but for what was told before and only comes after another ("the attack came a day after a bus was
    shelled") or says who is meant."""
    told = [event for event in events if not is_of_known(document, event)]
    roots = [(event, root_of(document, event.span)) for event in told]
    return [
        event
        for event, root in roots
        if root is None
        or not (event.nominal and event.definite)
        or not any(other is not None and comes_behind(document, root, other) for _, other in roots)
    ]


def without_sides_of_campaigns(document: Document, events: list[EventMention]) -> list[EventMention]:
    """The acts, but none of those who fight in a campaign that only goes on beside one: "a mine killed two, as the army
    presses its offensive against the rebels"."""
    words = event_cues(document)["campaigns"]
    acts = [event for event in events if event.text.casefold() not in words]
    verbs = {clause_of(root) for act in acts if (root := root_of(document, act.span)) is not None}
    return [
        msgspec.structs.replace(event, agents=(), patients=())
        if event not in acts and _goes_on_beside(document, event, verbs)
        else event
        for event in events
    ]


def _goes_on_beside(document: Document, event: EventMention, acts: Collection[Any]) -> bool:
    """True for what is going on in a clause of its own, beside these verbs."""
    noun = root_of(document, event.span)
    verb = clause_of(noun) if noun is not None else None
    if verb is None or not event.nominal or not acts or verb in acts:
        return False
    lasting = verb.tag_ == "VBG" and any(child.lemma_ == "be" for child in verb.lefts)
    return lasting or verb.tag_ in {"VBZ", "VBP"}


def _up_from(word: Any, act: Any) -> Iterator[Any]:
    """The word and what stands above it in the parse, up to where the act hangs too."""
    within = {act.i, *(above.i for above in act.ancestors)}
    return takewhile(lambda above: above.i not in within, (word, *word.ancestors))


def is_of_care(document: Document, word: Any) -> bool:
    """True for a place that only tells where the hurt lie: "in a hospital in Ora"."""
    care = event_cues(document)["care"]
    for above in (word, *word.ancestors):
        if above.lemma_.lower() in care:
            return True
        if above.dep_ not in _INSIDE:
            return False
    return False


def comes_behind(document: Document, word: Any, act: Any) -> bool:
    """True for "the attack" of "the attack came two days after a bus was shelled", where "shelled" is the act."""
    verb = word.head
    comes = load_language(document.report.language).when["offsets"]["comes"]
    if word.dep_ != "nsubj" or verb.lemma_ not in comes or not verb.is_ancestor(act):
        return False
    return any(child.i > verb.i and (child == act or child.is_ancestor(act)) for child in verb.children)
