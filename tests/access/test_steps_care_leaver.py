"""A care leaver's request from the day it comes to the complaint, each step by the right role, through the addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from tests.access.desk import Desk, entered
from tests.disclosure.disclosing import checked, office, produced
from tests.web.work import work_off

from candour.access.models import Request, State
from candour.accounts.roles import Role
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER, SUPPORT, MANAGER = Role.ACCESS_OFFICER, Role.BUSINESS_SUPPORT, Role.MANAGER


def day(on: date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_care_leavers_request_from_end_to_end(database: None, tmp_path: Path) -> None:
    here = office(tmp_path)
    desk = Desk(team=here.team, manager=here.manager)
    made = desk.request(case=None, by=SUPPORT, contact_never="the landline")
    day_ = day(today())

    def take(role: Role, step: str, do: str, row: str = "", **given: str) -> Request:
        client = Client()
        client.force_login(desk.who(role))
        page = client.get(f"/requests/{made.key}/{step}/", {"do": do, "row": row})
        assert page.status_code == 200, (step, do, page.content.decode()[:2000])
        answer = client.post(f"/requests/{made.key}/{step}/", {"do": do, "row": row, **given})
        assert answer.status_code == 302, (step, do, " ".join(answer.content.decode().split())[:4000])
        assert client.get(answer["Location"]).status_code == 200
        return desk.now(made)

    take(MANAGER, "route", "confirm")
    take(OFFICER, "search", "case", reference=here.case.reference)
    take(OFFICER, "check_evidence", "asked", "identity", **day_)
    waiting = desk.now(made)
    assert waiting.due_on is None
    take(OFFICER, "check_evidence", "came", "identity", shown_as="Passport, seen by video", **day_)
    take(OFFICER, "check_evidence", "check", "identity", verdict="accepted")
    take(OFFICER, "clarify", "ask", question="Which of the homes do you mean?", **day_)
    take(OFFICER, "clarify", "answer", words="All of them, and the foster carers", **day_)
    take(OFFICER, "extend", "extend", why="Forty volumes on paper", **day(today(), "notice_on"))
    take(SUPPORT, "search", "note", place="The archive", found="Three volumes", **day_)
    take(OFFICER, "search", "review", recipient="K1", part="whole")
    take(OFFICER, "consult", "ask", name="Bea Marsh", about="What she said in 1999", contact="bea@example.org")
    take(OFFICER, "consult", "reply", "1", reply="agrees", words="All of it may go to her")
    take(Role.INFORMATION_GOVERNANCE, "advise", "advise", text="Her own letters go to her")
    decided = take(OFFICER, "decide", "decide", outcome="give", why="It is all about herself")
    assert decided.state == State.DECIDED

    work_off()
    with acting(Actor(user=here.manager.pk)):
        disclosure = Disclosure.objects.select_related("case").get(pk=decided.disclosure_id)
    checked(here, disclosure)
    produced(here, disclosure)

    way = {"to": "Ada Marsh", "what": "Bundle and letter", "way": "By e-mail, code by telephone"}
    take(OFFICER, "instruct", "instruct", **way)
    sent = take(SUPPORT, "send", "send", "1", how="Link and code", **day_)
    assert (sent.state, sent.answered_on) == (State.ANSWERED, today())
    take(SUPPORT, "complain", "log", kind="internal-review", text="You left out my letters", **day_)
    take(SUPPORT, "complain", "acknowledge", "1", **day_)
    take(MANAGER, "review_complaint", "answer", "1", upheld="no", outcome="They were never in the file", **day_)
    done = take(OFFICER, "close", "finish", why="She has all of her records")
    assert done.state == State.CLOSED
    assert done.kept_until is not None
    assert [verb for verb in entered(made) if verb != "request_viewed"] == [
        "request_received", "request_routed", "request_linked", "evidence_asked", "evidence_came", "evidence_checked",
        "clarification_asked", "clarification_answered", "time_extended", "search_noted", "release_begun", "consulted",
        "consultation_answered", "advised", "request_decided", "instructed", "sent_out", "complaint_received",
        "complaint_acknowledged", "complaint_answered", "request_closed",
    ]  # fmt: skip
