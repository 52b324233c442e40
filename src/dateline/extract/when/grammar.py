"""What governs a time in its sentence: the verb, its tense, and with it the part the time plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.extract.when.find import Draft
from dateline.extract.where.dateline import in_dateline
from dateline.extract.words.times import Lexicon
from dateline.text import Document

_DATELINE_END = re.compile(r"[^\n]{0,70}?(?:--|—|–| - |_)|\s*\([A-Z][\w .]{1,20}\)\s*(?:\n|$)")
_OPENS_LINE = re.compile(r"(?:date )?(?:\d{4}-\d\d-\d\d)?", re.IGNORECASE)
_DASH = re.compile(r"(?:\([^)]{2,40}\) ?)?[-–—|]")
_STEPS = 12
_NAMING = frozenset({"compound", "nmod", "amod"})  # what is called after the words
_RECORD, _RANKED = 12, 5  # tokens from "since" to a time, and from "the deadliest" to "since"
_BESIDE = 300  # signs of a line on either side of a day; the rules of page furniture count few words

_RANK = 8  # tokens before "this year" among which a rank stands


def mark_grammar(document: Document, lexicon: Lexicon, drafts: list[Draft]) -> None:
    """Nothing comes back; every draft knows its tense and its role."""
    for draft in drafts:
        draft.tense = _tense(lexicon, draft)
        draft.role = _page_role(document, lexicon, draft) or _role(document, lexicon, draft)


def _tense(lexicon: Lexicon, draft: Draft) -> str:
    """The tense of the clause; "until Tuesday" of what was put off looks ahead, "Wednesday's ruling" back."""
    token = draft.token
    clause = lexicon.words["clause"]
    tense = tense_of(token, clause)
    if token is None:
        return tense
    verb = governor(token)
    if tense == "future" and token.dep_ == "poss":
        helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        return "future" if helpers.intersection(clause["sure"]) else "past"
    words = lexicon.words["ahead"]
    if token.head.lower_ in words["until"] and verb is not None and verb.lemma_.casefold() in words["verbs"]:
        return "past" if _had(verb) else "future"
    if token.dep_ != "ROOT" and token.head.pos_ == "ADJ" and token.head.lower_ in words["adjectives"]:
        return "future"
    return tense


def _had(verb: Any) -> bool:
    """True under "had": what was awaited then is over."""
    return any(child.lower_ in {"had", "'d"} and child.dep_ == "aux" for child in verb.children)


def ancestors(token: Any) -> Iterator[Any]:
    """The token and what governs it, a few steps up."""
    for _ in range(_STEPS):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def governor(token: Any) -> Any:
    """The nearest verb above a token, or None."""
    return (
        next((t for t in ancestors(token) if t.pos_ in {"VERB", "AUX"}), None) if token is not None else None
    )


def tense_of(token: Any, clause: dict[str, list[str]]) -> str:
    """past, present or future of the clause that a token stands in; past where nothing tells."""
    verb = governor(token)
    if verb is None:
        return "none"
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {helper.lower_ for helper in helpers}
    able = bool(words.intersection(clause["able"]))
    perfect = "have" in words or (able and (_negated(verb) or _is_cut_short(verb)))
    if not perfect and (
        words.intersection(clause["future"])
        or ("to" in words and verb.head.i != verb.i and _is_planned(verb.head, clause))
    ):
        above = governor(verb.head) if "to" in words else None
        return "past" if above is not None and _had(above) else "future"
    if verb.lemma_.casefold() in clause["awaited"]:
        return "past" if _had(verb) else "future"
    tags = {helper.tag_ for helper in helpers} | {verb.tag_}
    if "VBD" in tags or (verb.tag_ == "VBN" and not tags & {"VBZ", "VBP", "MD"}) or words & {"has", "have"}:
        return "past"
    if verb.tag_ in {"VBG", "VB"} and not helpers and verb.head.i != verb.i:
        return tense_of(verb.head, clause)
    if "to" in words and verb.head.i != verb.i:
        return tense_of(verb.head, clause)
    return "present" if tags & {"VBZ", "VBP"} else "none"


def _is_cut_short(verb: Any) -> bool:
    """True for "was shot before he could enter the shrine on Friday": what somebody else did came first."""
    before = any(child.dep_ == "mark" and child.lower_ == "before" for child in verb.children)
    return before and verb.head.tag_ in {"VBD", "VBN"}


def _negated(verb: Any) -> bool:
    """True for "could not be reached", "neither could be found"."""
    below = [grand for child in verb.children for grand in (child, *child.children)]
    return any(t.dep_ == "neg" or t.lower_ in {"neither", "nor", "no", "nobody"} for t in below)


def _is_planned(head: Any, clause: dict[str, list[str]]) -> bool:
    """True for the word that an infinitive of something yet to come hangs on."""
    return (
        head.lemma_.casefold() in clause["planned"]
        or head.pos_ in {"NOUN", "ADJ"}
        or tense_of(head, clause) in {"future", "present"}
    )


def _page_role(document: Document, lexicon: Lexicon, draft: Draft) -> str | None:
    """publication or furniture for a day that belongs to the page, else None."""
    zone = draft.sentence.zone
    if zone == "furniture":
        return "furniture"
    if draft.kind not in {"day", "numeric", "month", "weekday", "military"}:
        return None
    line = _line(document.text, draft)
    if draft.kind == "day" and in_dateline(document, draft.span):
        return "publication"
    if zone == "dateline" or (zone == "headline" and draft.rule == "when.iso"):
        return "publication"
    lead = line[0]
    if (
        draft.sentence.paragraph <= 3
        and "y" in draft.parts
        and _OPENS_LINE.fullmatch(lead)
        and _DASH.match(line[1])
    ):
        return "publication"
    after = document.text[draft.span.end : draft.span.end + 80]
    words = lead.split()
    if draft.kind == "day" and len(words) <= 9 and lead[:2].isupper() and _DATELINE_END.match(after):
        shouted = [w for w in words if w.strip("(),.").isupper()]
        if words and len(shouted) * 2 >= len(words):
            return "publication"
    if len(f"{lead}{line[1]}".split()) <= 6 and "y" in draft.parts and "d" in draft.parts:
        folded = f"{lead} {line[1]}".casefold()
        if any(word in folded for word in lexicon.words["page"]["crawled"]):
            return "furniture"
        if governor(draft.token) is None or any(w in folded for w in lexicon.words["page"]["published"]):
            return "publication" if draft.sentence.paragraph <= 4 else "furniture"
    return None


def _line(text: str, draft: Draft) -> tuple[str, str]:
    """What stands before and behind the draft on its line, as far as a line of furniture reaches."""
    start, end = draft.span.start, draft.span.end
    before, behind = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return before.rpartition("\n")[2].strip(), behind.partition("\n")[0].strip()


def _role(document: Document, lexicon: Lexicon, draft: Draft) -> str:
    lead = document.text[max(0, draft.span.start - 12) : draft.span.start].casefold()
    if re.search(r"\bas (?:of|at)\s+$", lead):
        return "speech"
    if re.search(r"\b(?:ever )?since\s+(?:the )?(?:late|early)?\s*$", lead):
        return "since"
    if draft.token is None:
        return "event"
    if draft.rule == "when.ramadan" and draft.token.dep_ in _NAMING:
        return "anniversary"  # "the Ramadan prayers" are held at any hour of it
    if _is_of_source(document, lexicon, draft):
        return "speech"
    if _is_added(document, lexicon, draft):
        return "event"
    if draft.rule == "when.relative_unit" and _is_ranked(document, draft):
        return "since"
    words = lexicon.words
    owned = draft.token.head if draft.token.dep_ == "poss" else None
    if owned is not None and not _is_of_speech(words, owned):
        return "event"  # "a report published on Saturday about Wednesday's clash"
    if _is_beginning(words, draft.token) or _is_of_record(draft.token):
        return "since"
    if owned is None and (_is_behind_speech(words, draft) or _is_of_reaction(document, lexicon, draft)):
        return "speech"
    for token in ancestors(draft.token):
        if token.pos_ in {"VERB", "AUX"}:
            role = _role_by_verb(words, draft, token)
            told = _opens_a_tale(draft, token) or _closes_a_tale(document, draft, token)
            return "event" if role == "speech" and told else role
        if token.lower_ == "since":
            return "since"
        if token.lemma_.casefold() in words["anniversary"]["nouns"]:
            return "anniversary"
        if token.lemma_.casefold() in words["speech"]["nouns"] and token.i != draft.token.i:
            return "speech"
    return "event"


def _is_of_record(token: Any) -> bool:
    """True for the month of "the deadliest attack since a revolt in the region began last August"."""
    before = token.doc[max(token.sent.start, token.i - _RECORD) : token.i]
    since = next((one for one in before if one.lower_ == "since"), None)
    if since is None or any(one.is_punct and one.text != "-" for one in token.doc[since.i : token.i]):
        return False
    ranked = token.doc[max(token.sent.start, since.i - _RANKED) : since.i]
    return any(
        one.tag_ in {"JJS", "RBS"} or one.lower_ == "first" or one.lower_.endswith("iest") for one in ranked
    )


def _is_beginning(words: dict[str, Any], token: Any) -> bool:
    """True for the day from which goes on what somebody has a part in: "took part in the operation launched on
    Friday"."""
    begun = governor(token)
    if (
        begun is None
        or begun.dep_ not in {"relcl", "acl"}
        or begun.lemma_.casefold() not in words["begun"]["verbs"]
    ):
        return False
    campaign = begun.head
    above = campaign.head.head if campaign.dep_ == "pobj" and campaign.head.lower_ == "in" else None
    named = campaign.lemma_.casefold() in words["begun"]["campaigns"]
    return named and above is not None and above.lemma_.casefold() in words["begun"]["sharing"]


