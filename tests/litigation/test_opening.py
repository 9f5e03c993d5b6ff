"""A matter shows its cases whole to its lawyers from the moment it is opened, to nobody else, and never to somebody barred."""

from __future__ import annotations

import pytest
from tests.litigation.matters import Place, opened
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import services
from candour.cases.against import obstacles
from candour.cases.models import Case
from candour.engine.errors import BadInput, Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.verbs import Verb
from candour.litigation import members, opening, overseeing, parties
from candour.litigation.models import Capacity, Matter
from candour.litigation.opening import Details
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")


def sees(user: User, one: Case) -> bool:
    with acting(Actor(user=user.pk)):
        return Case.objects.filter(pk=one.pk).exists()


def knows(user: User, matter: Matter) -> bool:
    with acting(Actor(user=user.pk)):
        return Matter.objects.filter(pk=matter.pk).exists()


def test_who_sees_the_file_and_the_matter(all_: Place) -> None:
    whole = (all_.owner, all_.colleague, all_.witness, all_.head)
    assert all(sees(user, all_.case) and knows(user, all_.matter) for user in whole)
    assert knows(all_.instructing, all_.matter)
    assert not sees(all_.instructing, all_.case)
    for user in (all_.manager, all_.worker, all_.reader, all_.outsider, all_.stranger):
        assert not knows(user, all_.matter)
    assert not sees(all_.stranger, all_.case)
    assert not sees(all_.outsider, all_.case)


def test_it_ends_with_the_matter_or_with_the_part_and_a_bar_beats_it(all_: Place) -> None:
    with acting(Actor(user=all_.manager.pk)):
        services.bar(by=all_.manager, case=all_.case, user=all_.head, reason="The claimant is her sister.")
    assert not sees(all_.head, all_.case)
    assert not knows(all_.head, all_.matter)
    with acting(Actor(user=all_.owner.pk)):
        mine = next(each for each in members.of(all_.matter) if each.user == all_.colleague)
        members.leave(by=all_.owner, member=mine, reason="She moved to another team.")
    assert not sees(all_.colleague, all_.case)
    with acting(Actor(user=all_.owner.pk)):
        assert "A legal matter on it is live." in obstacles(all_.case)
        opening.close(by=all_.owner, matter=all_.matter, outcome="The claim was withdrawn today.")
    assert knows(all_.owner, all_.matter)
    assert not sees(all_.owner, all_.case)
    with acting(Actor(user=all_.owner.pk)), pytest.raises(Refused, match="closed"):
        members.join(by=all_.owner, matter=all_.matter, user=all_.stranger, capacity=Capacity.LAWYER)
    with acting(Actor(user=all_.owner.pk)):
        opening.reopen(by=all_.owner, matter=all_.matter, reason="An appeal was lodged today.")
    assert sees(all_.owner, all_.case)


def test_opening_is_for_lawyers_on_a_case_that_is_there(all_: Place) -> None:
    details = Details(title="A claim")
    for user in (all_.manager, all_.witness, all_.reader):
        with acting(Actor(user=user.pk)), pytest.raises(Refused):
            opening.open_matter(by=user, case=all_.case.reference, kind="civil_claim", details=details)
    with acting(Actor(user=all_.manager.pk)):
        services.bar(by=all_.manager, case=all_.case, user=all_.stranger, reason="He is related to a party.")
    said = []
    for reference in (all_.case.reference, "No-such-case"):
        with acting(Actor(user=all_.stranger.pk)), pytest.raises(Refused) as refused:
            opening.open_matter(by=all_.stranger, case=reference, kind="civil_claim", details=details)
        said.append(str(refused.value))
    assert said[0] == said[1]
    with acting(Actor(user=all_.owner.pk)), pytest.raises(BadInput, match="not offered"):
        opening.open_matter(by=all_.owner, case=all_.case.reference, kind="inquiry", details=details)
    with acting(Actor(user=all_.owner.pk)), pytest.raises(BadInput, match="title"):
        opening.open_matter(by=all_.owner, case=all_.case.reference, kind="inquest", details=Details(title=" "))


def test_the_grant_stands_in_the_ledger_of_the_case(all_: Place) -> None:
    with acting(Actor(user=all_.manager.pk)):
        entries = ledger.history(case=all_.case.pk, object="", limit=50, before=None)
    verbs = [each.verb for each in entries]
    assert Verb.MATTER_OPENED in verbs
    assert verbs.count(Verb.MATTER_JOINED) == 4
    granted = {each.object for each in entries if each.verb == Verb.ACCESS_GRANTED}
    assert granted >= {f"user:{all_.colleague.pk}", f"user:{all_.witness.pk}"}


def test_further_cases_and_the_parts_people_have(all_: Place) -> None:
    other = case(manager=all_.manager)
    with acting(Actor(user=all_.owner.pk)):
        opening.link(by=all_.owner, matter=all_.matter, case=other.reference)
    assert sees(all_.colleague, other)
    with acting(Actor(user=all_.owner.pk)):
        with pytest.raises(Refused, match="opened on"):
            opening.unlink(by=all_.owner, matter=all_.matter, case=all_.case, reason="It was the wrong case.")
        opening.unlink(by=all_.owner, matter=all_.matter, case=other, reason="It was the wrong case.")
    assert not sees(all_.colleague, other)
    with acting(Actor(user=all_.owner.pk)):
        with pytest.raises(Refused, match="Only a lawyer"):
            members.join(by=all_.owner, matter=all_.matter, user=all_.worker, capacity=Capacity.LAWYER)
        mine = [each for each in members.of(all_.matter) if each.user == all_.colleague]
        members.leave(by=all_.owner, member=mine[0], reason="She moved to another team.")
        last = next(each for each in members.of(all_.matter) if each.user == all_.owner)
        with pytest.raises(Refused, match="last lawyer"):
            members.leave(by=all_.owner, member=last, reason="He moved to another team.")


def test_records_for_a_party_are_overseen(all_: Place) -> None:
    from candour.cases.registering import add
    from candour.disclosure.opening import open_disclosure
    from candour.engine.model import Person as Registered

    officer = person(Role.ACCESS_OFFICER, team=all_.team)
    with acting(Actor(user=all_.manager.pk)):
        add(by=all_.manager, case=all_.case, person=Registered(id="M1", name="Mary Marsh", role="mother"))
    with acting(Actor(user=all_.worker.pk)):
        assert not overseeing.in_matter(all_.case, "M1", "parent-request")
        assert overseeing.in_matter(all_.case, "court", "judicial-review")
    with acting(Actor(user=officer.pk)):
        opened = open_disclosure(by=officer, case=all_.case, recipient="M1", purpose="parent-request")
        assert not opened.matter
    with acting(Actor(user=all_.owner.pk)):
        who = all_.case.people.get(key="M1")
        parties.add(by=all_.owner, matter=all_.matter, named=Named("Mary Marsh", "claimant", who))
    with acting(Actor(user=all_.worker.pk)):
        assert overseeing.in_matter(all_.case, "M1", "parent-request")
        assert not overseeing.in_matter(all_.case, "M2", "parent-request")
    with acting(Actor(user=officer.pk)):
        opened.refresh_from_db()
        assert opened.matter
        assert open_disclosure(by=officer, case=all_.case, recipient="M1", purpose="parent-request").matter


def test_somebody_else_s_matter_is_no_matter_at_all(all_: Place) -> None:
    lawyer = person(Role.LAWYER)
    other = opened(by=lawyer, case=case(manager=all_.manager), kind="civil_claim")
    assert not knows(all_.owner, other)
    assert knows(all_.head, other)
