"""Plain text: day, headline and outlet as the text tells them, and the text itself as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dateline.errors import UnusableInput
from dateline.ingest.dates import find_dates
from dateline.ingest.decode import is_zawgyi
from dateline.ingest.outlet import find_outlet
from dateline.ingest.text import find_headline
from dateline.records import Arrival

Read = Callable[..., list[Arrival | UnusableInput]]

RUN_TOGETHER = (
    " date 2024-03-04 Unrest Rebels Overrun Post in Oram\n\n"
    "A burned post. / The Quen Herald\n\n"
    "Rebels overran a post in Oram on Sunday, a resident told The Quen Herald.\n\n"
    "The Quen Herald could not independently verify the report.\n"
)


def test_a_first_line_run_together_gives_day_headline_and_the_outlet_that_speaks(read: Read) -> None:
    (found,) = read("a.txt", RUN_TOGETHER)
    assert isinstance(found, Arrival)
    report = found.report
    assert report.text == RUN_TOGETHER
    assert (report.published, report.outlet) == (date(2024, 3, 4), "The Quen Herald")
    assert report.headline == "Unrest Rebels Overrun Post in Oram"
    assert found.raw == RUN_TOGETHER.encode()
    assert found.notes == ()


def test_the_same_text_has_the_same_id_under_any_name(read: Read) -> None:
    (one,), (two,), (other,) = (
        read("a.txt", RUN_TOGETHER),
        read("b.txt", RUN_TOGETHER),
        read("c.txt", "Other. " * 3),
    )
    assert isinstance(one, Arrival)
    assert isinstance(two, Arrival)
    assert isinstance(other, Arrival)
    assert one.report.id == two.report.id != other.report.id


def test_mark_and_line_ends_are_the_only_things_changed(read: Read) -> None:
    (found,) = read("a.txt", b"\xef\xbb\xbfTwo men  died.\r\n\r\n\tA post fell.\r\n")
    assert isinstance(found, Arrival)
    assert found.report.text == "Two men  died.\n\n\tA post fell.\n"


def test_a_given_day_wins_and_the_other_is_noted(read: Read) -> None:
    (found,) = read("a.txt", RUN_TOGETHER, published=date(2024, 3, 5))
    assert isinstance(found, Arrival)
    assert found.report.published == date(2024, 3, 5)
    assert found.notes == (
        "more than one date: took 2024-03-05, the one given; also 2024-03-04 in first line",
    )


def test_two_days_in_one_text_are_noted_and_the_better_is_taken(read: Read) -> None:
    (found,) = read(
        "a.txt", "Monday, March 11, 2024\n\nA post falls\n\nPublished: 4 March 2024\n\nRebels came.\n"
    )
    assert isinstance(found, Arrival)
    assert found.report.published == date(2024, 3, 4)
    assert found.notes == (
        "more than one date: took 2024-03-04, the one in a line with 'published'; "
        "also 2024-03-11 in a line of its own",
    )


def test_no_day_is_noted_and_nothing_is_made_up(read: Read) -> None:
    (found,) = read("a.txt", "Rebels overran a post on Monday.")
    assert isinstance(found, Arrival)
    assert found.report.published is None
    assert "no publication date found" in found.notes[0]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("date 2024-03-04 Post falls", "2024-03-04"),
        ("2024-03-04", "2024-03-04"),
        ("Published: 2024-03-04 18:22", "2024-03-04"),
        ("Posted on Monday, March 4, 2024 at 5 pm", "2024-03-04"),
        ("Last updated: 4 Mar 2024", "2024-03-04"),
        ("By Ana Boro | 4 March 2024", "2024-03-04"),
        ("4th of March 2024", "2024-03-04"),
        ("Mon, Sept. 2, 2024", "2024-09-02"),
        ("12:26 04.03.2024", "2024-03-04"),
        ("March 4, 2024 (ORAM) – A raid left four dead.", "2024-03-04"),
        ("Monday, March 04, 2024 - At least four died.", "2024-03-04"),
        ("QUEN CITY, 4 MAR 90 (AGENCY) -- [TEXT] THE ARMY DENIED", "1990-03-04"),
        ("23/04/2024", "2024-04-23"),
        ("04/23/2024", "2024-04-23"),
        ("03/04/2024", None),
        ("Rebels took the post on March 4, 2024, the army said, and held it.", None),
        ("QUEN CITY, March 4 (Agency) - Four died.", None),
        ("2024-13-45 Post falls", None),
        ("On 4 March 2024 the rebels", None),
    ],
)
def test_the_day_a_line_gives(line: str, day: str | None) -> None:
    found = find_dates(f"A post falls\n\n{line}\n\nRebels came.")
    if line.startswith(("date", "2024-03-04")):
        found = find_dates(f"{line}\n\nRebels came.")
    assert (found[0].day.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("date 2024-03-04 Post falls in Oram\n\nRebels came.", "Post falls in Oram"),
        ("date 2024-03-04 World | Post falls in Oram\n\nRebels came.", "Post falls in Oram"),
        ("date 2024-03-04 Rebels came on Monday. Two died.\n\nMore.", None),
        ("Post falls in Oram\n\nRebels came.", "Post falls in Oram"),
        ("4 March 2024\n\nPost falls in Oram\n\nRebels came.", "Post falls in Oram"),
        ("Advertisement\n\nPost falls in Oram\n\nRebels came.", "Post falls in Oram"),
        ("Rebels overran a post on Monday.\n\nTwo died.", None),
        ("", None),
    ],
)
def test_the_headline_a_text_gives(text: str, headline: str | None) -> None:
    assert find_headline(text) == headline


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("A nurse told Quen Radio. Another man told Quen Radio the same.", "Quen Radio"),
        ("Smoke. / Quen Radio\n\nA nurse told Quen Radio so.", "Quen Radio"),
        ("ORAM (Quen Wire) – Four died.", "Quen Wire"),
        ("the Quen Post was unable to confirm this. / The Quen Post\n", "The Quen Post"),
        ("A nurse told Quen Radio.", None),
        ("Smoke. / Quen Radio\n\nRebels came.", None),
        ("March 4, 2024 (ORAM) – Four died.", None),
        ("One told Bel Radio, told Bel Radio. Two told Quen Radio, told Quen Radio.", None),
        ("The army could not confirm the report.", None),
    ],
)
def test_the_outlet_is_the_name_the_text_uses_for_itself(text: str, outlet: str | None) -> None:
    assert find_outlet(text) == outlet


@pytest.mark.parametrize(
    ("text", "zawgyi"),
    [
        ("ျမန္မာႏိုင္ငံ ေနျပည္ေတာ္ တိုက္ပြဲမ်ား", True),
        ("ေမာင္ေမာင္ ေဒၚလွလွ", True),
        ("မြန်မာနိုင်ငံ နေပြည်တော် တိုက်ပွဲများ ဖြစ်ပွားခဲ့သည်။ ဒေသခံများက ပြောသည်။", False),
        ("ကချင်ပြည်နယ် ဖားကန့်မြို့နယ်", False),
        ("တက္ကသိုလ် အင်္ဂါနေ့ သတ္တုတွင်း", False),
        ("Rebels overran a post.", False),
        ("လၢႆးတႆး မိူင်းတႆး ၵႃႈၶၼ်", False),
    ],
)
def test_zawgyi_is_told_from_unicode(text: str, zawgyi: bool) -> None:
    assert is_zawgyi(text) is zawgyi
