"""What a speaker answers for: the sentence, the quotation around it, the sentences it trails, the next quotations."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from dateline.extract.attribution.cue import Cue, is_circumstance, is_contrast
from dateline.extract.grammar.phrases import span_of
from dateline.records import Span
from dateline.text import Document, Sentence

_BACK = 1  # sentences of the same paragraph that an attribution behind them may still cover
_FORWARD = 1  # sentences of the same paragraph that go on in the speaker's name


def scopes_of(document: Document, cues: Sequence[Cue]) -> list[tuple[Span, ...]]:
    """For each cue the stretches its speaker answers for, in the order of the text."""
    homes = [document.sentence_at(cue.cue.start) for cue in cues]
    firm = {home.index for home, cue in zip(homes, cues, strict=True) if not cue.hedged}
    sharing: dict[int, list[Cue]] = {}
    for cue, home in zip(cues, homes, strict=True):
        sharing.setdefault(home.index, []).append(cue)
    scopes: list[tuple[Span, ...]] = []
    parts: dict[int, dict[Span, list[Span]]] = {}
    for cue, home in zip(cues, homes, strict=True):
        if cue.rule in {"attribution.hedge", "attribution.passive"}:
            scopes.append((home.span,))
            continue
        if home.index not in parts:
            parts[home.index] = _own_words(document, sharing[home.index], home)
        inside = _after_break(document, cue, home) or parts[home.index].get(cue.cue) or [cue.cue]
        covered = {home.index}
        if cue.rule != "attribution.headline" and not _aside(document.tokens(home), cue):
            covered |= _around(document, cue, home, firm)
        rest = [document.sentences[index].span for index in sorted(covered - {home.index})]
        scopes.append(tuple(sorted([*inside, *rest])))
    return scopes


def _after_break(document: Document, cue: Cue, home: Sentence) -> list[Span]:
    """The part of the sentence behind a semicolon that a speaker opens: "; the rebels claimed it" tells no more; and
    what is alleged."""
    start = min(cue.cue.start, cue.speaker.start)
    if cue.rule == "attribution.allegation":
        return [Span(start, home.span.end)]
    before = document.text[home.span.start : start].rstrip()
    return [Span(start, home.span.end)] if before.endswith(";") else []


def _own_words(document: Document, sharing: Sequence[Cue], home: Sentence) -> dict[Span, list[Span]]:
    """For each cue its part of the sentence: all of it where nobody else speaks, else the words under its verb."""
    firm = [cue for cue in sharing if not cue.hedged]
    tokens = document.tokens(home)
    if len(firm) < 2:
        aside = {cue.cue: _aside(tokens, cue) for cue in firm}
        return {cue.cue: aside.get(cue.cue) or [home.span] for cue in sharing}
    at = {token.idx: token.i for token in tokens}
    verbs = {at[cue.cue.start]: cue.cue for cue in firm if cue.cue.start in at}
    owners = {i: cue for i, cue in verbs.items() if not _is_claim_told(document.doc[i], verbs)}
    put_in = {document.doc[i].head.i: cue for i, cue in owners.items() if document.doc[i].dep_ == "parataxis"}
    owners = {
        **put_in,
        **owners,
    }  # "ten died, the Front said; the army denied it": all under "died" is theirs
    parts: dict[Span, list[Span]] = {}
    for token in tokens:
        owner = _owner(token, owners)
        if owner is None:
            continue
        spans, end = parts.setdefault(owner, []), token.idx + len(token.text)
        if spans and token.idx - spans[-1].end <= 2:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(token.idx, end))
    return {cue: [span for span in spans if span.end - span.start > 3] for cue, spans in parts.items()}


def _is_claim_told(verb: Any, verbs: Container[int]) -> bool:
    """True for the claim of "the Front claimed the bombing, which killed nine, police said", who tell it all."""
    owned = verb.lemma_.lower() == "claim" and any(child.dep_ == "dobj" for child in verb.children)
    return owned and any(above.i in verbs for above in verb.ancestors)


def _aside(tokens: Sequence[Any], cue: Cue) -> list[Span]:
    """The clause of a speaker who only dates, explains or answers what the sentence tells: "a day after the mayor said
    so", "while the army maintained that", or who tells of one of those in it: "the men, who villagers believe are
    herders, shot"."""
    verb = next((token for token in tokens if token.idx == cue.cue.start), None)
    if verb is None or not (is_circumstance(verb) or is_contrast(verb) or _qualifies(verb)):
        return []
    return [span_of(verb.left_edge, verb.right_edge)]


def _qualifies(verb: Any) -> bool:
    """True for a verb of saying in a relative clause with a subject of its own: "who villagers believe are herders"."""
    speaks = any(child.dep_ == "nsubj" and child.tag_ not in {"WP", "WDT"} for child in verb.children)
    opens = verb.left_edge.tag_ in {"WP", "WDT"}
    return bool(verb.dep_ == "relcl" and speaks and opens)


def _owner(token: object, owners: dict[int, Span]) -> Span | None:
    """The cue under whose verb the token hangs; words above all cues go to the first."""
    node = token
    for _ in range(40):
        if node.i in owners:  # type: ignore[attr-defined]
            return owners[node.i]  # type: ignore[attr-defined]
        if node.head.i == node.i:  # type: ignore[attr-defined]
            break
        node = node.head  # type: ignore[attr-defined]
    return owners[min(owners)] if owners else None


def _around(document: Document, cue: Cue, home: Sentence, firm: set[int]) -> set[int]:
    """Neighbouring sentences: those of the same quotation, those before a trailing cue, those that go on."""
    covered: set[int] = set()
    paragraph = document.paragraph(home.paragraph)
    quoted = [q.span for q in document.quotes_over(home.span)]
    for q in quoted:
        first, last = document.sentence_at(q.start).index, document.sentence_at(q.end).index
        near = document.sentences[first : last + 1]
        covered |= {s.index for s in near if s.paragraph == home.paragraph and q.overlaps(s.span)}
    here = home.index - paragraph[0].index
    before = paragraph[max(0, here - _BACK - 1) : here]
    if cue.trailing and not _after_break(document, cue, home):
        for step, sentence in enumerate(reversed(before)):
            if sentence.index in firm or step >= _BACK:
                break
            covered.add(sentence.index)
    after = paragraph[here + 1 : here + _FORWARD + 2]
    goes_on = home
    for step, sentence in enumerate(after):
        if sentence.index in firm or step >= _FORWARD:
            break
        covered.add(sentence.index)
        goes_on = sentence
    if not after or goes_on.index == paragraph[-1].index:
        covered |= _next_quotes(document, home.paragraph, firm)
    return covered


def _next_quotes(document: Document, paragraph: int, firm: set[int]) -> set[int]:
    """Paragraphs that follow as quotations without a speaker of their own."""
    covered: set[int] = set()
    number = paragraph + 1
    while True:
        sentences = document.paragraph(number)
        if not sentences:
            return covered
        start = sentences[0].span.start
        opens = any(
            abs(q.span.start - start) <= 1 for q in document.quotes_over(Span(max(0, start - 1), start + 2))
        )
        if not opens or any(s.index in firm for s in sentences):
            return covered
        covered |= {s.index for s in sentences}
        number += 1
