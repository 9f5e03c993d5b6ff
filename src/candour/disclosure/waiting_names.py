"""What waits for people about names: those that could be several people's and on which something is still open.

A name is settled here when each of its mentions is: by a decision on it, on all like it, or on its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.cases.waiting import counted
from candour.disclosure.in_hand import in_hand
from candour.disclosure.models import State

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
