"""Has the proposals worked out again when the case was prepared anew; what was decided stays, what is new stands open."""

from __future__ import annotations

from candour.cases.afterwards import after_preparing
from candour.cases.models import Case, Preparation, Stage
from candour.disclosure.jobs import propose
from candour.disclosure.knowing import outdated
from candour.disclosure.models import Disclosure, State

_OVER = (State.CLOSED, State.PRODUCING)


def stale(disclosure: Disclosure) -> bool:
    """Whether other files, another register or other knowledge of names and orders is there than when it was proposed."""
    last = Preparation.objects.filter(case=disclosure.case_id).order_by("-pk").first()
    if last is None or last.stage != Stage.READY:
        return False
    return last.case_hash != disclosure.prepared_as or outdated(disclosure)


def renew(*, case: Case) -> int:
    """For every disclosure of the case that needs it; safe to call at any time, by a job as well. Returns how many."""
    found = [each for each in Disclosure.objects.filter(case=case).exclude(state__in=_OVER) if stale(each)]
    for each in found:
        propose.enqueue(case=case.pk, disclosure=each.pk)
    return len(found)


@after_preparing
def renewed(case: Case) -> None:
    renew(case=case)
