"""Tokens of other systems: of one team, shown once, ended by hand, by a day, and never wider than who made them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from tests.web.people import case, days, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import receiving, services, tokens
from candour.cases.models import TABLES_WITH_CASE, Case, File, Token
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import now, standing_at
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def made(by: User, of: Team, *, last_day: int = 30) -> tuple[Token, str]:
    with acting(Actor(user=by.pk)):
        return tokens.make(by=by, team=of, name="Records system", last_day=days(last_day))


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
    return client


def seen(token: Token) -> set[int]:
    with acting(Actor(token=token.pk)):
        return set(Case.objects.values_list("pk", flat=True))


def test_a_token_sees_the_cases_of_its_team_while_it_runs() -> None:
    ours, theirs = team(), team()
    manager = person(Role.MANAGER, team=ours)
    one, two, other = (
        case(manager=manager, teams=(ours,)),
        case(manager=manager),
        case(manager=manager, teams=(theirs,)),
    )
    token, _ = made(manager, ours)
    assert seen(token) == {one.pk}
    with acting(Actor(user=manager.pk)):
        services.remove_team(by=manager, case=one, team=ours)
        services.add_team(by=manager, case=two, team=ours)
    assert seen(token) == {two.pk}
    with acting(Actor(user=manager.pk)):
        tokens.end(by=manager, token=token)
    assert seen(token) == set()
    assert other.pk
    yesterdays, _ = made(manager, ours, last_day=0)
    assert seen(yesterdays) == {two.pk}
    Token.objects.filter(pk=yesterdays.pk).update(last_day=days(-1))
    assert seen(yesterdays) == set()


def test_a_token_sees_nothing_of_its_cases_but_files_and_how_they_stand() -> None:
    ours = team()
    manager = person(Role.MANAGER, team=ours)
    one = case(manager=manager, teams=(ours,))
    token, _ = made(manager, ours)
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_policies where policyname = 'by_token' order by 1")
        assert [table for (table,) in cursor.fetchall()] == [
            "cases_case", "cases_file", "cases_manifest", "cases_preparation", "cases_upload",
        ]  # fmt: skip
    with acting(Actor(token=token.pk)), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_team")
        assert cursor.fetchone() == (0,)
        assert Case.objects.filter(pk=one.pk).update(name="Changed") == 0
    with acting(Actor(user=manager.pk)), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_team")
        assert cursor.fetchone() == (1,)
    assert "cases_team" in TABLES_WITH_CASE


def test_a_token_adds_no_file_to_a_case_of_another_team() -> None:
    ours, manager = team(), person(Role.MANAGER)
    member = person(Role.MANAGER, team=ours)
    other = case(manager=manager, teams=(team(),))
    token, _ = made(member, ours)
    with pytest.raises(Exception, match="row-level security"), acting(Actor(token=token.pk)):
        receiving.begin(by=None, case=other)
    with acting(Actor(user=manager.pk)):
        assert not File.objects.exists()


def test_nobody_makes_one_for_a_team_they_are_not_in_nor_for_ever() -> None:
    ours, theirs = team(), team()
    manager, worker = person(Role.MANAGER, team=ours), person(Role.PRACTITIONER, team=ours)
    with pytest.raises(Refused, match="not in this team"):
        made(manager, theirs)
    with pytest.raises(Refused, match="role"):
        made(worker, ours)
    for last_day in (-1, 367):
        with pytest.raises(BadInput, match="within the next year"):
            made(manager, ours, last_day=last_day)


def test_only_a_hash_is_kept_and_the_ledger_says_who_and_for_which_team() -> None:
    ours = team()
    manager, governance = person(Role.MANAGER, team=ours), person(Role.INFORMATION_GOVERNANCE)
    token, secret = made(manager, ours)
    assert secret.startswith("candour_")
    assert len(secret) > 45
    assert tokens.of_secret(secret) == token
    assert tokens.of_secret(secret[:-1]) is None
    assert tokens.of_secret(token.digest) is None
    with connection.cursor() as cursor:
        cursor.execute("select cases_token::text from cases_token")
        assert secret not in str(cursor.fetchall())
    with acting(Actor(user=governance.pk)):
        tokens.end(by=governance, token=token)
    assert tokens.of_secret(secret) is None
    with acting(Actor(user=governance.pk)):
        entries = list(Entry.objects.filter(verb__in=[Verb.TOKEN_MADE, Verb.TOKEN_ENDED]).order_by("seq"))
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("token_made", manager.pk),
        ("token_ended", governance.pk),
    ]
    assert not any(secret in entry.line for entry in entries)


def test_the_last_day_is_the_last() -> None:
    ours = team()
    token, secret = made(person(Role.MANAGER, team=ours), ours, last_day=2)
    with standing_at(now() + timedelta(days=2)):
        assert tokens.of_secret(secret) == token
    with standing_at(now() + timedelta(days=3)):
        assert tokens.of_secret(secret) is None


# ---------------------------------------------------------------- pages


def test_who_may_open_the_pages() -> None:
    ours = team()
    manager, worker, admin = person(Role.MANAGER, team=ours), person(Role.PRACTITIONER), person(Role.ADMINISTRATOR)
    for address in ("/cases/tokens/", "/cases/tokens/make/"):
        answers = [browser(user).get(address).status_code for user in (manager, worker, admin, None)]
        assert answers == [200, 403, 403, 302]
        assert browser(manager).put(address).status_code == 405
    assert browser(manager).get("/cases/tokens/end/").status_code == 405
    assert browser(worker).post("/cases/tokens/end/", {"token": "1"}).status_code == 403


def test_a_token_is_made_shown_once_and_ended() -> None:
    ours = team("Safeguarding North")
    manager = person(Role.MANAGER, team=ours)
    client, day = browser(manager), days(20)
    assert "No other system" in client.get("/cases/tokens/").content.decode()
    given = {"name": "Records", "team": ours.pk, "last_day_day": day.day, "last_day_month": day.month,
             "last_day_year": day.year}  # fmt: skip
    page = client.post("/cases/tokens/make/", given).content.decode()
    secret = re.search(r"candour_[\w-]{43}", page)
    assert secret is not None
    token = tokens.of_secret(secret[0])
    assert token is not None
    listed = client.get("/cases/tokens/").content.decode()
    assert "Safeguarding North" in listed
    assert secret[0] not in listed
    assert b"cannot be taken back" in client.post("/cases/tokens/end/", {"token": token.pk}).content
    assert tokens.of_secret(secret[0]) is not None
    assert client.post("/cases/tokens/end/", {"token": token.pk, "sure": "1"}).status_code == 302
    assert tokens.of_secret(secret[0]) is None
    for wrong in (str(token.pk), "0", "x", "", "9" * 30):
        assert client.post("/cases/tokens/end/", {"token": wrong, "sure": "1"}).status_code == 404


def test_what_is_wrong_is_said_in_the_form() -> None:
    ours, theirs = team(), team()
    manager = person(Role.MANAGER, team=ours)
    given = {"name": "", "team": theirs.pk, "last_day_day": "31", "last_day_month": "2", "last_day_year": "2027"}
    answer = browser(manager).post("/cases/tokens/make/", given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "team", "last_day"}
    assert "You are in no team" in browser(person(Role.MANAGER)).get("/cases/tokens/make/").content.decode()
    with acting(NOBODY):
        assert not Token.objects.exists()
