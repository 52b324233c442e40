"""The words of `languages/en/sources.toml` and `checks.toml` as sets and tables, read once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dateline.codebook import SourceKind
from dateline.languages import load_language


@dataclass(frozen=True)
class SourceWords:
    """Verbs that attribute, hedges, and the words that tell what kind of source a speaker is."""

    plain: frozenset[str]
    content: frozenset[str]
    with_object: frozenset[str]
    claimable: frozenset[str]
    claimed: frozenset[str]
    perpetrating: frozenset[str]
    behind: frozenset[str]
    cite: frozenset[str]
    closing: frozenset[str]
    making: frozenset[str]
    going_on: frozenset[str]
    courts: frozenset[str]
    issuing: frozenset[str]
    units: frozenset[str]
    put: frozenset[str]
    finding: frozenset[str]
    perceive: frozenset[str]
    circumstance: frozenset[str]
    reported_as: frozenset[str]
    denying: frozenset[str]
    accusing: frozenset[str]
    confirming: frozenset[str]
    condemning: frozenset[str]
    moved: frozenset[str]
    allegations: frozenset[str]
    deeds: frozenset[str]
    contrast: frozenset[str]
    nothing: frozenset[str]
    unreal: frozenset[str]
    nobody: frozenset[str]
    editions: frozenset[str]
    adverbs: frozenset[str]
    passives: frozenset[str]
    report_heads: frozenset[str]
    report_media: frozenset[str]
    report_authors: frozenset[str]
    specific: dict[str, SourceKind]
    weak: dict[str, SourceKind]
    phrases: tuple[tuple[str, SourceKind], ...]
    outlets: tuple[str, ...]
    outlet_words: frozenset[str]
    bodies: tuple[tuple[str, SourceKind], ...]
    speaking_offices: tuple[str, ...]
    fellows: dict[str, SourceKind]
    creed: dict[str, SourceKind]
    head_only: frozenset[str]
    carriers: frozenset[str]
    never_before: frozenset[str]
    press_offices: frozenset[str]
    offices: frozenset[str]
    associations: frozenset[str]
    mute: frozenset[str]
    movements: frozenset[str]
    accounts: frozenset[str]
    nameless: frozenset[str]
    persons: frozenset[str]
    spreading: frozenset[str]
    channels: tuple[str, ...]
    measures: frozenset[str]
    single: frozenset[str]
    many: frozenset[str]
    ours: frozenset[str]
    groups: frozenset[str]
    done_by: frozenset[str]
    figures: frozenset[str]
    harmed: frozenset[str]
    given: frozenset[str]
    quoting: frozenset[str]
    insiders: frozenset[str]
    correcting: frozenset[str]
    elsewhere: tuple[str, ...]
    papers: frozenset[str]
    agents: tuple[str, ...]
    things: frozenset[str]
    voices: frozenset[str]
    speaking_bodies: frozenset[str]

    @cached_property
    def own_side(self) -> re.Pattern[str]:
        """ "Our comrades", "our brave troops": the side of whoever writes."""
        return re.compile(rf"\bour(?: [\w-]{{3,20}}){{0,2}} ({'|'.join(self.fellows)})\b", re.I)

    @cached_property
    def of_creed(self) -> re.Pattern[str]:
        """Words that nobody but one who fights on a side writes."""
        return re.compile(rf"\b({'|'.join(map(re.escape, self.creed))})\b", re.I)

    @cached_property
    def attributing(self) -> frozenset[str]:
        """All words that can attribute, as written or as lemmas, but for "according"."""
        verbs = self.plain | self.content | self.put | self.finding | self.cite | self.spreading
        verbs |= self.condemning | self.moved | self.allegations
        return verbs | self.going_on | self.accounts | self.report_heads | self.adverbs


def _acts(language: str) -> frozenset[str]:
    """Nouns for acts of violence: they happen, and say nothing."""
    acts = load_language(language).events["acts"].values()
    return frozenset(noun for table in acts for noun in table.get("nouns", ()) if " " not in noun)


def _longest_first(table: dict[SourceKind, list[str]]) -> tuple[tuple[str, SourceKind], ...]:
    """Phrases with their kinds, so that the longest that fits is found first."""
    phrases = [(phrase, kind) for kind, listed in table.items() for phrase in listed]
    return tuple(sorted(phrases, key=lambda entry: -len(entry[0])))


@lru_cache(maxsize=8)
def load_source_words(language: str = "en") -> SourceWords:
    """The lexicon of speakers of one language."""
    table = load_language(language).sources
    verbs, kinds = table["verbs"], table["kinds"]
    return SourceWords(
        plain=frozenset(verbs["plain"]),
        content=frozenset(verbs["content"]),
        with_object=frozenset(verbs["object"]),
        claimable=frozenset(verbs["claimable"]),
        claimed=frozenset(verbs["claimed"]),
        perpetrating=frozenset(verbs["perpetrate"]),
        behind=frozenset(verbs["behind"]),
        cite=frozenset(verbs["cite"]),
        closing=frozenset(verbs["closing"]),
        courts=frozenset(verbs["courts"]),
        going_on=frozenset(verbs["going_on"]),
        making=frozenset(verbs["making"]),
        issuing=frozenset(verbs["issuing"]),
        units=frozenset(kinds["head_only"]["units"]),
        put=frozenset(verbs["put"]),
        finding=frozenset(verbs["finding"]),
        perceive=frozenset(verbs["perceive"]),
        circumstance=frozenset(verbs["circumstance"]),
        reported_as=frozenset(verbs["reported_as"]),
        denying=frozenset(verbs["deny"]),
        accusing=frozenset(verbs["accuse"]),
        confirming=frozenset(verbs["confirm"]),
        condemning=frozenset(verbs["condemn"]),
        moved=frozenset(verbs["moved"]),
        allegations=frozenset(table["accounts"]["allegations"]),
        deeds=frozenset(verbs["deeds"]),
        contrast=frozenset(verbs["contrast"]),
        nothing=frozenset(verbs["nothing"]),
        unreal=frozenset(verbs["unreal"]),
        editions=frozenset(table["speaking"]["editions"]),
        nobody=frozenset(table["speaking"]["nobody"]),
        adverbs=frozenset(table["hedges"]["adverbs"]),
        passives=frozenset(table["hedges"]["passives"]),
        report_heads=frozenset(table["reports"]["heads"]),
        report_media=frozenset(table["reports"]["media"]),
        report_authors=frozenset(table["reports"]["authors"]),
        specific={word: kind for kind, listed in kinds["specific"].items() for word in listed},
        weak={word: kind for kind, listed in kinds["weak"].items() for word in listed},
        phrases=_longest_first(kinds["phrases"]),
        outlets=tuple(sorted(table["outlets"]["names"], key=len, reverse=True)),
        outlet_words=frozenset(table["outlets"]["words"]),
        bodies=_longest_first(table["outlets"]["bodies"]),
        speaking_offices=tuple(table["outlets"]["offices"]),
        fellows={word: kind for kind, listed in table["outlets"]["fellows"].items() for word in listed},
        creed={word: kind for kind, listed in table["outlets"]["creed"].items() for word in listed},
        head_only=frozenset(kinds["head_only"]["kinds"]),
        carriers=frozenset(kinds["head_only"]["carriers"]),
        never_before=frozenset(kinds["head_only"]["words"]),
        press_offices=frozenset(kinds["head_only"]["press_offices"]),
        offices=frozenset(kinds["associations"]["offices"]),
        associations=frozenset(kinds["associations"]["bodies"]),
        mute=frozenset(kinds["head_only"]["mute"]) | _acts(language),
        movements=frozenset(kinds["head_only"]["movements"]),
        accounts=frozenset(table["accounts"]["nouns"]),
        nameless=frozenset(kinds["head_only"]["nameless"]),
        persons=frozenset(table["pronouns"]["persons"]),
        spreading=frozenset(table["spread"]["verbs"]),
        channels=tuple(table["spread"]["channels"]),
        measures=frozenset(table["spread"]["measures"]),
        single=frozenset(table["pronouns"]["single"]),
        many=frozenset(table["pronouns"]["many"]),
        ours=frozenset(table["pronouns"]["ours"]),
        groups=frozenset(table["pronouns"]["groups"]),
        done_by=frozenset(verbs["done_by"]),
        figures=frozenset(verbs["figures"]),
        harmed=frozenset(verbs["harmed"]),
        given=frozenset(verbs["given"]),
        quoting=frozenset(verbs["quoting"]),
        agents=tuple(table["speaking"]["agents"]),
        things=frozenset(table["speaking"]["things"]),
        papers=frozenset(table["speaking"]["papers"]),
        insiders=frozenset(table["speaking"]["insiders"]),
        elsewhere=tuple(table["speaking"]["elsewhere"]),
        correcting=frozenset(table["speaking"]["correcting"]),
        voices=frozenset(table["speaking"]["voices"]),
        speaking_bodies=frozenset(table["speaking"]["bodies"]),
    )
