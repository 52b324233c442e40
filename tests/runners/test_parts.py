"""Inputs become parts: the same bytes with any runner, nothing twice, nothing lost; parts go into a project as read."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from dateline.cli import main
from dateline.errors import DamagedStore
from dateline.extract.screen import load_screen
from dateline.records import Extraction, Report
from dateline.remote import write_file
from dateline.runners import run_local
from dateline.runners.local import Unread
from dateline.runners.parts import Order, make_parts, plan_parts
from dateline.stores import create_store, open_store
from dateline.stores.parts import Part, read_manifest, read_part, write_manifest

pytest.importorskip("fsspec")
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="Dask is an extra and not installed: dateline[dask]",
)
pytestmark = [
    pytest.mark.usefixtures("stub_plugins"),
    # Dask leaves sockets and event loops to be collected; that is its business and not ours.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning"),
]
MARKET = " ".join(
    ["The price of rice rose again in the old market, traders said over their morning tea."] * 9
)


@pytest.fixture
def loopback() -> None:
    """Sockets on loopback, which the cluster on this machine talks over."""
    enable_socket()
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"])


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Three files of reports: short ones that are read, long dull ones that are set aside, broken lines."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, texts in {
        "a": ["one", MARKET, "two", "raise"],
        "b": [f"{MARKET} Again.", f"{MARKET} Still."],
        "c": ["three", "", "four"],
    }.items():
        lines = [json.dumps({"id": f"{name}{n}", "text": text}) for n, text in enumerate(texts)]
        (folder / f"{name}.jsonl").write_text("\n".join([*lines, "{broken"][: len(lines) + (name == "c")]))
    return folder


def make(
    inputs: Path, to: str, read: Callable[[Iterable[Report]], Iterable[Extraction | Unread]]
) -> list[Part]:
    fresh, _, faults = plan_parts([str(inputs)], to, extractor="stub")
    assert not faults
    return list(make_parts(fresh, read))


def here(workers: int) -> Callable[[Iterable[Report]], Iterator[Extraction | Unread]]:
    return partial(run_local, extractor_name="stub", workers=workers, batch_reports=1)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.*"))}


def test_each_input_is_a_part_with_what_was_read_set_aside_and_unusable(inputs: Path, tmp_path: Path) -> None:
    to = f"file://{tmp_path}/parts"
    made = make(inputs, to, here(1))
    assert [(Path(p.source).name, p.reports, p.set_aside, p.unusable) for p in made] == [
        ("a.jsonl", 3, 1, 1),
        ("b.jsonl", 2, 2, 0),
        ("c.jsonl", 2, 0, 2),
    ]
    assert made[0].reasons == ("a3: ValueError: stub says no",)
    assert ("no text in it" in made[2].reasons[0], "not JSON" in made[2].reasons[1]) == (True, True)
    assert (made[1].read, made[2].aside) == (None, None)
    rows = list(read_part(f"{to}/{made[0].read}"))
    assert [row.arrival.report.text for row in rows] == ["one", "two"]
    assert [json.loads(row.arrival.raw)["id"] for row in rows] == ["a0", "a2"]
    assert rows[0].extraction == Extraction(report_id="a0", extractor="stub@1")
    assert rows[0].arrival.notes
    (aside,) = read_part(f"{to}/{made[0].aside}")
    assert aside.extraction.extractor == load_screen().identity
    assert made[0].read_sha256 == digests(tmp_path / "parts")[str(made[0].read)]


def test_the_same_bytes_with_any_number_of_workers(inputs: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        make(inputs, f"file://{tmp_path}/parts{workers}", here(workers))
        write_manifest(f"file://{tmp_path}/parts{workers}")
    assert digests(tmp_path / "parts1") == digests(tmp_path / "parts2")


@needs_dask
@pytest.mark.usefixtures("loopback")
def test_a_cluster_gives_the_same_bytes_and_a_lost_worker_loses_nothing(inputs: Path, tmp_path: Path) -> None:
    from dateline.runners.cluster import open_client, run_parts

    lost = tmp_path / "lost"
    (inputs / "d.jsonl").write_text(json.dumps({"id": "d0", "text": f"once {lost}"}))
    fresh, _, _ = plan_parts([str(inputs)], f"file://{tmp_path}/cluster", extractor="stub")
    with open_client(None, 2) as client:
        made = list(run_parts(client, fresh))
    assert lost.exists(), "no worker was lost"
    assert [(part.reports, part.unusable) for part in made] == [(3, 1), (2, 0), (2, 2), (1, 0)]
    make(inputs, f"file://{tmp_path}/local", here(1))
    assert digests(tmp_path / "cluster") == digests(tmp_path / "local")


@needs_dask
@pytest.mark.usefixtures("loopback")
def test_a_cluster_links_to_the_same_incidents(tmp_path: Path) -> None:
    from test_linking_pieces import by_id, together, world, write_parts

    from dateline.runners.cluster import open_client
    from dateline.runners.linking import link_parts

    made, claims = world(9, 60, days=70, undated=0.1)
    addresses = write_parts(tmp_path, made, claims, parts=3, seed=1)
    with open_client(None, 2) as client:
        found = [one for piece in link_parts(client, addresses) for one in piece]
    assert by_id(found) == together(made, claims)


def test_a_part_that_stands_is_not_made_again_until_its_input_changes(inputs: Path, tmp_path: Path) -> None:
    to = f"file://{tmp_path}/parts"
    make(inputs, to, here(1))
    assert make(inputs, to, here(1)) == []
    (inputs / "b.jsonl").write_text(json.dumps({"id": "b9", "text": "new"}))
    (again,) = make(inputs, to, here(1))
    assert (again.reports, again.set_aside) == (1, 0)
    manifest = write_manifest(to)
    assert [part.reports for part in manifest.parts] == [3, 1, 2]
    assert read_manifest(to) == manifest


def test_a_run_that_is_cut_off_keeps_the_parts_that_are_done(inputs: Path, tmp_path: Path) -> None:
    to = f"file://{tmp_path}/parts"
    fresh, _, _ = plan_parts([str(inputs)], to, extractor="stub")
    stream = make_parts(fresh, here(1))
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    left, done, _ = plan_parts([str(inputs)], to, extractor="stub")
    assert [Path(order.source).name for order in done] == ["a.jsonl"]
    assert [Path(order.source).name for order in left] == ["b.jsonl", "c.jsonl"]


def test_parts_in_memory_and_an_order_of_another_screen(inputs: Path) -> None:
    import fsspec

    write_file("memory://quen/in/a.jsonl", (inputs / "a.jsonl").read_bytes())
    try:
        for screened, aside in ((True, 1), (False, 0)):
            fresh, done, _ = plan_parts(
                ["memory://quen/in"], "memory://quen/parts", extractor="stub", screened=screened
            )
            assert (len(fresh), len(done)) == (1, 0)
            (part,) = make_parts(fresh, here(1))
            assert part.set_aside == aside
        assert isinstance(fresh[0], Order)
    finally:
        fsspec.filesystem("memory").store.clear()


def test_what_is_no_folder_of_parts_is_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore, match="no parts here"):
        read_manifest(f"file://{tmp_path}")
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(DamagedStore, match="not a part, or a broken one"):
        list(read_part(f"file://{tmp_path}/x.parquet"))


STORIES = [
    "Rebels overran a post near Oram on Sunday, killing 3 soldiers, a resident said.",
    "Fighters took an army post near Oram on Sunday and three soldiers were killed, a nurse said.",
    "Gunmen burned houses in Bel on 2 March 2024, the town council said.",
]


def test_from_archive_to_incidents_by_the_command_line_and_into_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, parts, project = tmp_path / "in", tmp_path / "parts", tmp_path / "project"
    folder.mkdir()
    for n, text in enumerate(STORIES):
        line = json.dumps({"id": f"s{n}", "published": "2024-03-05", "text": text})
        (folder / f"{n}.jsonl").write_text(line)
    dull = json.dumps({"id": "dull", "published": "2024-03-05", "text": MARKET})
    (folder / "3.jsonl").write_text(f"{dull}\n{{broken")
    assert main(["parts", "read", str(folder), "--to", str(parts)]) == 1
    told = capsys.readouterr().err
    assert "3.jsonl, line 2: not JSON" in told
    assert "4 parts made, 0 stood already: 4 reports, 1 set aside" in told
    assert main(["parts", "link", str(parts)]) == 0
    linked = capsys.readouterr().err
    assert linked.startswith("2 incidents from 3 claims in 4 parts")

    create_store(_made(project)).close()
    for new in ("4 reports: 4 new", "4 reports: 0 new"):
        assert main(["parts", "add", str(parts), "--project", str(project)]) == 0
        assert new in capsys.readouterr().err
    assert main(["link", "--project", str(project)]) == 0
    with open_store(project) as store:  # type: ignore[attr-defined]
        from dateline.stores.parts import read_incidents

        expected = sorted(store.incidents(), key=lambda one: one.id)
        assert (
            sorted(read_incidents(f"file://{parts}/incidents-00000.parquet"), key=lambda one: one.id)
            == expected
        )
        assert store.search("price of rice")[0].report_id == "dull"
        assert store.check() == ()
    assert main(["parts", "link", str(project)]) == 2
    assert "no parts here" in capsys.readouterr().err


def _made(project: Path) -> Path:
    project.mkdir()
    return project
