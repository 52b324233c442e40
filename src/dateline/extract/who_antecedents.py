"""Generic nouns in a report that names one rebel party only: "the insurgents" are that party."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.actors import load_roster
from dateline.extract.mentions import ActorMention
from dateline.extract.who_lexicon import load_words

_REBEL = 2
_SURE = 0.6  # how sure it is that a bare noun means the only rebels named


def with_antecedents(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """The mentions, bare nouns for rebels given the name of the one rebel party that the report names."""
    listed = list(mentions)
    named = {
        mention.actor.actor_id
        for mention in listed
        if mention.role == "combatant"
        and not mention.generic
        and mention.actor.inter == _REBEL
        and mention.actor.actor_id
    }
    unknown = any(
        mention.role == "combatant" and not mention.generic and mention.actor.inter == _REBEL
        and mention.actor.actor_id is None
        for mention in listed
    )  # fmt: skip
    party = load_roster().get(next(iter(named)) or "") if len(named) == 1 and not unknown else None
    if party is None:
        return listed
    rebels = {head for head, (kind, _) in load_words().heads.items() if kind == "rebels"}
    return [
        msgspec.structs.replace(
            mention,
            actor=msgspec.structs.replace(
                mention.actor, name=party.name, actor_id=party.actor_id, inter=party.inter
            ),
            group=party.group,
            parents=party.parents,
            confidence=_SURE,
        )
        if mention.generic and mention.actor.actor_id is None and _bare(mention.text, rebels)
        else mention
        for mention in listed
    ]


def _bare(text: str, rebels: set[str]) -> bool:
    """True for a noun for rebels alone; "suspected militants" or "Tuareg rebels" may be others."""
    word = text.casefold()
    return " " not in word and (word in rebels or word.removesuffix("s") in rebels)
