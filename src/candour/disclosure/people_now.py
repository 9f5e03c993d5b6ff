"""Who is who in a disclosure: everybody found in it, in which sentences, what is proposed and decided of them.

It reads what stands and what policy proposes; it neither judges nor decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from candour.cases.found import Known
from candour.cases.models import Person
from candour.disclosure.entering import latest
from candour.disclosure.models import About, Decision, Disclosure, Proposal
from candour.disclosure.settled import SETTLED, STANDING, rows
from candour.engine.model import PROFESSIONAL_ROLES

CHILDREN = frozenset({"subject", "sibling", "other_child"})
_AROUND = 90
"""Characters of the page on either side of a mention."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Mentions on pages. ``own``: decided one by one; ``shared``: they could be somebody else's as well."""

    total: int
    pages: int
    decided: int
    locked: int
    own: int
    followed: int
    """What the decision on the person settles now."""
    shared: int
    redact: int
    """What policy proposes to black out."""

    @property
    def moves(self) -> int:
        """How many follow a decision on the person."""
        return self.total - self.locked - self.own


@dataclass(frozen=True, slots=True)
class PersonNow:
    """Somebody of the disclosure; ``stands``: what is decided of them as a whole."""

    person: Person
    counts: Counts
    version: int
    stands: Decision | None

    @property
    def professional(self) -> bool:
        return self.person.role in PROFESSIONAL_ROLES

    @property
    def child(self) -> bool:
        return self.person.child or self.person.role in CHILDREN

    @property
    def open(self) -> bool:
        return self.counts.decided < self.counts.total


_COUNTED = """
    select owner, count(*), count(distinct (record, page)), count(*) filter (where settled_by <> ''),
           count(*) filter (where locked), count(*) filter (where settled_by in ('mention', 'group')),
           count(*) filter (where settled_by = 'person'),
           count(*) filter (where cardinality(owners) > 1 and settled_by not in ('lock', 'mention', 'group')),
           count(*) filter (where proposed = 'redact')
    from ({settled}) each cross join unnest(owners) owner
    where sheet is not null and page > 0 and not question group by owner
"""
_OF_ONE = "and p.owners @> array[%(person)s]::varchar[]"


def people(disclosure: Disclosure) -> list[PersonNow]:
    """Everybody who is named on a page, the most often named first."""
    counted = _counts(disclosure)
    standing = latest(disclosure, About.PERSON, counted)
    found = Person.objects.filter(case=disclosure.case_id, key__in=counted)
    made = [_now(each, counted[each.key], standing.get(each.key)) for each in found]
    return sorted(made, key=lambda each: (-each.counts.total, each.person.name, each.person.pk))


def person(disclosure: Disclosure, number: int) -> PersonNow | None:
    """One of them, by the number of their row; None for who is not named in the disclosure."""
    found = Person.objects.filter(case=disclosure.case_id, pk=number).first()
    counts = _counts(disclosure, only=found.key).get(found.key) if found else None
    if found is None or counts is None:
        return None
    return _now(found, counts, latest(disclosure, About.PERSON, [found.key]).get(found.key))


def _now(person: Person, counts: Counts, last: Decision | None) -> PersonNow:
    return PersonNow(person, counts, last.version if last else 0, last if last and last.action else None)


def _counts(disclosure: Disclosure, only: str = "") -> dict[str, Counts]:
    query = _COUNTED.replace("{settled}", SETTLED.replace("{where}", _OF_ONE if only else ""))
    return {owner: Counts(*numbers) for owner, *numbers in rows(query, disclosure, person=only)}


# ---------------------------------------------------------------- why, and in which sentences


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What policy proposes for some mentions of a person, and why."""

    action: str
    ground: str
    why: str
    locked: bool
    many: int


def proposed(disclosure: Disclosure, person: str) -> list[Reasoned]:
    """The most frequent first."""
    found = Proposal.objects.filter(disclosure=disclosure, owners__contains=[person], question=False, page__gt=0)
    counted = found.values_list("action", "ground", "why", "locked").annotate(many=Count("pk")).order_by("-many", "why")
    return [Reasoned(*row) for row in counted]


@dataclass(frozen=True, slots=True)
class Sample:
    """A mention in its sentence. ``sheet``: the place of its page in the bundle."""

    mention: str
    record: str
    page: int
    sheet: int
    before: str
    said: str
    after: str


_SAMPLES = """
    , mine as (
        select owner, p.mention, p.record, p.page, p.place, sheets.place as sheet, p.text, p.said,
               row_number() over (partition by owner, p.said order by sheets.place, p.place) as again
        from disclosure_proposal p join sheets on sheets.record = p.record and sheets.page = p.page
        cross join unnest(p.owners) owner
        where p.disclosure_id = %(disclosure)s and p.page > 0 and not p.question {where}
    ),
    chosen as (
        select * from (
            select *, row_number() over (partition by owner order by again, sheet, place) as at from mine
        ) each where at <= %(many)s
    ),
    found as (
        select chosen.*, page.text as whole,
               case when page.layer = m.layer and substr(page.text, m.start + 1, m."end" - m.start) = chosen.text
                    then m.start else strpos(coalesce(page.text, ''), chosen.text) - 1 end as start
        from chosen
        left join cases_record r on r.case_id = %(case)s and r.key = chosen.record
        left join cases_page page on page.record_id = r.id and page.number = chosen.page
        left join cases_mention m on m.case_id = %(case)s and m.key = chosen.mention
    )
    select owner, mention, record, page, sheet,
           case when start >= 0 then substr(whole, greatest(start - %(around)s, 0) + 1, least(start, %(around)s)) else '' end,
           text,
           case when start >= 0 then substr(whole, start + length(text) + 1, %(around)s) else '' end
    from found order by owner, at
