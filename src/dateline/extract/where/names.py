"""Which words of a report name places: runs of capitals, the parser's entities and the gazetteer, weighed together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dateline.actors import load_roster
from dateline.actors.folding import fold_name
from dateline.extract.where.capitals import tokens_in_capitals
from dateline.extract.where.dateline import in_dateline
from dateline.extract.where.heads import Heads
from dateline.extract.where.runs import HYPHENS, PARTICLES, Runs
from dateline.extract.where.strange import names_spot
from dateline.extract.where.unknown import Leads
from dateline.extract.where.wording import Wording
from dateline.extract.words.places import capitals_of, demonyms_of, place_words
from dateline.places import Gazetteer
from dateline.records import Span
from dateline.text import Document

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
_FUNCTION = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "ADV", "AUX", "PART"})
_LONGEST = 7  # tokens; the parser parts "Ora-e-Bel" into five
_KNOWN, SMALL_KNOWN = 100_000, 15_000
_SHORT = 4  # letters; what is in brackets within a dateline and so short is an agency
_FEATURE = 5  # level from which a head noun names a settlement or less: "Union Highway", "Ward 9"
_UNITS = frozenset({1, 2, 3})  # "an Ora village" lies in a unit of that name


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place: its bare span, the name to look up, its head noun, and how it stands in the text.

    `country` is set for words like "Chadian"; `part_of` is "organisation" or "person" where the name only
    belongs to one.
    """

    span: Span
    first: int
    end: int
    lookup: str
    head: str | None = None
    phrase: Span | None = None
    country: str | None = None
    demonym: bool = False
    part_of: str | None = None
    levels: frozenset[int] = frozenset()


