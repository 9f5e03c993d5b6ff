"""Who people are, what they hold and what they may do."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from candour.accounts.models import RoleHeld, Team, User
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


def people() -> QuerySet[User]:
    return User.objects.order_by("name", "pk").prefetch_related("roles_held", "memberships__team")


def teams() -> QuerySet[Team]:
    return Team.objects.order_by("name")


def names(users: Iterable[int | None]) -> dict[int, str]:
    """Names by number, for histories."""
    wanted: Collection[int] = {user for user in users if user is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
