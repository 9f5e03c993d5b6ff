"""Who may do what to a disclosure now: by role, by its state, and never the same person twice on two sides of a check."""

from __future__ import annotations

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.reasons import words
from candour.disclosure.models import Answer, Disclosure, Identity, State
from candour.engine.errors import Refused


def locked(disclosure: Disclosure, *, by: User, act: Act, states: tuple[State, ...]) -> Disclosure:
    """The disclosure for a change of its state, which nobody else can change until the transaction ends."""
    check(by, act)
    return _in_state(Disclosure.objects.select_for_update().get(pk=disclosure.pk), states)


def open_to_decide(
    disclosure: Disclosure, *, by: User, act: Act = Act.REVIEW, states: tuple[State, ...] = (State.DECIDING,)
) -> Disclosure:
    """The disclosure for a decision: any number of people decide at once, but not while its state changes."""
    check(by, act)
    for now in Disclosure.objects.raw("select * from disclosure_disclosure where id = %s for share", [disclosure.pk]):
        return _in_state(now, states)
    raise Disclosure.DoesNotExist


def refuse_deciders(disclosure: Disclosure, *, by: User, what: str, but_overseeing: bool = False) -> None:
    """Refused for somebody who decided anything in this disclosure, ever, or alone said whom a name in the case means.

    ``but_overseeing``: what a lawyer changed or lifted counts not, since another lawyer approves each of those by itself.
    """
    said = Identity.objects.filter(
        case=disclosure.case_id, by=by, confirmed_by=None, answer__in=(Answer.PERSON, Answer.SOMEBODY_ELSE)
    )
    decided = decided_otherwise(disclosure, by=by) if but_overseeing else disclosure.decisions.filter(by=by).exists()
    if decided or said.exists():
        raise Refused(
            f"You decided in this disclosure, so somebody else has to {what}.",
            means="Nobody checks or approves their own decisions, nor what they alone said of whom a name means.",
            do="Ask a colleague who decided nothing in it.",
        )


def decided_otherwise(disclosure: Disclosure, *, by: User) -> bool:
    """Whether somebody decided in it otherwise than by answering a redaction as a lawyer."""
    answers = disclosure.oversights.exclude(decided="").values("decided")
    return disclosure.decisions.filter(by=by).exclude(batch__in=answers).exists()


def in_words(text: str, *, ask: str) -> str:
    """A reason of a few words, in one line. Raises BadInput with ``ask`` as what to do."""
    return words(text, ask, means="Others will depend on it.")


def _in_state(disclosure: Disclosure, states: tuple[State, ...]) -> Disclosure:
    if disclosure.state not in states:
        fitting = " or ".join(state.label.lower() for state in states)
        raise Refused(
            f"This disclosure is now “{State(disclosure.state).label}”.",
            means=f"This can be done only while it is {fitting}.",
            do="Look at its page for what can be done next.",
        )
    return disclosure