def _is_added(document: Document, lexicon: Lexicon, draft: Draft) -> bool:
    """True for "Also on Wednesday, officials said ...", the day on which something more was."""
    before = [t for t in document.tokens(draft.sentence) if t.idx < draft.span.start]
    if not before or before[0].lower_ not in lexicon.words["adding"]["openers"]:
        return False
    parted = document.text[draft.span.end : draft.span.end + 1] == ","
    return parted and all(t.pos_ in {"ADP", "DET"} for t in before[1:])


def _is_of_source(document: Document, lexicon: Lexicon, draft: Draft) -> bool:
    """True for "according to residents and a statement on Sunday": no verb and no comma stands between."""
    told = [t for t in document.tokens(draft.sentence) if t.idx < draft.span.start][-_RANK:]
    sources = [n for n, t in enumerate(told) if t.lower_ in lexicon.words["speech"]["sources"]]
    if not sources or not told or told[-1].lower_ not in lexicon.words["speech"]["days"]:
        return False
    between = told[sources[-1] + 1 :]
    named = any(t.lemma_.casefold() in lexicon.words["speech"]["nouns"] for t in between)
    return named and not any(t.is_punct or t.pos_ in {"VERB", "AUX"} for t in between)


def _is_of_reaction(document: Document, lexicon: Lexicon, draft: Draft) -> bool:
    """True for "today condemned the killing of ...": a day between who condemns and that word."""
    after = next((t for t in document.tokens(draft.sentence) if t.idx >= draft.span.end), None)
    return (
        after is not None
        and after.tag_ == "VBD"
        and after.lemma_.casefold() in lexicon.words["speech"]["reactions"]
        and any(child.dep_ == "nsubj" and child.i < after.i for child in after.children)
    )


