"""A case of some forty documents of every section of a family bundle, and a matter on it, for tests of court bundles."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.cases.arrivals import add, named
from tests.cases.prepared import prepare, register_all
from tests.disclosure.disclosing import Office, again, answer_all, checked, produced
from tests.litigation.matters import opened
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases.models import ManifestRow, Record
from candour.disclosure.approving import approve
from candour.disclosure.models import Disclosure
from candour.engine.typeset import Block, Heading, PageBreak, Paragraph, write_pdf
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import bundling, documents, drafting, marking, members, setting
from candour.litigation.bundling import Begun
from candour.litigation.drafting import About, Words
from candour.litigation.marking import Said
from candour.litigation.models import Basis, Bundle, Capacity, Frozen, Matter, State, Statement

KINDS = ("Order", "Care plan", "Assessment", "Case note", "Letter", "Report")
"""Types of its documents, in turn: sections B, D, E, F, F and E."""
MANY = 38


def forty(folder: Path) -> Office:
    """Received with a manifest that tells their types and days, of one to three pages each, and prepared."""
    here, came, rows = Office(), [], []
    for number in range(1, MANY + 1):
        kind, file = KINDS[number % len(KINDS)], folder / f"{number}.pdf"
        write_pdf(_pages(kind, number), out=file)
        came.append(named(f"File/{number:02}.pdf", file.read_bytes()))
        rows.append(ManifestRow(
            case=here.case, number=number, record_id=f"D{number:02}", title=f"{kind} {number}", type=kind,
            date=f"20{10 + number % 9}-0{1 + number % 9}-11", author="Owen Parry", filename=f"File/{number:02}.pdf",
        ))  # fmt: skip
    add(here.manager, here.case, *came)
    with acting(Actor(user=here.manager.pk)):
        ManifestRow.objects.bulk_create(rows)
    register_all(here.manager, here.case)
    prepare(here.manager, here.case)
    return here


def _pages(kind: str, number: int) -> list[Block]:
    blocks: list[Block] = []
    for page in range(1, 2 + number % 3):
        said = f"Heron {number}-{page}. Orla Byrne was seen at school by Owen Parry."
        blocks += [Heading(f"{kind} {number}, page {page}"), Paragraph(said), PageBreak()]
    return blocks[:-1]


def matter_on(here: Office, kind: str) -> Matter:
    return opened(by=here.lawyer, case=here.case, kind=kind, title=f"{kind} of Byrne")


def filed(here: Office, matter: Matter) -> Statement:
    """Written as the site writes it, and set to filed with its PDF as the gate would have kept it."""
    witness = person(Role.PRACTITIONER, team=here.team, name="Owen Parry")
    supervisor = person(Role.LAWYER, name="Sue Pervisor")
    with acting(Actor(user=here.lawyer.pk)):
        members.join(by=here.lawyer, matter=matter, user=witness, capacity=Capacity.WITNESS)
        members.join(by=here.lawyer, matter=matter, user=supervisor, capacity=Capacity.SUPERVISING)
        made = drafting.begin(by=here.lawyer, matter=matter, author=witness, about=About(supervisor=supervisor))
        said = Words("I saw Orla at school.", basis=Basis.OWN, no_record="I wrote nothing down")
        drafting.add(by=here.lawyer, statement=made, words=said)
        made = Statement.objects.select_related("matter", "author").get(pk=made.pk)
        content = setting.as_pdf(made)
        digest = hashlib.sha256(content).hexdigest()
        Frozen.objects.create(matter=matter, statement=made, form="pdf", sha256=digest, content=content)
        Statement.objects.filter(pk=made.pk).update(
            state=State.FILED, filed_on=today(), filed_at=now(), frozen_pdf=digest, signed_version=made.version
        )
        return Statement.objects.select_related("matter").get(pk=made.pk)


def mark_all(here: Office, matter: Matter) -> dict[str, Record]:
    """One withheld, one not relevant, the others given; the two by what they are."""
    kept = {}
    with acting(Actor(user=here.lawyer.pk)):
        for at, each in enumerate(each for each in documents.documents(matter) if not each.marked):
            said = Said("neutral", f"It says what was done in step {at}.")
            if each.record.title == "Letter 4":
                said, kept["withheld"] = Said("neutral", "Counsel wrote it.", "withheld", "Legal advice"), each.record
            elif each.record.title == "Letter 10":
                said, kept["not_relevant"] = Said("not_relevant", "A lunch menu."), each.record
            marking.mark(by=here.lawyer, matter=matter, record=each.record, said=said)
    return kept


def begun(here: Office, matter: Matter, *, recipient: str = "court", all_the_same: bool = False) -> Bundle:
    with acting(Actor(user=here.lawyer.pk)):
        shown = bundling.contents(matter, here.case).shown
        made = bundling.begin(
            by=here.lawyer, matter=matter, case=here.case, begun=Begun(recipient, shown, all_the_same)
        )
    work_off()
    return made


def carried_through(here: Office, bundle: Bundle) -> Disclosure:
    """Decided, checked, every redaction answered, approved and produced, each by whose step it is."""
    disclosure = again(here, bundle.disclosure)
    checked(here, disclosure)
    answer_all(here, disclosure, explanation="It is about somebody else.")
    with acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=disclosure)
    return produced(here, again(here, disclosure))
