"""Pages of meetings: who may look, what each step shows and says, and what a form that is not filled in well answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.meetings.rooms import HELD, Room, as_, day, words

from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings.models import Attendee, Meeting, Outcome

pytestmark = pytest.mark.usefixtures("database")


def meeting_form(here: Room, **other: str) -> dict[str, str]:
    return {
        "kind": "conference", "chair": str(here.chair.pk), "social_worker": str(here.worker.pk), "reviewing_officer": "",
        **day("held_on", HELD), **other,
    }  # fmt: skip


def looked_at(here: Room, one: Attendee) -> list[str]:
    """Pages for everybody who sees the case."""
    listed = reverse("meetings:list", args=[here.case.key])
    return [listed, here.at("overview"), here.at("distribution"), here.at("person", one)]


def test_who_sees_the_case_sees_its_meetings_and_nobody_else(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    for address in looked_at(here, one):
        for user in (here.owner, here.colleague, here.reader):
            assert as_(user).get(address).status_code == 200, (address, user.name)
        assert as_(here.outsider).get(address).status_code == 404
        away = Client().get(address)
        assert (away.status_code, away.headers["Location"][:9]) == (302, "/sign-in/")
        assert as_(here.owner).post(address).status_code == 405
    unknown = as_(here.outsider).get(here.at("overview").replace(here.meeting.key, "A" * 12))
    assert words(unknown) == words(as_(here.outsider).get(here.at("overview")))


def test_a_reader_keeps_no_meetings(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    enter = reverse("meetings:enter", args=[here.case.key])
    for address in (enter, *(here.at(each) for each in ("change", "papers", "remove", "add_person"))):
        assert as_(here.reader).get(address).status_code == 403
        assert as_(here.colleague).get(address).status_code == 200
    assert as_(here.reader).get(here.at("change_person", one)).status_code == 403
    assert as_(here.reader).get(reverse("meetings:to_send")).status_code == 403
    listed = words(as_(here.reader).get(reverse("meetings:list", args=[here.case.key])))
    assert "Enter a meeting" not in listed


def test_entering_a_meeting_with_its_papers(here: Room) -> None:
    enter = reverse("meetings:enter", args=[here.case.key])
    empty = as_(here.colleague).post(enter, {})
    assert (empty.status_code, "Choose an answer for “Chair”" in words(empty)) == (422, True)
    wrong = as_(here.colleague).post(enter, meeting_form(here, kind="care_review"))
    assert (wrong.status_code, "has a reviewing officer" in words(wrong)) == (422, True)
    shown = words(as_(here.colleague).post(enter, meeting_form(here), follow=True))
    assert "Say now who belongs to it" in shown
    with acting(Actor(user=here.owner.pk)):
        made = Meeting.objects.order_by("-pk")[0]
    papers = reverse("meetings:papers", args=[made.key])
    assert "minutes" in words(as_(here.colleague).get(papers))
    same = as_(here.colleague).post(papers, {"minutes": here.minutes.pk, "report": here.minutes.pk})
    assert (same.status_code, "are the same record" in words(same)) == (422, True)
    saved = as_(here.colleague).post(papers, {"minutes": here.minutes.pk, "report": here.report.pk}, follow=True)
    assert "Cora Chair, who chaired the meeting, signs the minutes" in words(saved)


def test_records_far_from_the_meeting_are_offered_when_they_are_asked_for(here: Room) -> None:
    from tests.cases.places import record

    record(here.case, "long-ago", on=HELD - timedelta(days=900))
    assert "long-ago" not in words(as_(here.colleague).get(here.at("papers")))
    assert "long-ago" in words(as_(here.colleague).get(here.at("papers") + "?everything=1"))


def test_only_people_who_see_the_case_are_offered(here: Room) -> None:
    shown = words(as_(here.colleague).get(here.at("change")))
    assert "Cora Chair" in shown
    assert here.outsider.name not in shown


def test_people_of_the_meeting_are_added_changed_and_taken_off(here: Room) -> None:
    client = as_(here.colleague)
    assert client.post(here.at("add_person"), {}).status_code == 422
    nameless = client.post(here.at("add_person"), {"capacity": "professional"})
    assert "has a name" in words(nameless)
    added = client.post(
        here.at("add_person"), {"person": here.mother.pk, "capacity": "parent", "happened": ["invited", "attended"]}, follow=True
    )  # fmt: skip
    assert "Sinead Byrne" in words(added)
    again = client.post(here.at("add_person"), {"person": here.mother.pk, "capacity": "parent"})
    assert "on the list of the meeting already" in words(again)
    with acting(Actor(user=here.owner.pk)):
        mother = Attendee.objects.get(person=here.mother)
    changed = client.post(
        here.at("change_person", mother), {"person": here.mother.pk, "capacity": "parent", "happened": ["invited"], "contact": "none"},
        follow=True,
    )  # fmt: skip
    assert "There is a no-contact order" in words(changed)
    gone = client.post(here.at("remove_person", mother), follow=True)
    assert "no longer on the list" in words(gone)


def test_the_chair_signs_on_the_page_of_the_meeting_and_takes_it_back(here: Room) -> None:
    chair = as_(here.chair)
    assert "I have read them and sign them" in words(chair.get(here.at("overview")))
    assert "I have read them and sign them" not in words(as_(here.officer).get(here.at("overview")))
    early = chair.post(here.at("sign"), day("on", HELD - timedelta(days=3)))
    assert (early.status_code, "lies between the meeting and today" in words(early)) == (422, True)
    assert "You have signed the minutes" in words(chair.post(here.at("sign"), day("on", today()), follow=True))
    short = chair.post(here.at("take_back"), {"reason": "no"})
    assert (short.status_code, "few words" in words(short)) == (422, True)
    assert "not signed any more" in words(
        chair.post(here.at("take_back"), {"reason": "A page is missing"}, follow=True)
    )


def test_each_person_is_shown_with_the_rule_that_puts_them_in_or_out(here: Room) -> None:
    here.person("Hana Health", attended=True)
    here.person("Una Uninvolved")
    shown = words(as_(here.reader).get(here.at("distribution")))
    assert "Professionals who attended or were invited get the record" in shown
    assert "minutes-professionals: Working Together" in shown
    assert "Does not get it" in shown
    assert "Who neither took part nor was invited is sent nothing" in shown
    assert "To confirm" in shown


def test_several_professionals_are_decided_together(here: Room) -> None:
    one, other = here.person("Hana Health", attended=True), here.person("Sol School", invited=True)
    assert "Decide for several" not in words(as_(here.chair).get(here.at("distribution")))
    here.sign()
    assert "Decide for several" in words(as_(here.worker).get(here.at("distribution")))
    assert "Decide for several" not in words(as_(here.colleague).get(here.at("distribution")))
    assert as_(here.chair).post(here.at("together"), {}).status_code == 422
    told = as_(here.chair).post(here.at("together"), {"attendees": [one.key, other.key]}, follow=True)
    assert "Decided: 2 of them get the record" in words(told)


def test_a_decision_instructions_and_sending_on_the_page_of_the_person(here: Room) -> None:
    one = here.person("Anna Byrne", "child", attended=True)
    here.sign()
    unreasoned = as_(here.chair).post(here.at("decide", one, "record"), {"outcome": Outcome.NOTHING})
    assert (unreasoned.status_code, "few words" in words(unreasoned)) == (422, True)
    given = {"outcome": Outcome.GIVE, "reasons": "She is fourteen and asked for it"}
    assert "Your decision is noted" in words(as_(here.chair).post(here.at("decide", one, "record"), given, follow=True))
    half = as_(here.chair).post(here.at("instruct", one, "record"), {"way": "hand"})
    assert half.status_code == 422
    told = {"way": "hand", "to": "At school, by her social worker", "safe_contact": "Not by post: her father opens it"}
    assert "can send it now" in words(as_(here.chair).post(here.at("instruct", one, "record"), told, follow=True))
    assert "Anna Byrne" in words(as_(here.business).get(reverse("meetings:to_send")))
    seen = words(as_(here.business).get(here.at("person", one)))
    assert "Not by post: her father opens it" in seen
    assert "Note it as sent" in seen
    assert "Note it as sent" not in words(as_(here.chair).get(here.at("person", one)))
    assert "Noted as sent" in words(
        as_(here.business).post(here.at("send", one, "record"), day("on", today()), follow=True)
    )
    assert "Nothing waits to be sent" in words(as_(here.business).get(reverse("meetings:to_send")))
    late = as_(here.chair).post(here.at("decide", one, "record"), given)
    assert (late.status_code, "was sent to this person already" in words(late)) == (422, True)


def test_things_and_people_that_are_not_there(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    here.sign()
    assert as_(here.chair).get(here.at("decide", one, "photograph")).status_code == 404
    assert as_(here.chair).get(here.at("decide", one, "report")).status_code == 403
    elsewhere = here.person("Ella Elsewhere", meeting=here.review)
    assert as_(here.chair).get(here.at("person", elsewhere)).status_code == 404


def test_who_looked_and_what_was_done_is_in_the_history_of_the_case(here: Room) -> None:
    here.sign()
    as_(here.reader).get(here.at("overview"))
    shown = words(as_(here.owner).get(reverse("cases:history", args=[here.case.key])))
    assert "Cora Chair signed the minutes of the child protection conference of" in shown
    assert "looked at the child protection conference of" in shown
