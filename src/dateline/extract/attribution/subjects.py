"""Who the subject of a verb of saying is, also where the parse went astray."""

from __future__ import annotations

from itertools import dropwhile
from typing import Any

from dateline.extract.attribution.cue import MARKS
from dateline.extract.attribution.phrase import act_before, is_day_before, speaker_phrase
from dateline.extract.grammar.once import text_of
from dateline.extract.grammar.phrases import FINITE
from dateline.extract.words.sources import SourceWords

_LONGEST = 14  # tokens of a speaker between the comma and the verb of saying
_BARE = 2  # the fewest of them: one alone is found by the parse or not at all
_LISTED = 8  # and of one of several that are listed
_UNVERBED = 4  # of them, in which a word taken for a verb is taken for a noun


def behind_day(token: Any) -> Any | None:
    """The officials of "On Monday officials in Ora said", which the parse hangs on "On"."""
    for prep in token.lefts:
        noun = next((child for child in prep.rights if child.dep_ == "pobj"), None)
        if prep.dep_ != "prep" or noun is None or noun.tag_ not in {"NN", "NNS"} or not noun.i > prep.i + 1:
            continue
        if is_day_before(prep.nbor(1), noun) and noun.ent_type_ not in {"DATE", "TIME"}:
            return noun
    return None


def noun_after(token: Any) -> Any | None:
    for later in token.doc[token.i + 1 : token.i + 7]:
        if later.pos_ in {"NOUN", "PROPN", "PRON"} and (later.dep_ not in {"compound", "poss", "amod"}):
            return later
    return None


def can_speak(head: Any, words: SourceWords) -> bool:
    """False for days, for things, for places and events that no list knows as a body, and for a piece of a name that
    the parse cut off at a hyphen ("the hospital in Shahr-e-Naw said")."""
    if head.ent_type_ in {"DATE", "TIME"} or not any(letter.isalnum() for letter in head.text):
        return False
    if head.i > head.sent.start and head.nbor(-1).text == "-" and head.left_edge.i == head.i:
        return False
    if head.lemma_.lower() in words.mute and not _is_named_unit(head, words):
        return False
    if head.is_sent_start and head.i + 1 < len(head.doc) and head.nbor(1).text == ":":
        return False
    known = head.lemma_.lower() in words.specific or head.lemma_.lower() in words.weak
    return known or head.ent_type_ not in {"EVENT", "LAW", "LOC", "FAC"}


def _is_named_unit(head: Any, words: SourceWords) -> bool:
    """True for "the Tiger column": fighters under a name."""
    named = any(
        child.i < head.i and child.text[:1].isupper() and child.dep_ != "det" for child in head.children
    )
    return named and head.lemma_.lower() in words.units


def signer(head: Any, words: SourceWords) -> Any:
    """Whoever put out the paper: the army of "a statement issued by the army"; any other head as it is."""
    if head.lemma_.lower() not in words.papers | words.report_heads:
        return head
    ends = [
        end
        for verb in head.children
        if verb.dep_ == "acl" and verb.lemma_.lower() in words.issuing
        for agent in verb.children
        if agent.dep_ == "agent"
        for end in agent.children
        if end.dep_ == "pobj" and can_speak(end, words)
    ]
    return ends[0] if ends else head


def issuer(head: Any, words: SourceWords) -> Any:
    """Whoever put out the paper that says so: "the party issued a statement saying"; else the head itself."""
    if head.lemma_.lower() not in words.papers or head.dep_ not in {"dobj", "pobj"}:
        return head
    verb = head.head if head.dep_ == "dobj" else head.head.head
    subjects = [child for child in verb.children if child.dep_ == "nsubj" and can_speak(child, words)]
    return subjects[0] if subjects else head


