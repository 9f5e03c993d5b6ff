"""Who is who in a disclosure: everybody found in it, what is proposed and decided of them, what could be several people's.

It reads what stands and what policy proposes; it neither judges nor decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from candour.cases.found import Known
from candour.cases.models import Person
from candour.disclosure.counting import COUNTED
from candour.disclosure.entering import latest
from candour.disclosure.models import About, Alike, Decision, Disclosure, Proposal
from candour.disclosure.settled import rows
from candour.engine.model import PROFESSIONAL_ROLES

CHILDREN = frozenset({"subject", "sibling", "other_child"})


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


_PEOPLE = """
    select owner, sum(many)::bigint, max(n.pages), coalesce(sum(many) filter (where settled_by <> ''), 0)::bigint,
           coalesce(sum(many) filter (where locked), 0)::bigint,
           coalesce(sum(many) filter (where settled_by in ('mention', 'group')), 0)::bigint,
           coalesce(sum(many) filter (where settled_by = 'person'), 0)::bigint,
           coalesce(sum(many) filter (where cardinality(owners) > 1 and settled_by not in ('lock', 'mention', 'group')), 0)::bigint,
           coalesce(sum(many) filter (where proposed = 'redact'), 0)::bigint
    from ({counted}) each cross join unnest(owners) owner
    join disclosure_named n on n.disclosure_id = %(disclosure)s and n.person = owner
    where not question group by owner
"""
_THEIRS = "and p.owners && %(only)s::varchar[]"


def people(disclosure: Disclosure, *, only: Sequence[str] = ()) -> list[PersonNow]:
    """Everybody who is named on a page (``only``: of these keys), the most often named first."""
    counted = _counts(disclosure, only)
    standing = latest(disclosure, About.PERSON, counted)
    found = Person.objects.filter(case=disclosure.case_id, key__in=counted)
    made = [_now(each, counted[each.key], standing.get(each.key)) for each in found]
    return sorted(made, key=lambda each: (-each.counts.total, each.person.name, each.person.pk))


def person(disclosure: Disclosure, number: int) -> PersonNow | None:
    """One of them, by the number of their row; None for who is not named in the disclosure."""
    keys = list(Person.objects.filter(case=disclosure.case_id, pk=number).values_list("key", flat=True))
    return next(iter(people(disclosure, only=keys)), None) if keys else None


def _now(person: Person, counts: Counts, last: Decision | None) -> PersonNow:
    return PersonNow(person, counts, last.version if last else 0, last if last and last.action else None)


def _counts(disclosure: Disclosure, only: Sequence[str]) -> dict[str, Counts]:
    query = _PEOPLE.replace("{counted}", COUNTED.replace("{where}", _THEIRS if only else ""))
    counted = {owner: Counts(*numbers) for owner, *numbers in rows(query, disclosure, only=list(only))}
    return {owner: counts for owner, counts in counted.items() if not only or owner in only}


# ---------------------------------------------------------------- why


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
    found = Alike.objects.filter(disclosure=disclosure, owners__contains=[person], question=False, total__gt=0)
    counted = (
        found.values_list("action", "ground", "why", "locked").annotate(many=Sum("total")).order_by("-many", "why")
    )
    return [Reasoned(*row) for row in counted]


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
    select said, min(firsts[1]), min(text), owners, sum(many)::bigint,
           coalesce(sum(many) filter (where settled_by not in ('lock', 'mention', 'group')), 0)::bigint, bool_or(locked)
    from ({counted}) each where not question and kind = 'PERSON'
    group by said, owners order by sum(many) desc, said
"""


def unclear(disclosure: Disclosure, *, undecided: bool = False) -> list[Unclear]:
    """Names that could be several people's, the most frequent first; what only a lock keeps needs nobody."""
    where = "and cardinality(p.owners) > 1"
    found = rows(_UNCLEAR.replace("{counted}", COUNTED.replace("{where}", where)), disclosure)
    made = [Unclear(*row) for row in found]
    return [each for each in made if each.open] if undecided else made


def group_now(disclosure: Disclosure, said: str) -> tuple[int, Decision | None]:
    """The version to send back with a decision on all that say the same, and what stands of them."""
    found = latest(disclosure, About.GROUP, [said]).get(said)
    return (found.version if found else 0, found if found and found.action else None)
