"""Good bytes with accidents: what a bad disk, a bad program or a bad person makes of a file."""

from __future__ import annotations

import random


def mutate(data: bytes, rng: random.Random) -> bytes:
    """The bytes with one to four small accidents."""
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(changed)) if changed else 0
        length = rng.choice((1, 1, 2, 8, 60))
        kind = rng.randrange(5)
        if kind == 0:
            changed[at : at + length] = rng.randbytes(length)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length] * rng.choice((1, 50))
        elif kind == 3:
            changed[at:at] = rng.choice(
                (b"\x00", b"\xff\xfe", b"<", b'"', b"&#", b"\r\n\r\n", b"]]>", b"\xe1\x80")
            )
        else:
            del changed[at:]
    return bytes(changed)
