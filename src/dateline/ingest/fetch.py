"""One GET within limits: http and https only, no private addresses, bounded in time and size.

Each connection looks its host up itself and goes to the address it has checked, so that neither a redirect nor
a name that changes its address between two look-ups leads inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from email.message import Message
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from dateline.errors import UnusableInput
from dateline.records import Record

AGENT = "dateline"
MAX_BYTES = 16 * 1024 * 1024
SECONDS = 60.0
SECONDS_A_STEP = 20.0
_REDIRECTS = 5
_CHUNK = 1 << 16


class Fetched(Record, frozen=True, kw_only=True):
    """What a server answered: 200 with a body, 304 for nothing new, or a refusal."""

    url: str
    status: int
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: int | None = None


Fetch = Callable[..., Fetched]


def clean_url(url: str) -> str:
    """The address in one spelling; UnusableInput for anything but http and https with a host."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise _refused(url, "not an address") from None
    if parts.scheme not in ("http", "https"):
        raise _refused(url, f"the scheme {parts.scheme or '(none)'}, only http and https are fetched")
    if not parts.hostname or parts.username or parts.password:
        raise _refused(url, "an address without a host, or with a password in it")
    try:
        host = parts.hostname.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _refused(url, "not a host name") from None
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> Fetched:
    """The answer; UnusableInput when there is none, or when it is beyond the limits."""
    url = clean_url(url)
    headers = {
        "User-Agent": AGENT,
        "Accept-Encoding": "gzip",
        "If-None-Match": etag,
        "If-Modified-Since": modified,
    }
    request = urllib.request.Request(url, headers={k: v for k, v in headers.items() if v})
    until = time.monotonic() + seconds
    try:
        with _opener(allow_private).open(request, timeout=min(seconds, SECONDS_A_STEP)) as response:
            return _answer(
                response.geturl(), response.status, response.headers, _body(response, url, max_bytes, until)
            )
    except urllib.error.HTTPError as answer:
        with answer:
            return _answer(url, answer.code, answer.headers, b"")
    except UnusableInput:
        raise
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, UnusableInput):
            raise fault.reason from None
        raise _failed(url, fault.reason) from None
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as fault:
        raise _failed(url, fault) from None


def _body(response: Any, url: str, max_bytes: int, until: float) -> bytes:
    """The body, unpacked as it comes; a bomb, an endless answer and a slow one all end."""
    packed = (response.headers.get("Content-Encoding") or "").strip().lower() == "gzip"
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if packed else None
    body = bytearray()
    # read1: what has come so far; read would wait for a whole chunk from a server that drips.
    while data := response.read1(_CHUNK):
        while data:
            body += unpacker.decompress(data, _CHUNK) if unpacker else data
            data = unpacker.unconsumed_tail if unpacker else b""
            if len(body) > max_bytes:
                raise _refused(url, f"an answer of more than {max_bytes // (1024 * 1024)} MB")
        if time.monotonic() > until:
            raise _refused(url, "an answer that does not end")
    return bytes(body)


def _answer(url: str, status: int, headers: Mapping[str, str] | Message, body: bytes) -> Fetched:
    kind = Message()
    kind["Content-Type"] = headers.get("Content-Type") or "application/octet-stream"
    later = (headers.get("Retry-After") or "").strip()
    return Fetched(
        url=url,
        status=status,
        body=body,
        media_type=kind.get_content_type(),
        charset=kind.get_content_charset(),
        etag=headers.get("ETag"),
        modified=headers.get("Last-Modified"),
        retry_after=int(later) if later.isdecimal() and len(later) < 8 else None,
    )


def _refused(url: str, reason: str) -> UnusableInput:
    return UnusableInput(f"not fetched: {reason}", where=url[:200], remedy="Check the address.")


def _failed(url: str, fault: object) -> UnusableInput:
    said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return UnusableInput(f"not fetched: {said}"[:200], where=url[:200], remedy="Try again later.")


def _addresses(host: str, port: int) -> list[str]:
    """The addresses of a name; an address is its own."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The host's addresses; UnusableInput when one of them is not on the public network."""
    addresses = _addresses(host, port)
    for address in addresses:
        ip = ipaddress.ip_address(address.split("%")[0])
        inner = getattr(ip, "ipv4_mapped", None) or ip
        if not allow_private and (not inner.is_global or inner.is_multicast):
            raise UnusableInput(
                f"not fetched: {host} is {inner}, an address inside this network",
                where=host,
                remedy="Allow private addresses if that is meant.",
            )
    return addresses


def _connect(connection: http.client.HTTPConnection, allow_private: bool) -> socket.socket:
    """A socket to one of the addresses that were checked."""
    port = connection.port
    fault: OSError = OSError("no address")
    for address in checked_addresses(connection.host, port, allow_private=allow_private):
        try:
            return socket.create_connection((address, port), connection.timeout)
        except OSError as one:
            fault = one
    raise fault


def _opener(allow_private: bool) -> urllib.request.OpenerDirector:
    """An opener without proxies, files, FTP and cookies, whose connections check where they go."""

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = _connect(self, allow_private)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(_connect(self, allow_private), server_hostname=self.host)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(Secure, req)

    opener = urllib.request.OpenerDirector()
    for handler in (
        PlainHandler(),
        SecureHandler(),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects a few times, to addresses that may be fetched; never from https to http."""

    max_redirections = _REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        newurl = clean_url(newurl)
        if req.full_url.startswith("https:") and newurl.startswith("http:"):
            raise _refused(newurl, "a redirect from https to http")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
