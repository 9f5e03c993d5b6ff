"""Who people are, what they hold and what they may do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, Prefetch, Q, QuerySet

from candour.accounts.models import Membership, RoleHeld, Team, User
from candour.accounts.roles import Act, Role, may


def roles_of(user: User) -> frozenset[Role]:
    """The roles that a person holds now; none once their access ended. Asked once per request."""
    kept = getattr(user, "_roles", None)
    if kept is None:
        held = RoleHeld.objects.filter(user=user, ended_at=None).values_list("role", flat=True)
        kept = frozenset(map(Role, held)) if user.is_active else frozenset()
        user._roles = kept  # type: ignore[attr-defined]
    return frozenset(kept)


def allowed(user: User, act: Act) -> bool:
    return may(roles_of(user), act)


def people(
    *, words: str = "", role: Role | None = None, team: Team | None = None, active: bool | None = None
) -> QuerySet[User]:
    """People by name, with the roles they hold and the teams they are in now; ``words``: each in name or address."""
    found = User.objects.order_by("name", "pk").prefetch_related(
        Prefetch("roles_held", RoleHeld.objects.filter(ended_at=None).order_by("pk")),
        Prefetch("memberships", Membership.objects.filter(ended_at=None).select_related("team").order_by("team__name")),
    )
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role is not None:
        found = found.filter(pk__in=RoleHeld.objects.filter(role=role, ended_at=None).values("user"))
    if team is not None:
        found = found.filter(pk__in=Membership.objects.filter(team=team, ended_at=None).values("user"))
    return found if active is None else found.filter(is_active=active)


def teams() -> QuerySet[Team]:
    return Team.objects.order_by("name")


def teams_counted() -> QuerySet[Team]:
    """Teams with ``members``: how many are in them now."""
    return teams().annotate(members=Count("memberships", filter=Q(memberships__ended_at=None)))


def teams_of(user: User) -> QuerySet[Team]:
    return teams().filter(pk__in=Membership.objects.filter(user=user, ended_at=None).values("team"))


def roles_ever(user: User) -> QuerySet[RoleHeld]:
    """Every role a person was given, the latest first."""
    return RoleHeld.objects.filter(user=user).select_related("given_by").order_by("-given_at", "-pk")


@dataclass(frozen=True, slots=True)
class SignsIn:
    """By what a person can sign in."""

    password: bool
    second_factors: tuple[str, ...]
    other: bool
    """Through the council's own sign-in, at least once."""


_SECOND_FACTORS = {"totp": "authenticator app", "webauthn": "passkey", "recovery_codes": "recovery codes"}


def signs_in(user: User) -> SignsIn:
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SignsIn(
        password=user.has_usable_password(),
        second_factors=tuple(words for type_, words in _SECOND_FACTORS.items() if type_ in types),
        other=SocialAccount.objects.filter(user=user).exists(),
    )


def names(users: Iterable[int | None]) -> dict[int, str]:
    """Names by number, for histories."""
    wanted: Collection[int] = {user for user in users if user is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
