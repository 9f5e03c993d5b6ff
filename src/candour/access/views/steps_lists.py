"""Steps that go through a list of the pack: the written request of the police, and what the barring service may get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.forms import Form

from candour.access import chains_lists, clarifying
from candour.access.chains_forms import GoThrough, points_from
from candour.access.chains_lists import PRESCRIBED, WRITTEN_REQUEST
from candour.access.forms_steps import Sent
from candour.access.forms_steps_work import Question
from candour.access.models import Found, Request
from candour.access.taking import BEFORE_DECISION, UNTIL_SENT, not_in
from candour.access.views.steps_offer import Offer
from candour.accounts.models import User

_OF_REQUEST: Mapping[Found, str] = {each: each.label for each in Found}
_OF_PRESCRIBED: Mapping[Found, str] = {
    Found.THERE: "It is in what goes out",
    Found.MISSING: "It is not: we hold nothing of it",
    Found.NOT_NEEDED: "It is not, for another reason",
}
_NO_LIST = "There is no such list on this route."


def check_written_request(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "check", "Check the written request", "Save what you found",
        partial(_form, of, WRITTEN_REQUEST, answers=_OF_REQUEST), partial(_save, of, WRITTEN_REQUEST),
        "What you found is noted under your name.", against=_against(of, WRITTEN_REQUEST),
        lines=("What is missing is asked for in writing. Until it has come nothing is given, and the time goes on.",),
    )  # fmt: skip
    lacking = chains_lists.missing(of)
    if lacking and not not_in(of, BEFORE_DECISION):
        open_ = any(each.answered_on is None for each in of.clarifications.all())
        yield Offer(
            "ask", "Ask for what is missing", "Note that it is asked for", partial(_question, of),
            partial(clarifying.ask, request=of), "It is asked for. Send the letter from the letters of this request.",
            against="It is asked for already, and the answer has not come." if open_ else "",
        )  # fmt: skip


def check_prescribed(of: Request, user: User) -> Iterator[Offer]:
    only = "Nothing else is in what goes out: no record and no passage that belongs to none of these points"
    yield Offer(
        "check", "Go through what may be given", "Save",
        partial(_form, of, PRESCRIBED, answers=_OF_PRESCRIBED, only=only), partial(_save, of, PRESCRIBED),
        "It is noted under your name.", against=_against(of, PRESCRIBED),
        lines=("Only what stands on this list may go out. What does not is blacked out, or left out.",),
    )  # fmt: skip


def _against(of: Request, step: str) -> str:
    closed = not_in(of, BEFORE_DECISION if step == WRITTEN_REQUEST else UNTIL_SENT)
    return closed or ("" if chains_lists.points_of(of, step) else _NO_LIST)


def _form(of: Request, step: str, sent: Sent, *, answers: Mapping[Found, str], only: str = "") -> Form:
    points = chains_lists.points_of(of, step)
    return GoThrough(sent, points=points, answers=answers, before=chains_lists.found(of, step), only=only)


def _save(of: Request, step: str, *, by: User, **told: Any) -> None:
    points = points_from(told, chains_lists.points_of(of, step))
    chains_lists.go_through(by=by, request=of, step=step, points=points)


def _question(of: Request, sent: Sent) -> Form:
    form = Question(sent)
    form.fields["question"].initial = "\n".join(f"- {each.title}" for each in chains_lists.missing(of))
    return form
