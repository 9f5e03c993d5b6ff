"""Notes on a page, a record or a mention for colleagues. They never leave the house."""

from __future__ import annotations

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.models import random_key
from candour.disclosure.models import Comment, Disclosure, Proposal, Sheet
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record as enter_in_ledger
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_LONGEST = 5_000


def comment(*, by: User, disclosure: Disclosure, text: str, record: str, page: int = 0, mention: str = "") -> Comment:
    """For reviewers, checkers and lawyers, in every state. ``page`` 0: on the whole record."""
    if not (allowed(by, Act.REVIEW) or allowed(by, Act.CHECK)):
        check(by, Act.REVIEW)
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise BadInput("A note needs words, and no more than 5,000 letters.", do="Write what colleagues should know.")
    on = {"page": page} if page else {}
    if not Sheet.objects.filter(disclosure=disclosure, record=record, **on).exists() or (
        mention and not Proposal.objects.filter(disclosure=disclosure, mention=mention).exists()
    ):
        raise Refused("There is no such page in this disclosure.", do="Load the page again.")
    made = Comment.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, key=random_key(), record=record, page=page,
        mention=mention, text=text, by=by, at=now(),
    )  # fmt: skip
    enter_in_ledger(Verb.COMMENTED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", comment=made.pk)
    return made


def settle_comment(*, by: User, comment: Comment) -> None:
    """The note has been dealt with; it stays where it is."""
    if not (allowed(by, Act.REVIEW) or allowed(by, Act.CHECK)):
        check(by, Act.REVIEW)
    if Comment.objects.filter(pk=comment.pk, done_at=None).update(done_at=now(), done_by=by):
        enter_in_ledger(
            Verb.COMMENTED, case=comment.case_id, object=f"disclosure:{comment.disclosure_id}", settled=comment.pk
        )
