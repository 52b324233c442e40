"""What keeps a page harmless: a strict policy for its content, the host it answers to, one token per form."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable

from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
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


def make_host_guard(hosts: frozenset[str] = HOSTS) -> Callable[[ASGIApp], ASGIApp]:
    """A check of the Host header before the app: a name elsewhere that resolves to us is refused; so is a form
    that another site's page sends."""

    def guard(app: ASGIApp) -> ASGIApp:
        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP and host_of(scope) not in hosts:
                await refuse(send, 421, b"This name is not served here; see --allow-host.")
            elif scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE and is_foreign(scope):
                await refuse(
                    send, 403, b"This form was sent from a page of another site. Nothing was changed."
                )
            else:
                await app(scope, receive, send)

        return guarded

    return guard


def make_headers(*, https: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """A function that puts our headers on every answer; nothing but static files stays in the browser's cache."""
    named = HEADERS | ({"strict-transport-security": "max-age=31536000"} if https else {})

    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in named.items():
                headers[name] = value
            headers["cache-control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"

    return add_headers


def is_foreign(scope: Scope) -> bool:
    """True when the browser says that a page of another site sends this. Origin is "null" under our own policy."""
    named = dict(scope["headers"])
    site = named.get(b"sec-fetch-site", b"none")
    origin = named.get(b"origin", b"null").decode("latin-1").lower()
    own = origin == "null" or origin.partition("://")[2] == named.get(b"host", b"").decode("latin-1").lower()
    return site not in (b"same-origin", b"none") or not own


def host_of(scope: Scope) -> str:
    """The host a request names, without its port; empty when it names none or more than one."""
    named = [value for name, value in scope["headers"] if name == b"host"]
    if len(named) != 1:
        return ""
    host = named[0].decode("latin-1").lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


async def refuse(send: Send, status: int, body: bytes) -> None:
    """Answers in plain words, without a page."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def token_settings(*, https: bool = False) -> CSRFConfig:
    """A token for each run of the program. Its cookie is named after the secret, so that one left by an
    earlier run, or by another project on another port, is never taken for ours."""
    secret = secrets.token_hex(32)
    name = cookie_name("dateline_" + hashlib.sha256(secret.encode()).hexdigest()[:12], https=https)
    return CSRFConfig(
        secret=secret, cookie_name=name, cookie_samesite="strict", cookie_httponly=True, cookie_secure=https
    )


def cookie_name(name: str, *, https: bool) -> str:
    """The name of a cookie; over https one that no other host of the domain can set."""
    return f"__Host-{name}" if https else name
