"""Whose armed people a phrase names: a party's by a name in it, else a nation's, an owner's or the land's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.actors import Context, Party
from dateline.codebook import STATES
from dateline.extract.who.names import Name
from dateline.extract.who.nouns import Phrase
from dateline.extract.who.owners import Owner, is_ours, is_told_by_state, owner_before, owner_behind
from dateline.extract.who.publisher import party_of_publisher
from dateline.extract.who.states import home_state, nation_before, nation_telling, party_of
from dateline.extract.words.parties import load_words
from dateline.records import Span
from dateline.text import Document


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose armed people a phrase names: a party that is known, a name, or, where `generic`, only a kind."""

    party: Party | None
    generic: bool
    name: str | None = None
    camp: str | None = None


def whose_by_name(
    document: Document, context: Context, names: Sequence[Name], phrase: Phrase, name: Name, span: Span
) -> Whose:
    """The party of a phrase with a name in it: "Front fighters", "Quenland police", "ABC regime troops"."""
    party = name.party
    if name.adjective:
        behind = owner_behind(document, names, document.doc[phrase.head])
        party = behind.party if behind and behind.party else party  # "a Quenland soldier of the Mission"
    if name.adjective and phrase.kind == "police" and party is name.party and party and party.iso3:
        party = party_of(phrase, party.iso3)
    if party is None and name.bound == "state":
        party = party_of(phrase, home_state(context, names, span.start, phrase.kind))
    if party is not None and party.inter not in STATES and _of_regime(document.text[name.end : span.end]):
        party = party_of(phrase, home_state(context, names, span.start, phrase.kind))  # "ABC regime troops"
    if party is not None and phrase.kind in {"rebels", "armed"} and party.inter == 1 and name.adjective:
        return Whose(None, generic=True)
    return Whose(party, generic=False)


def whose_by_land(
    document: Document, context: Context, names: Sequence[Name], phrase: Phrase, span: Span
) -> Whose | None:
    """The party of a phrase without a name: by the nation or the owner told beside it or whoever writes of "our
    troops", else that of the land where the report is; None for "its troops" of nobody told."""
    head = document.doc[phrase.head]
    nation = nation_before(context, span.start, span.end) or nation_telling(head)
    owner = owner_behind(document, names, head)
    owned = owner or (owner_before(document, names, head) if nation is None else None)
    owned = owned or _ours(document, context, head)
    by_state = owned is None and nation is None and is_told_by_state(head)
    if phrase.kind == "owned" and nation is None and owned is None and not by_state:
        return None
    if nation is not None and owner is None:
        party = party_of(phrase, nation.nation.iso3)
        backed = party is None and _backed(document.text[span.start : span.end])
        camp = f"{nation.nation.iso3.lower()}-state" if backed else None
        return Whose(party, generic=party is None, camp=camp)
    if owned is not None:
        if not (owned.party or owned.name) and head.lemma_.lower() in load_words().posts:
            return None  # "the rebels said the army shelled their camp"
        generic = not (owned.party or owned.name)
        return Whose(owned.party, generic=generic, name=None if generic else owned.name)
    if phrase.kind in {"state", "police"} or by_state:
        party = party_of(phrase, home_state(context, names, span.start, phrase.kind))
        return Whose(party, generic=party is None or not by_state)
    return Whose(None, generic=True)


def _ours(document: Document, context: Context, head: Any) -> Owner | None:
    """The party whose paper the report is, of "our fighters" outside of a quotation."""
    if not is_ours(head) or document.quotes_over(Span(head.idx, head.idx + 1)):
        return None
    party = party_of_publisher(document, context.home)
    return Owner(party) if party is not None else None


def _of_regime(text: str) -> bool:
    """True for the words behind the name of a ruling party that make it a state: "ABC regime troops"."""
    return bool(load_words().official & set(text.casefold().split()[:-1]))


def _backed(text: str) -> bool:
    """True for "X-backed", "X-led", "pro-X": of X's camp, and not X itself."""
    lower = text.casefold()
    return lower.startswith("pro-") or any(f"-{tail} " in lower for tail in load_words().tails)
