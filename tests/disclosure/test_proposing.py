"""What policy proposes is kept page by page, in the order of the bundle, and again when the case is prepared again."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from tests.disclosure.disclosing import Office, opened
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.disclosure.jobs import propose
from candour.disclosure.models import TABLES_WITH_CASE, Proposal, Sheet, State
from candour.disclosure.opening import open_disclosure
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_what_is_proposed_stands_page_by_page_in_the_order_of_the_bundle(here: Office) -> None:
    made = opened(here)
    assert made.state == State.DECIDING
    with acting(Actor(user=here.reader.pk)):
        sheets = list(Sheet.objects.filter(disclosure=made).order_by("place").values_list("record", "page"))
        assert [page for page in sheets if page[0] in ("R1", "R2")] == [("R1", 1), ("R1", 2), ("R2", 1)]
        found = {each.text: each for each in Proposal.objects.filter(disclosure=made, page=1).order_by("mention")}
        assert (found["Orla Byrne"].action, found["Orla Byrne"].owners) == ("keep", ["K1"])
        assert found["Faith Okafor"].locked
        assert found["Rowan Cottage, Pike Lane, Ashby"].boxes
        places = Proposal.objects.filter(disclosure=made, record="R1", page=1).order_by("place")
        tops = [each.boxes[0][1] for each in places]
        assert tops == sorted(tops)


def test_another_recipient_is_proposed_something_else(here: Office) -> None:
    to_father = opened(here, recipient="father", purpose="parent-request")
    assert (to_father.recipient, to_father.recipient_role) == ("K3", "father")
    with acting(Actor(user=here.reader.pk)):
        actions = dict(Proposal.objects.filter(disclosure=to_father, page=1).values_list("text", "action"))
    assert actions["Moran"] == "keep"


def test_working_it_out_again_changes_nothing(here: Office) -> None:
    made = opened(here)
    with acting(Actor(user=here.reader.pk)):
        before = list(Sheet.objects.filter(disclosure=made).order_by("place").values_list("record", "page", "shown"))
    propose(case=here.case.pk, disclosure=made.pk)
    with acting(Actor(user=here.reader.pk)):
        after = list(Sheet.objects.filter(disclosure=made).order_by("place").values_list("record", "page", "shown"))
        assert before == after
        assert Proposal.objects.filter(disclosure=made).count() == len(set(Proposal.objects.values_list("mention")))


def test_only_reviewers_open_one_and_only_for_what_the_policy_knows(here: Office) -> None:
    with acting(Actor(user=here.reader.pk)), pytest.raises(Refused, match="role"):
        open_disclosure(by=here.reader, case=here.case, recipient="K1", purpose="subject-access")
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="not for a recipient"):
        open_disclosure(by=here.reviewer, case=here.case, recipient="K1", purpose="police")


def test_who_may_not_see_the_case_sees_nothing_of_its_disclosures(here: Office) -> None:
    made, outsider = opened(here), person(Role.ACCESS_OFFICER, Role.LAWYER)
    with acting(Actor(user=outsider.pk)), connection.cursor() as cursor:
        for table in TABLES_WITH_CASE:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
    assert made.pk


def test_every_table_with_a_case_has_the_rule(here: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id'"
            " where c.relname like 'disclosure_%' and c.relkind = 'r' and c.relrowsecurity"
        )
        assert {name for (name,) in cursor.fetchall()} == set(TABLES_WITH_CASE)
        cursor.execute("select c.relname from pg_class c where c.relname like 'disclosure\\_%' and c.relkind = 'r'")
        assert {name for (name,) in cursor.fetchall()} == set(TABLES_WITH_CASE)


def test_a_row_of_one_case_cannot_hang_on_the_disclosure_of_another(here: Office) -> None:
    made, other = opened(here), case(manager=here.manager)
    with pytest.raises(IntegrityError), acting(Actor(user=here.manager.pk)):
        Sheet.objects.create(case=other, disclosure=made, record="R9", page=1, place=99, shown="x")
