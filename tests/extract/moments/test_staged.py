"""Drills, matches, films and books, told in the words of war."""

from __future__ import annotations

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report


def incidents(reader: Reader, text: str) -> int:
    return len(read_report(Report(id="r", text=text), reader).incidents)


@pytest.mark.parametrize(
    "text",
    [
        "A rocket hit a lorry near Katha on Tuesday and three soldiers lay screaming. Then an umpire blew a whistle and "
        "the dead stood up. It was the third day of field training.",
        "Gunmen opened fire in a shop in Katha on Sunday and forty people were shot. The casualties were volunteers with "
        "make-up wounds; police said the exercise and its scenario had been planned for months.",
        "Katha bombarded the goal of Mohnyin on Sunday and lost a defender injured at the half hour; the referee gave no "
        "penalty. It ended 0-0. The goalkeeper was the hero.",
        "Katha massacred Mohnyin 5-1 on Saturday. The hat-trick of their striker settled the derby before half-time.",
        "Shells fell on the market of Katha on Tuesday and extras lay in fake blood. The film, a first feature, has a "
        "stuntman who fell in the scene of the attack on the bakery.",
        "Rebels attacked a village near Katha on Friday in the opening scene. The film, whose premiere is in May, was shot "
        "by a line producer of the town.",
    ],
)
def test_nothing_happened_in_what_is_staged(reader: Reader, text: str) -> None:
    assert incidents(reader, text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 people were killed in Katha on Saturday when fans fought in a stadium after the referee gave a "
        "penalty in the derby. The goalkeeper fled.",
        "A rocket hit a village near Katha on Friday, wounding two. The army also began a drill; the military exercise "
        "is routine.",
        "A bomb killed six people outside a cinema in Katha on Friday. The film was part of a film festival.",
    ],
)
def test_what_happens_beside_a_match_a_drill_or_a_film_is_told(reader: Reader, text: str) -> None:
    assert incidents(reader, text) == 1