def noun_beside(token: Any) -> Any | None:
    """The noun that stands right before the verb and opens after a comma: ", a police source told"."""
    i = token.i - 1
    while i > token.sent.start and token.doc[i].dep_ in {"aux", "advmod"}:
        i -= 1
    noun = token.doc[i]
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "TIME"}:
        return None
    for _ in range(3):
        first = speaker_phrase(noun).start
        mark = token.doc.char_span(first, first + 1, alignment_mode="expand")
        if mark is not None and mark[0].i == token.sent.start and mark[0].pos_ == "VERB":
            return noun  # "Save the Children said"
        if mark is not None and mark[0].i > token.sent.start and token.doc[mark[0].i - 1].text == ",":
            joined = any(word.lower_ == "and" for word in token.doc[mark[0].i : token.i])
            listed = _first_listed(token.doc, token.sent.start, mark[0].i - 1) if joined else []
            return listed[-1] if listed else noun
        if noun.dep_ != "conj" or not 0 < noun.i - noun.head.i <= 4:
            return None
        noun = noun.head
    return None


def closes_active(token: Any, words: SourceWords) -> bool:
    """True for a closing ", local activists reported on Sunday", in which the parse takes the verb for a participle."""
    beside = noun_beside(token) if token.tag_ in {"VBN", "VBD"} and token.dep_ == "acl" else None
    if beside is None or beside.lemma_.lower() not in words.specific:
        return False
    behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return behind != "to" and not any(child.dep_ == "agent" for child in token.children)


def stands_behind_preposition(head: Any) -> bool:
    """True for "a report on a clash near Ora said", where the parse made Ora a second subject."""
    before = head.left_edge.i - 1
    return bool(before >= head.sent.start and head.doc[before].pos_ == "ADP")


def stands_behind_verb(head: Any) -> bool:
    """True for the people of "a strike killed nine people, four of them women, medics said", whom the parse makes the
    subject of "said"."""
    before = head.left_edge.i - 1
    verb = head.doc[before] if before > head.sent.start else None
    if verb is None or head.dep_ != "nsubj" or verb.tag_ != "VBD" or verb.lemma_ == head.head.lemma_:
        return False
    return verb.pos_ == "VERB" and not any(child.dep_ == "dobj" for child in verb.children)


def behind_list(head: Any, verb: Any) -> Any:
    """The medics of "killing nine, most of them women and children, medics said", whom the parse joins to those; any
    other head as it is."""
    joined = [c for c in head.conjuncts if head.i < c.i < verb.i]
    last = joined[-1] if joined else head
    before = last.left_edge.nbor(-1) if last.left_edge.i > head.sent.start else head
    apart = before.text == "," and not verb.nbor(-1).is_punct
    return last if apart and any(word.lower_ == "and" for word in head.doc[head.i : before.i]) else head


def joined_before(head: Any, words: SourceWords) -> Any | None:
    """The official of "in Ora, an official and residents said", whom the parse gives to the town."""
    joint = head.left_edge.nbor(-1) if head.left_edge.i > head.sent.start else head
    noun = joint.nbor(-1) if joint.lower_ == "and" and joint.i > head.sent.start else joint
    before = noun.left_edge.nbor(-1) if noun.left_edge.i > head.sent.start else noun
    speaks = {noun.lemma_.lower()} & {*words.specific, *words.weak}
    return noun if noun.dep_ == "appos" and before.text == "," and speaks else None


def closing_subject(token: Any) -> Any | None:
    """The noun of a closing ", a member of the council said" or ", parish council chairman said", by the order of
    the words where the parse has made something else of it."""
    doc, start = token.doc, token.sent.start
    comma = next(
        (i for i in range(token.i - 1, max(start, token.i - _LONGEST), -1) if doc[i].text == ","), None
    )
    if comma is None or token.i - comma - 1 < _BARE:
        return None
    phrase = _without_short_form(list(dropwhile(lambda word: word.text in MARKS, doc[comma + 1 : token.i])))
    if len(phrase) < _BARE:
        return None
    if any(w.lower_ == "and" for w in phrase):
        phrase = _first_listed(doc, start, comma) or phrase
    if phrase[0].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} or any(
        w.is_punct and w.text != "-" for w in phrase
    ):
        return None
    if len(phrase) > _UNVERBED and any(w.tag_ in {"VBD", "VBZ", "VBP", "VBG", "MD"} for w in phrase):
        return None
    prepositions = [n for n, w in enumerate(phrase) if w.pos_ == "ADP"]
    named = phrase[: prepositions[0]] if prepositions else phrase
    head = named[-1] if named else None
    if head is None or head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ in {"DATE", "TIME"}:
        return None
    return head


