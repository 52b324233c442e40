"""Review: one claim at a time, its text beside it; every ruling is a decision, and can be taken back."""

from __future__ import annotations

from typing import Annotated

import msgspec
from anyio import to_thread
from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.records import Claim, Report, Span
from dateline.review import Judgement, Ruling, field_of, write_ruling
from dateline.web.desk import Desk, Stale
from dateline.web.page import OnDesk, clash_page, found, go, page, review_address, ruled, safe_link
from dateline.web.views.cards import history_of, make_card
from dateline.web.views.clash import compare_rulings
from dateline.web.views.editors import CHOICES, held_value, read_value, words_value
from dateline.web.views.marks import claim_marks, evidence_marks, mark_report
from dateline.web.views.spots import choices_of


class Form(msgspec.Struct, kw_only=True):
    """What a ruling's form sends; unknown names are left aside."""

    judgement: Judgement
    seen: str = ""
    field: str = ""
    note: str = ""
    start: str = ""
    end: str = ""
    _csrf_token: str = ""


PARTIES = ("actor", "recipient", "victims")
Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/review", sync_to_thread=False)
def open_queue(desk: OnDesk) -> Template | Redirect:
    """The claim that most needs a person; a word of thanks when none is left."""
    first = desk.queue.after("")
    return go(review_address(first)) if first else page(desk, "done", "review", lost=len(desk.lost))


@get("/review/{claim_id:str}", sync_to_thread=False)
def show_claim(
    desk: OnDesk,
    claim_id: FromPath[str],
    field: FromQuery[str] = "",
    edit: FromQuery[str] = "",
    look: FromQuery[str] = "",
) -> Template:
    """One claim: the report on the left with its words lit, the card on the right."""
    claim = found(desk.claim(claim_id))
    report = found(desk.report(claim.report_id))
    siblings = [one for one in map(desk.claim, desk.held.claims_of.get(report.id, [])) if one]
    extraction = desk.extraction(report.id)
    card = make_card(
        claim,
        state=desk.states.get(claim.id, "open"),
        decisions=desk.decisions_on(claim.id),
        seen=desk.rulings.last_on(claim.id),
    )
    paths = [row.path for row in (*card.rows, *card.empty)]
    looked = desk.reference.look_up(look) if look else ()
    return page(
        desk,
        "review",
        "review",
        card=card,
        report=report,
        link=safe_link(report.url),
        paragraphs=mark_report(
            report,
            [*claim_marks(claim), *evidence_marks(siblings)],
            extraction.not_incidents if extraction else (),
        ),
        chosen=claim.id,
        field=field if field in paths else "",
        editing=edit if edit in paths else "",
        siblings=siblings,
        states=desk.states,
        lost=len(desk.lost),
        following=desk.queue.after(claim.id),
        history=history_of(desk.decisions, [claim.id]),
        incident=desk.held.incident_of.get(claim.id),
        editing_value=lambda path: held_value(claim, path),
        choices=CHOICES,
        look=look,
        looked=looked,
        spots=choices_of(held_value(claim, "location"), looked) if field == "location" else "",
        party_names=desk.reference.party_names() if field.partition(".")[0] in PARTIES else (),
    )


@post("/review/{claim_id:str}")
async def rule_on_claim(desk: OnDesk, claim_id: FromPath[str], data: Sent) -> Redirect | Template:
    """Stores one ruling; a ruling on the whole claim goes on to the next one. When somebody else ruled on it since
    the form was opened, both are shown and nothing is stored."""
    form = msgspec.convert(data, Form)
    claim = found(desk.claim(claim_id))
    report = found(desk.report(claim.report_id))
    path = _known(form.field)
    value = await _ruling(desk, claim, report, path, form, data) if form.judgement == "edit" else None
    details = {"field": path, "value": value, "note": form.note.strip() or None}
    try:
        desk.rule(form.judgement, claim.id, seen=form.seen, **details)
    except Stale as fault:
        return _show_clash(desk, claim_id, form, details, data, fault)
    whole = path is None and form.judgement in ("accept", "reject")
    after = (
        review_address(desk.queue.after(claim.id)) if whole else review_address(claim.id, field=path or "")
    )
    return ruled(desk, after)


def _show_clash(
    desk: Desk, claim_id: str, form: Form, details: dict[str, str | None], data: dict[str, str], fault: Stale
) -> Template:
    """Both rulings side by side; a claim that is gone cannot be ruled on at all."""
    read = desk.held.claims.get(claim_id)
    if read is None:
        raise fault
    rows = compare_rulings(read, desk.decisions, seen=form.seen, judgement=form.judgement, details=details)
    return clash_page(
        desk,
        fault,
        subjects=[claim_id],
        seen=(form.seen, desk.rulings.last_on(claim_id)),
        rows=rows,
        address=review_address(claim_id),
        back=review_address(claim_id, field=form.field),
        sent=data,
    )


@post("/undo", sync_to_thread=False)
def undo(desk: OnDesk) -> Redirect:
    """Takes back the last ruling, and shows the claim it was about."""
    undone = desk.undo()
    return ruled(
        desk, review_address(undone.subject if undone else None, field=(undone and undone.field) or "")
    )


async def _ruling(
    desk: Desk, claim: Claim, report: Report, path: str | None, form: Form, data: dict[str, str]
) -> str:
    """The edit as JSON: from words selected in the text, or from the fields of the editor."""
    if path is None:
        raise DatelineError("no field was named", remedy="Choose a field on the card first.")
    if form.start and form.end:
        span = _span(report, form)
        raw = span.of(report.text)
        name = field_of(path).name
        taken = await to_thread.run_sync(desk.reference.take, report, span, name)
        value = words_value(claim, path, raw) if taken is None else taken
        return write_ruling(path, Ruling(value=msgspec.to_builtins(value), raw=raw, spans=(span,)))
    return write_ruling(path, Ruling(value=read_value(claim, path, data, desk.reference)))


def _span(report: Report, form: Form) -> Span:
    try:
        span = Span(int(form.start), int(form.end))
    except ValueError as fault:
        raise DatelineError("the selection could not be read", remedy="Select the words again.") from fault
    if span.end > len(report.text) or not span.of(report.text).strip():
        raise DatelineError("the selection lies outside the text", remedy="Select the words again.")
    return span


def _known(path: str) -> str | None:
    if not path:
        return None
    try:
        field_of(path)
    except KeyError as fault:
        raise DatelineError(f"no field is called {path!r}", remedy="Choose one on the card.") from fault
    return path


HANDLERS = (open_queue, show_claim, rule_on_claim, undo)
