"""How many mentions stand how, without looking at each: those that stand and fall together are settled once and multiplied.

It says what ``settled`` says of every single one (a test compares them), and tells nobody which they are.
"""

from __future__ import annotations

from candour.disclosure.settled import BY_PERSON, SETTLED_BY, STANDING

_COUNTED = """
    , alike as materialized (select * from disclosure_alike p where p.disclosure_id = %(disclosure)s {where}),
    own as materialized (
        select s.holds[p.place + 1] as number, s.decided, d.id as decision
        from standing d
        join disclosure_proposal p on p.disclosure_id = %(disclosure)s and p.mention = d.key and p.content = d.seen
        join sheets s on s.record = p.record and s.page = p.page
        where d.about = 'mention' and p.page > 0
    ),
    paged as materialized (
        select number, decided, count(*) as many from sheets cross join unnest(holds) number
        where decided <> '' group by number, decided
    ),
    spread as (
        select number, decided, null as decision, sum(many)::bigint as many from (
            select number, '' as decided, total as many from alike
            union all select number, decided, many from paged
            union all select number, '', -many from paged
            union all select number, decided, -1 from own
        ) part group by number, decided having sum(many) > 0
        union all select number, decided, decision, 1 from own
    )
    select p.said, p.owners, p.question, p.kind, p.text, p.firsts, p.locked, p.action as proposed, sheets.many,
           sheets.decided as page_decided, coalesce(nullif(d.ground, ''), p.ground) as ground, settled.by as settled_by
    from spread sheets
    join alike p on p.number = sheets.number
    cross join people
    left join standing m on m.id = sheets.decision
    left join standing g on g.about = 'group' and g.key = p.said
    left join lateral ({by_person}) h on true
    cross join lateral (select {settled_by} as by) settled
    left join standing d on d.id =
        case settled.by when 'mention' then m.id when 'group' then g.id when 'person' then h.id end
"""
COUNTED = STANDING + _COUNTED.replace("{by_person}", BY_PERSON).replace("{settled_by}", SETTLED_BY)
"""A query whose rows are ``many`` mentions on pages that stand alike; ``{where}``: more conditions on ``p`` (an ``Alike``).

``ground``: of the decision on them, or else what is proposed.
"""
