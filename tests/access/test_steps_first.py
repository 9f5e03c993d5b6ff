"""The pages of the first steps: the route, the case file, safe contact, evidence, what is meant, and more time."""

from __future__ import annotations

import pytest
from tests.access.desk import BARRING, FREEDOM, Desk, nothing_changes, on_day
from tests.access.stepping import as_, at, day, take, text

from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, LAWYER = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.LAWYER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def test_the_route_is_confirmed_and_what_is_known_is_changed(desk: Desk) -> None:
    made = desk.request()
    page = text(as_(desk.who(Role.MANAGER)).get(at(made, "route", do="confirm")))
    assert "Care leaver" in page
    assert "This is the route" in page
    answer = take(desk, Role.MANAGER, made, "route", "confirm")
    assert (answer.status_code, answer["Location"]) == (302, f"/requests/{made.key}/")
    assert desk.now(made).routed_at is not None
    again = as_(desk.who(Role.MANAGER)).get(at(made, "route", do="confirm"))
    assert (again.status_code, "confirmed already" in text(again)) == (409, True)
    with nothing_changes():
        wrong = take(desk, Role.MANAGER, made, "route", "facts", order="none", why="")
        assert (wrong.status_code, "There is a problem" in text(wrong)) == (422, True)
        both = as_(desk.who(Role.MANAGER)).post(
            at(made, "route"), {"do": "facts", "order": ["none", "adoption"], "why": "The order is in the file"}
        )
        assert (both.status_code, "Choose “None” alone" in text(both)) == (422, True)
        short = take(desk, Role.MANAGER, made, "route", "facts", order="none", why="so")
        assert (short.status_code, "few words" in text(short)) == (422, True)
    take(desk, Role.MANAGER, made, "route", "facts", order="adoption", why="The order is in the file")
    assert (desk.now(made).route, desk.now(made).routed_at) == ("adoption", None)


def test_a_case_file_is_linked_by_its_reference(desk: Desk) -> None:
    made, hidden = desk.request(case=None), Desk()
    for reference in (hidden.case.reference, "C-none"):
        with nothing_changes():
            answer = take(desk, OFFICER, made, "search", "case", reference=reference)
        assert (answer.status_code, "that you may see" in text(answer)) == (422, True)
    assert take(desk, OFFICER, made, "search", "case", reference=desk.case.reference).status_code == 302
    assert desk.now(made).case_id == desk.case.pk


def test_safe_contact_the_named_day_and_opening_again(desk: Desk) -> None:
    made = desk.request(**BARRING, by=Role.SAFER_RECRUITMENT)
    safe = {"way": "post", "contact": "c/o the library", "never": ""}
    assert take(desk, Role.MANAGER, made, "route", "contact", **safe).status_code == 403
    assert take(desk, Role.SAFER_RECRUITMENT, made, "route", "contact", **safe).status_code == 302
    assert (
        take(desk, Role.SAFER_RECRUITMENT, made, "route", "day", why="Their letter says so", **day()).status_code == 302
    )
    assert desk.now(made).due_on is not None
    reopen = as_(desk.who(Role.SAFER_RECRUITMENT)).get(at(made, "route", do="reopen"))
    assert (reopen.status_code, "only while it is decided" in text(reopen)) == (409, True)


def test_evidence_is_asked_for_comes_and_is_checked(desk: Desk) -> None:
    made = desk.request()
    page = text(as_(desk.who(OFFICER)).get(at(made, "check_evidence")))
    assert "Who they are" in page
    step = ("check_evidence", "identity")
    assert take(desk, OFFICER, made, step[0], "asked", step[1], **day()).status_code == 302
    assert desk.now(made).due_on is None
    shown = {"shown_as": "Passport, seen by video"}
    assert take(desk, OFFICER, made, step[0], "came", step[1], **shown, **day()).status_code == 302
    with nothing_changes():
        wrong = take(desk, OFFICER, made, step[0], "check", step[1], verdict="refused")
        assert (wrong.status_code, "few words" in text(wrong)) == (422, True)
        odd = take(desk, OFFICER, made, step[0], "came", step[1], on_day="31", on_month="2", on_year="2026", **shown)
        assert (odd.status_code, "Give a day" in text(odd)) == (422, True)
    assert take(desk, OFFICER, made, step[0], "check", step[1], verdict="accepted").status_code == 302
    with acting(Actor(user=desk.who(OFFICER).pk)):
        row = made.evidences.get()
    assert (row.verdict, row.checked_by_id) == ("accepted", desk.who(OFFICER).pk)


def test_every_item_is_shown_as_it_stands_and_alternatives_are_told(desk: Desk) -> None:
    made = desk.request(requester="cafcass", context="section_7_closed", name="Gil Ward")
    take(desk, OFFICER, made, "check_evidence", "came", "court_order", shown_as="Sealed order", **day())
    page = text(as_(desk.who(OFFICER)).get(at(made, "check_evidence")))
    for told in ("Sealed order", "To be looked at", "one of these is enough", "Not asked for yet", "Either", "Or"):
        assert told in page, told


def test_a_route_on_which_nothing_has_to_be_shown_says_so(desk: Desk) -> None:
    answer = as_(desk.who(OFFICER)).get(at(desk.request(**FREEDOM), "check_evidence"))
    assert (answer.status_code, "Nothing has to be shown" in text(answer)) == (409, True)


def test_a_question_and_its_answer(desk: Desk) -> None:
    made = desk.request()
    early = as_(desk.who(OFFICER)).get(at(made, "clarify", do="answer"))
    assert (early.status_code, "No question is open" in text(early)) == (409, True)
    asked = {"question": "Which years do you mean?", **day()}
    assert take(desk, OFFICER, made, "clarify", "ask", **asked).status_code == 302
    late = take(desk, OFFICER, made, "clarify", "ask", **asked)
    assert (late.status_code, "A question is open" in text(late)) == (409, True)
    page = as_(desk.who(OFFICER)).get(at(made, "clarify"))  # the one thing that can be done
    assert (page.status_code, "Which years do you mean?" in text(page)) == (200, True)
    assert take(desk, OFFICER, made, "clarify", "answer", words="All of the years", **day()).status_code == 302


def test_the_page_shows_the_effect_of_more_time_before_it_is_saved(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    with on_day("2026-03-20"):
        page = text(as_(desk.who(OFFICER)).get(at(made, "extend")))
        for told in ("2 April 2026", "2 June 2026", "if they are told today"):
            assert told in page
    with on_day("2026-04-10"):
        assert "too late to tell them today" in text(as_(desk.who(OFFICER)).get(at(made, "extend")))
        notice = {"notice_on_day": "20", "notice_on_month": "3", "notice_on_year": "2026"}
        why = "Forty volumes on paper"
        with nothing_changes():
            late = take(desk, OFFICER, made, "extend", "extend", why=why, **day("notice_on"))
        assert (late.status_code, "came too late" in text(late)) == (422, True)
        assert take(desk, OFFICER, made, "extend", "extend", why=why, **notice).status_code == 302
        again = as_(desk.who(OFFICER)).get(at(made, "extend"))
        assert (again.status_code, "lengthened already" in text(again)) == (409, True)
