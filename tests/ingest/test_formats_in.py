"""HTML, PDF, e-mail, web archives, feeds and CSV give the article, its day and where it came from."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from files import pdf_of, warc_of

from dateline.errors import UnusableInput
from dateline.ingest.pdf import join_lines
from dateline.records import Arrival

Read = Callable[..., list[Arrival | UnusableInput]]

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Post falls in Oram | Quen Herald</title>
<meta property="og:site_name" content="Quen Herald">
<meta property="article:published_time" content="2024-03-03T23:10:00+06:30">
<link rel="canonical" href="https://quen.example/post-falls">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Post falls in Oram",
"datePublished": "2024-03-03", "publisher": {"name": "Quen Herald"}}]}</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Post falls in Oram</h1>
<figure><img src="x.jpg"><figcaption>Smoke over Oram.</figcaption></figure>
<p>Rebels overran a police post in Oram on Saturday evening, a resident said, and burned two buildings.</p>
<p>Two officers were killed and three were hurt, according to a nurse at the town hospital there.</p>
<p>The army has not commented on the attack, the third on that road since the year began.</p>
</article><aside><h3>Related</h3><a href="/b">51 dead in border raid</a></aside>
<footer>Copyright 2024 Quen Herald</footer></body></html>"""

ARTICLE = (
    "Post falls in Oram\n\n"
    "Rebels overran a police post in Oram on Saturday evening, a resident said, and burned two buildings.\n\n"
    "Two officers were killed and three were hurt, according to a nurse at the town hospital there.\n\n"
    "The army has not commented on the attack, the third on that road since the year began."
)


def only(found: list[Arrival | UnusableInput]) -> Arrival:
    (one,) = found
    assert isinstance(one, Arrival), one
    return one


def test_a_page_gives_its_article_without_furniture_captions_and_related_stories(read: Read) -> None:
    found = only(read("a.html", PAGE))
    report = found.report
    assert report.text == ARTICLE
    assert (report.headline, report.outlet) == ("Post falls in Oram", "Quen Herald")
    assert report.url == "https://quen.example/post-falls"
    assert report.published == date(2024, 3, 3)
    assert found.raw == PAGE.encode()
    assert found.notes == ("1 caption left out of the text",)


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ('"datePublished": "2024-03-03"', '"dateModified": "2024-03-09"', date(2024, 3, 3)),
        ("2024-03-03", "2024-02-30", None),
        ("application/ld+json", "text/plain", date(2024, 3, 3)),
    ],
)
def test_the_days_of_a_page_in_order_of_trust(read: Read, old: str, new: str, day: date | None) -> None:
    assert only(read("a.html", PAGE.replace(old, new))).report.published == day


def test_two_days_on_a_page_are_noted(read: Read) -> None:
    found = only(read("a.html", PAGE.replace('content="2024-03-03T', 'content="2024-03-05T')))
    assert found.report.published == date(2024, 3, 3)
    assert found.notes[-1] == (
        "more than one date: took 2024-03-03, the one in the page's JSON-LD; "
        "also 2024-03-05 in the meta field article:published_time"
    )


def test_a_page_in_an_old_encoding_is_read_as_it_declares(read: Read) -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("Oram", "Óram")
    assert only(read("a.html", page.encode("cp1252"))).report.text == ARTICLE.replace("Oram", "Óram")


def test_a_page_tells_what_it_is_whatever_its_suffix(read: Read) -> None:
    assert only(read("a.txt", PAGE)).report.text == ARTICLE


def test_a_script_in_a_page_is_not_text(read: Read) -> None:
    page = PAGE.replace("<p>Rebels", "<script>alert(1)</script><p onclick='x()'>Rebels")
    assert only(read("a.html", page)).report.text == ARTICLE


@pytest.mark.parametrize("sign", ["\x01", "\x0c", "&#1;"])
def test_a_control_sign_behind_a_script_costs_a_page_nothing(read: Read, sign: str) -> None:
    told = ARTICLE.replace("\n\n", "</p><p>")
    page = f"<html><body><div><script>1</script>x{sign}y</div><article><p>{told}</p></article></body></html>"
    assert ARTICLE.split("\n\n")[1] in only(read("a.html", page)).report.text


def test_a_pdf_gives_paragraphs_and_its_day(read: Read) -> None:
    data = pdf_of(
        "Post falls in Oram",
        "4 March 2024",
        "Rebels overran a police post in Oram on Saturday eve-",
        "ning, a resident said, and burned two buildings on",
        "the hill.",
        "The army has not commented on the attack.",
    )
    found = only(read("a.pdf", data))
    assert found.report.text == (
        "Post falls in Oram\n\n4 March 2024\n\n"
        "Rebels overran a police post in Oram on Saturday evening, a resident said, and burned two buildings "
        "on the hill.\n\nThe army has not commented on the attack."
    )
    assert (found.report.headline, found.report.published) == ("Post falls in Oram", date(2024, 3, 4))


def test_a_scan_says_so(read: Read) -> None:
    (found,) = read("a.pdf", pdf_of())
    assert isinstance(found, UnusableInput)
    assert found.reason == "no text layer: pictures of pages (a scan)"
    assert found.remedy == "Recognise its text (OCR) first."


def test_lines_of_a_page_become_paragraphs() -> None:
    page = (
        "Rebels came in the night and took the post on the\r\nhill. Two men died.\r\n"
        "The army came back in the morning, it said, and\r\nburned it."
    )
    assert join_lines(page) == (
        "Rebels came in the night and took the post on the hill. Two men died.\n\n"
        "The army came back in the morning, it said, and burned it."
    )


