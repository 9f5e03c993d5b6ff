"""The case file page: chronology, what it is narrowed by, how the preparation goes, and what was done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.places import Place, answers, place, record, signed_in, working
from tests.web.people import person

from candour.accounts.roles import Role
from candour.cases.models import Case, Gap, Page, Preparation, Record, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")


def prepared(here: Place, stage: str = Stage.READY, **more: object) -> None:
    with working(here.case):
        Preparation.objects.create(case=here.case, asked_at=now(), stage=stage, **more)


def narrowed(client: Client, here: Place, **wanted: str) -> list[str]:
    """Titles of the records that are shown."""
    answer = client.post(here.at, wanted, follow=True)
    return [each.title for each in answer.context["page"].object_list]


def test_who_sees_the_page_and_who_sees_nothing() -> None:
    here = place()
    answers(here, here.at)
    answers(here, f"{here.at}history/")
    answers(here, f"{here.at}preparation/", wrong="post")


def test_records_stand_by_date_under_their_months_and_those_without_a_date_apart() -> None:
    here = place()
    record(here.case, "undated", "x")
    record(here.case, "later", "x", on=date(2017, 1, 2))
    record(here.case, "second", "x", on=date(2016, 3, 9))
    record(here.case, "first", "x", on=date(2016, 3, 3))
    months = signed_in(here.reader).get(here.at).context["months"]
    assert [(month, [each.title for each in some]) for month, some in months] == [
        ("March 2016", ["first", "second"]),
        ("January 2017", ["later"]),
        ("No date", ["undated"]),
    ]


def test_a_record_whose_file_was_replaced_is_no_longer_shown() -> None:
    here = place()
    record(here.case, "old", "x", gone_at=now())
    record(here.case, "new", "x")
    page = signed_in(here.owner).get(here.at)
    assert [each.title for each in page.context["page"].object_list] == ["new"]
    assert page.context["complete"].pages == 1


def test_the_chronology_is_narrowed_by_each_filter() -> None:
    here = place()
    record(here.case, "note", "x", on=date(2016, 3, 3), type="Case note", author="Owen Parry")
    record(here.case, "letter", "x", on=date(2017, 5, 1), type="Letter", author="Dana Fry", duplicate_of="note")
    record(here.case, "hides", "x", kind="hidden", on=date(2018, 1, 1))
    record(here.case, "locked", on=date(2019, 1, 1))
    long_ago = record(here.case, "earlier", "x", added_at=now() - timedelta(days=30))
    with working(here.case):
        Gap.objects.create(case=here.case, key="g1", kind="unreadable", detail="Encrypted", record="locked")
        Gap.objects.create(case=here.case, key="g2", kind="near_duplicate", detail="Alike", record="hides")
    client, today = signed_in(here.colleague), now().date()
    assert narrowed(client, here, type="Letter") == ["letter"]
    assert narrowed(client, here, author="Owen Parry") == ["note"]
    assert narrowed(client, here, only="hidden") == ["hides"]
    assert narrowed(client, here, only="unreadable") == ["locked"]
    assert narrowed(client, here, only="duplicates") == ["letter", "hides"]
    assert narrowed(client, here, since_day="1", since_month="1", since_year="2018") == ["hides", "locked"]
    assert narrowed(client, here, until_day="3", until_month="3", until_year="2016") == ["note"]
    added = {"added_day": str(today.day), "added_month": str(today.month), "added_year": str(today.year)}
    assert long_ago.title not in narrowed(client, here, **added)
    assert len(narrowed(client, here, **added)) == 4


def test_what_it_is_narrowed_by_stands_in_no_address() -> None:
    here = place()
    record(here.case, "note", "x", author="Owen Parry")
    answer = signed_in(here.owner).post(here.at, {"author": "Owen Parry"}, follow=True)
    assert "Parry" not in answer.redirect_chain[0][0]
    assert answer.context["narrowed"]


def test_wrong_filters_are_said_at_their_fields() -> None:
    here = place()
    record(here.case, "note", "x")
    given = {"since_day": "1", "since_month": "1", "since_year": "2018", "until_day": "1", "until_month": "1"}
    client = signed_in(here.owner)
    answer = client.post(here.at, {**given, "until_year": "2017", "only": "nonsense"})
    assert set(answer.context["form"].errors) == {"until", "only"}
    assert "note" in answer.content.decode()


def test_fifty_records_a_page_and_as_many_questions_to_the_database_as_for_one() -> None:
    here = place()
    record(here.case, "r0", "x", on=date(2016, 1, 1))
    client = signed_in(here.owner)
    client.get(here.at)
    with CaptureQueriesContext(connection) as few:
        client.get(here.at)
    for number in range(1, 60):
        record(here.case, f"r{number}", "x", on=date(2016, 1, 1) + timedelta(days=number))
    with CaptureQueriesContext(connection) as many:
        answer = client.get(here.at)
    assert len(answer.context["page"].object_list) == 50
    assert abs(len(many) - len(few)) <= 1
    assert len(client.get(f"{here.at}?page=2").context["page"].object_list) == 10


def test_the_last_page_of_two_thousand_records() -> None:
    here = place()
    with working(here.case):
        made = Record.objects.bulk_create(
            Record(case=here.case, key=f"r{number}", path=f"{number}", title=f"Note {number}", added_at=now(),
                   changed_at=now(), pages_count=2, date=date(2010, 1, 1) + timedelta(days=number))
            for number in range(2000)
        )  # fmt: skip
        Page.objects.bulk_create(
            Page(case=here.case, record=each, number=number, kind="own", width=1, height=1, text="x")
            for each in made
            for number in (1, 2)
        )
    answer = signed_in(here.owner).get(f"{here.at}?page=40")
    assert answer.context["page"].paginator.count == 2000
    assert answer.context["complete"].pages == 4000


# -- states


def test_an_empty_case_says_what_to_do() -> None:
    here = place()
    assert "Add the files of this case" in signed_in(here.colleague).get(here.at).content.decode()
    assert "has to add its files" in signed_in(here.reader).get(here.at).content.decode()


def test_while_it_is_prepared_the_page_asks_again_and_shows_how_far_it_is() -> None:
    here = place()
    prepared(here, Stage.READING, done=3, total=12)
    client = signed_in(here.owner)
    page = client.get(here.at).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert '<progress id="prepared" value="3" max="12">' in page
    assert "Load this page again" in page
    part = client.get(f"{here.at}preparation/", headers={"HX-Request": "true"})
    assert "reading pages, 3 of 12" in part.content.decode()
    assert "HX-Refresh" not in part.headers
    with working(here.case):
        Preparation.objects.update(stage=Stage.READY)
    part = client.get(f"{here.at}preparation/", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_a_failed_preparation_says_why_and_is_asked_for_again() -> None:
    here = place()
    prepared(here, Stage.FAILED, error="There is no space left. Nothing is lost.")
    assert "There is no space left" in signed_in(here.owner).get(here.at).content.decode()
    assert "Prepare it again" not in signed_in(here.reader).get(here.at).content.decode()
    address = f"{here.at}prepare/"
    assert signed_in(here.reader).post(address).status_code == 403
    assert signed_in(here.outsider).post(address).status_code == 404
    assert signed_in(here.owner).get(address).status_code == 405
    assert Client().post(address).status_code == 302
    assert signed_in(here.colleague).post(address).status_code == 302
    with working(here.case):
        assert Preparation.objects.filter(case=here.case, stage=Stage.WAITING).count() == 1


# -- what is missing


def test_what_is_missing_is_counted_listed_and_explained() -> None:
    here = place()
    one = record(here.case, "locked")
    with working(here.case):
        first = Gap.objects.create(
            case=here.case, key="g1", kind="unreadable", detail="It is encrypted.", record="locked"
        )
        Gap.objects.create(case=here.case, key="g2", kind="mentioned_not_held", detail="Viability assessment")
        Gap.objects.create(case=here.case, key="g3", kind="date_gap", detail="No longer so", gone_at=now())
    client = signed_in(here.colleague)
    panel = client.get(here.at).context["missing"]
    assert [(kind, found.all, found.unexplained) for kind, _, found in panel] == [
        ("mentioned_not_held", 1, 1),
        ("unreadable", 1, 1),
    ]
    answers(here, f"{here.at}missing/", wrong="post")
    page = client.get(f"{here.at}missing/").content.decode()
    assert all(words in page for words in ("It is encrypted.", "Viability assessment", f"records/{one.pk}/"))
    assert "No longer so" not in page
    assert "Viability" not in client.get(f"{here.at}missing/?kind=unreadable").content.decode()
    assert "Viability" in client.get(f"{here.at}missing/?kind=nonsense").content.decode()
    address = f"{here.at}missing/{first.pk}/"
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client.delete(address).status_code == 405
    assert client.post(address, {"text": "The sender was asked for the password"}).status_code == 302
    page = client.get(f"{here.at}missing/").content.decode()
    assert f"{here.colleague.name}" in page
    assert "The sender was asked for the password" in page
    with working(here.case):
        assert Gap.objects.get(pk=first.pk).explained_by == here.colleague


def test_nothing_missing_is_said_too() -> None:
    here = place()
    record(here.case, "visit", "x")
    assert "Nothing is known to be missing" in signed_in(here.owner).get(here.at).content.decode()
    assert "Nothing is known to be missing" in signed_in(here.owner).get(f"{here.at}missing/").content.decode()


# -- ledger and details


def test_who_looked_at_the_case_stands_on_it() -> None:
    here = place()
    signed_in(here.colleague).get(here.at)
    page = signed_in(here.owner).get(f"{here.at}history/").content.decode()
    assert f"<strong>{here.colleague.name}</strong> looked at this case" in page
    assert "opened this case" in page


def test_asking_how_far_the_preparation_is_is_no_view() -> None:
    here = place()
    signed_in(here.owner).get(f"{here.at}preparation/")
    assert not here.entries("case_viewed")


def test_an_object_of_another_case_is_never_worded() -> None:
    here, other = place(), place("The Okafor family")
    theirs = record(other.case, "Secret letter", "x")
    with acting(Actor(user=here.owner.pk)):
        from candour.ledger.acting import record as enter
        from candour.ledger.verbs import Verb

        enter(Verb.RECORD_VIEWED, case=here.case.pk, object=f"record:{theirs.pk}")
    page = signed_in(here.owner).get(f"{here.at}history/").content.decode()
    assert "Secret letter" not in page
    assert "something that is no longer here" in page


def test_name_and_manager_are_changed_by_who_may() -> None:
    here, other = place(), person(Role.MANAGER)
    address = f"{here.at}change/"
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    client = signed_in(here.colleague)
    assert client.delete(address).status_code == 405
    kept = {"name": "The Byrne children", "manager": here.owner.pk}
    assert client.post(address, kept).status_code == 302
    answer = client.post(address, {**kept, "manager": other.pk})
    assert answer.status_code == 422  # only who may give access names another manager
    assert signed_in(here.owner).post(address, {"name": "", "manager": other.pk}).status_code == 422
    assert signed_in(here.owner).post(address, {**kept, "manager": other.pk}).status_code == 302
    with acting(Actor(user=other.pk)):
        changed = Case.objects.get(pk=here.case.pk)
    assert (changed.name, changed.manager) == ("The Byrne children", other)
    assert len(here.entries("case_changed")) == 2
