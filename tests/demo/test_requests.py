"""The demonstration's requests: every kind of route and every state, by the right people, on days before today."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.owner import as_owner
from tests.demo.council import governed

from candour.access.models import Request, State
from candour.access.policies import answer_for, route_of
from candour.demo import arrivals, authority, keeping, requests
from candour.demo.authority import PEOPLE, somebody
from candour.demo.letters import views
from candour.ledger import checking
from candour.ledger.acting import Actor, acting
from candour.policy.vocabulary import ROUTE_KINDS

pytestmark = pytest.mark.usefixtures("database")


def logged() -> dict[int, tuple[str, str, object]]:
    return {row[0]: row[1:] for row in as_owner("select id, name, state, due_on from access_request order by id")}


def test_every_kind_in_every_state_once_and_opened_by_whoever_sees_it(tmp_path: Path) -> None:
    with governed(tmp_path / "home"):
        authority.load()
        authority.receive(folder=tmp_path / "families", later=False)
        keeping.keep()
        requests.begin()
        arrivals.come_in()
        there, steps = logged(), as_owner("select count(*) from access_step")
        assert len(there) == len(requests.plan())
        assert {state for _, state, _ in there.values()} == set(State)
        requests.begin()  # nothing twice
        arrivals.come_in()
        assert (logged(), as_owner("select count(*) from access_step")) == (there, steps)
        assert checking.broken(using="owner") == []
        _kinds()
        _came_in()
        _letters()
        _at_every_clock()
        _pages()


def _seen(name: str) -> list[Request]:
    with acting(Actor(user=somebody(name).pk)):
        return list(Request.objects.order_by("pk"))


def _kinds() -> None:
    kinds = Counter[str]()
    for each in _everything():
        route = route_of(each)
        kinds[route.kind if route else ""] += 1
    assert set(kinds) == {*ROUTE_KINDS, ""}
    waiting = next(each for each in _everything() if not each.route)
    assert [ask.fact for ask in answer_for(waiting).asks if ask.decides] == ["case"]
    assert {each.pack_name for each in _everything()} == {"mosswick"}


def _everything() -> list[Request]:
    found = {each.pk: each for person in PEOPLE for each in _seen(person.name)}
    assert len(found) == len(requests.plan())
    return list(found.values())


def _came_in() -> None:
    assert as_owner("select channel, count(*) from access_arrival where state = 'waiting' group by 1 order by 1") == [
        ("email", 2), ("public", 2),
    ]  # fmt: skip
    shared = "select late, looked_at is not null from access_shared_now order by shared_at"
    assert as_owner(shared) == [(True, False), (False, True)]


def _letters() -> None:
    """Drafts, and those that were finished; by post and by e-mail."""
    latest = "select distinct on (key) key, finished from access_letter order by key, version desc"
    found = as_owner(f"select finished, count(*) from ({latest}) each group by 1 order by 1")
    assert found == [(False, 2), (True, 5)]
    assert as_owner("select count(*) from access_letter_posted") == [(4,)]
    assert as_owner("select outcome from access_letter_mail") == [("sent",)]
    views()
    views()
    assert as_owner("select name, wanted from access_saved_view order by name") == [
        ("Overdue or soon due", {"due": "at_risk"}), ("Police, not answered yet", {"kind": "police"}),
    ]  # fmt: skip


def _at_every_clock() -> None:
    waiting = "from access_request where state in ('open', 'decided')"
    for such in (
        f"{waiting} and due_on < current_date",
        f"{waiting} and due_on between current_date and current_date + 7",
        f"{waiting} and due_on is null and id in (select request_id from access_clarification where answered_on is null)",
        f"{waiting} and due_on is null and id in (select request_id from access_evidence where came_on is null)",
        "from access_extension",
        "from access_consultation where reply = ''",
        "from access_complaint where answered_on is null and kind = 'complaint'",
        "from access_complaint where answered_on is null and kind = 'internal-review'",
        "from access_complaint where answered_on is not null",
        "from access_instruction where sent_on is null and withdrawn_at is null",
        "from access_advice where legal and not allows",
        "from access_decision where outcome = 'refuse'",
        "from access_point where found = 'missing'",
    ):
        assert as_owner(f"select count(*) {such}")[0][0] >= 1, such


def _pages() -> None:
    for each in PEOPLE:
        client = Client()
        client.force_login(somebody(each.name))
        seen = _seen(each.name)
        for request in seen[:: max(1, len(seen) // 4)]:
            assert client.get(reverse("access:request", args=[request.key])).status_code in (200, 403), each.name
        assert client.get(reverse("access:list")).status_code in (200, 403), each.name
