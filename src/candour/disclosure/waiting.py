"""What waits for people in disclosures until they are produced: deciding, checking, legal approval, notes of colleagues.

Every kind is a few questions to the database, however many disclosures there are; it leaves out what the person may not
see. What somebody may not do because they decided in a disclosure is not put to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.cases.waiting import counted
from candour.disclosure.in_hand import InHand, in_hand
from candour.disclosure.models import (
    Approval,
    Comment,
    Decision,
    Disclosure,
    Oversight,
    Result,
    Round,
    Ruling,
    Sheet,
    State,
)
from candour.disclosure.queries import sent_back
from candour.disclosure.redaction_counts import counts, summed

_PAGES = """
    select s.disclosure_id, count(*), count(*) - count(d.id) from disclosure_sheet s left join (
        select distinct on (disclosure_id, key) id, disclosure_id, record, page, seen, action from disclosure_decision
        where disclosure_id = any(%(these)s) and about = 'page' order by disclosure_id, key, version desc
    ) d on d.disclosure_id = s.disclosure_id and d.record = s.record and d.page = s.page and d.seen = s.shown
        and d.action <> ''
    where s.disclosure_id = any(%(these)s) group by 1
"""
_NOBODY_TWICE = "You may check, and you decided nothing in it."


def to_decide(user: User) -> Iterator[Waiting]:
    """What a checker or a lawyer sent back comes first to those who decided it."""
    found = in_hand(State.DECIDING, user=user)
    back = {**_sent_back([each.number for each in found]), **_redactions_back(found)}
    pages = _pages([each.number for each in found if each.number not in back])
    for each in found:
        if each.number in back:
            yield _again(each, *back[each.number])
        else:
            yield _review(each, *pages.get(each.number, (0, 0)))


def _review(each: InHand, total: int, left: int) -> Waiting:
    if left:
        what, page = "Review the records for {}", "review"
        more = f"{left} of {counted(total, 'page', 'pages')} {'is' if left == 1 else 'are'} not decided yet."
    else:
        what, page = "Finish the review of the records for {}", "checks"
        more = "Every page is decided. See whether anything on them is open, then send it to be checked."
    why = "You decided in it." if each.mine else "You may review."
    return Waiting(what.format(each.to), each.at(page), why, Pressing.NEXT, each.case, more, since=each.opened_at)


def _again(each: InHand, at: datetime, by: str, reason: str, differing: int, page: str) -> Waiting:
    pages = f" {counted(differing, 'page', 'pages')} should be different." if differing else ""
    return Waiting(
        f"Decide again for {each.to}",
        each.at(page),
        "You decided in it." if each.mine else "You may review.",
        Pressing.FIRST if each.mine else Pressing.NEXT,
        each.case,
        f"{by} sent it back: “{reason}”.{pages}",
        since=at,
    )


def _sent_back(numbers: Sequence[int]) -> dict[int, tuple[datetime, str, str, int, str]]:
    """When, by whom, why, how many pages differ, and where it is read; of those whose last check says so."""
    later = Round.objects.filter(disclosure=OuterRef("disclosure"), number__gt=OuterRef("number"))
    last = Round.objects.filter(~Exists(later), disclosure__in=numbers, ended_at__isnull=False)
    differing = Count("pages", filter=Q(pages__agrees=False))
    checked = last.filter(result=Result.SENT_BACK).annotate(differing=differing)
    found: dict[int, tuple[datetime, str, str, int, str]] = {
        number: (at, by, reason, many, "checks")
        for number, at, by, reason, many in checked.values_list(
            "disclosure", "ended_at", "by__name", "reason", "differing"
        )
        if at is not None
    }
    refused = Approval.objects.filter(approved=False, round__in=last.filter(result=Result.PASSED).values("pk"))
    for number, at, by, reason in refused.order_by("pk").values_list("disclosure", "at", "by__name", "reason"):
        found[number] = (at, by, reason, 0, "legal")
    return found


def _redactions_back(found: Sequence[InHand]) -> dict[int, tuple[datetime, str, str, int, str]]:
    """The same of those in which single redactions came back from a lawyer and were neither decided anew nor explained."""
    made: dict[int, tuple[datetime, str, str, int, str]] = {}
    matters = [each.number for each in found if each.matter]
    rows = Oversight.objects.filter(disclosure__in=matters, ruling=Ruling.SENT_BACK).order_by("disclosure", "-pk")
    for last in rows.distinct("disclosure").select_related("by", "disclosure"):
        if sent_back(last.disclosure):
            made[last.disclosure_id] = (last.at, last.by.name, last.reason, 0, "redactions")
    return made


def _pages(numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many there are, and how many of them have no decision that counts."""
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PAGES, {"these": list(numbers)})
        return {number: (total, left) for number, total, left in cursor.fetchall()}


