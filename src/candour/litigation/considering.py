"""Documents that a statement has to reckon with, considered one by one: the adverse, and those that it does not mention.

Whoever considers one has displayed it and gives a reason of its own. Nothing here takes two documents at once, and the
words given for one are refused for another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Record
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import listed, members
from candour.litigation.asserting import mentioned
from candour.litigation.displayed import has_displayed
from candour.litigation.listed import content_of
from candour.litigation.models import Considered, Marking, Matter, Stance, State, Statement
from candour.litigation.scope import in_scope
from candour.litigation.working import live, note

LONGEST = 4_000
"""Characters of a reason."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ToConsider:
    """A document, whichever of its copies it is told by. ``marking``: what a lawyer said last that it is to the matter."""

    record: Record
    marking: Marking | None
    mentioned: bool
    done: bool
    changed: bool
    """It became another since it was considered, or a lawyer has marked it as adverse since."""

    @property
    def adverse(self) -> bool:
        return is_adverse(self.marking)


def documents(statement: Statement) -> list[ToConsider]:
    """All that have to be considered, by date; copies of the same bytes are one document."""
    matter = statement.matter
    said, marked, of = _said(statement), listed.latest(matter), mentioned(statement)
    records = [*in_scope(matter).select_related("case").defer("meta"), *_adverse_outside(matter)]
    linked = {_document(each) for each in records if each.pk in of}
    found: dict[str | int, ToConsider] = {}
    for record in records:
        document, marking = _document(record), marked.get(record.pk)
        if document not in found and (is_adverse(marking) or document not in linked):
            last = said.get(document) or said.get(record.pk)
            found[document] = _standing(record, marking, last, mentioned=document in linked)
    return list(found.values())


def consider(*, by: User, statement: Statement, record: Record, reason: str, content: str) -> Considered:
    """``content``: of the document that was looked at. Refused when it became another, or was not displayed in full."""
    matter = live(statement.matter, by=by, act=Act.SEE_MATTERS)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    statement.matter = matter
    check_may(statement, by)
    document = next((each.record for each in documents(statement) if each.record.pk == record.pk), None)
    if document is None:
        raise Refused(
            "This document does not have to be considered.",
            means="The statement mentions it and it is not marked as adverse, or it is no longer in scope.",
            do="Go back to the list.",
        )
    if content != content_of(document):
        raise Refused(
            "This document has become another while you looked at it.", do="Look at it again before you say anything."
        )
    if not has_displayed(matter, by, document):
        raise Refused(
            "You have not displayed all of this document.",
            means="Nobody can consider what they have not seen.",
            do="Look at each of its pages first.",
        )
    reason = in_words(reason, ask="Say what this document means for the statement.", means="It is a reason of its own.")
    if len(reason) > LONGEST:
        raise BadInput("The reason is too long.", do=f"Keep it below {LONGEST:,} characters.")
    said = _hashed(reason)
    _refuse_same_words(statement, document, said)
    made = Considered.objects.create(
        matter=matter, case=document.case, statement=statement, record=document, reason=reason, said=said,
        content=content_of(document), by=by, at=now(),
    )  # fmt: skip
    note(
        matter, Verb.DOCUMENT_CONSIDERED, case=document.case_id, object=f"statement:{statement.pk}", record=document.pk
    )
    return made


def check_may(statement: Statement, user: User) -> None:
    """Refused for anybody but the witness and the matter's lawyers, and for a statement that is finished."""
    if user.pk != statement.author_id and not members.is_lawyer(statement.matter, user):
        raise Refused(
            "You cannot consider documents for this statement.",
            means="Its witness and the matter’s lawyers do.",
            do="Tell one of them what they should know.",
        )
    if statement.elsewhere or statement.state in (State.FILED, State.WITHDRAWN):
        raise Refused(
            "This statement is finished.",
            means="It is filed, withdrawn, or was made outside Candour, and nothing is added to it.",
        )


def may(statement: Statement, user: User) -> bool:
    try:
        check_may(statement, user)
    except Refused:
        return False
    return True


def history(statement: Statement, record: Record) -> list[Considered]:
    """What was said of a document for this statement, whichever copy it was said of, the latest first."""
    rows = Considered.objects.filter(statement=statement).select_related("by").order_by("-pk")
    same = content_of(record)
    return [each for each in rows if each.record_id == record.pk or (same and each.content == same)]


def is_adverse(marking: Marking | None) -> bool:
    return marking is not None and marking.stance == Stance.ADVERSE


def _document(record: Record) -> str | int:
    return content_of(record) or record.pk


def _adverse_outside(matter: Matter) -> Iterator[Record]:
    """Adverse documents stay to be considered when they are out of scope."""
    inside = in_scope(matter).order_by().values("pk")
    return listed.adverse(matter).exclude(pk__in=inside).select_related("case").defer("meta").iterator()


def _said(statement: Statement) -> dict[str | int, Considered]:
    """The latest of each document, and of each record, which may have become another document since."""
    found: dict[str | int, Considered] = {}
    for each in Considered.objects.filter(statement=statement).order_by("pk"):
        found[each.record_id] = each
        if each.content:
            found[each.content] = each
    return found


def _standing(record: Record, marking: Marking | None, last: Considered | None, *, mentioned: bool) -> ToConsider:
    done = last is not None and _counts(last, record, marking)
    return ToConsider(record, marking, mentioned, done=done, changed=last is not None and not done)


def _counts(last: Considered, record: Record, marking: Marking | None) -> bool:
    """It was said of the document as it is, and of an adverse one when it was known to be."""
    same = last.content == content_of(record) and (last.content != "" or last.at >= record.changed_at)
    return same and (marking is None or not is_adverse(marking) or last.at >= marking.at)


def _refuse_same_words(statement: Statement, record: Record, said: str) -> None:
    same = Considered.objects.filter(statement=statement, said=said).exclude(record=record)
    if content_of(record):
        same = same.exclude(content=content_of(record))
    if same.exists():
        raise Refused(
            "The same words were given for another document.",
            means="Each document is considered by itself, and has a reason of its own.",
            do="Say what it is about this document.",
        )


def _hashed(reason: str) -> str:
    """Of the words alone: neither signs, nor capitals, nor a number at either end make other words of them."""
    return hashlib.sha256(" ".join(_own_words(_WORD.findall(reason.casefold()))).encode()).hexdigest()


def _own_words(words: Iterable[str]) -> list[str]:
    kept = list(words)
    while kept and _numbers(kept[-1]):
        kept.pop()
    while kept and _numbers(kept[0]):
        kept.pop(0)
    return kept


def _numbers(word: str) -> bool:
    return word.isdecimal() or len(word) == 1
