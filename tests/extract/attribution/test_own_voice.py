"""Who publishes a report: a medium, or a body that speaks for itself, by its name, its signature or its own side."""

from __future__ import annotations

import pytest

from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.records import Report
from dateline.text import parse_report


@pytest.mark.parametrize(
    ("outlet", "kind"),
    [
        ("Telland Armed Forces, Press Office", "military"),
        ("Northern Liberation Front, Bureau of Information", "armed group"),
        ("Ministry of the Interior of Telland", "government"),
        ("Telland Observatory for Human Rights", "rights group"),
        ("Médecins du Val", "medical"),
        ("Women of the Upper Valley", "rights group"),
        ("Military Public Relations (handout)", "military"),
        ("Daro OVA (Telegram)", "government"),
        ("Upland resistance information desk", "armed group"),
        ("Forest press office (PKK)", "armed group"),
        ("SPLM-N statement, reposted", "armed group"),
        ("Hezbollah", "armed group"),
        ("Arakan Army (channel)", "armed group"),
        ("OLA High Command", "armed group"),
        ("Upland NGO Safety Network", "rights group"),
        ("Valley Missing Persons Watch", "rights group"),
        ("Mission des Nations Unies au Telland", "government"),
        ("Valley Dawn (organ of the revolutionary movement)", "armed group"),
        ("Reuters (statement)", "media"),
        ("The Army Times", "media"),
        ("Radio Rebel FM Herald", "media"),
        ("The Daro Herald", "media"),
        (None, "media"),
    ],
)
def test_a_body_that_publishes_its_own_report_is_no_medium(outlet: str | None, kind: str) -> None:
    document = parse_report(Report(id="r", text="Two posts fell near Quen.", outlet=outlet))
    assert kind_of_own_voice(document) == kind


@pytest.mark.parametrize(
    ("text", "outlet", "kind"),
    [
        (
            "On Monday our comrades ambushed a patrol near Quen. The enemy left nine dead.\n\n"
            "Two of our brave fighters were wounded at Daro.",
            "Valley channel",
            "armed group",
        ),
        ("Our troops took Quen on Monday. Two of our soldiers fell at Daro.", "Valley channel", "military"),
        ("Our troops took Quen on Monday. Two of our soldiers fell at Daro.", "The Valley Post", "media"),
        (
            "The mujahidin took a post at Quen on Monday. The apostates left nine dead.",
            "Dawn Media",
            "armed group",
        ),
        ("“The mujahidin took Quen,” he said. “The apostates fled.”", "Dawn Media", "media"),
        ("“Our comrades took Quen,” he said. “Two of our fighters fell.”", "Valley channel", "media"),
        ("Our correspondent saw our fighters at Quen on Monday.", "Valley channel", "media"),
        (
            "Nine terrorists were killed near Quen on Monday.\n\nCol. Ada Bello\n"
            "Director of Army Public Relations",
            "Northern Wire",
            "military",
        ),
        (
            "Bombs fell on Quen on Monday.\n\nTom Ruiz, Spokesperson of the SPLM-N\n\nLeave a reply",
            None,
            "armed group",
        ),
        ("Nine were killed near Quen on Monday.\n\nRead more: the spokesman of the farm", None, "media"),
        ("Nine were killed near Quen, a spokesman of the army said on Monday.", None, "media"),
    ],
)
def test_who_signs_or_tells_of_its_own_side_publishes(text: str, outlet: str | None, kind: str) -> None:
    document = parse_report(Report(id="r", text=text, outlet=outlet))
    assert kind_of_own_voice(document) == kind
