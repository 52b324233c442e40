"""Where the text says who told it: verbs of saying with their subject, "according to", "media reports that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.extract.attribution.subjects import (
    before_apposition,
    behind_day,
    can_speak,
    closes_active,
    closing_noun,
    closing_subject,
    far_subject,
    inverted,
    is_as_saying,
    is_as_told,
    issuer,
    noun_after,
    noun_beside,
    office_named,
    speaker_phrase,
    stands_behind_preposition,
    stands_behind_verb,
)
from dateline.extract.attribution.untold import (
    accuses_as_well,
    has_clause,
    is_reported_as,
    is_thought_of,
    is_unsaid,
    only_adds,
    only_orders,
    vows_as_well,
)
from dateline.extract.grammar.once import text_of
from dateline.extract.grammar.phrases import span_of, subjects_of
from dateline.extract.words.sources import SourceWords, load_source_words
from dateline.records import Span
from dateline.text import Document

_NEAR_HEADLINE = re.compile(
    r"^(?P<who>[A-Z][^:,.“”\"]{2,45}): |(?:[–—:-]|\|) (?P<last>[A-Z][\w ,.’'-]{2,40})$"
)

_MARKS = frozenset({'"', "“", "”"})
_TOLD = frozenset({"VBD", "VBN", "VBZ", "VBP"})  # a verb in what stands before or behind a headline's mark


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: the words that attribute, the speaker's phrase, its head token, and whom they told."""

    cue: Span
    speaker: Span
    head: Any
    rule: str
    trailing: bool = False
    hedged: bool = False
    via: tuple[str, ...] = ()
    around: Span | None = None
    verb: str = ""


def find_cues(document: Document) -> list[Cue]:
    """All attributions in the order of the text."""
    words = load_source_words()
    found: list[Cue] = []
    for token in document.doc:
        found.extend(_at(token, words))
    found.extend(_headline(document))
    return sorted(found, key=lambda cue: (cue.cue.start, cue.speaker.start))


def _at(token: Any, words: SourceWords) -> Iterator[Cue]:
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower not in words.attributing and lemma not in words.attributing and lower != "according":
        return
    if token.is_title and token.ent_type_ and not token.is_sent_start:
        return  # a part of a name: "Pyu Saw Htee"
    if lower == "according":
        yield from _according(token, words)
    elif token.pos_ in {"VERB", "AUX"} and (
        lemma in words.plain or lemma in words.content or lemma in words.put or lemma in words.finding
    ):
        yield from _saying(token, lemma, words)
    elif lemma in words.cite and token.tag_ == "VBN":
        yield from _quoted(token, words)
    elif token.pos_ == "NOUN" and lower in words.accounts:
        yield from _account(token)
    elif token.pos_ in {"NOUN"} and lemma in words.report_heads:
        yield from _reports(token, words)
    elif lemma in words.spreading:
        yield from _spread(token, words)
    elif lower in words.adverbs:
        span = span_of(token, token)
        yield Cue(span, span, token, "attribution.hedge", hedged=True)


def _according(token: Any, words: SourceWords) -> Iterator[Cue]:
    for prep in [token, *token.children, *token.doc[token.i + 1 : token.i + 2]]:
        if prep.lower_ != "to":
            continue
        heads = [c for c in prep.children if c.dep_ in {"pobj", "pcomp"} and c.pos_ != "VERB"]
        if not heads and prep.i + 1 < len(token.doc):
            heads = [noun_after(prep)] if noun_after(prep) is not None else []
        for head in [head for head in heads[:1] if head.lemma_.lower() not in words.mute]:
            trailing = any(not t.is_punct for t in token.doc[token.sent.start : token.i])
            yield Cue(
                span_of(token, prep),
                speaker_phrase(head),
                head,
                "attribution.according",
                trailing=trailing,
                around=span_of(head.left_edge, head.right_edge),
            )
        return


