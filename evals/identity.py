"""Reports in, which of them tell of the same incident out: the product's own grouping of reports.

Usage: python -m evals.identity INPUT.jsonl > PRED.jsonl
"""

from __future__ import annotations

import sys
from datetime import date as Day
from typing import Any

from dateline.reconcile.reports import group_reports
from dateline.reconcile.story import profile_report
from dateline.records import Report
from evals.lines import read_lines, write_line


def report_of(line: dict[str, Any]) -> Report:
    """The report of one line, with its day of print where the line gives one."""
    meta = line.get("meta") or {}
    published = meta.get("published") or line.get("published")
    return Report(
        id=line["id"],
        text=line["text"],
        headline=line.get("title"),
        published=Day.fromisoformat(published[:10]) if published else None,
    )


def main(argv: list[str]) -> int:
    """0 when every report has a label; the label is the first report of its group."""
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    reports = [report_of(line) for line in read_lines(argv[0])]
    groups = group_reports([profile_report(report) for report in reports])
    label = {report: group[0] for group in groups for report in group}
    for report in reports:
        write_line({"id": report.id, "incident": label[report.id], "mentions": []})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
