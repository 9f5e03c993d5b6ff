"""The page of one request: what comes next and why not, why it is due then, how it stands, and what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from lxml import html
from tests.access.people_of import a_request, around, as_
from tests.cases.owner import as_owner
from tests.web.people import person, team

from candour.access import clarifying, complaining, deciding, evidence, routing, searching
from candour.access.models import ComplaintKind, Outcome, Request, Verdict
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.services import bar
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")


def page_of(user: User, of: Request) -> str:
    answer = as_(user).get(f"/requests/{of.key}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def does(user: User, step: Any, **given: Any) -> Any:
    with acting(Actor(user=user.pk)):
        return step(by=user, **given)


def steps(page: str) -> dict[str, str]:
    """Step → its mark."""
    found = html.fromstring(page).xpath("//li[contains(@class, 'govuk-task-list__item')]")
    return {
        each.xpath("normalize-space(./div[1]/a | ./div[1]/text()[1])"): each.xpath("string(.//strong)")
        for each in found
    }


def test_who_sees_it() -> None:
    here = around()
    made = a_request(here)
    assert made.reference in page_of(here.colleague, made)
    assert made.reference in page_of(here.reader, made)
    for user in (here.owner, here.outsider):
        assert as_(user).get(f"/requests/{made.key}/").status_code == 404
    assert as_(here.outsider).get("/requests/no-such-key/").status_code == 404
    assert Client().get(f"/requests/{made.key}/").status_code == 302
    assert as_(here.colleague).post(f"/requests/{made.key}/").status_code == 405


def test_somebody_barred_from_its_case_sees_nothing_of_it() -> None:
    here = around()
    colleague = person(Role.MANAGER, team=here.team)
    made = a_request(here, by=here.owner, case=here.case)
    assert as_(colleague).get(f"/requests/{made.key}/").status_code == 200
    with acting(Actor(user=here.owner.pk)):
        bar(by=here.owner, case=here.case, user=colleague, reason="He is the child's uncle")
    assert as_(colleague).get(f"/requests/{made.key}/").status_code == 404


def test_the_next_step_is_one_button_and_for_others_the_reason_why_not() -> None:
    here = around()
    made = a_request(here)
    page = page_of(here.colleague, made)
    assert html.fromstring(page).xpath("//a[@role='button']/@href") == [f"/requests/{made.key}/route/"]
    other = page_of(here.reader, made)
    assert html.fromstring(other).xpath("//a[@role='button']") == []
    assert "You cannot do it now." in other
    assert "These roles may:" in other


def test_steps_are_done_can_be_done_or_say_why_not() -> None:
    here = around()
    made = a_request(here)
    before = steps(page_of(here.colleague, made))
    assert before["Confirm the route"] == "To do"
    assert before["Decide"] == "Not now"
    assert "Nobody has confirmed the route." in page_of(here.colleague, made)
    does(here.colleague, routing.confirm, request=made)
    after = page_of(here.colleague, made)
    assert steps(after)["Confirm the route"] == "Done"
    assert "Confirmed by Ann Access" in after


def test_why_it_is_due_then_step_by_step_with_the_law() -> None:
    here = around()
    made = a_request(here, on=today() - timedelta(days=3))
    page = page_of(here.colleague, made)
    assert "Why this date" in page
    assert "The clock starts." in page
    assert "(UK GDPR Art 12(3) and 12A)" in page
    does(here.colleague, clarifying.ask, request=made, question="Which years do you mean?")
    still = page_of(here.colleague, made)
    assert "The clock stands still until they answer what they mean." in still
    assert "Which years do you mean?" in still


def test_the_reckoning_is_a_page_to_print() -> None:
    here = around()
    made = a_request(here)
    page = as_(here.reader).get(f"/requests/{made.key}/due/").content.decode()
    rows = html.fromstring(page).xpath("//tbody/tr")
    assert [each.xpath("string(th)") for each in rows][-1] == date_format(made.due_on)
    assert all(each.xpath("string(td[2])") for each in rows)
    assert as_(here.outsider).get(f"/requests/{made.key}/due/").status_code == 404
    barring = a_request(here, requester="dbs", context="barring")
    assert "Whoever asks names the day" in as_(here.reader).get(f"/requests/{barring.key}/due/").content.decode()


def test_no_extension_is_offered_once_it_is_too_late() -> None:
    here = around()
    assert "they have to be told by" in page_of(here.colleague, a_request(here))
    late = a_request(here, on=today() - timedelta(days=60))
    assert "they have to be told by" not in page_of(here.colleague, late)


def test_the_safe_way_and_what_must_never_be_used() -> None:
    here = around()
    page = page_of(here.colleague, a_request(here, contact_never="The house in Milford"))
    assert "By e-mail" in page
    assert 'Never use: <span class="candour-words">The house in Milford' in page


def test_everything_that_was_done_stands_there() -> None:
    here = around()
    governance = person(Role.INFORMATION_GOVERNANCE, team=here.team, name="Gwen Governance")
    lawyer = person(Role.LAWYER, team=here.team, name="Lena Lawyer")
    made = a_request(here, facts={"order": ("non_molestation",)})
    assert "A lawyer advises before anything is decided" in page_of(here.colleague, made)
    does(here.colleague, routing.confirm, request=made)
    does(here.colleague, evidence.came, request=made, what="identity", shown_as="Passport, seen by video")
    does(here.colleague, evidence.check, request=made, what="identity", verdict=Verdict.ACCEPTED)
    does(here.colleague, searching.note, request=made, place="Archive", found="Two boxes", not_found="The third box")
    asked = does(
        here.colleague,
        searching.consult,
        request=made,
        name="Mo Uncle",
        contact="2 Hatch Row",
        about="What he told us in 1998",
    )
    does(governance, deciding.advise, request=made, text="Look at the third party rules")
    does(lawyer, deciding.advise_legally, request=made, text="The order allows it by e-mail", allows=True)
    as_owner("update access_consultation set reply_by = %s where id = %s", today() - timedelta(days=1), asked.pk)
    does(here.colleague, deciding.decide, request=made, outcome=Outcome.REFUSE, why="Nothing may be given now")
    does(here.colleague, complaining.receive, request=made, kind=ComplaintKind.COMPLAINT, text="I was not heard at all")
    page = page_of(here.colleague, made)
    for words in (
        "Passport, seen by video", "Ann Access looked at it", "Two boxes", "The third box", "Mo Uncle",
        "What he told us in 1998", "Look at the third party rules", "Lena Lawyer: the orders let something be given",
        "Nothing may be given now", "Refuse", "I was not heard at all", "To acknowledge",
        "<strong>Lena Lawyer</strong> gave advice on this request", "<strong>Ann Access</strong> decided this request",
    ):  # fmt: skip
        assert words in page, words


def test_a_linked_case_is_named_only_to_who_sees_it() -> None:
    here = around()
    made = a_request(here, by=here.owner, case=here.case)
    assert here.case.name in page_of(here.owner, made)
    assert f"/cases/{here.case.key}/" in page_of(here.owner, made)
    hidden = page_of(here.colleague, made)
    assert here.case.name not in hidden
    assert here.case.key not in hidden
    assert "Linked to a case file that you do not see" in hidden


def test_a_request_that_repeats_another_names_it_only_to_who_sees_that() -> None:
    here = around()
    first = a_request(here, by=here.owner, team=team(), case=here.case)
    again = a_request(here)
    as_owner("update access_request set same_as_id = %s where id = %s", first.pk, again.pk)
    page = page_of(here.colleague, again)
    assert "A request that you do not see" in page
    assert first.reference not in page


def test_looking_is_entered_once_a_day() -> None:
    here = around()
    made = a_request(here)
    for _ in range(3):
        page_of(here.colleague, made)
    page_of(here.reader, made)
    found = as_owner("select actor from ledger_entry where verb = 'request_viewed' order by seq")
    assert found == [(here.colleague.pk,), (here.reader.pk,)]


def test_without_a_route_it_says_what_is_asked() -> None:
    here = around()
    made = a_request(here)
    as_owner("update access_request set context = 'judicial_review', route = '' where id = %s", made.pk)
    page = page_of(here.colleague, made)
    assert "The pack has no route for Care leaver" in page
    assert "It is known once the rule that applies is known" in page


def test_a_day_that_nobody_named_is_asked_for() -> None:
    here = around()
    page = page_of(here.colleague, a_request(here, requester="dbs", context="barring"))
    assert "Whoever asks names the day, and it is not known yet. Ask them." in page


def test_the_page_asks_no_more_the_more_was_done() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    here = around()
    made, client = a_request(here), as_(here.colleague)

    def questions() -> int:
        client.get(f"/requests/{made.key}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/requests/{made.key}/")
        return len(asked)

    does(here.colleague, searching.note, request=made, place="Archive", found="Two boxes")
    first = questions()
    for number in range(6):
        does(here.colleague, searching.note, request=made, place=f"Cellar {number}", found="Nothing")
        does(here.colleague, clarifying.ask, request=made, question="Which years do you mean?")
        does(here.colleague, clarifying.answer, request=made, words="All of them please")
    assert questions() <= first + 1 < 70
