"""Sends a finished letter by e-mail to the safe contact, and only where the requester agreed to e-mail.

The subject names nobody, and the letter no child. It is sent once the row that says so is there for good; what became of it is noted after.
"""

from __future__ import annotations

import smtplib

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from candour.access.answering import not_yet
from candour.access.guarding import guard
from candour.access.letters_checked import names_a_child
from candour.access.letters_head import head_of
from candour.access.letters_kept import SEND, hindrances, template_of
from candour.access.letters_printed import as_text
from candour.access.letters_told import tell
from candour.access.models import Letter, LetterMail, State, Way
from candour.access.taking import begin
from candour.accounts.models import User
from candour.disclosure.models.releasing import Mailing
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting, afterwards
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def mail(*, by: User, letter: Letter) -> LetterMail:
    """It leaves when the running transaction has ended. An answer is sent by who may send, and when nothing is missing."""
    template = template_of(letter)
    request = begin(letter.request, SEND if template.outcomes else template.step, by=by, states=tuple(State))
    if why := not_by_mail(letter):
        raise Refused("This letter cannot go by e-mail.", means=why, do="Download it, and send it in the safe way.")
    if letter.mails.filter(outcome=Mailing.SENT).exists():
        raise Refused("This letter was sent already.", do="Write a new one if there is more to say.")
    if template.outcomes and (missing := not_yet(request)):
        raise Refused("Nothing can be sent yet.", means=" ".join(missing), do="Do what is missing first.")
    made = LetterMail.objects.create(request=request, letter=letter, by=by, at=now())
    message = EmailMessage(subject=f"About your request {request.reference}", body=mailed(letter), to=[request.contact])
    afterwards(lambda: _leave(message, made, by=by))
    return made


def mailed(letter: Letter) -> str:
    """Its words, below the references that a sheet has beside the address."""
    return "\n".join((*head_of(letter).references, "", as_text(letter.body)))


def not_by_mail(letter: Letter) -> str:
    """Why it cannot go by e-mail at all; empty: it can."""
    request, template = letter.request, template_of(letter)
    if not letter.finished:
        return "It is not finished."
    if template.to != "requester":
        return "Only letters to whoever asked go by e-mail from here."
    if request.contact_way != Way.EMAIL:
        return "Whoever asked has not said that e-mail is a safe way to reach them."
    try:
        validate_email(request.contact)
    except ValidationError:
        return "The safe contact is not one e-mail address."
    if names_a_child(request, template, text=letter.body):
        return "It names a child, and no name of a child goes by e-mail."
    return " ".join(hindrances(letter, address=request.contact))


def may_mail(letter: Letter, *, by: User) -> None:
    """StepRefused with the reason for who may not."""
    template = template_of(letter)
    guard(letter.request, SEND if template.outcomes else template.step, by=by)


def _leave(message: EmailMessage, sent: LetterMail, *, by: User) -> None:
    """The server's answer may hold the address: nobody reads it in a log."""
    try:
        message.send()
        left = True
    except (OSError, ValueError, smtplib.SMTPException):
        left = False
    with acting(Actor(user=by.pk)):
        LetterMail.objects.filter(pk=sent.pk).update(outcome=Mailing.SENT if left else Mailing.FAILED)
        tell(Verb.LETTER_MAILED if left else Verb.LETTER_NOT_MAILED, sent.letter, by=by)
