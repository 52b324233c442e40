"""Packs from a user's own files: GeoNames dumps, OCHA tables, a table of one's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.errors import UnusableInput
from dateline.places import open_gazetteer
from dateline.places.add import add_pack


def dump_line(id_: str, name: str, feature: str, lat: str, admin2: str = "", people: str = "0") -> str:
    """One line of a GeoNames dump of an invented country; `feature` is class and code."""
    group, code = feature.split(".")
    place = [id_, name, name, f"Old {name}", lat, "20.5", group, code, "XK", "", "01", admin2]
    return "\t".join([*place, "", "", people, "", "", "", "2026-01-01"])


DUMP = [
    dump_line("11", "Lower Quen", "P.PPL", "10.5", "07", "700"),
    dump_line("1", "Quenland", "A.ADM1", "10.0"),
    dump_line("2", "Quen District", "A.ADM2", "10.2", "07"),
    dump_line("12", "Quen River", "H.STM", "10.6"),
]


def test_geonames_zip(tmp_path: Path) -> None:
    """Settlements find their units whatever the order of the lines; further names find them too."""
    archive = tmp_path / "XK.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "about")
        file.writestr("XK.txt", "\n".join(DUMP) + "\n")
    more = tmp_path / "names.txt"
    more.write_text("1\t11\ten\tNether Quen\n2\t11\tlink\thttps://quen.example\n", encoding="utf-8")
    pack = add_pack(archive, tmp_path / "packs", alternates=more)
    assert (pack.places, pack.covers, pack.licence) == (4, ("XK",), "CC BY 4.0 (GeoNames)")
    gazetteer = open_gazetteer([Path(pack.path)])
    (found,) = gazetteer.find("Nether Quen")
    assert [unit.name for unit in found.entry.chain] == ["Quen District", "Quenland"]
    assert gazetteer.find("Quen River")[0].entry.kind == "river"
    assert gazetteer.find("https://quen.example") == ()


def test_ocha_table(tmp_path: Path) -> None:
    """Units once each, under the unit above them, in all languages of the table."""
    path = tmp_path / "adm.csv"
    path.write_text(
        "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,lat,lon\n"
        "Norra,XK01,Belda,بلدا,XK0101,10.5,20.5\n"
        "Norra,XK01,Corda,كوردا,XK0102,10.9,20.6\n",
        encoding="utf-8",
    )
    pack = add_pack(path, tmp_path / "packs")
    assert pack.places == 3
    gazetteer = open_gazetteer([Path(pack.path)])
    (found,) = gazetteer.find("بلدا")
    assert (found.entry.id, found.entry.lat) == ("XK0101", 10.5)
    assert [unit.id for unit in found.entry.chain] == ["XK01"]


def test_own_table(tmp_path: Path) -> None:
    """A village of one's own, with another spelling."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "name;lat;lon;country;aliases\nUpper Ora;10.5;20.5;xk;Ora Gyi|Ora-on-Hill\n", encoding="utf-8"
    )
    pack = add_pack(path, tmp_path / "packs")
    (found,) = open_gazetteer([Path(pack.path)]).find("ora on hill")
    assert (found.entry.name, found.entry.country, found.entry.pack) == ("Upper Ora", "XK", "mine")


@pytest.mark.parametrize(
    ("text", "message"),
    [("name,lat\nOra,1\n", "no column longitude"), ("name,lat,lon\nOra,99,1\n", r"bad\.csv:2")],
)
def test_bad_tables_say_where(tmp_path: Path, text: str, message: str) -> None:
    """The column or the line that is wrong is named, and nothing is left behind."""
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=message):
        add_pack(path, tmp_path / "packs")
    assert not list((tmp_path / "packs").glob("*"))


def test_not_a_dump(tmp_path: Path) -> None:
    """A text file of another kind is refused."""
    path = tmp_path / "x.txt"
    path.write_text("hello\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="19 columns"):
        add_pack(path, tmp_path / "packs")
