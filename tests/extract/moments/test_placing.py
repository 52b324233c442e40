"""Where an incident was when the sentence of its act names no place, or only a wide one."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report


def places(reader: Reader, text: str) -> list[str | None]:
    """The places of a report's incidents as its text writes them."""
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    return [one.location.value.as_written if one.location else None for one in read.incidents]


def test_the_village_that_the_next_sentences_name_is_more_exact_than_the_state(reader: Reader) -> None:
    text = (
        "Armed bandits stormed a community of Zamfara State on Friday and killed one person.\n\nThe men came to Zzyqaba "
        "village at about 11:30 pm, an official said.\n"
    )
    assert places(reader, text) == ["Zzyqaba"]


def test_a_sentence_of_another_year_does_not_tell_where(reader: Reader) -> None:
    text = "Armed bandits killed one person in Zamfara State on Friday.\n\nIn 2019 the governor opened a road in Gusau.\n"
    assert places(reader, text) == ["Zamfara"]


def test_where_the_harmed_are_nursed_is_not_where_they_were_shot(reader: Reader) -> None:
    text = (
        "Gunmen shot dead five herders in Zamfara State on Sunday.\n\n"
        "Some of the hurt are in Gusau hospital, an elder said.\n"
    )
    assert places(reader, text) == ["Zamfara"]


def test_here_is_the_place_of_the_dateline(reader: Reader) -> None:
    text = "MAIDUGURI, Nigeria (Agency) - Gunmen killed two policemen on a farm road here on Wednesday, police said.\n"
    assert places(reader, text) == ["MAIDUGURI"]


def test_what_residents_tell_happened_where_they_live(reader: Reader) -> None:
    text = "Residents of Maiduguri reported that a drone dropped bombs on a market on Sunday night, killing three traders.\n"
    assert places(reader, text) == ["Maiduguri"]


def test_the_narrower_of_two_places_is_taken_though_no_gazetteer_knows_it(reader: Reader) -> None:
    text = "One more police station, at Zzyqsar in the coastal district of Gwadar, was attacked on Monday and burned.\n"
    assert places(reader, text) == ["Zzyqsar"]


def test_an_act_with_its_own_day_does_not_take_the_village_of_another_paragraph(reader: Reader) -> None:
    text = (
        "Soldiers killed three men in Damasak village in Borno State on Monday.\n\n"
        "On Thursday rebels attacked an army post and killed four soldiers.\n"
    )
    first, second = places(reader, text)
    assert (first, second) == ("Damasak", "Borno")


def test_within_a_country_named_first_the_town_behind_it_is_taken(reader: Reader) -> None:
    text = "In Sudan, eight people were killed in a drone strike by rebels that hit a market in El Fasher on Monday.\n"
    assert places(reader, text) == ["El Fasher"]


def test_a_local_government_area_is_where_and_not_who(reader: Reader) -> None:
    text = "Gunmen killed two traders in Chikun local government area of Kaduna State on Tuesday.\n"
    assert places(reader, text) == ["Chikun"]


def test_the_end_of_the_road_is_not_where_the_village_on_it_was_taken(reader: Reader) -> None:
    text = (
        "The rebels took control of Zzyqanga on Monday after capturing villages on the road that links it to the "
        "provincial capital Goma.\n"
    )
    assert places(reader, text) == ["Zzyqanga"]


def test_the_town_is_taken_and_not_where_the_road_beside_it_leads(reader: Reader) -> None:
    text = (
        "An attack on a convoy killed 14 soldiers on Monday near the Balochistan fishing town of Pasni on a highway that "
        "follows the coast to the city of Karachi.\n"
    )
    assert places(reader, text) == ["Pasni"]


def test_a_region_that_owns_a_township_is_the_wider_of_the_two(reader: Reader) -> None:
    text = "An air strike on a hamlet in Sagaing Region’s Pale Township killed ten civilians on Monday.\n"
    assert places(reader, text) == ["Pale"]


def test_a_bridge_that_no_gazetteer_knows_is_called_a_bridge(reader: Reader) -> None:
    text = "A roadside bomb killed three women near Zzyqagoye bridge on Monday.\n"
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    assert [one.location and one.location.value.name for one in read.incidents] == ["Zzyqagoye bridge"]


def test_a_town_told_in_passing_later_does_not_outdo_the_first(reader: Reader) -> None:
    text = (
        "Raiders killed four herders at Zzyqong camp in Bor County on Monday.\n\nThe raid was the third; its victims, whose "
        "bodies were seen by a team that had left Juba, were killed at dawn.\n"
    )
    assert places(reader, text)[0] == "Zzyqong"


def test_two_days_of_one_sentence_are_two_incidents(reader: Reader) -> None:
    text = (
        "The army attacked a village in Kutkai Township on May 3, near the place where rebels had attacked it a day "
        "earlier.\n"
    )
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    assert sorted(str(one.date.value.start) for one in read.incidents) == ["2024-05-02", "2024-05-03"]


