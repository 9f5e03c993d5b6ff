"""What the pages of review show of a page of a disclosure, in words; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.queries import names
from candour.cases.models import Page, Person
from candour.disclosure import queries
from candour.disclosure.asking import pack_of
from candour.disclosure.looking import PageView
from candour.disclosure.models import Decision, Disclosure, Proposal, Sheet, State
from candour.disclosure.previewing import leaves
from candour.disclosure.redactions import Redaction, on_page
from candour.disclosure.settled import Settled
from candour.disclosure.unclear_names import unclear_on

ACTIONS = {
    "keep": "Leave it visible", "redact": "Black it out", "withhold": "Withhold the page", "duplicate": "Leave out: a duplicate",
    "out_of_scope": "Leave out: not asked for", "cannot_open": "Cannot be opened", "later_stage": "Comes in a later stage",
}  # fmt: skip
KINDS = {
    "PERSON": "Name", "ADDRESS": "Address", "POSTCODE": "Postcode", "PHONE": "Telephone number", "EMAIL": "E-mail address",
    "DOB": "Date of birth", "NHS": "NHS number", "NINO": "National Insurance number", "UPN": "Pupil number", "REF": "Reference",
    "VEHICLE": "Vehicle", "URL": "Web address", "ORG": "Organisation", "LOCATION": "Place", "DATE": "Date", "OTHER": "Other",
    "WORKPLACE": "Place of work", "DETAIL": "Detail",
}  # fmt: skip
_SETTLED_BY = {
    "lock": "never to be disclosed", "mention": "decided here", "group": "decided for all that say the same",
    "person": "decided for the person", "page": "decided with the page",
}  # fmt: skip
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A mention, question or drawn box as the list beside the picture tells it."""

    key: str
    number: int
    text: str
    kind: str
    owners: str
    question: bool
    drawn: bool
    locked: bool
    open: bool
    state: str
    """For the box: ``open`` (``open-redact``, ``open-keep`` with a proposal), ``redact``, ``keep`` or ``locked``."""
    proposed: str
    proposed_action: str
    ground: str
    why: str
    stands: str
    by: str
    at: datetime | None
    similar: int
    version: int
    group_version: int
    rects: tuple[tuple[float, float, float, float], ...]
    unclear: bool = False
    """Somebody can say whose it is."""
    notes: tuple[Any, ...] = ()
    explanation: str = ""
    """A person's own words."""
    told: Told | None = None
    """In a legal matter: how it stands with a lawyer."""

    @property
    def again(self) -> bool:
        """A lawyer sent it back."""
        return self.told is not None and self.told.redaction.stands == "sent_back"


@dataclass(frozen=True, slots=True)
class Told:
    """What a lawyer said of a redaction; ``by`` empty: nothing yet."""

    redaction: Redaction
    by: str

    @property
    def link(self) -> tuple[str, str | int | None]:
        """What it is about, and by what its own page is found."""
        each = self.redaction
        return each.about, each.sheet if each.about == "page" else each.key


def page_shown(disclosure: Disclosure, view: PageView, *, user: User) -> dict[str, Any]:
    """Everything that the template of a page needs."""
    pack = pack_of(disclosure)
    grounds = {each.id: each.title for each in pack.grounds.values()}
    people = _people(disclosure, (owner for each in view.mentions for owner in each.owners))
    alike = _alike(disclosure, view)
    unclear = unclear_on(disclosure, record=view.sheet.record, page=view.sheet.page)
    told = _told(disclosure, view)
    items = [
        _item(
            number, each, view, people=people, grounds=grounds, alike=alike, unclear=each.mention in unclear, told=told
        )
        for number, each in enumerate(view.mentions, start=1)
    ]
    items += [_drawn(len(items) + at, each, view, grounds, told) for at, each in enumerate(view.drawn, start=1)]
    row = Page.objects.filter(case=disclosure.case_id, record__key=view.sheet.record, number=view.sheet.page)
    picture = row.select_related("record").defer("search").first()
    return {
        "disclosure": disclosure,
        "case": disclosure.case,
        "sheet": view.sheet,
        "number": view.sheet.place + 1,
        "items": items,
        "told": told.get(f"{view.sheet.page}:{view.sheet.record}"),
        "notes": [each for each in view.comments if not each.mention],
        "names": view.names,
        "page": picture,
        "record": picture.record if picture else None,
        "proposed": ACTIONS.get(view.sheet.proposed, ""),
        "proposed_ground": grounds.get(view.sheet.proposed_ground, ""),
        "decided": ACTIONS.get(view.sheet.decided, ""),
        "decided_by": view.names.get(view.sheet.by or 0, ""),
        "version": view.version,
        "grounds": pack.grounds.values(),
        "fallback": pack.fallback_ground,
        "leaves": leaves(view),
        "explained": pack.purposes[disclosure.purpose].explanations_required,
        "progress": queries.pages_decided(disclosure),
        "next": _address(disclosure, view.sheet.place + 1) if view.after else "",
        "previous": _address(disclosure, view.sheet.place - 1) if view.before else "",
        "ahead": _pictures_ahead(disclosure, view.sheet.place),
        "undo": last_batch(disclosure, by=user),
        "deciding": disclosure.state == State.DECIDING,
    }


