"""What kind of source a speaker is: resident, witness, armed group, military, government, medical, ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dateline.actors import load_nations, load_roster
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, SourceKind
from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.extract.grammar.phrases import FINITE
from dateline.extract.grammar.windows import overlapping
from dateline.extract.mentions import ActorMention
from dateline.extract.words.sources import SourceWords, load_source_words
from dateline.records import Span
from dateline.text import Document

_WORD = re.compile(r"[A-Za-zÀ-ÿ.'’-]+")
_SPEAKING_FOR = re.compile(
    r"\b(?:speaking (?:for|on behalf of)|claiming to (?:be|represent|speak for)(?: an?)?) (?:the )?([^,;.]{3,60})"
)
_JOINED = re.compile(r",? and |, | as well as ")
_BREAK = re.compile(r"[;:”“\"\n]|(?<=[a-z]{4})\. |, (?!an? |the )")
_STOP = re.compile(r"[;:”“\"\n,]|(?<=[a-z]{4})\. ")
_TAIL = re.compile(r" (?:from|in|at|near|of|for|with) ")
_WHERE = re.compile(r" (?:at|in|near|outside) ")  # behind it stands where they are, not what they are
_LISTENING = re.compile(r"\b(?:to|told) ((?:\w+ ){0,2}\w+)")
_DOING = re.compile(r"\b(?:who|which) [a-z]+\b")
_PIECE = re.compile(r"\S+\s*")
_OFFICE = re.compile(
    r"(?:^|\b(?:by|said|says|from) |[.,] |\n)"
    r"((?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[A-Z][\w’'-]+) [^,.;“”\"\n]{4,64}), (?:[A-Z][\w’'-]+\.? )+$"
)
_OWNED = re.compile(r"(.{3,60}?)(?:'s|s') (.{3,60})$")  # "the rebels' radio"
_TITLE_WORDS = 12
_SHORTEST_NAME = 3
_DESCRIBED = 90  # characters around a person's name in which the office stands
_BELONGING = 35  # characters of "of the council" behind it


def kind_of(
    document: Document,
    span: Span,
    head: str,
    actors: Sequence[ActorMention],
    *,
    around: str = "",
    guess: bool = True,
) -> SourceKind | None:
    """The kind of the speaker named in this span; `around` are further words about them. None = cannot tell.

    Without `guess`, words that tell little (a rank, "official") tell nothing.
    """
    words = load_source_words()
    text = span.of(document.text)
    if is_outlet(document, text):
        return kind_of_own_voice(document) if _is_own(document, _bare(text)) else "media"
    around = _without_listeners(around, words)
    spoken_for = _SPEAKING_FOR.search(around)
    if spoken_for is not None:
        at = document.text.find(spoken_for.group(1), span.start)
        party = _kind_of_actor(Span(at, at + len(spoken_for.group(1))), actors, at)[0] if at >= 0 else None
        return party or _by_words(spoken_for.group(1), "", words) or "unnamed"
    at = text.find(head) if head else -1
    listed = _JOINED.split(text)[0]
    alone = listed if 0 <= at < len(listed) else text
    by_actor, sure, heads = _kind_of_actor(span, actors, span.start + max(at, 0))
    of_all = alone == text and listed != text  # "police and hospital officials": police officials first
    shared = _by_words(f"{listed} {head}", head, words) if of_all else None
    first = shared or _by_words(alone, head, words)
    if (
        by_actor == "armed group"
        and sure
        and (heads or first not in {"resident", "witness", "medical", "media"})
        and (heads or _by_phrase(alone, words) != "rights group")  # "the Ora Resistance Committees"
    ):
        return by_actor
    if first == "media" and _singular(head.casefold()) not in words.specific:
        first = _weak(_rank_in(f"{text} {around}", words), actors, words) or first
    if first is not None:
        return first
    if alone != text and by_actor is None:
        return _weak(alone, actors, words) or _by_words(text, "", words)
    described = _by_words(_TAIL.split(around)[0], head, words) or _by_words(around, head, words)
    weak = _weak(f"{text} {_WHERE.split(around)[0]}", actors, words) if guess else None
    return by_actor or described or weak


def _without_listeners(around: str, words: SourceWords) -> str:
    """The words about a speaker without the media spoken to, "the chairman, who confirmed it to our correspondent", and
    without what they do, "an official who monitors settlements"."""
    heard = _LISTENING.sub(
        lambda match: "" if _by_words(match[1], "", words) == "media" else match[0], around
    )
    return _DOING.sub("", heard)


def is_outlet(document: Document, text: str) -> bool:
    """True when the words name a news outlet: the report's own, one of the list, or a name that ends like one."""
    words = load_source_words()
    bare = _bare(text)
    if _is_own(document, bare):
        return True
    if bare in _bare_outlets(words.outlets):
        return True
    if bare.isupper() and bare.casefold() in {name.casefold() for name in _bare_outlets(words.outlets)}:
        return True  # "PREMIUM TIMES"
    parts = bare.split()
    if len(parts) >= 3 and parts[0] in words.outlet_words and parts[1] == "of":
        return True  # "the Times of Ora"
    return len(parts) >= 2 and parts[-1] in words.outlet_words and all(p[:1].isupper() for p in parts)


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text.strip(), flags=re.IGNORECASE).strip("“”\"'’")


