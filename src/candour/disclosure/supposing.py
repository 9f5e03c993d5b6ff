"""What policy proposes on one page for this recipient, beside what it would propose for somebody else who might ask.

It shows nothing that is decided: decisions belong to one recipient and one purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candour.accounts.models import User
from candour.cases.found import Mention
from candour.cases.models import Person
from candour.disclosure.asking import pack_of, scope_of
from candour.disclosure.models import Disclosure, Proposal
from candour.disclosure.proposing import SEVERITY
from candour.disclosure.switching import as_for
from candour.engine.model import Action, Box
from candour.engine.model import Proposal as Proposed
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
        return self.action not in ("", Action.KEEP.value)


@dataclass(frozen=True, slots=True)
class Compared:
    """One mention, or the page as a whole (``mention`` empty), for this recipient and for the other."""

    mention: str
    text: str
    kind: str
    owners: tuple[str, ...]
    boxes: tuple[Box, ...]
    here: Side
    there: Side

    @property
    def differs(self) -> bool:
        return self.here.removes != self.there.removes


def compared(
    disclosure: Disclosure, *, by: User, record: str, page: int, recipient: str, purpose: str
) -> list[Compared]:
    """The page first, then its mentions in reading order. Raises Refused as ``as_for`` does."""
    there = as_for(
        by=by,
        case=disclosure.case,
        recipient=recipient,
        purpose=purpose,
        record=record,
        page=page,
        pack=pack_of(disclosure),
        scope=scope_of(disclosure),
    )
    here = {each.mention: each for each in Proposal.objects.filter(disclosure=disclosure, record=record, page=page)}
    sheet = disclosure.sheets.filter(record=record, page=page).first()
    whole = Side(sheet.action, sheet.ground, sheet.why) if sheet else Side()
    rows = [Compared("", "", "", (), (), whole, _strictest(there.page))]
    for each in _mentions(disclosure, record, page):
        mine, other = here.get(each.key), there.proposals.get(each.key)
        if mine or other:
            owners = tuple(mine.owners) if mine else tuple(filter(None, (each.person, *each.candidates)))
            one = Side(mine.action, mine.ground, mine.why, mine.locked) if mine else Side()
            rows.append(Compared(each.key, each.text, each.kind, owners, _boxes(each), one, _side(other)))
    return rows


def _mentions(disclosure: Disclosure, record: str, page: int) -> list[Mention]:
    """From top to bottom, then left to right; what has no place comes last."""
    found = Mention.objects.filter(case=disclosure.case_id, record__key=record, page=page, gone_at=None).order_by("pk")
    return sorted(found, key=lambda each: min(((box[1], box[0]) for box in each.boxes), default=(float("inf"), 0.0)))


def _boxes(mention: Mention) -> tuple[Box, ...]:
    return tuple(Box(*sides) for sides in mention.boxes)


def _side(proposed: Proposed | None) -> Side:
    return Side(proposed.action.value, proposed.ground, proposed.why, proposed.locked) if proposed else Side()


def _strictest(proposed: Sequence[Proposed]) -> Side:
    return _side(max(proposed, key=lambda each: SEVERITY.get(each.action, 0), default=None))
