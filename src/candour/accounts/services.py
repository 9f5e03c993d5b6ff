"""Adds people, gives and takes roles, ends access. Every change is in the ledger; nothing is removed."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
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
    email, name = _address(email), _name(name)
    _not_there_yet(email)
    user = User(email=email, name=name, joined_at=now())
    user.set_password(password)
    user.save()
    _vouch(user)
    record(Verb.PERSON_ADDED, object=f"user:{user.pk}")
    return user


def change_person(*, by: User, user: User, email: str, name: str) -> None:
    """The e-mail address is what somebody signs in with: a new one ends what was open under the old one."""
    _may(by)
    email, name = _address(email), _name(name)
    if (email, name) == (user.email, user.name):
        return
    if email.lower() != user.email.lower():
        _not_there_yet(email)
    user.email, user.name = email, name
    user.save(update_fields=["email", "name"])
    _vouch(user)
    record(Verb.PERSON_CHANGED, object=f"user:{user.pk}")


def _address(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput("This is not an e-mail address.", do="Give an address as name@council.example.") from None
    return email


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadInput("A person needs a name.", do="Give the name that colleagues know.")
    return name


def _not_there_yet(email: str) -> None:
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("Somebody with this e-mail address is there already.", do="Change what that person may do.")


def _vouch(user: User) -> None:
    """An address that an administrator gave counts as proved: nobody types in their own."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)


def end_access(*, by: User, user: User) -> None:
    """The person can no longer sign in and holds nothing; what they did stays. Nobody ends their own access."""
    _may(by)
    if by == user:
        raise Refused("Nobody can end their own access.", do="Ask another administrator.")
    _an_administrator_stays(user)
    RoleHeld.objects.filter(user=user, ended_at=None).update(ended_at=now())
    Membership.objects.filter(user=user, ended_at=None).update(ended_at=now())
    user.is_active = False
    _sign_in_anew(user)
    user.save(update_fields=["is_active"])
    record(Verb.PERSON_STOPPED, object=f"user:{user.pk}")


def let_back(*, by: User, user: User) -> None:
    """Somebody whose access ended comes back, without the roles and teams they had."""
    _may(by)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(Verb.PERSON_BACK, object=f"user:{user.pk}")


def reset_sign_in(*, by: User, user: User) -> None:
    """For a lost phone or a stolen password: no second factor, no password, signed out everywhere.

    Nobody resets their own: whoever is at an administrator's desk could take the account over.
    """
    _may(by)
    if by == user:
        raise Refused("Nobody resets their own sign-in.", do="Ask another administrator.")
    _sign_in_anew(user)
    record(Verb.SIGN_IN_RESET, object=f"user:{user.pk}")


def _sign_in_anew(user: User) -> None:
    """An unusable password is another one each time, and a session ends with the password it began with."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])


def give_role(*, by: User | None, user: User, role: Role) -> None:
    """Nobody gives a role to themselves: Refused. A role held already stays as it is."""
    _may(by)
    _not_oneself(by, user)
    if not user.is_active:
        raise Refused("The access of this person has ended.", do="Give them access again first.")
    _, made = RoleHeld.objects.get_or_create(
        user=user, role=role, ended_at=None, defaults={"given_at": now(), "given_by": by}
    )
    if made:
        record(Verb.ROLE_GIVEN, object=f"user:{user.pk}", role=str(role))


def take_role(*, by: User, user: User, role: Role) -> None:
    """The last administrator keeps that role: Refused."""
    _may(by)
    _not_oneself(by, user)
    if role == Role.ADMINISTRATOR:
        _an_administrator_stays(user)
    if RoleHeld.objects.filter(user=user, role=role, ended_at=None).update(ended_at=now()):
        record(Verb.ROLE_TAKEN, object=f"user:{user.pk}", role=str(role))


def _an_administrator_stays(leaving: User) -> None:
    """Waits for whoever takes the role from somebody else at the same moment, and looks again after them."""
    held = RoleHeld.objects.select_for_update().filter(role=Role.ADMINISTRATOR, ended_at=None).order_by("pk")
    users = {each.user_id for each in held}
    if leaving.pk in users and users == {leaving.pk}:
        raise Refused(
            "This is the last system administrator.",
            means="Without one nobody could change who may use Candour.",
            do="Give somebody else that role first.",
        )


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
    """Who joins a team sees its cases. Nobody puts themselves into a team: Refused."""
    _may(by)
    if by == user:
        raise Refused("Nobody puts themselves into a team.", do="Ask another administrator.")
    if not user.is_active:
        raise Refused("The access of this person has ended.", do="Give them access again first.")
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
