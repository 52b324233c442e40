"""Names of armed parties that no roster has and no ending tells: the text uses them as such.

"A militia called Blue Hand", "fighters of the Blue Hand", "Blue Hand, an armed group", "claimed by Blue Hand".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dateline.actors import Context
from dateline.extract.who.names import Name
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.text import Document

_CAPITAL = r"(?:[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*|al-[A-Z][\w'’]+)"
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SELF = frozenset({"it", "they"})
_MORE = 8  # words of a name behind its first
_LONG = 2  # words of a name that is taken for one where others would be a person's or a place's


def with_used_names(document: Document, context: Context, known: Sequence[Name]) -> list[Name]:
    """The names known already and each naming of such a party, in the order of the text; one taken for a public body
    so far ("the Plains Committee (PC)") is armed if its use says so."""
    told: dict[str, None] = {}
    for name in _told(document, context):
        told.setdefault(name)
    text = document.text
    found = []
    for name in told:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            if not any(one.start < match.end() and match.start() < one.end for one in known):
                found.append(Name(match.start(), match.end(), None))
    armed = [
        replace(one, armed=True)
        if one.party is None and (one.bound in told or text[one.start : one.end] in told)
        else one
        for one in known
    ]
    return sorted([*armed, *found], key=lambda name: name.start)


def _told(document: Document, context: Context) -> Iterator[str]:
    text = document.text
    for pattern, needs_deed, sure in _patterns():
        for match in pattern.finditer(text):
            name = match["name"]
            if not _may_be_party(document, context, match.start("name"), name, sure=sure):
                continue
            if needs_deed and not _strikes(document, match.start("who")):
                continue
            yield name


def _may_be_party(document: Document, context: Context, start: int, name: str, *, sure: bool) -> bool:
    """False for a country, a day, a public body, a place by its last word, and words that tell nothing."""
    words, lexicon = name.split(), load_words()
    used = load_language("en").who["used"]
    ground = words[-1] in used["unarmed"] and not set(words) & set(used["links"])
    if ground or (words[-1] in lexicon.body_names and not sure) or words[0].casefold() in lexicon.openers:
        return False
    if (
        words[0] in used["bodies"]
        or words[0].casefold() in lexicon.persons
        or set(words) <= lexicon.armed_names
    ):
        return False
    if (
        any(start <= context.words[at].start < start + len(name) for at in context.nations)
        and len(words) < _LONG
    ):
        return False
    span = document.doc.char_span(start, start + len(name), alignment_mode="expand")
    if span is None or not (sure or any(token.pos_ == "PROPN" for token in span)):
        return False
    if _is_origin(span) or (len(words) == 1 and _is_surname(document, name)):
        return False
    return not any(token.ent_type_ in _TIMES for token in span)


def _is_surname(document: Document, name: str) -> bool:
    """True for the "Bel" of "Bel said they attacked" in a report that names a man Tom Bel."""
    return any(ent.label_ == "PERSON" and len(ent) > 1 and ent[-1].text == name for ent in document.doc.ents)


def _is_origin(name: Any) -> bool:
    """True for "gunmen from Ora": a place, unless it has more words and no word in it is one."""
    before = {token.lower_ for token in name.doc[max(0, name.start - 2) : name.start]}
    words = [token for token in name if token.pos_ == "PROPN"]
    if "the" in before and name[-1].tag_ == "NNPS":
        return False  # "gunmen from the Gulf Avengers"
    return "from" in before and (len(words) < _LONG or all(token.ent_type_ in _PLACES for token in words))


def _strikes(document: Document, at: int) -> bool:
    """True where the noun at this offset does violence: "members of the Blue Hand shot", "burned by followers of"."""
    noun = next(iter(document.doc.char_span(at, at + 1, alignment_mode="expand") or ()), None)
    while noun is not None and noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "a group of members of"
        noun = noun.head.head
    if noun is None:
        return False
    while noun.dep_ == "compound":
        noun = noun.head
    verb = noun.head if noun.dep_ in {"nsubj", "pobj"} else None
    if verb is not None and noun.dep_ == "pobj":
        verb = verb.head if verb.lower_ == "by" else None
    if verb is None:
        return False
    says = [child for child in verb.children if child.dep_ == "ccomp" and verb.dep_ != "agent"]
    own = [
        deed for deed in says for child in deed.children if child.dep_ == "nsubj" and child.lower_ in _SELF
    ]
    return any(deed.lemma_.lower() in _deeds() for deed in (verb, *own))


@lru_cache(maxsize=4)
def _deeds(language: str = "en") -> frozenset[str]:
    """Verbs of violence, and those for owning up to it."""
    events = load_language(language).events
    verbs = [verb for act in events["acts"].values() for verb in act.get("verbs", ())]
    return frozenset([*verbs, *events["cues"]["owning"], *load_words(language).act_verbs])


@lru_cache(maxsize=4)
def _patterns(language: str = "en") -> tuple[tuple[re.Pattern[str], bool, bool], ...]:
    """The wordings that name a party, whether the one that they call `who` must strike in the sentence, and whether
    they are sure."""
    used = load_language(language).who["used"]
    lexicon = load_words(language)
    armed = {word for word, (kind, _) in lexicon.heads.items() if kind in {"rebels", "armed"}}
    kinds = rf"(?:{_any(armed | lexicon.armed_words)})s?"
    band, links = _any(used["bands"]), _any(used["links"])
    name = rf"(?P<name>(?:\d{{1,4}} )?{_CAPITAL}(?: (?:(?:{links}) ){{0,3}}{_CAPITAL}| \d{{1,4}}\b){{0,{_MORE}}})"
    parts = {
        "name": name,
        "the": "(?:[Tt]he )?[\"“'‘]?(?:[Tt]he )?",
        "start": "(?<!\\w)(?=[\"“'‘\\dA-ZÀ-Þat])",
        "end": "[\"”'’]?(?: \\([^()]{2,12}\\))?",
        "other": rf"{_CAPITAL}(?: {_CAPITAL}){{0,{_MORE}}}",
        "fights": "|".join(used["fights"]),
        "opener": rf"(?<![\w-])(?=(?:{_any(used['openers'])}) ){name}",
        "armed_band": rf"(?:{kinds}[ -](?:\w+ )?(?:{band})|{_any(used['armed_bands'])})",
        "band": rf"(?:{band})",
        "plain": rf"(?!(?:{_any(used['breaking'])})\b)[\w-]+",
        "armed": rf"(?:{kinds})",
        "fighters": rf"(?i:{_any(armed - set(used['doers']))})s?",
        "lord": rf"(?:(?:[a-z]+[ -]){{0,3}}(?:{_any(used['lords'])}) )?",
        **{
            key: rf"(?:{_any(used[key])})"
            for key in (
                "calling",
                "ties",
                "members",
                "own_men",
                "saying",
                "deeds",
                "peoples",
                "regulars",
                "voices",
            )
        },
    }
    found = []
    for wording in used["wordings"]:
        pattern = re.sub(r"\{([a-z_]+)\}", lambda part: parts[part.group(1)], wording["like"])
        found.append((re.compile(pattern), "?P<who>" in pattern, wording.get("sure", False)))
    return tuple(found)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits; those with one first letter stand together, so that most
    are passed over at once."""
    behind: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: len(re.escape(word)), reverse=True):
        behind.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items())
