"""Everything: one incident a line, as the contract words it, with its reports and claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from dateline.publish.formats import Export, Written
from dateline.publish.items import Item
from dateline.publish.wire import IncidentLine

COLUMNS = tuple(IncidentLine.__struct_fields__)


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """Lines of JSON in the order of the incidents."""
    encoder = msgspec.json.Encoder()
    count = 0
    for item in items:
        stream.write(encoder.encode(item.incident) + b"\n")
        count += 1
    return Written(count)


EXPORT = Export(name="jsonl", suffix=".jsonl", columns=COLUMNS, write=write)
