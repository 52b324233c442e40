"""What stands before a name and makes a place of it, where no gazetteer knows the name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dateline.extract.acts.triggers import find_triggers
from dateline.extract.toll.people import people_words
from dateline.extract.where.capitals import is_common
from dateline.extract.where.facilities import names_facility
from dateline.extract.where.heads import is_called_so
from dateline.extract.where.runs import PARTICLES
from dateline.extract.where.seats import is_told_before
from dateline.extract.where.strange import is_raided, is_strange, names_spot
from dateline.extract.where.struck import is_act_on, is_fighter, is_struck, is_struck_within, is_turned_on
from dateline.text import Document, Sentence

_SHORT = 2  # words of a place that an act is called after
_PAIR = 5  # words back to "between", and from there to what lies between
_UNIT = 6  # words in which a unit's name ends with its kind: "Ora Local Government Area"
_MEASURE = 6  # tokens of ", which is some 60 km"
_PLAIN = frozenset({"", "GPE", "LOC", "FAC"})
_TOWNLIKE = _PLAIN | {"PERSON"}
_COMES = frozenset({"of", "from"})
_OWNS = frozenset({"'s", "’s", "'", "’"})
_COMING = 3  # tokens from "came" to the name
_SITE = 3  # tokens of "turn-off"


class Leads:
    """The words that a place follows, asked about one document."""

    def __init__(self, document: Document, words: dict[str, Any], capitals: frozenset[int]) -> None:
        self._document = document
        self._doc = document.doc
        self._words = words
        self._capitals = capitals
        self._acts: dict[int, bool] = {}

    def to_known(self, first: int) -> bool:
        """True behind a word that a place follows: "in", "eastern"."""
        if first == 0:
            return False
        word = self._doc[first - 1].lower_
        compass = self._words["bearings"] if word.endswith("ern") else ()
        return word in self._words["locative"] or word in compass or self.strongly(first)

    def strongly(self, first: int) -> bool:
        """True behind what hardly anything but a place follows: "in", "nearby", "the outskirts of", "north of",
        "rebel-held"."""
        if first == 0:
            return False
        token = self._doc[first - 1]
        word = token.lower_ if first - 1 in self._capitals or token.is_sent_start else token.text
        if is_told_before(self._document, first, self._words):
            return True
        if word in self._words["strong"] or word in self._words["beside"]:
            return True
        if word in self._words["abreast"] and token.tag_ == "IN":  # no part of "fought off"
            return True
        before = self._doc[first - 2].lower_ if first > 1 else ""
        held = word in self._words["holding"] and before == "-"  # "rebel-held Ora"
        if held or is_called_so(self._doc, first - 1, self._words):
            return True
        if word != "of":
            return False
        if before in self._words["offices"]:
            return True
        built = self._doc[first - 2].text in self._words["buildings"]
        return built or before in self._words["parts"] or before in self._words["bearings"]

    def to_unknown(self, first: int, bare: int, labels: set[str]) -> bool:
        """True for "in Ora", "around Ora", "the outskirts of Ora", which name a place though no gazetteer knows it;
        what the parser takes for an organisation is one only where its sentence tells of violence."""
        if bare - first > 1 and self._doc[first].lower_ in self._words["leading"]:
            return True
        led = self.strongly(first) or self.is_measured(first, bare)
        owned = self.of_country(first, bare)
        if owned and labels <= _TOWNLIKE:
            return True
        led = (
            led
            or owned
            or self.opens_pair(first, bare)
            or self.ends_pair(first)
            or self._is_come_to(first, bare)
            or self._is_dwelt_in(first)
            or is_struck_within(self._doc, first, bare, self._words)
            or self._is_one_of_several(first)
            or is_raided(self._doc, first, bare, self._words)
            or self._is_put_in(first, bare)
        )
        if not led and not ("FAC" in labels and self.to_known(first)):
            return False
        sentence = self._document.sentence_at(self._doc[first].idx)
        if sentence.zone == "headline":
            return False
        if "ORG" in labels and not (self._tells_of_violence(sentence) and self._looks_local(first, bare)):
            return False
        named = {self._doc[i].text.casefold() for i in range(first, bare)}
        return (
            self.clean(first, bare)
            and not named & self._words["organisations"]
            and not named & self._words["built"]
        )

    def of_country(self, first: int, bare: int) -> bool:
        """True for the Ora of "in Quenland's Ora", "in Bel's Ora" and "the attack on Bel district's Ora"."""
        at = first - 1
        if (
            at < 1
            or self._doc[at].tag_ != "POS"
            or bare - first > _SHORT
            or not self._looks_local(first, bare)
        ):
            return False
        owner, units = self._doc[first - 2], self._words["heads"]
        while at > 0 and (
            self._doc[at].tag_ == "POS" or self._doc[at].text[0].isupper() or self._doc[at].lower_ in units
        ):
            at -= 1
        unit = owner.lower_ in units and first - 3 > at
        if not unit and owner.ent_type_ != "GPE" and (owner.ent_type_ or not self.clean(first, bare)):
            return False
        return self._doc[at].lower_ in self._words["strong"] or (
            unit and is_act_on(self._doc, at, self._words)
        )

    def to_struck(self, first: int, bare: int, *, town: bool) -> bool:
        """True for the known Ora of "the attack on Ora", "Ora was shelled", "residents of Ora" and "Ora, 9 km from Bel,
        fell", unlike "on Ora, a lawyer"."""
        if self._is_dwelt_in(first) or self._dwells(bare) or self.is_measured(first, bare):
            return True
        return is_struck(self._doc, first, bare, self._words, town=town) and not self.tells_who(bare)

    def to_spot(self, first: int, bare: int) -> bool:
        """True for the Ora of "in Ora" and of "Ora was shelled"."""
        return self.strongly(first) or is_raided(self._doc, first, bare, self._words)

    def _is_dwelt_in(self, first: int) -> bool:
        """True for the Ora of "residents of Ora" and "villagers from Ora"."""
        return first > 1 and self._doc[first - 1].lower_ in _COMES and self._dwells(first - 2)

    def _is_one_of_several(self, first: int) -> bool:
        """True for the Ora of "in two villages, Ora and Bel"."""
        before = self._doc[first - 2] if first > 1 and self._doc[first - 1].text == "," else None
        if before is None or before.tag_ != "NNS" or before.lemma_.lower() not in self._words["heads"]:
            return False
        return before.dep_ in {"pobj", "dobj"} and any(child.dep_ == "nummod" for child in before.children)

    def _dwells(self, i: int) -> bool:
        return i < len(self._doc) and self._doc[i].lower_ in self._words["dwellers"]

    def _is_come_to(self, first: int, bare: int) -> bool:
        """True for the Ora of "they came to Ora", unlike that of "came to Ora's square"."""
        before = self._doc[first - 1]
        coming = before.head.lemma_ in self._words["coming"] and first - before.head.i <= _COMING
        owns = bare < len(self._doc) and self._doc[bare].text in _OWNS
        return before.lower_ in self._words["reaching"] and before.dep_ == "prep" and coming and not owns

    def is_measured(self, first: int, bare: int) -> bool:
        """True for the "Ora" of "an attack on Ora, some 60 km north of Bel" and "Ora, which lies 60 km from Bel"."""
        behind = self._doc[bare : bare + _MEASURE]
        led = self._doc[first].is_sent_start or self._doc[first - 1].pos_ == "ADP"
        if not led or behind[:1].text != ",":
            return False
        return any(
            number.like_num and unit.lower_.removesuffix("s") in self._words["units"]
            for number, unit in pairwise(behind[1:])
        )

    def _is_put_in(self, first: int, bare: int) -> bool:
        """True for the "Ora" of a sentence that begins "Ora, in Bel district, was attacked"."""
        behind = self._doc[bare : bare + _UNIT]
        if not self._doc[first].is_sent_start or behind[:1].text != "," or len(behind) < _UNIT:
            return False
        held = behind[1].lower_ in self._words["strong"] and (behind[2].is_title or behind[2].lower_ == "the")
        return held and any(token.lower_ in self._words["heads"] for token in behind[3:])

    def ends_pair(self, first: int) -> bool:
        """True for the "Bel" of "a road between Ora and Bel" and "was killed between Ora and Bel"."""
        before = self._doc[max(0, first - _PAIR) : first]
        if len(before) < _PAIR or before[-1].lower_ not in self._words["joining"]:
            return False
        at = next((token.i for token in reversed(before) if token.lower_ == "between"), None)
        if at is None or not all(t.text[0].isupper() or t.text == "-" for t in self._doc[at + 1 : first - 1]):
            return False
        midway = any(token.lower_ in self._words["midway"] for token in self._doc[max(0, at - _PAIR) : at])
        return midway or self._is_where(self._doc[at])

    def opens_pair(self, first: int, bare: int) -> bool:
        """True for the "Ora" of "was killed between Ora and Bel"."""
        joined = bare + 1 < len(self._doc) and self._doc[bare].lower_ in self._words["joining"]
        before = self._doc[first - 1] if first > 0 else None
        if not joined or before is None or before.lower_ != "between":
            return False
        return self._doc[bare + 1].text[0].isupper() and self._is_where(before)

    def _is_where(self, between: Any) -> bool:
        """True for "was ambushed between", unlike "broke out between" and "clashes between", which tell who fought."""
        verb = between.head
        return verb.pos_ == "VERB" and verb.lemma_ not in self._words["pitted"]

    def to_grounds(self, first: int, bare: int) -> bool:
        """True for "at Ora University" and "struck Ora hospital", a body that has a place to which people come and
        which is called so."""
        behind = self._doc[bare : bare + 1].text.lower()
        return behind in self._words["grounds"] and self._is_gone_to(first)

    def to_facility(self, first: int, bare: int) -> bool:
        """True for the Ora of "at the Ora mission hospital" and all of "stormed the Ora Secondary School"."""
        return self._is_gone_to(first) and names_facility(self._doc, first, bare, self._words)

    def _is_gone_to(self, first: int) -> bool:
        """True behind "at", "at the", "the gates of the", "the attack on", "fell on the" and "stormed the"."""
        led = first - (first > 0 and self._doc[first - 1].lower_ == "the")
        return led > 0 and (self.strongly(led) or is_turned_on(self._doc, led - 1, self._words))

    def in_press(self, first: int) -> bool:
        """True behind a word for what is printed or broadcast: "the daily Ora", "state agency Ora"."""
        before = self._behind_quotes(first)
        if before < 0:
            return False
        agency = before > 0 and f"{self._doc[before - 1].lower_} {self._doc[before].lower_}"
        return self._doc[before].lower_ in self._words["press"] or agency in self._words["press"]

    def to_leader(self, first: int) -> bool:
        """True behind a word for who leads those that fight: "the ringleader Ora", "the kingpin 'Ora'"."""
        before = self._behind_quotes(first)
        return before >= 0 and self._doc[before].text in self._words["leaders"]

    def _behind_quotes(self, first: int) -> int:
        """The word before a name and the quotation marks that open it; -1 for none."""
        before = first - 1
        while before > 0 and self._doc[before].is_quote:
            before -= 1
        return before

    def to_titled(self, first: int) -> bool:
        """True behind a title: "to overthrow President Ora"."""
        return first > 0 and self._doc[first - 1].lower_ in self._words["titles"]

    def tells_who(self, bare: int) -> bool:
        """True for a name that says who somebody is: "a former mayor of Bel, Tom Ora, was shot", "the four others, Tom
        Bel, Ora Quen and Ann Daro"."""
        name = self._doc[bare - 1]
        while name.dep_ == "conj" and name.head.pos_ == "PROPN":
            name = name.head
        if name.i != bare - 1 and name.ent_type_ != "PERSON":
            return False
        known = people_words(self._document.report.language).known
        return name.dep_ == "appos" and name.head.pos_ == "NOUN" and known(name.head.lemma_.casefold())

    def to_site(self, first: int, bare: int, *, known: bool = False, famous: bool = False) -> bool:
        """True for "at the Ora checkpoint", "in the Ora area" and "took Ora", whatever the parser thinks of the name;
        where it takes it for a person, of a town of some size that fighters took."""
        if first == 0 or self._doc[first].text.isupper():
            return False
        before, named = self._doc[first - 1], self._doc[first:bare]
        ground = before.pos_ == "VERB" and before.lemma_ in self._words["ground"]
        if ground and len(named) <= _SHORT and self.clean(first, bare):
            return True
        if before.pos_ == "VERB" and before.lemma_ in self._words["taken"]:
            person = any(token.ent_type_ == "PERSON" for token in named)
            town = famous and self._is_by_fighters(before)
            return self.clean(first, bare) and (town or not person)
        behind = {self._doc[bare : bare + size].text for size in range(1, _SITE + 1)}
        settled = bool(behind & self._words["local"]) and self._is_settled(first, bare)
        if before.pos_ == "VERB" and before.lemma_ in self._words["assailed"] and not settled:
            return (
                self._is_assailed(before, named)
                and self.clean(first, bare)
                and self._looks_local(first, bare)
            )
        site = before.lower_ == "the" and bool(behind & self._words["sites"])
        area = (before.lower_ == "the" or before.tag_ == "POS") and bool(behind & self._words["areas"])
        local = before.lower_ in self._words["locative"] and bool(behind & self._words["local"])
        if not site and not area and not local and not settled:
            return False
        spelt = [t for t in named if t.is_alpha and t.text not in PARTICLES]
        common = any(is_common(t.text) for t in spelt) and not (known and len(spelt) > 1)
        return not common and not any(t.lower_ in self._words["never"] for t in spelt)

    def _is_settled(self, first: int, bare: int) -> bool:
        """True for the Ora of "attacked Ora community in Bel", "on the Ora community in Bel" and "attacked the Ora
        community in Bel district", where that is a place, unlike a people "from the Ora community"."""
        article = self._doc[first - 1].lower_ == "the" and first > 1
        before = self._doc[first - 1 - article]
        ahead = before.lower_ in self._words["strong"] or before.lower_ in self._words["reaching"]
        led = ahead or before.lemma_ in self._words["assailed"] or before.lower_ in self._words["locative"]
        behind = self._doc[bare + 1 : bare + 2 + _UNIT]
        held = (
            len(behind) > 1 and behind[0].lower_ in {*self._words["strong"], "of", ","} and behind[1].is_title
        )
        if not led or not held or any(token.ent_type_ == "NORP" for token in self._doc[first:bare]):
            return False
        units = {*self._words["heads"], *self._words["areas"]}
        return not article or ahead or any(token.lower_ in units for token in behind[2:])

    def _is_assailed(self, verb: Any, named: Any) -> bool:
        """True for the Ora of "gunmen attacked Ora", where the parser may take a lone word for a person or a body."""
        if named[-1].dep_ == "compound":
            return False
        labels = {token.ent_type_ for token in named}
        by_fighters = self._is_by_fighters(verb)
        one = not any(token.whitespace_ for token in named[:-1])  # "Ora-Bel" is one word
        return labels <= _PLAIN or (one and by_fighters and labels <= {"PERSON", "ORG"})

    def _is_by_fighters(self, verb: Any) -> bool:
        """True for "rebels took" and "the army captured"."""
        return any(c.dep_ == "nsubj" and is_fighter(c, self._words) for c in verb.children)

    def to_act(self, first: int, bare: int) -> bool:
        """True for a known name in front of what happened there: "the Ora bombing"."""
        behind = self._doc[bare].lower_ if bare < len(self._doc) else ""
        if not first > 0 or bare - first > _SHORT or behind not in self._words["acts"]:
            return False
        before = self._doc[first - 1]
        return bool(before.lower_ == "the" or before.tag_ == "POS")

    def in_chain(self, first: int) -> bool:
        """True for the "Bel" of "in Ora, Bel": behind a comma and a name that a place's word leads."""
        at = first
        while at > 1 and self._doc[at - 1].text == ",":
            at -= 1
            while at > 0 and (self._doc[at - 1].text[0].isupper() or self._is_tied(at - 1)):
                at -= 1
            if at < first - 1 and (self.strongly(at) or self._doc[at].lower_ in self._words["leading"]):
                return True
        return False

    def ends_list(self, first: int, bare: int) -> bool:
        """True for the "Bel" of "in Ora and Bel" and "in the villages of Quen, Ora and Bel": beside a name that a
        place's word leads."""
        last = self._doc[bare - 1]
        if last.dep_ != "conj" or self._doc[first - 1].lower_ not in self._words["joining"]:
            return False
        while last.dep_ == "conj" and last.head.pos_ == "PROPN":
            last = last.head
        start = last.left_edge.i
        named = last.pos_ == "PROPN" and last.dep_ in {"pobj", "appos", "conj"}
        return named and start > 0 and self._is_of_places(start)

    def _is_of_places(self, start: int) -> bool:
        """True behind "in", "near", "the villages of" and "in two villages,"."""
        if self.strongly(start) or self._is_one_of_several(start):
            return True
        before = self._doc[max(0, start - 2) : start]
        return (
            len(before) > 1 and before[1].lower_ == "of" and before[0].lemma_.lower() in self._words["heads"]
        )

    def _is_tied(self, i: int) -> bool:
        """True for a hyphen within a word, and for what it ties to the word before it."""
        return self._doc[i].text == "-" or (i > 0 and self._doc[i - 1].text == "-")

    def clean(self, first: int, bare: int, *, headed: bool = False) -> bool:
        """True for words none of which is a common noun or an adjective; a head noun makes a place of them, and of
        what the parser takes for an adjective only because it does not know it: "in the Ora village"."""
        named = range(first + self.opens_with_letter(first, bare), bare)
        if headed and bare - first > 1 and self._doc[bare - 1].lower_ in self._words["heads"]:
            named = named[:-1]  # the "Town" of "the Ora Town quarter"
        if any(self._doc[i].text.casefold() in self._words["never"] for i in named):
            return False
        wanted = {"PROPN", "PUNCT", "ADP", "X"}
        led = bare - first == 1 and self.to_spot(first, bare)
        tied = {i for i in named if i > first and self._doc[i - 1].text == "-"}
        return all(
            self._doc[i].pos_ in wanted
            or i in self._capitals
            or i in tied
            or (headed and is_strange(self._doc[i]))
            or (led and names_spot(self._doc[i]))
            for i in named
        )

    def opens_with_letter(self, first: int, bare: int) -> bool:
        """True for a capital letter within a sentence that begins a name, or a short word tied to it: "at A Ora Bel",
        "at In-Ora"."""
        token = self._doc[first]
        if bare - first < 2 or token.is_sent_start:
            return False
        tied = (
            token.lower_ in self._words["strong"]
            and self._doc[first + 1].text == "-"
            and not token.whitespace_
        )
        return tied or (len(token) == 1 and token.text.isupper())

    def _tells_of_violence(self, sentence: Sentence) -> bool:
        if sentence.index not in self._acts:
            self._acts[sentence.index] = bool(find_triggers(self._document, sentence))
        return self._acts[sentence.index]

    def _looks_local(self, first: int, bare: int) -> bool:
        """True for small letters behind the first, and no possessive: "Ora", not "UNHCR" or "Ora's"."""
        words = [self._doc[i].text for i in range(first, bare)]
        owned = bare < len(self._doc) and self._doc[bare].text in _OWNS
        return not owned and all(not word.isupper() or len(word) == 1 for word in words)