def _quoted(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "The mayor was quoted by the radio as saying": the mayor speaks, and the radio is the chain."""
    speakers = [child for child in token.children if child.dep_ == "nsubjpass"]
    if not speakers or not any(is_as_saying(child, words) for child in token.children):
        return
    head, behind = speakers[0], [child for child in token.children if child.i > token.i]
    outlets = [
        g
        for c in behind
        if c.dep_ in {"agent", "prep"}
        for g in c.children
        if g.dep_ == "pobj" and can_speak(g, words)
    ]
    yield Cue(
        span_of(token, token),
        speaker_phrase(head),
        head,
        "attribution.quoted",
        trailing=_trails(token, speaker_first(head, head.i)),
        via=tuple(speaker_text(speaker_phrase(outlet), token.doc) for outlet in outlets[:1]),
        around=span_of(head.left_edge, head.right_edge),
    )


def _account(token: Any) -> Iterator[Cue]:
    """ "by the account of a minister", "by his account", "in the word of the governor"."""
    if token.dep_ != "pobj" or token.head.lower_ not in {"by", "in", "on"}:
        return
    owners = [child for child in token.children if child.dep_ == "poss"]
    owners += [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    for head in owners[:1]:
        yield Cue(
            span_of(token.head, token),
            speaker_phrase(head),
            head,
            "attribution.account",
            trailing=any(t.is_alpha for t in token.doc[token.sent.start : token.head.i]),
            around=span_of(head.left_edge, head.right_edge),
        )


def _spread(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "Word of it spread over social media", "a video that circulates on news sites": where it was to be read."""
    for prep in (child for child in token.children if child.dep_ == "prep" and child.i > token.i):
        for head in (child for child in prep.children if child.dep_ == "pobj"):
            around = span_of(head.left_edge, head.right_edge)
            if not any(channel in speaker_text(around, token.doc).casefold() for channel in words.channels):
                continue
            last = head.right_edge if head.lemma_.lower() in words.measures else head
            yield Cue(
                span_of(token, token), span_of(head.left_edge, last), head, "attribution.spread",
                trailing=True, around=around,
            )  # fmt: skip
            return


def _saying(token: Any, lemma: str, words: SourceWords) -> Iterator[Cue]:
    if any(child.dep_ == "neg" for child in token.children) and lemma not in {"say"}:
        return
    if any(
        child.dep_ == "aux" and child.lower_ in {"would", "could", "should", "will"}
        for child in token.children
    ):
        return
    if is_unsaid(token, words) or is_reported_as(token, words):
        return
    if vows_as_well(token) or accuses_as_well(token, words):
        return
    if lemma in words.perceive and (is_circumstance(token) or is_thought_of(token)):
        return
    if (
        token.dep_ == "pcomp"
        and token.head.head.lemma_.lower() in words.cite
        and is_as_saying(token.head, words)
    ):
        return
    active, passive = subjects_of(token)
    if _in_active(token):
        active = [child for child in token.children if child.dep_ == "nsubj"]
    if (passive or is_as_told(token)) and not _in_active(token) and not closes_active(token, words):
        yield from _passive(token, lemma, active, passive, words)
        return
    heads = [head for head in active if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}]
    heads = [head for head in heads if can_speak(head, words)]
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "xcomp"}:
        heads = [head for head in heads if head.i < token.i and head.dep_ != "nsubjpass"]
    closing = closing_noun(token, words)
    if closing is not None and lemma in words.plain and lemma not in {"tell", "inform"}:
        heads = [closing]
    beside = noun_beside(token)
    astray = [head for head in heads if head.i < token.i and stands_behind_verb(head)]
    heads = [head for head in heads if head not in astray]
    if beside is None and (astray or not any(child.dep_ == "nsubj" for child in token.children)):
        beside = far_subject(token) or before_apposition(token) or closing_subject(token)
    if beside is not None:
        heads = [beside]
    if not heads:
        after = behind_day(token) or inverted(token)
        heads = [after] if after is not None and can_speak(after, words) else []
    if not heads or not _governs(token, lemma, words):
        return
    before = [head for head in heads if head.i < token.i]
    before = [head for head in before if not stands_behind_preposition(head)] or before
    head = before[-1] if len(before) > 1 and before[-1].dep_ == "nsubj" else heads[0]
    head = issuer(head, words) if token.tag_ == "VBG" else office_named(head, token)
    if head.lower_ in {"nobody", "none", "no-one"} or any(c.lower_ == "no" for c in head.children):
        return
    if head.lower_ in {"which", "that", "this", "what", "i", "we", "you", "one"}:
        return
    if only_orders(token):
        return
    if lemma == "add" and only_adds(token):
        return
    cited = _cited(token, words)
    via = _told(token) if lemma in {"tell", "inform", "speak"} else ()
    first = min(token.i, head.i)
    trailing = _trails(token, speaker_first(head, first))
    around = span_of(head.left_edge, head.right_edge)
    speaker = speaker_phrase(head)
    cue = span_of(token, token)
    if cited is not None:
        outlet = (speaker_text(speaker, token.doc),)
        yield Cue(
            cue, speaker_phrase(cited), cited, "attribution.citing", trailing=trailing, via=outlet,
            around=span_of(cited.left_edge, cited.right_edge), verb=lemma,
        )  # fmt: skip
        return
    yield Cue(cue, speaker, head, "attribution.saying", trailing=trailing, via=via, around=around, verb=lemma)


