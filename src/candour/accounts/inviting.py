"""Sends somebody the link by which they set a password. Whoever reads the mail first can use it, once, for some days."""

from __future__ import annotations

import smtplib

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import Refused, Unavailable
from candour.ledger.acting import record
from candour.ledger.verbs import Verb


def send_link(*, by: User, user: User, request: HttpRequest) -> None:
    """Raises Unavailable when the message cannot be handed over: then what was to be done with it is not done either."""
    check(by, Act.MANAGE_PEOPLE)
    if not user.is_active:
        raise Refused("The access of this person has ended.", do="Give them access again first.")
    link = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    told = {
        "person": user,
        "by": by,
        "site": request.build_absolute_uri("/"),
        "link": request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=link)),
        "other": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    message = EmailMessage(
        subject="Your access to Candour", body=render_to_string("accounts/mail/link.txt", told), to=[user.email]
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException):
        raise Unavailable(
            "The message with the link could not be sent.",
            means="Nothing was changed: without the link the person could not sign in.",
            do="See that the mail server works, then send the form again.",
        ) from None
    record(Verb.PASSWORD_LINK_SENT, object=f"user:{user.pk}")
