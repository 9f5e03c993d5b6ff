"""How much is blacked out of what could have been: of each disclosure now, and as it was when its check was passed.

What a lock blacks out is nobody's decision and is not counted. It counts mentions on pages that go out, and judges nobody.
"""

from __future__ import annotations

from candour.disclosure.models import Disclosure, Measured, Round
from candour.disclosure.settled import ACTION, DECIDED, FOUND, GROUND, STANDING, rows
from candour.ledger.clock import now

_COUNTED = f"""
    , each as (
        select case when d.action = 'redact' and f.settled_by <> 'page' then {GROUND} else f.proposed_ground end as ground,
               f.owners, d.by_id as author, ({ACTION}) = 'redact' as redacted
        from {DECIDED}
        where f.page > 0 and not f.question and f.page_decided in ('keep', 'redact')
            and f.settled_by in ('mention', 'group', 'person', 'page')
    )
    , whose as (
        select each.*, case cardinality(owners) when 0 then '' when 1 then owners[1] else '*' end as person from each
    )
"""  # noqa: S608 (our own words)
_ROWS = (STANDING + FOUND + _COUNTED).replace("{where}", "")
_BY_ROLE = """
    select w.ground, case when w.person = '*' then 'unclear' else coalesce(p.role, '') end as role, w.author,
           count(*), count(*) filter (where w.redacted)
    from whose w left join cases_person p on p.case_id = %(case)s and p.key = w.person group by 1, 2, 3 order by 1, 2, 3
"""
_BY_PERSON = """
    select person, count(*), count(*) filter (where redacted) from whose where person not in ('', '*')
    group by 1 order by 2 desc, 1
"""


def by_role(disclosure: Disclosure) -> list[tuple[str, str, int | None, int, int]]:
    """Ground, role of whom it is about, author, decided, blacked out: as it stands now."""
    return [
        (row[0], row[1], row[2], row[3], row[4]) for row in rows(_ROWS + _BY_ROLE, disclosure, case=disclosure.case_id)
    ]


def by_person(disclosure: Disclosure) -> list[tuple[str, int, int]]:
    """Key of the person, decided, blacked out: as it stands now, the most often named first."""
    return [(row[0], row[1], row[2]) for row in rows(_ROWS + _BY_PERSON, disclosure)]


def measure(disclosure: Disclosure, *, round: Round) -> None:  # noqa: A002
    """Keeps how much it is when a check is passed: the council's own past, to compare with."""
    of = {"case_id": disclosure.case_id, "disclosure": disclosure, "round": round, "at": now()}
    Measured.objects.bulk_create(
        Measured(ground=ground, role=role, author_id=author, decided=decided, redacted=redacted, **of)
        for ground, role, author, decided, redacted in by_role(disclosure)
    )
