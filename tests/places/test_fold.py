"""Keys of names: exact ones ignore how a name is set, loose ones how it is romanised."""

from __future__ import annotations

import pytest

from dateline.places.burmese import burmese_skeleton, burmese_sound, romanise
from dateline.places.fold import fold_name, fold_sound, loose_keys


@pytest.mark.parametrize(
    ("a", "b"),
    [("Mrauk-U", "mrauk u"), ("St. Oran", "Saint Oran"), ("Ḩimş", "Hims"), ("Deir ez-Zor", "Deir Ez Zor")],
)
def test_exact_keys_meet(a: str, b: str) -> None:
    """Case, marks, spaces and hyphens are no part of the key."""
    assert fold_name(a) == fold_name(b)


def test_exact_keys_differ() -> None:
    """Another name has another key."""
    assert fold_name("Hpakant") != fold_name("Hpakan")
    assert fold_name("ဖားကန့်") not in {"", fold_name("ကာမိုင်း")}


@pytest.mark.parametrize(
    ("press", "official"),
    [
        ("Htar Yar Mine", "Hta Ya Maing"),
        ("Lone Gyi", "Long Kyi"),
        ("Sel Taw", "Se Taw"),
        ("Bamyin", "Hpa Myin"),
    ],
)
def test_burmese_spellings_meet(press: str, official: str) -> None:
    """A voiced or aspirated letter, "ar" for a, "el" for e and "ine" for aing make no difference."""
    assert burmese_sound(press) == burmese_sound(official)
    assert loose_keys(press, "my") & loose_keys(official, "my")


def test_script_meets_romanisation() -> None:
    """The script is turned into the same sounds as its romanisations."""
    assert romanise("ကာမိုင်း") == "kamaing"
    assert burmese_sound("ကာမိုင်း") == burmese_sound("Kamaing")
    assert burmese_skeleton("ဆယ်ဇင်း") == burmese_skeleton("Sel Zin")


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [("ar", "Deir Hafir", "Dayr Hafer"), ("ar", "al-Qusayr", "Kuseir"), ("uk", "Zaliznychne", "Zaliznichne")],
)
def test_other_languages_meet(language: str, a: str, b: str) -> None:
    """Romanisations of Arabic and Ukrainian fall together."""
    assert fold_sound(a, language) == fold_sound(b, language)
