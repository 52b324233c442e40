"""E-mail files: subject, day of sending and body; the sender is kept in the raw bytes only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

from dateline.errors import UnusableInput
from dateline.ingest.arrival import make_arrival
from dateline.ingest.dates import DateCandidate, find_dates
from dateline.ingest.decode import decode_bytes
from dateline.ingest.outlet import find_outlet
from dateline.ingest.page import declared_charset, extract_page
from dateline.ingest.source import Source, foreign_parser
from dateline.records import Arrival


def read_mail(source: Source, *, published: Day | None = None) -> Iterator[Arrival | UnusableInput]:
    """One report a message: the plain body, else the article of the HTML body."""
    raw = source.read()
    with foreign_parser(source.name, "e-mail"):
        message = message_from_bytes(raw, policy=policy.default)
        subject = " ".join(str(message["subject"] or "").split())
        body, notes = _body(message, source.name)
        sent = _sent(message)
    text = f"{subject}\n\n{body}" if subject and not body.startswith(subject) else body
    yield make_arrival(
        text,
        raw,
        origin=source.name,
        media_type="message/rfc822",
        dates=(*sent, *find_dates(body)),
        published=published,
        headline=subject or None,
        outlet=find_outlet(text),
        notes=notes,
    )


def _body(message: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    left_out = [a.get_filename() or a.get_content_type() for a in message.iter_attachments()]
    notes = (f"attachments left out: {len(left_out)}",) if left_out else ()
    if part is None:
        raise UnusableInput(
            "a message without a body of text", where=name, remedy="Give its attachments as files."
        )
    data = cast(bytes | None, part.get_payload(decode=True)) or b""
    is_html = part.get_content_type() == "text/html"
    charset = part.get_content_charset() or (declared_charset(data) if is_html else None)
    decoded = decode_bytes(data, name, declared=charset)
    notes = (*notes, decoded.note) if decoded.note else notes
    if is_html:
        return extract_page(decoded.text, where=name).text, notes
    return decoded.text.replace("\r\n", "\n").strip("\n"), notes


def _sent(message: EmailMessage) -> tuple[DateCandidate, ...]:
    header = str(message["date"] or "")
    try:
        day = parsedate_to_datetime(header).date()
    except (TypeError, ValueError):
        return ()
    return (DateCandidate(day=day, found_in="the mail's Date", words=header),)
