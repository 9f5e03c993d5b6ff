"""The case behind this product, small: a statement written before the records came, and the same failure in two other matters.

Everything is done through the same services as the site's, but for the records that a family's file would hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.cases.places import record, working
from tests.disclosure.disclosing import Office, again, office, opened, passed
from tests.litigation.matters import opened as matter_on
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Gap
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages
from candour.disclosure.models import Disclosure, Sheet
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import drafting, members, noting, parties
from candour.litigation.drafting import About
from candour.litigation.models import Capacity, Matter, Statement
from candour.litigation.noting import Made
from candour.litigation.parties import Named

WORDS = "the viability assessment of 14 March 2016"
SAYS = ("I have worked with Orla Byrne since 2015.", "No assessment was completed.", "I telephoned the claimant.")
MENTIONED_IN = ("Minutes of the review", "Case note of a call", "Message to Legal")
TITLES = ("R (Moran) v Council", "Marsh v Council", "Re K (a child)")


@dataclass(frozen=True, slots=True)
class Replay:
    """``here``: the office of the case, whose ``lawyer`` opened the matter."""

    here: Office
    matter: Matter
    statement: Statement
    redacted: Disclosure
    head: User
    witness: User

    @property
    def at(self) -> str:
        return f"/matters/{self.matter.key}/"

    @property
    def statement_at(self) -> str:
        return f"{self.at}statements/{self.statement.key}/"


def replay(folder: Path) -> Replay:
    here, head = office(folder), person(Role.HEAD_OF_LITIGATION, name="Anna Head")
    witness = person(Role.PRACTITIONER, team=here.team, name="Wen Witness")
    matter = matter_on(by=here.lawyer, case=here.case, title=TITLES[0])
    with acting(Actor(user=here.lawyer.pk)):
        members.join(by=here.lawyer, matter=matter, user=head, capacity=Capacity.SUPERVISING)
        members.join(by=here.lawyer, matter=matter, user=witness, capacity=Capacity.WITNESS)
        parties.add(by=here.lawyer, matter=matter, named=Named("Declan Moran", "claimant"))
    statement = _from_memory(matter, witness, head)
    _records_come(here)
    redacted = _unexplained(here)
    for title, kind in zip(TITLES[1:], ("civil_claim", "care_proceedings"), strict=True):
        _the_same(here, title, kind, witness)
    return Replay(here, matter, statement, redacted, head, witness)


def _from_memory(matter: Matter, witness: User, head: User) -> Statement:
    with acting(Actor(user=witness.pk)):
        made = drafting.begin(by=witness, matter=matter, author=witness, about=About(supervisor=head))
        drafting.bring_in(by=witness, statement=made, paragraphs=[("assertion", each) for each in SAYS])
        return made


def _records_come(here: Office) -> None:
    """Three of them mention a document that is not among them."""
    for number, title in enumerate(MENTIONED_IN, start=1):
        record(here.case, title, "The first page.", f"We read {WORDS} together.", sha256=f"{number:064x}", size=9)
    seen = [[title, 2, WORDS] for title in MENTIONED_IN]
    told = {"kind": "mentioned_not_held", "detail": f"{WORDS} (page 2, mentioned 3 times)", "source": "Minutes.pdf"}
    with working(here.case):
        Gap.objects.create(case=here.case, key="missing", record=MENTIONED_IN[0], seen=seen, **told)


def _unexplained(here: Office) -> Disclosure:
    """Blacked out as proposed, page by page, and checked, without a word of anybody's own."""
    one, by = opened(here, recipient="court", purpose="judicial-review"), here.reviewer
    with acting(Actor(user=by.pk)):
        for sheet in Sheet.objects.filter(disclosure=one).order_by("place"):
            withheld = sheet.action not in ("", "keep", "redact")
            choice = (
                Choice(Action.WITHHOLD, sheet.ground, "It is of another child.") if withheld else Choice(Action.REDACT)
            )
            decide_pages(by=by, disclosure=one, pages=[SeenPage(sheet.record, sheet.page, sheet.shown)], choice=choice)
        for each in missing(one):
            decide_mention(by=by, disclosure=one, mention=each.mention, choice=Choice(Action.KEEP), version=0)
    passed(here, one)
    return again(here, one)


def _the_same(here: Office, title: str, kind: str, witness: User) -> None:
    """Another case of another lawyer, with a statement that was signed before a record came."""
    lawyer, other = person(Role.LAWYER), case(manager=here.manager)
    matter = matter_on(by=lawyer, case=other, kind=kind, title=title)
    held = record(other, "Statement", "I sign this.", sha256="a" * 64, size=9)
    record(other, "A box from the archive", "It came later.", sha256="b" * 64, size=9, added_at=now())
    with working(other):
        detail = {"kind": "mentioned_not_held", "detail": "Record of a meeting (page 1)", "source": "Chronology.pdf"}
        Gap.objects.create(case=other, key="missing", **detail)
    with acting(Actor(user=lawyer.pk)):
        made = Made(witness, held, today() - timedelta(days=30), today() - timedelta(days=20))
        noting.note_made(by=lawyer, matter=matter, made=made)