def describer(token: Any, words: SourceWords) -> Any | None:
    """The officials of "died in an attack officials said was a mistake" and "in a raid police blamed on rebels", whom
    the parse takes for one with the act."""
    noun = token.nbor(-1) if token.i > token.sent.start else token
    known = noun.lemma_.lower() in words.specific or noun.lemma_.lower() in words.weak
    return noun if noun.dep_ in {"pobj", "dobj"} and known and act_before(noun) is not None else None


def relayed_by(verb: Any, words: SourceWords) -> tuple[str, ...]:
    """Who quoted them: "quoted by the radio"."""
    objects = [
        end
        for child in verb.children
        if child.i > verb.i and child.dep_ in {"agent", "prep"}
        for end in child.children
        if end.dep_ == "pobj" and can_speak(end, words)
    ]
    return tuple(speaker_phrase(outlet).of(text_of(verb.doc)) for outlet in objects[:1])


def described_subject(token: Any) -> Any | None:
    """The doctor of ", a doctor who asked not to be named said", whom the parse gives to the verb before."""
    doc, start = token.doc, token.sent.start
    reach = range(token.i - 1, max(start, token.i - _LONGEST), -1)
    who = next((i for i in reach if doc[i].tag_ in {"WP", "WP$"}), None)
    if who is None or any(word.text == "," for word in doc[who : token.i - 1]):
        return None
    noun = doc[who - 2] if doc[who - 1].text == "," else doc[who - 1]
    opened = noun.left_edge.i == start or doc[noun.left_edge.i - 1].is_punct
    tells = any(word.tag_ in FINITE for word in doc[who + 1 : token.i])
    return noun if noun.pos_ in {"NOUN", "PROPN"} and noun.i >= start and opened and tells else None


def _without_short_form(phrase: list[Any]) -> list[Any]:
    """The words of a speaker without the bracket that closes it: "the Ora Defence Front (ODF) said"."""
    opened = next((n for n, word in enumerate(phrase) if word.text in {"(", "["}), 0)
    return phrase[:opened] if opened and phrase[-1].text in {")", "]"} else phrase


def _first_listed(doc: Any, start: int, comma: int) -> list[Any]:
    """The first of "residents, a nurse and the mayor said", the last comma of which is given; empty for no list."""
    found: list[Any] = []
    while True:
        reach = range(comma - 1, max(start, comma - _LISTED) - 1, -1)
        before = next(
            (i for i in reach if doc[i].text == ","), start - 1 if comma - start <= _LISTED else None
        )
        if before is None or before == comma - 1:
            return found
        item = list(doc[before + 1 : comma])
        if (
            not item
            or item[-1].pos_ not in {"NOUN", "PROPN"}
            or any(w.pos_ in {"VERB", "AUX", "ADP"} for w in item)
        ):
            return found
        found, comma = item, before


def far_subject(token: Any) -> Any | None:
    """The subject that the parse hung on a participle: "The council, made up of elders, said"."""
    for other in token.doc[token.sent.start : token.i]:
        if other.dep_ == "nsubj" and other.head.tag_ == "VBN" and other.head.i < token.i:
            if other.head.dep_ == "conj":
                return None  # "six people were killed and nine others injured, ... said"
            return other if token.dep_ == "ROOT" and other.pos_ in {"NOUN", "PROPN"} else None
    return None


