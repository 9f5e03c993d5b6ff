"""Pages about people: an administrator's only, every change in the ledger, nobody changes their own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.web.people import person, team

from candour.accounts import queries
from candour.accounts.models import RoleHeld, Team, User
from candour.accounts.roles import Act, Role, may
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
ONE_S = ("person", "details", "roles", "teams_of", "link", "reset", "end", "back")
CHANGING = ("link",)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def done_by(user: User, *verbs: Verb) -> list[tuple[Verb, str]]:
    with acting(Actor(user=user.pk)):
        return [(each.verb, each.object) for each in ledger.history(limit=20) if each.actor == user.pk][: len(verbs)]


@pytest.mark.parametrize("role", [role for role in Role if not may({role}, Act.MANAGE_PEOPLE)])
def test_no_other_role_opens_any_of_them(role: Role) -> None:
    client, other = as_(person(role)), person()
    for name in ("people", "add", "teams"):
        assert client.get(reverse(f"accounts:{name}")).status_code == 403
    for name in ONE_S:
        address = reverse(f"accounts:{name}", args=[other.key])
        assert (client.post if name in CHANGING else client.get)(address).status_code == 403


@pytest.mark.parametrize("name", ONE_S)
def test_signed_out_unknown_and_wrong_method(name: str) -> None:
    other, client = person(), as_(person(Role.ADMINISTRATOR))
    address = reverse(f"accounts:{name}", args=[other.key])
    method = "post" if name in CHANGING else "get"
    assert getattr(Client(), method)(address).headers["Location"].startswith("/sign-in/login/?next=")
    assert getattr(client, method)(reverse(f"accounts:{name}", args=[uuid.uuid4()])).status_code == 404
    assert client.delete(address).status_code == 405


def test_the_list_is_searched_and_filtered() -> None:
    north, admin = team("North"), person(Role.ADMINISTRATOR, name="Ada Admin")
    person(Role.LAWYER, team=north, name="Bo Lawyer")
    gone = person(Role.MANAGER, name="Cy Gone")
    client = as_(admin)
    client.post(reverse("accounts:end", args=[gone.key]))

    def shown(**asked: str) -> set[str]:
        page = client.get(reverse("accounts:people"), asked).content.decode()
        return set(re.findall(r'href="/people/[0-9a-f-]{36}/">(.*?)</a>', page))

    assert shown() == {"Ada Admin", "Bo Lawyer"}
    assert shown(words="law bo") == {"Bo Lawyer"}
    assert shown(role="lawyer") == {"Bo Lawyer"}
    assert shown(team=str(north.key)) == {"Bo Lawyer"}
    assert shown(access="ended") == {"Cy Gone"}
    assert shown(access="all") == {"Ada Admin", "Bo Lawyer", "Cy Gone"}
    assert shown(words="nobody like this") == set()
    assert shown(role="rubbish", team="rubbish", access="rubbish") == {"Ada Admin", "Bo Lawyer"}


def test_many_people_stand_on_several_pages() -> None:
    admin = person(Role.ADMINISTRATOR, name="Ada Admin")
    for number in range(51):
        person(name=f"Zed {number:02}")
    client = as_(admin)
    first, second = (client.get(reverse("accounts:people"), {"page": page}).content.decode() for page in (1, 2))
    assert ">Zed 48</a>" in first
    assert ">Zed 50</a>" not in first
    assert ">Zed 50</a>" in second


def test_a_person_is_added_and_sets_a_password_by_the_link() -> None:
    admin, north = person(Role.ADMINISTRATOR), team("North")
    given = {
        "name": " Bo  Lawyer",
        "email": "bo@council.example",
        "roles": ["lawyer", "reader"],
        "teams": [str(north.key)],
    }
    answer = as_(admin).post(reverse("accounts:add"), given)
    assert answer.headers["Location"] == reverse("accounts:people")
    user = User.objects.get(email="bo@council.example")
    assert (user.name, queries.roles_of(user)) == ("Bo Lawyer", {Role.LAWYER, Role.READER})
    assert list(queries.teams_of(user)) == [north]
    assert not user.has_usable_password()
    [message] = mail.outbox
    assert message.to == ["bo@council.example"]
    link = re.search(r"http://testserver(/sign-in/password/reset/key/\S+)", message.body)
    assert link
    client = Client()
    page = client.get(link.group(1), follow=True)
    address = page.redirect_chain[-1][0]
    words = "a quite long pass phrase"
    client.post(address, {"password1": words, "password2": words})
    user.refresh_from_db()
    assert user.check_password(words)
    again = Client().get(link.group(1), follow=True).content.decode()
    assert 'name="password1"' not in again  # the link works once
    object_ = f"user:{user.pk}"
    assert set(done_by(admin, *[Verb.SIGNED_IN] * 5)) == {
        (Verb.PERSON_ADDED, object_),
        (Verb.ROLE_GIVEN, object_),
        (Verb.TEAM_JOINED, object_),
        (Verb.PASSWORD_LINK_SENT, object_),
    }
    with acting(Actor(user=admin.pk)):
        assert (Verb.PASSWORD_CHANGED, user.pk) in [(each.verb, each.actor) for each in ledger.history()]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Enter the person’s name"),
        ({"email": "nonsense"}, "Enter an e-mail address in the form"),
        ({"email": "TAKEN@council.example"}, "there already"),
        ({"roles": ["king"]}, "king"),
    ],
)
def test_a_form_that_does_not_fit_says_why_and_adds_nobody(change: dict[str, object], said: str) -> None:
    admin, taken = person(Role.ADMINISTRATOR), person()
    User.objects.filter(pk=taken.pk).update(email="taken@council.example")
    given = {"name": "Bo", "email": "bo@council.example", "roles": ["lawyer"], **change}
    answer = as_(admin).post(reverse("accounts:add"), given)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "There is a problem" in page
    assert said in page
    assert User.objects.count() == 2
    assert mail.outbox == []


def test_a_message_that_cannot_be_sent_leaves_nothing_done(settings_with: Callable[..., None]) -> None:
    admin = person(Role.ADMINISTRATOR)
    settings_with(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
    answer = as_(admin).post(reverse("accounts:add"), {"name": "Bo", "email": "bo@council.example"})
    assert answer.status_code == 400
    assert "could not be sent" in answer.content.decode()
    assert not User.objects.filter(email="bo@council.example").exists()
    assert all(verb != Verb.PERSON_ADDED for verb, _ in done_by(admin, *[Verb.SIGNED_IN] * 20))


def test_roles_are_given_and_taken_with_their_history() -> None:
    admin, user = person(Role.ADMINISTRATOR, name="Ada Admin"), person(Role.LAWYER)
    client, address = as_(admin), reverse("accounts:roles", args=[user.key])
    assert 'value="lawyer" checked' in client.get(address).content.decode()
    client.post(address, {"roles": ["manager"]})
    user = User.objects.get(pk=user.pk)
    assert queries.roles_of(user) == {Role.MANAGER}
    held = {each.role: each for each in RoleHeld.objects.filter(user=user)}
    assert held["lawyer"].ended_at is not None
    assert held["manager"].given_by == admin
    page = client.get(reverse("accounts:person", args=[user.key])).content.decode()
    assert "gave" in page
    assert "the role Manager" in page
    assert "took the role Social work" not in page
    assert "took the role Lawyer from" in page
    client.post(address, {"roles": []})
    assert queries.roles_of(User.objects.get(pk=user.pk)) == set()


@pytest.mark.parametrize(
    ("name", "given"),
    [("roles", {"roles": ["administrator", "lawyer"]}), ("end", {}), ("reset", {}), ("teams_of", {"teams": "any"})],
)
def test_nobody_changes_their_own(name: str, given: dict[str, object]) -> None:
    admin, north = person(Role.ADMINISTRATOR), team()
    given = {"teams": [str(north.key)]} if "teams" in given else given
    answer = as_(admin).post(reverse(f"accounts:{name}", args=[admin.key]), given)
    assert answer.status_code in (400, 403)
    assert "another administrator" in answer.content.decode()
    admin = User.objects.get(pk=admin.pk)
    assert admin.is_active
    assert queries.roles_of(admin) == {Role.ADMINISTRATOR}
    assert not queries.teams_of(admin).exists()


def test_access_ends_at_once_and_can_be_given_again() -> None:
    admin, user, north = person(Role.ADMINISTRATOR), person(Role.LAWYER), team()
    theirs, client = as_(user), as_(admin)
    client.post(reverse("accounts:teams_of", args=[user.key]), {"teams": [str(north.key)]})
    assert theirs.get("/").status_code == 200
    assert "Warning" in client.get(reverse("accounts:end", args=[user.key])).content.decode()
    client.post(reverse("accounts:end", args=[user.key]))
    assert theirs.get("/").status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.is_active, queries.roles_of(user), list(queries.teams_of(user))) == (False, frozenset(), [])
    for name in ("link", "roles", "teams_of"):
        answer = client.post(
            reverse(f"accounts:{name}", args=[user.key]), {"roles": ["lawyer"], "teams": [str(north.key)]}
        )
        assert answer.status_code in (400, 403), name
    client.post(reverse("accounts:back", args=[user.key]))
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert queries.roles_of(user) == set()
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_details_are_changed_and_an_address_is_nobody_else_s() -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    client, address = as_(admin), reverse("accounts:details", args=[user.key])
    client.post(address, {"name": "New Name", "email": "new@council.example"})
    user.refresh_from_db()
    assert (user.name, user.email) == ("New Name", "new@council.example")
    assert client.post(address, {"name": "New Name", "email": admin.email.upper()}).status_code == 400
    assert client.post(address, {"name": "New Name", "email": "NEW@council.example"}).status_code == 302
    user.refresh_from_db()
    assert user.email == "NEW@council.example"


def test_teams_are_made_joined_and_left() -> None:
    admin, user = person(Role.ADMINISTRATOR), person(name="Bo Lawyer")
    client = as_(admin)
    assert "There are no teams yet" in client.get(reverse("accounts:teams")).content.decode()
    client.post(reverse("accounts:teams"), {"name": "North"})
    north = Team.objects.get()
    assert client.post(reverse("accounts:teams"), {"name": "north"}).status_code == 400
    address = reverse("accounts:team", args=[north.key])
    assert "Nobody is in this team" in client.get(address).content.decode()
    assert client.post(address, {"email": "nobody@council.example"}).status_code == 400
    client.post(address, {"email": user.email.upper()})
    assert ">Bo Lawyer</a>" in client.get(address).content.decode()
    client.post(reverse("accounts:leave", args=[north.key, user.key]))
    assert ">Bo Lawyer</a>" not in client.get(address).content.decode()
    assert [verb for verb, _ in done_by(admin, *[Verb.SIGNED_IN] * 3)] == [
        Verb.TEAM_LEFT,
        Verb.TEAM_JOINED,
        Verb.TEAM_MADE,
    ]


def test_a_name_is_text_wherever_it_is_shown() -> None:
    admin = person(Role.ADMINISTRATOR)
    user = person(Role.LAWYER, name="<script>alert(1)</script> {object}")
    client = as_(admin)
    client.post(reverse("accounts:roles", args=[user.key]), {"roles": []})
    for address in (reverse("accounts:people"), reverse("accounts:person", args=[user.key]), reverse("ledger:ledger")):
        assert "<script>alert" not in client.get(address).content.decode()
