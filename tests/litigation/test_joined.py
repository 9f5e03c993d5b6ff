"""What matters have to do with the rest: requests of their parties, agendas of meetings, who sees a case, charts."""

from __future__ import annotations

import pytest
from tests.access.logged import received
from tests.cases.places import record, signed_in, working
from tests.litigation.matters import Place
from tests.web.people import person

from candour.accounts.roles import Role
from candour.cases.models import Gap
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.litigation import on_agenda, parties
from candour.litigation.asked_for import requests_in
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")


def test_a_request_of_a_party_stands_in_the_matter_by_itself(all_: Place) -> None:
    officer = person(Role.ACCESS_OFFICER, team=all_.team)
    asked = received(by=officer, team=all_.team, case=all_.case, name="Mary Marsh")
    other = received(by=officer, team=all_.team, case=all_.case, name="Nobody Known")
    with acting(Actor(user=all_.owner.pk)):
        assert requests_in(all_.matter) == []
        parties.add(by=all_.owner, matter=all_.matter, named=Named("Mary Marsh", "claimant"))
        (found,) = requests_in(all_.matter)
        assert (found.reference, found.overseen) == (asked.reference, None)
    page = signed_in(all_.owner).get(f"/matters/{all_.matter.key}/").content.decode()
    assert asked.reference in page
    assert other.reference not in page
    assert asked.reference not in signed_in(all_.instructing).get(f"/matters/{all_.matter.key}/").content.decode()


def test_open_issues_come_on_the_agenda_of_who_sees_the_matter(all_: Place) -> None:
    with working(all_.case):
        Gap.objects.create(case=all_.case, key="g1", kind="mentioned_not_held", detail="An assessment", source="a.pdf")
    for user, many in ((all_.owner, 2), (all_.head, 2), (all_.instructing, 0), (all_.manager, 0), (all_.stranger, 0)):
        with acting(Actor(user=user.pk)):
            found = list(on_agenda.open_issues(user))
            assert len(found) == many
            assert all(each.case == all_.case for each in found)


def test_everybody_of_the_case_is_told_that_there_is_a_matter_and_nothing_of_it(all_: Place) -> None:
    page = signed_in(all_.worker).get(f"/cases/{all_.case.key}/access/").content.decode()
    assert "Through legal matters" in page
    assert "Judicial review: lawyer" in page
    assert all_.owner.name in page
    assert all_.matter.title not in page


def test_charts_with_their_tables(all_: Place) -> None:
    record(all_.case, "One", "A page.", on=today())
    lawyer = signed_in(all_.owner)
    assert "There is nothing to show yet." in lawyer.get("/matters/figures/").content.decode()
    lawyer.get(f"/matters/{all_.matter.key}/file/")
    assert all_.matter.title in lawyer.get("/matters/figures/").content.decode()
    table = lawyer.get("/matters/figures/first-views.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0] == 'Matter,"Soonest, hours","Latest, hours",People'
    assert all_.matter.title in table
    assert lawyer.get("/matters/figures/other.csv").status_code == 404
    assert all_.matter.title not in signed_in(all_.stranger).get("/matters/figures/").content.decode()
    assert signed_in(all_.manager).get("/matters/figures/").status_code == 403
    assert lawyer.post("/matters/figures/").status_code == 405
