"""A page as somebody who decides looks at it: its boxes, what stands of each and who decided it, notes, what is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from candour.accounts.queries import names
from candour.disclosure.entering import latest
from candour.disclosure.models import About, Comment, Decision, Disclosure
from candour.disclosure.settled import STANDING_ON_PAGE, Settled, rows, settled, settled_on


@dataclass(frozen=True, slots=True)
class SheetNow:
    """A page as it is put to people. ``shown`` goes back with the decision on it; ``of``: how many pages there are.

    ``decided`` empty: not yet, or it was when something else stood on the page.
    """

    record: str
    page: int
    place: int
    of: int
    content: str
    shown: str
    proposed: str
    proposed_ground: str
    why: str
    care: bool
    flags: list[str]
    decided: str
    ground: str
    explanation: str
    by: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Versions:
    """Of the latest decision about a mention, and about all that say the same: a form sends them back."""

    mention: int
    group: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, all that is on it, and where the pages beside it are."""

    sheet: SheetNow
    version: int
    """Of the decision on the page: a form sends it back."""
    mentions: tuple[Settled, ...]
    versions: dict[str, Versions]
    drawn: tuple[Decision, ...]
    comments: tuple[Comment, ...]
    names: dict[int, str]
    before: tuple[str, int] | None
    after: tuple[str, int] | None


_PAGE = """
    select record, page, place, (select count(*) from disclosure_sheet where disclosure_id = %(disclosure)s), content,
           shown, action, ground, why, care, flags, decided,
           coalesce(decided_ground, ''), coalesce(decided_explanation, ''), decided_by, decided_at
    from sheets where record = %(record)s and page = %(page)s
"""
_BESIDE = """
    select place, record, page from disclosure_sheet
    where disclosure_id = %(disclosure)s and place in (%(place)s - 1, %(place)s + 1)
"""
_ALIKE = """
    and p.said = (select said from disclosure_proposal where disclosure_id = %(disclosure)s and mention = %(mention)s)
"""


def page_view(disclosure: Disclosure, *, record: str, page: int) -> PageView | None:
    """None for a page that is not part of the disclosure."""
    found = rows(STANDING_ON_PAGE + _PAGE, disclosure, record=record, page=page)
    if not found:
        return None
    sheet = SheetNow(*found[0])
    mentions = tuple(settled_on(disclosure, record=record, page=page))
    drawn = drawn_on(disclosure, sheet)
    comments = Comment.objects.filter(disclosure=disclosure, record=record, page__in=(0, page)).order_by("at", "pk")
    noted = tuple(comments)
    beside = {at: (each, on) for at, each, on in rows(_BESIDE, disclosure, place=sheet.place)}
    who = [sheet.by, *(each.by for each in mentions), *(each.by_id for each in drawn), *(each.by_id for each in noted)]
    key = f"{page}:{record}"
    last = latest(disclosure, About.PAGE, [key]).get(key)
    return PageView(
        sheet=sheet,
        version=last.version if last else 0,
        mentions=mentions,
        versions=_versions(disclosure, mentions),
        drawn=drawn,
        comments=noted,
        names=names(who),
        before=beside.get(sheet.place - 1),
        after=beside.get(sheet.place + 1),
    )


def drawn_on(disclosure: Disclosure, sheet: SheetNow) -> tuple[Decision, ...]:
    """Boxes that somebody drew on the page as it is now, and that nobody took away since."""
    found = Decision.objects.filter(disclosure=disclosure, about=About.DRAWN, record=sheet.record, page=sheet.page)
    last = found.order_by("key", "-version").distinct("key")
    return tuple(each for each in last if each.action and each.seen == sheet.content)


def similar(disclosure: Disclosure, mention: str) -> list[Settled]:
    """Everything that says the same of the same people, itself included."""
    return list(settled(disclosure, where=_ALIKE, mention=mention))


def person_now(disclosure: Disclosure, person: str) -> tuple[int, Decision | None]:
    """The version to send back with a decision on a person, and what stands of them."""
    found = latest(disclosure, About.PERSON, [person]).get(person)
    return (found.version if found else 0, found if found and found.action else None)


def history(disclosure: Disclosure, *, about: About, key: str) -> list[Decision]:
    """Everything that was ever decided of it, the latest first."""
    found = Decision.objects.filter(disclosure=disclosure, about=about, key=key)
    return list(found.order_by("-version").select_related("by"))


def _versions(disclosure: Disclosure, mentions: Sequence[Settled]) -> dict[str, Versions]:
    single = latest(disclosure, About.MENTION, [each.mention for each in mentions])
    group = latest(disclosure, About.GROUP, [each.said for each in mentions])
    return {
        each.mention: Versions(
            single[each.mention].version if each.mention in single else 0,
            group[each.said].version if each.said in group else 0,
        )
        for each in mentions
    }
