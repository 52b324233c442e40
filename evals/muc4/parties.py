"""Who and what a template names, each with its kind, its number and what befell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.model import load_model
from dateline.extract.fillers.phrases import find_phrases
from dateline.extract.fillers.reading import Filler
from dateline.extract.grammar.phrases import span_of
from dateline.extract.mentions import TollMention
from dateline.records import Span
from dateline.text import Document
from evals.muc4.certain import LEAST_BLAMED, certain_row, certainty, load_judges
from evals.muc4.counted import counted_beside
from evals.muc4.described import LEAST_LONE, Described, group_phrases, judge_phrases, load_judge
from evals.muc4.figures import figure_beside, rounded
from evals.muc4.ground import Ground
from evals.muc4.nations import nation_of
from evals.muc4.templates import Template, harmed_spans
from evals.muc4.titles import title_of
from evals.muc4.values import Linear, hashed, phrase_features

_PLAIN = ("NN", "NNS")
_ARMED = "ACTIVE MILITARY"
_OPENING = ("CD", "JJR", "JJS", "DT", "RB", "RBS", "RBR")


def read_described(document: Document, linear: Linear, fillers: Sequence[Filler]) -> list[Described]:
    """People who may be victims and are told of by a common noun, likeliest first, down to `LEAST_LONE`."""
    scored = [
        (span, float(linear.scores("hum-tgt-desc", columns)[0]))
        for span, columns in plain_phrases(document.doc)
    ]
    groups = group_phrases(document.text, scored)
    return judge_phrases(document.doc, groups, fillers, load_judge(), least=LEAST_LONE)


def plain_phrases(doc: Any) -> Iterator[tuple[Span, list[int]]]:
    """The plainest wording of each phrase that a common noun heads, without article and number, and its columns."""
    clues = load_model().clues
    for phrase in find_phrases(doc):
        if phrase.head.tag_ not in _PLAIN or not phrase.wordings:
            continue
        span = span_of(doc[_plain_start(doc, phrase.wordings[0].first, phrase.head.i)], phrase.head)
        yield span, hashed(phrase_features(doc, [span], clues))


def _plain_start(doc: Any, first: int, head: int) -> int:
    """Where a phrase starts without what counts it ("more than thirty-six soldiers"); an age stays."""
    while first < head and (doc[first].tag_ in _OPENING or doc[first].lower_ == "than"):
        joined = doc[first + 1].tag_ == "HYPH" and first + 2 <= head
        if joined and doc[first + 2].tag_ != "CD":
            break
        first += 2 if joined else 1
    return first


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the values of the slots of one template."""

    document: Document
    linear: Linear
    kind: str
    home: str = ""

    def nation(self, spans: Sequence[Span]) -> str:
        """The foreign country that the words of these mentions name; "" for none."""
        return nation_of(self.document.doc, spans, self.home)

    def value(self, slot: str, spans: Sequence[Span]) -> str:
        """The likeliest value of a slot for what these mentions name."""
        features = phrase_features(self.document.doc, spans, load_model().clues)
        return self.linear.value(slot, hashed({f"kind={self.kind}", *features}))

    def number(self, slot: str, spans: Sequence[Span], tolls: Iterable[TollMention]) -> str:
        """ "1", or the figure that counts them, or "PLURAL"."""
        if self.value(slot, spans) == "1":
            return "1"
        figure = figure_beside(self.document.doc, spans)
        if not figure:  # a toll may count others too: "six priests and two women" are eight
            figure = next((t.best for s in spans for t in tolls if t.people and t.people.overlaps(s)), None)
        return rounded(self.document.doc, spans, figure) if figure else "PLURAL"


def tell_perpetrators(
    template: Template, teller: Teller, everything: Sequence[Span], ground: Ground
) -> dict[str, list[str]]:
    """The category of the act, and how sure each organisation is said to have done it."""
    organisations = template.fillers["PerpOrg"]
    spans = [m for f in (*template.fillers["PerpInd"], *organisations) for m in f.mentions[:2]]
    doc, harmed, judges = teller.document.doc, harmed_spans(template), load_judges()
    told = [
        _told(certainty(certain_row(doc, ground, f.mentions, harmed, len(organisations)), judges), f.text)
        for f in organisations
        if f.probability >= LEAST_BLAMED
    ]
    return {"perp-inc-cat": [teller.value("perp-inc-cat", spans or everything)], "perp-org-conf": told}


def tell_things(targets: Sequence[Filler], teller: Teller) -> dict[str, list[str]]:
    """Kind, number and damage of each target."""
    slots: dict[str, list[str]] = {
        "phys-tgt-num": [_told(teller.number("phys-tgt-num", f.mentions, ()), f.text) for f in targets]
    }
    for slot in ("phys-tgt-type", "phys-tgt-effect"):
        slots[slot] = [_told(teller.value(slot, f.mentions), f.text) for f in targets]
    slots["phys-tgt-nation"] = [_told(teller.nation(f.mentions), f.text) for f in targets]
    return slots


def tell_instruments(
    weapons: Sequence[Filler], teller: Teller, everything: Sequence[Span]
) -> dict[str, list[str]]:
    """Kind of each weapon; where none is named, the kind that the words of the act tell of."""
    if not weapons:
        return {"inc-instr-type": [teller.value("inc-instr-type-untold", everything)] if everything else []}
    return {"inc-instr-type": [_told(teller.value("inc-instr-type", f.mentions), f.text) for f in weapons]}


def tell_people(
    victims: Sequence[Filler], described: Sequence[Described], teller: Teller, tolls: Sequence[TollMention]
) -> dict[str, list[str]]:
    """Kind, number, nation of each victim and what befell them; those without a name described.

    People who bear no arms and of whom a figure alone tells beside others have a number of their own.
    """
    doc, called = teller.document.doc, teller.linear.called
    titles = [(f, title_of(doc, f.mentions, called)) for f in victims]
    titled = {teller.document.text[t.start : t.end].lower() for _, t in titles if t}
    unnamed = [d for d in described if not _same_person(d.text, titled)]
    people = [(f.text, f.mentions) for f in victims] + [(d.text, d.mentions) for d in unnamed]
    slots = {
        "hum-tgt-desc": [
            *(
                f'"{teller.document.text[t.start : t.end].upper()}": "{f.text.upper()}"'
                for f, t in titles
                if t
            ),
            *(f'"{d.text.upper()}"' for d in unnamed),
        ],
        "hum-tgt-num": [_told(teller.number("hum-tgt-num", m, tolls), text) for text, m in people],
    }
    for slot in ("hum-tgt-type", "hum-tgt-effect"):
        slots[slot] = [_told(teller.value(slot, m), text) for text, m in people]
    slots["hum-tgt-nation"] = [_told(teller.nation(m), text) for text, m in people]
    civil = [d for d in unnamed if teller.value("hum-tgt-type", d.mentions) != _ARMED]
    for more in counted_beside(doc, civil, [m for _, mentions in people for m in mentions], tolls):
        slots["hum-tgt-desc"] += [f'"{more.text.upper()}"'] if more.own else []
        slots["hum-tgt-num"].append(_told(more.number, more.text))
        slots["hum-tgt-effect"].append(_told(more.effect, more.text))
    return slots


def _same_person(text: str, titled: Iterable[str]) -> bool:
    """True for "the mayor" beside "mayor Ana Gil": its words are among those of a name's title and end it alike."""
    words = set(text.split())
    return any(words <= set(title.split()) or set(title.split()) <= words for title in titled)


def _told(value: str, text: str) -> str:
    """A value with the words it is of; "" for none."""
    return f'{value}: "{text.upper()}"' if value else ""
