"""Protocols: written in versions, agreed by both services, read by whom they bind; a matter stays with the version of its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.cases.places import signed_in
from tests.litigation.matters import opened
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today
from candour.litigation import acknowledging, protocols
from candour.litigation.models import Acknowledgement, Protocol, ProtocolVersion
from candour.litigation.protocols import Draft, example
from candour.site.my_work import my_work

pytestmark = pytest.mark.usefixtures("database")


def made(lawyer: User, *, text: str = "# Duty\n\nEverything is disclosed.") -> Protocol:
    with acting(Actor(user=lawyer.pk)):
        draft = Draft(text, in_force_from=today())
        return protocols.make(by=lawyer, title="Judicial review protocol", kinds=["judicial_review"], draft=draft)


def agreed(version: ProtocolVersion, *, lawyer: User, manager: User) -> None:
    for user, legal in ((lawyer, True), (manager, False)):
        with acting(Actor(user=user.pk)):
            protocols.agree(by=user, version=version, legal=legal)


def test_a_matter_stays_with_the_version_in_force_when_it_was_opened() -> None:
    lawyer, manager = person(Role.LAWYER), person(Role.MANAGER)
    first = opened(by=lawyer, case=case(manager=manager))
    assert first.protocol is None
    one = made(lawyer)
    with acting(Actor(user=lawyer.pk)):
        version = one.versions.get()
        with pytest.raises(Refused, match="cannot agree for this service"):
            protocols.agree(by=lawyer, version=version, legal=False)
        protocols.agree(by=lawyer, version=version, legal=True)
        assert protocols.current(one) is None
    with acting(Actor(user=manager.pk)):
        protocols.agree(by=manager, version=version, legal=False)
        assert protocols.current(one) == version
    second = opened(by=lawyer, case=case(manager=manager))
    assert second.protocol == version
    assert opened(by=lawyer, case=case(manager=manager), kind="civil_claim").protocol is None
    with acting(Actor(user=manager.pk)):
        with pytest.raises(Refused, match="Both services have agreed"):
            protocols.write(by=manager, version=version, draft=Draft("Other", "Why"))
        with pytest.raises(BadInput, match="what changed"):
            protocols.new_version(by=manager, protocol=one, draft=Draft("Other"))
        two = protocols.new_version(by=manager, protocol=one, draft=Draft("Other", "It was short.", today()))
        with pytest.raises(Refused, match="draft already"):
            protocols.new_version(by=manager, protocol=one, draft=Draft("Other", "It was short."))
        protocols.agree(by=manager, version=two, legal=False)
        protocols.write(by=manager, version=two, draft=Draft("Another", "It was wrong.", today()))
        two.refresh_from_db()
        assert two.agreed_services_at is None
        assert protocols.current(one) == version
    agreed(two, lawyer=lawyer, manager=manager)
    third = opened(by=lawyer, case=case(manager=manager))
    assert third.protocol == two
    with acting(Actor(user=lawyer.pk)):
        second.refresh_from_db()
        assert second.protocol == version
        protocols.end(by=lawyer, protocol=one, reason="A regional protocol takes its place.")
    assert opened(by=lawyer, case=case(manager=manager)).protocol is None


def test_people_and_services_say_that_they_read_it_and_are_chased() -> None:
    children, law = team("Children"), team("Law")
    lawyer, manager = person(Role.LAWYER, team=law), person(Role.MANAGER, team=children)
    worker, other = person(Role.PRACTITIONER, team=children), person(Role.PRACTITIONER)
    one = made(lawyer)
    version = one.versions.get()
    with acting(Actor(user=lawyer.pk)), pytest.raises(Refused, match="not agreed"):
        acknowledging.ask(by=lawyer, version=version, users=[worker], teams=[], due=today())
    agreed(version, lawyer=lawyer, manager=manager)
    version.refresh_from_db()
    with acting(Actor(user=lawyer.pk)):
        due = today() + timedelta(days=1)
        assert acknowledging.ask(by=lawyer, version=version, users=[worker], teams=[children, law], due=due) == 3
        assert acknowledging.ask(by=lawyer, version=version, users=[worker], teams=[], due=due) == 0
    at = f"/protocols/versions/{version.key}/"
    with acting(Actor(user=worker.pk)):
        (mine,) = Acknowledgement.objects.filter(user=worker)
        (service,) = Acknowledgement.objects.filter(team=children)
        assert any(row.it.href == at for group in my_work(worker, at_most=10) for row in group.shown)
        with pytest.raises(Refused, match="not asked"):
            acknowledging.say(by=worker, reading=service)
    mail.outbox.clear()
    with standing_at(now() + timedelta(days=3)):
        acknowledging.chase()
    work_off()
    assert sorted(each.to[0] for each in mail.outbox) == sorted([worker.email, manager.email, lawyer.email])
    assert all("Children" not in each.body for each in mail.outbox)
    assert signed_in(other).post(f"{at}readings/{mine.pk}/say/").status_code == 422
    assert signed_in(worker).post(f"{at}readings/{mine.pk}/say/").status_code == 302
    assert signed_in(manager).post(f"{at}readings/{service.pk}/say/").status_code == 302
    page = signed_in(lawyer).get(at).content.decode()
    assert "Law as a service" in page
    assert page.count(">Read<") == 2
    with acting(Actor(user=lawyer.pk)):
        assert acknowledging.reading_of(version).said == 2


def test_pages_by_role_and_what_they_show() -> None:
    lawyer, manager, worker = person(Role.LAWYER), person(Role.MANAGER), person(Role.PRACTITIONER)
    clients = {user: signed_in(user) for user in (lawyer, manager, worker)}
    assert "There is no protocol yet" in clients[worker].get("/protocols/").content.decode()
    page = clients[lawyer].get("/protocols/make/?example=1").content.decode()
    assert "duty of candour" in page
    assert (
        clients[worker].get("/protocols/make/").status_code
        == clients[manager].get("/protocols/make/").status_code
        == 403
    )
    day = {f"in_force_from_{name}": str(getattr(today(), name)) for name in ("day", "month", "year")}
    given = {"title": "Judicial review protocol", "kinds": ["judicial_review"], "text": example(), **day}
    at = clients[lawyer].post("/protocols/make/", given).headers["Location"]
    version = ProtocolVersion.objects.get()
    one = f"/protocols/versions/{version.key}/"
    assert clients[worker].get(at).status_code == clients[worker].get(one).status_code == 200
    assert clients[worker].get(one + "write/").status_code == clients[worker].get(one + "ask/").status_code == 403
    assert clients[worker].post(one + "agree/").status_code == 403
    assert clients[lawyer].get(one + "agree/").status_code == 405
    assert Client().get(at).status_code == 302
    assert clients[lawyer].post(one + "agree/").status_code == clients[manager].post(one + "agree/").status_code == 302
    changed = {"text": example().replace("two weeks", "week"), "changes": "Every week is needed.", **day}
    assert clients[manager].post(at + "new-version/", changed).status_code == 302
    second = ProtocolVersion.objects.get(number=2)
    page = clients[worker].get(f"{one}differences/{second.key}/").content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert clients[worker].get(f"{one}differences/{version.key}/").status_code == 404
    asked = {"teams": [], "members": [], "user": worker.pk}
    due = {f"due_{name}": str(getattr(today(), name)) for name in ("day", "month", "year")}
    assert clients[manager].post(one + "ask/", {**asked, **due}).status_code == 302
    (reading,) = Acknowledgement.objects.all()
    assert clients[worker].post(f"{one}readings/{reading.pk}/remind/").status_code == 403
    assert clients[manager].post(f"{one}readings/{reading.pk}/withdraw/").status_code == 302
    assert clients[worker].post(f"{one}readings/{reading.pk}/say/").status_code == 422
