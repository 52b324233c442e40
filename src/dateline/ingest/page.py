"""An HTML page -> its article: text, headline, outlet, address, and every day the page gives, best first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Any

from dateline.errors import UnusableInput
from dateline.ingest.dates import DateCandidate, find_dates, says_day
from dateline.ingest.outlet import find_outlet
from dateline.ingest.source import foreign_parser
from dateline.records import Record

MAX_PAGE_CHARS = 10_000_000
_META_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
)
_META_OUTLETS = ("og:site_name", "application-name", "dc.publisher")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_ISO = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)")


class Page(Record, frozen=True, kw_only=True):
    """What was read off a page; the text begins with the headline where the page has one."""

    text: str
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    notes: tuple[str, ...] = ()


def declared_charset(raw: bytes) -> str | None:
    """The encoding that a page's head declares."""
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else None


def extract_page(markup: str, *, where: str, url: str | None = None) -> Page:
    """The article of a page; UnusableInput when there is no text, or the page is beyond all measure."""
    if len(markup) > MAX_PAGE_CHARS:
        raise UnusableInput("a page of more than 10 MB", where=where, remedy="Save the article alone.")
    with foreign_parser(where, "HTML"):
        tree = _parse(markup)
        if tree is None:
            raise UnusableInput("no markup in it", where=where, remedy="Check that it is the article itself.")
        linked = tuple(_linked_data(tree))
        headline, body = _article(markup, url)
        captions = [c for c in (_words(e) for e in tree.iterfind(".//figcaption")) if c]
        body = body or _first_body(linked) or _paragraphs(tree)
    if not body.strip():
        raise UnusableInput("no article text on the page", where=where, remedy="Save the article's own page.")
    headline = headline or _first(linked, "headline")
    parts = [headline] if headline and not body.startswith(headline) else []
    text = "\n\n".join([*parts, *(line.strip() for line in body.split("\n") if line.strip())])
    return Page(
        text=text,
        headline=headline,
        outlet=_outlet(tree, linked) or find_outlet(text),
        url=_address(tree, url),
        dates=tuple(_dates(tree, markup, linked, url)) + find_dates(text),
        notes=(f"{len(captions)} caption{'s'[: len(captions) > 1]} left out of the text",)
        if captions
        else (),
    )


def _parse(markup: str) -> Any:
    from lxml import html

    # lxml refuses a string with an encoding declaration: the text is decoded already.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)


def _article(markup: str, url: str | None) -> tuple[str | None, str]:
    """Headline and body as trafilatura finds them, without furniture, related stories, comments, captions."""
    import trafilatura

    found = trafilatura.bare_extraction(
        markup,
        url=url,
        include_comments=False,
        include_tables=True,
        favor_precision=False,
        deduplicate=False,
        prune_xpath="//figcaption",
        with_metadata=True,
        date_extraction_params={"max_date": "2100-01-01"},
    )
    if found is None or isinstance(found, dict):
        return None, ""
    return (found.title or "").strip() or None, found.text or ""


def _paragraphs(tree: Any) -> str:
    """The words of all paragraphs, for a page too short or too odd for the finder of articles."""
    found = [_words(p) for p in tree.iterfind(".//p")]
    if not any(found):
        found = [_words(tree.find("body"))] if tree.find("body") is not None else []
    return "\n".join(words for words in found if words)


def _words(element: Any) -> str:
    for unread in element.xpath(".//script|.//style|.//noscript"):
        unread.drop_tree()
    return " ".join(element.text_content().split())


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            yield name.strip().casefold(), content


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD blocks, graphs laid flat."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [found]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting.extend(one)
            elif isinstance(one, dict):
                yield one
                waiting.extend(one.get("@graph", []) if isinstance(one.get("@graph"), list) else [])


def _first(linked: tuple[dict[str, Any], ...], key: str) -> str | None:
    return next(
        (" ".join(o[key].split()) for o in linked if isinstance(o.get(key), str) and o[key].strip()), None
    )


def _first_body(linked: tuple[dict[str, Any], ...]) -> str:
    """The article's own words where a page gives them only to machines, as schema.org's articleBody."""
    bodies = (one.get("articleBody") for one in linked)
    return next((body for body in bodies if isinstance(body, str) and body.strip()), "")


def _outlet(tree: Any, linked: tuple[dict[str, Any], ...]) -> str | None:
    metas = dict(reversed(list(_metas(tree))))
    publishers = [o["publisher"] for o in linked if isinstance(o.get("publisher"), dict)]
    named = [metas.get(name) for name in _META_OUTLETS[:1]]
    named += [p["name"] for p in publishers if isinstance(p.get("name"), str)]
    named += [metas.get(name) for name in _META_OUTLETS[1:]]
    return next((" ".join(name.split()) for name in named if name and name.strip()), None)


def _address(tree: Any, url: str | None) -> str | None:
    """The canonical address that the page gives, else the one it was fetched from."""
    links = [link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")]
    metas = [content for name, content in _metas(tree) if name == "og:url"]
    return next((u.strip() for u in [*links, *metas] if u and re.match(r"\s*https?://\S+\s*$", u)), url)


def _dates(
    tree: Any, markup: str, linked: tuple[dict[str, Any], ...], url: str | None
) -> Iterator[DateCandidate]:
    """Days in order of trust: JSON-LD, meta, marked-up times, then what htmldate makes of the rest."""
    for one in linked:
        yield from _iso(one.get("datePublished"), "the page's JSON-LD")
    metas = list(_metas(tree))
    for wanted in _META_DATES:
        for name, content in metas:
            if name == wanted:
                yield from _iso(content, f"the meta field {wanted}")
    for time in tree.iterfind(".//time"):
        if time.get("pubdate") is not None or "publish" in (time.get("itemprop") or "").casefold():
            yield from _iso(time.get("datetime"), "a marked-up time")
    # Where a page gives only a month or a year, htmldate makes up the day: taken only if the page says it.
    yield from (c for c in _iso(_guess(markup, url), "the look of the page") if says_day(markup, c.day))


def _guess(markup: str, url: str | None) -> str | None:
    """What htmldate takes for the day of the page; None where it can't work on it, as with control signs."""
    from htmldate import find_date

    try:
        found: str | None = find_date(
            markup, url=url, original_date=True, extensive_search=False, max_date="2100-01-01"
        )
    except (ValueError, RecursionError):
        return None
    return found


def _iso(value: object, found_in: str) -> Iterator[DateCandidate]:
    match = _ISO.match(value) if isinstance(value, str) else None
    if match and isinstance(value, str):
        try:
            day = Day(*map(int, match.groups()))
        except ValueError:
            return
        yield DateCandidate(day=day, found_in=found_in, words=value.strip()[:40])
