"""Which place of a sentence is the place of an act: the clause's own first, the most exact of nested ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from dateline.extract.acts.describing import is_of_setting
from dateline.extract.grammar.windows import around, inside
from dateline.extract.mentions import EVENT_RELATIONS, ActorMention, EventMention, PlaceMention
from dateline.places.fold import fold_name
from dateline.text import Sentence

_RANK_OF_WHERE_PREC = {1: 0, 2: 1, 5: 1, 3: 2, 4: 3, 6: 5, 7: 6}
_BESIDE = frozenset({"direction", "between", "road"})  # a place that only helps to find the place
_DESCRIBING = frozenset({"relcl", "acl"})
_MANY = 20  # places of one act; with more a sentence is a list
TOWN, UNIT, PROVINCE, COUNTRY = 1, 2, 3, 5  # how exact a place is: a settlement or near one, a district, ...
_SETTLEMENTS = frozenset({"village", "town", "city", "hamlet", "settlement", "suburb"})
ROADS = frozenset({"road", "highway", "street", "avenue"})
_APPOSED = 10  # words between a district and the place from which it is told
_DATING = frozenset({"after", "before", "following"})  # what ties an act to another that dates it
_THERE = frozenset({"at", "in", "near"})
_LEADING = frozenset({"ADP", "DET", "NOUN", "ADV", "ADJ", "PUNCT"})  # words of "further to the south of"
_PART = 5  # where_prec of a part of a country that is no unit, and of what lies along a road
_WIDE_KM = 60  # "the Andes" are as wide as a province
_UNPLACED = 1  # a name without coordinates is mostly a village that no pack knows


def sites(
    sentence: Sentence, places: Sequence[PlaceMention], actors: Sequence[ActorMention]
) -> list[PlaceMention]:
    """The places of a sentence that an act may have happened at."""
    return [
        place
        for place in inside(places, sentence.span)
        if place.relation in EVENT_RELATIONS and not names_party(place, actors)
    ]


def bind_place(
    event: EventMention,
    here: Sequence[PlaceMention],
    places: Sequence[PlaceMention],
    tokens: Sequence[Any],
) -> PlaceMention | None:
    """Which of its sentence's sites, out of all places of the report, locates the act; None where there is none."""
    act = _token_at(tokens, event.span.start)
    here = [place for place in here if not _is_where_told(act, place, tokens)]
    office = [place for place in here if _is_of_office(place, tokens)]
    if office and any(place not in office and exactness(place) < TOWN for place in here):
        here = [place for place in here if place not in office]
    if not here:
        return None
    own = [place for place in here if event.clause.covers(place.span)] or list(here)
    if len(own) < len(here) <= _MANY and all(
        _is_of_somebody(_token_at(tokens, one.span.start), act) for one in own
    ):
        own = list(here)  # "was drinking in Ora when he was shot by men whose car was found in Bel"
    around = {_index(places, place) for place in own if exactness(place) >= PROVINCE}
    own += [place for place in here if place not in own and around & set(place.within)]
    held = {_identity(places[index]) for place in own for index in place.within}
    own = [place for place in own if _identity(place) not in held] or own
    own = _of_the_act(event, own, tokens)
    return min(own, key=lambda place: (exactness(place), place.relation in _BESIDE, _distance(event, place)))


def _of_the_act(event: EventMention, own: list[PlaceMention], tokens: Sequence[Any]) -> list[PlaceMention]:
    """Without what only a relative clause names: "took Ora on a road that leads to Bel" was in Ora; unless the act's
    own words name nothing but a unit."""
    if not 1 < len(own) <= _MANY:
        return own
    act = _token_at(tokens, event.span.start)
    struck = [place for place in own if not _is_of_agent(event, place, tokens)]
    if any(exactness(place) < COUNTRY for place in struck):  # a country says less than where the doers were
        own = struck
    own = [place for place in own if not _is_of_teller(act, place, tokens)] or own
    own = [place for place in own if not _is_of_earlier(act, place, tokens)] or own
    own = [place for place in own if not _says_on_which_side(place, own, tokens)]
    own = [one for one in own if not is_of_setting(_token_at(tokens, one.span.start), act)] or own
    own = [place for place in own if not _opens_sentence(place, own, tokens)]
    direct = [place for place in own if not _in_aside(_token_at(tokens, place.span.start), act)]
    return (
        direct if any(exactness(place) < UNIT and place.relation not in _BESIDE for place in direct) else own
    )


def _says_on_which_side(place: PlaceMention, own: Sequence[PlaceMention], tokens: Sequence[Any]) -> bool:
    """True for the Bel of "in Ora district, north of the capital Bel", which says where that district is; not for a
    place within the district."""
    if place.relation != "direction":
        return False
    return any(
        district.relation == "in"
        and exactness(district) == UNIT
        and district.place.name not in place.place.units
        and _is_apposed(district.phrase.end, place.span.start, tokens)
        for district in own
    )


