"""Goes to the pages of steps as somebody of the desk, and sends what they fill in, for tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from tests.access.desk import Desk

from candour.access.models import Request
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.clock import today


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(made: Request, step: str, **told: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in told.items())
    return f"/requests/{made.key}/{step}/" + (f"?{asked}" if asked else "")


def day(name: str = "on") -> dict[str, str]:
    now = today()
    return {f"{name}_day": str(now.day), f"{name}_month": str(now.month), f"{name}_year": str(now.year)}


def take(desk: Desk, role: Role, made: Request, step: str, do: str, row: str = "", **given: str) -> HttpResponse:
    return as_(desk.who(role)).post(at(made, step), {"do": do, "row": row, **given})


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())
