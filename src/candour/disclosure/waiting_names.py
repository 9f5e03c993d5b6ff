"""What waits for people about names that could be several people's, and for a second person before a lock comes off.

A name is settled here when each of its mentions is: by a decision on it, on all like it, or on its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.cases.models import Person
from candour.cases.waiting import counted
from candour.disclosure.in_hand import in_hand
from candour.disclosure.models import CourtOrder, State
from candour.disclosure.unclear_names import takes_off
from candour.engine import model

_LATEST = """coalesce((
            select d.action <> '' and d.seen = {seen} from disclosure_decision d
            where d.disclosure_id = a.disclosure_id and d.about = '{about}' and d.key = {key}
            order by d.version desc limit 1
        ), false)"""
_UNCLEAR = f"""
    select a.disclosure_id, count(distinct a.said) from disclosure_alike a
    where a.disclosure_id = any(%(these)s) and cardinality(a.owners) > 1 and a.kind = 'PERSON' and a.total > 0
        and not a.question and not a.locked and not {_LATEST.format(about="group", key="a.said", seen="d.seen")}
        and exists (
            select from disclosure_proposal p
            join disclosure_sheet s on s.disclosure_id = p.disclosure_id and s.record = p.record and s.page = p.page
            where p.disclosure_id = a.disclosure_id and p.said = a.said and p.page > 0
                and not {_LATEST.format(about="mention", key="p.mention", seen="p.content")}
                and not {_LATEST.format(about="page", key="s.page || ':' || s.record", seen="s.shown")}
        )
    group by 1
"""  # noqa: S608 (our own words)
_UNCONFIRMED = """
    with latest as materialized (
        select distinct on (case_id, mention) * from disclosure_identity where case_id = any(%(these)s)
        order by case_id, mention, version desc
    )
    select i.case_id, u.name, min(i.at), min(i.mention), m.kind, m.candidates, i.person
    from latest i join accounts_user u on u.id = i.by_id
    join cases_mention m on m.case_id = i.case_id and m.key = i.mention and m.ambiguous and m.gone_at is null
    left join cases_record r on r.id = m.record_id
    where i.answer in ('person', 'somebody_else') and i.confirmed_at is null and i.by_id <> %(user)s
        and i.text = m.text and i.candidates @> m.candidates
        and i.content = case when m.page = 0 then '' else coalesce(nullif(r.pdf, ''), r.sha256, '') end
    group by i.case_id, i.batch, u.name, m.kind, m.candidates, i.person order by min(i.at)
"""
"""What was said last, stands, and nobody else has confirmed; whether it takes a lock off follows from who is marked."""


def unclear_names(user: User) -> Iterator[Waiting]:
    """In disclosures that are being decided: who is meant settles every mention that says the same."""
    found = {each.number: each for each in in_hand(State.DECIDING, user=user)}
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UNCLEAR, {"these": list(found)})
        rows = cursor.fetchall()
    for number, many in rows:
        each = found[number]
        yield Waiting(
            f"Say whom names mean in the records for {each.to}",
            each.at("unclear"),
            "You may review.",
            Pressing.NEXT,
            each.case,
            f"{counted(many, 'name', 'names')} could be of several people.",
            since=each.opened_at,
        )


def names_to_confirm(user: User) -> Iterator[Waiting]:
    """What somebody else said of names, where it takes a lock off. It is confirmed in any open disclosure of the case."""
    found = {each.case: each for each in in_hand(*State, user=user)}
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UNCONFIRMED, {"these": list(found), "user": user.pk})
        rows = cursor.fetchall()
    people = Person.objects.filter(case__in={row[0] for row in rows}, gone_at=None)
    locks: dict[int, dict[str, model.Person]] = {}
    for case, key, marks in people.values_list("case", "key", "never_disclose"):
        locks.setdefault(case, {})[key] = model.Person(key, "", "", never_disclose=frozenset(marks))
    for case, by, at, mention, kind, candidates, person in rows:
        if takes_off(kind, candidates, person, locks.get(case, {})):
            yield Waiting(
                "Confirm whom a name means, or say otherwise",
                found[case].at("unclear_one", mention),
                f"{by} said it, and a second person has to agree.",
                Pressing.NEXT,
                case,
                "It could be somebody who must never be named. Until it is confirmed it stays blacked out.",
                since=at,
            )


def orders_to_confirm(user: User) -> Iterator[Waiting]:
    found = {each.number: each for each in in_hand(State.DECIDING, user=user)}
    entered = CourtOrder.objects.filter(disclosure__in=found, confirmed_at=None, withdrawn_at=None)
    for order in entered.exclude(entered_by=user).select_related("entered_by").order_by("entered_at"):
        each = found[order.disclosure_id]
        yield Waiting(
            f"Read a court order about the records for {each.to}",
            each.at("orders"),
            f"{order.entered_by.name} entered it, and a second person has to confirm it.",
            Pressing.NEXT,
            each.case,
            "What it lifts stays locked until then.",
            since=order.entered_at,
        )
