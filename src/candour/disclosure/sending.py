"""Words in which a link or a code is handed over by each channel, and the mail for those that go by e-mail.

A message never says whose records they are or why: anybody may read it on a shared phone. It is sent once and by the
request that made it: what holds a link or a code in clear is kept nowhere, so no job could send it later.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.mail import EmailMessage

from candour.disclosure.models import Channel, Contact

_SPOKEN = (Channel.PHONE, Channel.IN_PERSON)


@dataclass(frozen=True, slots=True)
class Message:
    """``secret``: the link or the code; ``words``: what to send, write or read out with it."""

    contact: Contact
    is_link: bool
    secret: str
    words: str

    @property
    def mailed(self) -> bool:
        return self.contact.channel == Channel.EMAIL


def message(*, contact: Contact, secret: str, is_link: bool) -> Message:
    """``secret``: a whole address, or the digits of a code."""
    return Message(contact, is_link, secret, _link(contact, secret) if is_link else _code(contact, secret))


def in_groups(code: str) -> str:
    """As people read digits out and type them."""
    return f"{code[: len(code) // 2]} {code[len(code) // 2 :]}"


def send_mails(messages: Iterable[Message]) -> bool:
    """Those by e-mail. False: one could not be sent; the address or the server's answer is nobody's to read in a log."""
    try:
        for each in messages:
            if each.mailed:
                subject = "Your link" if each.is_link else "Your code"
                EmailMessage(subject=subject, body=each.words, to=[each.contact.value]).send()
    except (OSError, ValueError, smtplib.SMTPException):
        return False
    return True


def _link(contact: Contact, address: str) -> str:
    if contact.channel in _SPOKEN:
        return (
            "Check first that you speak to the right person. Read the address out letter by letter, or write it down for them:"
            f"\n\n{address}\n\nSay that a code follows in another way, and that opening the page uses nothing up."
        )
    return (
        f"What you asked for is ready. Open this page when you are somewhere private:\n\n{address}\n\n"
        "The page asks for a code, which you get from us in another way. Opening the page uses nothing up.\n"
        "If you did not expect this message, ignore it and do not pass it on.\n"
    )


def _code(contact: Contact, code: str) -> str:
    if contact.channel in _SPOKEN:
        return f"Check first that you speak to the right person. Then read out: {in_groups(code)}. Ask them to say it back."
    return (
        f"Your code is {in_groups(code)}. Type it into the page whose address you get from us in another way.\n"
        "It works once. Nobody from the council will ask you for it.\n"
    )