def _is_of_speech(words: dict[str, Any], noun: Any) -> bool:
    """True for a noun that is itself speech or an anniversary: "Monday's statement"."""
    return noun.lemma_.casefold() in {*words["speech"]["nouns"], *words["anniversary"]["nouns"]}


def _is_behind_speech(words: dict[str, Any], draft: Draft) -> bool:
    """True for the day right behind who speaks, with no "that" behind it: "said on Friday its jets had struck"."""
    tokens: list[Any] = [t for t in draft.token.doc[: draft.token.i] if t.idx < draft.span.start]
    while tokens and tokens[-1].pos_ == "ADP":
        tokens.pop()
    if not tokens or tokens[-1].tag_ not in {"VBD", "VBZ"} or tokens[-1] not in ancestors(draft.token):
        return False
    return tokens[-1].lemma_.casefold() in words["speech"]["verbs"]


def _is_ranked(document: Document, draft: Draft) -> bool:
    """True for "the deadliest raid this year", "the second such attack this month": the time that a rank is of."""
    before = [t for t in document.tokens(draft.sentence) if t.idx < draft.span.start][-_RANK:]
    return any(t.tag_ in {"JJS", "RBS"} or (t.ent_type_ == "ORDINAL" and t.pos_ == "ADJ") for t in before)


