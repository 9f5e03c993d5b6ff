"""The page of a step: who may open it, what it shows, what it does, and what it says where the step cannot be taken."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.access.desk import BARRING, FREEDOM, GUARDIAN, Desk, entered, nothing_changes, ready_to_decide
from tests.cases.places import registered
from tests.web.people import person, team

from candour.access import clarifying, deciding, routing, searching
from candour.access.models import Outcome, Request, State
from candour.access.views.steps import STEPS
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, LAWYER = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.LAWYER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(made: Request, step: str, **told: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in told.items())
    return f"/requests/{made.key}/{step}/" + (f"?{asked}" if asked else "")


def day(name: str = "on") -> dict[str, str]:
    from candour.ledger.clock import today

    now = today()
    return {f"{name}_day": str(now.day), f"{name}_month": str(now.month), f"{name}_year": str(now.year)}


def take(desk: Desk, role: Role, made: Request, step: str, do: str, row: str = "", **given: str) -> HttpResponse:
    return as_(desk.who(role)).post(at(made, step), {"do": do, "row": row, **given})


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_who_may_open_the_page_of_a_step(desk: Desk) -> None:
    made, address = desk.request(), ""
    address = at(made, "route")
    assert as_(desk.who(OFFICER)).get(address).status_code == 200
    assert as_(desk.manager).get(address).status_code == 200  # manages the case
    assert as_(desk.who(Role.PRACTITIONER)).get(address).status_code == 200
    reader = as_(desk.who(Role.READER)).get(address)
    assert reader.status_code == 403
    assert "These roles may" in text(reader)
    outsider = as_(person(Role.MANAGER, team=team()))
    assert outsider.get(address).status_code == outsider.get("/requests/none_at_all/route/").status_code == 404
    away = Client().get(address)
    assert (away.status_code, away["Location"].startswith("/sign-in/")) == (302, True)
    for method in ("put", "delete", "patch"):
        assert getattr(as_(desk.who(OFFICER)), method)(address).status_code == 405


def test_only_duties_of_the_pack_that_are_steps_have_a_page(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    for step in ("receive", "sign_minutes", "send_minutes", "moonwalk", "Route"):
        assert client.get(at(made, step)).status_code == 404, step


def test_what_was_chosen_has_to_belong_to_the_request(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    for step, do, row in (
        ("route", "elope", ""), ("check_evidence", "came", "moonstone"), ("consult", "reply", "1"), ("send", "send", "1"),
        ("review_complaint", "answer", "1"), ("complain", "acknowledge", "7"), ("check_evidence", "came", ""),
    ):  # fmt: skip
        by = client if step != "review_complaint" else as_(desk.who(Role.MANAGER))
        for answer in (by.get(at(made, step, do=do, row=row)), by.post(at(made, step), {"do": do, "row": row})):
            assert answer.status_code == 404, (step, do, row)
    with nothing_changes():
        answer = client.post(at(made, "route"), {})
    assert (answer.status_code, "Nothing was chosen" in text(answer)) == (400, True)


def test_another_request_of_the_same_person_is_not_worked_on_by_its_row(desk: Desk) -> None:
    made, other = desk.request(), desk.request()
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=other, **asked)
    with nothing_changes():
        answer = take(desk, OFFICER, made, "consult", "reply", "1", reply="agrees", words="She says yes to all")
    assert answer.status_code == 404


def test_looking_at_a_step_is_entered_once(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    client.get(at(made, "route"))
    client.get(at(made, "search"))
    assert entered(made) == ["request_received", "request_viewed"]


def test_a_refused_step_is_entered_and_nothing_changed(desk: Desk) -> None:
    made = desk.request()
    with nothing_changes():
        answer = take(desk, Role.BUSINESS_SUPPORT, made, "route", "confirm")
    assert answer.status_code == 403
    assert "confirm the route" in text(answer)
    assert entered(made) == ["request_received", "step_refused"]


def test_whoever_is_barred_from_the_case_finds_no_step(desk: Desk) -> None:
    made, aunt = desk.request(), desk.who(Role.MANAGER)
    with acting(Actor(user=desk.manager.pk)):
        cases.bar(by=desk.manager, case=desk.case, user=aunt, reason="She is the child's aunt")
    with nothing_changes():
        for step in STEPS:
            assert as_(aunt).get(at(made, step)).status_code == 404
            assert as_(aunt).post(at(made, step), {"do": "confirm"}).status_code == 404
    assert entered(made) == ["request_received"]


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
    from tests.access.desk import on_day

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


def test_a_search_is_noted_and_a_review_needs_a_case_file(desk: Desk) -> None:
    made = desk.request(case=None)
    found = {"place": "The archive", "found": "Three volumes", **day()}
    assert take(desk, Role.BUSINESS_SUPPORT, made, "search", "note", **found).status_code == 302
    answer = as_(desk.who(OFFICER)).get(at(made, "search", do="review"))
    assert (answer.status_code, "no case file that you may see" in text(answer)) == (409, True)
    assert as_(desk.who(Role.PRACTITIONER)).get(at(made, "search", do="review")).status_code == 404
    assert as_(desk.who(OFFICER)).get(at(desk.request(**FREEDOM), "search", do="review")).status_code == 404


def test_only_who_may_receive_on_the_route_can_be_chosen(desk: Desk) -> None:
    made, guardian = desk.request(), desk.request(**GUARDIAN)
    early = as_(desk.who(OFFICER)).get(
        at(desk.request(requester="parent", context="childs_records"), "search", do="review")
    )
    assert (early.status_code, "register whoever asks" in text(early)) == (409, True)
    registered(desk.case, "K1", "Ada Marsh", "subject")
    registered(desk.case, "K2", "Dr Imani Field", "social_worker")
    own = text(as_(desk.who(OFFICER)).get(at(made, "search", do="review")))
    assert "Ada Marsh, subject" in own
    assert "The court" not in own
    page = text(as_(desk.who(OFFICER)).get(at(guardian, "search", do="review")))
    assert "The children’s guardian" in page
    assert "Ada Marsh, subject" not in page
    with nothing_changes():
        assert take(desk, OFFICER, guardian, "search", "review", recipient="K1", part="whole").status_code == 422
    assert take(desk, OFFICER, guardian, "search", "review", recipient="guardian", part="whole").status_code == 302
    assert entered(guardian)[-1] == "release_begun"


def test_others_are_asked_or_not_asked_reminded_and_answer(desk: Desk) -> None:
    made = desk.request()
    who = {"name": "Bea Marsh", "about": "What she said in 1999"}
    assert take(desk, OFFICER, made, "consult", "ask", **who, contact="bea@example.org").status_code == 302
    why = {"name": "Her stepfather", "about": "Where he was living", "not_asked": "She is in danger from him"}
    assert take(desk, OFFICER, made, "consult", "not_asked", **why).status_code == 302
    page = text(as_(desk.who(OFFICER)).get(at(made, "consult")))
    assert "Bea Marsh" in page
    assert "Nobody waits for an answer of theirs" in page
    assert take(desk, OFFICER, made, "consult", "remind", "1").status_code == 302
    assert take(desk, OFFICER, made, "consult", "remind", "1").status_code == 409
    said = {"reply": "objects", "words": "Not her own letters"}
    assert take(desk, OFFICER, made, "consult", "reply", "1", **said).status_code == 302
    assert take(desk, OFFICER, made, "consult", "reply", "2", **said).status_code == 409
    early = take(desk, OFFICER, made, "consult", "reply", "1", reply="none", words="No answer by telephone")
    assert early.status_code == 409


def test_what_is_missing_is_listed_and_nothing_can_be_given_meanwhile(desk: Desk) -> None:
    made = desk.request()
    first = as_(desk.who(OFFICER)).get(at(made, "decide"))
    assert (first.status_code, "Nobody has confirmed the route" in text(first)) == (409, True)
    desk.does(Role.MANAGER, routing.confirm, request=made)
    page = text(as_(desk.who(OFFICER)).get(at(made, "decide")))
    assert "Not shown yet: Who they are." in page
    assert 'value="give"' not in page
    assert 'value="refuse"' in page
    with nothing_changes():
        assert take(desk, OFFICER, made, "decide", "decide", outcome="give", why="All about herself").status_code == 422
    searched(desk, ready_to_decide(desk, made))
    assert 'value="give"' in text(as_(desk.who(OFFICER)).get(at(made, "decide")))
    given = take(desk, OFFICER, made, "decide", "decide", outcome="give", why="It is all about herself")
    assert given.status_code == 302
    assert desk.now(made).state == State.DECIDED


def searched(desk: Desk, made: Request) -> Request:
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Three volumes")
    return made


def test_who_is_entitled_cannot_be_refused(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request(**GUARDIAN)))
    page = text(as_(desk.who(Role.MANAGER)).get(at(made, "decide")))
    assert 'value="refuse"' not in page
    assert "nobody can refuse it" in page
    with nothing_changes():
        answer = take(desk, Role.MANAGER, made, "decide", "decide", outcome="refuse", why="They may not have it")
    assert answer.status_code == 422


def test_advice_legal_advice_and_the_second_look(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request(facts={"order": ("non_molestation",)})))
    assert "Non-molestation order" in text(as_(desk.who(LAWYER)).get(at(made, "advise_legally")))
    legal = {"allows": "yes", "text": "Only by his solicitor"}
    assert take(desk, LAWYER, made, "advise_legally", "advise", **legal).status_code == 302
    assert take(desk, GOVERNANCE, made, "advise", "advise", text="I would give all of it").status_code == 302
    other = person(GOVERNANCE, team=desk.team)
    check = {"do": "check", "row": "", "passed": "no", "words": "Page nine is about others"}
    assert as_(other).post(at(made, "check_entitlement"), check).status_code == 302
    with acting(Actor(user=other.pk)):
        assert made.advices.get(legal=True).allows is True
        assert made.entitlements.get().passed is False


def test_allocating_and_putting_together(desk: Desk) -> None:
    made = desk.request(**BARRING, by=Role.SAFER_RECRUITMENT)
    early = as_(desk.who(Role.PRACTITIONER)).get(at(made, "collate"))
    assert (early.status_code, "allocated to no team yet" in text(early)) == (409, True)
    to = {"team": str(desk.team.key)}
    assert take(desk, Role.SAFER_RECRUITMENT, made, "allocate", "allocate", **to).status_code == 302
    words = {"words": "Chronology and two assessments"}
    assert take(desk, Role.PRACTITIONER, made, "collate", "collate", **words).status_code == 302
    assert entered(made)[-1] == "collated"


def test_instructions_sending_complaint_and_closing(desk: Desk) -> None:
    made = ready_to_decide(desk, desk.request(contact_never="the landline"))
    early = as_(desk.who(OFFICER)).get(at(made, "instruct"))
    assert (early.status_code, "Nothing was decided" in text(early) or "only while" in text(early)) == (409, True)
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
    nobody = as_(desk.who(Role.BUSINESS_SUPPORT)).get(at(made, "send"))
    assert (nobody.status_code, "Nobody has given instructions" in text(nobody)) == (409, True)
    page = text(as_(desk.who(OFFICER)).get(at(made, "instruct")))
    assert "Never use" in page
    assert 'value="By e-mail: ada@example.org"' in page
    way = {"what": "The letter of today", "to": "Ada Marsh", "way": "By e-mail to ada@example.org"}
    for _ in range(2):
        assert take(desk, OFFICER, made, "instruct", "instruct", **way).status_code == 302
    assert take(desk, OFFICER, made, "instruct", "withdraw", "1", why="It was given twice over").status_code == 302
    assert take(desk, Role.BUSINESS_SUPPORT, made, "send", "send", "1", how="E-mail", **day()).status_code == 404
    assert take(desk, Role.BUSINESS_SUPPORT, made, "send", "send", "2", how="E-mail", **day()).status_code == 302
    assert desk.now(made).state == State.ANSWERED
    said = {"kind": "complaint", "text": "You left out my letters", **day()}
    assert take(desk, Role.BUSINESS_SUPPORT, made, "complain", "log", **said).status_code == 302
    assert take(desk, Role.BUSINESS_SUPPORT, made, "complain", "acknowledge", "1", **day()).status_code == 302
    block = as_(desk.who(OFFICER)).get(at(made, "close", do="finish"))
    assert (block.status_code, "complaint about it is not answered" in text(block)) == (409, True)
    done = {"upheld": "yes", "outcome": "The letters are hers", **day()}
    assert take(desk, Role.MANAGER, made, "review_complaint", "answer", "1", **done).status_code == 302
    assert as_(desk.who(Role.MANAGER)).get(at(made, "review_complaint")).status_code == 409
    assert take(desk, OFFICER, made, "close", "finish", why="She has what there is").status_code == 302
    assert desk.now(made).state == State.CLOSED


def test_what_the_service_refuses_is_said_in_the_form(desk: Desk) -> None:
    made = desk.request()
    desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    with nothing_changes():
        answer = take(desk, OFFICER, made, "close", "withdrawn", why="no")
    assert (answer.status_code, "few words" in text(answer), "govuk-error-summary" in text(answer)) == (422, True, True)


def test_no_row_of_the_database_stands_in_an_address_of_a_step(desk: Desk) -> None:
    made = desk.request()
    for _ in range(2):
        desk.request()
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=desk.request(), **asked)
    desk.does(OFFICER, searching.consult, request=made, **asked)
    page = text(as_(desk.who(OFFICER)).get(at(made, "consult")))
    assert "do=remind&amp;row=1" in page