def _opens_sentence(place: PlaceMention, own: Sequence[PlaceMention], tokens: Sequence[Any]) -> bool:
    """True for the Ora of "To the south of Ora, rebels ambushed a convoy in Bel province", which says on which side."""
    if place.relation != "direction" or place.distance_km is not None:
        return False
    opens = all(token.pos_ in _LEADING for token in tokens if token.idx < place.span.start)
    return opens and any(
        one.relation in _THERE and exactness(one) < COUNTRY for one in own if one is not place
    )


def _is_apposed(end: int, start: int, tokens: Sequence[Any]) -> bool:
    """True when a comma, and behind it neither a verb nor another comma, parts the two offsets."""
    first, last = (bisect_left(tokens, offset, key=lambda token: token.idx) for offset in (end, start))
    between = tokens[first:last]
    return (
        1 < len(between) <= _APPOSED
        and between[0].text == ","
        and not any(token.text == "," or token.pos_ == "VERB" for token in between[1:])
    )


def _is_of_agent(event: EventMention, place: PlaceMention, tokens: Sequence[Any]) -> bool:
    """True for "a ship off Ora fired on Bel": where those were who acted."""
    doers = [_token_at(tokens, phrase.end - 1) for phrase in event.agents]
    word = _token_at(tokens, place.span.start)
    return any(doer.dep_ == "nsubj" and doer.pos_ == "NOUN" and doer.is_ancestor(word) for doer in doers)


def _is_of_teller(act: Any, place: PlaceMention, tokens: Sequence[Any]) -> bool:
    """True for "a mine exploded in Bel, the ministry in Ora said": where the one who tells of the act is."""
    word = _token_at(tokens, place.span.start)
    teller = next((above for above in word.ancestors if above.dep_ == "nsubj"), None)
    behind = _token_at(
        tokens, place.phrase.end + 1
    )  # the parser may hang "a source in Bel" on what is before it
    told = behind if behind.pos_ == "VERB" else teller.head if teller is not None else None
    if told is None:
        return False
    return _is_told_by(act, told) or (
        told.dep_ == "parataxis" and (told.head == act or told.head.is_ancestor(act))
    )


def _is_told_by(act: Any, verb: Any) -> bool:
    """True for an act in what "said that ..." holds."""
    return any(above.dep_ == "ccomp" and above.head == verb for above in (act, *act.ancestors))


def _is_of_office(place: PlaceMention, tokens: Sequence[Any]) -> bool:
    """True for the Bel of "Ana Gil, commissioner for the nearby town of Bel": where somebody is in office."""
    word = _token_at(tokens, place.span.start)
    return any(one.dep_ == "appos" and one.head.ent_type_ == "PERSON" for one in word.ancestors)


def _is_where_told(act: Any, place: PlaceMention, tokens: Sequence[Any]) -> bool:
    """True for the Bel of "told reporters in Bel that raiders stormed the village": where that was said; and of "the
    station of a party which holds Bel said that 33 died": what is told of the one who says it."""
    word = _token_at(tokens, place.span.start)
    clause = next((above for above in word.ancestors if above.dep_ == "relcl"), None)
    teller = next((above for above in clause.ancestors if above.dep_ == "nsubj"), None) if clause else None
    if teller is not None and teller != act and _is_told_by(act, teller.head):
        return True
    where = word.head
    return where.dep_ == "prep" and where.head.i < where.i < act.i and _is_told_by(act, where.head)


def _is_of_earlier(act: Any, place: PlaceMention, tokens: Sequence[Any]) -> bool:
    """True for the Bel of "struck Ora a day after an assault on Bel", which tells of another act."""
    word = _token_at(tokens, place.span.start)
    return any(
        one.dep_ == "prep" and one.lower_ in _DATING and act.is_ancestor(one) for one in word.ancestors
    )


def _token_at(tokens: Sequence[Any], offset: int) -> Any:
    return tokens[max(0, bisect_right(tokens, offset, key=lambda token: token.idx) - 1)]


def _in_aside(token: Any, act: Any) -> bool:
    """True when a clause that describes a noun parts the word from the act; one that begins with "when" or "where"
    tells of the act itself."""
    above = {act.i, *(one.i for one in act.ancestors)}
    for one in (token, *token.ancestors):
        if one.i in above:
            return False
        if one.dep_ in _DESCRIBING and not any(child.tag_ == "WRB" for child in one.children):
            return True
    return False


def _is_of_somebody(token: Any, act: Any) -> bool:
    """True for the word in "whose car was found in Ora", which tells of somebody in the act."""
    above = {act.i, *(one.i for one in act.ancestors)}
    clauses = (one for one in token.ancestors if one.dep_ == "relcl" and one.i not in above)
    return any(word.tag_ == "WP$" for clause in clauses for word in clause.subtree if word.i < clause.i)


