"""SIGTERM ends the pages: what was ruled is there, linked and whole."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import invented
import pytest

from dateline.records import Arrival, Extraction
from dateline.stores import create_store, open_store


@pytest.mark.browser
def test_sigterm_ends_serve_and_the_store_is_whole(tmp_path: Path) -> None:
    store = create_store(tmp_path / "project")
    report, claim = invented.make_report(), invented.make_claim()
    store.add_report(Arrival(report=report, raw=report.text.encode()))
    store.put_extraction(Extraction(report_id="r1", extractor="stub@1", claims=(claim,)))
    store.close()
    command = [str(Path(sys.executable).with_name("dateline")), "serve", "--port", "0", "--project"]
    with subprocess.Popen([*command, str(tmp_path / "project")], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
        with urllib.request.urlopen(f"{address}healthz", timeout=30) as answer:
            assert answer.read() == b"ok\n"
        with urllib.request.urlopen(f"{address}review/c1", timeout=60) as answer:
            token = re.search(r'name="_csrf_token" value="([^"]+)"', answer.read().decode())
            cookie = answer.headers["set-cookie"].partition(";")[0]
        assert token
        form = f"judgement=accept&seen=&_csrf_token={token[1]}".encode()
        request = urllib.request.Request(f"{address}review/c1", data=form, headers={"cookie": cookie})
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
        assert "Traceback" not in server.stderr.read()
    store = open_store(tmp_path / "project")
    assert [(one.judgement, one.subject) for one in store.decisions()] == [("accept", "c1")]
    assert store.counts().incidents == 1
    assert (*store.check(), *store.verify()[0]) == ()
    store.close()
