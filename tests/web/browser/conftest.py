"""The pages served on loopback, and a real Chromium that notes every request it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, FLAGS, PATIENCE_MS, served
from invented_project import InventedReader, MemoryStore, NoReference, make_report, make_store
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from dateline.web.app import STATIC, create_app

# Every test waits for what it wants to see, and never for a time: on a slow machine it takes longer, and holds.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium with a fresh profile; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    if not (STATIC / "vendor" / ".stamp").exists():
        pytest.skip("the front end's files are not here; run: python scripts/frontend.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def project() -> MemoryStore:
    """Two papers on one fight, and one on the price of rice."""
    return make_store(
        make_report(),
        make_report(id="r2", outlet="Sefa Times", headline="Fighting in Orlen"),
        make_report(id="r3", headline="Rice dearer", text="Rice costs more in Orlen.\n\nTraders blame rain."),
    )


@pytest.fixture
def address(tmp_path: Path, project: MemoryStore) -> Iterator[str]:
    """Where the pages of the project are served."""
    app = create_app(tmp_path, opener=lambda: project, extractor=InventedReader, reference=NoReference())
    with served(app) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A function that opens a path; at the end no request has left the machine, and nothing failed."""
    contexts, asked, faults = [], [], []

    def open_path(path: str, **settings: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **settings})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
        page.goto(address + path)
        page.wait_for_load_state("load")
        return page

    yield open_path
    for context in contexts:
        context.close()
    outside = [url for url in asked if not url.startswith((address, "data:", f"blob:{address}"))]
    assert outside == []
    assert faults == []


def is_fault(said: ConsoleMessage) -> bool:
    """True for an error a script or the policy tells of; a 409, on which a page of ours is shown, is none."""
    return said.type == "error" and "status of 409" not in said.text
