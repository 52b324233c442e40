"""The manifests of a cluster fit together, and the commands in them are the program's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from dateline.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy/kubernetes"
FILES = sorted(FOLDER.glob("*.yaml"))


def read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((FOLDER / name).read_text(encoding="utf-8")))


def containers() -> dict[str, dict[str, Any]]:
    """Every container of the manifests by its name."""
    cluster, (job,) = read("cluster.yaml")[0]["spec"], read("job.yaml")
    specs = [cluster["scheduler"]["spec"], cluster["worker"]["spec"], job["spec"]["template"]["spec"]]
    return {one["name"]: one for spec in specs for one in spec["containers"]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_document_says_what_it_is(file: Path) -> None:
    for document in read(file.name):
        assert {"apiVersion", "kind", "metadata", "spec"} == set(document)
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,62}", document["metadata"]["name"])


def test_the_service_leads_to_the_ports_of_the_scheduler() -> None:
    cluster = read("cluster.yaml")[0]
    service = cluster["spec"]["scheduler"]["service"]
    ports = {port["name"]: port["containerPort"] for port in containers()["scheduler"]["ports"]}
    assert {port["targetPort"]: port["port"] for port in service["ports"]} == ports
    assert ports["tcp-comm"] == 8786  # workers and jobs ask there
    name = cluster["metadata"]["name"]
    assert service["selector"] == {"dask.org/cluster-name": name, "dask.org/component": "scheduler"}


def test_all_run_one_image_that_a_file_here_builds() -> None:
    (image,) = {one["image"] for one in containers().values()}
    assert f"-t {image} ." in (ROOT / "deploy/Containerfile.cluster").read_text(encoding="utf-8")


def test_only_the_cluster_and_its_jobs_reach_the_scheduler() -> None:
    cluster, policy = read("cluster.yaml")
    (job,) = read("job.yaml")
    own = {"dask.org/cluster-name": cluster["metadata"]["name"]}
    assert policy["spec"]["podSelector"]["matchLabels"] == own
    let_in = [
        one["podSelector"]["matchLabels"]
        for one in policy["spec"]["ingress"][0]["from"]
        if "podSelector" in one
    ]
    assert let_in == [own, job["spec"]["template"]["metadata"]["labels"]]


def test_workers_read_with_one_thread_and_the_keys_of_the_job() -> None:
    worker, job = containers()["worker"], containers()["parts"]
    assert worker["args"][worker["args"].index("--nthreads") + 1] == "1"
    assert worker["envFrom"] == job["envFrom"]


def test_the_commands_of_the_job_can_be_parsed_and_ask_the_scheduler_of_the_cluster() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    name = read("cluster.yaml")[0]["metadata"]["name"]
    lines = re.findall(r"dateline (.+)", containers()["parts"]["command"][-1])
    assert [line.split()[:2] for line in lines] == [["parts", "read"], ["parts", "link"]]
    for line in lines:
        words = shlex.split(line)
        verb = commands[words[0]].commands[words[1]]
        taken = {option for param in verb.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= taken
        assert words[words.index("--scheduler") + 1] == f"tcp://{name}-scheduler:8786"


def test_the_page_on_scale_names_every_manifest() -> None:
    page = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
    for file in FILES:
        assert f"deploy/kubernetes/{file.name}" in page
