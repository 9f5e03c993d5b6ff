"""The work of disclosing that is done after the page was answered: working out proposals, producing bundles."""

from __future__ import annotations

from candour.cases.prepared import opened
from candour.disclosure.models import Disclosure
from candour.disclosure.proposing import keep, work_out
from candour.jobs import job
from candour.ledger.acting import Actor, acting


@job("disclosure.propose", steps=True)
def propose(*, case: int, disclosure: int) -> None:
    """Works out what policy proposes; done twice it does no harm."""
    with acting(Actor(case=case)):
        found = Disclosure.objects.select_related("case").get(pk=disclosure)
        kept = opened(case=found.case)
    put = work_out(found, kept)
    kept.work.store.close()
    with acting(Actor(case=case)):
        keep(found, put)
