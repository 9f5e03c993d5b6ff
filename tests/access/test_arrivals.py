"""What came in: listed, read, taken up as a request with what is known, or set aside with a reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.access.askers import CARE_LEAVER, MOTHER, sent
from tests.access.people_of import CONTEXT, NO_ORDERS, Around, around, as_, wants
from tests.site.working import waiting, waits
from tests.web.people import person

from candour.access.arrival import Arrival, ArrivalState
from candour.access.models import Channel, Request
from candour.accounts.models import User
from candour.accounts.roles import MAY, Act, Role
from candour.accounts.waiting import Pressing
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import now, standing_at, today
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(database: None) -> Around:
    return around()


def came(said: dict[str, str] = CARE_LEAVER, *, days_ago: int = 0, officer: User | None = None) -> Arrival:
    """By the public form."""
    with standing_at(now() - timedelta(days=days_ago)):
        assert sent(Client(), said).status_code == 200
    return latest(officer or person(Role.ACCESS_OFFICER))


def latest(user: User) -> Arrival:
    with acting(Actor(user=user.pk)):
        return Arrival.objects.order_by("-pk")[0]


def seen(user: User) -> int:
    with acting(Actor(user=user.pk)):
        return Arrival.objects.count()


def took_up(client: Client, arrival: Arrival, here: Around, *, day: Any = None, **more: Any) -> Any:
    """From its page to the check of what is logged; ``day``: another than that on which it came."""
    on = day or arrival.received_on
    answer = client.post(f"/requests/arrivals/{arrival.key}/take/", follow=True)
    address = answer.redirect_chain[-1][0]
    who = {"requester": "care_leaver", "name": "Ada Marsh", "organisation": ""}
    rest = wants(here, day=on.day, month=on.month, year=on.year, **more)
    for page in (who, CONTEXT, NO_ORDERS, rest):
        answer = client.post(address, page, follow=True)
        address = answer.redirect_chain[-1][0]
    return answer


def test_only_who_may_take_up_reads_what_came_in() -> None:
    came()
    for role in Role:
        assert bool(seen(person(role))) == (role in MAY[Act.TAKE_UP]), role
    with acting(NOBODY):
        assert not Arrival.objects.exists()


def test_the_pages_for_who_may_and_who_may_not(here: Around) -> None:
    one = came()
    paths = ("/requests/arrivals/", f"/requests/arrivals/{one.key}/", f"/requests/arrivals/{one.key}/aside/")
    for path in paths:
        assert as_(here.colleague).get(path).status_code == 200
        assert as_(here.owner).get(path).status_code == 200
        assert Client().get(path).status_code == 302
        assert as_(here.colleague).put(path).status_code == 405
    assert [as_(here.reader).get(path).status_code for path in paths] == [403, 404, 403]
    nothing = as_(here.reader).get("/requests/arrivals/A_key-thatno/")
    assert nothing.status_code == 404
    assert as_(here.colleague).get("/requests/arrivals/A_key-thatno/").status_code == 404
    assert as_(here.reader).post(f"{paths[1]}take/").status_code == 403
    assert as_(here.colleague).get(f"{paths[1]}take/").status_code == 405


def test_the_oldest_is_first_and_late_is_said(here: Around) -> None:
    new, old = came(), came(MOTHER, days_ago=8)
    text = as_(here.colleague).get("/requests/arrivals/").content.decode()
    assert text.index(old.reference) < text.index(new.reference)
    assert (text.count("Late"), "8 days" in text) == (1, True)
    for word in ("Okafor", "Marsh"):
        assert word not in text


def test_nothing_waits_at_first(here: Around) -> None:
    assert "Nothing waits" in as_(here.colleague).get("/requests/arrivals/").content.decode()
    assert "Nothing is set aside" in as_(here.colleague).get("/requests/arrivals/?aside").content.decode()


def test_one_of_them_shows_every_answer_and_that_it_was_read(here: Around) -> None:
    one = came(MOTHER)
    text = as_(here.colleague).get(f"/requests/arrivals/{one.key}/").content.decode()
    for words in ("Sam Okafor", "I am his mother", "By e-mail", "He lives with his father", "Large print", "Yes"):
        assert words in text
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        entry = Entry.objects.get(verb=Verb.ARRIVAL_VIEWED)
    assert (entry.actor, entry.object) == (here.colleague.pk, f"arrival:{one.key}")


def test_taken_up_it_is_a_request_with_its_day_its_channel_and_what_was_said(here: Around) -> None:
    one = came(days_ago=3, officer=here.colleague)
    client = as_(here.colleague)
    check = took_up(client, one, here)
    assert "What came in" not in check.content.decode()
    with acting(Actor(user=here.colleague.pk)):
        assert Arrival.objects.get().state == ArrivalState.WAITING  # until the request is logged
    client.post(check.redirect_chain[-1][0], {})
    with acting(Actor(user=here.colleague.pk)):
        made, arrival = Request.objects.get(), Arrival.objects.get()
        assert (made.channel, made.received_on) == (Channel.PUBLIC, one.received_on)
        assert (made.name, made.contact, made.contact_never) == (
            "Ada Marsh",
            "ada@example.org",
            "My mother’s telephone",
        )
        assert (arrival.state, arrival.request, arrival.settled_by) == (ArrivalState.TAKEN, made, here.colleague)
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        assert Entry.objects.get(verb=Verb.ARRIVAL_TAKEN).object == f"arrival:{one.key}"
    assert "was taken up by Ann Access" in client.get(f"/requests/arrivals/{one.key}/").content.decode()


def test_the_pages_show_beside_their_fields_what_came_in_and_fill_in_what_is_known(here: Around) -> None:
    one = came(officer=here.colleague)
    client = as_(here.colleague)
    who = client.post(f"/requests/arrivals/{one.key}/take/", follow=True)
    assert 'value="Ada Marsh"' in who.content.decode()
    assert "Everything from 2005 to 2012" in who.content.decode()
    assert "Ada" not in who.redirect_chain[-1][0]
    address = who.redirect_chain[-1][0]
    for page in ({"requester": "care_leaver", "name": "Ada Marsh"}, CONTEXT, NO_ORDERS):
        answer = client.post(address, page, follow=True)
        address = answer.redirect_chain[-1][0]
    text = answer.content.decode()
    for part in ("day", "month", "year"):
        assert re.search(rf'name="received_on_{part}"[^>]*value="{getattr(one.received_on, part)}"', text)
    assert "Large print" in text
    assert one.reference in text


def test_once_it_is_a_request_who_cannot_see_that_cannot_see_it(here: Around) -> None:
    one = came(officer=here.colleague)
    client = as_(here.colleague)
    client.post(took_up(client, one, here).redirect_chain[-1][0], {})
    assert (seen(here.colleague), seen(here.reader), seen(here.outsider)) == (1, 1, 0)
    assert as_(here.outsider).get(f"/requests/arrivals/{one.key}/").status_code == 404
    assert as_(here.reader).get(f"/requests/arrivals/{one.key}/").status_code == 200


def test_orders_of_a_court_are_never_taken_from_the_form(here: Around) -> None:
    one = came({**CARE_LEAVER, "orders": "no"}, officer=here.colleague)
    client = as_(here.colleague)
    answer = client.post(f"/requests/arrivals/{one.key}/take/", follow=True)
    for page in ({"requester": "care_leaver", "name": "Ada Marsh"}, CONTEXT):
        answer = client.post(answer.redirect_chain[-1][0], page, follow=True)
    assert "Are there orders of a court" in answer.content.decode()


def test_its_day_stays(here: Around) -> None:
    one = came(days_ago=3, officer=here.colleague)
    client = as_(here.colleague)
    check = took_up(client, one, here, day=today())
    refused = client.post(check.redirect_chain[-1][0], {})
    assert (refused.status_code, "It came in on" in refused.content.decode()) == (422, True)
    with acting(Actor(user=here.colleague.pk)):
        assert not Request.objects.exists()
        assert Arrival.objects.get().state == ArrivalState.WAITING


def test_two_who_take_it_up_log_one_request(here: Around) -> None:
    one = came(officer=here.colleague)
    first, second = as_(here.colleague), as_(here.outsider)
    ready = [(client, took_up(client, one, here).redirect_chain[-1][0]) for client in (first, second)]
    statuses = [client.post(address, {"same_as": "new"}).status_code for client, address in ready]
    assert statuses == [302, 422]
    with acting(Actor(user=here.colleague.pk)):
        assert Request.objects.count() == 1
    with acting(Actor(user=here.outsider.pk)):
        assert not Request.objects.exists()


def test_set_aside_with_a_reason_and_taken_up_all_the_same(here: Around) -> None:
    one = came(officer=here.colleague)
    client, path = as_(here.colleague), f"/requests/arrivals/{one.key}/"
    assert client.post(f"{path}aside/", {"aside": "junk", "why": "no"}).status_code == 422
    assert client.post(f"{path}aside/", {"aside": "nonsense", "why": "It is advertising"}).status_code == 422
    assert client.post(f"{path}aside/", {"aside": "junk", "why": "It is advertising"}).status_code == 302
    assert client.post(f"{path}aside/", {"aside": "junk", "why": "It is advertising"}).status_code == 422
    assert one.reference not in client.get("/requests/arrivals/").content.decode()
    listed = client.get("/requests/arrivals/?aside").content.decode()
    assert (one.reference in listed, "It is advertising" in listed) == (True, True)
    client.post(took_up(client, one, here).redirect_chain[-1][0], {})
    with acting(Actor(user=here.colleague.pk)):
        assert Arrival.objects.get().state == ArrivalState.TAKEN
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        assert Entry.objects.filter(verb=Verb.ARRIVAL_SET_ASIDE).count() == 1


def test_business_support_reads_and_takes_up_but_does_not_set_aside(here: Around) -> None:
    one, support = came(), person(Role.BUSINESS_SUPPORT)
    page = as_(support).get(f"/requests/arrivals/{one.key}/").content.decode()
    assert ("Take it up" in page, "Set it aside" in page) == (True, False)
    for method in ("get", "post"):
        refused = getattr(as_(support), method)(
            f"/requests/arrivals/{one.key}/aside/", {"aside": "junk", "why": "It is advertising"}
        )
        assert refused.status_code == 403
    assert latest(support).state == ArrivalState.WAITING
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        assert Entry.objects.filter(verb=Verb.STEP_REFUSED).count() == 2


def test_what_may_be_the_same_is_pointed_out_and_nothing_more(here: Around) -> None:
    first, second = came(officer=here.colleague), came(officer=here.colleague)
    other = came(MOTHER, officer=here.colleague)
    text = as_(here.colleague).get(f"/requests/arrivals/{second.key}/").content.decode()
    assert first.reference in text
    assert other.reference not in text
    client = as_(here.colleague)
    client.post(took_up(client, first, here).redirect_chain[-1][0], {})
    text = client.get(f"/requests/arrivals/{second.key}/").content.decode()
    assert "Request AR-" in text
    assert "Request AR-" not in as_(here.outsider).get(f"/requests/arrivals/{second.key}/").content.decode()


def test_my_work_says_so_to_who_may(here: Around) -> None:
    assert not [each for each in waits(here.colleague) if each.what.startswith("Take up")]
    came()
    assert waiting(here.colleague, "Take up what came in: 1").pressing is Pressing.NEXT
    came(MOTHER, days_ago=8)
    late = waiting(here.colleague, "Take up what came in: 2")
    assert (late.pressing, late.href) == (Pressing.FIRST, "/requests/arrivals/")
    assert not [each for each in waits(here.reader) if each.what.startswith("Take up")]


def test_nothing_that_came_in_can_be_removed(here: Around) -> None:
    from django.db import DatabaseError, transaction

    came()
    with acting(Actor(user=here.colleague.pk)), pytest.raises(DatabaseError), transaction.atomic():
        Arrival.objects.all().delete()


def test_nobody_hands_in_as_another() -> None:
    """What the database lets nobody add, whatever the application would do."""
    from django.db import DatabaseError, transaction

    from candour.access.arriving import Came, keep

    officer = person(Role.ACCESS_OFFICER)
    wrong = [
        (NOBODY, Channel.EMAIL, None), (NOBODY, Channel.SYSTEM, None), (NOBODY, Channel.PUBLIC, officer),
        (Actor(user=officer.pk), Channel.PUBLIC, officer), (Actor(user=person(Role.READER).pk), Channel.EMAIL, officer),
        (Actor(token=99), Channel.SYSTEM, None), (Actor(token=99), Channel.PUBLIC, None),
    ]  # fmt: skip
    for actor, channel, by in wrong:
        with pytest.raises(DatabaseError), acting(actor), transaction.atomic():
            keep(Came(channel, datetime.now(tz=UTC).date(), "0" * 64, {}, {}), by=by)
    assert seen(officer) == 0