def test_the_attack_of_the_next_sentence_says_where_in_the_state_it_was(reader: Reader) -> None:
    text = (
        "Jets bombed a ferry landing in Rakhine State on Wednesday, killing 23 people.\n\nThe attack took place in Kyauktaw "
        "township at noon. A shell had killed a man near Mrauk-U in January.\n"
    )
    assert places(reader, text)[0] == "Kyauktaw"


def test_where_the_victims_were_from_is_not_where_they_were_shot(reader: Reader) -> None:
    text = (
        "Gunmen blocked the route near Zzyqent late on Wednesday and shot dead seven labourers from Punjab.\n"
    )
    assert places(reader, text) == ["Zzyqent"]


def test_residents_of_a_village_that_no_gazetteer_knows_were_killed_there(reader: Reader) -> None:
    assert places(reader, "Gunmen killed 23 residents of al-Zzyqiyah and looted shops on Monday.\n") == [
        "al-Zzyqiyah"
    ]


def test_a_side_of_a_city_yields_to_the_town_told_after_it(reader: Reader) -> None:
    text = (
        "A suicide bomber blew himself up at an army checkpoint west of Baghdad on Friday, killing three soldiers.\n\n"
        "The attack took place at the entrance of Zzyqheet town.\n"
    )
    assert places(reader, text) == ["Zzyqheet"]


def test_the_country_beyond_a_border_is_not_where_something_was(reader: Reader) -> None:
    text = (
        "Gunmen ambushed soldiers near the border with Niger on Monday, killing twelve of them.\n\n"
        "The ambush was laid near Zzyqoun village in Sourou province of Burkina Faso.\n"
    )
    assert places(reader, text) == ["Zzyqoun"]


def test_a_sentence_that_only_says_where_it_was_places_it(reader: Reader) -> None:
    text = (
        "Four traders were killed and two injured in a raid in Danmusa district, Katsina State, on Tuesday.\n\n"
        "The incident occurred in Zzyqmayang payam, an elder said.\n"
    )
    assert places(reader, text) == ["Zzyqmayang"]


def test_a_village_that_no_pack_knows_may_lie_in_a_district_that_none_knows(reader: Reader) -> None:
    text = (
        "A trader was killed during an attack by armed youth in Zzyqayod County in Jonglei State on Saturday.\n\n"
        "The youth attacked the county's Zzyqgoak area before dawn, killing the man, an official said.\n"
    )
    assert places(reader, text) == ["Zzyqgoak"]


def test_where_those_were_who_fired_is_not_where_it_hit(reader: Reader) -> None:
    text = (
        "On Monday a gunboat at the mouth of the Zzyqladan fired on Zzyqphyu village, killing five people.\n"
    )
    assert places(reader, text) == ["Zzyqphyu"]


def test_an_act_keeps_its_own_day_beside_that_of_what_it_led_to(reader: Reader) -> None:
    text = "Tension gripped the town of Goma again today after a guard was shot dead by gunmen near Ora last night.\n"
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    assert [one.date.value.start for one in read.incidents if one.date] == [date(2024, 5, 9)]


def test_this_district_is_that_of_the_dateline_or_the_one_named_before(reader: Reader) -> None:
    dateline = "CHARSADDA: Calm had returned, police said.\n\nGunmen killed four people in this district on Monday.\n"
    assert places(reader, dateline) == ["CHARSADDA"]
    before = (
        "Troops were sent to Orakzai district.\n\nGunmen killed four people in the same district on Monday.\n"
    )
    assert places(reader, before) == ["Orakzai"]


def test_where_the_killed_was_born_is_not_where_he_was_killed(reader: Reader) -> None:
    text = "Gunmen shot dead a shopkeeper, a native of Mardan, at his shop on Monday.\n"
    assert places(reader, text) == [None]
    assert places(reader, "Gunmen shot dead a shopkeeper, a native of Mardan, in Kohat on Monday.\n") == [
        "Kohat"
    ]


def test_the_quarter_that_the_text_puts_in_the_town_is_more_exact_than_the_town(reader: Reader) -> None:
    text = (
        "Soldiers shot dead two raiders in a clash in Sumisip town on Tuesday.\n\nThey were killed in a clash with "
        "watchmen of the Sumisip municipal government in Barangay Zzyqsaken in Sumisip.\n"
    )
    assert places(reader, text) == ["Barangay Zzyqsaken"]


def test_places_of_a_list_do_not_lie_in_one_another(reader: Reader) -> None:
    text = (
        "Rebels killed four men in Zzyqora, and two in Zzyqbel, on Monday.\n\nIn Zzyqbel, Zzyqora and Zzyqdan the "
        "shops were shut.\n"
    )
    assert places(reader, text) == ["Zzyqora", "Zzyqbel"]


