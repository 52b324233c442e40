"""Attributions by a verb of saying: its subject before or behind it, in direct or indirect speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.extract.attribution.behind import speaker_behind
from dateline.extract.attribution.cue import MARKS, Cue, speaker_first, speaker_text, trails
from dateline.extract.attribution.phrase import speaker_phrase
from dateline.extract.attribution.subjects import (
    before_apposition,
    behind_day,
    behind_list,
    can_speak,
    closes_active,
    closing_noun,
    closing_subject,
    described_subject,
    describer,
    far_subject,
    inverted,
    is_as_told,
    issuer,
    joined_before,
    noun_after,
    noun_beside,
    office_named,
    relayed_by,
    signer,
    stands_behind_preposition,
    stands_behind_verb,
)
from dateline.extract.attribution.untold import (
    has_clause,
    only_adds,
    only_orders,
    tells_nothing,
)
from dateline.extract.grammar.phrases import span_of, subjects_of
from dateline.extract.words.sources import SourceWords
from dateline.records import Span


def saying(token: Any, lemma: str, words: SourceWords) -> Iterator[Cue]:
    """The speaker of a verb of saying, if it has one and tells something; whoever it cites in turn speaks instead."""
    if tells_nothing(token, lemma, words):
        return
    behind = speaker_behind(token, lemma, words)
    if behind is not None:
        yield _cue(token, lemma, behind, words)
        return
    describing = describer(token, words)
    active, passive = ([describing], []) if describing is not None else _subjects(token)
    if (passive or is_as_told(token)) and not _in_active(token) and not closes_active(token, words):
        yield from _passive(token, lemma, active, passive, words)
        return
    heads = active if describing is not None else _speakers(token, lemma, active, words)
    if not heads or not (describing is not None or _governs(token, lemma, words)):
        return
    head = _first_speaker(token, heads, words)
    if head.lower_ in words.nobody or any(c.lower_ == "no" for c in head.children):
        return
    if only_orders(token) or (lemma == "add" and only_adds(token)):
        return
    yield _cue(token, lemma, head, words)


def _subjects(token: Any) -> tuple[list[Any], list[Any]]:
    """Active and passive subjects of a verb of saying, the parse's participles set right."""
    active, passive = subjects_of(token)
    if _in_active(token):
        active = [child for child in token.children if child.dep_ == "nsubj"]
    if not passive and any(child.dep_ == "auxpass" for child in token.children):
        return [], active  # "gunmen killed a trader and are reported to have fled"
    return (passive, []) if passive and _tells_clause(token) else (active, passive)


def _speakers(token: Any, lemma: str, active: Sequence[Any], words: SourceWords) -> list[Any]:
    """Those of its subjects who can speak, or who stands beside the verb where the parse went astray."""
    if _counts_beside(token):
        return []
    heads = [head for head in active if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}]
    heads = (
        [head for head in heads if can_speak(head, words)] or _of_verb_before(token) or _behind_with(token)
    )
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "xcomp"}:
        heads = [head for head in heads if head.i < token.i and head.dep_ != "nsubjpass"]
    closing = closing_noun(token, words)
    if closing is not None and lemma in words.plain and lemma not in {"tell", "inform"}:
        heads = [closing]
    beside = noun_beside(token)
    astray = [head for head in heads if head.i < token.i and stands_behind_verb(head)]
    heads = [head for head in heads if head not in astray]
    if beside is None and (astray or not any(child.dep_ == "nsubj" for child in token.children)):
        beside = described_subject(token) or far_subject(token) or before_apposition(token)
        beside = beside or closing_subject(token)
    named = before_apposition(token)
    if named is not None and named.ent_type_ == "PERSON" and not any(_is_speaker(h, words) for h in heads):
        return [named]  # "a house in Ora, the main town, Tom Ruiz, an official, told"
    if beside is not None or heads:
        return [beside] if beside is not None else heads
    after = behind_day(token) or inverted(token)
    return [after] if after is not None and can_speak(after, words) else []


def _is_speaker(head: Any, words: SourceWords) -> bool:
    """True for a person, and for a noun that tells what a speaker is."""
    lemma = head.lemma_.lower()
    return head.ent_type_ in {"PERSON", "ORG"} or lemma in words.specific or lemma in words.weak


