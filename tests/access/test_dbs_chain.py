"""The chain of the barring service: logged, allocated, put together, checked, sent; each by who has that part alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from tests.access.chain import as_, attempts, page, produced, refused, reviewed, story, takes
from tests.access.desk import BARRING, on_day
from tests.access.logged import NO_ORDERS, received
from tests.cases.owner import as_owner
from tests.web.people import case, person, team

from candour.access.answering import begin_release
from candour.access.chains_lists import PRESCRIBED, points_of
from candour.access.models import Request
from candour.accounts.roles import Role
from candour.disclosure.models import Hold
from candour.engine.errors import BadInput
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")


class Council:
    """Safer Recruitment handles; the case is that of a social work team, which Safer Recruitment does not see."""

    def __init__(self) -> None:
        self.recruiting, self.social, self.governing = team("Safer Recruitment"), team("North"), team()
        self.recruiter = person(Role.SAFER_RECRUITMENT, team=self.recruiting)
        self.manager = person(Role.MANAGER, team=self.social)
        self.worker = person(Role.PRACTITIONER, team=self.social)
        self.governance = person(Role.INFORMATION_GOVERNANCE, team=self.governing)
        self.case = case(manager=self.manager, teams=(self.social, self.governing))

    def request(self, **more: Any) -> Request:
        with on_day("2026-03-02"):
            return received(
                by=self.recruiter, team=self.recruiting, **{**BARRING, **more}, stated_on=date(2026, 3, 20)
            )  # fmt: skip

    def now(self, made: Request) -> Request:
        with acting(Actor(user=self.recruiter.pk)):
            return Request.objects.get(pk=made.pk)


@pytest.fixture
def council(database: None) -> Council:
    return Council()


def prescribed(council: Council, made: Request, **other: str) -> dict[str, str]:
    with acting(Actor(user=council.governance.pk)):
        keys = list(points_of(Request.objects.get(pk=made.pk), PRESCRIBED))
    told = {f"found_{key}": "there" for key in keys} | {f"words_{key}": "" for key in keys}
    return {**told, "do": "check", "row": "", "only": "on", **other}


def to_the_check(council: Council) -> Request:
    """Logged, allocated, decided and put together by the social work team."""
    made = council.request()
    takes(council.recruiter, made, "route", do="confirm", row="")
    takes(council.recruiter, made, "allocate", do="allocate", row="", team=council.social.key)
    with acting(Actor(user=council.manager.pk)):
        from candour.access.routing import link_case

        link_case(by=council.manager, request=Request.objects.get(pk=made.pk), case=council.case)
    refused(council.manager, made, "check_evidence")
    takes(council.recruiter, made, "check_evidence", do="check", row="dbs_letter", verdict="waived", why="It is here")
    search = {"place": "The case system", "found": "One file", "terms": "", "asked": "", "not_found": "", "limits": ""}
    takes(council.worker, made, "search", do="note", row="", **search, on_day="2", on_month="3", on_year="2026")
    takes(council.worker, made, "decide", do="decide", row="", outcome="give", why="It is what the letter requires")
    takes(council.worker, made, "collate", do="collate", row="", words="Chronology and two assessments")
    with acting(Actor(user=council.governance.pk)):
        begin_release(by=council.governance, request=Request.objects.get(pk=made.pk), recipient="dbs")
    made = council.now(made)
    reviewed(made)
    return made


def test_end_to_end_each_by_who_has_that_part(council: Council) -> None:
    with on_day("2026-03-02"):
        made = to_the_check(council)
        refused(council.manager, made, PRESCRIBED, **prescribed(council, made))
        takes(council.governance, made, PRESCRIBED, **prescribed(council, made))
        passed = {"do": "check", "row": "", "passed": "yes", "words": "Two pages were taken out"}
        takes(council.governance, made, "check_entitlement", **passed)
        way = {
            "do": "instruct",
            "row": "",
            "to": "The service",
            "what": "The bundle of records",
            "way": "By their portal",
        }
        early = as_(council.recruiter).get(f"/requests/{made.key}/send/files/bundle.pdf")
        assert "Nobody has given instructions" in early.content.decode()
        takes(council.governance, made, "instruct", **way)
        fetches_it(council, made)
        for user in (council.worker, council.manager, council.governance):
            assert "replies to" in refused(user, made, "send", do="send", row="1", how="By e-mail")
        sent = {"do": "send", "row": "1", "how": "By their portal", "on_day": "2", "on_month": "3", "on_year": "2026"}
        takes(council.recruiter, made, "send", **sent)
        assert as_(council.recruiter).get(f"/requests/{made.key}/send/files/bundle.pdf").status_code == 403
        followed(council, made)
    assert council.now(made).state == "answered"
    tried = Counter(attempts(made))  # by looking and by trying, and fetching a file of it once
    assert tried == {
        (council.manager.pk, "check_evidence"): 2, (council.manager.pk, PRESCRIBED): 2, (council.worker.pk, "track"): 2,
        **{(user.pk, "send"): 3 for user in (council.worker, council.manager, council.governance)},
    }  # fmt: skip
    who = dict(story(made))
    assert who["bundle_fetched"] == who["receipt_noted"] == council.recruiter.pk
    assert who["list_checked"] == who["entitlement_checked"] == council.governance.pk
    assert (who["sent_out"], who["collated"]) == (council.recruiter.pk, council.worker.pk)


def fetches_it(council: Council, made: Request) -> None:
    """Safer Recruitment gets what was produced, and nothing else: it sees neither the case file nor the review."""
    folder = produced(made, by=council.governance)
    at = f"/requests/{made.key}/send/files"
    text = page(council.recruiter, made).content.decode()
    assert f"{at}/bundle.pdf" in text
    assert as_(council.recruiter).get(f"/cases/{council.case.key}/").status_code == 404
    got = as_(council.recruiter).get(f"{at}/bundle.pdf")
    assert b"".join(got.streaming_content) == b"what was decided to go out"
    for name in ("schedule.csv", "certificate.json", "..%2Fschedule.csv", "secret.pdf"):
        assert as_(council.recruiter).get(f"{at}/{name}").status_code == 404
    for user in (council.worker, council.manager, council.governance):
        assert f"{at}/bundle.pdf" not in page(user, made).content.decode()
        assert as_(user).get(f"{at}/bundle.pdf").status_code == 403
    assert as_(person(Role.SAFER_RECRUITMENT)).get(f"{at}/bundle.pdf").status_code == 404
    assert as_(council.recruiter).post(f"{at}/bundle.pdf").status_code == 405
    with acting(Actor(user=council.governance.pk)):
        hold = Hold.objects.create(
            case=council.case, disclosure_id=made.disclosure_id, reason="An appeal", set_by=council.governance, set_at=now()
        )  # fmt: skip
    held = as_(council.recruiter).get(f"{at}/bundle.pdf")
    assert (held.status_code, "Legal holds the records back" in held.content.decode()) == (403, True)
    assert "Legal holds" in page(council.recruiter, made, "send").content.decode()
    as_owner("update disclosure_hold set lifted_at = now() where id = %s", hold.pk)
    (folder / "send" / "bundle.pdf").write_bytes(b"something else")
    changed = as_(council.recruiter).get(f"{at}/bundle.pdf")
    assert (changed.status_code, "no longer as it was made" in changed.content.decode()) == (403, True)
    (folder / "send" / "bundle.pdf").write_bytes(b"what was decided to go out")
    assert [verb for verb, _ in story(made)].count("bundle_fetched") == 1


def followed(council: Council, made: Request) -> None:
    """It stays in the queue until the service says that it has it; what they ask for after it is a request of its own."""
    queue = "/requests/queues/dbs/"
    line = as_(council.recruiter).get(f"{queue}?stage=receipt").content.decode()
    assert made.reference in line
    assert "Sent, waiting for acknowledgement" in line
    day = {"on_day": "2", "on_month": "3", "on_year": "2026"}
    refused(council.worker, made, "track", do="receipt", row="1", how="By e-mail", **day)
    takes(council.recruiter, made, "track", do="receipt", row="1", how="Their portal says so", **day)
    assert made.reference not in as_(council.recruiter).get(queue).content.decode()
    assert "They have had it since 2 March 2026" in page(council.recruiter, made).content.decode()
    takes(council.recruiter, made, "track", do="further", row="", wants="The minutes of 2015 as well", **day)
    with acting(Actor(user=council.recruiter.pk)):
        more = Request.objects.get(follows=made.pk)
    assert (more.requester, more.about, more.wants) == ("dbs", made.about, "The minutes of 2015 as well")
    assert made.reference in page(council.recruiter, more).content.decode()
    assert more.reference in page(council.recruiter, made).content.decode()


def test_nothing_goes_out_before_the_list_was_gone_through(council: Council) -> None:
    with on_day("2026-03-02"):
        made = to_the_check(council)
        takes(
            council.governance,
            made,
            "check_entitlement",
            do="check",
            row="",
            passed="yes",
            words="I looked at all of it",
        )
        answer = page(council.governance, made, "instruct")
        assert answer.status_code == 409
        assert "Nobody has gone through the list of what may be given" in answer.content.decode()
        for wrong in ({"only": ""}, {"found_harm": ""}, {"found_harm": "not_needed"}):
            answer = as_(council.governance).post(
                f"/requests/{made.key}/{PRESCRIBED}/", prescribed(council, made, **wrong)
            )
            assert answer.status_code == 422
        takes(council.governance, made, PRESCRIBED, **prescribed(council, made, found_harm="missing"))
        assert page(council.governance, made, "instruct").status_code == 200


def test_the_queue_tells_stage_days_and_who_has_it(council: Council) -> None:
    made = council.request()
    with on_day("2026-03-05"):
        text = as_(council.recruiter).get("/requests/queues/dbs/").content.decode()
        assert "To allocate" in text
        assert made.reference in text
        assert "20 Mar 2026" in text
        assert "15 days left" in text
        takes(council.recruiter, made, "allocate", do="allocate", row="", team=council.social.key)
    with on_day("2026-03-09"):
        line = as_(council.recruiter).get("/requests/queues/dbs/?stage=team").content.decode()
        assert "North" in line
        assert ">4</td>" in line
        assert (
            "None is in this stage" in as_(council.recruiter).get("/requests/queues/dbs/?stage=send").content.decode()
        )


def test_the_allocated_team_sees_its_own_only(council: Council) -> None:
    theirs, other = council.request(), council.request(about="Ben Oakes")
    takes(council.recruiter, theirs, "allocate", do="allocate", row="", team=council.social.key)
    text = as_(council.worker).get("/requests/queues/dbs/").content.decode()
    assert theirs.reference in text
    assert other.reference not in text
    assert page(council.worker, other).status_code == 404
    assert "No such request waits" in as_(person(Role.PRACTITIONER)).get("/requests/queues/dbs/").content.decode()


def test_it_goes_to_a_team_with_somebody_of_safer_recruitment(council: Council) -> None:
    with pytest.raises(BadInput, match="cannot handle") as caught:
        received(by=council.worker, team=council.social, **BARRING)
    assert "Safer Recruitment" in str(caught.value)
    made = received(by=council.worker, team=council.recruiting, **BARRING, facts=NO_ORDERS)
    assert page(council.recruiter, made).status_code == 200
