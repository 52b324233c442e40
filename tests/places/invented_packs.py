"""Packs of invented countries, for the tests of places."""

from __future__ import annotations

from pathlib import Path

from dateline.places.pack import ADMIN1, ADMIN2, COUNTRY, SETTLEMENT, Pack, PackWriter, Row


def write_telland(path: Path) -> Path:
    """Telland: two provinces, each with a town Ora, a district without a point, and one village more."""
    pack = Pack(name=path.stem, version="1", source="invented", licence="CC0")
    with PackWriter(path, pack) as writer:
        land = writer.add(_row("1", "Telland", COUNTRY, "country", 10.0, 10.0))
        norra = writer.add(_row("2", "Norra", ADMIN1, "province", 13.0, 10.0, land, radius_km=90.0))
        suda = writer.add(_row("3", "Suda", ADMIN1, "province", 7.0, 10.0, land, radius_km=90.0))
        writer.add(_row("4", "Ora", SETTLEMENT, "town", 13.1, 10.1, norra, population=9_000))
        writer.add(_row("5", "Ora", SETTLEMENT, "town", 7.1, 10.1, suda, population=9_500))
        writer.add(_row("6", "Belmar", SETTLEMENT, "town", 13.2, 10.2, norra, population=20_000))
        writer.add(_row("7", "Quen", ADMIN2, "district", None, None, norra))
    return path


def _row(
    id_: str, name: str, level: int, kind: str, lat: float | None, lon: float | None,
    parent: int | None = None, *, radius_km: float | None = None, population: int = 0,
) -> Row:  # fmt: skip
    return Row(
        id=id_, name=name, level=level, kind=kind, country="MM", parent=parent, lat=lat, lon=lon,
        radius_km=radius_km, population=population,
    )  # fmt: skip
