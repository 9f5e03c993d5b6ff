"""Court bundles of a matter: what of a case's disclosure list goes in, what stays out and why, and the disclosure that makes one.

It redacts, checks and sends nothing: the bundle goes the way of every disclosure, under legal oversight.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from candour.accounts.models import User
from candour.cases.models import Case
from candour.disclosure.opening import open_disclosure
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import documents, statement_records
from candour.litigation.documents import Document
from candour.litigation.kinds import kind_of
from candour.litigation.lacking import Lack
from candour.litigation.listed import without_copies
from candour.litigation.models import Bundle, Matter, Party, Side, Verdict
from candour.litigation.scope import cases_of, still_to_prepare
from candour.litigation.working import live, note

COURT = "court"
"""The court, as a disclosure and the form call it; a party is named by its key."""
_WHY = "The documents of the council’s list that are not withheld from inspection."


@dataclass(frozen=True, slots=True)
class Left:
    """A document that is not in the bundle, and why in words."""

    document: Document
    why: str


@dataclass(frozen=True, slots=True)
class Contents:
    """``shown``: names all that whoever begins the bundle has to have seen; it changes when anything of that does."""

    case: Case
    goes: Sequence[Document]
    stays: Sequence[Left]
    in_the_way: Sequence[Lack]
    shown: str

    @property
    def pages(self) -> int:
        return sum(each.record.pages_count for each in self.goes)


def contents(matter: Matter, case: Case) -> Contents:
    """Of one case of the matter, by date. Nothing in it has been redacted yet."""
    every = [each for each in documents.documents(matter) if each.record.case_id == case.pk]
    firsts = {each.pk for each in without_copies(each.record for each in every if not _kept_out(each))}
    goes, stays = [], []
    for each in every:
        if why := _kept_out(each) or (
            "" if each.record.pk in firsts else "A copy of a document that is in the bundle."
        ):
            stays.append(Left(each, why))
        else:
            goes.append(each)
    way = _in_the_way(matter, case, every)
    return Contents(case, goes, stays, way, _named(goes, stays, way))


def _kept_out(each: Document) -> str:
    """Why it does not go in; empty: it does."""
    if each.record.gone_at is not None:
        return "No longer in the case file."
    if not each.marked:
        return "It changed since it was marked." if each.stale else "Not marked yet."
    if not each.relevant:
        return "Not relevant to the issues."
    if each.withheld:
        return f"Withheld from inspection: {each.marking.ground if each.marking else ''}"
    return "" if each.record.pages_count else "It has no pages: give it in another way."


def _in_the_way(matter: Matter, case: Case, every: Sequence[Document]) -> list[Lack]:
    """What should be put right first. A bundle can be made all the same, and then says how many of each there were."""
    marking = f"{reverse('litigation:documents', args=[matter.key])}?which=unmarked"
    later = reverse("litigation:alerts", args=[matter.key])
    unmarked = sum(not each.marked and each.record.gone_at is None for each in every)
    undecided = sum(each.alert is not None and each.alert.verdict == Verdict.OPEN for each in every)
    outside = sum(not each.there for each in statement_records.of(matter, case))
    unready = int(case in still_to_prepare(matter))
    found = (
        ("unmarked", unmarked, f"{_some(unmarked, 'document')} not marked on the disclosure list: left out.", marking),
        ("later", undecided, f"{_some(undecided, 'document')} came after disclosure, not decided on yet.", later),
        ("statements", outside, f"{_some(outside, 'filed statement')} not in the case file yet.", "#statements"),
        ("preparing", unready, "The case file is not prepared yet: what else is in it is not known.", ""),
    )  # fmt: skip
    return [Lack(which, str(many), words, href) for which, many, words, href in found if many]


def _some(many: int, of: str) -> str:
    return f"1 {of}" if many == 1 else f"{many} {of}s"


def _named(goes: Sequence[Document], stays: Sequence[Left], way: Sequence[Lack]) -> str:
    told = [
        [(each.record.pk, each.record.sha256) for each in goes],
        [(each.document.record.pk, each.why) for each in stays],
        [(each.condition, each.item) for each in way],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def recipients(matter: Matter, case: Case) -> list[tuple[str, str]]:
    """The court, and the parties that are somebody in the register of the case."""
    there = Party.objects.filter(matter=matter, ended_at=None, person__case=case, person__gone_at=None)
    return [
        (COURT, "The court"),
        *((each.key, f"{each.name} ({Side(each.side).label})") for each in there.order_by("pk")),
    ]


@dataclass(frozen=True, slots=True)
class Begun:
    """``recipient``: one of ``recipients``; ``shown``: of the contents that somebody has looked at."""

    recipient: str
    shown: str
    all_the_same: bool = False


def begin(*, by: User, matter: Matter, case: Case, begun: Begun) -> Bundle:
    """Opens the disclosure that makes the bundle, in the form that courts of this kind of proceedings ask for.

    Refused when the list has changed meanwhile, when nothing would be in it, and where the policy does not allow the
    recipient; BadInput when something is in the way and nobody said that it is made all the same.
    """
    matter = live(matter, by=by)
    found = _looked_at(matter, case, begun)
    if begun.recipient not in dict(recipients(matter, case)):
        raise BadInput("Who is the bundle for?", do="Choose one of the list.")
    party = Party.objects.filter(matter=matter, key=begun.recipient).select_related("person").first()
    disclosure = open_disclosure(
        by=by, case=case, recipient=party.person.key if party and party.person else COURT,
        purpose=kind_of(matter).purpose, matter=True, only=[each.record.key for each in found.goes], only_why=_WHY,
    )  # fmt: skip
    way = [{"condition": each.condition, "many": int(each.item)} for each in found.in_the_way]
    made = Bundle.objects.create(
        matter=matter, case=case, disclosure=disclosure, party=party, in_the_way=way, by=by, at=now()
    )
    note(
        matter,
        Verb.BUNDLE_BEGUN,
        case=case.pk,
        disclosure=disclosure.pk,
        documents=len(found.goes),
        in_the_way=len(way),
    )
    return made


def _looked_at(matter: Matter, case: Case, begun: Begun) -> Contents:
    if not cases_of(matter).filter(pk=case.pk).exists():
        raise Refused("This case is not in the matter.", do="Load the page again.")
    found = contents(matter, case)
    if found.shown != begun.shown:
        raise Refused(
            "The disclosure list has changed while you looked at it.",
            means="The bundle would not be what you saw.",
            do="Look at it as it is now.",
        )
    if not found.goes:
        raise Refused("No document would be in the bundle.", do="Mark the documents on the disclosure list first.")
    if found.in_the_way and not begun.all_the_same:
        raise BadInput(
            "Something is in the way.", do="Put it right first, or say that the bundle is made all the same."
        )
    return found


def of(matter: Matter) -> QuerySet[Bundle]:
    """The latest first; of cases that whoever looks does not see there are none."""
    return (
        Bundle.objects.filter(matter=matter).select_related("disclosure__case", "case", "party", "by").order_by("-pk")
    )
