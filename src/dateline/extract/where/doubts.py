"""Names that look like places and are none here: speakers by their last name, the outlet, a common word in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dateline.extract.acts.weapons import is_weapon
from dateline.extract.grammar.phrases import objects_of
from dateline.extract.toll.people import people_words
from dateline.extract.toll.triggers import harm_words
from dateline.extract.where.capitals import is_ordinary
from dateline.extract.where.names import Name
from dateline.extract.where.relations import is_led, names_actor, owns_home, speaks
from dateline.extract.words.places import place_words
from dateline.places import Gazetteer
from dateline.places.pack import COUNTRY
from dateline.records import Span
from dateline.text import Document

_LONG = 2  # words; an outlet of one word is as often called after the town that a report is of


def without_doubtful(document: Document, names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """The names without those that the outlet's own name holds, and without unknown ones that speak, that end a
    person's name elsewhere in the report (known ones too where they act), that are told to be somebody, that are a
    common word at the start of a sentence, a weapon's, or those of a people who act ("the Hamar raided a village")."""
    outlet = _outlet_spans(document)
    last = _last_names(document)
    plain = [name for name in names if not any(span.covers(name.span) for span in outlet)]
    speaking = {name.lookup for name in plain if _may_be_doubted(name) and speaks(document, name)}
    persons = {lookup for lookup in speaking | last if lookup and not gazetteer.knows(lookup)}
    acting = {name.lookup for name in plain if name.lookup in last and names_actor(document, name)}
    acting |= {name.lookup for name in plain if _is_person(document, name)}
    return [
        name
        for name in plain
        if not (
            _may_be_doubted(name)
            and (
                name.lookup in persons | acting
                or _is_opening(document, name, gazetteer)
                or (
                    not _is_country(name, gazetteer)
                    and (_is_make(document, name) or _is_people(document, name))
                )
                or _is_tongue_or_people(document, name)
                or (not gazetteer.knows(name.lookup) and _is_killed(document, name))
            )
        )
    ]


def _may_be_doubted(name: Name) -> bool:
    return name.head is None and not name.demonym and name.part_of is None


def _is_person(document: Document, name: Name) -> bool:
    """True for the Ora of "near Ora's home", "a man identified as Ora" and "Bel Ora, a trader, was killed"."""
    word = document.doc[name.end - 1]
    told = word.dep_ in {"nsubj", "nsubjpass", "dobj"} and not is_led(document, name)
    if owns_home(document, word) or (
        told and any(_is_of_people(document, one) for one in _appositions(word))
    ):
        return True
    verb = word.head.head if word.dep_ == "pobj" and word.head.lower_ == "as" else None
    if verb is None or verb.lemma_ not in place_words(document.report.language)["identified"]:
        return False
    return _is_of_people(document, verb.head)


def _appositions(word: Any) -> list[Any]:
    return [child for child in word.children if child.dep_ == "appos" and child.pos_ == "NOUN"]


def _is_of_people(document: Document, noun: Any) -> bool:
    return people_words(document.report.language).known(noun.lemma_.casefold())


def _last_names(document: Document) -> set[str]:
    """The last words of the persons that the parser sees under more than one word."""
    return {ent[-1].text for ent in document.doc.ents if ent.label_ == "PERSON" and len(ent) > 1}


def _is_opening(document: Document, name: Name, gazetteer: Gazetteer) -> bool:
    """True for a common word that only begins its sentence: "Shelling also hit the mill"."""
    one = name.end - name.first == 1 and document.doc[name.first].is_sent_start
    return bool(one) and not gazetteer.knows(name.lookup) and is_ordinary(name.lookup, gazetteer)


def _is_country(name: Name, gazetteer: Gazetteer) -> bool:
    """True for "the United States", which acts and has weapons and is no people by that name."""
    return any(candidate.entry.level == COUNTRY for candidate in gazetteer.find(name.lookup)[:1])


def _is_make(document: Document, name: Name) -> bool:
    """True for what tells one kind of a weapon from others: "three Ora rockets", unlike "in Ora rockets fell"."""
    word = document.doc[name.end - 1]
    return (
        word.dep_ in {"compound", "amod", "nmod"}
        and is_weapon(document, word.head)
        and not is_led(document, name)
    )


def _is_people(document: Document, name: Name) -> bool:
    """True for a name with "the" that does something to somebody, as no town does: "the Hamar raided the Borana"."""
    words = document.doc[name.first : name.end]
    known = any(child.lower_ == "the" and child.dep_ == "det" for child in words.root.children)
    return (
        known
        and words.root.tag_ == "NNP"
        and names_actor(document, name)
        and bool(objects_of(words.root.head))
    )


def _is_tongue_or_people(document: Document, name: Name) -> bool:
    """True for "the Ora language", "in Arabic", "ethnic Ora" and "anti-Ora", which are no place."""
    words, doc = place_words(document.report.language), document.doc
    behind = doc[name.end].lower_ if name.end < len(doc) else ""
    before = doc[name.first - 1].lower_ if name.first else ""
    opposed = before == "-" and name.first > 1 and doc[name.first - 2].lower_ in words["opposing"]
    spoken = doc[name.first : name.end].text.casefold() in words["spoken"]
    return behind in words["tongues"] or before in words["peopling"] or opposed or spoken


def _is_killed(document: Document, name: Name) -> bool:
    """True for an unknown name that is all that is killed: "gunmen killed Tom Ora"."""
    word = document.doc[name.first : name.end].root
    killing = harm_words(document.report.language).done_to.get(word.head.lemma_.casefold()) == "killed"
    right_behind = word.dep_ == "dobj" and name.first == word.head.i + 1
    return killing and (right_behind or (word.dep_ == "nsubjpass" and word.i < word.head.i))


def _outlet_spans(document: Document) -> list[Span]:
    """Where the report calls its outlet by a name of several words."""
    outlet = (document.report.outlet or "").strip()
    if len(outlet.split()) < _LONG:
        return []
    return [Span(*match.span()) for match in re.finditer(re.escape(outlet), document.text)]
