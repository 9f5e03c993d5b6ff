"""The page of jobs: why they failed in our own sentences, no word of a case; trying again and giving up, in the ledger."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.jobs import samples
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Act, Role, may
from candour.cases import preparing
from candour.cases.models import Case, Preparation
from candour.jobs import queries
from candour.jobs.again import PAUSES
from candour.jobs.asking import NAMED
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.site.job_pages import WHAT

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER, name="Morag Manager")


@pytest.fixture
def one(manager: User) -> Case:
    return case(manager=manager, name="Perpetua Quillfeather")


@pytest.fixture
def admin() -> User:
    return person(Role.ADMINISTRATOR)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(job, one: Case, **more: int) -> int:
    with acting(Actor(case=one.pk)):
        job.enqueue(case=one.pk, **more)
    with connection.cursor() as cursor:
        cursor.execute("select max(id) from procrastinate_jobs")
        (number,) = cursor.fetchone()
    return int(number)


def text(answer: HttpResponse) -> str:
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert main
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main.group())).split())


def shown(user: User) -> str:
    return text(as_(user).get(reverse("jobs:jobs")))


def status_of(number: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("select status::text, attempts from procrastinate_jobs where id = %s", [number])
        return cursor.fetchone()


def last_entry() -> tuple[str, str]:
    with acting(Actor(user=person(Role.ADMINISTRATOR).pk)):
        found = next(each for each in ledger.history() if each.verb.startswith("job_"))
    return str(found.verb), found.object


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_it(role: Role) -> None:
    client = as_(person(role))
    status = 200 if may({role}, Act.MANAGE_JOBS) else 403
    assert client.get(reverse("jobs:jobs")).status_code == status
    for name in ("jobs:again", "jobs:give_up"):
        assert client.post(reverse(name), {"job": "1"}).status_code in ((302, 403) if status == 200 else (403,))
        assert client.get(reverse(name)).status_code == 405
    assert client.post(reverse("jobs:jobs")).status_code == 405


def test_signed_out() -> None:
    for name in ("jobs:jobs", "jobs:again", "jobs:give_up"):
        method = Client().get if name == "jobs:jobs" else Client().post
        assert method(reverse(name)).status_code == 302


def test_with_nothing_to_do_it_says_so(admin: User) -> None:
    assert "Nothing waits, runs or has failed" in shown(admin)
    assert "No worker is running" in shown(admin)


def test_it_says_what_waits_and_why_it_failed_without_a_word_of_the_case(admin: User, one: Case) -> None:
    ask(samples.broken, one)
    work_off()
    page = shown(admin)
    assert "Tried" in page
    assert "1 time" in page
    assert "Something went wrong that should not (ValueError)." in page
    assert "a case that you do not see" in page
    for word in ("Kayleigh", "Mill Lane", "Perpetua", one.reference, one.key):
        assert word not in page
    ask(samples.refused, case(manager=person(Role.MANAGER)))
    work_off()
    assert "This cannot be done." in shown(admin)


def test_the_reference_is_told_to_who_sees_the_case_and_to_no_other_administrator(admin: User, one: Case) -> None:
    ask(samples.short, one)
    ours = team()
    other = case(manager=person(Role.MANAGER), teams=(ours,))
    ask(samples.short, other)
    both = shown(person(Role.ADMINISTRATOR, Role.LAWYER, team=ours))
    assert other.reference in both
    assert one.reference not in both
    assert other.reference not in shown(person(Role.ADMINISTRATOR, team=ours))
    assert other.reference not in shown(admin)


def test_one_that_waits_for_its_next_attempt_can_have_it_now(admin: User, one: Case) -> None:
    number = ask(samples.broken, one)
    work_off()
    work_off()
    assert status_of(number) == ("todo", 1)
    assert as_(admin).post(reverse("jobs:again"), {"job": number}).status_code == 302
    assert last_entry() == ("job_tried_again", f"job:{number}")
    work_off()
    assert status_of(number) == ("todo", 2)


def test_one_that_has_not_been_tried_yet_has_no_such_button(admin: User, one: Case) -> None:
    number = ask(samples.short, one)
    assert "Try again" not in shown(admin)
    assert as_(admin).post(reverse("jobs:again"), {"job": number}).status_code == 403


def test_a_failed_preparation_begins_anew_with_all_its_attempts(
    admin: User, one: Case, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(Actor(user=manager.pk)):
        asked = preparing.ask(by=manager, case=one)
    with monkeypatch.context() as patched:
        patched.setattr(preparing, "_begun", lambda number: 1 // 0)
        for _ in range(len(PAUSES) + 1):
            with connection.cursor() as cursor:
                cursor.execute("update procrastinate_jobs set scheduled_at = null")
            work_off()
    (job,) = queries.listed()
    assert (job.status, job.can_be_tried_again) == ("failed", True)
    assert "ZeroDivisionError" in shown(admin)
    as_(admin).post(reverse("jobs:again"), {"job": job.number})
    assert status_of(job.number) == ("todo", 0)
    work_off()
    assert status_of(job.number) == ("succeeded", 1)
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.get(pk=asked.pk).stage == "empty"


def test_one_whose_failure_was_told_is_asked_for_anew_by_who_wanted_it(admin: User, one: Case) -> None:
    number = ask(samples.refused, one)
    work_off()
    assert "Whoever asked for it was told" in shown(admin)
    assert as_(admin).post(reverse("jobs:again"), {"job": number}).status_code == 403
    assert status_of(number)[0] == "failed"


def test_giving_up_asks_first_and_ends_what_waits_as_failed(admin: User, one: Case, manager: User) -> None:
    number, client = ask(samples.broken, one), as_(admin)
    work_off()
    assert "Give up" in text(client.post(reverse("jobs:give_up"), {"job": number}))
    assert not queries.listed()[0].given_up
    assert client.post(reverse("jobs:give_up"), {"job": number, "sure": "1"}).status_code == 302
    assert last_entry() == ("job_given_up", f"job:{number}")
    assert "Being given up" in shown(admin)
    work_off()
    assert status_of(number)[0] == "failed"
    with acting(Actor(user=manager.pk)):  # what the job says of its end stands in the case
        assert ledger.history(case=one.pk, limit=1)[0].object == "GivenUp"
    assert "Nothing waits, runs or has failed" in shown(admin)
    assert queries.standing().failed == 0


def test_giving_up_what_failed_takes_it_off_the_list_once(admin: User, one: Case) -> None:
    number, client = ask(samples.refused, one), as_(admin)
    work_off()
    assert "off the list" in text(client.post(reverse("jobs:give_up"), {"job": number}))
    client.post(reverse("jobs:give_up"), {"job": number, "sure": "1"})
    assert "Nothing waits, runs or has failed" in shown(admin)
    assert client.post(reverse("jobs:give_up"), {"job": number, "sure": "1"}).status_code == 403
    assert status_of(number)[0] == "failed"


def test_a_number_that_is_none_and_one_that_nothing_has(admin: User) -> None:
    client = as_(admin)
    for wrong in ("", "x", "-1", "99999999999999999999999"):
        assert client.post(reverse("jobs:again"), {"job": wrong}).status_code == 400
        assert client.post(reverse("jobs:give_up"), {"job": wrong}).status_code == 400
    assert client.post(reverse("jobs:again"), {"job": 7}).status_code == 403
    assert client.post(reverse("jobs:give_up"), {"job": 7}).status_code == 302


def test_many_come_in_pages(admin: User, one: Case) -> None:
    with acting(Actor(case=one.pk)):
        for number in range(60):
            samples.short.enqueue(case=one.pk, number=number)
    client = as_(admin)
    first, second = (text(client.get(reverse("jobs:jobs"), {"page": page})) for page in (1, 2))
    assert first.count("tests.short") == 50
    assert second.count("tests.short") == 10


def test_every_job_has_words() -> None:
    ours = {name for name in NAMED if not name.startswith("tests.")}
    assert ours - WHAT.keys() == set()
    assert WHAT.keys() - ours == set()
