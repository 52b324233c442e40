"""Incidents -> files, one format a module; redaction runs before any format."""

from dateline.publish.formats import Export, Written, load_export
from dateline.publish.items import Item, make_items
from dateline.publish.wire import export_line, incident_line, report_line, to_json

__all__ = [
    "Export",
    "Item",
    "Written",
    "export_line",
    "incident_line",
    "load_export",
    "make_items",
    "report_line",
    "to_json",
]
