"""How the text stands to a place: at it, near it, so far in a direction, from it, or only naming it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.extract.mentions import Relation
from dateline.extract.where.dateline import in_dateline
from dateline.extract.where.entries import heads_entry
from dateline.extract.where.names import Name
from dateline.extract.where.seats import is_told_before
from dateline.extract.words.places import demonyms_of, place_words
from dateline.extract.words.sources import load_source_words
from dateline.text import Document

_WINDOW = 70
_TELLERS_SEAT = 8  # words up the parse from the name of a capital to the verb of saying
_NEXT_WORDS = 12  # characters from a name to the verb behind it: "residents of Ora have been fleeing"
_ROAD = re.compile(
    r"^\s*(?:[-–—]\s*[A-Z][\w'’]+(?:\s[A-Z][\w'’]+)?)?\s*(?:road|highway|route|motorway|street)\b", re.I
)


_WITHIN = re.compile(r"^,?\s+in\s+(?:the\s+)?[A-Z]")
_PLAIN = (
    r"(?:(?!(?:in|at|near|on|and|of|from|to|for)\b)(?-i:[a-z])[\w-]*\s+)"  # "of the provincial capital Ora"
)
_TO_NAMED = re.compile(r"\s+to\s+(?:the\s+)?(?:[a-z][\w-]*,?\s+){0,3}[A-Z]")  # "from Ora to the capital, Bel"
_CAPITAL = r"(?:(?-i:[A-Z])[\w'’]+\s+)?capital,?\s+"  # "of the Oram capital Ora", "to the capital, Ora"
_BASE = (  # "from the hill base at Ora", not "of the agency were seized in Ora"
    r"(?:(?:the|an?|its|their)\s+(?:(?!(?:was|were|had|has|have|is|are)\b)[\w-]+\s+){1,4}?(?:at|in|of|near|on)\s+)?"
)
_SAME = r"(?:(?!\b(?:when|where|whom?|came|come)\b)[^.;,])"  # not "fled when soldiers came to Ora"
_GUNS = r"(?:(?-i:[a-z])[\w-]*\s+(?:at|in|of|near|on|around)\s+)?"  # "from positions near Ora"
_LISTED = (  # "troops from Ora, Bel and Quen"
    r"(?:(?-i:[A-Z])[\w'’-]{1,30}(?:\s(?-i:[A-Z])[\w'’-]{1,30})?(?:,\s(?:and\s)?|\sand\s)){1,6}$"
)
_OTHERWISE = r"(?:\([^()]{2,24}\)\s*)?"  # "12 miles (19 kilometers) from Ora"
_COMPOUND = re.compile(
    r"^[-–](?:\w+ed|led|linked|run|held|friendly|sponsored)\b", re.I
)  # "Ora-aligned rebels"


@dataclass(frozen=True, slots=True)
class Stance:
    """The relation, and for "20 km west of" the distance and the bearing."""

    relation: Relation
    distance_km: float | None = None
    bearing: str | None = None


@lru_cache(maxsize=4)
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    words = place_words(code)
    bearings = "|".join(sorted(words["bearings"], key=len, reverse=True))
    units = "|".join(sorted(words["units"], key=len, reverse=True))
    near = "|".join(re.escape(w) for w in sorted(words["near"], key=len, reverse=True))
    edges = "|".join(words["edges"])
    lengths, travel = "|".join(words["lengths"]), "|".join(words["travel"])
    launch = "|".join(re.escape(w) for w in words["launch"])
    verbs = "|".join(sorted(words["people_verbs"]))
    people = "|".join(sorted(words["people"]))
    forces = "|".join(sorted(words["forces"]))
    speech = "|".join(words["speech"])
    away = "|".join(words["away"])
    carried_off = "|".join(words["carried_off"])
    care = "|".join(words["care"])
    journey = rf"(?:{'|'.join(words['journeys'])})\b[^.;,]{{0,30}}\bfrom"
    far = "|".join(words["far"])
    bodies = "|".join(sorted(words["governing"]))
    housed = "|".join(sorted(words["housed"]))
    peoples = "|".join(words["peoples"])
    pacts = "|".join(sorted(words["named_after"]))
    parleys = "|".join(words["parleys"])
    border = "|".join(words["border"])
    arriving, fleeing = "|".join(words["arriving"]), "|".join(words["fleeing"])
    over, behalf = "|".join(words["over"]), "|".join(words["behalf"])
    armed_bodies = "|".join(words["armed_bodies"])
    called = "|".join(sorted({*words["heads"], *words["called"]}))
    ports = "|".join(words["ports"])
    posts, branches = "|".join(words["posts"]), "|".join(words["seats_of_bodies"])
    head = (
        rf"(?:the\s+)?(?:{_CAPITAL}|{_PLAIN}{{0,2}}|\w+\s+)(?:(?:{called})s?\s+of\s+(?:(?:{bearings})\s+)?)?$"
    )
    return {
        "direction": re.compile(
            rf"(?P<n>\d[\d,.]*|a few|several|some|half a|a|one|two|three|four|five|ten|twenty)?[\s-]*"
            rf"(?P<unit>{units})?s?\s*{_OTHERWISE}(?:away\s+)?(?:to\s+the\s+)?(?P<bearing>{bearings})\s+of\s+(?:the\s+)?{head}",
            re.I,
        ),
        "bearing": re.compile(rf"(?:{bearings})\s+of\s", re.I),
        "away": re.compile(
            rf"(?P<n>\d[\d,.]*)[\s-]*(?P<unit>{units})s?\s+{_OTHERWISE}(?:away\s+)?(?:from|outside)\s+{head}",
            re.I,
        ),
        "travelled": re.compile(
            rf"\b(?:{lengths})['’]?s?[\s-]+(?:{travel})\s+(?:away\s+)?(?:from|of|outside)\s+{head}", re.I
        ),
        "near": re.compile(
            rf"(?<!\bin )(?<!\bthe )\b"  # not "in the nearby town of Ora"
            rf"(?:{near}|(?:on|in|at|to)\s+the\s+(?:(?:{bearings}|very)\s+)?(?:{edges})\s+of)\s+{head}",
            re.I,
        ),
        "between": re.compile(r"\bbetween\s+(?:(?!(?:in|at|near|on|from|around)\b)[\w'’-]+\s+){0,7}$", re.I),
        "road": re.compile(
            r"\b(?:road|highway|route)\s+(?:\w+\s+)?(?:from|to|between|linking|connecting)\s+(?:[\w'’-]+\s+){0,3}$",
            re.I,
        ),
        "launch": re.compile(rf"\b(?:{launch})\b[^.;,]{{0,40}}\bfrom\s+(?:{_BASE}|{_GUNS}){head}", re.I),
        "origin": re.compile(
            rf"\b(?:(?:{verbs})\b[^.;,]{{0,20}}\bfrom|(?:{people})\b[^.;,]{{0,20}}\bfrom|(?:{people})\s+of|(?:{forces})\s+from|{journey}|from\s+(?:{far}))\s+{_BASE}{head}"
            rf"|\b(?:{forces})\s+from\s+{_LISTED}",
            re.I,
        ),
        "based": re.compile(rf"\bbased\s+(?:in|at)\s+{head}", re.I),
        "carried_off": re.compile(rf"\b(?:{carried_off})\s+by\s[^.;,]{{2,30}}\sfrom\s", re.I),
        "coming": re.compile(r"\b(?:from|of)\s", re.I),
        "journey": re.compile(rf"\b{journey}\s+{_BASE}{head}", re.I),
        "speech": re.compile(
            rf"\b(?:(?:{speech})\b(?:(?:\s+\w+)?\s+(?:in|from|at)|(?:\s+[\w'’]+){{2,8}}?\s+from)|according\s+to)\s+{head}",
            re.I,
        ),
        "care": re.compile(rf"\b(?:{care})\b[^.;,]{{0,30}}\b(?:in|at)\s+{head}", re.I),
        "moved": re.compile(
            rf"\b(?:{away})\b{_SAME}{{0,45}}\b(?:to|for|towards?|into)\s+(?:an?\s+)?{_BASE}{head}", re.I
        ),
        "fled_to": re.compile(rf"\b(?:{arriving})\b(?:\s[\w'’-]+){{0,4}}?\s(?:in|at|into)\s+{head}", re.I),
        "fleeing": re.compile(rf"\b(?:{fleeing})\b", re.I),
        "parley": re.compile(rf"\b(?:{parleys})\s+(?:held\s+|hosted\s+)?(?:in|at)\s+{head}", re.I),
        "border": re.compile(rf"\b(?:{border})\s+(?:[\w'’-]+(?:,|\s+and)\s+){{0,2}}{head}", re.I),
        "over": re.compile(rf"\b(?:(?:{over})\b[^.;,]{{0,30}}\bover|(?:{behalf})\s+of)\s+{head}", re.I),
        "describing": re.compile(rf"^\s+(?:(?-i:[a-z])[\w-]*\s+)?(?:{ports})\s+of\s+(?:the\s+)?(?-i:[A-Z])"),
        "of_post": re.compile(
            rf"\b(?:{posts})\s+(?:of|for|at)\s+(?:the|its|their)\s+(?:[a-z]{{1,20}}\s+)?$", re.I
        ),
        "branch_after": re.compile(rf"^\s(?:{branches})\b", re.I),
        "has_body": re.compile(rf"^['’]s?\s+(?:[\w-]+\s+){{1,4}}(?:{armed_bodies})s?\b", re.I),
        "named_after": re.compile(rf"^(?:[-–]\w+)?\s+(?:[\w-]+\s+)?(?:{pacts})s?\b", re.I),
        "peoples_before": re.compile(r"\b(?:from|of|by|to|with|against|between|and)\s+(?:the|an?)\s+$", re.I),
        "peoples_after": re.compile(rf"^\s+(?:{peoples})\b"),
        "body_after": re.compile(rf"^\s(?:{bodies})\b(?!\s+(?:{housed})\b)", re.I),
        "people_after": re.compile(
            rf"^(?!\s*local\s+(?:government|authority|council))(?:-|\s)*(?:\w+\s+)?(?:{people})\b", re.I
        ),
    }


def read_stance(document: Document, name: Name) -> Stance:
    """The relation of the text to one name."""
    if name.part_of:
        return Stance("other")
    if heads_entry(document, name.span):
        return Stance("in")
    if in_dateline(document, name.span):
        return Stance("dateline")
    words = place_words(document.report.language)
    if name.demonym or _is_adjective(document, name, words):
        return Stance("demonym")
    patterns = _patterns(document.report.language)
    sentence = document.sentence_at(name.span.start)
    text = document.text
    before = text[max(sentence.span.start, name.span.start - _WINDOW) : name.span.start]
    phrase = name.phrase or name.span
    after = text[phrase.end : min(sentence.span.end, phrase.end + 40)]
    if _COMPOUND.match(after) or _names_body(document, name, words) or _shares_people(document, name, words):
        return Stance("other")
    if (
        name.head is None
        and patterns["peoples_before"].search(before)
        and patterns["peoples_after"].match(after)
    ):
        return Stance("other")
    if patterns["border"].search(before) or patterns["over"].search(before):
        return Stance("other")
    measured = _measured(patterns, before, words)
    if measured:
        return measured
    if patterns["between"].search(before):
        return Stance("between")
    if patterns["road"].search(before) or (name.head is None and _ROAD.match(after)):
        return Stance("road")
    if patterns["journey"].search(before) and _TO_NAMED.match(after):
        return Stance("road")
    if patterns["launch"].search(before):
        return Stance("launch")
    if patterns["near"].search(before) or lies_off(document, name.first, words):
        return Stance("near")
    describes_port = name.head is None and patterns["describing"].match(after)
    if describes_port or patterns["named_after"].match(after) or patterns["has_body"].match(after):
        return Stance("other")
    if any(patterns[kind].search(before) for kind in ("speech", "moved", "care", "parley")):
        return Stance("other")
    is_origin = bool(patterns["coming"].search(before) and patterns["origin"].search(before))
    is_origin = is_origin and not patterns["carried_off"].search(before)
    is_origin = is_origin or bool(patterns["based"].search(before))
    is_origin = is_origin or _is_of_person(document, name)
    flight = patterns["fleeing"].search(after)
    if flight and patterns["fled_to"].search(before):
        return Stance("other")  # "arrived in Ora after fleeing Bel"
    if flight and is_origin and flight.start() <= _NEXT_WORDS:
        return Stance("in" if name.head and _is_unit(name, words) else "at")  # "residents of Ora fled"
    if patterns["branch_after"].match(after) and patterns["of_post"].search(before):
        return Stance("origin")
    if is_origin or (patterns["people_after"].match(after) and not _counts(document, name)):
        here = _is_meant_by_there(document, name, words) or _is_where_harmed_live(
            document, name, words, after
        )
        return Stance("at" if here else "origin")
    if patterns["body_after"].match(after) and not _is_led_in(document, name, words):
        return Stance("origin")
    return Stance("in" if name.head and _is_unit(name, words) else "at")


def _is_meant_by_there(document: Document, name: Name, words: dict[str, Any]) -> bool:
    """True for the Ora of "residents of Ora said men were shot there", where nobody went elsewhere before."""
    end = document.sentence_at(name.span.start).end_token
    for token in document.doc[name.end : end]:
        if token.lower_ in words["reaching"] and token.dep_ == "prep":
            return False
        if token.lower_ == "there" and token.tag_ == "RB":
            return bool(token.head.pos_ == "VERB" and token.dep_ == "advmod")
    return False


def _is_where_harmed_live(document: Document, name: Name, words: dict[str, Any], after: str) -> bool:
    """True for the Ora of "killed two residents of Ora, in Bel district", who were at home."""
    if not _WITHIN.match(after):
        return False
    above = document.doc[name.end - 1]
    for _ in range(_TELLERS_SEAT):
        if above.lower_ in words["dwellers"]:
            return above.tag_ == "NNS" and above.dep_ in {"dobj", "nsubjpass"}
        above = above.head
        if above.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _is_of_person(document: Document, name: Name) -> bool:
    """True for "Tom Bel from Ora": where somebody who is named comes from."""
    before = document.doc[name.first - 1] if name.first > 0 else None
    if before is None or before.lower_ != "from" or before.dep_ != "prep":
        return False
    return bool(before.head.pos_ == "PROPN" and before.head.ent_type_ == "PERSON")


def _is_adjective(document: Document, name: Name, words: dict[str, Any]) -> bool:
    """True for the "U.S." of "a U.S. vehicle" and "the U.S. military", a short name right before its noun."""
    last = document.doc[name.end - 1]
    before = last.head.i > last.i and last.head.pos_ in {"NOUN", "PROPN"}
    return before and name.span.of(document.text) in words["adjectival"]


def is_tellers_seat(document: Document, name: Name) -> bool:
    """True for where those sit who tell of it: "officials in Ora said a mine had gone off", "according to the army in
    Ora"; not for "a bomb went off in Ora, police said"."""
    if not (name.first > 0 and document.doc[name.first - 1].dep_ == "prep"):
        return False
    words = load_source_words(document.report.language)
    above = document.doc[name.end - 1]
    for _ in range(_TELLERS_SEAT):
        above = above.head
        if above.dep_ == "nsubj":
            return above.head.lemma_ in words.plain and above.pos_ != "VERB"
        if above.lower_ == "according":
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return False
    return False


