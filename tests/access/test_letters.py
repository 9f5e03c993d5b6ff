"""Letters are drafted, kept version by version, and finished only when nothing stands against it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.access.desk import POLICE, Desk, entered, on_day
from tests.access.letters import complete, decided, written
from tests.cases.owner import as_owner

from candour.access.letters import not_now, templates_for
from candour.access.letters_checked import gaps
from candour.access.letters_kept import downloaded, finish, hindrances, save
from candour.access.letters_mailed import mail
from candour.access.models import Letter, Outcome, Request
from candour.access.routing import link_case
from candour.accounts.roles import Role
from candour.cases.models import Person
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def saved(desk: Desk, letter: Letter, body: str, *, by: Role = OFFICER) -> Letter:
    return desk.does(by, save, letter=letter, subject=letter.subject, body=body)


def test_what_is_known_is_filled_in(desk: Desk) -> None:
    with on_day("2026-11-02"):
        made = written(desk, desk.request(their_reference="", wants=""), "acknowledgement")
    assert "Dear Ada Marsh," in made.body
    assert "We received it on 2 November 2026." in made.body
    assert "We have to answer by 2 December 2026 (the law: UK GDPR Art 12(3) and 12A)." in made.body
    assert "You can ask us for a support worker" in made.body
    assert made.address == "Ada Marsh\nada@example.org"


def test_a_line_with_nothing_in_it_is_left_out(desk: Desk) -> None:
    made = written(desk, desk.request(wants=""), "acknowledgement")
    assert "in your words" not in made.body
    told = written(desk, desk.request(wants="My years at Hill House"), "acknowledgement")
    assert "in your words: My years at Hill House" in told.body


def test_braces_in_somebodys_words_are_no_placeholders_when_it_is_drafted(desk: Desk) -> None:
    made = written(desk, desk.request(wants="What {contact} means"), "acknowledgement")
    assert "What {contact} means" in made.body


def test_a_way_that_bears_no_address_leaves_it_out(desk: Desk) -> None:
    made = written(desk, desk.request(contact_way="phone", contact="01234 567890"), "acknowledgement")
    assert made.address == "Ada Marsh"


def test_what_is_not_known_is_a_gap_and_the_letter_cannot_be_finished(desk: Desk) -> None:
    made = written(desk, desk.request(), "extension")
    assert "[… why more time is needed]" in made.body
    with pytest.raises(Refused, match="cannot be finished") as refused:
        desk.does(OFFICER, finish, letter=made)
    assert "Something is not filled in: why more time is needed." in refused.value.means
    whole = made.body
    for words in gaps(made.body):
        whole = whole.replace(f"[… {words}]", "words enough")
    done = desk.does(OFFICER, finish, letter=saved(desk, made, whole))
    assert (done.version, done.finished) == (3, True)


@pytest.mark.parametrize("left", ["[…]", "[… something else", "{new_due}"])
def test_whatever_looks_like_a_gap_is_one(desk: Desk, left: str) -> None:
    made = written(desk, desk.request(), "acknowledgement")
    with pytest.raises(Refused, match="cannot be finished"):
        desk.does(OFFICER, finish, letter=saved(desk, made, f"{made.body}\n{left}"))


def test_every_version_is_kept_and_none_is_changed(desk: Desk) -> None:
    made = written(desk, desk.request(), "acknowledgement")
    second = saved(desk, made, "Dear Ada,\n\nWe have it.", by=Role.INFORMATION_GOVERNANCE)
    desk.does(OFFICER, finish, letter=second)
    with acting(Actor(user=desk.who(OFFICER).pk)):
        kept = list(Letter.objects.filter(key=made.key).order_by("version"))
        assert [(each.version, each.finished, each.by_id) for each in kept] == [
            (1, False, desk.who(OFFICER).pk),
            (2, False, desk.who(Role.INFORMATION_GOVERNANCE).pk),
            (3, True, desk.who(OFFICER).pk),
        ]
        assert kept[0].body == made.body
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Letter.objects.filter(pk=kept[0].pk).update(body="Something else")
    assert entered(made.request)[1:] == ["letter_written", "letter_written", "letter_finished"]


def test_what_somebody_saved_meanwhile_is_not_lost(desk: Desk) -> None:
    made = written(desk, desk.request(), "acknowledgement")
    saved(desk, made, "Dear Ada, this is mine.")
    with pytest.raises(Refused, match="saved this letter meanwhile"):
        saved(desk, made, "Dear Ada, this is another's.")
    with pytest.raises(Refused, match="saved this letter meanwhile"):
        desk.does(OFFICER, finish, letter=made)


def test_a_finished_letter_is_changed_no_more(desk: Desk) -> None:
    done = desk.does(OFFICER, finish, letter=written(desk, desk.request(), "acknowledgement"))
    for again in (lambda: saved(desk, done, "Dear Ada, and more."), lambda: desk.does(OFFICER, finish, letter=done)):
        with pytest.raises(Refused, match="This letter is finished"):
            again()


@pytest.mark.parametrize(
    ("subject", "body"), [("", "Text"), ("Subject", "  \n "), ("x" * 201, "Text"), ("S", "x" * 20_001)]
)
def test_a_letter_needs_words_and_not_too_many(desk: Desk, subject: str, body: str) -> None:
    made = written(desk, desk.request(), "acknowledgement")
    with pytest.raises(BadInput):
        desk.does(OFFICER, save, letter=made, subject=subject, body=body)


def test_only_who_may_take_its_step_writes_it(desk: Desk) -> None:
    request = desk.request()
    with pytest.raises(Refused, match="lengthen the time"):
        written(desk, request, "extension", by=Role.PRACTITIONER)
    made = written(desk, request, "extension")
    with pytest.raises(Refused, match="lengthen the time"):
        saved(desk, made, "Dear Ada, this is not mine to write.", by=Role.BUSINESS_SUPPORT)


def test_who_sends_may_download_what_is_finished_and_nobody_what_is_not(desk: Desk) -> None:
    made = written(desk, desk.request(), "acknowledgement")
    with pytest.raises(Refused, match="not finished"):
        desk.does(OFFICER, downloaded, letter=made, form="pdf")
    done = desk.does(OFFICER, finish, letter=made)
    desk.does(Role.BUSINESS_SUPPORT, downloaded, letter=done, form="pdf")
    assert entered(made.request)[-1] == "letter_downloaded"
    with pytest.raises(Refused, match="Your role"):
        desk.does(Role.READER, downloaded, letter=done, form="pdf")


def test_an_answer_says_what_was_decided(desk: Desk) -> None:
    request = complete(desk)
    named = {each.id: each for each in templates_for(request)}
    with acting(Actor(user=desk.who(OFFICER).pk)):
        assert not_now(request, named["refusal"]) == "Nothing was decided yet."
    request = decided(desk, request, Outcome.GIVE_PART)
    with acting(Actor(user=desk.who(OFFICER).pk)):
        assert not_now(request, named["refusal"]) == "It was decided otherwise: give a part."
        assert not_now(request, named["part"]) == ""
    with pytest.raises(Refused, match="does not fit"):
        written(desk, request, "refusal")
    assert "police_answer" not in named


def test_a_decision_that_changed_stops_the_letter_about_the_one_before(desk: Desk) -> None:
    request = decided(desk, complete(desk), Outcome.GIVE)
    made = written(desk, request, "release")
    decided(desk, request, Outcome.REFUSE)
    with pytest.raises(Refused, match="does not fit the request any more"):
        desk.does(OFFICER, finish, letter=made)


def against(desk: Desk, letter: Letter, *, by: Role = OFFICER, **changed: Any) -> str:
    with acting(Actor(user=desk.who(by).pk)):
        there = Letter.objects.select_related("request", "consultation").get(pk=letter.pk)
        for name, value in changed.items():
            setattr(there, name, value)
        return " ".join(hindrances(there, address=there.address))


@pytest.mark.parametrize(
    "words",
    [
        "Ring me on 07700-900 123.", "We wrote to ADA@OLD.example.org.", "to 12 Harbour  View", "at mf1 2ab",
        "We came to the house in Milford.",
    ],
)  # fmt: skip
def test_no_contact_that_must_never_be_used_stands_in_a_letter(desk: Desk, words: str) -> None:
    never = "the house in Milford; 07700 900123, ada@old.example.org\n12 Harbour View, Milford MF1 2AB"
    made = written(desk, desk.request(contact_never=never), "acknowledgement")
    assert against(desk, made) == ""
    assert (
        against(desk, made, body=f"{made.body}\n{words}")
        == "It holds a way to reach the requester that must never be used."
    )
    assert "must never be used" in against(desk, made, address=words)


def test_what_the_register_locks_stands_in_no_letter(desk: Desk) -> None:
    request = desk.request()
    with acting(Actor(user=desk.manager.pk)):
        Person.objects.create(
            case=desk.case, key="P9", name="Nell Frost", role="mother", address="4 Mill Lane, Moorland MF1 2AB",
            phones=["01234 567890"], never_disclose=["address", "phone"],
        )  # fmt: skip
    made = written(desk, request, "acknowledgement")
    for words in ("She lives at 4 Mill Lane.", "In MF1 2AB", "Ring 01234567890"):
        assert "locked in the register" in against(desk, made, body=words)
    assert against(desk, made, body="Nell Frost lives somewhere else now.") == ""


def test_a_request_without_a_case_has_no_register(desk: Desk) -> None:
    made = written(desk, desk.request(case=None), "acknowledgement")
    assert against(desk, made, body="Words") == ""
    desk.does(Role.MANAGER, link_case, request=made.request, case=desk.case)


def test_another_body_is_told_no_name_beyond_the_reference(desk: Desk) -> None:
    made = written(desk, desk.request(**POLICE), "acknowledgement")
    assert against(desk, made) == ""
    assert "It names whom" in against(desk, made, body=f"{made.body}\nIt is about Ada.")
    assert "It names whom" in against(desk, made, subject="About Miss Marsh")
    own = written(desk, desk.request(), "acknowledgement")
    assert against(desk, own, body="Dear Ada Marsh") == ""


def test_somebody_who_is_asked_is_not_told_who_asked(desk: Desk) -> None:
    request = complete(desk, name="May Will", about="Tom Reed")
    made = written(desk, request, "consultation")
    assert made.address == "Nell Frost\n4 Mill Lane, Moorland"
    assert against(desk, made) == ""
    for words in ("Tom asked", "Mr Reed asked", "It was May."):
        assert "It names whom" in against(desk, made, body=f"{made.body}\n{words}")
    assert against(desk, made, body=f"{made.body}\nIt may be, and will be.") == ""


def test_who_must_not_be_asked_gets_no_letter(desk: Desk) -> None:
    from candour.access.letters_kept import write
    from candour.access.searching import consult

    request = desk.request()
    row = desk.does(
        OFFICER, consult, request=request, name="Nell Frost", about="Her report of 2009", not_asked="It is not safe."
    )
    with pytest.raises(Refused, match="does not fit"):
        desk.does(OFFICER, write, request=request, template="consultation", consultation=row)
    asked = desk.does(OFFICER, consult, request=request, name="Bo Frost", about="His report of 2009", contact="By post")
    with pytest.raises(Refused, match="not to be asked"):
        desk.does(OFFICER, write, request=request, template="consultation", consultation=row)
    with pytest.raises(BadInput, match="what the letter is about"):
        desk.does(OFFICER, write, request=request, template="consultation")
    other = desk.request(name="Somebody Else")
    desk.does(OFFICER, consult, request=other, name="Jo Frost", about="Her report of 2009", contact="By post")
    with pytest.raises(BadInput, match="another request"):
        desk.does(OFFICER, write, request=other, template="consultation", consultation=asked)
    assert desk.does(OFFICER, write, request=request, template="consultation", consultation=asked).version == 1


def test_letters_are_seen_with_their_request(desk: Desk) -> None:
    made = written(desk, desk.request(case=None), "acknowledgement")
    outside = Desk()
    with acting(Actor(user=outside.who(OFFICER).pk)):
        assert not Letter.objects.filter(pk=made.pk).exists()
        assert not Request.objects.filter(pk=made.request_id).exists()


def test_letters_go_with_their_request(desk: Desk) -> None:
    done = desk.does(OFFICER, finish, letter=written(desk, desk.request(case=None), "acknowledgement"))
    desk.does(OFFICER, mail, letter=done)
    as_owner("delete from access_request where id = %s returning id", done.request_id)
    assert as_owner("select (select count(*) from access_letter), (select count(*) from access_letter_mail)") == [
        (0, 0)
    ]


def test_the_list_asks_the_database_no_more_often_for_more_letters(desk: Desk) -> None:
    request, client = desk.request(), Client()
    client.force_login(desk.who(OFFICER))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/requests/{request.key}/letters/").status_code == 200
        return len(asked)

    written(desk, request, "acknowledgement")
    questions()
    before = questions()
    for name in ("acknowledgement", "extension", "clarification"):
        written(desk, request, name)
    assert questions() == before
