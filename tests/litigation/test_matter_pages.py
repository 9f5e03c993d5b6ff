"""Pages of matters: what each person may open and do there, and what they find."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cases.places import record, signed_in
from tests.litigation.matters import Place

from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.litigation import parties, timetable
from candour.litigation.models import Event, Matter, MatterCase, Member
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")
READ = ("", "history/", "file/", "file/search/", "timetable/")
FORMS = ("change/", "link/", "close/", "people/join/", "parties/add/", "timetable/add/")


def day(name: str, on: object) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def test_who_may_open_which_page(all_: Place) -> None:
    at = f"/matters/{all_.matter.key}/"
    lawyers, others = (all_.owner, all_.colleague, all_.head), (all_.witness, all_.instructing)
    for user in (*lawyers, *others):
        client = signed_in(user)
        assert all(client.get(at + page).status_code == 200 for page in READ)
        wanted = 200 if user in lawyers else 403
        assert all(client.get(at + page).status_code == wanted for page in FORMS)
        assert client.get(at + "change/").status_code == wanted
    for user in (all_.stranger, all_.manager, all_.worker, all_.reader, all_.outsider):
        client = signed_in(user)
        assert all(client.get(at + page).status_code == 404 for page in (*READ, *FORMS))
        assert client.get("/matters/").status_code == 200
        assert all_.matter.title not in client.get("/matters/").content.decode()
    assert all(Client().get(at + page).status_code == 302 for page in (*READ, *FORMS))
    client = signed_in(all_.owner)
    assert client.post(at).status_code == client.post(at + "timetable/").status_code == 405
    assert client.delete(at + "change/").status_code == 405
    assert signed_in(all_.manager).get("/matters/open/").status_code == 403


def test_a_lawyer_opens_one_and_has_the_file(all_: Place) -> None:
    record(all_.case, "Assessment", "A page about the assessment of the grandmother.", on=today())
    client = signed_in(all_.stranger)
    assert client.get(f"/cases/{all_.case.key}/").status_code == 404
    given = {"case": all_.case.reference, "kind": "civil_claim", "title": "Marsh v Council"}
    made = client.post("/matters/open/", given)
    assert made.status_code == 302
    at = made.headers["Location"]
    assert "Not yet" in client.get(at).content.decode()
    page = client.get(at + "file/").content.decode()
    assert "1 record, by date" in page
    assert "Assessment" in page
    found = client.post(at + "file/search/", {"words": "grandmother"}, follow=True).content.decode()
    assert "1 page found" in found
    assert "<mark>grandmother</mark>" in found
    assert "less than a minute" in client.get(at).content.decode()
    assert client.get(f"/cases/{all_.case.key}/").status_code == 200
    wrong = client.post("/matters/open/", {**given, "case": "No-such-case"})
    assert wrong.status_code == 422
    assert "There is no such case that you could open a matter on." in wrong.content.decode()


def test_people_parties_and_cases_are_changed_on_the_pages(all_: Place) -> None:
    at, client = f"/matters/{all_.matter.key}/", signed_in(all_.owner)
    with acting(Actor(user=all_.owner.pk)):
        known = {each.user_id: each.pk for each in Member.objects.filter(matter=all_.matter)}
    page = client.post(f"{at}people/{known[all_.colleague.pk]}/leave/", {"reason": "She is on leave now."}, follow=True)
    assert all_.colleague.name not in page.content.decode().split("Who works on it")[1].split("Parties")[0]
    client.post(at + "parties/add/", {"name": "Mary Marsh", "side": "claimant", "represented_by": "Finch LLP"})
    with acting(Actor(user=all_.owner.pk)):
        (mary,) = parties.of(all_.matter)
    page = client.post(f"{at}parties/{mary.key}/", {"name": "Mary Marsh", "side": "interested"}, follow=True)
    assert "Interested party" in page.content.decode()
    assert client.post(f"{at}parties/{mary.key}/end/").status_code == 302
    assert client.get(f"{at}parties/{mary.key}/").status_code == 404
    refused = client.post(f"{at}unlink/{all_.case.key}/", {"reason": "It is the wrong one."})
    assert refused.status_code == 422
    assert client.post(at + "close/", {"outcome": "It was settled by consent."}).status_code == 302
    assert "This matter was closed" in client.get(at).content.decode()
    assert client.post(at + "parties/add/", {"name": "X", "side": "child"}).status_code == 422
    assert client.post(at + "reopen/", {"reason": "An appeal was lodged."}).status_code == 302
    with acting(Actor(user=all_.owner.pk)):
        assert Matter.objects.get(pk=all_.matter.pk).closed_at is None
        assert MatterCase.objects.filter(matter=all_.matter, ended_at=None).count() == 1


def test_dates_with_drift_and_the_time_by_law(all_: Place) -> None:
    at, client = f"/matters/{all_.matter.key}/", signed_in(all_.owner)
    first = today() - timedelta(days=10)
    client.post(at + "timetable/add/", {"title": "Final hearing", "ordered": "on", **day("on", first)})
    with acting(Actor(user=all_.owner.pk)):
        event = Event.objects.get(matter=all_.matter)
    assert "by 10 days" in client.get(at + "timetable/").content.decode()
    one = f"{at}timetable/{event.key}/"
    later = today() + timedelta(days=4)
    client.post(one + "move/", {"reason": "The court vacated the date.", **day("to", later)})
    page = client.get(at + "timetable/").content.decode()
    assert "14 days later" in page
    assert "The court vacated the date." in page
    assert client.post(one + "done/", day("on", later)).status_code == 422
    assert client.post(one + "done/", day("on", today())).status_code == 302
    assert client.post(one + "move/", {"reason": "Once more now.", **day("to", first)}).status_code == 422
    assert client.get(f"{at}timetable/{event.key}x/move/").status_code == 404


def test_twenty_six_weeks(all_: Place) -> None:
    with acting(Actor(user=all_.owner.pk)):
        issued = today() - timedelta(weeks=20)
        Matter.objects.filter(pk=all_.matter.pk).update(kind="care_proceedings", issued_on=issued)
        matter = Matter.objects.get(pk=all_.matter.pk)
        none = timetable.limit(matter, timetable.timetable(matter))
        assert none is not None
        assert (none.weeks, none.gone, none.over, none.ends) == (26, 20, 0, None)
        assert none.last_day == issued + timedelta(days=182)
        last = issued + timedelta(weeks=27)
        timetable.set_date(by=all_.owner, matter=matter, title="Final hearing", on=last, ordered=True)
        found = timetable.limit(matter, timetable.timetable(matter))
        assert found is not None
        assert found.over == 7
    assert "Over the time by law" in signed_in(all_.owner).get(f"/matters/{matter.key}/timetable/").content.decode()
    assert "Over the time by law" in signed_in(all_.head).get("/matters/").content.decode()


def test_a_party_who_has_documents_stays(all_: Place) -> None:
    with acting(Actor(user=all_.owner.pk)):
        made = parties.add(by=all_.owner, matter=all_.matter, named=Named("Mary Marsh", "claimant"))
    assert signed_in(all_.witness).get(f"/matters/{all_.matter.key}/parties/{made.key}/").status_code == 403
