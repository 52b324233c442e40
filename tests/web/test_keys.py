"""The keyboard table: no two actions share a key, each is told in the help and done by a script."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from dateline.web.keys import find_clashes, list_keys

SCRIPTS = files("dateline.web").joinpath("static")


def test_no_key_does_two_things_on_a_page():
    assert find_clashes(list_keys()) == ()


def test_a_clash_is_found_also_between_a_page_and_everywhere():
    (one, *_) = list_keys()
    other = msgspec.structs.replace(one, on="everywhere", does="something else")
    assert find_clashes((one, other)) == ((one, other),)
    assert find_clashes((one, msgspec.structs.replace(one, on="inbox"))) == ()


def test_every_key_is_done_by_a_script_and_by_nothing_else():
    scripts = "".join(
        SCRIPTS.joinpath(name).read_text("utf-8") for name in ("keys.js", "review.js", "accounts.js")
    )
    for key in list_keys():
        assert f'"{key.does}":' in scripts or f" {key.does}:" in scripts, key
    for name in ("keys.js", "review.js", "accounts.js", "explore.js", "map.js", "incident.js"):
        source = SCRIPTS.joinpath(name).read_text("utf-8")
        assert source.count("keydown") == (name == "keys.js"), name
    assert "accesskey" not in "".join(
        one.read_text("utf-8") for one in files("dateline.web").joinpath("templates").iterdir()
    )


def test_the_help_shows_every_key(pages):
    page = pages.get("/keys").text
    assert all(key.says in page for key in list_keys())