def _is_own(document: Document, bare: str) -> bool:
    """True for the name of who publishes the report."""
    own = (document.report.outlet or "").casefold()
    return bare.casefold() in own.split(" / ") or (
        bool(own) and re.sub(r"^the\s+", "", own) == bare.casefold()
    )


@lru_cache(maxsize=8)
def _bare_outlets(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.removeprefix("The ") for name in names)


def kind_of_person(document: Document, name: str, actors: Sequence[ActorMention]) -> SourceKind | None:
    """The kind of a person by what the report says beside the name anywhere: a title, an apposition, a party."""
    words = load_source_words()
    spans = describe(document, name)
    if any(is_of_band(document, span, actors) for span in spans):
        return "armed group"
    said = [_DOING.sub("", span.of(document.text)) for span in spans]
    telling = (_by_words(_TAIL.split(text)[0], "", words) or _by_words(text, "", words) for text in said)
    parties = (_kind_of_actor(span, actors, span.start)[0] for span in spans)
    weak = (_weak(text, actors, words) for text in said)
    found = [kind for kind in (*telling, *parties, *weak) if kind is not None]
    return next((kind for kind in found if kind != "unnamed"), found[0] if found else None)


def is_of_band(document: Document, span: Span, actors: Sequence[ActorMention]) -> bool:
    """True for "spokesman for the Taliban's military commission": what is military is the band's."""
    return any(
        actor.actor.inter in BANDS
        and actor.actor.actor_id is not None
        and document.text.startswith(("'s", "’s"), actor.span.end)
        for actor in overlapping(actors, span)
    )


def describe(document: Document, name: str) -> list[Span]:
    """Where the report tells what a person is: right before the name, or in an apposition behind it."""
    parts = [part for part in name.split() if part[:1].isupper() and not part.endswith(".")]
    last = parts[-1].strip(",’'") if parts else ""
    if len(last) < _SHORTEST_NAME and len(parts) > 1:
        last = " ".join(parts[-2:]).strip(",’'")
    if len(last) < _SHORTEST_NAME:
        return []
    spans = []
    for match in re.finditer(rf"\b{re.escape(last)}\b(?: [JS]r\.?)?", document.text):
        before = document.text[max(0, match.start() - _DESCRIBED) : match.start()]
        title = "".join(_PIECE.findall(_BREAK.split(before)[-1])[-_TITLE_WORDS:])
        spans.append(Span(match.start() - len(title), match.start()))
        office = _OFFICE.search(before)
        if office is not None:
            spans.append(Span(match.start() - len(before) + office.start(1), match.start()))
        after = document.text[match.end() : match.end() + _DESCRIBED]
        if after.startswith(",") and not _goes_on(document, match.end() + 1):
            spans.append(Span(match.end() + 1, match.end() + 1 + len(_STOP.split(after[1:])[0])))
        elif after.startswith((" of the ", " from the ")):
            spans.append(Span(match.end(), match.end() + min(len(after), _BELONGING)))
    return [span for span in spans if span.end > span.start and not _tells(document, span)]


def _tells(document: Document, span: Span) -> bool:
    """True for words with a verb of their own: "Gunmen killed two, Ana Ruiz said" and "according to Ana Ruiz, gunmen
    killed two" give her no office."""
    words = document.doc.char_span(span.start, span.end, alignment_mode="expand")
    return any(token.tag_ in FINITE and token.dep_ != "relcl" for token in words or ())


def _goes_on(document: Document, at: int) -> bool:
    """True where the clause goes on behind a name and its comma: "the mayor, Ana Ruiz, said that rebels ..."."""
    behind = document.doc.char_span(at, min(at + 2, len(document.text)), alignment_mode="expand")
    words = [token for token in behind or () if not token.is_space]
    if not words:
        return False
    verb = words[0]
    misread = verb.tag_ == "VBN" and verb.lemma_.lower() in load_source_words().plain  # "informed"
    return verb.tag_ in FINITE or misread


