"""The minutes of a sitting as its page and its files have them, and their signature by the chair.

What is signed is what was said and decided and who was there; actions are shown beside it as they stand today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from candour.accounts.models import User
from candour.cases import printed
from candour.cases.printed import WORD
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.engine.typeset import Block, Bullets, Heading, Paragraph
from candour.ledger.clock import LONDON, now, today
from candour.ledger.verbs import Verb
from candour.meetings.followed import Followed, of_items
from candour.meetings.series import Here, Item, Presence, Said, SaidKind, Signature, Sitting, SittingState
from candour.meetings.series_duties import enter, locked, signed, signs


@dataclass(frozen=True, slots=True)
class Talked:
    """An item with what was said on it. ``decision``: the one that stands; ``earlier``: those it took the place of."""

    item: Item
    notes: tuple[Said, ...]
    decision: Said | None
    earlier: tuple[Said, ...]
    actions: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """``off``: items that were taken off the agenda."""

    sitting: Sitting
    present: tuple[str, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    items: tuple[Talked, ...]
    off: tuple[Item, ...]
    signature: Signature | None


def minutes_of(sitting: Sitting) -> Minutes:
    """As whoever acts may see them."""
    every = list(Item.objects.filter(sitting=sitting).order_by("position", "pk"))
    standing = [each for each in every if each.off_at is None]
    said: dict[int, list[Said]] = {}
    for each in Said.objects.filter(item__in=standing).select_related("by").order_by("pk"):
        said.setdefault(each.item_id, []).append(each)
    actions = of_items(standing)
    there = _there(sitting)
    return Minutes(
        sitting, there[Here.PRESENT], there[Here.APOLOGIES], there[Here.ABSENT],
        tuple(_talked(each, said.get(each.pk, []), actions[each.pk]) for each in standing),
        tuple(each for each in every if each.off_at is not None), signed(sitting),
    )  # fmt: skip


def sign(*, by: User, sitting: Sitting) -> Signature:
    """From now on nothing of the minutes is changed."""
    there = locked(sitting)
    _guard(by, there)
    if there.state != SittingState.HELD:
        raise Refused("This meeting is not noted as held.", do="Say first that it was held, and who was there.")
    if signed(there):
        raise Refused("The minutes are signed already.", do="Load the page again.")
    content = content_of(minutes_of(there))
    made = Signature.objects.create(sitting=there, content=content, by=by, at=now())
    enter(Verb.SITTING_SIGNED, there, content=content)
    return made


def take_back(*, by: User, sitting: Sitting, reason: str) -> None:
    there = locked(sitting)
    _guard(by, there)
    standing = signed(there)
    if standing is None:
        raise Refused("The minutes are not signed.", do="Load the page again.")
    reason = in_words(reason, ask="Say what is wrong with the minutes.")
    Signature.objects.filter(pk=standing.pk).update(withdrawn_at=now(), withdrawn_because=reason)
    enter(Verb.SITTING_UNSIGNED, there)


def download(*, sitting: Sitting, form: str) -> bytes:
    """``form``: one of ``FORMS``."""
    enter(Verb.SITTING_DOWNLOADED, sitting, form=form)
    found = minutes_of(sitting)
    return FORMS[form][1](list(_blocks(found)), title=titled(sitting))


def titled(sitting: Sitting) -> str:
    return f"{sitting.series.name}, {date_format(sitting.on)}"


def content_of(minutes: Minutes) -> str:
    """The hash of what is signed."""
    return hashlib.sha256("\n".join(map(_text, _signed_part(minutes))).encode()).hexdigest()


def _guard(by: User, sitting: Sitting) -> None:
    if not signs(by, sitting):
        name = (sitting.chaired_by or sitting.series.chair).name
        raise Refused(f"{name} signs these minutes.", means="Whoever chaired the meeting does.", do=f"Ask {name}.")


def _there(sitting: Sitting) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {here: [] for here in Here}
    rows = Presence.objects.filter(sitting=sitting).select_related("user")
    for each in sorted(rows, key=lambda each: (each.user is None, _name(each).casefold())):
        chair = " (chair)" if each.user_id is not None and each.user_id == sitting.chaired_by_id else ""
        found[each.here].append(_name(each) + chair)
    return {here: tuple(names) for here, names in found.items()}


def _name(presence: Presence) -> str:
    return presence.user.name if presence.user else presence.name


def _talked(item: Item, said: Sequence[Said], actions: Sequence[Followed]) -> Talked:
    decisions = [each for each in said if each.kind == SaidKind.DECISION]
    notes = tuple(each for each in said if each.kind == SaidKind.NOTE)
    return Talked(item, notes, decisions[-1] if decisions else None, tuple(decisions[:-1]), tuple(actions))


def _blocks(minutes: Minutes) -> Iterator[Block]:
    yield from _signed_part(minutes)
    followed = [one for each in minutes.items for one in each.actions]
    if followed:
        yield Heading(f"Actions, as they stand on {date_format(today())}", level=2)
        yield Bullets([f"{one.what.rstrip('.')}: {one.owners}, {one.by_when}. {one.state}." for one in followed])
    one = minutes.signature
    if one is not None:
        day = date_format(one.at.astimezone(LONDON).date())
        yield Paragraph(f"Signed by {one.by.name} on {day}. SHA-256 of what was signed: {one.content}")
    else:
        yield Paragraph("Draft: these minutes are not signed.")


def _signed_part(minutes: Minutes) -> Iterator[Heading | Paragraph | Bullets]:
    sitting = minutes.sitting
    yield Heading(titled(sitting))
    yield Paragraph("\n".join(_head(minutes)))
    for number, each in enumerate(minutes.items, start=1):
        yield Heading(f"{number}. {each.item.title}", level=2)
        if each.item.why:
            yield Paragraph(each.item.why)
        for note in each.notes:
            yield Paragraph(note.text)
        for former in each.earlier:
            yield Paragraph(f"Decided first, and replaced: {former.text}")
        if each.decision:
            yield Paragraph(f"Decision: {each.decision.text}")
    if minutes.off:
        yield Heading("Taken off the agenda", level=2)
        yield Bullets([f"{each.title}: {each.off_because}" for each in minutes.off])


def _head(minutes: Minutes) -> Iterator[str]:
    if minutes.sitting.place:
        yield f"Place: {minutes.sitting.place}"
    for label, names in (
        ("Present", minutes.present), ("Apologies", minutes.apologies), ("Not there", minutes.absent),
    ):  # fmt: skip
        if names:
            yield f"{label}: {', '.join(names)}"
    if not minutes.present:
        yield "Nobody is noted as present yet."


def _text(block: Heading | Paragraph | Bullets) -> str:
    return "\n".join(block.items) if isinstance(block, Bullets) else block.text


FORMS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "docx": (WORD, printed.as_word),
    "pdf": ("application/pdf", printed.as_pdf),
}
"""Ending of a file → its media type, and what makes it."""
