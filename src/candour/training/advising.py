"""Questions of staff to Legal: asked, logged, answered by lawyers, and shown to all staff only where they are about no case.

A question and an answer are never changed: a correction is another answer. The ledger holds no word of either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from candour.accounts.gate import check
from candour.accounts.models import Team, User
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.training import gap_keeping
from candour.training.models import Advice, Answer, Gap

_MOST_THEMES = 10
_LONGEST_THEME = 60


@dataclass(frozen=True, slots=True)
class Question:
    """``case``: one that whoever asks can see; None: about no case."""

    text: str
    team: Team | None = None
    case: Case | None = None
    themes: tuple[str, ...] = ()


def ask(*, by: User, question: Question) -> Advice:
    check(by, Act.ASK_ADVICE)
    made = _made(question, asked_by=by, logged_by=by, on=today())
    _enter(Verb.ADVICE_ASKED, made)
    return made


def log(*, by: User, question: Question, asked_by: User, on: date, answer: str) -> Advice:
    """Advice that was asked for and given in another way, such as by telephone. BadInput for a day to come."""
    check(by, Act.ADVISE)
    if on > today():
        raise BadInput("It cannot have been asked on a day that is yet to come.", do="Give the day it was asked.")
    made = _made(question, asked_by=asked_by, logged_by=by, on=on)
    _enter(Verb.ADVICE_LOGGED, made)
    _answered(made, by=by, text=answer, on=on)
    return made


def _made(question: Question, *, asked_by: User, logged_by: User, on: date) -> Advice:
    text = in_words(question.text, ask="Say what you want to know.", means="The lawyer answers what is written here.")
    return Advice.objects.create(
        question=text, team=question.team, case=question.case, themes=themes_of(question.themes), asked_by=asked_by,
        logged_by=logged_by, logged_at=now(), asked_on=on,
    )  # fmt: skip


def answer(*, by: User, advice: Advice, text: str) -> Answer:
    """The first makes the advice theirs; a later one adds to it or corrects it, whichever lawyer gives it."""
    check(by, Act.ADVISE)
    return _answered(advice, by=by, text=text, on=today())


def _answered(advice: Advice, *, by: User, text: str, on: date) -> Answer:
    text = in_words(text, ask="Write the advice.", means="Whoever asked depends on it.")
    there = _locked(advice)
    if there.asked_by_id == by.pk:
        raise Refused("You asked this yourself.", do="Have another lawyer answer it.")
    made = Answer.objects.create(advice=there, case_id=there.case_id, text=text, by=by, at=now())
    if there.answered_by_id is None:
        Advice.objects.filter(pk=there.pk).update(answered_by=by, answered_on=on)
    Advice.objects.filter(pk=there.pk).update(read_at=None)
    _enter(Verb.ADVICE_ANSWERED, there)
    return made


def sort(*, by: User, advice: Advice, themes: Iterable[str]) -> None:
    check(by, Act.ADVISE)
    Advice.objects.filter(pk=advice.pk).update(themes=themes_of(themes))
    _enter(Verb.ADVICE_THEMED, advice)


def note_read(*, by: User, advice: Advice) -> None:
    """Whoever asked has read the answers; then nothing waits for them any more."""
    if advice.asked_by_id != by.pk:
        raise Refused("Only whoever asked notes that they have read the answer.", do="Nothing.")
    if Advice.objects.filter(pk=advice.pk, answered_by__isnull=False, read_at=None).update(read_at=now()):
        _enter(Verb.ADVICE_READ, advice)


def publish(*, by: User, advice: Advice) -> None:
    """Shows it to all staff, with who asked left out. Refused for advice about a case, and for anybody but its author."""
    there = _its_author(advice, by=by)
    if there.case_id is not None:
        raise Refused(
            "This advice is about a case, so it is privileged.",
            means="Only whoever asked, whoever answered and lawyers who may see the case see it.",
            do="Log what holds for everybody as advice of its own, about no case.",
        )
    if Advice.objects.filter(pk=there.pk, general_since=None).update(general_since=now()):
        _enter(Verb.ADVICE_PUBLISHED, there)


def withdraw(*, by: User, advice: Advice) -> None:
    there = _its_author(advice, by=by)
    if Advice.objects.filter(pk=there.pk).exclude(general_since=None).update(general_since=None):
        _enter(Verb.ADVICE_WITHDRAWN, there)


def _its_author(advice: Advice, *, by: User) -> Advice:
    check(by, Act.ADVISE)
    there = _locked(advice)
    if there.answered_by_id != by.pk:
        raise Refused("Only its author says whether all staff see this advice.", do="Ask whoever answered first.")
    return there


def to_gap(*, by: User, advice: Advice, about: gap_keeping.About) -> Gap:
    """What lay behind the question is noted as a gap. BadInput when one was noted already."""
    check(by, Act.ADVISE)
    there = _locked(advice)
    if there.gap_id is not None:
        raise Refused("A gap was noted behind this question already.", do="Look at that one.")
    made = gap_keeping.note(by=by, about=about)
    join_gap(by=by, advice=there, gap=made)
    return made


def join_gap(*, by: User, advice: Advice, gap: Gap) -> None:
    """The same gap lies behind this question too: how often it was asked shows how large it is."""
    check(by, Act.ADVISE)
    Advice.objects.filter(pk=advice.pk).update(gap=gap)
    _enter(Verb.ADVICE_BECAME_GAP, advice, gap=gap.pk)


def viewed(advice: Advice) -> None:
    _enter(Verb.ADVICE_VIEWED, advice)


def themes_of(given: Iterable[str]) -> list[str]:
    """In one spelling, each once."""
    found = dict.fromkeys(" ".join(each.split())[:_LONGEST_THEME].capitalize() for each in given if each.strip())
    if len(found) > _MOST_THEMES:
        raise BadInput(f"A question has at most {_MOST_THEMES} themes.", do="Leave the least important ones out.")
    return list(found)


def _locked(advice: Advice) -> Advice:
    return Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)


def _enter(verb: Verb, advice: Advice, **details: Any) -> None:
    record(verb, case=advice.case_id, object=f"advice:{advice.pk}", **details)