"""
_OF_THESE = "and owner = any (%(these)s::varchar[])"
_ALIKE = "and p.said = %(said)s and owner = p.owners[1]"


def samples(disclosure: Disclosure, people: Sequence[str], *, many: int) -> dict[str, list[Sample]]:
    """Mentions of each of ``people``: first those that say different things, in the order of the bundle."""
    return _sampled(disclosure, _OF_THESE, these=list(people), many=many)


def said_alike(disclosure: Disclosure, said: str, *, many: int) -> list[Sample]:
    """Mentions that say the same of the same people."""
    return [sample for found in _sampled(disclosure, _ALIKE, said=said, many=many).values() for sample in found]


def _sampled(disclosure: Disclosure, where: str, **given: object) -> dict[str, list[Sample]]:
    query = STANDING + _SAMPLES.replace("{where}", where)
    made: dict[str, list[Sample]] = defaultdict(list)
    for owner, mention, record, page, sheet, before, said, after in rows(
        query, disclosure, case=disclosure.case_id, around=_AROUND, **given
    ):
        made[owner].append(Sample(mention, record, page, sheet, _later(before), said, _earlier(after)))
    return made


def _later(text: str) -> str:
    """From the beginning of a word on, without the lines of the page."""
    words = text.replace("\n", " ")
    return words.partition(" ")[2] if len(text) == _AROUND and " " in words else words


def _earlier(text: str) -> str:
    words = text.replace("\n", " ")
    return words.rpartition(" ")[0] if len(text) == _AROUND and " " in words else words


@dataclass(frozen=True, slots=True)
class KnownThere:
    """The recipient wrote, received or attended a record that names the person: they may know it already."""

    record: str
    title: str
    how: str
    date: str
    mentions: int


def known_already(disclosure: Disclosure, person: str) -> list[KnownThere]:
    """Evidence, not proof; the latest first. Nothing for a body such as a court."""
    held = Known.objects.filter(case=disclosure.case_id, person=disclosure.recipient, gone_at=None)
    found = list(held.select_related("record").order_by(F("date").desc(), "pk"))
    named = Proposal.objects.filter(
        disclosure=disclosure, owners__contains=[person], page__gt=0, question=False,
        record__in={each.record.key for each in found},
    )  # fmt: skip
    times = dict(named.values_list("record").annotate(many=Count("pk")))
    return [
        KnownThere(each.record.key, each.record.title or each.record.path, each.how, each.date, times[each.record.key])
        for each in found
        if each.record.key in times and person != disclosure.recipient
    ]


# ---------------------------------------------------------------- names that could be several people's


@dataclass(frozen=True, slots=True)
class Unclear:
    """Mentions that say the same and could be several people's; ``mention``: one of them, by which they are decided."""

    said: str
    mention: str
    text: str
    owners: list[str]
    total: int
    open: int
    locked: bool


_UNCLEAR = """
    select said, min(mention), min(text), owners, count(*), count(*) filter (where settled_by not in ('lock', 'mention', 'group')),
           bool_or(locked)
    from ({settled}) each
    where sheet is not null and page > 0 and not question and cardinality(owners) > 1 and kind = 'PERSON'
    group by said, owners order by count(*) desc, said
"""


def unclear(disclosure: Disclosure, *, undecided: bool = False) -> list[Unclear]:
    """Names that could be several people's, the most frequent first; what only a lock keeps needs nobody."""
    where = "and cardinality(p.owners) > 1"
    found = rows(_UNCLEAR.replace("{settled}", SETTLED.replace("{where}", where)), disclosure)
    made = [Unclear(*row) for row in found]
    return [each for each in made if each.open] if undecided else made


def group_now(disclosure: Disclosure, said: str) -> tuple[int, Decision | None]:
    """The version to send back with a decision on all that say the same, and what stands of them."""
    found = latest(disclosure, About.GROUP, [said]).get(said)
    return (found.version if found else 0, found if found and found.action else None)
