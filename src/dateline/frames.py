"""A project's incidents as a data frame: `dateline.to_pandas("project")`, and the same for polars and geopandas.

Columns are those of `export geoparquet`. A number that nobody tells is null, never 0. Presets and areas
apply as in exports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import MissingData
from dateline.publish.items import Item, gather_items
from dateline.publish.redact import Rules, redact_items

if TYPE_CHECKING:
    from types import ModuleType

    from geopandas import GeoDataFrame  # type: ignore[import-untyped]
    from pandas import DataFrame  # type: ignore[import-untyped]
    from polars import DataFrame as PolarsFrame
    from pyarrow import Table

_DEGREES = "EPSG:4326"


@contextmanager
def open_items(
    project: str | Path, *, preset: str = "internal", rules: Rules | None = None
) -> Iterator[Iterable[Item]]:
    """The incidents of a project as every export gets them, one at a time, while the block lasts."""
    from dateline.stores import open_store

    store = open_store(Path(project))
    try:
        items: Iterable[Item] = gather_items(store)
        yield redact_items(items, preset, Counter(), rules)
    finally:
        store.close()


def to_arrow(project: str | Path, *, preset: str = "internal", rules: Rules | None = None) -> Table:
    """An Arrow table, geometry as well-known binary."""
    from dateline.publish.geoparquet import make_table

    with open_items(project, preset=preset, rules=rules) as items:
        return make_table(items)


def to_pandas(project: str | Path, *, preset: str = "internal", rules: Rules | None = None) -> DataFrame:
    """A pandas frame with Arrow types, so that an unknown number stays unknown; longitude and latitude as columns."""
    pandas = _library("pandas")
    table = _without_geometry(to_arrow(project, preset=preset, rules=rules))
    frame: DataFrame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    return frame


def to_polars(project: str | Path, *, preset: str = "internal", rules: Rules | None = None) -> PolarsFrame:
    """A polars frame; longitude and latitude as columns."""
    polars = _library("polars")
    table = _without_geometry(to_arrow(project, preset=preset, rules=rules))
    frame: PolarsFrame = polars.from_arrow(table)
    return frame


def to_geopandas(
    project: str | Path, *, preset: str = "internal", rules: Rules | None = None
) -> GeoDataFrame:
    """A geopandas frame in degrees (EPSG:4326); a point stands for an area as large as `radius_km`."""
    geopandas, pandas = _library("geopandas"), _library("pandas")
    table = to_arrow(project, preset=preset, rules=rules)
    points = geopandas.GeoSeries.from_wkb(table.column("geometry").to_pylist(), crs=_DEGREES)
    rest = table.drop_columns(["geometry"]).to_pandas(types_mapper=pandas.ArrowDtype)
    frame: GeoDataFrame = geopandas.GeoDataFrame(rest, geometry=points)
    return frame


def _without_geometry(table: Table) -> Table:
    """The table without the geometry, which says what longitude and latitude say, and without its metadata."""
    return table.drop_columns(["geometry"]).replace_schema_metadata(None)


def _library(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise MissingData(
            f"{name} is not installed", remedy=f"Install it: pip install 'dateline[{name}]'."
        ) from None
