"""Mentions found by their place are those that a look at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.grammar.windows import Covered, around, back_from, inside, overlapping, shortly_before
from dateline.extract.mentions import TimeMention
from dateline.records import Report, Span
from dateline.text import parse_report

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 9))


SENTENCES = parse_report(
    Report(id="s", text="They came. They shot at it. Nobody ran. It burned. Troops left at noon.")
)


def mention(span: Span) -> TimeMention:
    return TimeMention(span=span, text="", type="DATE", value="")


@given(st.lists(spans, max_size=30), spans)
def test_the_same_as_a_look_at_all(places: list[Span], span: Span) -> None:
    mentions = [mention(place) for place in sorted(places)]
    assert inside(mentions, span) == [one for one in mentions if span.covers(one.span)]
    assert around(mentions, span) == [one for one in mentions if one.span.covers(span)]
    assert overlapping(mentions, span) == [one for one in mentions if one.span.overlaps(span)]
    assert Covered(places).overlaps(span) == any(place.overlaps(span) for place in places)
    ended = [one for one in mentions if one.span.end <= span.start]
    assert list(back_from(mentions, span.start)) == ended[::-1]


def test_quotations_and_paragraphs_of_a_text() -> None:
    text = "“Two died,” she said. “More will.”\n\nHe said nothing.\n\n“It burned.” Troops left."
    document = parse_report(Report(id="r", text=text))
    for start in range(0, len(text) - 3):
        span = Span(start, start + 3)
        assert document.quotes_over(span) == tuple(q for q in document.quotes if q.span.overlaps(span))
        assert document.in_quote(span) == next((q for q in document.quotes if q.span.covers(span)), None)
    for number in range(4):
        assert document.paragraph(number) == tuple(s for s in document.sentences if s.paragraph == number)


@given(st.lists(spans, max_size=20), st.integers(0, 69), st.integers(0, 3))
def test_shortly_before_is_a_look_at_all_that_ended(places: list[Span], offset: int, back: int) -> None:
    mentions = [mention(place) for place in sorted(places)]
    here = SENTENCES.sentence_at(offset).index
    wanted = [
        one
        for one in mentions
        if one.span.end <= offset and here - SENTENCES.sentence_at(one.span.start).index <= back
    ]
    assert shortly_before(SENTENCES, mentions, offset, sentences=back) == wanted
