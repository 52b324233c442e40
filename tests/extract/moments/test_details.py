"""A long report tells its one act in the lead and its details below: what belongs to it, and what is another act."""

from __future__ import annotations

import pytest
from telling import incidents

from dateline.codebook import EventType
from dateline.extract.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen on Thursday evening attacked a community in Kachin State, killing at least five people, residents said.\n\n"
        "Several houses were also burnt in the attack.",
        "Bandits on Monday killed two women and a man in southern Zamfara, razing over 40 houses, residents said.\n\nScores of "
        "men on motorcycles, at about 6:30pm, stormed Tungar Kudaku village of Kware ward, in Maru Local Government Area, the "
        "villagers said.",
        "Raiders on Tuesday attacked a village in Pibor county, killing five, residents said.\n\nThe county chairman told "
        "reporters on Wednesday in Juba that the raiders stormed the village at dawn.",
        "Navy ships fought a battle with rebel boats off the eastern coast of Sri Lanka on Tuesday, sinking two, the military "
        "said.\n\nThe battle, which also left a sailor dead, came as fighting in the north has worsened in recent days.",
        "The navy said its ships killed 70 rebels in a battle at sea on Monday.\n\nShips on naval operation had seen the boats "
        "late on Sunday night, the navy said.",
    ],
    ids=["in the attack", "homes are no targets", "where it was said", "how things stand", "on operation"],
)
def test_a_detail_told_below_opens_no_incident(reader: Reader, text: str) -> None:
    assert len(incidents(reader, *text.split("\n\n"))) == 1


def test_troops_that_fight_in_another_town_are_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "A suicide bomber hit an army post on Thursday in Fallujah, killing 25 people, police said. American troops backed by "
        "helicopters clashed with gunmen in western Baghdad in a battle that lasted hours.",
    )
    assert len(found) == 2


def test_a_province_that_somebody_took_long_ago_takes_in_no_later_act(reader: Reader) -> None:
    found = incidents(
        reader,
        "At least 27 people were killed on Monday in an air strike on a market in southern Yemen, residents said.",
        "The village lies in Lahij province, which the Houthis captured in January as they advanced on Aden.",
        "On Sunday, residents said helicopters attacked a village in Hajjah province, killing at least 30 people.",
    )
    assert [str(one.date.value.start)[:7] for one in found if one.date] == ["2024-05", "2024-01", "2024-05"]
    assert found[1].event_type.value is EventType.BATTLES
