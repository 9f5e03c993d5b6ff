"""Due to be destroyed, page by page: who sees the lists, what they say, and both people's buttons."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.access.desk import Desk
from tests.access.outlived import SECOND, WHY, closed, handed_in, shared
from tests.access.people_of import as_
from tests.cases.owner import as_owner
from tests.web.people import person, team

from candour.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("database")
AT = "/requests/due-to-be-destroyed/"
REQUESTS = f"{AT}?of=request"
PAGES = (REQUESTS, f"{AT}?of=arrival", f"{AT}?of=sharing", f"{AT}proposed/", f"{AT}held/")
HOLD = "child_sexual_abuse_inquiry"


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def ticks(client: Client, at: str) -> list[str]:
    return re.findall(r'name="things" value="([^"]+)"', client.get(at).content.decode())


def test_who_opens_them_and_that_they_name_nobody(desk: Desk) -> None:
    made, _, _ = closed(desk), handed_in(desk), shared(desk)
    for path in PAGES:
        for role in (Role.MANAGER, SECOND):
            assert as_(desk.who(role)).get(path).status_code == 200
        for role in (Role.ACCESS_OFFICER, Role.PRACTITIONER, Role.READER, Role.LAWYER):
            assert as_(desk.who(role)).get(path).status_code == 403
            assert as_(desk.who(role)).post(path, {"do": "propose"}).status_code == 403
        assert Client().get(path).status_code == 302
        assert as_(desk.who(SECOND)).put(path).status_code == 405
        text = as_(desk.who(SECOND)).get(path).content.decode()
        assert not re.search(r"Ada|Marsh|Pike", text)
    assert as_(desk.who(SECOND)).get(f"{AT}?of=case").status_code == 404
    outside = as_(person(SECOND, team=team()))
    assert ticks(outside, REQUESTS) == ticks(outside, PAGES[2]) == []
    assert made.reference in as_(desk.who(SECOND)).get(AT).content.decode()
    assert "due to be destroyed" in as_(desk.who(SECOND)).get("/requests/").content.decode()
    assert "due to be destroyed" not in as_(desk.who(Role.ACCESS_OFFICER)).get("/requests/").content.decode()


def test_one_proposes_the_other_says_how_many_and_what_is_held_stays(desk: Desk) -> None:
    first, second = as_(desk.who(Role.MANAGER)), as_(desk.who(SECOND))
    requests = [closed(desk), closed(desk), closed(desk)]
    keys = ticks(first, AT)
    assert keys == [each.key for each in requests]
    for wrong in (
        {"things": keys, "reason": WHY}, {"things": [], "reason": WHY, "not_covered": HOLD},
        {"things": keys, "reason": "old", "not_covered": HOLD}, {"things": ["other"], "reason": WHY, "not_covered": HOLD},
    ):  # fmt: skip
        answer = first.post(AT, {"do": "propose", **wrong})
        assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True), wrong
    assert first.post(AT, {"do": "hold", "reason": WHY}).content.decode().count("Tick at least one line") == 2
    answer = first.post(AT, {"do": "hold", "things": keys[:1], "reason": "Legal may need this"}, follow=True)
    assert "It is held" in answer.content.decode()
    first.post(AT, {"do": "propose", "things": keys[1:], "reason": WHY, "not_covered": HOLD})
    assert ticks(first, AT) == []
    waiting = ticks(second, f"{AT}proposed/")
    assert len(waiting) == 2
    text = second.get(f"{AT}proposed/").content.decode()
    assert (WHY in text, "National inquiries into child sexual abuse" in text) == (True, True)
    own = first.post(f"{AT}proposed/", {"do": "approve", "things": waiting, "many": "2"})
    assert (own.status_code, "You proposed this yourself" in own.content.decode()) == (422, True)
    for many in ("", "1", "x"):
        assert second.post(f"{AT}proposed/", {"do": "approve", "things": waiting, "many": many}).status_code == 422
    assert as_owner("select count(*) from access_request") == [(3,)]
    second.post(f"{AT}proposed/", {"do": "withdraw", "things": waiting[1:], "reason": "The school has asked"})
    done = second.post(f"{AT}proposed/", {"do": "approve", "things": waiting[:1], "many": "1"}, follow=True)
    assert "It is destroyed" in done.content.decode()
    assert second.get(f"/requests/{keys[1]}/").status_code == 404
    assert ticks(first, AT) == keys[2:]
    (hold,) = ticks(first, f"{AT}held/")
    assert "Legal may need this" in first.get(f"{AT}held/").content.decode()
    first.post(f"{AT}held/", {"things": [hold], "reason": "Legal does not need it"})
    assert ticks(first, AT) == [keys[0], keys[2]]
    ledger = as_(person(Role.AUDITOR)).get("/ledger/").content.decode()
    assert f"destroyed, as the second person, {requests[1].reference}" in ledger