def lies_off(document: Document, first: int, words: dict[str, Any]) -> bool:
    """True for a name behind the "off" of "a boat sank off Ora", unlike that of "fought off Ora"."""
    before = document.doc[first - 1] if first > 0 else None
    return before is not None and before.lower_ in words["abreast"] and before.tag_ == "IN"


def _is_led_in(document: Document, name: Name, words: dict[str, Any]) -> bool:
    """True for the Ora of "In Ora police shot a man", unlike that of "the Ora police"."""
    return name.first > 0 and document.doc[name.first - 1].lower_ in words["strong"]


def _counts(document: Document, name: Name) -> bool:
    """True before a number or an article: "in Ora two men were shot" is no word of men from there."""
    return name.end < len(document.doc) and document.doc[name.end].pos_ in {"NUM", "DET"}


def _names_body(document: Document, name: Name, words: dict[str, Any]) -> bool:
    """True for "the Ora municipal government", which is a body; its office or its station is a place."""
    tier, body, house = (document.doc[i : i + 1].text for i in range(name.end, name.end + 3))
    return tier in words["tiers"] and body in words["governing"] and house not in words["housed"]


def _shares_people(document: Document, name: Name, words: dict[str, Any]) -> bool:
    """True for the first of "U.S. and Iraqi officials"."""
    joined, other, people = (document.doc[i : i + 1].text for i in range(name.end, name.end + 3))
    return (
        joined in words["joining"]
        and other in demonyms_of(document.report.language)
        and people in words["people"] | words["forces"]
    )


