"""The page that shows a link and a code once. E-mail leaves when they are there for good, and the page says whether it did.

Where it did not, the page shows neither: nobody has them, and new ones are made.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest
from candour.disclosure.delivering import Ways, note_mail
from candour.disclosure.models import Delivery, Disclosure
from candour.disclosure.models.releasing import Mailing
from candour.disclosure.sending import Message, message, send_mails
from candour.ledger.acting import Actor, acting, afterwards


def handed_over(request: AuthorisedRequest, disclosure: Disclosure, ways: Ways) -> HttpResponse:
    """The answer is filled when the transaction has ended; if it fails, nothing is sent and this is never seen."""
    answer, messages = HttpResponse(), _messages(request, ways)
    afterwards(lambda: _fill(answer, request, disclosure, ways, messages))
    return answer


def not_sent(delivery: Delivery) -> bool:
    """Nobody can say that the recipient got what was mailed."""
    return delivery.mail in (Mailing.GOING, Mailing.FAILED)


def _fill(
    answer: HttpResponse, request: AuthorisedRequest, disclosure: Disclosure, ways: Ways, messages: list[Message]
) -> None:
    left = send_mails(messages)
    with acting(Actor(user=request.user.pk)):
        if any(each.mailed for each in messages):
            note_mail(delivery=ways.delivery, left=left)
        shown: dict[str, object] = {"case": disclosure.case, "disclosure": disclosure, "delivery": ways.delivery}
        shown |= {"handed": messages} if left else {"code_only": ways.token is None}
        filled = render(request, f"disclosure/{'handed_over' if left else 'not_sent'}.html", shown)
    answer.content, answer.status_code = filled.content, 200 if left else 503


def _messages(request: AuthorisedRequest, ways: Ways) -> list[Message]:
    """What goes to the recipient, each in the words of its channel. A new code alone when the link stays."""
    found = [message(contact=ways.delivery.code_to, secret=ways.code, is_link=False)]
    if ways.token is not None:
        address = request.build_absolute_uri(reverse("disclosure:collect", args=[ways.token]))
        found.insert(0, message(contact=ways.delivery.link_to, secret=address, is_link=True))
    return found
