"""Who says it, what kind of source they are, and what they answer for."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.attribution.reading import read_sources
from dateline.extract.mentions import SourceMention
from dateline.extract.who.reading import read_actors
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "attribution.toml").read_text(encoding="utf-8"))[
    "case"
]


def sources_of(document: Document) -> tuple[SourceMention, ...]:
    return read_sources(document, read_actors(document))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_the_speakers_of_a_text(case: dict[str, Any], parse: Callable[..., Document]) -> None:
    document = parse(case["text"])
    found = [
        (m.attribution.original, m.attribution.kind, list(m.attribution.via), m.scope[-1].of(document.text))
        for m in sources_of(document)
    ]
    assert [entry[:3] for entry in found] == [tuple(want[:3]) for want in case["sources"]]
    assert [got[3].endswith(want[3]) for got, want in zip(found, case["sources"], strict=True)] == [
        True
    ] * len(found)


def test_she_is_the_resident_who_spoke_before(parse: Callable[..., Document]) -> None:
    text = "Soldiers burned the mill, a town resident said.\n\n“I saw the smoke. Nobody was hurt,” she said."
    first, second = sources_of(parse(text))
    assert first.attribution.original == second.attribution.original == "a town resident"
    assert second.attribution.kind == "resident"
    assert second.attribution.quoted


def test_a_trailing_source_answers_for_the_sentences_before_it(parse: Callable[..., Document]) -> None:
    document = parse(
        "Rebels hit a post near Ora. Rice was taken, according to a rebel officer.\n\nIt rained in Bel."
    )
    source, carried = sources_of(document)
    assert (carried.rule, carried.scope[0].of(document.text)) == ("attribution.carried", "It rained in Bel.")
    assert [span.of(document.text) for span in source.scope] == [
        "Rebels hit a post near Ora.",
        "Rice was taken, according to a rebel officer.",
    ]


def test_a_quotation_goes_on_in_the_next_paragraph(parse: Callable[..., Document]) -> None:
    document = parse(
        "“They came at dawn,” a villager said.\n\n“They took the cattle.”\n\nThe road is closed."
    )
    (source,) = sources_of(document)
    assert [span.of(document.text) for span in source.scope][-1] == "“They took the cattle.”"


def test_a_party_that_fights_is_a_party_to_the_conflict(parse: Callable[..., Document]) -> None:
    text = (
        "In Myanmar the KIA attacked junta troops, a KIA spokesman said. A shopkeeper said two shops burned."
    )
    flags = {m.attribution.kind: m.attribution.party_to_conflict for m in sources_of(parse(text))}
    assert flags == {"armed group": True, "resident": False}


def test_reportedly_is_the_outlets_own_voice_with_a_doubt(parse: Callable[..., Document]) -> None:
    (source,) = sources_of(parse("Two convoys reportedly left the town.", outlet="The Daro Herald"))
    assert source.attribution.original == "The Daro Herald"
    assert (source.attribution.kind, source.attribution.hedged) == ("media", True)


def test_two_speakers_of_one_sentence_answer_for_their_own_clauses(parse: Callable[..., Document]) -> None:
    document = parse("The army said five soldiers died, while rebels said twenty were killed.")
    army, rebels = sources_of(document)
    assert "five" in " ".join(span.of(document.text) for span in army.scope)
    assert "five" not in " ".join(span.of(document.text) for span in rebels.scope)