MAIL = (
    b"From: Desk <desk@quen.example>\r\nTo: x@y.example\r\nSubject: =?utf-8?q?Post_falls?=\r\n"
    b"Date: Mon, 04 Mar 2024 01:00:00 +0630\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Rebels overran a post =E2=80=93 on Saturday.\r\n\r\nTwo died.\r\n"
)


def test_a_mail_gives_subject_body_and_the_day_as_the_sender_wrote_it(read: Read) -> None:
    found = only(read("a.eml", MAIL))
    assert found.report.text == "Post falls\n\nRebels overran a post – on Saturday.\n\nTwo died."
    assert (found.report.headline, found.report.published) == ("Post falls", date(2024, 3, 4))
    assert "desk@quen.example" not in repr(found.report)


def test_a_mail_with_an_unknown_charset_and_no_day_is_read(read: Read) -> None:
    data = MAIL.replace(b"utf-8\r\nContent-T", b"x-nobody\r\nContent-T").replace(
        b"Mon, 04 Mar", b"Foo, 99 Bar"
    )
    found = only(read("a.eml", data))
    assert "post – on Saturday" in found.report.text
    assert found.report.published is None


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quen Herald</title>
<item><title>Post &amp; bridge fall</title><link>https://quen.example/1</link>
<pubDate>Mon, 04 Mar 2024 01:00:00 +0630</pubDate>
<description>&lt;p&gt;Rebels took a post.&lt;/p&gt;&lt;p&gt;Two died.&lt;/p&gt;</description></item>
<item><title></title><description></description></item></channel></rss>"""


def test_a_feed_gives_its_entries_and_names_the_empty_one(read: Read) -> None:
    first, second = read("a.rss", FEED)
    assert isinstance(first, Arrival)
    report = first.report
    assert report.text == "Post & bridge fall\n\nRebels took a post.\n\nTwo died."
    assert (report.headline, report.outlet) == ("Post & bridge fall", "Quen Herald")
    assert (report.url, report.published) == ("https://quen.example/1", date(2024, 3, 4))
    assert first.raw.startswith(b"<item><title>Post &amp; bridge fall</title>")
    assert "only the feed's summary" in first.notes[0]
    assert isinstance(second, UnusableInput)
    assert second.where.endswith("entry 2")


def test_an_atom_feed_and_entities_that_would_explode(read: Read) -> None:
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title>'
        "<entry><title>Post falls</title>"
        "<updated>2024-03-04T01:00:00+06:30</updated>"
        '<content type="text">Rebels took it.</content></entry></feed>'
    )
    assert only(read("a.atom", atom)).report.published == date(2024, 3, 4)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'
    bomb = head + '<rss version="2.0"><channel><item><title>&e11;</title></item></channel></rss>'
    (found,) = read("b.rss", bomb)
    assert isinstance(found, UnusableInput) or len(found.report.text) < 1000


def test_an_archive_is_streamed_page_by_page(read: Read) -> None:
    page = ("https://quen.example/1", "text/html; charset=utf-8", PAGE.encode())
    data = warc_of(
        page,
        ("https://quen.example/i.png", "image/png", b"xx"),
        ("https://quen.example/empty", "text/html", b"<html><body></body></html>"),
    )
    first, second = read("a.warc.gz", data)
    assert isinstance(first, Arrival)
    assert first.report.text == ARTICLE
    assert first.report.retrieved == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert first.raw == PAGE.encode()
    assert isinstance(second, UnusableInput)
    assert second.where.endswith("a.warc.gz, https://quen.example/empty")
    assert only(read("b.warc", gzip.decompress(warc_of(page)))).report.text == ARTICLE


def test_an_archive_cut_off_gives_the_pages_before(read: Read) -> None:
    pages = [
        (f"https://quen.example/{n}", "text/html", PAGE.replace("Oram", f"Oram{n}").encode())
        for n in range(3)
    ]
    data = warc_of(*pages)
    found = read("a.warc.gz", data[:-200])
    assert [type(one) for one in found][:2] == [Arrival, Arrival]
    assert isinstance(found[-1], UnusableInput)
    assert "cut off" in found[-1].reason


def test_an_archive_of_refusals_holds_no_page(read: Read) -> None:
    (found,) = read(
        "a.warc.gz", warc_of(("https://q.example/1", "text/html", PAGE.encode()), status="404 Gone")
    )
    assert isinstance(found, UnusableInput)
    assert found.reason == "no page in the archive"


def test_a_table_gives_a_report_a_row(read: Read) -> None:
    data = (
        'id;published;title;text;note\n7;2024-03-04;Post falls;"They came.\n\nTwo died; one fled.";x\n8;;;;\n'
    )
    first, second = read("a.csv", data)
    assert isinstance(first, Arrival)
    assert first.report.text == "They came.\n\nTwo died; one fled."
    assert (first.report.id, first.report.published, first.report.headline) == (
        "7",
        date(2024, 3, 4),
        "Post falls",
    )
    assert isinstance(second, UnusableInput)
    assert second.reason == "no text in it"


def test_compressed_lines_are_read(read: Read) -> None:
    found = only(read("a.jsonl.gz", gzip.compress(b'{"id": "z", "text": "A post fell."}\n')))
    assert found.report.id == "z"