def describes(document: Document, name: Name) -> bool:
    """True for what somebody is said to be: "the raiders are believed to be Ora"; not for "a well called Ora"."""
    word = document.doc[name.end - 1]
    called = word.head.lower_ in place_words(document.report.language)["naming"]
    return name.head is None and word.dep_ in {"attr", "acomp", "oprd"} and not called


def names_seat(document: Document, name: Name) -> bool:
    """True for the bare name of a capital, which may stand for the government there."""
    bare = name.head is None and name.part_of is None
    return bare and name.lookup in place_words(document.report.language)["seats"]


def names_actor(document: Document, name: Name) -> bool:
    """True for a name that acts as a government does ("a truce that Oram brokered", "Oram's bombing of the rebels"),
    or owns a house or an agency ("Oram's home", "Oram's Bel news agency"), no place of what is told."""
    token = document.doc[name.end - 1]
    verb = token.head
    words = place_words(document.report.language)
    if token.dep_ == "poss":
        done_to = any(child.lower_ in words["done_to"] for child in verb.rights)
        if owns_home(document, token) or verb.lower_ in words["heard"]:
            return True
        return verb.lower_ in words["own_acts"] or (verb.lower_ in words["acts"] and done_to)
    if is_told_before(document, name.first, words):
        return False
    if token.dep_ == "dative" and verb.lemma_ == "give":
        return True
    return token.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_ not in words["lived_through"]


