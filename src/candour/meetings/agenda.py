"""The agenda of a sitting: made of what apps above say is open, of what came back, and of items by hand.

Apps register what they know (``on_agenda``); it is asked as whoever prepares the agenda, so that nobody brings to it what they may
not see. What stays open comes back on the next agenda by itself. An agenda loses nothing by itself: items are taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max

from candour.accounts.models import User
from candour.cases.models import Case, random_key
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.meetings.followed import of_items
from candour.meetings.series import Item, Sitting, SittingState
from candour.meetings.series_duties import enter, keeping


@dataclass(frozen=True, slots=True)
class Issue:
    """Something open that a meeting should talk about. ``ref``: what its source knows it by, the same each time.

    ``case``: a case whose name or content it tells; who is barred from that does not see the item.
    """

    ref: str
    title: str
    why: str = ""
    about: str = ""
    about_id: int | None = None
    href: str = ""
    case: Case | None = None


Source = Callable[[User], Iterable[Issue]]
_SOURCES: dict[str, tuple[str, Source]] = {}


def on_agenda(source: str, *, kind: str) -> Callable[[Source], Source]:
    """Marks what finds open issues for series of a kind (``SeriesKind``); the module has to be loaded with its app."""

    def mark(find: Source) -> Source:
        _SOURCES[source] = (kind, find)
        return find

    return mark


def bring_up_to_date(*, by: User, sitting: Sitting) -> int:
    """Adds what is open and not on it yet, also what came back from the meeting before; how many were added.

    What is on it already is told as it stands today. What the person does not see as open stays: others may.
    """
    there = keeping(sitting, by=by)
    if there.state != SittingState.PLANNED:
        raise Refused("This meeting is not to come any more.", do="What is open comes on the agenda of the next one.")
    known = {(each.source, each.ref): each for each in Item.objects.filter(sitting=there)}
    position, added = _last(there), 0
    for source, issue in _open(there, by):
        if (source, issue.ref) in known:
            _tell_anew(known[source, issue.ref], issue)
        else:
            position, added = position + 1, added + 1
            known[source, issue.ref] = _add(there, issue, source=source, position=position, by=by)
    if added:
        enter(Verb.SITTING_AGENDA, there, added=added)
    return added


def add(*, by: User, sitting: Sitting, title: str, why: str = "") -> Item:
    """By hand; also while the meeting is going on, and until its minutes are signed."""
    there = keeping(sitting, by=by)
    title = " ".join(title.split())
    if not title:
        raise BadInput("An item of the agenda needs a title.", do="Write what is to be talked about.")
    made = _add(there, Issue(random_key(), title, why.strip()), source="", position=_last(there) + 1, by=by)
    enter(Verb.SITTING_AGENDA, there, added=1)
    return made


def shift(*, by: User, item: Item, down: bool) -> None:
    """One place up or down; nothing at the end of the agenda."""
    there = keeping(item.sitting, by=by)
    standing = list(Item.objects.filter(sitting=there, off_at=None).order_by("position", "pk"))
    at = next((place for place, each in enumerate(standing) if each.pk == item.pk), None)
    if at is None:
        raise Refused("This item is not on the agenda any more.", do="Load the page again.")
    to = at + (1 if down else -1)
    if not 0 <= to < len(standing):
        return
    standing[at], standing[to] = standing[to], standing[at]
    for place, each in enumerate(standing, start=1):
        if each.position != place:
            Item.objects.filter(pk=each.pk).update(position=place)
    enter(Verb.SITTING_AGENDA, there, moved=item.pk)


def take_off(*, by: User, item: Item, reason: str) -> None:
    """From this agenda only: what stays open comes back on the next. Refused where something was said or agreed on it."""
    there = keeping(item.sitting, by=by)
    if item.said.exists() or of_items([item])[item.pk]:
        raise Refused("Something was said or agreed on this item.", do="Leave it on the agenda.")
    reason = in_words(reason, ask="Say why it is not talked about this time.", means="It stands in the minutes.")
    if Item.objects.filter(pk=item.pk, off_at=None).update(off_at=now(), off_because=reason):
        enter(Verb.SITTING_AGENDA, there, off=item.pk)


def _open(sitting: Sitting, by: User) -> Iterator[tuple[str, Issue]]:
    """What sources tell today, then items by hand of the meeting before that nobody settled."""
    for source, (kind, find) in sorted(_SOURCES.items()):
        if kind == sitting.series.kind:
            yield from ((source, issue) for issue in find(by))
    before = (
        Sitting.objects.filter(series=sitting.series, state=SittingState.HELD, on__lt=sitting.on)
        .order_by("-on")
        .first()
    )
    for each in Item.objects.filter(sitting=before, source="", settled_at=None).order_by("position") if before else ():
        yield "", Issue(each.ref, each.title, each.why)


def _add(sitting: Sitting, issue: Issue, *, source: str, position: int, by: User) -> Item:
    earlier = Item.objects.filter(sitting__series=sitting.series, sitting__state=SittingState.HELD)
    times = earlier.filter(source=source, ref=issue.ref).count() + 1
    return Item.objects.create(
        sitting=sitting, position=position, title=issue.title[:500], why=issue.why, source=source, ref=issue.ref[:100],
        about=issue.about, about_id=issue.about_id, href=issue.href[:300], case=issue.case, times=times, added_by=by,
        added_at=now(),
    )  # fmt: skip


def _tell_anew(item: Item, issue: Issue) -> None:
    """The numbers in a title may have changed since."""
    if item.source and (item.title, item.why) != (issue.title[:500], issue.why):
        Item.objects.filter(pk=item.pk).update(title=issue.title[:500], why=issue.why)


def _last(sitting: Sitting) -> int:
    return Item.objects.filter(sitting=sitting).aggregate(last=Max("position"))["last"] or 0
