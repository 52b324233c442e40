"""Outside world -> Report: text, HTML, PDF, mail, feeds, WARC, tables."""

from dateline.ingest.read import read_inputs

__all__ = ["read_inputs"]
