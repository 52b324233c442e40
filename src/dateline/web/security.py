"""What keeps a page harmless: a strict policy for its content, the host it answers to, one token per form."""

from __future__ import annotations

import hashlib
import secrets

from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard_host(app: ASGIApp) -> ASGIApp:
    """The app behind a check of the Host header: a name elsewhere that resolves to us is refused."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and host_of(scope) not in HOSTS:
            await refuse(send)
        else:
            await app(scope, receive, send)

    return guarded


async def add_headers(message: Message, scope: Scope) -> None:
    """Our headers on every answer; nothing but static files stays in the browser's cache."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers[name] = value
        headers["cache-control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"


def host_of(scope: Scope) -> str:
    """The host a request names, without its port; empty when it names none or more than one."""
    named = [value for name, value in scope["headers"] if name == b"host"]
    if len(named) != 1:
        return ""
    host = named[0].decode("latin-1").lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


async def refuse(send: Send) -> None:
    """Answers 421: this address is not served here."""
    body = b"This program answers on 127.0.0.1 and localhost only."
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def token_settings() -> CSRFConfig:
    """A token for each run of the program. Its cookie is named after the secret, so that one left by an
    earlier run, or by another project on another port, is never taken for ours."""
    secret = secrets.token_hex(32)
    name = "dateline_" + hashlib.sha256(secret.encode()).hexdigest()[:12]
    return CSRFConfig(secret=secret, cookie_name=name, cookie_samesite="strict", cookie_httponly=True)
