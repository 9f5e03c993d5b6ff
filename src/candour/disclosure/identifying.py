"""People say whom an unclear name means: one mention, or all that say the same. Each says so on what they saw.

It is a fact about the file and counts in every disclosure of the case. That it is not somebody with a never-disclose
mark counts only when a second person has confirmed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case, random_key
from candour.disclosure.conflict import Moved
from candour.disclosure.guarding import open_to_decide
from candour.disclosure.knowing import OWNED
from candour.disclosure.models import Answer, Disclosure, Identity, State
from candour.disclosure.renewing import renew
from candour.disclosure.unclear_names import group_of, marked, takes_off
from candour.engine.errors import BadInput, CandourError, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_AT_ONCE = 2_000


class SaidMeanwhile(CandourError):
    """``theirs``: what others said since the page was shown."""

    def __init__(self, theirs: Sequence[Identity]) -> None:
        self.theirs = tuple(theirs)
        last = max(theirs, key=lambda each: each.pk)
        super().__init__(
            f"{last.by.name} said something else of this name on {last.at:%-d %B at %H:%M}, while you were looking at it.",
            means="Their answer stands and yours was not saved.",
            do="Look at it again, and answer once more if you see it differently.",
        )


@dataclass(frozen=True, slots=True)
class Said:
    """``batch`` is what is confirmed and taken back together; ``waits``: it counts when somebody has confirmed it."""

    batch: str
    many: int
    waits: bool


def say(
    *,
    by: User,
    disclosure: Disclosure,
    mention: str,
    alike: bool,
    answer: Answer,
    person: str = "",
    shown: str,
    last: int,
) -> Said:
    """``alike``: for all that say the same. ``shown`` and ``last`` name what the person saw (see ``Unclear``)."""
    disclosure = open_to_decide(disclosure, by=by)
    group = group_of(disclosure.case_id, mention, alone=not alike)
    if group is None or group.shown != shown:
        raise Moved
    if answer == Answer.TAKEN_BACK or (answer == Answer.PERSON) != (person in group.candidates):
        raise BadInput("Nobody was chosen.", do="Choose whom the name means, or that it is somebody else.")
    before = _latest(disclosure.case, group.mentions)
    if newer := [each for each in before.values() if each.pk > last]:
        raise SaidMeanwhile(newer)
    batch, at = random_key(), now()
    rows = [
        Identity(
            case_id=disclosure.case_id, mention=each.mention, version=_version(before.get(each.mention)), answer=answer,
            person=person, candidates=group.candidates, content=each.content, text=each.text, batch=batch, by=by, at=at,
        )
        for each in group.places
    ]  # fmt: skip
    _added(disclosure.case, rows)
    locks = marked(disclosure.case_id)
    waiting = answer in OWNED and takes_off(group.kind, group.candidates, person, locks)
    record(
        Verb.IDENTIFIED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", batch=batch, answer=str(answer),
        whom=person, mentions=len(rows), waits=waiting,
    )  # fmt: skip
    _renewed(disclosure.case, before.values())
    return Said(batch, len(rows), waiting)


def confirm(*, by: User, disclosure: Disclosure, batch: str) -> None:
    """The second person has looked too: from now on it counts. Refused for who said it, and when it no longer stands."""
    check(by, Act.LIFT_LOCKS)
    _refuse_closed(disclosure)
    rows = [each for each in _standing(disclosure.case, batch) if each.answer in OWNED and not each.confirmed_by_id]
    if not rows:
        raise Refused(
            "There is nothing to confirm.", means="It was taken back or confirmed.", do="Load the page again."
        )
    if any(each.by_id == by.pk for each in rows):
        raise Refused(
            "You said this yourself, so somebody else has to confirm it.",
            means="Nobody lifts a lock alone.",
            do="Ask a colleague to look at the passages.",
        )
    Identity.objects.filter(pk__in=[each.pk for each in rows]).update(confirmed_by=by, confirmed_at=now())
    record(
        Verb.IDENTITY_CONFIRMED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", batch=batch,
        mentions=len(rows),
    )  # fmt: skip
    renew(case=disclosure.case)


def take_back(*, by: User, disclosure: Disclosure, batch: str) -> None:
    """What was said before stands again, unconfirmed. SaidMeanwhile when somebody said something else since."""
    disclosure = open_to_decide(disclosure, by=by)
    taken = list(Identity.objects.filter(case=disclosure.case_id, batch=batch))
    if not taken:
        raise Refused("Nobody said this.", do="Load the page again.")
    latest = _latest(disclosure.case, [each.mention for each in taken])
    if newer := [last for each in taken if (last := latest[each.mention]).pk != each.pk]:
        raise SaidMeanwhile(newer)
    made = _before(disclosure.case, taken, by=by)
    _added(disclosure.case, made)
    record(
        Verb.IDENTIFIED_OTHERWISE, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", undoes=batch,
        mentions=len(made),
    )  # fmt: skip
    _renewed(disclosure.case, taken)


def _before(case: Case, taken: Sequence[Identity], *, by: User) -> list[Identity]:
    """What stood before each, as said now; what was said differently is confirmed and taken back by itself."""
    rows = Identity.objects.filter(case=case, mention__in=[each.mention for each in taken])
    history = {(row.mention, row.version): row for row in rows}
    batches: dict[tuple[str, str, str], str] = defaultdict(random_key)
    at, made = now(), []
    for each in taken:
        old = history.get((each.mention, each.version - 1)) or Identity(
            answer=Answer.TAKEN_BACK, candidates=each.candidates, content=each.content, text=each.text
        )
        batch = batches[old.batch, old.answer, old.person]
        made.append(
            Identity(
                case_id=each.case_id, mention=each.mention, version=each.version + 1, answer=old.answer,
                person=old.person, candidates=old.candidates, content=old.content, text=old.text, batch=batch,
                undoes=each.batch, by=by, at=at,
            )
        )  # fmt: skip
    return made


def _latest(case: Case, mentions: Sequence[str]) -> dict[str, Identity]:
    rows = Identity.objects.filter(case=case, mention__in=mentions).order_by("mention", "-version")
    return {each.mention: each for each in rows.distinct("mention").select_related("by")}


def _standing(case: Case, batch: str) -> list[Identity]:
    """Of one act, what nobody said otherwise since."""
    rows = {each.mention: each for each in Identity.objects.select_for_update().filter(case=case, batch=batch)}
    last = Identity.objects.filter(case=case, mention__in=rows).values("mention").annotate(last=Max("version"))
    versions = {each["mention"]: each["last"] for each in last}
    return [row for mention, row in rows.items() if row.version == versions[mention]]


def _version(last: Identity | None) -> int:
    return last.version + 1 if last else 1


def _added(case: Case, rows: Sequence[Identity]) -> None:
    """All of them, or none when somebody was quicker with any."""
    ordered = sorted(rows, key=lambda each: each.mention)  # two people never wait in a circle
    try:
        with transaction.atomic():
            Identity.objects.bulk_create(ordered, batch_size=_AT_ONCE)
    except IntegrityError:
        there = _latest(case, [each.mention for each in rows])
        newer = [there[each.mention] for each in rows if there[each.mention].version >= each.version]
        if not newer:
            raise
        raise SaidMeanwhile(newer) from None


def _renewed(case: Case, before: Iterable[Identity]) -> None:
    """The proposals are worked out anew; what is ready to be sent is not sent when a lock may be back on it."""
    if any(each.confirmed_by_id for each in before):
        Disclosure.objects.filter(case=case, state=State.READY).update(state=State.DECIDING)
    renew(case=case)


def _refuse_closed(disclosure: Disclosure) -> None:
    if disclosure.state == State.CLOSED:
        raise Refused("This disclosure is closed.", do="Confirm it in one that is open.")
