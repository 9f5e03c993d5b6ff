"""A live matter with something of everything in it, protocols and sweeps, for the walk through every page."""

from __future__ import annotations

from tests.cases.places import working
from tests.disclosure.disclosing import Office
from tests.web.people import case, days, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Gap, Record
from candour.disclosure.opening import open_disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import (
    acknowledging,
    drafting,
    gaps,
    marking,
    members,
    opening,
    parties,
    protocols,
    searching,
    statement_gate,
    sweeping,
    timetable,
)
from candour.litigation.marking import Said
from candour.litigation.models import (
    Acknowledgement,
    Alert,
    Basis,
    Bundle,
    Capacity,
    Disclosed,
    Event,
    Finding,
    Frozen,
    Matter,
    Member,
    Party,
    Place,
    PlaceKind,
    ProtocolVersion,
    State,
    Statement,
    Wording,
)
from candour.litigation.opening import Details
from candour.litigation.parties import Named
from candour.litigation.protocols import Draft

_ONE = "matters/<str:key>"
_STATEMENT = f"{_ONE}/statements/<str:which>"


def litigated(made: Office, by: User) -> dict[str, str]:
    """``by`` holds every role; what stands in addresses to which no link leads from the first page of its kind."""
    lawyer, head = person(Role.LAWYER), person(Role.HEAD_OF_LITIGATION)
    second = case(manager=made.manager, name="Another family")
    with working(made.case):
        Gap.objects.create(case=made.case, key="mentioned", kind="mentioned_not_held", detail="An assessment")
    with acting(Actor(user=by.pk)):
        details = Details(title="R (KM) v Council", issued_on=days(-30))
        matter = opening.open_matter(by=by, case=made.case.reference, kind="judicial_review", details=details)
        opening.link(by=by, matter=matter, case=second.reference)
        members.join(by=by, matter=matter, user=lawyer, capacity=Capacity.SUPERVISING)
        members.join(by=by, matter=matter, user=by, capacity=Capacity.WITNESS)
        party = parties.add(by=by, matter=matter, named=Named("Mary Marsh", "claimant"))
        timetable.set_date(by=by, matter=matter, title="Hearing", on=days(9), ordered=True)
        asked = searching.Asked(PlaceKind.EMAIL.value, "Mailbox", "assessment", days(4), custodian=by)
        searching.ask(by=by, matter=matter, asked=asked)
        values = _documents(made, matter, party, by)
        statement, told = _statements(made, matter, by=by, supervisor=lawyer)
        one, two = sweeping.sweep(by=by), sweeping.sweep(by=by)
        finding = Finding.objects.filter(sweep=two, outcome="found").first()
        assert finding is not None
    values |= (
        told
        | {
            f"{_ONE}/bundles/statements/<str:which>": statement.key,
            f"{_ONE}/bundles/statements/<str:which>/<str:case>": made.case.key,
        }
        | _protocols(by, person(Role.MANAGER))
        | _gap(statement, by=head, owner=lawyer)
    )
    return {
        _ONE: matter.key, f"{_ONE}/unlink/<str:which>": second.key,
        "matters/figures/<str:name>": "first-views", "sweeps/<str:key>": two.key,
        "sweeps/<str:key>/compare/<str:other>": one.key, "sweeps/<str:key>/findings/<str:which>": finding.key, **values,
    }  # fmt: skip


def _documents(made: Office, matter: Matter, party: Party, by: User) -> dict[str, str]:
    first, second = Record.objects.filter(case=made.case, gone_at=None).order_by("key")[:2]
    marking.mark(by=by, matter=matter, record=first, said=Said("adverse", "It says that nobody visited"))
    row = {"matter": matter, "case": made.case, "content": first.sha256}
    Disclosed.objects.create(**row, record=first, party=party, on=today(), how="By hand", by=by, at=now())
    alert = Alert.objects.create(**{**row, "content": second.sha256}, record=second, came="added", raised_at=now())
    disclosure = open_disclosure(by=by, case=made.case, recipient="court", purpose="judicial-review")
    Bundle.objects.create(matter=matter, case=made.case, disclosure=disclosure, by=by, at=now())
    asked, gap = Place.objects.get(matter=matter), Gap.objects.get(case=made.case, key="mentioned")
    return {
        f"{_ONE}/later/<str:which>": alert.key, f"{_ONE}/documents/<int:number>": str(first.pk),
        f"{_ONE}/documents/file/<str:form>": "csv", f"{_ONE}/bundles/<str:which>": disclosure.key,
        f"{_ONE}/certificate/file/<str:form>": "pdf", f"{_ONE}/certificate/kinds/<str:kind>": PlaceKind.PAPER.value,
        f"{_ONE}/certificate/places/<str:which>": asked.key, "searches/<str:which>": asked.key,
        f"{_ONE}/scope/<int:number>": str(second.pk), f"{_ONE}/gaps/<int:number>": str(gap.pk),
        f"{_ONE}/parties/<str:which>": party.key, "sweeps/<str:key>/file/<str:form>": "csv",
        f"{_ONE}/people/<int:which>": str(Member.objects.filter(matter=matter, user=by)[0].pk),
        f"{_ONE}/timetable/<str:which>": Event.objects.get(matter=matter).key,
    }  # fmt: skip


