"""A parsed report keeps the text to the letter, whatever the parser was shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.text import Document

TEXTS = [
    "Rebels overran an outpost.\n\nA resident said: “They came at night.”",
    " date 2024-05-01 News Rebels Torched Two Outposts\n\nMILITANTS hit a stronghold. Insurgents fled.",
    "no punctuation at all",
    "   \n\n  ",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_and_sentences_stand_where_the_text_has_them(
    text: str, parse: Callable[..., Document]
) -> None:
    document = parse(text)
    assert document.doc.text == text
    for sentence in document.sentences:
        words = document.tokens(sentence)
        assert text[words[0].idx : words[-1].idx + len(words[-1].text)] == sentence.span.of(text)


def test_a_word_of_the_field_is_parsed_by_its_stand_in_and_keeps_its_lemma(
    parse: Callable[..., Document],
) -> None:
    document = parse("Northern Front fighters overran and burned an army and police outpost on Monday.")
    verb = next(token for token in document.doc if token.text == "overran")
    assert (verb.pos_, verb.lemma_, verb.dep_) == ("VERB", "overrun", "ROOT")
    assert next(token for token in document.doc if token.text == "outpost").pos_ == "NOUN"


def test_beside_a_stand_in_contractions_are_read_as_the_tokenizer_knows_them(
    parse: Callable[..., Document],
) -> None:
    document = parse("Residents of the outpost didn’t leave, and the army doesn’t count them.")
    assert [token.dep_ for token in document.doc if token.text == "n’t"] == ["neg", "neg"]


def test_a_sentence_never_crosses_a_blank_line(parse: Callable[..., Document]) -> None:
    document = parse("Fire in the old market\n\nThe market burned on Friday")
    assert [sentence.span.of(document.text) for sentence in document.sentences] == [
        "Fire in the old market",
        "The market burned on Friday",
    ]


def test_a_report_longer_than_a_block_is_one_text(parse: Callable[..., Document]) -> None:
    calm = "The market opened at eight and closed at noon. " * 1400
    document = parse(calm + "\n\n" + "Rebels overran an outpost. " * 5 + "\n\n" + calm)
    assert document.doc.text == document.text
    assert sum(token.lemma_ == "overrun" for token in document.doc) == 5


@pytest.mark.parametrize(
    "row", ["(" * 500, ". " * 300, "\u0301" * 500, "=" * 200, '"' * 900, "👩‍👩‍👧‍👦" * 40]
)
def test_a_row_of_signs_is_a_few_tokens_and_the_words_around_it_stay(
    parse: Callable[..., Document], row: str
) -> None:
    text = f"Rebels overran a post.\n{row}\nTwo men died there."
    document = parse(text)
    assert document.doc.text == text
    assert len(document.doc) < 20
    words = [token.text for token in document.doc if token.is_alpha]
    assert words == ["Rebels", "overran", "a", "post", "Two", "men", "died", "there"]


@pytest.mark.parametrize("unit", [" — ", "2023-01-", "army-backed-", "([", "A ", "a/"])
def test_what_never_ends_is_a_handful_of_tokens(parse: Callable[..., Document], unit: str) -> None:
    """Nothing of it is lost, and what stands around it is read as ever."""
    text = f"Rebels burned a post in Ora. {unit * 2_000} Two men died."
    document = parse(text)
    assert document.doc.text == text
    assert len(document.doc) < 500
    assert [t.lower_ for t in document.doc][-4:-1] == ["two", "men", "died"]


def test_what_is_said_for_ever_is_read_a_few_times_and_news_around_it_as_ever(
    parse: Callable[..., Document],
) -> None:
    again = "Rebels attacked a post near Ora on Monday, killing two men. "
    text = f"Troops burned a mill in Bel.\n\n{again * 400}\n\nA boat sank in the harbour."
    document = parse(text)
    assert document.doc.text == text
    assert len(document.doc) < 600
    assert sum(token.lemma_ == "attack" for token in document.doc) in range(2, 30)
    assert {"burn", "sink"} <= {token.lemma_ for token in document.doc}