def to_check(user: User) -> Iterator[Waiting]:
    """Nobody checks what they decided; a check that somebody began is theirs alone."""
    running = Round.objects.filter(ended_at=None).annotate(of=Count("pages"), marked=Count("pages__marked_at"))
    begun = {number: more for number, *more in running.values_list("disclosure", "by", "key", "of", "marked")}
    for each in in_hand(State.CHECKING, user=user):
        if each.number not in begun and not each.mine:
            yield Waiting(
                f"Check the records for {each.to}", each.at("checks"), _NOBODY_TWICE, Pressing.NEXT, each.case,
                "Everything is decided by somebody else.", since=each.decided_at,
            )  # fmt: skip
        elif each.number in begun and begun[each.number][0] == user.pk:
            _, key, of, marked = begun[each.number]
            done = marked == of
            yield Waiting(
                f"{'Finish' if done else 'Go on with'} your check of the records for {each.to}",
                each.at("checks") if done else each.at("go_on_check", key),
                "You began it.",
                Pressing.NEXT,
                each.case,
                "You marked every page: pass it, or send it back." if done else f"{marked} of {of} pages are marked.",
                since=each.decided_at,
            )


def with_legal(user: User) -> Iterator[Waiting]:
    """First the redactions of a matter, one lawyer's by another; then the whole, by one who decided nothing otherwise."""
    for each in in_hand(State.WITH_LEGAL, user=user):
        found = counts(Disclosure.objects.get(pk=each.number)) if each.matter else []
        others = summed([count for count in found if count.author != user.pk])
        if others.awaiting:
            more = f"{counted(others.awaiting, 'redaction or removal', 'redactions or removals')} by others."
            unexplained = f" {others.unexplained} without an explanation." if others.unexplained else ""
            yield Waiting(
                f"Answer the redactions of the records for {each.to}", each.at("redactions"),
                "You may approve them as a lawyer.", Pressing.NEXT, each.case, more + unexplained, since=each.passed_at,
            )  # fmt: skip
        elif not summed(found).open and not each.mine_otherwise:
            yield Waiting(
                f"Approve the records for {each.to}, or send them back",
                each.at("legal"),
                "You may approve, and you decided nothing in it.",
                Pressing.NEXT,
                each.case,
                "It belongs to a legal matter, or the file holds legal advice.",
                since=each.passed_at,
            )


def notes(user: User) -> Iterator[Waiting]:
    """Notes that colleagues left where the person decided, until somebody says they are dealt with."""
    of_record = Decision.objects.filter(disclosure=OuterRef("disclosure"), by=user, record=OuterRef("record"))
    on_page = of_record.filter(page=OuterRef("page"))
    sheets = Sheet.objects.filter(disclosure=OuterRef("disclosure"), record=OuterRef("record"))
    found = Comment.objects.filter(
        Exists(on_page) | Q(page=0) & Exists(of_record),
        done_at=None,
        disclosure__state__in=(State.DECIDING, State.CHECKING),
    ).exclude(by=user)
    first = (
        sheets.filter(page__gte=OuterRef("page")).order_by("page").values("place")[:1]
    )  # page 0: on the whole record
    rows = found.annotate(place=Subquery(first)).order_by("disclosure", "at", "pk")
    told = rows.values_list("disclosure__key", "case", "at", "by__name", "place")
    for key, several in groupby(told, key=lambda row: row[0]):
        (_, case, at, by, place), *others = several
        yield Waiting(
            "Answer the notes of colleagues",
            reverse("disclosure:overview", args=[key])
            if place is None
            else reverse("disclosure:page", args=[key, place]),
            "They are on pages that you decided.",
            Pressing.NEXT,
            case,
            f"{by} wrote the first of {len(others) + 1}." if others else f"{by} wrote one.",
            since=at,
        )
