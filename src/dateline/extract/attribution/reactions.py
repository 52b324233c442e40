"""Who tells of an act by taking a stand on it ("condemned the killing", "is outraged that the store was looted"), and
whose allegations somebody else answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.extract.acts.triggers import load_acts
from dateline.extract.attribution.cue import Cue
from dateline.extract.attribution.phrase import speaker_phrase
from dateline.extract.attribution.subjects import (
    can_speak,
)
from dateline.extract.attribution.untold import has_clause
from dateline.extract.grammar.phrases import after_prepositions, span_of
from dateline.extract.words.sources import SourceWords

REACTION = "attribution.reaction"


def reaction(token: Any, words: SourceWords) -> Iterator[Cue]:
    """The speaker of a verb or a state of mind that takes an act as known: "the mission condemned the attack"."""
    moved = token.lower_ in words.moved
    over = _acts_behind(token, words) if moved else _acts_condemned(token, words)
    if not over and not (moved and has_clause(token)):
        return
    above = token.head if moved and token.dep_ in {"acomp", "attr", "oprd"} else token
    passive = () if moved else ("nsubjpass",)
    if any(child.dep_ in passive for child in above.children):
        return
    speakers = [c for c in above.children if c.dep_ in {"nsubj", "nsubjpass"} and can_speak(c, words)]
    for head in speakers[:1]:
        if head.lower_ not in words.nobody:
            yield Cue(
                span_of(token, token), speaker_phrase(head), head, REACTION,
                around=span_of(head.left_edge, head.right_edge), verb=token.lemma_.lower(),
            )  # fmt: skip


def _acts_behind(token: Any, words: SourceWords) -> bool:
    """True for "alarmed by the attack", "appalled at the killing"."""
    behind = [child for child in token.children if child.lower_ in {"at", "by", "over", "about"}]
    return any(end.lemma_.lower() in words.mute for one in behind for end in one.children)


def _acts_condemned(verb: Any, words: SourceWords) -> bool:
    """True for a verb in the active with an act behind it: "condemned the killing of two", but not "condemned the
    attack, accusing rebels", in which the accusing tells."""
    accuses = any(c.tag_ == "VBG" and c.lemma_.lower() in words.plain | words.content for c in verb.children)
    return (
        verb.pos_ == "VERB"
        and not accuses
        and any(child.dep_ == "dobj" and child.lemma_.lower() in words.mute for child in verb.children)
    )


def allegation(token: Any, words: SourceWords) -> Iterator[Cue]:
    """The media of "denied the allegations of foreign media, according to which soldiers shot nine", and the rebels of
    "rejected claims by the rebels that it had bombed a market"."""
    acts, _ = load_acts("en")
    if not any(("V", verb.lemma_.lower()) in acts for verb in _alleged(token)):
        return  # "claims that the nine killed were farmers": that they were killed is nobody's claim
    for head in list(after_prepositions(token, {"by", "of", "from"}))[:1]:
        if can_speak(head, words) and head.pos_ in {"NOUN", "PROPN"}:
            yield Cue(
                span_of(token, token), speaker_phrase(head), head, "attribution.allegation",
                around=span_of(head.left_edge, head.right_edge), verb="allege",
            )  # fmt: skip


def _alleged(noun: Any) -> Iterator[Any]:
    """The verbs of what is alleged: behind "that", and behind "according to which"."""
    for word in noun.doc[noun.i + 1 : noun.sent.end]:
        before = {child.lower_ for child in word.lefts}
        which = any(c.lower_ == "to" and any(g.lower_ == "which" for g in c.children) for c in word.lefts)
        if word.pos_ == "VERB" and (
            which or ("that" in before and word.dep_ != "relcl") or word.head == noun
        ):
            yield word
