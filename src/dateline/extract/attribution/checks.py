"""Disclaimers, denials and admissions: what the text says of the claims it reports, and which of them it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Verification
from dateline.extract.attribution.owning import owns_up
from dateline.extract.attribution.untold import is_left_open
from dateline.extract.grammar.phrases import after_prepositions, phrase_of, subjects_of
from dateline.extract.mentions import ActorMention, CheckMention
from dateline.extract.words.sources import load_source_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence


@dataclass(frozen=True, slots=True)
class CheckWords:
    """The lexicon of checks as sets."""

    verify: frozenset[str]
    unable: frozenset[str]
    nouns: frozenset[str]
    deny: frozenset[str]
    condemn: frozenset[str]
    accounts: frozenset[str]
    toll: frozenset[str]
    harmed: frozenset[str]
    part: frozenset[str]
    denials: tuple[str, ...]
    admit: frozenset[str]
    responsibility: frozenset[str]
    no_reply: tuple[str, ...]
    these: frozenset[str]
    either: frozenset[str]


@lru_cache(maxsize=8)
def load_check_words(language: str = "en") -> CheckWords:
    """The lexicon of checks of one language."""
    table = load_language(language).checks
    return CheckWords(
        verify=frozenset(table["verify"]["verbs"]),
        unable=frozenset(table["verify"]["unable"]),
        nouns=frozenset(table["verify"]["nouns"]),
        deny=frozenset(table["deny"]["verbs"]),
        condemn=frozenset(table["deny"]["condemn"]),
        accounts=frozenset(table["deny"]["accounts"]),
        toll=frozenset(table["deny"]["toll"]),
        harmed=frozenset(table["deny"]["harmed"]),
        part=frozenset(table["deny"]["part"]),
        denials=tuple(table["deny"]["phrases"]),
        admit=frozenset(table["admit"]["verbs"]),
        responsibility=frozenset(table["admit"]["responsibility"]),
        no_reply=tuple(table["no_reply"]["phrases"]),
        these=frozenset(table["scope"]["these"]),
        either=frozenset(table["scope"]["either"]),
    )


def read_checks(document: Document, actors: Sequence[ActorMention]) -> tuple[CheckMention, ...]:
    """Checks in the order of the text, each with the stretches it covers."""
    words = load_check_words()
    found: list[CheckMention] = []
    for sentence in document.sentences:
        if sentence.zone in {"furniture", "caption"}:
            continue
        tokens = document.tokens(sentence)
        found.extend(_disclaimers(document, sentence, tokens, words))
        found.extend(_denials(document, sentence, tokens, words))
        found.extend(_admissions(document, sentence, tokens, words, actors))
    return tuple(sorted(found, key=lambda check: check.span))


def _check(
    document: Document,
    span: Span,
    verification: Verification,
    scope: Sequence[Sentence],
    rule: str,
    *,
    denier: Span | None = None,
) -> CheckMention:
    return CheckMention(
        span=span,
        text=span.of(document.text),
        verification=verification,
        scope=tuple(sorted({s.span for s in scope})),
        denier=denier,
        rule=rule,
    )


def _disclaimers(
    document: Document, sentence: Sentence, tokens: list[Any], words: CheckWords
) -> Iterator[CheckMention]:
    """ "could not verify", "unable to confirm", "could not be confirmed", "no independent confirmation"."""
    for token in tokens:
        lemma = token.lemma_.lower()
        unable = lemma in words.verify and token.pos_ == "VERB" and _negated(token, words)
        unable = unable and not _of_figures(token, words)
        none = lemma in words.nouns and any(c.lower_ == "no" for c in token.children)
        if unable or (
            none and not any(c.lemma_.lower() in words.toll for c in after_prepositions(token, {"of"}))
        ):
            meant = _before(document, sentence, token)
            yield _check(document, sentence.span, "could_not_verify", meant, "checks.unverified")
            return


def _of_figures(verb: Any, words: CheckWords) -> bool:
    """True for "could not confirm the toll": what is left open is how many, and not that it happened."""
    told = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    return bool(told) and all(child.lemma_.lower() in words.toll for child in told)


def _negated(token: Any, words: CheckWords) -> bool:
    for verb in (token, token.head):
        if any(child.dep_ == "neg" for child in verb.children):
            return True
    head = token.head
    return head.lower_ in words.unable and (
        head.lower_ not in {"able", "possible"} or any(c.dep_ == "neg" for c in head.head.children)
    )


def _before(document: Document, sentence: Sentence, token: Any) -> list[Sentence]:
    """The claims meant: those of the paragraph before the disclaimer, or the paragraph before it when it opens one."""
    paragraph = document.paragraph(sentence.paragraph)
    before = [s for s in paragraph if s.index <= sentence.index]
    if len(before) > 1:
        return before
    earlier = [s for s in document.sentences if s.paragraph == sentence.paragraph - 1 and s.zone == "body"]
    return [*earlier, sentence]


def _denials(
    document: Document, sentence: Sentence, tokens: list[Any], words: CheckWords
) -> Iterator[CheckMention]:
    lower = " ".join(sentence.span.of(document.text).replace("’", "'").casefold().split())
    if any(phrase in lower for phrase in words.no_reply):
        return
    spoken = any(phrase in lower for phrase in words.denials)
    verb = next(
        (
            t
            for t in tokens
            if t.lemma_.lower() in words.deny
            and t.pos_ == "VERB"
            and not is_left_open(t, load_source_words())
            and not _condemns(t, words)
            and not _contests(t, words)
            and not _only_of_toll(t, words)
            and not _only_of_people(t)
            and not any(c.dep_ == "neg" for c in t.children)
            and any(c.dep_ in {"nsubj", "nsubjpass"} for c in t.children)
            | (t.dep_ in {"conj", "advcl", "xcomp"})
        ),
        None,
    )
    if verb is None and not spoken:
        return
    denier = None if verb is None else _denier(verb, words)
    yield _check(document, sentence.span, "denied", _near(document, sentence), "checks.denied", denier=denier)


def _denier(verb: Any, words: CheckWords) -> Span | None:
    """Who "denied taking part" or "denied involvement"; None where the act itself is denied."""
    acts = [child for child in verb.children if child.dep_ in {"xcomp", "pcomp"}]
    done = any("VBG" in {act.tag_, *(child.tag_ for child in act.children)} for act in acts)
    of_part = done or any(c.dep_ == "dobj" and c.lemma_.lower() in words.part for c in verb.children)
    subjects = subjects_of(verb)[0]
    return phrase_of(subjects[0]) if of_part and subjects else None


def _condemns(verb: Any, words: CheckWords) -> bool:
    """True for "rejected the attack": what is rejected is the act, and not that it happened."""
    objects = {child.lemma_.lower() for child in verb.children if child.dep_ == "dobj"}
    return verb.lemma_.lower() in words.condemn and bool(objects & load_source_words().mute)


def _contests(verb: Any, words: CheckWords) -> bool:
    """True for "the region, which is disputed by two states": what is disputed is no account of anything."""
    which = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if verb.dep_ != "relcl" or which is None or which.i < 2:
        return False
    before = which.nbor(-2) if which.nbor(-1).is_punct else which.nbor(-1)
    return before.lemma_.lower() not in words.accounts


def _only_of_toll(verb: Any, words: CheckWords) -> bool:
    """True for "denied any losses" and "denied that soldiers had been killed": the act itself is not denied."""
    told = [child for child in verb.children if child.dep_ in {"dobj", "ccomp"}]
    return bool(told) and all(_is_of_toll(child, words) for child in told)


def _only_of_people(verb: Any) -> bool:
    """True for "refuted claims that the seven killed were farmers": what they were is denied, not what was done."""
    told = [child for child in verb.children if child.dep_ in {"dobj", "ccomp"}]
    said = [c for one in told for c in (one, *one.children) if c.dep_ in {"ccomp", "acl", "relcl"}]
    mute = load_source_words().mute
    return bool(said) and all(
        clause.lemma_.lower() == "be"
        and any(
            c.dep_ == "attr" and c.tag_ == "NNS" and c.lemma_.lower() not in mute for c in clause.children
        )
        for clause in said
    )


def _is_of_toll(word: Any, words: CheckWords) -> bool:
    lemma = word.lemma_.lower()
    if word.dep_ == "dobj":
        return lemma in words.toll
    passive = any(child.dep_ == "auxpass" for child in word.children)
    done = any(child.dep_ == "agent" for child in word.children)
    lost = any(child.dep_ == "dobj" and child.lemma_.lower() in words.toll for child in word.children)
    return lemma in words.harmed and not done and (passive or lost)


def _near(document: Document, sentence: Sentence) -> list[Sentence]:
    """The sentence itself and those of its paragraph; the paragraph before when it stands alone."""
    paragraph = [s for s in document.paragraph(sentence.paragraph) if s.index <= sentence.index]
    if len(paragraph) > 1:
        return paragraph
    earlier = [s for s in document.sentences if s.paragraph == sentence.paragraph - 1 and s.zone == "body"]
    return [*earlier, sentence]


def _admissions(
    document: Document,
    sentence: Sentence,
    tokens: list[Any],
    words: CheckWords,
    actors: Sequence[ActorMention],
) -> Iterator[CheckMention]:
    """A party that admits or claims the act it is said to have done."""
    for token in tokens:
        if token.pos_ != "VERB" or any(c.dep_ == "neg" for c in token.children):
            continue
        admits = token.lemma_.lower() in words.admit
        if not (admits or (token.lemma_.lower() in load_source_words().plain and owns_up(token))):
            continue
        subjects = [c for c in token.children if c.dep_ == "nsubj"]
        if not subjects:
            continue
        subject = Span(subjects[0].left_edge.idx, subjects[0].idx + len(subjects[0].text))
        armed = any(
            a.span.overlaps(subject) and a.role in {"combatant", "body"} and a.actor.inter for a in actors
        )
        objects = {c.lemma_.lower() for c in token.children if c.dep_ == "dobj"}
        if token.lemma_.lower() == "claim" and not objects & words.responsibility:
            continue
        if armed:
            yield _check(document, sentence.span, "confirmed", _near(document, sentence), "checks.admitted")
            return
