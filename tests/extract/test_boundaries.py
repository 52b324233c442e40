"""Where one incident ends and the next begins: totals and their parts, sentences that open anew."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> ReadReport:
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)


def killed(read: ReadReport) -> list[int | None]:
    return [
        next((t.value.best for t in one.toll if t.value.outcome == "killed"), None) for one in read.incidents
    ]


def test_the_parts_of_a_total_are_told_apart_from_it(reader: Reader) -> None:
    found = read(
        reader,
        "Police posts in Mosul came under attack from two suicide bombers and a car bomb on Wednesday, and eight "
        "people were killed.\n\nA suicide bomber drove a lorry into the gate of a police post, killing five "
        "people.\n\nIn the west of the city, meanwhile, three people died as a car bomb went up near a police patrol.\n",
    )
    assert killed(found) == [8, 5, 3]


def test_one_of_them_is_a_part(reader: Reader) -> None:
    found = read(
        reader,
        "Two suicide bombers struck checkpoints in Mosul on Wednesday, leaving seven people dead.\n\nIn one of "
        "the attacks a bomber blew himself up among soldiers and killed four of them.\n",
    )
    assert killed(found) == [7, 4]
