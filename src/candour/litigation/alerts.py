"""Records that came, or changed, after disclosure: each stands against its matter until somebody decided on it.

A record is known again by its bytes: preparing a file anew raises nothing, nor does a copy of what was disclosed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from candour.accounts.models import User
from candour.cases.afterwards import after_preparing
from candour.cases.models import Case, Record
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import disclosed
from candour.litigation.listed import content_of
from candour.litigation.models import Alert, Came, Disclosed, Held, Matter, MatterCase, Verdict
from candour.litigation.scope import cases_of, in_scope
from candour.litigation.working import live, note

OPEN = (Verdict.OPEN, Verdict.DISCLOSE)
"""Not decided, or decided to be disclosed and not disclosed yet."""


def open_of(matter: Matter) -> QuerySet[Alert]:
    """The oldest first, each with its record and case."""
    return of(matter).filter(verdict__in=OPEN)


def of(matter: Matter) -> QuerySet[Alert]:
    found = Alert.objects.filter(matter=matter).select_related("record", "case", "by")
    return found.order_by("raised_at", "pk")


def decide(*, by: User, alert: Alert, verdict: str, reason: str) -> None:
    """``verdict``: it has to be disclosed, or does not. Refused when it was disclosed."""
    matter = live(alert.matter, by=by)
    alert = Alert.objects.select_for_update(of=("self",)).select_related("record").get(pk=alert.pk)
    if alert.verdict == Verdict.DISCLOSED:
        raise Refused("This record was disclosed.", means="There is nothing left to decide.", do="Load the page again.")
    if verdict not in (Verdict.DISCLOSE, Verdict.NOT_DISCLOSABLE):
        raise BadInput("Does it have to be disclosed?", do="Choose one of the two.")
    reason = in_words(reason, ask="Say why, in a few words of its own.", means="The court may ask why.")
    Alert.objects.filter(pk=alert.pk).update(verdict=verdict, reason=reason, by=by, at=now())
    note(matter, Verb.ALERT_DECIDED, case=alert.case_id, reason=reason, record=alert.record_id, verdict=verdict)
    if verdict == Verdict.DISCLOSE:
        settle(matter, disclosed.of(matter).get(alert.record_id, ()), by=by)


def settle(matter: Matter, rows: Iterable[Disclosed], *, by: User) -> None:
    """Alerts on documents that went whole, as they are now, are settled. What went in part only stays open."""
    whole = {each.content or each.record_id for each in rows if each.pages is None}
    for alert in of(matter).exclude(verdict=Verdict.DISCLOSED):
        if (content_of(alert.record) or alert.record_id) in whole and alert.content == content_of(alert.record):
            reason = alert.reason or "It was noted as disclosed."
            Alert.objects.filter(pk=alert.pk).update(verdict=Verdict.DISCLOSED, reason=reason, by=by, at=now())
            told: dict[str, Any] = {"record": alert.record_id, "verdict": Verdict.DISCLOSED.value}
            note(matter, Verb.ALERT_DECIDED, case=alert.case_id, **told)


def hold(matter: Matter) -> None:
    """Before the first disclosure: what the file holds now did not come after it."""
    if disclosed_bytes(matter):
        return
    rows = Record.objects.filter(case__in=cases_of(matter).order_by()).only("pk", "case", "sha256", "size")
    _hold(matter, rows)


@after_preparing
def after(case: Case) -> None:
    """Every live matter of the case, in the transaction that makes the preparation ready.

    A matter is locked as whoever notes a disclosure locks it: one of the two sees what the other did.
    """
    linked = MatterCase.objects.filter(case=case, ended_at=None, matter__closed_at=None).values("matter")
    for matter in Matter.objects.select_for_update().filter(pk__in=linked).order_by("pk"):
        _look(matter, case)


def look(matter: Matter) -> None:
    """At all its cases, when records came into scope."""
    for case in cases_of(matter):
        _look(matter, case)


def disclosed_bytes(matter: Matter) -> set[str]:
    """Of everything that was disclosed, in whichever of its cases; nothing was, when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("select content from candour_disclosed_in(%s)", [matter.pk])
        return {content for (content,) in cursor.fetchall()}


def _look(matter: Matter, case: Case) -> None:
    went = disclosed_bytes(matter)
    if not went:
        return
    held = set(Held.objects.filter(matter=matter, case=case).values_list("record_id", "content"))
    since = None if held else _since(matter, case)
    fresh = [each for each in in_scope(matter).filter(case=case) if (each.pk, content_of(each)) not in held]
    _hold(matter, fresh)
    there = went | {content for _, content in held}
    raised = [
        _raise(matter, each, came)
        for each, came in _came(fresh, known={number for number, _ in held}, since=since)
        if not _copy(each, there)
    ]
    if raised:
        note(matter, Verb.ALERT_RAISED, case=case.pk, many=len(raised))


def _copy(record: Record, there: set[str]) -> bool:
    """Of what was disclosed, or of a document that was looked at already: that one stands for it."""
    content = content_of(record)
    if content in there:
        return bool(content)
    there.add(content)
    return False


def _came(fresh: Iterable[Record], *, known: set[int], since: datetime | None) -> Iterator[tuple[Record, Came]]:
    """``since``: nobody looked at the case before; what was there by then did not come after."""
    for each in fresh:
        if each.pk in known or (since is not None and each.added_at <= since < each.changed_at):
            yield each, Came.CHANGED
        elif since is None or each.added_at > since:
            yield each, Came.ADDED


def _since(matter: Matter, case: Case) -> datetime:
    """The first disclosure, or when the case was linked if that was later."""
    linked = MatterCase.objects.filter(matter=matter, case=case, ended_at=None).values_list("linked_at", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("select candour_first_disclosed(%s)", [matter.pk])
        first: tuple[datetime] = cursor.fetchone()
    return max(*first, *linked)


def _raise(matter: Matter, record: Record, came: Came) -> Alert:
    """One for each record: where one is open, it is now about what the record has become."""
    content = content_of(record)
    standing = Alert.objects.filter(matter=matter, record=record, verdict__in=OPEN).order_by("-pk").first()
    if standing is not None:
        Alert.objects.filter(pk=standing.pk).update(content=content)
        return standing
    made, _ = Alert.objects.get_or_create(
        matter=matter, record=record, content=content,
        defaults={"case_id": record.case_id, "came": came, "raised_at": now()},
    )  # fmt: skip
    return made


def _hold(matter: Matter, records: Iterable[Record]) -> None:
    rows = [
        Held(matter=matter, case_id=each.case_id, record=each, content=content_of(each), at=now()) for each in records
    ]
    Held.objects.bulk_create(rows, ignore_conflicts=True)