def narrowest(told: Sequence[PlaceMention]) -> PlaceMention:
    """Of the places told for one thing the first, unless one told later lies in it, or the first is only a country, or
    a side of some place."""
    best = told[0]
    for place in told[1:]:
        if lies_in(place, best) or exactness(place) < COUNTRY <= exactness(best) or _is_beyond(best, place):
            best = place
    return best


def _is_beyond(vague: PlaceMention, place: PlaceMention) -> bool:
    """True for a settlement told after "west of Ora", which says only on which side of it the thing was."""
    if vague.relation != "direction" or vague.distance_km is not None or vague.kind is not None:
        return False
    same_country = place.place.country == vague.place.country
    return (
        place.relation == "at"
        and place.kind in _SETTLEMENTS
        and exactness(place) <= _UNPLACED
        and same_country
    )


def lies_in(place: PlaceMention, wide: PlaceMention) -> bool:
    """True for what is in the wider place by its units, or is more exact and as far as anything tells not elsewhere:
    of a name that no pack has, and of one within a unit that no pack has, only the units around are known."""
    if place.place.name == wide.place.name:
        return False
    if wide.place.name in place.holders:
        return True
    if exactness(place) > exactness(wide):
        return False
    units = place.place.units
    if wide.place.name in units:
        return True
    guessed = place.place.gazetteer_id is None and wide.place.units - {wide.place.name} <= units
    return (not units or guessed) and exactness(place) < exactness(wide) >= UNIT


def is_nested(a: PlaceMention, b: PlaceMention) -> bool:
    """True when one place's record names the other as its unit or its name, or both are written alike."""
    alike = fold_name(a.text) == fold_name(b.text) or a.place.name == b.place.name
    return alike or _is_held_by(a, b) or _is_held_by(b, a)


def _is_held_by(inner: PlaceMention, outer: PlaceMention) -> bool:
    """True when text or record put one in the other; no place of another township lies in the town of its district."""
    name, told = outer.place.name, inner.place
    elsewhere = outer.place.where_prec == 1 and told.admin3 not in {None, name}
    return name in inner.holders or (name in told.units and not elsewhere)


def are_apart(a: PlaceMention | None, b: PlaceMention | None) -> bool:
    """True for two towns or districts that something was in or near, of which neither lies in the other, and for two
    sides of one."""
    if a is None or b is None:
        return False
    if on_other_sides(a, b):
        return True
    if is_nested(a, b) or lies_in(a, b) or lies_in(b, a):
        return False
    return {a.relation, b.relation} <= _THERE and max(exactness(a), exactness(b)) <= UNIT


def are_known_apart(a: PlaceMention | None, b: PlaceMention | None) -> bool:
    """True for two places, provinces with them, of which a list knows what they lie in, and neither lies in the
    other."""
    if a is None or b is None or not (a.place.units and b.place.units):
        return False
    if is_nested(a, b) or lies_in(a, b) or lies_in(b, a):
        return False
    return max(exactness(a), exactness(b)) <= PROVINCE


def on_other_sides(a: PlaceMention, b: PlaceMention) -> bool:
    """True for "west of Ora" and "south of Ora"."""
    return a.bearing is not None and b.bearing is not None and a.bearing != b.bearing


def names_party(place: PlaceMention, actors: Sequence[ActorMention]) -> bool:
    """True when the name stands inside the name of a party ("Kachin Independence Army", "Islamic State") or ends a
    longer one ("the Santa Rosa de Lima gang")."""
    armed = [actor for actor in around(actors, place.span) if actor.role == "combatant"]
    return any(not actor.generic or _ends_name(place, actor) for actor in armed)


def _ends_name(place: PlaceMention, actor: ActorMention) -> bool:
    before = actor.text[: place.span.start - actor.span.start].split()
    return any(word[0].isupper() for word in before[1:])


def _identity(place: PlaceMention) -> tuple[str | None, str]:
    return place.place.gazetteer_id, place.place.name


def _index(places: Sequence[PlaceMention], place: PlaceMention) -> int:
    return bisect_left(places, place.span, key=lambda mention: mention.span)


def exactness(place: PlaceMention) -> int:
    """0 for a settlement or a point, 1 near or between, 2 a district or township, 3 a province, 5 a country."""
    told = place.place
    if told.where_prec is None or (told.gazetteer_id is None and told.reason is not None):
        return UNIT if place.relation == "in" else 0 if place.kind and place.kind not in ROADS else _UNPLACED
    rank = _RANK_OF_WHERE_PREC[told.where_prec]
    if told.where_prec == _PART and place.relation not in _BESIDE and (told.radius_km or 0) > _WIDE_KM:
        return PROVINCE
    if place.kind in _SETTLEMENTS and rank < PROVINCE:
        return min(rank, _UNPLACED)
    return max(rank, UNIT) if place.relation == "in" else rank


def _distance(event: EventMention, place: PlaceMention) -> int:
    """Characters between act and place; a place before the act counts as farther."""
    if place.span.start >= event.span.end:
        return place.span.start - event.span.end
    return 2 * (event.span.start - place.span.end) + 20
