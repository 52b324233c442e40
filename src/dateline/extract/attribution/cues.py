"""Where the text says who told it: verbs of saying with their subject, "according to", "media reports that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.extract.attribution.behind import goes_on, learned_from, maker_known
from dateline.extract.attribution.cue import Cue, speaker_first, speaker_text, trails
from dateline.extract.attribution.phrase import behind_rank, speaker_phrase
from dateline.extract.attribution.reactions import allegation, reaction
from dateline.extract.attribution.saying import saying
from dateline.extract.attribution.subjects import (
    is_as_saying,
    noun_after,
    relayed_by,
    signer,
)
from dateline.extract.grammar.once import text_of
from dateline.extract.grammar.phrases import after_prepositions, span_of
from dateline.extract.words.sources import SourceWords, load_source_words
from dateline.records import Span
from dateline.text import Document

_NEAR_HEADLINE = re.compile(
    r"^(?P<who>[A-Z][^:,.“”\"]{2,45}): |(?:[–—:-]|\|) (?P<last>[A-Z][\w ,.’'-]{2,40})$"
)

_TOLD = frozenset({"VBD", "VBN", "VBZ", "VBP"})  # a verb in what stands before or behind a headline's mark


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
    known = lower in {"according", "known"}
    if lower not in words.attributing and lemma not in words.attributing and not known:
        return
    if token.is_title and token.ent_type_ and not token.is_sent_start:
        return  # a part of a name: "Pyu Saw Htee"
    if lower == "according":
        yield from _according(token, words)
    elif lemma in words.going_on:
        yield from _going_on(token, words)
    elif lower == "known":
        yield from _made_known(token, words)
    elif token.pos_ in {"VERB", "AUX"} and lemma == "learn" and learned_from(token, words):
        yield from _learned(token, words)
    elif token.pos_ in {"VERB", "AUX"} and (
        lemma in words.plain or lemma in words.content or lemma in words.put or lemma in words.finding
    ):
        yield from saying(token, lemma, words)
    elif lemma in words.condemning or lower in words.moved:
        yield from reaction(token, words)
    elif token.pos_ == "NOUN" and lemma in words.allegations:
        yield from allegation(token, words)
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
        for head in [signer(_of_edition(head), words) for head in heads[:1]]:
            if head.lemma_.lower() in words.mute or head.tag_ == "WDT":
                continue
            trailing = any(not t.is_punct for t in token.doc[token.sent.start : token.i])
            name = behind_rank(head)
            yield Cue(
                span_of(token, prep),
                speaker_phrase(head) if name is head else span_of(head.left_edge, name),
                name,
                "attribution.according",
                trailing=trailing,
                around=span_of(head.left_edge, head.right_edge),
            )
        return


def _going_on(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "In a further raid, he went on, gunmen burned a mill"."""
    head = goes_on(token, words)
    if head is None:
        return
    yield Cue(
        span_of(token, token),
        speaker_phrase(head),
        head,
        "attribution.saying",
        trailing=trails(token, speaker_first(head, head.i)),
        around=span_of(head.left_edge, head.right_edge),
        verb="say",
    )


def _made_known(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "The army made known that", "the mayor let it be known"."""
    found = maker_known(token, words)
    if found is None:
        return
    verb, head = found
    yield Cue(
        span_of(min(verb, token, key=_place), max(verb, token, key=_place)),
        speaker_phrase(head),
        head,
        "attribution.saying",
        trailing=trails(verb, speaker_first(head, head.i)),
        around=span_of(head.left_edge, head.right_edge),
        verb="say",
    )


def _learned(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "It was learned from the prefecture that", "AFP learned from a source"."""
    found = learned_from(token, words)
    if found is None:
        return
    head, listener = found
    yield Cue(
        span_of(token, token),
        speaker_phrase(head),
        head,
        "attribution.told_by",
        trailing=trails(token, speaker_first(head, token.i)),
        via=(speaker_phrase(listener).of(text_of(token.doc)),) if listener is not None else (),
        around=span_of(head.left_edge, head.right_edge),
    )


def _place(token: Any) -> int:
    return int(token.i)


def _of_edition(head: Any) -> Any:
    """The paper of "Friday's edition of the daily Ora"; any other head as it is."""
    papers = [end for end in after_prepositions(head, {"of"}) if end.pos_ == "PROPN"]
    return papers[0] if papers and head.lemma_.lower() in load_source_words().editions else head


def _quoted(token: Any, words: SourceWords) -> Iterator[Cue]:
    """ "The mayor was quoted by the radio as saying": the mayor speaks, and the radio is the chain."""
    speakers = [child for child in token.children if child.dep_ == "nsubjpass"]
    if not speakers or not any(is_as_saying(child, words) for child in token.children):
        return
    head = speakers[0]
    yield Cue(
        span_of(token, token),
        speaker_phrase(head),
        head,
        "attribution.quoted",
        trailing=trails(token, speaker_first(head, head.i)),
        via=relayed_by(token, words),
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
