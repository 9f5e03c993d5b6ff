"""Notes what was searched, and whom somebody asked whose information would go out with it."""

from __future__ import annotations

from datetime import date, timedelta

from candour.access.models import Consultation, Reply, Request, Search
from candour.access.policies import pack_of
from candour.access.taking import begin, took
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

_REPLY = "consultation_reply"
ANSWERS = (Reply.AGREES, Reply.OBJECTS, Reply.NONE)
"""What somebody who was asked may have said."""
_MAY_CHANGE = ("", Reply.NONE)
"""Who did not answer in time may still do so."""


def note(
    *, by: User, request: Request, place: str, found: str, on: date | None = None, terms: str = "", asked: str = "",
    not_found: str = "", limits: str = "",
) -> Search:  # fmt: skip
    """``place``: where; ``asked``: whom; ``limits``: why no further. What was found and what was not is said in words."""
    request = begin(request, "search", by=by)
    on = on or today()
    if on > today():
        raise BadInput("A search cannot have been on a day that is yet to come.", do="Give the day of the search.")
    if not place.strip() or not found.strip():
        raise BadInput(
            "A search needs a place and what came of it.", do="Say where, and what was found or that nothing was."
        )
    made = Search.objects.create(
        request=request, by=by, at=now(), place=place.strip(), on=on, terms=terms.strip(), asked=asked.strip(),
        found=found.strip(), not_found=not_found.strip(), limits=limits.strip(),
    )  # fmt: skip
    took(request, "search", Verb.SEARCH_NOTED, by=by)
    return made


def consult(
    *, by: User, request: Request, name: str, about: str, contact: str = "", not_asked: str = ""
) -> Consultation:
    """Somebody is asked whether their information may go out. ``not_asked``: they are not, and this is why."""
    request = begin(request, "consult", by=by)
    if not name.strip():
        raise BadInput("Nobody has said who is asked.", do="Give the name of the person or agency.")
    if not_asked:
        not_asked = in_words(not_asked, ask="Say why they are not asked.")
    elif not contact.strip():
        raise BadInput("Nobody has said how they can be asked.", do="Give an address, or say why they are not asked.")
    made = Consultation(
        request=request, by=by, at=now(), name=name.strip(), contact=contact.strip(),
        about=in_words(about, ask="Say which information of theirs it is."), words=not_asked,
    )  # fmt: skip
    if not_asked:
        made.reply = Reply.NOT_SAFE
    else:
        made.asked_on, made.reply_by = today(), _until(request)
    made.save()
    took(request, "consult", Verb.CONSULTED, by=by, asked=not not_asked)
    return made


def _until(request: Request) -> date:
    """The last day for an answer to what is asked today."""
    return today() + timedelta(days=pack_of(request).reminders[_REPLY])


def remind(*, by: User, consultation: Consultation) -> None:
    """The new last day for an answer counts from today. Refused twice on one day."""
    request = begin(consultation.request, "consult", by=by)
    consultation.refresh_from_db()  # as it is now that nobody else can change it
    if consultation.reply:
        raise Refused("Nobody waits for an answer of theirs.", do="Look at what is noted of it.")
    if today() in consultation.reminded_on:
        raise Refused("They were reminded today.", do="Wait for their answer.")
    consultation.reminded_on = [*consultation.reminded_on, today()]
    consultation.reply_by = _until(request)
    consultation.save(update_fields=["reminded_on", "reply_by"])
    took(request, "consult", Verb.CONSULTATION_REMINDED, by=by)


def replied(*, by: User, consultation: Consultation, reply: Reply, words: str) -> None:
    """What they said. That somebody did not answer is noted once the time for it is over: Refused before."""
    request = begin(consultation.request, "consult", by=by)
    consultation.refresh_from_db()
    if consultation.reply not in _MAY_CHANGE:
        raise Refused("Their answer is noted already.", do="Ask them anew if it has changed.")
    if reply not in ANSWERS:
        raise BadInput("This is not an answer of theirs.", do="Say whether they agree, object or did not answer.")
    if reply == Reply.NONE and consultation.reply_by is not None and today() <= consultation.reply_by:
        raise Refused("They still have time to answer.", do="Wait until it is over, or remind them.")
    consultation.reply, consultation.replied_on = reply, today()
    consultation.words = in_words(words, ask="Write what they said, or how you tried to reach them.")
    consultation.save(update_fields=["reply", "replied_on", "words"])
    took(request, "consult", Verb.CONSULTATION_ANSWERED, by=by, reply=reply.value)
