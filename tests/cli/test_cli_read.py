"""`read`, `add` and `link` on real texts and on bad input: exit codes, messages, the good ones processed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.stores import open_store

Run = Callable[..., tuple[int, str, str]]
STORY = (
    "date 2023-03-10 Conflict Rebels Take Post Near Shwegu\n\n"
    "Fighters of the Kachin Independence Army overran a police post in Shwegu town on Tuesday night, "
    "killing two policemen, a shopkeeper told Riverbank News.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> str:
    """A small report."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def test_read_prints_a_table_and_the_words(run: Run, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    code, out, err = run("read", story)
    assert (code, err) == (0, "")
    for words in (
        "Shwegu, Kachin",
        "2023-03-07, night",
        "2 killed",
        "a shopkeeper",
        "| Fighters of the Kachin",
    ):
        assert words in out


def test_read_json_spans_are_the_words_that_were_read(run: Run, story: str) -> None:
    code, out, err = run("read", story, "--json")
    assert (code, err) == (0, "")
    (line,) = [json.loads(one) for one in out.splitlines()]
    assert line["report"]["published"] == "2023-03-10"
    (incident,) = line["incidents"]
    text = Path(story).read_text(encoding="utf-8")
    sentences = [range(start, end + 1) for start, end in incident["evidence"]["incident"]]
    for field, spans in incident["evidence"].items():
        for start, end in spans:
            assert text[start:end].strip()
            assert any(start in one and end in one for one in sentences), field
    assert [text[a:b] for a, b in incident["evidence"]["place"]] == ["Shwegu"]
    assert incident["toll"][0]["best"] == 2


def test_the_same_input_gives_the_same_bytes_with_any_number_of_workers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [{"id": f"r{n}", "text": STORY, "published": "2023-03-10"} for n in range(10)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    one = run("read", str(path), "--json", "--workers", "1")
    two = run("read", str(path), "--json", "--workers", "2")
    assert one == two
    assert [json.loads(line)["report"]["id"] for line in one[1].splitlines()] == [f"r{n}" for n in range(10)]


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode("utf-8"))))
    code, out, _ = run("read", "-", "--json")
    assert code == 0
    assert json.loads(out)["report"]["published"] == "2023-03-10"


def test_published_is_for_reports_that_name_no_day(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Rebels overran a police post in Shwegu town on Tuesday night.\n", encoding="utf-8")
    line = json.loads(run("read", str(path), "--json", "--published", "2023-03-10")[1])
    assert line["report"]["published"] == "2023-03-10"
    assert line["incidents"][0]["date_start"] == "2023-03-07"
    undated = json.loads(run("read", str(path), "--json")[1])
    assert undated["report"]["published"] is None
    assert undated["incidents"][0]["date_start"] is None


def test_bad_inputs_are_named_and_the_good_ones_read(run: Run, story: str, tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a", "text": "Rebels shelled Shwegu town."}\n{"id": \n', encoding="utf-8")
    missing = str(tmp_path / "missing.txt")
    code, out, err = run("read", "--json", str(empty), missing, str(binary), str(broken), story)
    assert code == 1
    assert len(out.splitlines()) == 2
    for name in (str(empty), missing, str(binary), str(broken)):
        assert name in err
    assert "no such file or folder" in err
    assert "Traceback" not in err


def test_what_is_odd_about_a_usable_input_is_told(run: Run, tmp_path: Path) -> None:
    undated, twice, latin = (tmp_path / name for name in ("undated.txt", "twice.txt", "latin.txt"))
    undated.write_text("Rebels overran a police post in Shwegu town.\n", encoding="utf-8")
    twice.write_text(STORY.replace("\n\n", "\n\nPublished: 12 March 2023\n\n"), encoding="utf-8")
    latin.write_bytes(STORY.replace("a shopkeeper", "José").encode("latin-1"))
    code, out, err = run("read", "--json", str(undated), str(twice), str(latin))
    assert (code, len(out.splitlines())) == (0, 3)
    assert err.splitlines() == [
        f"note: {undated}: no publication date found; give one with --published, or weekdays stay unresolved",
        f"note: {twice}: more than one date: took 2023-03-10, the one in first line; "
        "also 2023-03-12 in a line with 'published'",
        f"note: {latin}: not UTF-8: read as cp1252",
    ]


def test_of_many_like_notes_ten_are_told_and_the_rest_counted(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(n), "text": "Rain fell."}) + "\n" for n in range(13)))
    code, _, err = run("read", "--json", str(many), "--workers", "1")
    assert code == 0
    assert len(err.splitlines()) == 11
    assert err.splitlines()[0].startswith(f"note: {many}, line 1: no publication date found")
    assert err.splitlines()[-1] == "note: 3 more inputs: no publication date found"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Missing argument"),
        (["read", "/nowhere.txt"], "no such file or folder. Check the spelling of the path."),
        (["read", "x.txt", "--published", "yesterday"], "'yesterday' is not a day. Write it as 2023-01-27."),
        (["read", "x.txt", "--workers", "0"], "--workers"),
        (["read", "x.txt", "--runner", "none"], "no runners plug-in is called 'none'"),
    ],
)
def test_nothing_that_can_be_read_ends_with_two(run: Run, arguments: list[str], words: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_adding_twice_changes_nothing_and_link_gives_incidents(run: Run, story: str, tmp_path: Path) -> None:
    project = str(tmp_path / "project")
    run("init", project)
    assert run("add", story, "--project", project)[2] == "1 report: 1 new, 0 known; 1 claim read\n"
    first = run("link", "--project", project, "--json")
    assert first[2] == "1 incident from 1 claim; 0 of them totals\n"
    assert run("add", story, "--project", project)[2] == "1 report: 0 new, 1 known; 0 claims read\n"
    assert run("link", "--project", project, "--json") == first
    store = open_store(Path(project))
    report = next(iter(store.reports()))
    assert store.raw(report.id) == STORY.encode("utf-8")
    store.close()


def test_no_gazetteer_is_a_clear_end(
    run: Run, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PACKS", str(tmp_path / "none"))
    code, out, err = run("read", story)
    assert (code, out) == (2, "")
    assert "there is no gazetteer pack. Run `dateline gazetteer build`." in err


def test_an_interrupt_is_no_traceback(run: Run, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.ingest.read_inputs", interrupted)
    code, _, err = run("read", story)
    assert code == 130
    assert "interrupted" in err
    assert "Traceback" not in err


def test_an_unexpected_error_is_one_line(run: Run, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the roof fell in")

    monkeypatch.setattr("dateline.ingest.read_inputs", broken)
    code, _, err = run("read", story)
    assert (code, len(err.splitlines())) == (2, 1)
    assert "unexpected RuntimeError: the roof fell in" in err
