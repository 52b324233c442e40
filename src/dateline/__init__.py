"""dateline reads news reports of armed conflict and keeps who said what, and where it says so.

For notebooks: `dateline.to_pandas("project")`, `to_polars`, `to_geopandas` and `to_arrow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.frames import to_arrow, to_geopandas, to_pandas, to_polars

__version__ = "0.1.0"
__all__ = ["__version__", "to_arrow", "to_geopandas", "to_pandas", "to_polars"]


def __getattr__(name: str) -> Any:
    """The accessors, imported when they are first asked for: the command starts without them."""
    if name in __all__:
        from dateline import frames

        return getattr(frames, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