def test_the_town_named_last_is_nearer_than_where_the_act_before_was(reader: Reader) -> None:
    text = (
        "Gunmen killed three guards in Khost on Monday.\n\nCrowds burned tyres in the eastern city of Jalalabad. They "
        "blamed the army for a roadside bombing on Wednesday that killed four children.\n"
    )
    assert places(reader, text) == ["Khost", "Jalalabad"]


def test_a_parish_told_later_is_not_narrower_than_the_town(reader: Reader) -> None:
    text = (
        "Gunmen raided the police station of Bambari on Monday night and killed eight people. The Catholic parish of "
        "Zzyq-Jean was attacked too.\n"
    )
    assert places(reader, text) == ["Bambari"]


def test_so_far_from_here_is_elsewhere(reader: Reader) -> None:
    text = (
        "MAIDUGURI, Nigeria (Agency) - Gunmen killed two policemen on Wednesday. The attack took place in the Zzyqpur belt, "
        "some 150 km from here, an officer said.\n"
    )
    assert places(reader, text) == ["Zzyqpur"]


@pytest.mark.parametrize(
    "where", ["this northern town", "this town"], ids=["with the part of the country", "alone"]
)
def test_this_town_is_that_of_the_dateline(reader: Reader, where: str) -> None:
    text = f"KATHA, Myanmar - A village guard was shot dead in {where} on Tuesday, police said.\n"
    assert places(reader, text) == ["KATHA"]


def test_where_the_dead_lived_is_not_where_they_died(reader: Reader) -> None:
    text = (
        "Shells killed two men in the Donetsk region on Tuesday.\n\nThe killed men used to work in Bakhmut.\n"
    )
    assert places(reader, text) == ["Donetsk"]
    text = "Shells killed two men in the Donetsk region on Tuesday.\n\nThe wounded women lived in Bakhmut.\n"
    assert places(reader, text) == ["Donetsk"]


def test_a_fight_that_dates_another_was_elsewhere(reader: Reader) -> None:
    text = "Raiders struck the mine at Zzyqobu in Djugu territory on Wednesday, a day after an assault on Zzyqayi.\n"
    assert places(reader, text)[0] == "Zzyqobu"
    text = "Gunmen shot dead a guard in Zzyqobu on Monday following an attack on a convoy near Bunia.\n"
    assert places(reader, text)[0] == "Zzyqobu"


@pytest.mark.parametrize("border", ["close to the boundary", "not far from the border"])
def test_the_border_of_two_states_is_not_nearer_than_the_town(reader: Reader, border: str) -> None:
    text = (
        f"Gunmen opened fire on a boat carrying traders along the Benue river at Zzyqpa, {border} between Benue and "
        "Taraba states, on Monday, killing eight.\n"
    )
    assert places(reader, text) == ["Zzyqpa"]


def test_who_tells_of_it_at_the_end_is_elsewhere(reader: Reader) -> None:
    text = (
        "Three gendarmes were shot dead on Monday between the localities of Diapaga and Zzyqounou, in the Est region, "
        "when their convoy drove into an ambush, a security source in Fada N'Gourma said.\n"
    )
    assert places(reader, text) == ["Zzyqounou"]


def test_villages_of_a_list_are_in_the_unit_told_behind_it(reader: Reader) -> None:
    text = (
        "Twenty people were killed when fighters attacked Taro, Zzyqwar and two other villages in the Kurmuk locality of "
        "Blue Nile State on Monday, an activist said.\n"
    )
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    told = [one.location.value for one in read.incidents if one.location is not None]
    assert [(place.as_written, place.country) for place in told] == [("Taro", "Sudan")]


@pytest.mark.parametrize(
    "text",
    [
        "In a strike on Sagaing region on Monday, three nuns were killed and six others wounded in the village of Orwal.",
        "Shelling of Sagaing region on Monday killed three nuns and wounded six in the village of Orwal.",
    ],
)
def test_who_was_hurt_beside_the_dead_was_where_they_were(reader: Reader, text: str) -> None:
    assert places(reader, text) == ["Orwal"]


def test_the_town_by_which_a_known_camp_is_told_is_not_where_it_was(reader: Reader) -> None:
    text = (
        "Fourteen people were killed in shelling on the Abu Shouk camp in North Darfur on Wednesday and Thursday. Hunger grows "
        "in the camp north of El Fasher.\n\nDoctors said an artillery strike on the camp on Wednesday killed nine people.\n"
    )
    assert "El Fasher" not in places(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The gunmen crept into Bhamo in the early hours of Saturday morning and sprayed it with bullets, killing 23 people, Dak "
        "Tap Chuol, commissioner for the nearby town of Katha, said yesterday.",
        "The chairman told reporters on Friday in Katha that gunmen stormed Bhamo.",
    ],
)
def test_where_somebody_is_in_office_or_speaks_is_not_where_it_was(reader: Reader, text: str) -> None:
    assert places(reader, text) == ["Bhamo"]