def _closes_a_tale(document: Document, draft: Draft, speech: Any) -> bool:
    """True for "They were shot on the road on Monday, the mayor said": a comma parts the time from who says it."""
    told = [t for t in document.tokens(draft.sentence) if t.idx < draft.span.start]
    parted = document.text[draft.span.end : draft.span.end + 1] == ","
    return parted and speech.idx > draft.span.end and any(t.tag_ in {"VBD", "VBN"} for t in told)


def _opens_a_tale(draft: Draft, speech: Any) -> bool:
    """True for "On Sunday a drone fired on a car, residents said": who says it comes behind what was told."""
    who = next((child for child in reversed(list(speech.lefts)) if child.dep_ == "nsubj"), None)
    if who is None or draft.span.end > who.idx:
        return False
    told = [token for token in speech.doc[draft.token.i : who.left_edge.i] if token.tag_ in {"VBD", "VBN"}]
    return bool(told) and speech.doc[who.left_edge.i - 1].is_punct


def _role_by_verb(words: dict[str, Any], draft: Draft, verb: Any) -> str:
    lemma = verb.lemma_.casefold()
    children = list(verb.children)
    if lemma in words["speech"]["told_as"] and _tells_of_an_act(verb):
        return "event"
    if lemma in words["speech"]["orders"] and any(child.dep_ == "xcomp" for child in children):
        return "event"
    clause = any(child.dep_ in {"ccomp", "parataxis"} for child in children) or verb.dep_ == "parataxis"
    clause = clause or any(
        child.dep_ == "mark" and child.lower_ in words["speech"]["such_as"] for child in children
    )
    clause = clause or any(child.dep_ == "dobj" and child.idx > draft.span.end for child in children)
    if lemma in words["speech"]["verbs"] or (lemma in words["speech"]["with_clause"] and clause):
        return "speech"  # ... and for "On Sunday the police confirmed the raid", whose day was told before
    if lemma in words["speech"]["with_clause"] and _has_hearers(words, verb):
        return "speech"
    if _is_of_fate(words, verb):
        return "speech"
    objects = [
        t
        for child in children
        if child.dep_ in {"dobj", "nsubjpass", "nsubj"}
        for t in [child, *child.children]
    ]
    if lemma in words["discovery"]["verbs"] and any(
        t.lemma_.casefold() in words["discovery"]["nouns"] for t in objects
    ):
        return "discovery"
    if lemma in words["discovery"]["plain"] and any(
        child.dep_ in {"nsubjpass", "dobj"} for child in children
    ):
        return "discovery"
    if any(
        t.lemma_.casefold() in words["discovery"]["counts"] and t.dep_ == "nsubj" and not _is_quantity(t)
        for t in objects
    ):
        return "speech"
    if any(t.lemma_.casefold() in words["anniversary"]["nouns"] for t in objects):
        return "anniversary"
    return "event"


def _is_quantity(count: Any) -> bool:
    """True for "an unknown number of soldiers", who are meant, and not their number."""
    some = {"a", "an"} & {c.lower_ for c in count.children}
    return bool(some) and any(c.lower_ == "of" for c in count.children)


def _has_hearers(words: dict[str, Any], verb: Any) -> bool:
    """True for "confirmed the raid to reporters", whether the parse hangs them on the verb or on the raid."""
    told = [verb, *(child for child in verb.children if child.dep_ == "dobj")]
    ways = (child for token in told for child in token.children if child.dep_ in {"prep", "dative"})
    return any(t.lemma_ in words["speech"]["hearers"] for way in ways for t in way.children)


def _is_of_fate(words: dict[str, Any], verb: Any) -> bool:
    """True for "were confirmed dead", whichever of its words the day hangs on: it is not that of their death."""
    saying = [
        one for one in (verb, *verb.children) if one.lemma_.casefold() in words["speech"]["with_clause"]
    ]
    if verb.dep_ == "xcomp" and verb.head.lemma_.casefold() in words["speech"]["with_clause"]:
        return verb.lower_ in words["speech"]["fates"]
    return any(child.lower_ in words["speech"]["fates"] for one in saying for child in one.children)


def _tells_of_an_act(report: Any) -> bool:
    """True for "the attack, reported on Sunday" and "a clash was reported overnight", not for "reported that"."""
    dependents = {child.dep_ for child in report.children}
    return report.tag_ == "VBN" and not dependents & {"nsubj", "ccomp", "xcomp", "aux"}
