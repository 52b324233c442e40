"""The release that an approved publication becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dateline.past import list_releases
from dateline.publish.package import CHECKSUMS
from dateline.releases import make_release, sum_of
from dateline.stores.contract import Store
from dateline.web.publications import Publication


def release_publication(store: Store, project: Path, publication: Publication, day: date) -> Path:
    """The folder releases/TAG with every export, made now unless it stands there whole."""
    proposal = publication.proposal
    folder = folder_of(project, publication)
    if not was_made(store, publication, folder):
        make_release(
            store,
            folder,
            tag=proposal.tag,
            day=day,
            title=proposal.title,
            licence=proposal.licence,
            preset=proposal.preset,
        )
    return folder


def was_made(store: Store, publication: Publication, folder: Path) -> bool:
    """True when this very release stands there whole: the program ended before it could say so."""
    found = [one for one in list_releases(store) if one.tag == publication.proposal.tag]
    if not found or not (folder / CHECKSUMS).is_file() or found[0].made_at < publication.steps[-1].at:
        return False
    return found[0].sha256 == sum_of(folder)


def folder_of(project: Path, publication: Publication) -> Path:
    """Where the files of a publication stand."""
    return project / "releases" / publication.proposal.tag


def files_of(project: Path, publication: Publication) -> tuple[Path, ...]:
    """The files of a publication, by name; none before it is published."""
    folder = folder_of(project, publication)
    if publication.status != "published" or not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file()))
