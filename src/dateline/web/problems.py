"""What a person sees when something is wrong: a clear word, a remedy, a way back. Never a traceback."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.web.desk import Stale
from dateline.web.people.gate import NotAllowed, NotLoggedIn, PasswordDue

log = logging.getLogger(__name__)
_WORDS = {
    400: ("That could not be understood", "Go back and look at what was entered."),
    403: ("This form is out of date", "Load the page again, then send it once more. Nothing was changed."),
    404: ("There is nothing at this address", "It may have been removed, or the link was cut off."),
    405: ("This address does not take that", "Go back and use the button on the page."),
    413: ("That is too large", "Reports of up to 8 MB can be pasted; add larger files with `dateline add`."),
}


def show_problem(_: Request[Any, Any, Any], fault: HTTPException) -> Template:
    """The page for a status code."""
    head, remedy = _WORDS.get(fault.status_code, ("That did not work", "Try again."))
    return _page(fault.status_code, head, remedy)


def show_misfit(_: Request[Any, Any, Any], __: Exception) -> Template:
    """The page for a form that sends what no form of ours sends."""
    return _page(400, *_WORDS[400])


def show_error(_: Request[Any, Any, Any], fault: DatelineError) -> Template:
    """The page for an error of ours: 409 for a stale form, 422 for a value that does not fit."""
    return _page(409 if isinstance(fault, Stale) else 422, fault.reason, fault.remedy)


def show_stranger(request: Request[Any, Any, Any], fault: NotLoggedIn) -> Template | Redirect:
    """The log-in for whoever asked for a page; 401 for a form, so that nothing seems to have been stored."""
    if request.method == "GET":
        query = f"?after={quote(fault.after, safe='/')}" if fault.after != "/" else ""
        return Redirect(f"/login{query}", status_code=303)
    return _page(401, fault.reason, fault.remedy)


def show_first_step(_: Request[Any, Any, Any], __: PasswordDue) -> Redirect:
    """The page where a password is chosen."""
    return Redirect("/me", status_code=303)


def show_refusal(_: Request[Any, Any, Any], fault: NotAllowed) -> Template:
    """The page for what this person may not do."""
    return _page(403, fault.reason, fault.remedy)


def show_failure(request: Request[Any, Any, Any], fault: Exception) -> Template:
    """The page for a fault in the program itself; the log says where in the program, and no word of the project."""
    at = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(_frames(fault)[-6:]))
    route = request.scope.get("path_template", "")
    log.error("a fault in the program: %s at %s; %s %s", type(fault).__name__, at, request.method, route)
    return _page(
        500, "Something in the program went wrong", "Nothing was lost. `dateline doctor` checks the project."
    )


def _frames(fault: Exception) -> traceback.StackSummary:
    """The last calls before the fault: places in the program, none of their values."""
    return traceback.StackSummary.extract(traceback.walk_tb(fault.__traceback__), lookup_lines=False)


def _page(status: int, head: str, remedy: str) -> Template:
    context = {"here": "", "head": head[:1].upper() + head[1:], "remedy": remedy}
    return Template("problem.html", context=context, status_code=status)


HANDLERS: Any = {
    HTTPException: show_problem,
    DatelineError: show_error,
    NotLoggedIn: show_stranger,
    PasswordDue: show_first_step,
    NotAllowed: show_refusal,
    msgspec.ValidationError: show_misfit,
    Exception: show_failure,
}
