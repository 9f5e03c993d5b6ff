"""The duty to disclose goes on: what is sent is noted by itself, and what comes later stands against every matter concerned."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cases.arrivals import add, named
from tests.cases.places import record, signed_in, working
from tests.cases.prepared import prepare
from tests.disclosure.disclosing import Office, checked, handed_over, office, opened, produced
from tests.litigation.matters import Place
from tests.litigation.matters import opened as matter_on
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Person, Record
from candour.disclosure.before_release import against_release
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.litigation import alerts, delivered, disclosed, disclosing, marking, opening, parties, scoping
from candour.litigation.disclosing import Went
from candour.litigation.marking import Said
from candour.litigation.models import Alert, Certificate, Disclosed, Matter, Party
from candour.litigation.parties import Named
from candour.litigation.scope import records_of
from candour.litigation.scoping import Scope

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return office(tmp_path)


def a_party(matter: Matter, by: User, who: Person | None = None) -> Party:
    with acting(Actor(user=by.pk)):
        return parties.add(by=by, matter=matter, named=Named("Orla Byrne", "claimant", who))


def came(matter: Matter, by: User) -> list[tuple[str, str, str]]:
    with acting(Actor(user=by.pk)):
        found = alerts.of(matter).order_by("record__path", "pk")
        return [(each.record.path, each.came, each.verdict) for each in found]


def test_what_is_sent_is_noted_and_what_comes_later_is_put_to_every_matter(here: Office, tmp_path: Path) -> None:
    disclosure = opened(here)
    checked(here, disclosure)
    made = produced(here, disclosure)
    ways = handed_over(here, made)
    work_off()  # there is no matter yet, so nothing is noted
    first, second, third = (person(Role.LAWYER) for _ in range(3))
    one = matter_on(by=first, case=here.case)
    two = matter_on(by=second, case=here.case, kind="civil_claim", title="Byrne v Council")
    none = matter_on(by=third, case=here.case, kind="inquest", title="Nothing disclosed")
    with acting(Actor(user=first.pk)):
        orla = Person.objects.get(case=here.case, key="K1")
    a_party(one, first, orla)
    with acting(Actor(case=here.case.pk)):
        delivered.note_delivery(case=here.case.pk, delivery=ways.delivery.pk)
        delivered.note_delivery(case=here.case.pk, delivery=ways.delivery.pk)  # noted once
    with acting(Actor(user=first.pk)):
        went = {each.record.path: each for each in Disclosed.objects.select_related("record", "party")}
        assert went
        assert {each.disclosure for each in went.values()} == {made.key}
        assert {each.on for each in went.values()} == {today()}
        assert all(each.content == each.record.sha256 for each in went.values())
        assert Disclosed.objects.count() == len(went)
        told = next(iter(went))
        privileged = Said("neutral", "It is advice of counsel.", "withheld", "Legal advice privilege")
        marking.mark(by=first, matter=one, record=went[told].record, said=privileged)
    with acting(Actor(user=here.sender.pk)):  # who sends sees no matter, and is told
        (against,) = [each for each in against_release(made) if "withheld from their inspection by Legal" in each]
    assert against.startswith("One of the documents")
    claimant = a_party(two, second)
    with acting(Actor(user=second.pk)):
        every = list(records_of(two))
        by_hand = Went(claimant, today() - timedelta(days=1), "With the letter before claim")
        disclosing.note_disclosed(by=second, matter=two, records=every[:1], went=by_hand)
    data = (tmp_path / "case" / told).read_bytes()
    add(
        here.manager,
        here.case,
        named("copy-of-it.bin", data),
        named("new.txt", b"A note of 4 May 2016 that came late."),
    )
    prepare(here.manager, here.case)
    assert came(one, first) == came(two, second) == [("new.txt", "added", "")]
    assert came(none, third) == []
    prepare(here.manager, here.case)  # the same bytes again
    assert len(came(one, first)) == 1

    client = signed_in(first)
    assert "Records came after disclosure" in client.get("/").content.decode()
    assert "Records came after disclosure" not in signed_in(third).get("/").content.decode()
    with acting(Actor(user=first.pk)):
        (alert,) = alerts.open_of(one)
    decide = f"/matters/{one.key}/later/{alert.key}/"
    for user, status in ((second, 404), (here.manager, 404), (here.reader, 404)):
        assert signed_in(user).get(decide).status_code == status
    assert client.delete(decide).status_code == 405
    assert client.post(decide, {"verdict": "disclose", "reason": "Yes"}).status_code == 422
    assert client.post(decide, {"verdict": "disclosed", "reason": "It is gone already."}).status_code == 422
    assert client.post(decide, {"verdict": "disclose", "reason": "It is about the issue."}).status_code == 302
    assert "stays open until it is noted" in client.get(f"/matters/{one.key}/later/").content.decode()
    with acting(Actor(user=first.pk)):
        assert alerts.open_of(one).count() == 1
        to = Party.objects.get(matter=one)
        went_now = Went(to, today(), "By e-mail, with a letter")
        disclosing.note_disclosed(by=first, matter=one, records=[alert.record], went=went_now)
        assert not alerts.open_of(one).exists()
    with acting(Actor(user=second.pk)):
        other = alerts.open_of(two).get()
        reason = "It is about another family."
        alerts.decide(by=second, alert=other, verdict="not_disclosable", reason=reason)
        assert not alerts.open_of(two).exists()

    add(here.manager, here.case, named("new.txt", b"Another note altogether, of 5 May 2016."))
    prepare(here.manager, here.case)
    assert came(one, first) == [("new.txt", "added", "disclosed"), ("new.txt", "changed", "")]
    assert came(two, second) == [("new.txt", "added", "not_disclosable"), ("new.txt", "changed", "")]
    with acting(Actor(user=first.pk)):
        changed = Record.objects.get(path="new.txt", gone_at=None)
        assert disclosed.went(changed, disclosed.of(one)[changed.pk]) == []
        verbs = [each.verb for each in ledger.history(case=here.case.pk, limit=300)]
    assert verbs.count(Verb.ALERT_RAISED) == 4
    assert Verb.ALERT_DECIDED in verbs


def test_what_comes_into_scope_later_or_with_another_case_came_later_all_the_same(all_: Place) -> None:
    mine, first = all_.owner, today() - timedelta(days=100)
    claimant, sent = a_party(all_.matter, mine), record(all_.case, "sent", "Text", sha256="a" * 64, size=1)
    with acting(Actor(user=mine.pk)):
        scope = Scope("The events of these months.", first, None, "They are what it is about.")
        scoping.set_scope(by=mine, matter=all_.matter, scope=scope)
        went = Went(claimant, today(), "With the defence")
        disclosing.note_disclosed(by=mine, matter=all_.matter, records=[sent], went=went)
    other = case(manager=all_.manager)
    record(other, "there-before", "Text", sha256="c" * 64, size=1)
    with acting(Actor(user=mine.pk)):
        opening.link(by=mine, matter=all_.matter, case=other.reference)
    record(other, "there-after", "Text", sha256="d" * 64, size=1)
    record(other, "the-same", "Text", sha256="a" * 64, size=1)  # as was disclosed from the first case
    record(all_.case, "old", "Text", sha256="b" * 64, size=1, on=first - timedelta(days=1))
    for each in (all_.case, other):
        with working(each):
            alerts.after(each)
    assert came(all_.matter, mine) == [("there-after.pdf", "added", "")]
    with acting(Actor(user=mine.pk)):
        scoping.set_scope(by=mine, matter=all_.matter, scope=Scope("Everything that there is of it."))
        assert Certificate.objects.get().since is None
    assert came(all_.matter, mine) == [("old.pdf", "added", ""), ("there-after.pdf", "added", "")]
    with acting(Actor(user=mine.pk)):
        opening.close(by=mine, matter=all_.matter, outcome="It was settled by consent.")
    record(all_.case, "too-late", "Text", sha256="e" * 64, size=1)
    with working(all_.case):
        alerts.after(all_.case)
        assert Alert.objects.count() == 1  # of this case, and none since the matter was closed
