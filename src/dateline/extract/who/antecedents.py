"""Generic nouns in a report that names one rebel party only: "the insurgents" are that party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from dateline.actors import load_roster
from dateline.codebook import STATES
from dateline.extract.mentions import ActorMention
from dateline.extract.words.parties import load_words

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


def with_names_beside(text: str, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Mentions, where a word for a band stands beside its name the one it names ("a militia called Blue Hand", "Blue
    Hand, an armed group"), and without a word that only introduces the name: "the paramilitary Northern Front"."""
    kept: list[ActorMention] = []
    for number, one in enumerate(mentions):
        if not _is_unnamed(one):
            kept.append(one)
            continue
        before = mentions[number - 1] if number else None
        after = mentions[number + 1] if number + 1 < len(mentions) else None
        band = _singular(one.text.split()[-1].casefold()) in load_words().bands | load_words().lords
        if after is not None and not after.generic and after.role == "combatant":
            between = text[one.span.end : after.span.start]
            if between == " " and not band:
                continue
            if _is_name(after, one) and (_leads_to(between) if band else _calls(between)):
                kept.append(_named_as(one, after))
                continue
        if (
            band
            and before is not None
            and _is_name(before, one)
            and _explains(text[before.span.end : one.span.start])
        ):
            one = _named_as(one, before)
        kept.append(one)
    return kept


def _is_unnamed(mention: ActorMention) -> bool:
    return mention.generic and mention.role == "combatant"


def _is_name(mention: ActorMention, band: ActorMention) -> bool:
    """True for a party by name that the word for a band may mean: a state's forces are none."""
    named = mention.role == "combatant" and not mention.generic
    return named and (mention.actor.inter not in STATES or band.actor.inter in STATES)


def _leads_to(between: str) -> bool:
    """True for nothing, or "called the", between a word for a band and its name."""
    return _calls(between) or re.fullmatch(r" (?:the )?[\"“'‘]?(?:the )?", between) is not None


def _calls(between: str) -> bool:
    calling = "|".join(re.escape(words) for words in load_words().calling)
    return re.fullmatch(rf" (?:is |are )?(?:{calling}) (?:the )?[\"“'‘]?(?:the )?", between) is not None


def _explains(between: str) -> bool:
    """True for ", a little-known" between a name and the word for a band, and for nothing between them ("the Northern
    Front (NF) rebel group")."""
    return between in {" ", ") "} or (
        re.fullmatch(r"[\"”'’]?(?: \([^()]{2,14}\))?, (?:an?|the|one of the)(?: [\w-]+){0,2} ", between)
        is not None
    )


def _named_as(band: ActorMention, name: ActorMention) -> ActorMention:
    known = msgspec.structs.replace(name.actor, as_written=band.text)
    return msgspec.structs.replace(band, actor=known, group=name.group, parents=name.parents, generic=False)


def _singular(noun: str) -> str:
    return noun.removesuffix("s")


def _bare(text: str, rebels: set[str]) -> bool:
    """True for a noun for rebels alone; "suspected militants" or "Tuareg rebels" may be others."""
    word = text.casefold()
    return " " not in word and (word in rebels or word.removesuffix("s") in rebels)
