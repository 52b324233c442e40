"""Passwords (argon2id) and the six digits of an authenticator (TOTP)."""

from __future__ import annotations

import base64
import io
import secrets
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.web.people.secret import Secret

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
FEWEST_SIGNS = 5
# One pass over 64 MiB in one thread; OWASP's cheat sheet asks for one over 46 MiB at least. More would be a burden
# where fifty people come in at once; passwords here are long.
PASSES, MEMORY_KIB = 1, 64 * 1024
STEP_S = 30
# Letters and digits that are not taken for one another when read aloud or written down.
_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


def check_new_password(password: str, name: str) -> str:
    """The password; DatelineError when it is too easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise DatelineError(
            f"a password has {SHORTEST} to {LONGEST} characters", remedy="Four or five words make a good one."
        )
    if len(set(password)) < FEWEST_SIGNS or name in password.casefold():
        raise DatelineError("this password is easily guessed", remedy="Four or five words make a good one.")
    return password


def make_password() -> str:
    """A password to be used once: 20 signs in groups of five, 99 bits."""
    signs = "".join(secrets.choice(_CLEAR) for _ in range(20))
    return "-".join(signs[i : i + 5] for i in range(0, 20, 5))


def hash_password(password: str) -> str:
    """The argon2id hash with its salt and costs; takes a core for some 0.1 s and 64 MiB, by design."""
    return _hasher().hash(password)


def verify_password(hashed: str | None, password: str) -> bool:
    """True when this is the password; without a hash the same work is done, and it is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed or _no_password(), password[: LONGEST + 1]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(hashed: str) -> bool:
    """True when the hash was made with other costs than are used now."""
    return _hasher().check_needs_rehash(hashed)


def totp_key(secret: Secret, name: str, nonce: str) -> str:
    """The key of an authenticator in base 32. It is made of the secret, so that the file alone does not hold it."""
    return base64.b32encode(secret.seal("totp", name, nonce)[:20]).decode()


def totp_step(key: str, code: str, now: datetime, *, after: int) -> int | None:
    """The half-minute a code belongs to: this one or its neighbours, later than the last one used; or None."""
    import pyotp

    signs = "".join(code.split())
    if len(signs) != 6 or not signs.isascii() or not signs.isdecimal():
        return None
    here, maker = int(now.timestamp()) // STEP_S, pyotp.TOTP(key)
    fitting = [
        step for step in (here - 1, here, here + 1) if secrets.compare_digest(maker.at(step * STEP_S), signs)
    ]
    return next((step for step in fitting if step > after), None)


def totp_address(key: str, name: str, project: str) -> str:
    """The otpauth: address an authenticator reads."""
    import pyotp

    return pyotp.TOTP(key).provisioning_uri(name=name, issuer_name=f"dateline {project}")


def draw_code(address: str) -> str:
    """The address as a QR code: a data: address of an SVG."""
    import segno

    return segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="white")


def print_code(address: str) -> str:
    """The address as a QR code of half blocks for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(address, error="l").terminal(out, compact=True)
    return out.getvalue()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)


@cache
def _no_password() -> str:
    return hash_password(secrets.token_hex(16))