def _trails(verb: Any, first: int) -> bool:
    """True where what was told stands before speaker and verb, and not just when or where they spoke."""
    doc, start = verb.doc, verb.sent.start
    told = [child for child in verb.children if child.dep_ in {"ccomp", "dobj"} or child.text in _MARKS]
    told = [child for child in told if child.pos_ != "PROPN"]  # "told The Herald"
    leads = bool(told) and all(child.i > verb.i for child in told) and verb.dep_ == "ROOT"
    return any(t.is_alpha for t in doc[start:first]) and not leads


def _in_active(token: Any) -> bool:
    """True for a verb with a subject of its own that does it: a "by" behind it is another word's."""
    deps = {child.dep_ for child in token.children}
    relative = any(c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"} for c in token.children)
    return "nsubj" in deps and not relative and not deps & {"nsubjpass", "auxpass"}


def is_circumstance(token: Any) -> bool:
    """True for the verb of a clause that says when or why: "after the fighters learned who they were"."""
    words = load_source_words()
    if token.dep_ != "advcl":
        return False
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in words.circumstance for c in token.children)


def speaker_first(head: Any, first: int) -> int:
    """The first token of speaker and verb together."""
    return min(first, int(head.left_edge.i))


def speaker_text(span: Span, doc: Any) -> str:
    """The words under a span of this parse."""
    return text_of(doc)[span.start : span.end]


def _passive(
    token: Any, lemma: str, agents: list[Any], passive: list[Any], words: SourceWords
) -> Iterator[Cue]:
    cue = span_of(token, token)
    if agents and only_orders(token):
        return
    if agents:
        if lemma in words.done_by or lemma in words.finding:
            return
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
    elif lemma in words.passives and lemma != "claim":
        yield Cue(cue, cue, token, "attribution.passive", hedged=True, verb=lemma)


def _governs(token: Any, lemma: str, words: SourceWords) -> bool:
    """True when the verb governs what was told: a clause, a quotation, or an object it may take."""
    if lemma in words.plain or closes_active(token, words):
        return True
    objects = [child for child in token.children if child.dep_ in {"dobj", "attr", "oprd"}]
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
    if any(t.text in _MARKS for t in token.sent) and lemma in words.quoting:
        return True
    return lemma in words.with_object and bool(objects)


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


def _reports(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "Media reports that", "there were reports of": the press, or nobody named."""
    modifiers = {t.lower_ for t in token.children if t.i < token.i}
    clause = any(c.dep_ in {"acl", "relcl", "ccomp", "appos"} for c in token.children)
    told = any(c.lower_ in {"that", "of", "about"} for c in token.doc[token.i + 1 : token.i + 2])
    opens = token.dep_ in {"attr", "nsubj"} and token.head.lemma_ in {"be", "say", "emerge", "come"}
    verb_says = token.dep_ == "nsubj" and token.head.lemma_.lower() in words.plain
    if "no" in modifiers:
        return
    if verb_says or not (told or clause) or not (modifiers & words.report_media or opens):
        return
    yield Cue(span_of(token, token), speaker_phrase(token), token, "attribution.reports", hedged=True)


def _headline(document: Document) -> Iterator[Cue]:
    for sentence in document.sentences:
        if sentence.zone != "headline":
            continue
        text = sentence.span.of(document.text)
        match = _NEAR_HEADLINE.search(text)
        if match is None:
            continue
        name = "who" if match.group("who") else "last"
        start = sentence.span.start + match.start(name)
        span = Span(start, start + len(match.group(name)))
        head = document.doc.char_span(span.start, span.end, alignment_mode="expand")
        if any(token.tag_ in _TOLD for token in head):
            continue  # ": a guard killed in the town" tells more, and names nobody
        yield Cue(span, span, head[-1], "attribution.headline", trailing=name == "last")
