"""Says whose each mention is, or that it may be several people's; it never carries a guess from one page to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from candour.engine.detect import vocabulary
from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index
from candour.engine.detect.variants import Rank
from candour.engine.model import Person

_NEAR = 400
_CHILD_ROLES = frozenset({"subject", "sibling", "other_child"})
_POLICE = vocabulary.POLICE_TITLES
Owners = tuple[str, ...]


def resolve(hits: Sequence[Hit], *, people: Mapping[str, Person], index: Index) -> list[tuple[Hit, tuple[str, ...]]]:
    """Each hit with its people: one when it is clear, several when a person must say."""
    out: list[tuple[Hit, tuple[str, ...]]] = []
    named: list[tuple[int, str]] = []
    for hit in hits:
        fits = (
            _adults(hit, people)
            if hit.family and hit.title
            else hit.people
            if hit.family
            else _by_title(hit, people, index)
        )
        for narrow in (_by_rank, _by_surname, _nearest) if not hit.family and fits else ():
            if len(fits) > 1:
                fits = narrow(hit, fits, people, index, named) or fits
        fits = fits or hit.people
        if len(fits) == 1 and (hit.rank >= Rank.GIVEN or hit.title):
            named.append((hit.start, fits[0]))
        out.append((hit, fits))
    return out


def _by_title(hit: Hit, people: Mapping[str, Person], index: Index) -> tuple[str, ...]:
    """Those whom the title fits: Mrs is a woman and, where there is a grown-up, not a child."""
    if not hit.title or len(hit.people) < 2:
        return hit.people
    if hit.title in _POLICE or hit.title in vocabulary.OFFICE_TITLES:
        wanted = (
            ("police",) if hit.title in _POLICE else ("health", "education", "legal", "court", "other_professional")
        )
        fits = [p for p in hit.people if people[p].role in wanted]
        return tuple(fits) or hit.people
    sex = "f" if hit.title in vocabulary.WOMEN_TITLES else "m" if hit.title in vocabulary.MEN_TITLES else ""
    fits = [p for p in hit.people if not sex or index.sex.get(p, "") in (sex, "")]
    adults = [p for p in fits if people[p].role not in _CHILD_ROLES]
    grown = adults if hit.title not in ("miss", "master") else fits
    sure = [p for p in grown if index.sex.get(p) == sex]
    return tuple(sure or grown or fits)


def _adults(hit: Hit, people: Mapping[str, Person]) -> Owners:
    return tuple(p for p in hit.people if people[p].role not in _CHILD_ROLES) or hit.people


Named = list[tuple[int, str]]


def _by_rank(hit: Hit, fits: Owners, people: Mapping[str, Person], index: Index, named: Named) -> Owners:
    """A person of the register before those only found in the text, when just one of them is registered."""
    registered = tuple(p for p in fits if not people[p].found)
    return registered if len(registered) == 1 and (hit.rank >= Rank.GIVEN or hit.title) else ()


def _by_surname(hit: Hit, fits: Owners, people: Mapping[str, Person], index: Index, named: Named) -> Owners:
    """A bare surname means the grown-up who bears it as own name, if there is just one."""
    if hit.rank != Rank.SURNAME:
        return ()
    owners = [p for p in index.surnames.get(hit.key, ()) if p in fits]
    adults = [p for p in owners if people[p].role not in _CHILD_ROLES]
    return tuple(adults or owners) if len(adults or owners) == 1 and not hit.shouted else ()


def _nearest(hit: Hit, fits: Owners, people: Mapping[str, Person], index: Index, named: Named) -> Owners:
    """The one candidate named clearly shortly before, if it is the only one named there."""
    seen = {person for at, person in named[-40:] if hit.start - at < _NEAR and person in fits}
    return tuple(seen) if len(seen) == 1 else ()
