"""Passages that could give a protected address away: each asks for a person's answer. Nothing here answers by itself."""

from __future__ import annotations

from django.db.models import QuerySet

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.found import Question
from candour.cases.models import Case
from candour.engine.errors import BadInput
from candour.engine.model import Action
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

ANSWERS = (Action.KEEP, Action.REDACT)
_LONGEST = 1_000


def questions(*, case: Case, unanswered: bool = False) -> QuerySet[Question]:
    """Those of the file as it is now, in the order of its records and pages."""
    found = Question.objects.filter(case=case, gone_at=None).select_related("record", "answered_by")
    found = found.filter(answer="") if unanswered else found
    return found.order_by("record__date", "record__key", "page", "pk")


def answer(*, by: User, question: Question, action: Action | None, explanation: str = "") -> None:
    """``action`` None takes an answer back. It holds for everybody who gets the file but the person protected.

    BadInput: neither kept nor redacted.
    """
    check(by, Act.REVIEW)
    explanation = " ".join(explanation.split())
    if action is not None and action not in ANSWERS:
        raise BadInput("A passage like this is kept or redacted.", means="Nothing was saved.", do="Choose one of them.")
    if len(explanation) > _LONGEST:
        raise BadInput(f"The explanation is longer than {_LONGEST} characters.", do="Say it in fewer words.")
    said_by, at = (by, now()) if action else (None, None)
    changed = Question.objects.filter(pk=question.pk).update(
        answer=action or "", explanation=explanation if action else "", answered_by=said_by, answered_at=at
    )
    if changed:
        record(
            Verb.QUESTION_ANSWERED, case=question.case_id, object=f"question:{question.key}",
            reason=explanation if action else "", answer=str(action or ""),
        )  # fmt: skip
