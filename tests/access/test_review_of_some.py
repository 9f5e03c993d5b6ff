"""The review of a request's records can be of some of them only: as its own terms say it, confirmed and with the reason kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from tests.access.chain import as_, page, takes
from tests.access.desk import POLICE, Desk, nothing_changes, ready_to_decide
from tests.cases.owner import as_owner

from candour.access import searching
from candour.access.forms_steps_scope import BeginReview
from candour.access.models import Request
from candour.access.scoping import Terms, terms_of, time_named, within
from candour.accounts.roles import Role
from candour.cases.models import Record
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

OFFICER = Role.ACCESS_OFFICER


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Everything that you hold", None, None),
        ("Minutes between 2015 and March 2018", date(2015, 1, 1), date(2018, 3, 31)),
        ("Assessments since 3 May 2019", date(2019, 5, 3), None),
        ("All letters until 2004", None, date(2004, 12, 31)),
        ("The review of February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("From 31 June 2016", date(2016, 6, 30), None),
        ("Notes 2015 – 2018", date(2015, 1, 1), date(2018, 12, 31)),
        ("Crime number 20151234 and file 2015/7", None, None),
    ],
)
def test_the_time_that_their_words_name(text: str, since: date | None, until: date | None) -> None:
    assert time_named(text) == (since, until)


def records(desk: Desk) -> None:
    """Four: two of the time that is asked for, one before it, and one of which nobody knows the day."""
    told = (
        ("a", "Core group notes", "Minutes", date(2016, 4, 1)), ("b", "Visit", "Case note", date(2016, 5, 1)),
        ("c", "School report of spring", "Report", date(2011, 1, 1)), ("d", "Panel", "Minutes", None),
    )  # fmt: skip
    with acting(Actor(user=desk.manager.pk)):
        for key, title, kind, day in told:
            Record.objects.create(
                case=desk.case, key=key, path=f"{key}.pdf", title=title, type=kind, date=day, pages_count=1,
                added_at=now(), changed_at=now(),
            )  # fmt: skip


@pytest.mark.usefixtures("database")
def test_some_records_with_the_reason_on_the_request() -> None:
    desk = Desk()
    records(desk)
    made = ready_to_decide(desk, desk.request(**POLICE, wants="Minutes between 2015 and 2018"))
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="The School report of spring is there")
    with acting(Actor(user=desk.who(OFFICER).pk)):
        one = Request.objects.get(pk=made.pk)
        found = terms_of(one, desk.case)
        (report,) = found.named
        assert found == Terms(date(2015, 1, 1), date(2018, 12, 31), ("Minutes",), (report,))
        assert set(within(desk.case, found)) == {"a", "c", "d"}
        assert set(within(desk.case, Terms(since=date(2016, 4, 15)))) == {"b", "d"}
        assert within(desk.case, Terms()) == []
    form = as_(desk.who(OFFICER)).get(f"/requests/{made.key}/search/?do=review").content.decode()
    assert "2015" in form
    assert "School report of spring" in form
    some = {
        "do": "review", "row": "", "recipient": "police", "part": "some", "since_day": "1", "since_month": "1",
        "since_year": "2015", "until_day": "31", "until_month": "12", "until_year": "2018", "kinds": ["Minutes"],
    }  # fmt: skip
    with nothing_changes():
        for lacking in ({}, {"only_why": "As they ask", "until_year": "2014"}, {"part": "", "only_why": "As they ask"}):
            answer = as_(desk.who(OFFICER)).post(f"/requests/{made.key}/search/", {**some, **lacking})
            assert answer.status_code == 422
    takes(desk.who(OFFICER), made, "search", **some, only_why="They ask for these minutes only")
    with acting(Actor(user=desk.who(OFFICER).pk)):
        review = Disclosure.objects.get(requests=made.pk)
    assert (review.only, review.only_why) == (["a", "d"], "They ask for these minutes only")
    for role in (OFFICER, Role.BUSINESS_SUPPORT):
        text = page(desk.who(role), made).content.decode()
        assert "Of 2 records of the file only" in text
        assert "They ask for these minutes only" in text
    entry = as_owner("select line::json->'details'->>'only' from ledger_entry where verb = 'release_begun'")
    assert entry == [("2",)]


@pytest.mark.usefixtures("database")
def test_nobody_s_own_records_are_narrowed_unasked() -> None:
    desk = Desk()
    records(desk)
    made = desk.request(wants="Minutes of 2016")
    with acting(Actor(user=desk.who(OFFICER).pk)):
        form = BeginReview(None, recipients=[("K1", "Ada Marsh")], of=made, case=desk.case)
        assert form["part"].initial == "whole"
        assert form["since"].initial == date(2016, 1, 1)
        assert form["kinds"].initial == ("Minutes",)
        sent = QueryDict("recipient=K1&part=whole&kinds=Minutes&only_why=As+they+ask")
        whole = BeginReview(sent, recipients=[("K1", "Ada Marsh")], of=made, case=desk.case)
        assert whole.is_valid()
        assert whole.cleaned_data == {"recipient": "K1", "only": [], "only_why": ""}