def before_apposition(token: Any) -> Any | None:
    """The name before an apposition, or the office before a name: ", Ana Ruiz, head of the council, told", ", the
    council's head, Ana Ruiz, told"."""
    doc, start = token.doc, token.sent.start
    if token.i - 1 <= start or doc[token.i - 1].text != ",":
        return None
    commas = [i for i in range(start, token.i - 1) if doc[i].text == ","]
    if not commas or token.i - commas[-1] > 20:
        return None
    name = doc[commas[-1] - 1]
    if name.pos_ == "NOUN":
        behind = doc[commas[-1] + 1 : token.i - 1]
        opened = doc[name.left_edge.i - 1].text == ","
        return name if opened and len(behind) and all(word.ent_type_ == "PERSON" for word in behind) else None
    return name if name.pos_ == "PROPN" and name.ent_type_ in {"PERSON", "ORG"} else None


def office_named(name: Any, verb: Any) -> Any:
    """The office of "the commissioner, Ana Ruiz, who confirmed the raid, said", one speaker with that of the sentence;
    any other head as it is."""
    office = name.head
    told = verb.dep_ == "relcl" and verb.head == name and name.dep_ == "appos" and name.ent_type_ == "PERSON"
    speaks = office.dep_ == "nsubj" and office.tag_ == "NN" and office.head.i > verb.i
    return office if told and speaks else name


def closing_noun(token: Any, words: SourceWords) -> Any | None:
    """The noun of a closing "..., said the mayor." whatever the parse made of it."""
    doc, end = token.doc, token.sent.end
    if token.i == token.sent.start or doc[token.i - 1].text not in {",", "”", '"', "’", "''"}:
        return None
    rest = [t for t in doc[token.i + 1 : end] if not t.is_space]
    if (
        not rest
        or (rest[0].pos_ not in {"DET", "ADJ", "NOUN", "PROPN"} and rest[0].tag_ != "PRP$")
        or rest[0].lower_ in {"that", "it"}
    ):
        return None
    nouns: list[Any] = []
    for word in rest:
        if word.tag_ in {"PRP$", "POS"} or word.text in {"’", "'"}:
            continue
        if word.pos_ in {"ADP", "PUNCT", "SCONJ", "VERB", "AUX", "PRON"} and word.text not in {"-", "."}:
            break
        if word.text == "." and word.i == end - 1:
            break
        if nouns and word.lower_ in words.insiders:
            break
        nouns.append(word)
    after = [t for t in rest[len(nouns) :] if t.text not in {"(", ")"} and not t.text.isupper()]
    insiders = bool(after) and after[0].lower_ in words.insiders  # "said officials close to the matter"
    if after and after[0].tag_ in FINITE and not insiders:
        return None
    nouns = [
        word for word in nouns if word.pos_ in {"NOUN", "PROPN"} and word.ent_type_ not in {"DATE", "TIME"}
    ]
    head = nouns[-1] if nouns and nouns[-1].lemma_.lower() not in words.mute else None
    while head is not None and head.dep_ in {"compound", "amod", "npadvmod"} and head.i < head.head.i < end:
        head = head.head
    if head is not None and head.dep_ in {"nsubj", "nsubjpass"} and head.head.i > head.i:
        put_in = bool(after) and after[0].text == ","  # "In Ora, say the rebels, a shell struck"
        return head if put_in or insiders else None
    return head


def inverted(token: Any) -> Any | None:
    """The speaker behind the verb: "said the source", "said Ana Ruiz"."""
    for child in token.children:
        if child.i > token.i and child.dep_ in {"nsubj", "dobj", "attr", "oprd", "npadvmod", "dep"}:
            return child if child.pos_ in {"NOUN", "PROPN", "PRON"} else None
    return None


def is_as_told(token: Any) -> bool:
    """True for ", as reported by residents"."""
    deps = {child.dep_ for child in token.children}
    return token.tag_ == "VBN" and "agent" in deps and any(child.lower_ == "as" for child in token.children)


def is_as_saying(prep: Any, words: SourceWords) -> bool:
    """True for the "as saying" of who is quoted."""
    return prep.lower_ == "as" and any(
        child.dep_ == "pcomp" and child.lemma_.lower() in words.plain for child in prep.children
    )
