"""Private persons are found by the words beside their name, and places, bodies and days are not taken for them."""

from __future__ import annotations

from collections import Counter

import invented
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.publish.introduced import _patterns, find_introduced, may_be_introduced, words_of
from dateline.publish.items import Item
from dateline.publish.persons import find_persons
from dateline.publish.redact import redact_items
from dateline.records import Actor, Target

NAMED = [
    ("Gunmen shot the farmer Bawa Sulezan near the well", ("Bawa Sulezan",)),
    ("The dead are the traders Karo Oseiba and Lam Wintar", ("Karo Oseiba", "Lam Wintar")),
    ("Karo Oseiba, a cattle herder from Ora, was beaten", ("Karo Oseiba",)),
    ("Mira Lozana, the dead man’s sister, said so", ("Mira Lozana",)),
    ("A neighbour, Mira Lozana, saw the men leave", ("Mira Lozana",)),
    ("They took his eldest son, Yusufan, and left", ("Yusufan",)),
    ("The victim was identified as Jon van der Moorden", ("Jon van der Moorden",)),
    ("Police identified them as Karo Oseiba and Lam Wintar", ("Karo Oseiba", "Lam Wintar")),
    ("a young man called Wintaro had been seen", ("Wintaro",)),
    ("the killing of Karo Oseiba in March", ("Karo Oseiba",)),
    ("the body of the teacher Mira Lozana was found", ("Mira Lozana",)),
    ("Men burned Karo Oseiba’s shop and Lam Wintar's house", ("Karo Oseiba", "Lam Wintar")),
]
NOBODY = [
    "Residents of Quen Town fled to the Ora River",
    "the shooting of River Army fighters",
    "A farmer told Riverbank News on Monday",
    "a village called Ora Quen was burned",
    "Residents said Friday that the farmers Union Square stood empty",
    "the home of the River Army in Quen State",
    "the trader, Radio Mangrove reported, had fled",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_the_words_beside_a_name_tell_that_it_is_one(text: str, names: tuple[str, ...]) -> None:
    assert sorted(set(find_introduced(text))) == sorted(names)
    assert set(names) <= set(find_persons(text))


@pytest.mark.parametrize("text", NOBODY)
def test_places_bodies_and_days_are_nobody(text: str) -> None:
    assert find_introduced(text) == []


WORDS = st.lists(
    st.sampled_from(
        ["Bawa ", "Sule", "’s ", "'s ", "house", "farmer ", "farmers ", "son ", "his ", "of ", ", a ", ", the ", "trader",
         "identified as ", "known as ", "man ", "called ", "and ", ", ", "body ", "\n", "told ", "(", "“", "-", "\u00a0", "al-", "de "]
    ),
    max_size=9,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(text=WORDS)
def test_the_cheap_look_hides_no_name_from_the_patterns(text: str) -> None:
    if any(pattern.search(text) for pattern in _patterns()):
        assert may_be_introduced(text, words_of(text))


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_a_person_of_the_sentences_is_masked_in_title_target_and_party(
    item: Item, text: str, names: tuple[str, ...]
) -> None:
    quote = msgspec.structs.replace(item.quotes[0], text=text)
    head = msgspec.structs.replace(item.reports[0], title=f"What befell {' and '.join(names)}")
    targets = (Target(as_written=f"the cart of {names[0]}"),)
    side = (Actor(as_written=f"men of {names[-1]}", name="a band", inter=3),)
    line = msgspec.structs.replace(item.incident, targets=targets, side_a=side)
    told_of = msgspec.structs.replace(item, incident=line, quotes=(quote,), reports=(head,))
    (shown,) = redact_items([told_of], "partner", Counter())
    told = msgspec.json.encode(shown).decode("utf-8")
    assert [part for name in names for part in (name, name.split()[-1]) if part in told] == []
    assert invented.make_report().outlet in told


def test_a_party_of_the_roster_is_no_excuse_to_show_a_person(item: Item) -> None:
    side = tuple(
        msgspec.structs.replace(one, as_written="cousins of Bawa Sulezan") for one in item.incident.side_a
    )
    quote = msgspec.structs.replace(item.quotes[0], text="They shot the farmer Bawa Sulezan")
    line = msgspec.structs.replace(item.incident, side_a=side)
    (shown,) = redact_items(
        [msgspec.structs.replace(item, incident=line, quotes=(quote,))], "partner", Counter()
    )
    assert shown.incident.side_a[0].actor_id
    assert shown.incident.side_a[0].as_written == "cousins of [name held]"