def owns_home(document: Document, word: Any) -> bool:
    """True for the Ora of "near Ora's home", a person."""
    homes = place_words(document.report.language)["lived_in"]
    return word.dep_ == "poss" and word.head.i == word.i + 2 and word.head.lower_ in homes


def is_led(document: Document, name: Name) -> bool:
    """True behind a word that a place follows: "in Ora"."""
    words = place_words(document.report.language)
    led = name.first > 0 and document.doc[name.first - 1].lower_ in words["locative"]
    return led or is_told_before(document, name.first, words)


def speaks(document: Document, name: Name) -> bool:
    """True for "Ora said" and "said Ora", a person or a government; a village or a town does not speak."""
    if name.head is not None:
        return False
    token = document.doc[name.end - 1]
    told = token.head.lemma_ in load_source_words(document.report.language).plain
    return bool(token.dep_ == "nsubj" and told)


def hears(document: Document, name: Name) -> bool:
    """True for "told Ora Today", which is a paper or a person; a village is told nothing."""
    if name.head is not None:
        return False
    token = document.doc[name.first : name.end].root
    heard = token.dep_ in {"dobj", "dative"} and token.head.lemma_
    return heard in place_words(document.report.language)["hearing"]


def _is_unit(name: Name, words: dict[str, Any]) -> bool:
    return bool(name.head) and min(words["heads"][name.head]["levels"]) < 4


def _measured(patterns: dict[str, re.Pattern[str]], before: str, words: dict[str, Any]) -> Stance | None:
    ways = (
        ("away", "travelled")
        if not patterns["bearing"].search(before)
        else ("direction", "away", "travelled")
    )
    match = next((m for kind in ways if (m := patterns[kind].search(before))), None)
    if not match:
        return None
    found = match.groupdict()
    bearing = words["bearings"].get((found.get("bearing") or "").casefold())
    distance = _distance(found.get("n"), found.get("unit"), words)
    return Stance("direction", distance, bearing)


def _distance(number: str | None, unit: str | None, words: dict[str, Any]) -> float | None:
    if unit is None:
        return None
    factor = words["units"].get(unit.casefold())
    try:
        return round(float((number or "").replace(",", "").rstrip(".")) * factor, 2) if factor else None
    except ValueError:
        return None
