"""The screen beside the parse it saves: `python -m bench.screen [REPORTS]`, words a second of a core."""

from __future__ import annotations

import sys
import time

from bench.invent import invent
from bench.timing import table
from dateline.extract.screen import load_screen
from dateline.text import parse_report


def main(number: int) -> None:
    """Both over the same reports, in turns, timed by the processor's clock."""
    reports = list(invent(number, quiet_share=0.95))
    words = sum(len(report.text.split()) for report in reports)
    screen = load_screen()
    screen.keeps(reports[0])
    parse_report(reports[0])
    screening = parsing = 0.0
    kept = 0
    for report in reports:
        start = time.process_time()
        kept += screen.keeps(report)
        middle = time.process_time()
        parse_report(report)
        screening, parsing = screening + middle - start, parsing + time.process_time() - middle
    rows = [
        ("screen", f"{words / screening:,.0f} words/s"),
        ("parse", f"{words / parsing:,.0f} words/s"),
        ("ratio", f"{parsing / screening:.0f} times"),
        ("kept", f"{kept:,} of {number:,} reports, 5 % of them with an incident"),
    ]
    sys.stdout.write(table(f"Screen, {number:,} invented reports", rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
