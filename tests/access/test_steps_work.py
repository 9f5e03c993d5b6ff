"""The pages of the work on a request: searches, others who are asked, advice, decision, what goes out and its end."""

from __future__ import annotations

import pytest
from tests.access.desk import BARRING, FREEDOM, GUARDIAN, Desk, entered, nothing_changes, ready_to_decide
from tests.access.stepping import as_, at, day, take, text
from tests.cases.places import registered
from tests.web.people import person

from candour.access import deciding, routing, searching
from candour.access.models import Outcome, Request, State
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, LAWYER = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.LAWYER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


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
