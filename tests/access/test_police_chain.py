"""The chain of the police: always through the access team, a written request gone through point by point, never directly."""

from __future__ import annotations

import pytest
from tests.access.chain import as_, attempts, page, refused, reviewed, story, takes
from tests.access.desk import POLICE, Desk, nothing_changes, on_day, put_in_force, ready_to_decide
from tests.access.logged import received
from tests.web.people import person, team

from candour.access import searching
from candour.access.answering import begin_release
from candour.access.chains_lists import WRITTEN_REQUEST, points_of
from candour.access.models import Request
from candour.accounts.roles import Role
from candour.engine.errors import BadInput
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, WORKER = Role.ACCESS_OFFICER, Role.PRACTITIONER
GIVE = {"do": "decide", "row": "", "outcome": "give", "why": "It is a reasonable line of enquiry"}


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def written(desk: Desk, made: Request, **other: str) -> dict[str, str]:
    """Every point is there, but for those said otherwise."""
    with acting(Actor(user=desk.who(OFFICER).pk)):
        keys = list(points_of(Request.objects.get(pk=made.pk), WRITTEN_REQUEST))
    told = {f"found_{key}": "there" for key in keys} | {f"words_{key}": "" for key in keys}
    return {**told, "do": "check", "row": "", **other}


def to_decide(desk: Desk) -> Request:
    made = ready_to_decide(desk, desk.request(**POLICE))
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Three volumes")
    return desk.now(made)


@pytest.mark.parametrize("pack", ["england", "devon"])
def test_end_to_end_by_the_access_team(desk: Desk, pack: str) -> None:
    with on_day("2026-03-02"):
        put_in_force(pack)
        officer, made = desk.who(OFFICER), to_decide(desk)
        for step, given in (
            (WRITTEN_REQUEST, written(desk, made)), ("decide", GIVE),
        ):  # fmt: skip
            assert "do not wait for this request" in refused(desk.who(WORKER), made, step, **given)
        takes(officer, made, WRITTEN_REQUEST, **written(desk, made, found_victim_told="not_needed",
              words_victim_told="Nobody is a victim here"))  # fmt: skip
        takes(officer, made, "decide", **GIVE)
        desk.does(OFFICER, begin_release, request=made, recipient="police")
        reviewed(desk.now(made))
        way = {
            "do": "instruct",
            "row": "",
            "to": "DC Oake",
            "what": "The bundle of records",
            "way": "By the evidence portal",
        }
        for role in (WORKER, Role.MANAGER):
            said = refused(desk.who(role), made, "instruct", **way)
            assert "this must not be done" in said
        takes(officer, made, "instruct", **way)
        sent = {"do": "send", "row": "1", "how": "Portal", "on_day": "2", "on_month": "3", "on_year": "2026"}
        refused(desk.who(WORKER), made, "send", **sent)
        refused(desk.who(Role.BUSINESS_SUPPORT), made, "send", **sent)
        takes(officer, made, "send", **sent)
    assert desk.now(made).state == "answered"
    assert {who for who, _ in attempts(made)} == {
        desk.who(each).pk for each in (WORKER, Role.MANAGER, Role.BUSINESS_SUPPORT)
    }
    assert len(attempts(made)) == 12
    assert dict(story(made))["list_checked"] == officer.pk


def test_what_is_missing_is_asked_for_and_holds_back_what_would_be_given(desk: Desk) -> None:
    with on_day("2026-03-02"):
        officer, made = desk.who(OFFICER), to_decide(desk)
        due = desk.now(made).due_on
        assert "Nobody has gone through the written request" in page(officer, made, "decide").content.decode()
        takes(officer, made, WRITTEN_REQUEST, **written(desk, made, found_held="missing", found_necessary="missing"))
        assert "The list, point by point" in page(officer, made).content.decode()
        text = page(officer, made, "decide").content.decode()
        assert "Missing from the written request: why they believe that we hold it" in text
        with nothing_changes():
            assert as_(officer).post(f"/requests/{made.key}/decide/", GIVE).status_code == 422
        form = as_(officer).get(f"/requests/{made.key}/{WRITTEN_REQUEST}/?do=ask").content.decode()
        assert "- Why they believe that we hold it" in form
        asked = {"do": "ask", "row": "", "question": "Why do you believe that we hold it?"}
        today = {"on_day": "2", "on_month": "3", "on_year": "2026"}
        takes(officer, made, WRITTEN_REQUEST, **asked, **today)
        assert desk.now(made).due_on == due  # no source says that the time stands still
        assert "Waiting for the police" in as_(officer).get("/requests/queues/police/?stage=asked").content.decode()
        takes(officer, made, "clarify", do="answer", row="", words="She was looked after by you", **today)
        takes(officer, made, WRITTEN_REQUEST, **written(desk, made))
        takes(officer, made, "decide", **GIVE)


def test_a_refusal_needs_no_complete_request(desk: Desk) -> None:
    made = to_decide(desk)
    takes(desk.who(OFFICER), made, "decide", **{**GIVE, "outcome": "refuse"})


def test_counselling_notes_are_presumed_not_to_be_needed_and_the_page_says_so(desk: Desk) -> None:
    made = desk.request(**POLICE)
    text = page(desk.who(OFFICER), made, WRITTEN_REQUEST).content.decode()
    assert "It is presumed that they are not needed" in text
    assert "To confirm: ask Legal" in text
    answer = as_(desk.who(OFFICER)).post(
        f"/requests/{made.key}/{WRITTEN_REQUEST}/", written(desk, made, found_counselling_notes="not_needed")
    )
    assert answer.status_code == 422
    assert "Say why, in a few words" in answer.content.decode()


def test_another_kind_of_request_has_no_such_list(desk: Desk) -> None:
    made = desk.request()
    assert page(desk.who(OFFICER), made, WRITTEN_REQUEST).status_code in (403, 409)


def test_any_force_goes_to_the_access_team_first(desk: Desk) -> None:
    social = team()
    worker = person(WORKER, team=social)
    with pytest.raises(BadInput, match="cannot handle"):
        received(by=worker, team=social, **{**POLICE, "organisation": "Police Scotland"})
    desk.who(OFFICER)
    made = received(by=worker, team=desk.team, **POLICE)
    assert page(desk.who(OFFICER), made).status_code == 200


def test_the_queue_and_who_sees_it(desk: Desk) -> None:
    made = desk.request(**POLICE, case=None)
    text = as_(desk.who(OFFICER)).get("/requests/queues/police/").content.decode()
    assert made.reference in text
    assert "Written request to check" in text
    assert "share now" in text
    outsider = person(OFFICER, team=team())
    assert made.reference not in as_(outsider).get("/requests/queues/police/").content.decode()
    assert page(outsider, made, WRITTEN_REQUEST).status_code == 404
    assert as_(person(Role.ADMINISTRATOR)).get("/requests/queues/police/").status_code == 403
    assert as_(outsider).post("/requests/queues/police/").status_code == 405


def test_no_request_stands_in_the_way_of_sharing_now(desk: Desk) -> None:
    """Nothing of it is asked, whatever state a request about the same child is in."""
    made = desk.request(**POLICE)
    refused(desk.who(WORKER), made, "decide", **GIVE)
    assert as_(desk.who(WORKER)).get("/requests/share-now/").status_code == 200
