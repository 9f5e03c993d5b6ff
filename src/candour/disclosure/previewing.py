"""A page as it would leave now, as a picture: for people who decide, never for a recipient.

What nobody decided counts as proposed. The last search over all pages, which the bundle is made with, is not part of it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import msgspec

from candour.cases.models import Page
from candour.cases.prepared import work_folder
from candour.disclosure.asking import pack_of
from candour.disclosure.covering import Asked
from candour.disclosure.looking import PageView
from candour.disclosure.models import Disclosure
from candour.disclosure.settled import Settled
from candour.engine.decide.marks import in_reading_order
from candour.engine.errors import Refused
from candour.engine.model import Action, Box, Mark
from candour.engine.overlap import merged
from candour.engine.reading import reading_key
from candour.engine.redacting import GOES_OUT, seen_by_ocr
from candour.engine.tools.limits import Worker
from candour.engine.work import Work
from candour.policy import Pack

WIDTH = 1000
"""Pixels, as the picture of the original beside it."""
_SECONDS = 30
_COVERER = "candour.disclosure.covering:cover"
_worker = Worker()
_alone = threading.Lock()


def leaves(view: PageView) -> bool:
    """Whether the page goes out at all, as it is decided or, before that, proposed."""
    action = view.sheet.decided or view.sheet.proposed or Action.KEEP.value
    return bool(view.sheet.page) and Action(action) in GOES_OUT


def marks_now(disclosure: Disclosure, view: PageView) -> tuple[Mark, ...]:
    """What is blacked out on the page as it stands: decided, locked, drawn, and proposed where nobody decided."""
    pack = pack_of(disclosure)
    return in_reading_order([*_decided(disclosure, view, pack), *_drawn(view)])


def preview(disclosure: Disclosure, view: PageView, page: Page) -> bytes:
    """A PNG. Refused for a page that does not leave; raises Unreadable for one that can be neither redacted nor drawn."""
    if not leaves(view):
        raise Refused(
            "This page does not leave.",
            means="It is withheld or left out as a whole, or is proposed to be.",
            do="Decide the page differently if it should leave.",
        )
    asked = _asked(disclosure, view, page)
    with _alone:
        return _worker.call(_COVERER, msgspec.json.encode(asked), seconds=_SECONDS)


def _asked(disclosure: Disclosure, view: PageView, page: Page) -> Asked:
    folder, purpose = work_folder(disclosure.case), pack_of(disclosure).purposes[disclosure.purpose]
    work = Work(folder)
    with contextlib.closing(work.store):
        pdf = work.store.path(page.record.pdf)
        reading = work.reading(reading_key(page.record.pdf, page.number))
    return Asked(
        pdf=str(pdf), number=page.number, marks=merged(marks_now(disclosure, view)),
        seen=seen_by_ocr(reading) if reading else (), as_picture=bool(reading and reading.distrusted),
        widths="faithful" if purpose.widths == "faithful" else "safe", folder=str(folder), width=WIDTH,
    )  # fmt: skip


def _decided(disclosure: Disclosure, view: PageView, pack: Pack) -> Iterator[Mark]:
    for each in view.mentions:
        boxes = _boxes(each.boxes)
        if boxes and (each.action if each.settled_by else each.proposed) == Action.REDACT:
            label = each.label if _told(each, pack, disclosure.recipient_role) else ""
            yield Mark(boxes, each.ground or each.proposed_ground, label, each.mention, each.kind)


def _told(each: Settled, pack: Pack, recipient: str) -> bool:
    """A label may stand only where the reason that counts may be told."""
    by_person = each.settled_by in ("mention", "group", "person")
    ground = pack.grounds.get(each.ground) if by_person else None
    return not by_person or (ground is not None and ground.told(recipient=recipient))


def _drawn(view: PageView) -> Iterator[Mark]:
    for each in view.drawn:
        if boxes := _boxes(each.boxes):
            yield Mark(boxes, each.ground, "", each.key, "OTHER")


def _boxes(sides: list[list[float]]) -> tuple[Box, ...]:
    return tuple(Box(*each) for each in sides)
