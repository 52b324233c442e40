"""Packs from a user's own files: GeoNames dumps, OCHA tables, a table of one's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.errors import UnusableInput
from dateline.places import open_gazetteer
from dateline.places.add import add_pack

_CONTENT = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_workbook(path: Path, sheets: dict[str, list[list[str | float]]]) -> Path:
    """A workbook with these sheets, cells as text or numbers."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    numbered = list(enumerate(sheets, start=1))
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in numbered)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _CONTENT)
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>')
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        )
        for n, name in numbered:
            rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in sheets[name])
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
            )
    return path


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


def test_workbook_of_ocha(tmp_path: Path) -> None:
    """The sheet with most levels is read; units above lie in the middle of those below them."""
    path = write_workbook(
        tmp_path / "adm.xlsx",
        {
            "ADM1": [["ADM1_EN", "ADM1_PCODE"], ["Norra", "XK01"]],
            "ADM2": [
                ["ADM2_EN", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE", "center_lat", "center_lon"],
                ["Belda", "XK0101", "Norra", "XK01", 10.125, 20.125],
                ["Corda", "XK0102", "Norra", "XK01", 10.625, 20.125],
            ],
        },
    )
    pack = add_pack(path, tmp_path / "packs")
    gazetteer = open_gazetteer([Path(pack.path)])
    (corda,), (norra,) = gazetteer.find("Corda"), gazetteer.find("Norra")
    assert (pack.places, corda.entry.point) == (3, (10.625, 20.125))
    assert norra.entry.point == (10.375, 20.125)
    assert norra.entry.radius_km == pytest.approx(27.8, abs=0.2)


def test_workbook_of_ones_own(tmp_path: Path) -> None:
    """Whole numbers stay whole: an inhabitant count and an id that the sheet holds as 700.0 and 12.0."""
    path = write_workbook(
        tmp_path / "mine.xlsx",
        {"places": [["id", "name", "lat", "lon", "population"], [12.0, "Upper Ora", 10.5, 20.5, 700.0]]},
    )
    (found,) = open_gazetteer([Path(add_pack(path, tmp_path / "packs").path)]).find("Upper Ora")
    assert (found.entry.id, found.entry.population) == ("12", 700)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.xlsx", b"no workbook", "not a spreadsheet"),
        ("x.csv", "name,lat,lon\nOr\u00e9,1,1\n".encode("latin-1"), "not a table in UTF-8"),
        ("x.zip", b"no archive", "a broken zip"),
        ("x.txt", b"\xff\xfe\n", "not in UTF-8"),
    ],
)
def test_broken_files_say_what_to_do(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """The file and the fault are named."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match=message):
        add_pack(path, tmp_path / "packs")


def test_no_number_in_a_dump_names_the_place(tmp_path: Path) -> None:
    """A latitude in words is an error with the id of the row."""
    path = tmp_path / "XK.txt"
    path.write_text(dump_line("11", "Quen", "P.PPL", "north") + "\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="place 11"):
        add_pack(path, tmp_path / "packs")


@pytest.mark.parametrize("name", ["world.csv", "Myanmar.csv"])
def test_packs_of_the_program_are_not_written_over(tmp_path: Path, name: str) -> None:
    """A file called like a pack that the program builds is refused, whatever is there."""
    path = tmp_path / name
    path.write_text("name,lat,lon\nOra,1,1\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="comes with the program"):
        add_pack(path, tmp_path / "packs")


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    """Rows are told apart by the name of their pack, so two packs cannot share one."""
    first, second = tmp_path / "geonames-XK.csv", tmp_path / "XK.txt"
    first.write_text("name,lat,lon\nOra,1,1\n", encoding="utf-8")
    second.write_text("\n".join(DUMP) + "\n", encoding="utf-8")
    add_pack(first, tmp_path / "packs")
    with pytest.raises(UnusableInput, match="called geonames-XK already"):
        add_pack(second, tmp_path / "packs")
