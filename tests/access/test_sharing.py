"""Sharing that cannot wait: never refused, noted afterwards, marked late when it comes late, and looked at by a manager."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from tests.cases.owner import as_owner
from tests.cases.places import Place, place
from tests.web.people import days, person, team

from candour.access.shared_now import SharedNow
from candour.accounts.models import User
from candour.accounts.roles import MAY, Act, Role
from candour.cases.services import bar, grant
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import LONDON, now, standing_at
from candour.site.my_work import my_work

pytestmark = pytest.mark.usefixtures("database")
AT = "/requests/share-now/"


@pytest.fixture
def here(database: None) -> Place:
    return place()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def note(*, ago: timedelta = timedelta(minutes=20), **more: Any) -> dict[str, Any]:
    when = (now() - ago).astimezone(LONDON)
    return {
        "context": "missing_child", "with_whom": "Sergeant Pike", "agency": "Avon Police", "case_file": "",
        "child": "Ada Marsh", "what": "Where she went last time, and her friends", "why": "To find her tonight",
        "how": "phone", "shared_on_day": when.day, "shared_on_month": when.month, "shared_on_year": when.year,
        "shared_time": f"{when:%H:%M}", "team": "", **more,
    }  # fmt: skip


def noted(client: Client, **given: Any) -> str:
    """Where the note stands."""
    answer = client.post(AT, note(**given))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def waiting(user: User) -> list[str]:
    with acting(Actor(user=user.pk)):
        return [row.it.href for group in my_work(user, at_most=None) for row in group.shown if "shared" in row.it.what]


def test_the_page_says_to_share_now_and_what_for() -> None:
    text = as_(person(Role.PRACTITIONER)).get(AT).content.decode()
    assert "Do not wait for a request, a form, consent or anybody’s approval" in text
    for context in ("Strategy discussion", "Section 47 enquiry", "Missing child", "Risk to life"):
        assert context in text
    assert "Criminal investigation" not in text
    assert "go through the access to information team" in text


@pytest.mark.parametrize("role", sorted(MAY[Act.SEE_CASES]))
def test_everybody_who_sees_cases_can_note_it(role: Role, here: Place) -> None:
    user = person(role, team=here.colleague.memberships.get().team)
    at = noted(as_(user), case_file=here.case.reference, child="")
    assert as_(here.owner).get(at).status_code == 200
    (entry,) = here.entries("shared_now")
    assert (entry.actor, entry.object.partition(":")[0]) == (user.pk, "sharing")
    assert "Pike" not in entry.line


@pytest.mark.parametrize("role", sorted(frozenset(Role) - MAY[Act.SEE_CASES]))
def test_who_works_with_no_case_is_told_who_does(role: Role) -> None:
    assert as_(person(role)).get(AT).status_code == 403
    assert as_(person(role)).post(AT, note()).status_code == 403


def test_what_is_noted_within_a_day_is_not_late_and_what_comes_later_is_taken_too(here: Place) -> None:
    client = as_(here.colleague)
    moment = datetime(2026, 3, 29, 12, tzinfo=LONDON)  # that night the clocks went forward
    with standing_at(moment):
        for ago in (timedelta(hours=0), timedelta(hours=24), timedelta(hours=24, minutes=1), timedelta(days=300)):
            noted(client, ago=ago, case_file=here.case.reference)
    with acting(Actor(user=here.owner.pk)):
        found = SharedNow.objects.order_by("pk")
        assert [each.late for each in found] == [False, False, True, True]
    assert client.get(f"{AT}notes/").content.decode().count("Noted late") == 2


def test_its_manager_is_asked_to_look_and_it_is_no_approval(here: Place) -> None:
    at = noted(as_(here.colleague), case_file=here.case.reference)
    assert waiting(here.owner) == [at]
    assert waiting(here.colleague) == waiting(here.outsider) == []
    assert "I have looked at it" not in as_(here.colleague).get(at).content.decode()
    assert as_(here.colleague).post(at, {"words": ""}).status_code == 422
    answer = as_(here.owner).post(at, {"words": "A strategy discussion is on Friday"}, follow=True)
    assert "Friday" in answer.content.decode()
    assert waiting(here.owner) == []
    assert as_(here.owner).post(at, {"words": "again"}).status_code == 422
    assert len(here.entries("sharing_looked_at")) == 1


def test_nobody_looks_at_what_they_shared_themselves(here: Place) -> None:
    at = noted(as_(here.owner), case_file=here.case.reference)
    assert waiting(here.owner) == []
    assert as_(here.owner).post(at, {"words": ""}).status_code == 422


def test_who_sees_it(here: Place) -> None:
    at = noted(as_(here.colleague), case_file=here.case.reference)
    for user, status in ((here.owner, 200), (here.colleague, 200), (here.reader, 200), (here.outsider, 404)):
        assert as_(user).get(at).status_code == status
    none, hidden = as_(here.outsider).get(f"{AT}nothing-here/"), as_(here.outsider).get(at)
    assert (none.status_code, hidden.status_code) == (404, 404)
    assert Client().get(at).status_code == 302
    assert as_(here.owner).delete(at).status_code == 405
    assert "Pike" in as_(here.owner).get(f"{AT}case/{here.case.key}/").content.decode()
    assert as_(here.outsider).get(f"{AT}case/{here.case.key}/").status_code == 404
    assert "Pike" not in as_(here.outsider).get(f"{AT}notes/").content.decode()


def test_somebody_barred_from_the_case_notes_it_by_name(here: Place) -> None:
    ours = team()
    boss, barred = person(Role.MANAGER, team=ours), here.colleague
    with acting(Actor(user=here.owner.pk)):
        bar(by=here.owner, case=here.case, user=barred, reason="She is the child's aunt")
    refused = as_(barred).post(AT, note(case_file=here.case.reference))
    assert refused.status_code == 422
    assert "Leave it empty and give the child’s name" in refused.content.decode()
    at = noted(as_(barred), team=ours.key)
    assert waiting(boss) == [at]
    assert as_(here.owner).get(at).status_code == 404  # nobody knows yet that it is about that case
    assert as_(barred).get(at).status_code == 200


def test_a_note_by_name_is_linked_and_then_only_those_who_see_the_case_see_it(here: Place) -> None:
    ours = team()
    boss, writer, beside = person(Role.MANAGER, team=ours), person(Role.PRACTITIONER), person(Role.READER, team=ours)
    at = noted(as_(writer), team=ours.key)
    assert as_(beside).post(f"{at}case/", {"case_file": here.case.reference}).status_code == 422
    assert as_(boss).post(f"{at}case/", {"case_file": here.case.reference}).status_code == 422  # does not see it
    with acting(Actor(user=here.owner.pk)):
        grant(by=here.owner, case=here.case, user=boss, purpose="To link a note", last_day=days(3))
    assert as_(boss).post(f"{at}case/", {"case_file": here.case.reference}).status_code == 302
    assert [as_(user).get(at).status_code for user in (here.owner, writer, beside)] == [200, 200, 404]
    assert len(here.entries("sharing_linked")) == 1
    assert as_(boss).post(f"{at}case/", {"case_file": here.case.reference}).status_code == 422


def test_what_is_missing_is_said_and_what_was_written_stays(here: Place) -> None:
    client = as_(here.colleague)
    wrong = client.post(AT, note(child="", why="", shared_time="noon"))
    text = wrong.content.decode()
    assert wrong.status_code == 422
    for words in ("Give the child’s name", "Fill in “Why did they need it?”", "14:30", "Choose the team"):
        assert words in text
    assert "Where she went last time" in text
    tomorrow = client.post(AT, note(ago=timedelta(days=-1), case_file=here.case.reference))
    assert "yet to come" in tomorrow.content.decode()
    other = client.post(AT, note(context="criminal_investigation", case_file=here.case.reference))
    assert other.status_code == 422
    with acting(Actor(user=here.owner.pk)):
        assert not SharedNow.objects.exists()


def test_a_note_is_never_changed_nor_removed(here: Place) -> None:
    noted(as_(here.colleague), case_file=here.case.reference)
    for change in ("update access_shared_now set what = 'nothing'", "delete from access_shared_now"):
        with pytest.raises(DatabaseError), acting(Actor(user=here.owner.pk)), connection.cursor() as cursor:
            cursor.execute(change)
    assert as_owner("select what from access_shared_now") == [("Where she went last time, and her friends",)]


def test_it_stands_in_the_history_of_the_case_by_its_day(here: Place) -> None:
    noted(as_(here.colleague), case_file=here.case.reference)
    text = as_(here.owner).get(f"{here.at}history/").content.decode()
    assert "noted what was shared at once: sharing of" in text