class Finder:
    """Looks through one document; remembers which tokens are taken."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.document = document
        self.doc = document.doc
        self.gazetteer = gazetteer
        self.words = place_words(document.report.language)
        self.demonyms = demonyms_of(document.report.language)
        self.written = [t.text for t in self.doc]
        self.small = [text.lower() for text in self.written]
        self.folded = [text.casefold() for text in self.written]
        self.starts = [t.idx for t in self.doc]
        self.lower = {text for text in self.written if text.islower()}
        self.capitals = tokens_in_capitals(document)  # the parser's entities there are guesses
        self.wording = Wording(
            self.written, self.words, lambda first, end: gazetteer.knows(self.text_of(first, end))
        )
        self.heads = Heads(document, self.words, self.demonyms, self.capitals, gazetteer)
        self.runs = Runs(document, self.written, self.starts, self.capitals, gazetteer)
        self.label = ["" if t.i in self.capitals else t.ent_type_ for t in self.doc]
        self.leads = Leads(document, self.words, self.capitals)
        self.ents = {t.i: ent for ent in self.doc.ents for t in ent if t.i not in self.capitals}

    def in_sentence(self, sentence: Any) -> Iterator[Name]:
        """Names of one sentence, run by run."""
        taken = sentence.first_token
        for first, end in self.runs.within(sentence.first_token, sentence.end_token):
            at = max(first, taken)
            while at < end:
                name = self._name_at(at, end, run_start=first)
                if name is None:
                    at += 1
                    continue
                yield name
                capital = self._capital(name)
                if capital is not None:
                    yield capital
                at = max(name.end, at + 1)
                taken = at

    def _name_at(self, at: int, end: int, *, run_start: int) -> Name | None:
        if self.written[at] in HYPHENS:
            return None
        demonym = self._demonym(at, end)
        for stop in range(min(end, at + _LONGEST), at, -1):
            if self.written[stop - 1] in PARTICLES:
                continue
            if demonym is not None and stop <= demonym.end:
                return demonym
            name = self._candidate(at, stop, end, run_start)
            if name is not None:
                return demonym if demonym is not None and self._only_describes(demonym, name) else name
        return demonym

    def _capital(self, name: Name) -> Name | None:
        """The capital that "the Oram capital" stands for, where no name follows."""
        if not name.demonym:
            return None
        at = name.end
        called = capitals_of(self.document.report.language).get(name.country or "")
        if called is None or self.small[at : at + 1] != ["capital"] or self.small[name.first - 1] != "the":
            return None
        behind = self.written[at + 1 : at + 3]
        named = behind[-1:] if behind[:1] == [","] else behind[:1]
        if (
            any(word[0].isupper() for word in named)
            or self.doc[min(at + 1, len(self.doc) - 1)].pos_ == "NOUN"
        ):
            return None
        return Name(self.span_of(at, at + 1), at, at + 1, called, levels=frozenset({_FEATURE}))

    def _only_describes(self, demonym: Name, name: Name) -> bool:
        """True for the "Peruvian" of "the Peruvian Andes", where the rest alone is a place that is known."""
        rest = self.text_of(demonym.end, name.end) if demonym.end < name.end else ""
        return bool(rest) and not self.gazetteer.knows(name.lookup) and self.gazetteer.knows(rest)

    def _demonym(self, at: int, end: int) -> Name | None:
        for stop in (at + 2, at + 1):
            text = self.text_of(at, stop) if stop <= end else ""
            text = text.title() if at in self.capitals else text
            if text in self.demonyms:
                country, lookup = self.demonyms[text]
                return Name(self.span_of(at, stop), at, stop, lookup, country=country, demonym=True)
        return None

    def text_of(self, first: int, end: int) -> str:
        return self.document.text[self.starts[first] : self.starts[end - 1] + len(self.written[end - 1])]

    def span_of(self, first: int, end: int) -> Span:
        return Span(self.starts[first], self.starts[end - 1] + len(self.written[end - 1]))

    def _candidate(self, first: int, stop: int, end: int, run_start: int) -> Name | None:
        """The tokens as a name of a place, or None; a head noun at the end is taken off."""
        text = self.text_of(first, stop)
        if stop - first == 1 and (len(text) < 2 or self._is_word(first)):
            return None
        function = self.doc[first].pos_ in _FUNCTION and first not in self.capitals
        opens = bool(self.doc[first].is_sent_start)
        function = function and (opens or not names_spot(self.doc[first]))
        if stop - first == 1 and (function or self._counts(first)):
            return None
        bare, head, phrase_end = self.heads.after(first, stop)
        if head is not None and self._yields(first, bare, phrase_end):
            head, phrase_end = None, bare
        if bare - first > 1 and (
            self._opens_with_preposition(first) or self._opens_with_article(first, bare)
        ):
            return None
        feature = head is not None and min(self.words["heads"][head]["levels"]) >= _FEATURE
        if bare - first == 1 < stop - first and (function or (feature and self._is_word(first))):
            return None
        otherwise = self.wording.is_of_day(bare) or self.wording.ends_otherwise(first, bare, head)
        if otherwise or self.wording.are_two(first, bare):
            return None
        head = head or self._head_before(first, bare) or self.heads.behind(phrase_end)
        name = Name(
            span=self.span_of(first, bare),
            first=first,
            end=phrase_end,
            lookup=self.text_of(first, bare),
            head=head,
            phrase=self.span_of(first, phrase_end),
        )
        known = self.gazetteer.knows(name.lookup)
        of_people = self.heads.is_one_of(first) or (
            self.written[first - 1].istitle() and self.heads.is_one_of(first - 1)
        )
        if feature and bare < phrase_end and of_people:
            if bare - first == 1 and not self._is_unit(name):
                return None  # "a Sobi village": that of a people
            head, name = None, replace(name, head=None, levels=_UNITS)
        lettered = self.leads.opens_with_letter(first, bare)
        if not known and self.folded[first] in self.words["never"] and not lettered:
            return None
        if self.wording.is_alias(first, bare):
            return None
        if known and in_dateline(self.document, name.span):
            agency = self.written[first - 1] == "(" and (
                len(name.lookup) <= _SHORT or not self.famous(name, _KNOWN)
            )
            return None if agency else name
        if (not head and (self._acronym(name) or _is_party(name.lookup))) or self._ends_party(first, bare):
            return None
        if not known and head is None and self._is_facility(first, bare):
            return name
        embedded = self.embedded(first, phrase_end, end, run_start)
        grounds = embedded == "organisation" and known and self.leads.to_grounds(first, bare)
        if grounds and (self.famous(name, SMALL_KNOWN) or self.label[first] != "PERSON"):
            embedded = None
        if embedded and head is None:
            whole = replace(name, part_of=embedded, end=self._end_of_larger(phrase_end, end))
            return whole if known and self.famous(name, SMALL_KNOWN) else None
        return name if self._accept(name, bare, known=known) else None

    def _is_facility(self, first: int, bare: int) -> bool:
        """True for what a school or a station is called by, unless that begins with the name of a town of some size,
        which tells more ("the Ora Teaching Hospital"), or of one that the report speaks of elsewhere."""
        if self.written[first] in self.demonyms or not self.leads.to_facility(first, bare):
            return False
        again = (i for i, word in enumerate(self.written) if word == self.written[first] and i != first)
        if any(self.heads.before(i) is not None or self.leads.strongly(i) for i in again):
            return False
        return not any(
            self.famous(Name(self.span_of(first, stop), first, stop, self.text_of(first, stop)), SMALL_KNOWN)
            for stop in range(first + 1, bare)
        )

    def _head_before(self, first: int, bare: int) -> str | None:
        """The kind told before a name, unless it is that of a lesser one: "the Ora district of Oram", or the name is a
        party's in capitals: "the district OPF"."""
        if bare - first == 1 and self.written[first].isupper() and first not in self.capitals:
            return None
        owner = self.heads.shared_with(first)
        if owner is not None and self._is_city(first, bare) and not self._is_city(*owner):
            return None
        return self.heads.before(first)

    def _yields(self, first: int, bare: int, end: int) -> bool:
        """True for the "Oram" of "the Oram district of Ora", where Ora is no city and so the district."""
        shared = self.heads.shared_before(bare, end)
        if shared is None or not self._is_city(first, bare):
            return False
        return not any(self._is_city(end + 1, stop) for stop in range(end + 2, shared + 1))

    def _is_city(self, first: int, bare: int) -> bool:
        return self.famous(Name(self.span_of(first, bare), first, bare, self.text_of(first, bare)), _KNOWN)

    def _is_unit(self, name: Name) -> bool:
        """True for what districts, provinces or towns of some size are called first of all."""
        found = self.gazetteer.find(name.lookup)
        return any(
            c.entry.level in _UNITS or (c.grade == 0 and c.entry.population >= SMALL_KNOWN) for c in found
        )

    def _is_word(self, i: int) -> bool:
        """A capitalised word that is no name of a place, however the gazetteer may know it ("Nov.", "Baptist")."""
        word = self.folded[i].rstrip(".")
        return word in self.words["faiths"] or (word in self.words["never"] and self.written[i] != "US")

    def _opens_with_preposition(self, i: int) -> bool:
        """True for the "Near" of a sentence that begins "Near Ora city"."""
        return self.small[i] in self.words["strong"] and bool(self.doc[i].is_sent_start)

    def _opens_with_article(self, first: int, bare: int) -> bool:
        """True for the "A" of a sentence that begins "A Ora resident", where the rest alone is a known name."""
        if self.written[first] != "A" or not self.doc[first].is_sent_start:
            return False
        return bool(self.gazetteer.knows(self.text_of(first + 1, bare)))

    def _counts(self, i: int) -> bool:
        """A word with a figure in it ("F-16s"), or a head noun that only a number follows ("Ward 9")."""
        if any(character.isdigit() for character in self.written[i]):
            return True
        return (
            self.small[i] in self.words["heads"]
            and i + 1 < len(self.written)
            and bool(self.doc[i + 1].like_num)
        )

    def embedded(self, first: int, stop: int, end: int, run_start: int) -> str | None:
        """What larger name these words are part of: an organisation, a person, or nothing."""
        organisations = self.words["organisations"]
        if any(self.folded[i] in organisations for i in range(stop, min(end, stop + 4))):
            return "organisation"
        of = first > run_start and self.small[first - 1] == "of"
        if of and any(self.folded[i] in organisations for i in range(run_start, first - 1)):
            return "organisation"
        if run_start == first < stop < end < len(self.written) and self.small[end] in self.words["built"]:
            return "organisation"  # "the Ora al Bel hotel"
        if stop - first > 1 and self.small[first] in self.words["leading"]:
            return None  # "Barangay Ora, Bel" is one entity to the parser
        if self.leads.opens_pair(first, stop):
            return None  # and so is "between Ora and Bel"
        ent = self.ents.get(first)
        if ent is not None and ent.label_ == "ORG" and self.leads.strongly(first) and self._holds_next(stop):
            return None  # ... and "at Ora in Bel"
        if ent is not None and ent.label_ in {"PERSON", "ORG"} and (ent.end > stop or ent.start < first):
            if ent.label_ == "PERSON":
                return "person"
            if ent.end > stop and self.written[ent.end - 1] != "'s" and self.written[stop] != "(":
                return "organisation"
        return None

    def _ends_party(self, first: int, bare: int) -> bool:
        """True for the name of a party without its article: the "Ora" of "an al Ora camp"."""
        return first > 0 and self.small[first - 1] in PARTICLES and _is_party(self.text_of(first - 1, bare))

    def _acronym(self, name: Name) -> bool:
        """Capitals only, in a text that has small letters: a party or a body, unless a country is called so."""
        text = name.lookup
        if not text.isupper() or len(text) > 5 or "." in text or not self.lower:
            return False
        found = self.gazetteer.find(text)
        return not any(c.entry.level <= 0 or (c.grade == 0 and c.entry.population >= _KNOWN) for c in found)

    def _end_of_larger(self, stop: int, end: int) -> int:
        """The end of the organisation's name: its last head noun within the run."""
        heads = [i for i in range(stop, min(end, stop + 5)) if self.folded[i] in self.words["organisations"]]
        return heads[-1] + 1 if heads else stop

    def _accept(self, name: Name, bare: int, *, known: bool) -> bool:
        """Whether the words name a place here."""
        first = name.first
        labels = {self.label[i] for i in range(first, bare)}
        ent = self.ents.get(first)
        held = name.head is not None and self.written[name.end : name.end + 1] == [
            "of"
        ]  # "Ora district of Bel"
        whole = ent is not None and (self._is_whole(ent, first, name.end) or held)
        if ent is not None and not whole and labels & _PLACE_LABELS:
            return False
        if name.head and not known and self.wording.holds_body(name.head, first, bare):
            return False
        if name.head and (known or labels & _PLACE_LABELS or self.leads.clean(first, bare, headed=True)):
            return True
        if not name.head and (self.leads.in_press(first) or self.leads.to_leader(first)):
            return False
        if not known and not name.head and (self.leads.to_titled(first) or self.leads.tells_who(bare)):
            return False
        if labels & {"GPE", "LOC"}:
            return known or (whole and not self.wording.names_body(first, bare))
        if labels & {"NORP"}:
            lone = bare - first == 1 and self.leads.to_spot(first, bare) and not _is_party(name.lookup)
            return known or (lone and names_spot(self.doc[first]))
        if self.leads.to_site(first, bare, known=known, famous=self.famous(name, SMALL_KNOWN)):
            return True
        if not known:
            return self.leads.to_unknown(first, bare, labels)
        if self.leads.to_act(first, bare) or self.leads.in_chain(first) or self.leads.of_country(first, bare):
            return True
        town = self.famous(name, SMALL_KNOWN)
        if self.leads.ends_list(first, bare) or self.leads.to_struck(first, bare, town=town):
            return True
        locative = first > 0 and self.leads.to_known(first)
        starts = first == 0 or self.doc[first].is_sent_start
        if starts and self._opens(name):
            return True
        if name.lookup.casefold() in self.lower:
            return False
        led = self.leads.strongly(first) or self.leads.opens_pair(first, bare)
        if locative and ("PERSON" not in labels or led):
            return True
        if locative and "PERSON" in labels:
            return self.famous(name, _KNOWN)
        if labels & {"PERSON"}:
            return False
        if name.end < len(self.written) and self.small[name.end] in self.words["people"]:
            return True
        return self.famous(name, _KNOWN) and not starts

    def _is_whole(self, ent: Any, first: int, end: int) -> bool:
        """True when the words are all of the entity, or one of the two names that the parser takes for one
        ("Ora in Bel", "Ora, Quenland", "Bel Region's Ora")."""
        starts = self._bare_start(ent.start, first) or self._parts(first - 1)
        return starts and (ent.end <= end or self._parts(end))

    def _parts(self, i: int) -> bool:
        """True for what stands between two names: a comma, "in", "near" or an apostrophe and s."""
        return self.doc[i].tag_ == "POS" or self.written[i] == "," or self._holds_next(i)

    def _holds_next(self, i: int) -> bool:
        return i < len(self.doc) and self.doc[i].lower_ in self.words["strong"]

    def _bare_start(self, start: int, first: int) -> bool:
        """True when only "the", a side of the compass or a nation stands between an entity's start and the name."""
        return start >= first or all(
            self.small[i] == "the"
            or self.small[i] in self.words["bearings"]
            or self.written[i] in self.demonyms
            for i in range(start, first)
        )

    def _opens(self, name: Name) -> bool:
        """True for capitals before a dash or a bracket, where a sentence begins: a dateline within a paragraph."""
        if not name.lookup.isupper() or name.first in self.capitals or name.end >= len(self.written):
            return False
        return self.written[name.end] in {"-", "–", "—", "--", "("}

    def famous(self, name: Name, least: int) -> bool:
        best = self.gazetteer.find(name.lookup)[:1]
        return bool(best) and (best[0].entry.level <= 1 or best[0].entry.population >= least)


@lru_cache(maxsize=4096)
def _is_party(name: str) -> bool:
    """True for the name of an armed party, as the roster has it."""
    return any(not alias.loose for alias in load_roster().aliases.get(fold_name(name), ()))
