"""News in other people's JSON: IPTC's ninjs (1, 2 and 3) and schema.org's NewsArticle, as the six fields of ours.

https://iptc.org/std/ninjs/ and https://schema.org/NewsArticle. What has a `text` of its own is ours already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Any

from dateline.ingest.dates import DateCandidate

_DAY = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)")
_ARTICLE = re.compile(r"(?:\w*Article|\w*NewsArticle|BlogPosting|LiveBlogPosting|Report)\Z")
# In order of trust: when it came out first, then when this version did.
_NINJS_DAYS = (
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "versioncreated",
    "versionCreated",
)
_SCHEMA_DAYS = ("datePublished", "dateCreated")
_OUTLETS = ("provider", "publisher", "sourceOrganization")


def news_fields(found: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of one object of ninjs or schema.org, `days` its days; None for any other object."""
    if "text" in found:
        return None
    article = next(_articles(found), None)
    if article is not None:
        return _of_schema(article)
    return _of_ninjs(found) if _is_ninjs(found) else None


def _articles(found: Any) -> Iterator[dict[str, Any]]:
    """The article with a body in an object, a list or a graph."""
    if isinstance(found, list):
        for one in found:
            yield from _articles(one)
    elif isinstance(found, dict):
        kinds = found.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE.match(kind.rpartition("/")[2]) for kind in named):
            yield found
        yield from _articles(found.get("@graph"))


def _is_ninjs(found: dict[str, Any]) -> bool:
    return "uri" in found and any(
        key in found for key in ("body_text", "body_html", "body_xhtml", "bodies", "headline", "headlines")
    )


def _of_schema(found: dict[str, Any]) -> dict[str, Any]:
    body = _string(found.get("articleBody")) or _string(found.get("text"))
    page = found.get("mainEntityOfPage")
    return {
        "id": None,
        "text": body,
        "title": _string(found.get("headline")) or _string(found.get("name")),
        "outlet": next((name for key in _OUTLETS if (name := _name(found.get(key)))), None),
        "url": _string(found.get("url")) or _name(page, key="@id") or _string(found.get("@id")),
        "days": _days(found, _SCHEMA_DAYS, "schema.org"),
    }


def _of_ninjs(found: dict[str, Any]) -> dict[str, Any]:
    texts = {str(key): value for key, value in _bodies(found)}
    plain = texts.get("text/plain")
    marked = texts.get("text/html") or texts.get("application/xhtml+xml")
    title = _string(found.get("headline")) or _string(found.get("title")) or _first_headline(found)
    uri = _string(found.get("uri"))
    return {
        "id": None,
        "text": plain or (_without_marks(marked) if marked else None),
        "title": title,
        "outlet": next((name for key in (*_OUTLETS, "copyrightholder", "copyrightHolder")
                        if (name := _name(found.get(key)))), None),
        "url": next((a for a in (_string(found.get("located_url")), uri) if a and a.startswith("http")), None),
        "days": _days(found, _NINJS_DAYS, "ninjs"),
    }  # fmt: skip


def _bodies(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Media type and body: fields of their own in ninjs 1, a list of bodies since ninjs 2."""
    old = {"body_text": "text/plain", "body_html": "text/html", "body_xhtml": "application/xhtml+xml"}
    for key, kind in old.items():
        if body := _string(found.get(key)):
            yield kind, body
    for one in found.get("bodies") if isinstance(found.get("bodies"), list) else ():  # type: ignore[union-attr]
        if isinstance(one, dict) and (body := _string(one.get("value"))):
            kind = one.get("contenttype") or one.get("contentType") or "text/plain"
            yield str(kind).split(";")[0].strip().casefold(), body


def _first_headline(found: dict[str, Any]) -> str | None:
    named = found.get("headlines")
    values = [one.get("value") for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    return next((value for one in values if (value := _string(one))), None)


def _without_marks(markup: str) -> str | None:
    """The words of a body in HTML, a line for each paragraph."""
    from lxml import html

    tree = html.document_fromstring(f"<div>{markup}</div>")
    for unread in tree.xpath("//script|//style|//figcaption"):
        unread.drop_tree()
    blocks = tree.xpath("//p|//h1|//h2|//h3|//h4|//li|//blockquote[not(.//p)]") or [tree]
    lines = [" ".join(block.text_content().split()) for block in blocks]
    return "\n\n".join(line for line in lines if line) or None


def _days(found: dict[str, Any], keys: tuple[str, ...], standard: str) -> tuple[DateCandidate, ...]:
    """The days given, the best first, each once."""
    days: dict[Day, DateCandidate] = {}
    for key in keys:
        match = _DAY.match(found[key]) if isinstance(found.get(key), str) else None
        try:
            day = Day.fromisoformat(match[1]) if match else None
        except ValueError:
            continue
        if day:
            days.setdefault(
                day, DateCandidate(day=day, found_in=f"{standard}'s {key}", words=found[key][:40])
            )
    return tuple(days.values())


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _name(value: Any, key: str = "name") -> str | None:
    """The name of a party that is given as a string, an object, or a list of these."""
    if isinstance(value, list):
        return next((name for one in value if (name := _name(one, key))), None)
    return _string(value.get(key)) if isinstance(value, dict) else _string(value)