def last_batch(disclosure: Disclosure, *, by: User) -> str:
    """The person's latest act in this disclosure that they have not taken back; empty: there is none."""
    mine = Decision.objects.filter(disclosure=disclosure, by=by)
    undone = mine.exclude(undoes="").values("undoes")
    return (
        mine.filter(undoes="").exclude(batch__in=undone).order_by("-pk").values_list("batch", flat=True).first() or ""
    )


def _item(
    number: int,
    each: Settled,
    view: PageView,
    *,
    people: dict[str, str],
    grounds: dict[str, str],
    alike: dict[str, int],
    unclear: bool,
    told: Mapping[str, Told],
) -> Item:
    versions = view.versions[each.mention]
    words = [_SETTLED_BY.get(each.settled_by, "")]
    if each.settled_by and each.ground:
        words.append(grounds.get(each.ground, each.ground))
    return Item(
        key=each.mention, number=number, text=each.text, kind=KINDS.get(each.kind, each.kind.replace("_", " ").title()),
        owners=" or ".join(people.get(owner, owner) for owner in each.owners), question=each.question, drawn=False,
        locked=each.locked, open=each.open, state=_state(each), proposed=ACTIONS.get(each.proposed, ""),
        proposed_action=each.proposed, ground=each.proposed_ground, why=each.why,
        stands=", ".join([ACTIONS.get(each.action, ""), *filter(None, words)]) if each.settled_by else "",
        by=view.names.get(each.by or 0, ""), at=each.at, similar=alike.get(each.said, 1) - 1, version=versions.mention,
        group_version=versions.group, rects=_rects(each.boxes), unclear=unclear,
        notes=tuple(note for note in view.comments if note.mention == each.mention),
        explanation=_explanation(each, told), told=told.get(each.mention),
    )  # fmt: skip


def _explanation(each: Settled, told: Mapping[str, Told]) -> str:
    """A person's own words, in a matter also those that were written for a lawyer; never the policy's."""
    if each.mention in told:
        return told[each.mention].redaction.explanation
    own = each.settled_by in ("mention", "group", "person") and each.explanation != each.why
    return each.explanation if own else ""


def _told(disclosure: Disclosure, view: PageView) -> dict[str, Told]:
    """In a legal matter, by the key of what each is about."""
    found = on_page(disclosure, record=view.sheet.record, page=view.sheet.page) if disclosure.matter else {}
    who = names(each.answered_by for each in found.values())
    return {key: Told(each, who.get(each.answered_by or 0, "")) for key, each in found.items()}


def _drawn(number: int, each: Decision, view: PageView, grounds: dict[str, str], told: Mapping[str, Told]) -> Item:
    return Item(
        key=each.key, number=number, text=each.text, kind="Drawn box", owners="", question=False, drawn=True, locked=False,
        open=False, state="redact", proposed="", proposed_action="redact", ground=each.ground, why="",
        stands=f"{ACTIONS['redact']}, {grounds.get(each.ground, each.ground)}", by=view.names.get(each.by_id, ""), at=each.at,
        similar=0, version=each.version, group_version=0, rects=_rects(each.boxes), explanation=each.explanation,
        told=told.get(each.key),
    )  # fmt: skip


def _state(each: Settled) -> str:
    if each.locked:
        return "locked"
    if each.open:
        return f"open-{each.proposed}" if each.proposed else "open"
    return each.action if each.action in ("keep", "redact") else "redact"


def _rects(boxes: Iterable[Sequence[float]]) -> tuple[tuple[float, float, float, float], ...]:
    """Left, top, width and height."""
    return tuple((x0, y0, round(x1 - x0, 2), round(y1 - y0, 2)) for x0, y0, x1, y1 in boxes)


def _people(disclosure: Disclosure, keys: Iterable[str]) -> dict[str, str]:
    found = Person.objects.filter(case=disclosure.case_id, key__in=set(keys))
    return {each.key: f"{each.name} ({each.role.replace('_', ' ')})" for each in found}


def _alike(disclosure: Disclosure, view: PageView) -> dict[str, int]:
    """How many mentions say the same, for each that is on the page."""
    here = Proposal.objects.filter(disclosure=disclosure, record=view.sheet.record, page=view.sheet.page)
    return dict(here.values_list("said", "alike"))


def _address(disclosure: Disclosure, place: int) -> str:
    return reverse("disclosure:page", args=[disclosure.key, place])


def _pictures_ahead(disclosure: Disclosure, place: int) -> str:
    """Addresses at which the server draws the pictures of the next pages and sends nothing."""
    beside = Sheet.objects.filter(disclosure=disclosure, place__in=range(place + 1, place + 1 + _AHEAD), page__gt=0)
    rows = {
        (page.record.key, page.number): page
        for page in Page.objects.filter(
            case=disclosure.case_id, record__key__in=[each.record for each in beside], number__in=[each.page for each in beside]
        ).select_related("record").only("number", "record__key")
    }  # fmt: skip
    wanted = [rows[each.record, each.page] for each in beside if (each.record, each.page) in rows]
    return " ".join(
        f"{reverse('cases:picture', args=[disclosure.case.key, each.record_id, each.number, 'page'])}?ahead"
        for each in wanted
    )
