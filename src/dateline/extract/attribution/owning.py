"""Who owns up to an act: "claimed responsibility", "claimed the bombing", "said it was behind the blast",
"said the massacre was its work", "claimed to have carried out the raid"."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.phrases import DEFINITE, after_prepositions
from dateline.extract.words.sources import SourceWords, load_source_words


def owns_up(verb: Any) -> bool:
    """True for a verb with which its subject takes an act upon itself."""
    words = load_source_words()
    if any(child.dep_ == "dobj" and _is_owned(child, words) for child in verb.children):
        return True
    told = [child for child in verb.children if child.dep_ in {"ccomp", "xcomp"}]
    beside = [child for child in verb.children if child.dep_ == "advcl" and child.tag_ == "VBG"]
    return any(_is_own_deed(child, words) or _is_own_work(child, words) for child in told) or any(
        _is_owned(noun, words) for other in beside for noun in other.children if noun.dep_ == "dobj"
    )


def _is_own_work(clause: Any, words: SourceWords) -> bool:
    """True for "the massacre was his work", "the blast was its own doing" and "the raid was part of its war"."""
    works = [c for c in clause.children if c.dep_ == "attr" and c.lemma_.lower() in words.deeds]
    works += [end for c in works for end in after_prepositions(c, {"of"})]
    owners = {c.lower_ for work in works for c in work.children if c.dep_ == "poss"}
    return clause.lemma_.lower() == "be" and bool(owners & (words.many | words.single))


def _is_owned(noun: Any, words: SourceWords) -> bool:
    """True for what is claimed of an act that others have told: "responsibility", "the bombing" and no "an attack"."""
    known = noun.lemma_.lower() in words.claimable and any(c.lower_ in DEFINITE for c in noun.children)
    return noun.lemma_.lower() in words.claimed or (known and noun.head.lemma_.lower() == "claim")


def _is_own_deed(clause: Any, words: SourceWords) -> bool:
    """True for "it had carried out the strike", "its men were behind the blast" and (claimed) "to have carried out the
    raid", not for "it carried out a raid"."""
    objects = [child for child in clause.children if child.dep_ == "dobj"]
    known = all(any(c.lower_ in DEFINITE for c in one.children) for one in objects)
    done = clause.lemma_.lower() in words.perpetrating and known
    done = done or any(c.lower_ in words.behind for c in clause.children)
    doers = [child for child in clause.children if child.dep_ == "nsubj"]
    owners = [*doers, *(c for doer in doers for c in doer.children if c.dep_ == "poss")]
    claimed = clause.dep_ == "xcomp" and clause.head.lemma_.lower() == "claim"
    return done and (claimed or any(owner.lower_ in words.many | words.ours for owner in owners))
