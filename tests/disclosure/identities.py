"""Saying whom an unclear name means, in tests: what is said, what is then proposed, and the case prepared again."""

from __future__ import annotations

from tests.cases.prepared import prepare
from tests.disclosure.annas import group
from tests.disclosure.disclosing import Office
from tests.web.work import work_off

from candour.accounts.models import User
from candour.disclosure.identifying import Said, say
from candour.disclosure.models import Answer, Disclosure, Proposal
from candour.ledger.acting import Actor, acting


def said(
    here: Office, one: Disclosure, mention: str, answer: Answer, person: str = "", *, by: User | None = None,
    alike: bool = True, work: bool = True,
) -> Said:  # fmt: skip
    seen, by = group(here, one, mention, alone=not alike), by or here.reviewer
    with acting(Actor(user=by.pk)):
        made = say(
            by=by, disclosure=one, mention=mention, alike=alike, answer=answer, person=person, shown=seen.shown,
            last=seen.last,
        )  # fmt: skip
    if work:
        work_off()
    return made


def proposed(here: Office, one: Disclosure, mention: str) -> Proposal:
    with acting(Actor(user=here.manager.pk)):
        return Proposal.objects.get(disclosure=one, mention=mention)


def again_(one: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("case").get(pk=one.pk)


def again_prepared(here: Office) -> None:
    prepare(here.manager, here.case)