def _counts_beside(token: Any) -> bool:
    """True for "with villages of Ora recording the most deaths", where nobody speaks; but "with the army stating that
    its men were shot at" and "with locals reporting deaths" tell."""
    if token.tag_ != "VBG" or any(child.dep_ == "aux" for child in token.children) or not token.i:
        return False
    if token.lemma_.lower() == "report" or any(child.dep_ == "ccomp" for child in token.children):
        return False
    return any(above.lower_ == "with" for above in token.nbor(-1).ancestors if above.dep_ == "prep")


def _first_speaker(token: Any, heads: Sequence[Any], words: SourceWords) -> Any:
    """The one of them who speaks, under the office that the sentence gives."""
    before = [head for head in heads if head.i < token.i]
    before = [head for head in before if not stands_behind_preposition(head)] or before
    head = before[-1] if len(before) > 1 and before[-1].dep_ == "nsubj" else heads[0]
    if token.tag_ == "VBG":
        return issuer(head, words)
    return signer(office_named(behind_list(head, token), token), words)


def _cue(token: Any, lemma: str, head: Any, words: SourceWords) -> Cue:
    """The attribution of a verb to its speaker, or to whom that speaker cites."""
    cue, cited = span_of(token, token), _cited(token, words)
    trailing = trails(token, speaker_first(head, min(token.i, head.i)))
    first_named = (joined_before(head, words) if head.i < token.i else None) or head
    speaker = Span(speaker_phrase(first_named).start, speaker_phrase(head).end)
    if cited is not None:
        outlet = (speaker_text(speaker, token.doc),)
        return Cue(
            cue, speaker_phrase(cited), cited, "attribution.citing", trailing=trailing, via=outlet,
            around=span_of(cited.left_edge, cited.right_edge), verb=lemma,
        )  # fmt: skip
    relay = next((c for c in head.children if c.tag_ == "VBN" and c.lemma_.lower() in words.cite), None)
    via = _told(token) if lemma in {"tell", "inform", "speak"} else relayed_by(relay, words) if relay else ()
    last = token.nbor(-1) if token.dep_ == "acl" and head.i < token.i else head.right_edge
    last = relay.nbor(-1) if relay is not None else last
    around = span_of(head.left_edge, last)
    return Cue(
        cue, speaker, first_named, "attribution.saying", trailing=trailing, via=via, around=around, verb=lemma
    )


def _of_verb_before(token: Any) -> list[Any]:
    """The spokesman of "the spokesman called that a lie, and said", where the parse makes the lie the subject."""
    joined = token.i > token.sent.start and token.nbor(-1).lower_ in {"and", "but"}
    apart = joined and token.dep_ == "ccomp" and token.head.i < token.i
    return [child for child in token.head.children if child.dep_ == "nsubj"] if apart else []


def _behind_with(token: Any) -> list[Any]:
    """The army of "with the army claiming that the four were rebels", which the parse gives to "with"."""
    noun = token.nbor(-1) if token.i > token.sent.start else token
    told = any(child.dep_ == "ccomp" for child in token.children)
    with_them = noun.dep_ == "pobj" and noun.head.lower_ == "with"
    return [noun] if token.tag_ == "VBG" and told and with_them else []


