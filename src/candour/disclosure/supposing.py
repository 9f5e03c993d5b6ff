"""What policy would propose on one page for somebody else who might ask: worked out by the engine, kept nowhere.

It shows nothing that is decided: decisions belong to one recipient and one purpose.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candour.cases.found import Flag, Known, Mention
from candour.cases.models import Person
from candour.cases.prepared import work_folder
from candour.disclosure.asking import pack_of
from candour.disclosure.models import Disclosure, Proposal
from candour.engine import model
from candour.engine.decide import propose
from candour.engine.errors import Refused
from candour.engine.inputs import resolve_recipient
from candour.engine.work import Inputs, Work
from candour.policy import Pack


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody of the register, or a body, who might ask, and for what they may."""

    key: str
    word: str
    """What stands for them in an address."""
    name: str
    role: str
    purposes: tuple[tuple[str, str], ...]
    """Id and title."""


def askers(disclosure: Disclosure, *, bodies: Iterable[tuple[str, str]]) -> list[Asker]:
    """Everybody whom the pack lets ask for anything, children first; ``bodies``: key and name."""
    pack = pack_of(disclosure)
    people = Person.objects.filter(case=disclosure.case_id, found=False, gone_at=None).order_by("-child", "name", "pk")
    everybody = [(each.key, str(each.pk), each.name, each.role) for each in people]
    everybody += [(key, key, name, key) for key, name in bodies]
    made = [Asker(*each, _purposes(pack, each[-1])) for each in everybody]
    return [each for each in made if each.purposes]


def _purposes(pack: Pack, role: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.title) for each in pack.purposes.values() if role in each.recipients)


@dataclass(frozen=True, slots=True)
class Side:
    """What is proposed of something for one recipient; ``action`` empty: policy has nothing to say of it."""

    action: str = ""
    ground: str = ""
    why: str = ""
    locked: bool = False

    @property
    def removes(self) -> bool:
        return self.action not in ("", model.Action.KEEP.value)


@dataclass(frozen=True, slots=True)
class Compared:
    """One mention, or the page as a whole (``mention`` empty), for this recipient and for the other."""

    mention: str
    text: str
    kind: str
    owners: tuple[str, ...]
    boxes: tuple[model.Box, ...]
    here: Side
    there: Side

    @property
    def differs(self) -> bool:
        return self.here.removes != self.there.removes


def compared(disclosure: Disclosure, *, record: str, page: int, recipient: str, purpose: str) -> list[Compared]:
    """The page first, then its mentions in reading order. Refused when the case is being prepared anew.

    Policy looks at each mention by itself, so only this page's are put to it.
    """
    found = list(_mentions(disclosure, record, page))
    there = proposed(disclosure, mentions=found, record=record, page=page, recipient=recipient, purpose=purpose)
    here = {each.mention: each for each in Proposal.objects.filter(disclosure=disclosure, record=record, page=page)}
    sheet = disclosure.sheets.filter(record=record, page=page).first()
    whole = Side(sheet.action, sheet.ground, sheet.why) if sheet else Side()
    rows = [Compared("", "", "", (), (), whole, there.get("", Side()))]
    for each in found:
        mine = here.get(each.id)
        one = Side(mine.action, mine.ground, mine.why, mine.locked) if mine else Side()
        other = there.get(each.id, Side())
        if one.action or other.action:
            owners = tuple(mine.owners) if mine else tuple(filter(None, (each.span.person, *each.span.candidates)))
            rows.append(Compared(each.id, each.text, each.span.kind.value, owners, each.boxes, one, other))
    return rows


def proposed(
    disclosure: Disclosure, *, mentions: Sequence[model.Mention], record: str, page: int, recipient: str, purpose: str
) -> dict[str, Side]:
    """By mention; the page or its record as a whole under the empty one, the strictest."""
    inputs = _inputs(disclosure)
    person, role = resolve_recipient(inputs.people, recipient)
    made = propose(
        records=inputs.intake.records, mentions=mentions, flags=_flags(disclosure, record),
        people=(*inputs.people, *_strangers(disclosure)), known=_known(disclosure, record),
        pack=pack_of(disclosure, inputs=inputs), recipient=person, recipient_role=role, purpose=purpose,
    )  # fmt: skip
    sides: dict[str, Side] = {}
    for each in (*made.on((record, 0)), *(made.on((record, page)) if page else ())):
        if each.page == 0 and each.mention:
            continue  # what stands in the record's path
        if each.mention or each.mention not in sides or each.action is model.Action.WITHHOLD:
            sides[each.mention] = Side(each.action.value, each.ground, each.why, each.locked)
    return sides


def _inputs(disclosure: Disclosure) -> Inputs:
    work = Work(work_folder(disclosure.case))
    with contextlib.closing(work.store):
        inputs = work.prepared()
    if inputs is None or inputs.case != disclosure.prepared_as:
        raise Refused(
            "The case file is being prepared anew, or has to be.",
            means="What is proposed on this page may change.",
            do="Wait until it is ready and look again.",
        )
    return inputs


def _mentions(disclosure: Disclosure, record: str, page: int) -> Iterable[model.Mention]:
    found = Mention.objects.filter(case=disclosure.case_id, record__key=record, page=page, gone_at=None)
    made = [
        model.Mention(
            each.key, record, page, each.layer,
            model.Span(
                each.start, each.end, model.Kind(each.kind), each.person, tuple(each.candidates), each.score,
                each.recogniser,
            ),
            each.text, tuple(model.Box(*sides) for sides in each.boxes),
        )
        for each in found.order_by("pk")
    ]  # fmt: skip
    return sorted(made, key=lambda each: min(((box.y0, box.x0) for box in each.boxes), default=(float("inf"), 0.0)))


def _strangers(disclosure: Disclosure) -> list[model.Person]:
    """People whom the engine found, under their lasting keys."""
    found = Person.objects.filter(case=disclosure.case_id, found=True).exclude(found_as="").order_by("pk")
    return [model.Person(each.key, each.name, each.role, tuple(each.aliases), found=True) for each in found]


def _flags(disclosure: Disclosure, record: str) -> list[model.Flag]:
    found = Flag.objects.filter(case=disclosure.case_id, record__key=record, gone_at=None).order_by("pk")
    return [
        model.Flag(model.FlagKind(each.kind), record, each.page, each.start, each.end, each.reason) for each in found
    ]


def _known(disclosure: Disclosure, record: str) -> list[model.Known]:
    found = Known.objects.filter(case=disclosure.case_id, record__key=record, gone_at=None).order_by("pk")
    return [model.Known(each.person, record, each.how, each.date) for each in found]
