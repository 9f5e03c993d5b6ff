"""Passages of the records that state something differently from a statement, and what was answered to each.

It never says who is right, and where nothing is shown that proves nothing. The comparison is done by a job for each case
of the matter; here it is asked for, and what it found is shown as far as whoever looks may see both passages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from candour.accounts.models import User
from candour.cases.models import Case, Person, Preparation, Stage
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import drafting, linking, versions
from candour.litigation.models import Looked, Statement, SuggestionAnswer, Wording
from candour.litigation.scope import cases_of
from candour.litigation.suggesting import Suggestion, suggestions
from candour.litigation.working import note

_SCHEME = "1"
"""Another one whenever the helper itself finds other things."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``looking``: references of cases that are being looked through; ``failed``, ``unprepared``: of those that could not be."""

    open: Sequence[Suggestion]
    answered: Sequence[Suggestion]
    looking: Sequence[str] = ()
    failed: Sequence[str] = ()
    unprepared: Sequence[str] = ()


def standing(statement: Statement) -> Standing:
    """As it is now; what is not compared yet, or is out of date, is asked for."""
    cases = list(cases_of(statement.matter))
    looked = {row.case_id: row for row in Looked.objects.filter(statement=statement, case__in=cases)}
    looking, failed, unprepared = [], [], []
    for case in cases:
        wanted = inputs(statement, case)
        row = looked.get(case.pk)
        if not wanted:
            unprepared.append(case.reference)
        elif row is None or row.inputs != wanted:
            looked[case.pk] = _asked(statement, case, wanted)
            looking.append(case.reference)
        elif row.failed:
            failed.append(case.reference)
        elif row.done_at is None:
            looking.append(case.reference)
    found = suggestions(statement, [item for row in looked.values() for item in row.found])
    return Standing(
        [each for each in found if not each.answers],
        [each for each in found if each.answers],
        looking,
        failed,
        unprepared,
    )


def unanswered(statement: Statement) -> int:
    """Of what was found last, as far as its paragraphs are still there: quick, for the page of the statement."""
    rows = {row.paragraph for row in assertions(statement)}
    found = {
        (item["paragraph"], item["name"]) for row in Looked.objects.filter(statement=statement) for item in row.found
    }
    answered = set(SuggestionAnswer.objects.filter(statement=statement).values_list("paragraph", "suggestion"))
    return sum(paragraph in rows for paragraph, _ in found - answered)


def again(*, by: User, statement: Statement) -> None:
    """What could not be compared is tried once more."""
    drafting.for_change(by=by, statement=statement)
    Looked.objects.filter(statement=statement).exclude(failed="").update(inputs="", failed="")


def answer(*, by: User, statement: Statement, paragraph: str, name: str, reason: str) -> SuggestionAnswer:
    """That somebody considered it, and why the statement says what it says. Refused for a suggestion that is not there."""
    statement = drafting.for_change(by=by, statement=statement)
    reason = in_words(reason, ask="Say in a few words why the statement says what it says.")
    found = [item for row in Looked.objects.filter(statement=statement) for item in row.found]
    shown = suggestions(statement, found)
    if not any((each.name, each.paragraph.row.paragraph) == (name, paragraph) for each in shown):
        raise Refused(
            "This suggestion is no longer there.",
            means="The statement or the records have changed, so its words are others now.",
            do="Look at the list again.",
        )
    made = SuggestionAnswer.objects.create(
        matter=statement.matter,
        statement=statement,
        paragraph=paragraph,
        suggestion=name,
        reason=reason,
        by=by,
        at=now(),
    )
    note(statement.matter, Verb.SUGGESTION_ANSWERED, object=f"statement:{statement.pk}", answer=made.pk)
    return made


def inputs(statement: Statement, case: Case) -> str:
    """Names everything that is compared; empty while the case is not prepared."""
    last = Preparation.objects.filter(case=case, stage=Stage.READY).order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return ""
    said = [(row.paragraph, row.text, linking.stored(linking.links_of(row))) for row in assertions(statement)]
    people = list(
        Person.objects.filter(case=case, gone_at=None).order_by("pk").values_list("key", "name", "role", "aliases")
    )
    told = json.dumps([_SCHEME, last, said, people, statement.author_id], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _asked(statement: Statement, case: Case, wanted: str) -> Looked:
    """Has it compared; what was found before stays until then."""
    from candour.litigation.differing import compare  # it compares what this module names

    asked = {"matter": statement.matter, "inputs": wanted, "asked_at": now(), "done_at": None, "failed": ""}
    row, _ = Looked.objects.update_or_create(statement=statement, case=case, defaults=asked)
    compare.enqueue(case=case.pk, looked=row.pk)
    return row


def assertions(statement: Statement) -> list[Wording]:
    return [each.row for each in versions.numbered(statement) if each.number is not None]
