"""Whose account an incident is, and in whose voice a report tells it."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import load_extractor, read_report
from dateline.records import Report


def sources_of(text: str, outlet: str = "The Daro Herald") -> list[list[tuple[str, str]]]:
    """Of each claim in the order of the text the speakers with their kinds, the main one first."""
    read = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10), outlet=outlet))
    return [[(r.value.original, r.value.kind) for r in claim.attribution] for claim in read.claims]


def test_who_says_it_in_the_same_sentence_comes_before_who_comments_on_it() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, a resident told the Herald. "
        "The army denied that its men had been in Katha."
    )
    assert sources_of(text)[0][0] == ("a resident", "resident")


def test_a_second_incident_in_the_reports_own_voice_is_the_reports() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, residents said.\n\n"
        "On Tuesday a roadside bomb killed three traders in Mohnyin.\n\n"
        "Police blamed the same men, and the governor said that the road was closed."
    )
    first, second = sources_of(text)
    assert first[0] == ("residents", "resident")
    assert second[0] == ("The Daro Herald", "media")
    assert [kind for _, kind in second[1:]] == ["government", "government"]


def test_the_incident_told_first_is_that_of_who_tells_more_of_it() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday.\n\n"
        "They came on foot and left in a truck, a police officer said."
    )
    assert sources_of(text)[0][0][1] == "government"


@pytest.mark.parametrize(
    ("speaker", "kind"), [("The mayor of Katha", "government"), ("A neighbour", "media")]
)
def test_a_body_named_soon_behind_a_lead_is_its_source_and_a_neighbour_is_not(
    speaker: str, kind: str
) -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday.\n\n"
        "On Sunday rebels burned nine trucks in Mohnyin.\n\n"
        f"{speaker} said that the harvest would go on."
    )
    assert sources_of(text)[0][0][1] == kind


def test_a_body_that_confirms_the_attack_answers_for_a_lead_long_before() -> None:
    text = (
        "Gunmen reportedly shot dead four farmers in Katha on Monday.\n\n"
        "On Sunday rebels burned nine trucks in Mohnyin.\n\n"
        "The trucks were full of rice. They had come from the south. The drivers had fled. Nobody had seen them since.\n\n"
        "{}"
    )
    police = sources_of(text.format("A spokesman of the police confirmed the killings and asked for calm."))
    assert police[0][0][1] == "government"
    assert sources_of(text.format("A spokesman of the police asked for calm."))[0][0][1] == "media"


def test_what_police_are_quoted_for_does_not_go_on_for_paragraphs() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, police said.\n\n"
        "The market of the town was closed.\n\n"
        "On Tuesday rebels burned nine trucks in Mohnyin."
    )
    assert sources_of(text)[-1] == [("The Daro Herald", "media")]
    assert sources_of(text.replace("police", "the army"))[-1] == [("the army", "military")]


def test_the_one_source_of_a_report_does_not_answer_for_what_stands_under_another_heading() -> None:
    text = (
        "Rebels shot dead four farmers in Katha on Monday, the army said.\n\n"
        "The men came on foot, the army said.\n\n"
        "{heading}"
        "Rebels set fire to nine trucks in Mohnyin on Tuesday."
    )
    assert sources_of(text.format(heading=""))[-1] == [("the army", "military")]
    headed = sources_of(text.format(heading="Trucks burned on the northern road\n\n"))
    assert headed[-1] == [("The Daro Herald", "media")]


def test_a_further_figure_of_the_main_speaker_leaves_the_incident_theirs() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, and no fewer than nine were abducted.\n\n"
        "It rained at that hour, an official said.\n\n"
        "The mayor gave the names of two more people who were abducted in the attack."
    )
    assert sources_of(text)[0][0][1] == "government"


def test_history_told_without_a_speaker_is_the_reports() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, residents said.\n\n"
        "In March 2019 soldiers killed nine traders in Mohnyin. The dead were traders from the north. "
        "The governor said the killing had never been cleared up."
    )
    told = sources_of(text)
    assert told[0][0] == ("residents", "resident")
    assert told[-1][0] == ("The Daro Herald", "media")


def test_who_speaks_far_behind_an_incident_is_not_its_first_source() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, residents said.\n\n"
        "On Tuesday soldiers shot an officer of the police in Mohnyin. He died within the hour. The market was closed. "
        "Buses did not run. Shops stayed shut. The army said that a soldier was hurt in Mohnyin on Tuesday too."
    )
    assert sources_of(text)[1][0] == ("The Daro Herald", "media")


def test_accounts_that_spread_a_shared_out_toll_answer_for_each_share() -> None:
    text = (
        "Soldiers fired at marchers on Saturday. Of the deaths, four were reported from Katha, and two from Mohnyin. "
        "Word of them spread over social media accounts."
    )
    assert {speakers[0][1] for speakers in sources_of(text)[1:]} == {"unnamed"}


def test_an_army_that_publishes_is_the_source_and_a_party() -> None:
    text = "On Monday troops attacked a rebel camp near Katha and killed nine terrorists."
    (claim,) = (
        Reader()
        .read(
            Report(
                id="r", text=text, published=date(2024, 5, 10), outlet="Telland Armed Forces, Press Office"
            )
        )
        .claims
    )
    assert claim.attribution[0].value.kind == "military"
    assert claim.attribution[0].value.party_to_conflict
    assert claim.verification is not None
    assert claim.verification.value == "claimed"


def test_who_speaks_far_behind_the_first_incident_is_not_its_first_source() -> None:
    text = (
        "Gunmen stormed the market of Katha on Monday and shot dead four farmers.\n\n"
        "They came on foot. They left in a truck. The road was closed for two days. Rain fell. "
        "The market stayed shut.\n\n"
        "The rebels said the four farmers shot dead in Katha on Monday were spies."
    )
    assert sources_of(text)[0][0] == ("The Daro Herald", "media")


def test_a_body_that_publishes_under_its_own_name_is_no_news_outlet() -> None:
    text = (
        "Women of the Upper Daro have documented the killing of four farmers by soldiers in Katha on Monday."
    )
    assert sources_of(text, outlet="Women of the Upper Daro")[0][0][1] == "rights group"
    text = (
        "Soldiers shot dead four farmers in Katha on Monday. Our Office has verified that four farmers died."
    )
    told = sources_of(text, outlet="Daro human rights office, weekly note")
    assert told[0][0] == ("Daro human rights office, weekly note", "rights group")


def test_who_is_quoted_on_the_act_comes_before_who_tells_what_happened_later() -> None:
    text = (
        "It was learnt that gunmen opened fire on a convoy of traders near Katha on Monday and killed two guards.\n\n"
        "Asked about it, a military officer said:\n"
        "“They ambushed the convoy at noon and killed two of the guards.”\n\n"
        "The gunmen seized a lorry in the ambush, according to a militiaman."
    )
    assert sources_of(text)[0][0] == ("a military officer", "military")


def test_what_only_dates_the_attack_is_not_carried_from_its_speaker() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, police said.\n\n"
        "The attack came less than a week after rebels killed two soldiers in an ambush near Mohnyin."
    )
    assert [speakers[0][1] for speakers in sources_of(text)] == ["government", "media"]


def test_who_says_where_the_incident_occurred_answers_for_it() -> None:
    text = (
        "Two guards were shot in Katha on Tuesday, residents said.\n\n"
        "Meanwhile, in Mohnyin, one of two bombs exploded, but nobody was hurt.\n\n"
        "A police officer on duty said the incident occurred at a crossing."
    )
    assert [kinds[0][1] for kinds in sources_of(text)] == ["resident", "government"]


def test_who_only_dates_a_report_comes_behind_who_tells_of_the_act() -> None:
    text = (
        "Talks with the rebels were suspended on Wednesday, after the government blamed them for an attack in which "
        "two soldiers died.\n\n"
        "On Tuesday the army said that the rebels had fired rockets at a base near Katha.\n\n"
        "Tuesday's attack killed two soldiers and wounded 26."
    )
    kinds = [kind for _, kind in sources_of(text)[-1]]
    assert kinds[0] == "military"


def test_who_only_dates_another_event_comes_behind_who_tells_of_the_act_further_on() -> None:
    text = (
        "Talks were broken off on Wednesday after the government blamed the rebels for an attack in Katha.\n\n"
        "On Tuesday the army said that rebels had fired rockets at a base in Katha.\n\n"
        "Tuesday's attack killed two soldiers."
    )
    reader = load_extractor()
    read = read_report(
        Report(id="r", text=text, published=date(2024, 5, 9), outlet="The Daro Herald"), reader
    )
    assert [source.kind for source in read.incidents[0].sources][:2] == ["military", "government"]


def test_a_man_who_also_died_on_a_day_and_in_a_township_of_its_own_is_another_incident() -> None:
    text = (
        "A man died in Mrauk U after he stepped on a landmine.\n\n"
        "On 22 April, a man of Oh Pong Taung village in Min Bya township also died in a mine explosion."
    )
    assert len(sources_of(text)) == 2


@pytest.mark.parametrize(
    "owned",
    [
        "The Ora Front claimed responsibility for the attack.",
        "The Ora Front said it had carried out the attack.",
    ],
)
def test_the_news_of_an_act_is_not_that_of_who_owns_up_to_it(owned: str) -> None:
    text = f"A suicide bomber killed six people in Katha on Monday.\n\n{owned}"
    assert sources_of(text)[0][0][1] == "media"


def test_who_confirmed_the_attack_speaks_for_it_behind_who_told_of_it() -> None:
    text = (
        "Gunmen shot dead four farmers in Katha on Monday, a resident told the Herald.\n\n"
        "A police spokesman confirmed the attack but gave no figures."
    )
    assert [kind for _, kind in sources_of(text)[0]] == ["resident", "government"]


def test_what_had_happened_before_the_news_is_the_reports_own() -> None:
    text = (
        "Rebels attacked a post in Katha on Thursday and killed two soldiers, the army said.\n\n"
        "On Monday gunmen shot dead three traders in Mohnyin."
    )
    assert sources_of(text)[-1] == [("The Daro Herald", "media")]


@pytest.mark.parametrize(
    ("saying", "source"),
    [
        (
            "The mayor, Ana Zzyqari, who confirmed the raid to reporters, said nine people were killed in Katha.",
            ("The mayor", "government"),
        ),
        (
            "A witness, Tom Zzyqari, who said he hid in a shop, told reporters that nine were killed in Katha.",
            ("A witness", "witness"),
        ),
    ],
)
def test_an_office_and_the_name_behind_it_are_one_source(saying: str, source: tuple[str, str]) -> None:
    assert sources_of(saying)[0] == [source]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Gunmen shot dead nine people in Katha on Monday.\n\nTom Zzyqari, who leads the Ora gang, said the massacre "
            "was his work.",
            ["media", "armed group"],
        ),
        (
            "Drivers came home to Katha after gunmen burned nine lorries near Ora on Monday, while the army maintained "
            "that the road was open. One driver said two men were shot.",
            ["resident", "military"],
        ),
        (
            "The governor condemned Monday's attack on a mosque in Katha, in which a bomb killed nine people.",
            ["government"],
        ),
    ],
)
def test_who_owns_up_or_only_answers_comes_last_and_who_condemns_tells(text: str, kinds: list[str]) -> None:
    assert [kind for _, kind in sources_of(text)[0]] == kinds


def test_who_condemns_what_the_report_tells_is_not_its_source() -> None:
    text = "A bomb killed nine people in Katha on Monday.\n\nThe prime minister condemned the attack."
    assert sources_of(text)[0] == [("The Daro Herald", "media")]


def test_an_act_that_only_dates_another_is_the_reports_own_whoever_speaks_next() -> None:
    text = (
        "Jets bombed Mohnyin on Wednesday, a nurse said.\n\n"
        "The raid came two days after rebels attacked a post in Katha, killing two officers. A driver said it was quiet."
    )
    assert sources_of(text)[-1][0] == ("The Daro Herald", "media")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Three soldiers were killed in an ambush in Katha on Monday. It was laid near Ora, officials said. Two rebel "
            "outfits claimed to have carried out the ambush. They also claimed that four soldiers were killed.",
            ["government", "armed group"],
        ),
        (
            "A bomb killed nine people in Katha on Monday.\n\n“We are behind the blast,” a rebel spokesman told Reuters.",
            ["media", "armed group"],
        ),
        (
            "Gunmen reportedly killed nine people in Katha on Monday.\n\nThe town lies on the river.\n\nIt has 900 "
            "houses.\n\nThere is a mill.\n\n“They came by lorry and killed nine on the spot,” a farmer said.",
            ["resident"],
        ),
    ],
)
def test_hearsay_is_whose_account_it_is_and_no_owners(text: str, kinds: list[str]) -> None:
    assert [kind for _, kind in sources_of(text)[0]] == kinds


@pytest.mark.parametrize(
    ("soon", "kind"), [("The police inspector", "government"), ("A shopkeeper", "resident")]
)
def test_a_lead_is_the_news_of_the_body_that_speaks_soon_behind_it(soon: str, kind: str) -> None:
    text = (
        "Two people were killed in an attack on Katha on Tuesday.\n\nThe town is small.\n\n"
        f"{soon} said the men had been driven off.\n\nThere are nine mills.\n\nThe road is good.\n\n"
        "The commissioner accused youths from Mohnyin of being behind the attack."
    )
    assert sources_of(text)[0][0][1] == kind
