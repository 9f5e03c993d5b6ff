"""Writes, saves and finishes letters: each saved version is kept, and after the finished one there is no other.

Whoever may take the step of its template may do so. That an answer was sent is noted by the step ``send``, not here.
"""

from __future__ import annotations

import unicodedata
from functools import partial

from candour.access.deciding import last_decision
from candour.access.guarding import StepRefused, guard
from candour.access.letters import draft, not_now, rows_of, templates_for
from candour.access.letters_checked import against
from candour.access.letters_told import enter, tell, told_before
from candour.access.models import Complaint, Consultation, Decision, Extension, Letter, Request, State
from candour.access.policies import rules_of
from candour.access.taking import begin
from candour.accounts.models import User
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.policy.placeholders import COMPLAINT, CONSULTATION, OF_EXTENSION, words_of
from candour.policy.routes import Template

SEND = "send"
LONGEST_SUBJECT, LONGEST_BODY = 200, 20_000


def write(
    *, by: User, request: Request, template: str, consultation: Consultation | None = None,
    complaint: Complaint | None = None,
) -> Letter:  # fmt: skip
    """The first version, drafted from what is known. BadInput for a letter that the pack does not have for this request."""
    chosen = next((each for each in templates_for(request) if each.id == template), None)
    if chosen is None:
        raise BadInput("There is no such letter for this request.", do="Choose one of those on its page.")
    request = begin(request, chosen.step, by=by, states=tuple(State))
    if why := not_now(request, chosen):
        raise Refused("This letter does not fit the request now.", means=why, do="Choose another letter.")
    _check_row(request, chosen, consultation, complaint)
    made = draft(request, chosen, by=by, consultation=consultation, complaint=complaint)
    first = Letter(request=request, template=chosen.id, consultation=consultation, complaint=complaint)
    return _kept(first, by=by, subject=made.subject, body=made.body, address=made.address)


def save(*, by: User, letter: Letter, subject: str, body: str) -> Letter:
    """The next version. ``letter`` is the version that was changed: Refused when another was saved meanwhile."""
    letter = _last(letter, by=by)
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").replace("\t", " ").strip()
    if not subject or not body:
        raise BadInput("A letter needs a subject and a text.", do="Write both.")
    if len(subject) > LONGEST_SUBJECT or len(body) > LONGEST_BODY:
        raise BadInput(
            "The letter is too long.",
            do=f"Keep it below {LONGEST_BODY:,} characters, and its subject below {LONGEST_SUBJECT}.",
        )
    return _kept(_next(letter), by=by, subject=subject, body=body, address=_address(letter, by=by))


def finish(*, by: User, letter: Letter) -> Letter:
    """The version that may leave the house. Refused while something stands against it, in sentences."""
    letter = _last(letter, by=by)
    if why := not_now(letter.request, template_of(letter)):
        raise Refused("This letter does not fit the request any more.", means=why, do="Write the one that does.")
    address = _address(letter, by=by)
    if why_not := hindrances(letter, address=address):
        raise Refused("This letter cannot be finished yet.", means=" ".join(why_not), do="Change the letter first.")
    done = _next(letter)
    done.finished = True
    return _kept(done, by=by, subject=letter.subject, body=letter.body, address=address)


def downloaded(*, by: User, letter: Letter, form: str) -> None:
    """Enters that a finished letter was downloaded; Refused before it is finished. ``form``: pdf or docx.

    The ledger has each time, the request's story the first time of each person.
    """
    guard_sending(letter, by=by)
    if not letter.finished:
        raise Refused("This letter is not finished.", do="Finish it first, then download it.")
    enter_as = enter if told_before(Verb.LETTER_DOWNLOADED, letter, by=by) else partial(tell, by=by)
    enter_as(Verb.LETTER_DOWNLOADED, letter, form=form)


def guard_sending(letter: Letter, *, by: User) -> None:
    """StepRefused for who may neither write the letter nor send what goes out."""
    try:
        guard(letter.request, template_of(letter).step, by=by)
    except StepRefused:
        guard(letter.request, SEND, by=by)


def template_of(letter: Letter) -> Template:
    """As the request's pack has it now. Refused when a newer policy that was taken over has it no more."""
    found = rules_of(letter.request).templates.get(letter.template)
    if found is None:
        raise Refused(
            "The policy of this request has no such letter any more.",
            means="What was written stays readable. It cannot be changed or sent from here.",
            do="Write another letter.",
        )
    return found


def hindrances(letter: Letter, *, address: str) -> list[str]:
    """What stands against finishing it, in sentences."""
    return against(
        letter.request, template_of(letter), subject=letter.subject, body=letter.body, address=address,
        consultation=letter.consultation,
    )  # fmt: skip


def _check_row(
    request: Request, template: Template, consultation: Consultation | None, complaint: Complaint | None
) -> None:
    of, rows = rows_of(template), {CONSULTATION: consultation, COMPLAINT: complaint}
    given = {name: row for name, row in rows.items() if row is not None}
    if set(given) != ({of} if of else set()):
        raise BadInput("Nobody has said what the letter is about.", do="Choose the person asked, or the complaint.")
    if any(row.request_id != request.pk for row in given.values()):
        raise BadInput("This belongs to another request.", do="Choose one of this request.")
    if consultation is not None and consultation.asked_on is None:
        raise Refused("They are not to be asked: it is not safe, or not reasonable.", do="Write to nobody about it.")


def _last(letter: Letter, *, by: User) -> Letter:
    """The same version with its request locked. Refused when it is finished, or not the last any more."""
    request = begin(letter.request, template_of(letter).step, by=by, states=tuple(State))
    last = Letter.objects.filter(request=request, key=letter.key).order_by("-version").first()
    if last is None or last.finished:
        raise Refused("This letter is finished.", do="Write a new one if something in it has to be different.")
    if last.version != letter.version:
        raise Refused(
            "Somebody saved this letter meanwhile.",
            means="What you wrote was not saved, so that theirs is not lost.",
            do="Open the letter again, look at what they wrote, and make your change there.",
        )
    last.request = request
    return last


def _next(letter: Letter) -> Letter:
    return Letter(
        request=letter.request, key=letter.key, version=letter.version + 1, template=letter.template,
        consultation=letter.consultation, complaint=letter.complaint,
    )  # fmt: skip


def _address(letter: Letter, *, by: User) -> str:
    """As the safe contact is now."""
    template = template_of(letter)
    made = draft(
        letter.request, template, by=by, consultation=letter.consultation, complaint=letter.complaint
    )  # fmt: skip
    return made.address


def _kept(letter: Letter, *, by: User, subject: str, body: str, address: str) -> Letter:
    letter.by, letter.at, letter.pack_sha256 = by, now(), letter.request.pack_sha256
    letter.subject, letter.body, letter.address = map(_plain, (subject, body, address))
    letter.extension, letter.decision = _told_of(letter)
    letter.save()
    if letter.finished:
        tell(Verb.LETTER_FINISHED, letter, by=by)
    else:
        enter(Verb.LETTER_WRITTEN, letter)
    return letter


def _told_of(letter: Letter) -> tuple[Extension | None, Decision | None]:
    """What it tells of, of which a request has one that counts."""
    template = template_of(letter)
    words = words_of(template.body)
    longer = letter.request.extensions.first() if OF_EXTENSION.intersection(words) else None
    return longer, last_decision(letter.request) if template.outcomes else None


def _plain(text: str) -> str:
    """Without control characters, which no file of words can hold."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc").strip()
