"""Opens a matter on a case, changes its details, links further cases, closes it and opens it again.

From the moment it is opened its lawyers see the whole unredacted file. Nobody barred from the case can open one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.due import anniversary
from candour.cases.models import Case, random_key
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.binding import bind
from candour.litigation.kinds import kinds
from candour.litigation.models import Capacity, Matter, MatterCase
from candour.litigation.overseeing import oversee_all
from candour.litigation.telling import tell_manager
from candour.litigation.working import live, note
from candour.packs import in_force


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of the proceedings; empty: not yet."""

    title: str
    reference: str = ""
    claim_number: str = ""
    court: str = ""
    issues: str = ""
    issued_on: date | None = None


def open_matter(*, by: User, case: str, kind: str, details: Details) -> Matter:
    """``case``: the council's number of a case, whether or not the lawyer sees it yet. Tells the manager of the case.

    Raises BadInput for a kind that the policy does not offer or a missing title, Refused alike for a case that is not
    there and one that the lawyer is barred from.
    """
    check(by, Act.KEEP_MATTERS)
    pack = in_force.current(on=today())
    if kind not in kinds(pack):
        raise BadInput("This kind of matter is not offered.", do="Choose one that the policy in force has.")
    details = _checked(details)
    asked: list[str | datetime] = [case.strip(), random_key(), kind, details.title, pack.version, pack.sha256, now()]
    with connection.cursor() as cursor:
        cursor.execute("select candour_open_matter(%s, %s, %s, %s, %s, %s, %s)", asked)
        (number,) = cursor.fetchone()
    if number is None:
        raise _no_case()
    _set(number, details)
    matter = Matter.objects.get(pk=number)
    bind(matter)
    note(matter, Verb.MATTER_OPENED, kind=kind, policy=pack.sha256)
    note(matter, Verb.MATTER_JOINED, user=by.pk, capacity=Capacity.LAWYER.value)
    oversee_all(matter)
    tell_manager.enqueue(case=matter.case_id)
    return matter


def change(*, by: User, matter: Matter, details: Details) -> None:
    matter = live(matter, by=by)
    _set(matter.pk, _checked(details))
    note(matter, Verb.MATTER_CHANGED)


def link(*, by: User, matter: Matter, case: str) -> Case:
    """A further case, seen whole by the legal team from now on. Refused as opening one is."""
    matter = live(matter, by=by)
    with connection.cursor() as cursor:
        cursor.execute("select candour_link_case(%s, %s, %s)", [matter.pk, case.strip(), now()])
        (number,) = cursor.fetchone()
    if number is None:
        raise _no_case()
    note(matter, Verb.MATTER_LINKED, case=number)
    oversee_all(matter)
    tell_manager.enqueue(case=number)
    return Case.objects.get(pk=number)


def unlink(*, by: User, matter: Matter, case: Case, reason: str) -> None:
    """The legal team no longer sees it by this matter. The case that the matter was opened on stays."""
    matter = live(matter, by=by)
    reason = words(reason, "Say why the case does not belong to the matter.")
    if case.pk == matter.case_id:
        raise Refused(
            "The matter was opened on this case, so it stays.",
            means="What was done in the matter stands in its history.",
            do="Close the matter if it was opened by mistake.",
        )
    note(matter, Verb.MATTER_UNLINKED, case=case.pk, reason=reason)
    MatterCase.objects.filter(matter=matter, case=case, ended_at=None).update(ended_at=now(), ended_by=by)


def close(*, by: User, matter: Matter, outcome: str) -> None:
    """Its lawyers and witnesses no longer see the file by it. It is kept as long as the policy keeps legal files."""
    matter = live(matter, by=by)
    outcome = words(outcome, "Say how the matter ended.")
    rule = in_force.current(on=today()).retention.get("legal")
    until = anniversary(today(), rule.years) if rule else None
    note(matter, Verb.MATTER_CLOSED, reason=outcome)
    Matter.objects.filter(pk=matter.pk).update(closed_by=by, closed_at=now(), outcome=outcome, kept_until=until)


def reopen(*, by: User, matter: Matter, reason: str) -> None:
    """Whoever was on it sees the file again."""
    check(by, Act.KEEP_MATTERS)
    reason = words(reason, "Say why it goes on.")
    changed = Matter.objects.filter(pk=matter.pk).exclude(closed_at=None)
    if not changed.update(closed_by=None, closed_at=None, outcome="", kept_until=None):
        raise Refused("This matter is open already.", do="Load the page again.")
    note(matter, Verb.MATTER_REOPENED, reason=reason)
    oversee_all(matter)


def _checked(details: Details) -> Details:
    title = " ".join(details.title.split())
    if not title:
        raise BadInput("A matter needs a title.", do="Write what the proceedings are called, such as R (X) v Council.")
    if details.issued_on is not None and details.issued_on > today():
        raise BadInput("Proceedings cannot be issued in the future.", do="Leave the day empty until they are.")
    short = {name: " ".join(getattr(details, name).split()) for name in ("reference", "claim_number", "court")}
    return Details(title=title, issues=details.issues.strip(), issued_on=details.issued_on, **short)


def _set(number: int, details: Details) -> None:
    Matter.objects.filter(pk=number).update(
        title=details.title, reference=details.reference, claim_number=details.claim_number, court=details.court,
        issues=details.issues, issued_on=details.issued_on,
    )  # fmt: skip


def _no_case() -> Refused:
    return Refused(
        "There is no such case that you could open a matter on.",
        means="The number may be wrong, or you may be barred from the case.",
        do="Check the number in the case-management system; otherwise ask information governance.",
    )