def _statements(office: Office, matter: Matter, *, by: User, supervisor: User) -> tuple[Statement, dict[str, str]]:
    """One that is being drafted, in two versions; and one that was made elsewhere."""
    made = drafting.begin(by=by, matter=matter, author=by, about=drafting.About(supervisor=supervisor))
    for text in ("I visited the home.", "Nobody was there."):
        drafting.add(by=by, statement=made, words=drafting.Words(text, basis=Basis.OWN, no_record="Nobody wrote it"))
    made = Statement.objects.select_related("matter", "author", "supervisor").get(pk=made.pk)
    filed = drafting.begin(by=by, matter=matter, author=by, about=drafting.About(supervisor=supervisor))
    Frozen.objects.create(matter=matter, statement=filed, form="pdf", sha256="0" * 64, content=b"%PDF-1.7")
    day = {"signed_on": today(), "signed_at": now(), "filed_on": today(), "filed_at": now(), "filed_by": by}
    Statement.objects.filter(pk=filed.pk).update(state=State.FILED, frozen_pdf="0" * 64, **day)
    Statement.objects.create(
        matter=matter, title="A statement made elsewhere", author=by, supervisor=supervisor, elsewhere=True,
        state=State.SIGNED, signed_on=days(-3), made_by=by, made_at=now(),
    )  # fmt: skip
    first = Record.objects.filter(case=office.case, gone_at=None, pages_count__gt=0).order_by("key")[0]
    return made, {
        _STATEMENT: made.key,
        f"{_STATEMENT}/filed/<str:form>/": f"/matters/{matter.key}/statements/{filed.key}/filed/pdf/",
        f"{_STATEMENT}/reading/<int:record>": str(first.pk), f"{_STATEMENT}/reading/<int:record>/<int:at>": "1",
        f"{_STATEMENT}/considering/<int:record>": str(first.pk),
        f"{_STATEMENT}/draft/<str:paragraph>": Wording.objects.filter(statement=made)[0].paragraph,
        f"{_STATEMENT}/versions/<int:number>": "1", f"{_STATEMENT}/versions/<int:number>/<int:other>": "2",
        f"{_STATEMENT}/versions/<int:number>/file/<str:form>": "pdf",
    }  # fmt: skip


def _gap(statement: Statement, *, by: User, owner: User) -> dict[str, str]:
    """One that is named, and another that could be."""
    with acting(Actor(user=by.pk)):
        lack, other, *_ = statement_gate.missing(statement)
        words = "The assessment was not found"
        gap = gaps.Naming(other.condition, other.item, words, "The hearing is tomorrow", owner, days(5))
        named = gaps.name(by=by, statement=statement, gap=gap)
    return {
        f"{_STATEMENT}/gaps/<str:condition>": lack.condition, f"{_STATEMENT}/gaps/<str:condition>/<str:item>": lack.item,
        f"{_STATEMENT}/named-gaps/<int:gap>": str(named.pk),
    }  # fmt: skip


def _protocols(lawyer: User, manager: User) -> dict[str, str]:
    """Two versions, the first agreed and asked to be read."""
    with acting(Actor(user=lawyer.pk)):
        made = protocols.make(
            by=lawyer, title="Protocol", kinds=["judicial_review"], draft=Draft("# Duty", in_force_from=today())
        )
        first = ProtocolVersion.objects.get(protocol=made)
        protocols.agree(by=lawyer, version=first, legal=True)
    with acting(Actor(user=manager.pk)):
        protocols.agree(by=manager, version=first, legal=False)
    with acting(Actor(user=lawyer.pk)):
        first.refresh_from_db()
        acknowledging.ask(by=lawyer, version=first, users=[lawyer], teams=[], due=days(3))
        second = protocols.new_version(by=lawyer, protocol=made, draft=Draft("# Candour", "It says more", today()))
        reading = Acknowledgement.objects.get(version=first)
    one = "protocols/versions/<str:key>"
    return {
        "protocols/<str:key>": made.key, one: first.key, f"{one}/differences/<str:other>": second.key,
        f"{one}/readings/<int:which>": str(reading.pk),
    }  # fmt: skip
