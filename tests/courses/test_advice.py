"""Questions to Legal: who sees them, who answers, when they are overdue, what all staff may see, and what is behind them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.db import Error, connection
from django.test import Client
from tests.cases.disposal import destroyed, rows_of
from tests.cases.due_cases import due_case
from tests.cases.places import signed_in
from tests.cases.test_exporting import copy_of
from tests.site.working import has, waiting, waits
from tests.web.people import case, days, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing
from candour.cases import services as cases
from candour.cases.against import obstacles
from candour.cases.models import Case
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import standing_at
from candour.ledger.models import Entry
from candour.training import advice_log, advising
from candour.training.models import TABLES_WITH_CASE, Advice, Gap

pytestmark = pytest.mark.usefixtures("database")


def asks(user: User, text: str, about: Case | None = None) -> Advice:
    with acting(Actor(user=user.pk)):
        return advising.ask(by=user, question=advising.Question(text, None, about))


def sees(user: User, one: Advice) -> bool:
    with acting(Actor(user=user.pk)):
        return Advice.objects.filter(pk=one.pk).exists()


class Place:
    """A case of a team with a lawyer who has access, a lawyer who has none, and its people."""

    def __init__(self) -> None:
        self.team = team()
        self.manager, self.asker = person(Role.MANAGER), person(Role.PRACTITIONER, team=self.team, name="Asha Asker")
        self.colleague = person(Role.PRACTITIONER, team=self.team)
        self.reader = person(Role.READER, team=self.team)
        self.lawyer, self.stranger = person(Role.LAWYER, name="Lena Lawyer"), person(Role.LAWYER, name="Stan Stranger")
        self.case = case(manager=self.manager, teams=(self.team,), name="The Marlow family")
        with acting(Actor(user=self.manager.pk)):
            given = {"user": self.lawyer, "purpose": "Advice on the hearing", "last_day": days(30)}
            cases.grant(by=self.manager, case=self.case, **given)


def test_advice_about_a_case_is_for_who_asked_who_answered_and_lawyers_who_see_the_case() -> None:
    here = Place()
    one = asks(here.asker, "May the report go to the grandmother before the hearing?", here.case)
    at = f"/advice/{one.key}/"
    assert [sees(each, one) for each in (here.asker, here.lawyer)] == [True, True]
    outside = (
        here.manager,
        here.colleague,
        here.reader,
        here.stranger,
        person(Role.AUDITOR),
        person(Role.HEAD_OF_LITIGATION),
    )
    for user in outside:
        assert not sees(user, one)
        client = signed_in(user)
        for address in (at, f"{at}answer/", f"{at}gap/"):
            assert client.get(address).status_code == 404
        assert "grandmother" not in client.get("/advice/").content.decode()
        assert not has(user, "Answer a question")
    assert Client().get(at).status_code == 302
    assert signed_in(here.asker).get(f"{at}answer/").status_code == 403
    assert signed_in(here.lawyer).delete(at).status_code == 405
    assert signed_in(person(Role.ADMINISTRATOR)).get(at).status_code == 403
    answered = signed_in(here.lawyer).post(f"{at}answer/", {"text": "Not before the court gives permission"})
    assert answered.status_code == 302
    refused = signed_in(here.lawyer).post(f"{at}publish/")
    assert (refused.status_code, "privileged" in refused.content.decode()) == (403, True)
    with pytest.raises(Error, match="training_general_advice"), acting(Actor(user=here.lawyer.pk)):
        Advice.objects.update(general_since=datetime(2026, 1, 1, tzinfo=UTC))
    form = signed_in(here.lawyer).get(f"{at}gap/").content.decode()
    assert "grandmother" not in form  # a gap is read by everybody
    assert signed_in(here.asker).get(at).content.decode().count("Not before the court") == 1
    assert waiting(here.asker, "Read what Legal answered").case == here.case.pk
    signed_in(here.asker).post(f"{at}read/")
    assert not has(here.asker, "Read what Legal")
    with acting(Actor(user=here.manager.pk)):
        cases.bar(by=here.manager, case=here.case, user=here.asker, reason="She is a cousin of the family")
        (grant,) = here.case.grants.filter(user=here.lawyer)
        cases.end_grant(by=here.manager, grant=grant)
    assert not sees(here.asker, one)  # a bar beats all
    assert sees(here.lawyer, one)  # the author
    page = signed_in(here.lawyer).get(at).content.decode()
    assert ("One that you no longer see" in page, "Marlow" in page) == (True, False)
    with acting(Actor(user=here.manager.pk)):
        told = [json.loads(each.line) for each in Entry.objects.filter(chain=here.case.pk, object=f"advice:{one.pk}")]
    assert {each["verb"] for each in told} >= {"advice_asked", "advice_answered", "advice_viewed", "advice_read"}
    assert "grandmother" not in json.dumps(told)
    history = signed_in(here.manager).get(f"/cases/{here.case.key}/history/").content.decode()
    assert "asked a question to Legal" in history


def test_general_advice_is_shown_to_all_staff_by_its_author_and_says_who_asked_to_nobody_else() -> None:
    here = Place()
    one = asks(here.asker, "Are names of junior officers removed as a routine?")
    at, other = f"/advice/{one.key}/", person(Role.CLERK)
    assert [sees(each, one) for each in (here.asker, here.stranger, here.colleague, other)] == [
        True,
        True,
        False,
        False,
    ]
    signed_in(here.lawyer).post(f"{at}answer/", {"text": "No: a redaction needs a reason of its own"})
    signed_in(here.lawyer).post(f"{at}themes/", {"themes": "redaction, Junior officers, REDACTION"})
    assert signed_in(here.stranger).post(f"{at}publish/").status_code == 403
    assert signed_in(here.lawyer).post(f"{at}publish/").status_code == 302
    page = signed_in(other).get(at).content.decode()
    assert ("a reason of its own" in page, "Asha Asker" in page) == (True, False)
    assert "Asha" not in signed_in(other).get("/advice/").content.decode()
    signed_in(here.stranger).post(f"{at}answer/", {"text": "Since the appeal of 2024 this is settled"})
    assert has(here.asker, "Read what Legal answered")
    with pytest.raises(Error, match="permission denied"), acting(Actor(user=here.lawyer.pk)):
        Advice.objects.update(question="Another question than that")
    signed_in(here.lawyer).post(f"{at}withdraw/")
    assert not sees(other, one)
    gap = signed_in(here.lawyer).post(
        f"{at}gap/", {"title": "Names of officers", "what": "That they stay", "source": "question"}
    )
    (noted,) = Gap.objects.all()
    assert gap["Location"] == f"/training/gaps/{noted.key}/"
    again = asks(here.colleague, "May we black out names of junior officers?")
    signed_in(here.stranger).post(f"/advice/{again.key}/gap/join/", {"gap": noted.key})
    shown = signed_in(here.lawyer).get(f"/training/gaps/{noted.key}/").content.decode()
    assert shown.count("Question of") == 2
    assert signed_in(other).get(f"/training/gaps/{noted.key}/").content.decode().count("Question of") == 0


def test_a_question_waits_for_lawyers_and_is_overdue_by_working_days() -> None:
    here = Place()
    with standing_at(datetime(2026, 4, 1, 12, tzinfo=UTC)):  # Easter is the next weekend
        one = asks(here.asker, "Is consent needed for this?")
        assert waiting(here.stranger, "Answer a question").by == date(2026, 4, 10)
        assert waiting(here.stranger, "Answer a question").pressing is Pressing.NEXT
    with standing_at(datetime(2026, 4, 11, 12, tzinfo=UTC)):
        assert waiting(here.stranger, "Answer a question").pressing is Pressing.FIRST
        assert "Overdue" in signed_in(here.stranger).get("/advice/").content.decode()
        assert not has(here.asker, "Answer a question")
        with acting(Actor(user=here.lawyer.pk)):
            question = advising.Question("Asked on the telephone, about consent", None, None, ("Consent",))
            with pytest.raises(BadInput, match="yet to come"):
                advising.log(
                    by=here.lawyer,
                    question=question,
                    asked_by=here.colleague,
                    on=date(2026, 4, 12),
                    answer="Yes it is so",
                )
            advising.log(
                by=here.lawyer, question=question, asked_by=here.colleague, on=date(2026, 4, 2), answer="Yes it is so"
            )
        with acting(Actor(user=here.lawyer.pk)):
            advising.answer(by=here.lawyer, advice=one, text="Yes, in most cases it is")
    assert [each.what for each in waits(here.stranger) if "question" in each.what] == []
    assert has(here.colleague, "Read what Legal")
    alone = case(manager=here.manager, name="No lawyer family")
    unseen = asks(here.manager, "Can this wait until June?", alone)
    page = signed_in(here.manager).get(f"/advice/{unseen.key}/").content.decode()
    assert "No lawyer can see this case" in page
    with acting(Actor(user=here.manager.pk)):
        assert advice_log.lawyers_who_see(here.case) == 1
        with pytest.raises(Refused, match="role"):
            advising.answer(by=here.manager, advice=unseen, text="I think that it can")


def test_the_log_is_searched_and_narrowed_and_no_word_stands_in_an_address_or_the_ledger() -> None:
    here = Place()
    one = asks(here.asker, "Does Zebedee need permission to travel?", here.case)
    two = asks(here.colleague, "Which form do the police use?")
    with acting(Actor(user=here.lawyer.pk)):
        advising.answer(by=here.lawyer, advice=two, text="The request form of the protocol, signed by an inspector")
        advising.sort(by=here.lawyer, advice=two, themes=["Police"])

    def found(user: User, **asked: str) -> tuple[bool, bool]:
        client = signed_in(user)
        answer = client.post("/advice/", asked)
        page = client.get(answer["Location"]).content.decode()
        assert all(word not in answer["Location"] for word in asked.values() if len(word) > 4)
        return one.key in page, two.key in page

    assert found(here.lawyer, words="zebedee travelling") == (True, False)
    assert found(here.stranger, words="zebedee") == (False, False)
    assert found(here.lawyer, words="“signed by an inspector”") == (False, True)  # of an answer
    assert found(here.lawyer, words="police") == (False, True)
    assert found(here.lawyer, theme="Police") == (False, True)
    assert found(here.lawyer, state="open") == (True, False)
    assert found(here.lawyer, lawyer=str(here.lawyer.key)) == (False, True)
    assert found(here.asker, state="mine") == (True, False)
    day = {"since_day": "1", "since_month": "1", "since_year": "2050"}
    assert found(here.lawyer, **day) == (False, False)
    asked = signed_in(here.asker).post(
        "/advice/ask/", {"question": "What about this one?", "team": str(here.team.key), "case": "C-none"}
    )
    assert (asked.status_code, "that you can see" in asked.content.decode()) == (422, True)
    form = signed_in(here.asker).get("/advice/ask/", {"case": here.case.key}).content.decode()
    assert here.case.reference in form
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        lines = "".join(Entry.objects.filter(chain=0, verb="advice_searched").values_list("line", flat=True))
    assert lines
    assert "zebedee" not in lines.casefold()


def test_a_copy_of_a_case_holds_no_word_of_advice_an_open_question_keeps_the_case_and_it_goes_with_it() -> None:
    manager, second = person(Role.MANAGER), person(Role.INFORMATION_GOVERNANCE)
    one = due_case(manager, second)
    asked = asks(manager, "May this file be destroyed now?", one)
    with acting(Actor(user=manager.pk)):
        assert any("question to Legal" in each for each in obstacles(one))
    lawyer = person(Role.LAWYER)
    with acting(Actor(user=manager.pk)):
        cases.grant(by=manager, case=one, user=lawyer, purpose="Advice on the file", last_day=days(3))
    with acting(Actor(user=lawyer.pk)):
        advising.answer(by=lawyer, advice=asked, text="Yes, nothing stands against it")
    with acting(Actor(user=manager.pk)):
        assert not any("question to Legal" in each for each in obstacles(one))
    archive = copy_of(manager, one)
    (name,) = [each for each in archive.namelist() if each.endswith("advice.csv")]
    listed = archive.read(name).decode()
    assert (manager.name in listed, lawyer.name in listed) == (True, True)
    held = b"".join(archive.read(each) for each in archive.namelist())
    assert b"nothing stands against it" not in held  # privileged: the manager asked, but a copy is made for others too
    assert b"be destroyed now" not in held
    assert all(rows_of(one)[table] for table in TABLES_WITH_CASE)
    destroyed(manager, second, one)
    assert not any(rows_of(one).values())
    with connection.cursor() as cursor:
        for table in TABLES_WITH_CASE:
            cursor.execute("select relrowsecurity from pg_class where relname = %s", [table])
            assert cursor.fetchone() == (True,)
