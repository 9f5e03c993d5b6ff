"""People who use the site, the roles they hold and the teams they are in. Nothing is removed: what ended has an end."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from candour.accounts.roles import NAMES, Role


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. Nobody sees everything: even the administrator sees no case."""

    key = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    """What stands in addresses."""
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        db_table = "accounts_user"
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="accounts_one_address_each")]

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role of a person, from when it was given until it was taken."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=40, choices=[(role.value, NAMES[role]) for role in Role])
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_role"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ended_at=None), name="accounts_role_held_once")
        ]


class Team(models.Model):
    key = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        db_table = "accounts_team"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a team, from when until when."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_membership"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "team"], condition=Q(ended_at=None), name="accounts_member_once")
        ]
