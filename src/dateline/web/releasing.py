"""The release that an approved publication becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline import __version__
from dateline.past.journal import freeze, list_releases, record_release, refuse_known_tag
from dateline.plugins import list_plugins
from dateline.publish.items import Item, make_items
from dateline.publish.package import CHECKSUMS, Release, write_release
from dateline.publish.profiles import load_profile
from dateline.stores.contract import Store
from dateline.web.publications import Publication

PROFILES = {"acled": "acled-like", "ged": "ucdp-like"}


def make_release(store: Store, project: Path, publication: Publication, day: date) -> Path:
    """The folder releases/TAG with every export; `diff` and `asof` know it by its tag."""
    proposal = publication.proposal
    folder = folder_of(project, publication)
    if was_made(store, publication, folder):
        return folder
    refuse_known_tag(store, proposal.tag)
    history, state = freeze(store)

    def items() -> Iterator[Item]:
        return make_items(state.incidents, state.claims, store.report)

    made = Release(
        tag=proposal.tag,
        day=day,
        title=proposal.title,
        version=__version__,
        licence=proposal.licence,
        preset=proposal.preset,
        formats=tuple(list_plugins("exports")),
        extractors=tuple(sorted({claim.extractor for claim in state.claims})),
    )
    write_release(folder, made, items, {name: load_profile(profile) for name, profile in PROFILES.items()})
    checksums = hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()
    record_release(store, proposal.tag, history, preset=proposal.preset, sha256=checksums)
    return folder


def was_made(store: Store, publication: Publication, folder: Path) -> bool:
    """True when this very release stands there whole: the program ended before it could say so."""
    found = [one for one in list_releases(store) if one.tag == publication.proposal.tag]
    if not found or not (folder / CHECKSUMS).is_file() or found[0].made_at < publication.steps[-1].at:
        return False
    return found[0].sha256 == hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()


def folder_of(project: Path, publication: Publication) -> Path:
    """Where the files of a publication stand."""
    return project / "releases" / publication.proposal.tag


def files_of(project: Path, publication: Publication) -> tuple[Path, ...]:
    """The files of a publication, by name; none before it is published."""
    folder = folder_of(project, publication)
    if publication.status != "published" or not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file()))