def _kind_of_actor(
    span: Span, actors: Sequence[ActorMention], at: int
) -> tuple[SourceKind | None, bool, bool]:
    """The kind of the party named in the span; whether that is beyond doubt; whether the speaker is that party."""
    for mention in overlapping(actors, span):
        if mention.role == "civilian":
            continue
        owner = (
            load_roster().get(mention.parents[0]) if mention.role == "person" and mention.parents else None
        )
        if mention.role == "person" and owner is None:
            continue
        inter = owner.inter if owner else mention.actor.inter
        actor_id = owner.actor_id if owner else mention.actor.actor_id or ""
        heads = mention.role == "combatant" and mention.span.start <= at < mention.span.end
        if inter in BANDS:
            return "armed group", bool(actor_id) or mention.generic, heads
        if actor_id.endswith("-police"):
            return "government", True, heads
        if inter in {1, 8}:
            return "government" if _is_nation(mention.text) else "military", True, heads
    return None, False, False


def _is_nation(text: str) -> bool:
    """True for a country's bare name: "Quenland said it had killed two"."""
    nation = load_nations().get(fold_name(text))
    return nation is not None and nation.kind == "name"


def _by_words(text: str, head: str, words: SourceWords) -> SourceKind | None:
    """By phrases first, then the head noun, then the other words: the last first, behind a mere voice the first."""
    by_phrase = _by_phrase(text, words)
    if by_phrase is not None:
        return by_phrase
    lower = " ".join(text.replace("’", "'").casefold().split())
    tokens = [_singular(w) for w in _WORD.findall(lower)]
    bare = _singular(head.casefold())
    if bare in words.press_offices:  # "the army's media wing" is the army's
        tokens = [t for t in tokens if words.specific.get(t) != "media"]
    owner = _owner_of_medium(lower, words)
    if owner is not None:
        return owner
    if _heads_association(tokens, bare, words):
        return "rights group"
    if bare in words.specific:
        return words.specific[bare]
    if bare not in words.carriers and words.weak.get(bare) == "resident":  # "a parish priest"
        return "resident"
    for token in tokens if bare in words.carriers else list(reversed(tokens)):
        kind_ = words.specific.get(token)
        if token in words.never_before:
            continue
        if kind_ is not None and not (head and kind_ in words.head_only and bare not in words.carriers):
            return kind_
    return "rights group" if bare in words.associations else None  # "the teachers' union"


def _owner_of_medium(lower: str, words: SourceWords) -> SourceKind | None:
    """The kind of "the rebels' clandestine radio" and "the insurgents' website": a band's medium speaks for it."""
    owned = _OWNED.match(lower)
    if owned is None:
        return None
    kinds = [{words.specific.get(_singular(word)) for word in _WORD.findall(part)} for part in owned.groups()]
    return "armed group" if "armed group" in kinds[0] and "media" in kinds[1] else None


def _heads_association(tokens: Sequence[str], head: str, words: SourceWords) -> bool:
    """True for an office that a union has, too: "the president of the drivers' union", "the association's chairman"."""
    office = head in words.offices if head else not words.offices.isdisjoint(tokens)
    return office and not words.associations.isdisjoint(tokens)


def _by_phrase(text: str, words: SourceWords) -> SourceKind | None:
    """The kind by the phrases of the list in the words: the last one before a preposition ("UN aid agency OCHA in the
    national capital"), else the longest."""
    lower = " ".join(text.replace("’", "'").casefold().split())
    found = [
        (match.start(), match.end(), kind)
        for phrase, kind in words.phrases
        if phrase in lower
        and (match := re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", lower)) is not None
    ]
    head = len(_TAIL.split(lower)[0])
    named = [one for one in found if one[1] <= head]
    if named:
        return max(named, key=lambda one: (one[1], -one[0]))[2]
    return found[0][2] if found else None


def _weak(text: str, actors: Sequence[ActorMention], words: SourceWords) -> SourceKind | None:
    """The kind by words that tell little; a rank is an army's or, where the report is of police, the police's."""
    tokens = [_singular(w).rstrip(".") for w in _WORD.findall(text.casefold())]
    named = [words.weak[t] for t in tokens if t in words.weak]
    telling = [kind for kind in named if kind != "unnamed"]
    if telling[:1] == ["military"]:
        police = sum((a.actor.actor_id or "").endswith("-police") for a in actors)
        army = sum((a.actor.actor_id or "").endswith("-military") for a in actors)
        return "government" if police > army else "military"
    return telling[0] if telling else named[0] if named else None


def _rank_in(text: str, words: SourceWords) -> str:
    """The rank in the words, or "": an officer of an army's media office is no journalist."""
    tokens = (_singular(part).rstrip(".") for part in re.split(r"[\s-]+", text.casefold()))
    return next((token for token in tokens if words.weak.get(token) == "military"), "")


def _singular(word: str) -> str:
    word = word.strip("'’-")
    word = word if word.count(".") > 1 else word.rstrip(".")
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    if word in load_source_words().specific or word in load_source_words().weak:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