def _in_active(token: Any) -> bool:
    """True for a verb with a subject of its own that does it: a "by" behind it is another word's."""
    deps = {child.dep_ for child in token.children}
    relative = any(c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"} for c in token.children)
    return "nsubj" in deps and not relative and not deps & {"nsubjpass", "auxpass"}


def _tells_clause(token: Any) -> bool:
    """True for "a nurse who was hurt reported that", in which the parse takes the verb for a participle."""
    helped = any(child.dep_ in {"aux", "auxpass", "agent"} for child in token.children)
    told = any(c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in token.children)
    return told and not helped and token.lemma_.lower() not in {"tell", "inform"}


def _passive(
    token: Any, lemma: str, agents: list[Any], passive: list[Any], words: SourceWords
) -> Iterator[Cue]:
    cue = span_of(token, token)
    agents = [agent for agent in agents if can_speak(agent, words)]  # "released by evening"
    if agents and only_orders(token):
        return
    if agents:
        deed = lemma in words.accusing and any(one.lemma_.lower() in words.mute for one in passive)
        if (lemma in words.done_by and not deed) or lemma in words.finding:
            return  # but "the attack was blamed on rebels by the police"
        head = agents[0]
        via = (
            (speaker_text(speaker_phrase(passive[0]), token.doc),)
            if passive and lemma in {"tell", "inform"}
            else ()
        )
        yield Cue(
            cue, speaker_phrase(head), head, "attribution.told_by", via=via,
            around=span_of(head.left_edge, head.right_edge), trailing=True, verb=lemma,
        )  # fmt: skip
    elif lemma == "tell" and passive and passive[0].lemma_.lower() in words.courts:
        yield _cue(token, lemma, passive[0], words)
    elif lemma in words.passives and lemma != "claim":
        yield Cue(cue, cue, token, "attribution.passive", hedged=True, verb=lemma)


def _governs(token: Any, lemma: str, words: SourceWords) -> bool:
    """True when the verb governs what was told: a clause, a quotation, or an object it may take."""
    if lemma in words.plain or closes_active(token, words):
        return True
    objects = [child for child in token.children if child.dep_ in {"dobj", "attr", "oprd"}]
    if token.dep_ == "pcomp" and any(o.lower_ == "what" for o in objects):
        return True  # "killed in what families alleged was unprovoked firing"
    if lemma in words.put:
        return any(o.lemma_.lower() in words.figures for o in objects) or (
            any(d.lemma_.lower() in words.harmed for d in token.subtree) and lemma in words.given
        )
    if lemma == "claim" and not has_clause(token):
        return any(o.lemma_.lower() in words.claimable for o in objects)
    if lemma in {"speak"}:
        return any(c.lower_ == "of" for c in token.children) or bool(_told(token))
    if lemma in {"see", "hear"}:
        return has_clause(token) and token.pos_ == "VERB"
    if lemma in words.finding:
        told = [child for child in token.children if child.dep_ == "ccomp"]
        whole = any(c.tag_ != "VBN" or any(g.dep_ in {"aux", "auxpass"} for g in c.children) for c in told)
        return whole and token.dep_ == "ROOT"
    if has_clause(token) or token.dep_ in {"parataxis"}:
        return True
    if any(t.text in MARKS for t in token.sent) and lemma in words.quoting:
        return True
    if _closes(token, objects):
        return True
    return lemma in words.with_object and bool(objects)


def _closes(token: Any, objects: Sequence[Any]) -> bool:
    """True for "a shell hit the mill, the mayor wrote on the site", which the parse takes for a second act."""
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    if subject is None or objects or token.dep_ != "conj" or subject.left_edge.i == token.sent.start:
        return False
    return bool(subject.left_edge.nbor(-1).text == "," and token.head.pos_ == "VERB")


def _cited(token: Any, words: SourceWords) -> Any | None:
    """Whom the speaker cites in turn: "the agency said, citing officials"."""
    for other in token.sent:
        if (
            other.tag_ == "VBG"
            and other.lemma_.lower() in words.cite
            and not _says_between(token, other, words)
        ):
            for child in other.children:
                if child.dep_ in {"dobj", "pobj", "nsubj"}:
                    return child
            return noun_after(other)
    return None


def _says_between(verb: Any, citing: Any, words: SourceWords) -> bool:
    """True when another verb of saying stands before "citing": the citation is that one's."""
    return any(
        t.pos_ == "VERB" and t.lemma_.lower() in words.plain | words.content
        for t in verb.doc[verb.i + 1 : citing.i]
    )


def _told(token: Any) -> tuple[str, ...]:
    """Whom they told, when that is a name: "told The Herald"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "to":
            child = next((c for c in child.children if c.dep_ == "pobj"), child)
        if child.dep_ in {"dobj", "dative", "iobj", "pobj"} and (
            child.pos_ == "PROPN" or child.ent_type_ == "ORG"
        ):
            return (speaker_text(speaker_phrase(child), token.doc),)
    return ()
