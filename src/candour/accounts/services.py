"""Adds people, gives and takes roles, puts people into teams. Every change is in the ledger; nothing is removed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candour.accounts.models import Membership, RoleHeld, Team, User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act, Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def add_person(*, by: User | None, email: str, name: str, password: str | None = None) -> User:
    """``by`` None: the first administrator, made on the machine itself. Raises BadInput, Refused."""
    _may(by)
    email, name = email.strip(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput("This is not an e-mail address.", do="Give an address as name@council.example.") from None
    if not name:
        raise BadInput("A person needs a name.", do="Give the name that colleagues know.")
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("Somebody with this e-mail address is there already.", do="Change what that person may do.")
    user = User(email=email, name=name, joined_at=now())
    user.set_password(password)
    user.save()
    record(Verb.PERSON_ADDED, object=f"user:{user.pk}")
    return user


def end_access(*, by: User, user: User) -> None:
    """The person can no longer sign in and holds nothing; what they did stays. Nobody ends their own access."""
    _may(by)
    if by == user:
        raise Refused("Nobody can end their own access.", do="Ask another administrator.")
    RoleHeld.objects.filter(user=user, ended_at=None).update(ended_at=now())
    Membership.objects.filter(user=user, ended_at=None).update(ended_at=now())
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    record(Verb.PERSON_STOPPED, object=f"user:{user.pk}")


def give_role(*, by: User | None, user: User, role: Role) -> None:
    """Nobody gives a role to themselves: Refused. A role held already stays as it is."""
    _may(by)
    _not_oneself(by, user)
    _, made = RoleHeld.objects.get_or_create(
        user=user, role=role, ended_at=None, defaults={"given_at": now(), "given_by": by}
    )
    if made:
        record(Verb.ROLE_GIVEN, object=f"user:{user.pk}", role=str(role))


def take_role(*, by: User, user: User, role: Role) -> None:
    """The last administrator keeps that role: Refused."""
    _may(by)
    _not_oneself(by, user)
    if RoleHeld.objects.filter(user=user, role=role, ended_at=None).update(ended_at=now()):
        record(Verb.ROLE_TAKEN, object=f"user:{user.pk}", role=str(role))


def make_team(*, by: User | None, name: str) -> Team:
    _may(by)
    name = " ".join(name.split())
    if not name:
        raise BadInput("A team needs a name.", do="Give the name that colleagues know.")
    if Team.objects.filter(name__iexact=name).exists():
        raise Refused("There is a team with this name already.", do="Put people into that team.")
    team = Team.objects.create(name=name)
    record(Verb.TEAM_MADE, object=f"team:{team.pk}")
    return team


def join_team(*, by: User | None, user: User, team: Team) -> None:
    _may(by)
    _, made = Membership.objects.get_or_create(user=user, team=team, ended_at=None, defaults={"since": now()})
    if made:
        record(Verb.TEAM_JOINED, object=f"user:{user.pk}", team=team.pk)


def leave_team(*, by: User, user: User, team: Team) -> None:
    _may(by)
    if Membership.objects.filter(user=user, team=team, ended_at=None).update(ended_at=now()):
        record(Verb.TEAM_LEFT, object=f"user:{user.pk}", team=team.pk)


def _may(by: User | None) -> None:
    if by is not None and not allowed(by, Act.MANAGE_PEOPLE):
        raise Refused("Only a system administrator changes who may use Candour.", do="Ask one.")


def _not_oneself(by: User | None, user: User) -> None:
    if by == user:
        raise Refused("Nobody changes their own roles.", do="Ask another administrator.")
