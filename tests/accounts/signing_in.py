"""Signing in as a browser does it, and the codes that an authenticator app would show."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candour.accounts.models import User


def code(secret: str, *, at: float | None = None) -> str:
    """RFC 6238: six digits, SHA-1, thirty seconds."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def secret_of(user: User) -> str:
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return decrypt(held.data["secret"])


def give_password(client: Client, email: str, password: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def give_code(client: Client, given: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": given})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200
