"""What cannot be used is named with its place, a reason and a remedy, and the others go on."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UnusableInput
from dateline.ingest import arrival, read_inputs, source
from dateline.ingest.decode import decode_bytes
from dateline.records import Arrival

Read = Callable[..., list[Arrival | UnusableInput]]


def lines(*objects: object) -> str:
    return "".join((o if isinstance(o, str) else json.dumps(o)) + "\n" for o in objects)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "no text in it"),
        ("a.txt", b"  \n\t\n", "no text in it"),
        ("a.txt", b"\x00\x01\x02\xff" * 500, "binary data, not text"),
        ("a.txt", b"\x7fELF" + bytes(range(256)) * 4, "binary data, not text"),
        ("a.txt", b"PK\x03\x04" + b"x" * 50, "a zip archive or an office document, not text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture, not text"),
        ("a.txt", "ျမန္မာႏိုင္ငံ ေနျပည္ေတာ္".encode(), "Burmese in the Zawgyi encoding"),
        ("a.txt", b"\xff\xfeA\x00\x00\xd8", "marked as utf-16-le, but byte 2 does not fit"),
        ("a.pdf", b"%PDF-1.4\nbroken", "a broken PDF"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no article text on the page"),
        ("a.xml", b"<?xml version='1.0'?><other/>", "no entries: it is not a feed, or an empty one"),
        ("a.rss", b"<html><body><p>Not here</p></body></html>", None),
        ("a.csv", b"name,words\na,b\n", "no column is called text"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00broken", "the compressed file is broken"),
        ("a.warc", b"WARC/1.0\r\nbroken", "no page in the archive"),
        ("a.eml", b"From: a@b.example\nSubject: x\nContent-Type: image/png\n\nx", "a message without a body"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named(read: Read, name: str, data: bytes, reason: str | None) -> None:
    (found,) = read(name, data)
    if reason is None:
        assert isinstance(found, Arrival)
        return
    assert isinstance(found, UnusableInput)
    assert found.reason.startswith(reason)
    assert name in found.where
    assert found.remedy
    assert found.exit_code == 1


def test_a_missing_file_an_empty_folder_and_no_standard_input_are_named(tmp_path: Path) -> None:
    missing, empty, piped = read_inputs([tmp_path / "no.txt", tmp_path, "-"])
    assert str(missing).endswith("no.txt: no such file or folder. Check the spelling of the path.")
    assert isinstance(empty, UnusableInput)
    assert empty.reason == "no file in it that could be a report"
    assert isinstance(piped, UnusableInput)
    assert piped.reason == "nothing on standard input"


def test_a_broken_line_is_named_by_number_and_the_others_are_read(read: Read) -> None:
    good = {
        "id": "one",
        "published": "2024-03-04",
        "title": None,
        "text": "A post fell.",
        "outlet": None,
        "url": None,
    }
    data = lines(
        good,
        "{broken",
        "[1]",
        {"text": 5},
        {"text": None},
        {"text": "x", "published": "soon"},
        "",
        good | {"id": 7},
    )
    found = read("a.jsonl", data)
    reports = [one.report.id for one in found if isinstance(one, Arrival)]
    faults = [(one.where.split(", ")[-1], one.reason) for one in found if isinstance(one, UnusableInput)]
    assert reports == ["one", "7"]
    assert faults == [
        ("line 2", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("line 3", "not a JSON object"),
        ("line 4", "`text` is a int, not a string"),
        ("line 5", "no text in it"),
        ("line 6", "`published` is 'soon', not a date"),
    ]


def test_bytes_that_are_not_utf8_and_half_characters_are_named(read: Read) -> None:
    found = read("a.jsonl", b'{"text": "caf\xe9"}\n{"text": "\\ud800 half"}\n{"text": "ok, this one."}\n')
    assert [one.reason for one in found if isinstance(one, UnusableInput)] == [
        "not UTF-8",
        "not JSON: half a character (a lone surrogate)",
    ]
    assert isinstance(found[2], Arrival)


def test_a_line_of_ten_megabytes_is_refused_by_number_and_the_next_is_read(read: Read) -> None:
    long = json.dumps({"id": "long", "text": "A post fell. " * 800_000})
    found = read("a.jsonl", lines(long, {"id": "next", "text": "Two men died."}))
    assert len(long) > 10_000_000
    assert isinstance(found[0], UnusableInput)
    assert found[0].reason == "10,400,000 characters, more than 200,000 in one report"
    assert found[0].where.endswith("line 1")
    assert isinstance(found[1], Arrival)


def test_a_line_beyond_all_measure_is_not_even_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(b"x" * 1000 + b"\nshort\n" + b"y" * 1000)
    found = list(source.read_lines(stream, "file", limit=100))
    assert [(number, isinstance(line, bytes)) for number, line in found] == [
        (1, False),
        (2, True),
        (3, False),
    ]


def test_a_gzip_bomb_ends_the_file_and_not_the_program(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MIN_UNPACKED_BYTES", 1_000_000)
    (found,) = read("a.txt.gz", gzip.compress(b"\x20" * 60_000_000))
    assert isinstance(found, UnusableInput)
    assert found.reason == "it unpacks to far more than a file of text would"


def test_a_file_beyond_the_limit_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "MAX_TEXT_CHARS", 10)
    (found,) = read("a.txt", "Rebels overran a post.")
    assert isinstance(found, UnusableInput)
    assert found.reason == "22 characters, more than 10 in one report"


def test_the_good_ones_among_bad_ones_are_read_in_order(tmp_path: Path) -> None:
    for name, data in {
        "1.txt": b"A post fell.",
        "2.txt": b"",
        "3.txt": b"Two men died.",
        "4.pdf": b"%PDF-x",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".hidden.txt").write_bytes(b"Not this one.")
    (tmp_path / "picture.png").write_bytes(b"Nor this.")
    kinds = [type(one).__name__ for one in read_inputs([tmp_path], published=date(2024, 3, 4))]
    assert kinds == ["Arrival", "UnusableInput", "Arrival", "UnusableInput"]


def test_a_text_that_is_not_utf8_is_read_and_the_guess_is_noted(read: Read) -> None:
    text = "Повстанцы захватили пост у деревни в понедельник вечером. Погибли двое мужчин, сообщил житель."
    (found,) = read("a.txt", text.encode("cp1251"))
    assert isinstance(found, Arrival)
    assert found.report.text == text
    assert found.notes[0] == "not UTF-8: read as cp1251"
    assert found.notes[1] == "written in Cyrillic letters, which no reader here knows: kept and searchable"
    assert found.report.language == "und"


@pytest.mark.parametrize(
    ("data", "declared", "text", "note"),
    [
        (
            "Café “raid”, he said. Two men died there, a nurse told us on Monday night.".encode("cp1252"),
            None,
            None,
            "not UTF-8: read as cp1252",
        ),
        ("Café “raid”, he said.".encode("cp1252"), "iso-8859-1", "Café “raid”, he said.", None),
        ("Café “raid”.".encode(), "iso-8859-1", "Café “raid”.", None),
        ("Café “raid”.".encode("utf-16-le"), None, "Café “raid”.", "no mark: read as utf-16-le"),
        ("Café “raid”.".encode("utf-16-be"), None, "Café “raid”.", "no mark: read as utf-16-be"),
        ("こんにちは".encode("iso2022_jp"), "iso-2022-jp", "こんにちは", None),
        (b"A post fell. +ADw-script+AD4-", "utf-7", "A post fell. +ADw-script+AD4-", None),
        (b"A post fell.", "hex", "A post fell.", None),
        ("Пост пал у деревни.".encode("koi8-r"), "koi8-r", "Пост пал у деревни.", None),
    ],
)
def test_encodings_declared_rightly_wrongly_and_not_at_all(
    data: bytes, declared: str | None, text: str | None, note: str | None
) -> None:
    decoded = decode_bytes(data, "file", declared=declared)
    assert decoded.note == note
    if text is not None:
        assert decoded.text == text


def test_a_json_file_may_hold_a_list_or_one_object(read: Read) -> None:
    listed = read("a.json", json.dumps([{"id": "one", "text": "A post fell."}, {"id": "two"}], indent=1))
    assert [type(one).__name__ for one in listed] == ["Arrival", "UnusableInput"]
    assert str(listed[1]).startswith(f"{str(listed[1]).split(', item')[0]}, item 2: no text in it")
    (one,) = read("b.json", json.dumps({"id": "one", "text": "A post fell."}, indent=1))
    assert isinstance(one, Arrival)
    assert len(read("c.json", '{"id": "one", "text": "A post fell."}\n{"text": "Two died."}\n')) == 2


def test_a_readme_in_a_folder_is_no_report_unless_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("About these reports.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("A post fell.", encoding="utf-8")
    found = [one for one in read_inputs([tmp_path, tmp_path / "README.md"]) if isinstance(one, Arrival)]
    assert [one.report.text for one in found] == ["A post fell.", "About these reports."]
