"""Which disclosures fall under the oversight of lawyers: apps above this one say who is in a legal matter (``in_a_matter``).

Asked when one is opened, and of all open ones of a case when a matter opens or somebody joins it (``oversee``). Only a
lawyer takes one out again, with a reason. What has been collected is not undone by it.
"""

from __future__ import annotations

from collections.abc import Callable

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.disclosure.checking import last_passed
from candour.disclosure.delivering import end_links
from candour.disclosure.guarding import in_words
from candour.disclosure.models import Disclosure, State
from candour.disclosure.queries import missing
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

Asked = Callable[[Case, str, str], str]
"""Of a case, a recipient (the key of a person, or a body) and a purpose: why that is a legal matter; empty: it is none."""
_ASKED: list[Asked] = []
_PAST = (State.CHECKED, State.FAILED, State.READY, State.RECALLED)
"""Further than a lawyer's approval, and nobody has it."""


def in_a_matter(asked: Asked) -> Asked:
    """Marks a function that is asked; the module has to be loaded with its app."""
    _ASKED.append(asked)
    return asked


def matter_of(*, case: Case, recipient: str, purpose: str) -> str:
    """Why it belongs to a legal matter, in a sentence; empty: it does not."""
    return next((why for asked in _ASKED if (why := asked(case, recipient, purpose))), "")


def oversee(case: Case) -> list[Disclosure]:
    """Puts every open disclosure of the case that belongs to a matter by now under oversight; returns those it changed."""
    changed = []
    for each in Disclosure.objects.filter(case=case, matter=False).exclude(state=State.CLOSED).order_by("pk"):
        why = matter_of(case=case, recipient=each.recipient, purpose=each.purpose)
        if why and bring_under(each, why=why):
            changed.append(each)
    return changed


def bring_under(disclosure: Disclosure, *, why: str) -> bool:
    """From now on a lawyer answers each redaction. False when it is so already.

    What is past approval and not collected goes back to Legal, or to be decided where something is missing. Links to it
    end at once, also where somebody has collected it: nothing more leaves before it is answered.
    """
    disclosure = Disclosure.objects.select_for_update().select_related("case").get(pk=disclosure.pk)
    if disclosure.matter:
        return False
    before = State(disclosure.state)
    disclosure.matter = True
    disclosure.state = _where(disclosure, ended=end_links(disclosure) if before is State.DELIVERED else None)
    disclosure.save(update_fields=["matter", "state"])
    record(
        Verb.OVERSIGHT_BEGUN, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=why,
        before=str(before), state=str(disclosure.state),
    )  # fmt: skip
    return True


def take_out(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """It belongs to no matter any more. Legal advice in the file keeps the approval of the whole."""
    check(by, Act.APPROVE_LEGALLY)
    disclosure = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    reason = in_words(reason, ask="Say why no lawyer has to answer its redactions any more.")
    if not disclosure.matter:
        raise Refused("This disclosure belongs to no legal matter.", do="There is nothing to do.")
    disclosure.matter = False
    if disclosure.state == State.WITH_LEGAL and not disclosure.privileged:
        disclosure.state = State.CHECKED
    disclosure.save(update_fields=["matter", "state"])
    record(Verb.OVERSIGHT_ENDED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason)


def _where(disclosure: Disclosure, *, ended: bool | None) -> State:
    """``ended``: whether somebody has collected it; None: it was not sent."""
    if ended:
        return State.RECALLED
    if ended is None and disclosure.state not in _PAST:
        return State(disclosure.state)
    return State.DECIDING if last_passed(disclosure) is None or missing(disclosure, many=1) else State.WITH_LEGAL
