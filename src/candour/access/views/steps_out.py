"""What goes out and what comes after it: instructions, sending, complaints, closing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from candour.access import answering, closing, complaining, following, tracking
from candour.access.fetching import to_fetch
from candour.access.forms_steps_out import (
    Acknowledged,
    AnswerComplaint,
    Complain,
    Further,
    Instruct,
    Receipt,
    SentOut,
)
from candour.access.models import Complaint, Instruction, Request
from candour.access.taking import NOT_CLOSED, ONCE_DECIDED, not_in
from candour.access.views.steps_offer import Offer, reasoned
from candour.accounts.models import User

_INSTRUCTION, _COMPLAINT = "access/step_instruction.html", "access/step_complaint.html"
_SEND = "access/step_send.html"


def instruct(of: Request, user: User) -> Iterator[Offer]:
    early = not_in(of, ONCE_DECIDED)
    yield Offer(
        "instruct", "Give clear instructions", "Give these instructions", lambda sent: Instruct(sent, of=of),
        partial(answering.instruct, request=of), "The instructions are given. Whoever sends sees them now.",
        against=early or " ".join(answering.not_yet(of)), part="access/step_safe.html",
        lines=("Whoever sends it decides nothing: say what, to whom and by which way, so that nothing has to be guessed.",),
    )  # fmt: skip
    for row, one in _instructions(of):
        yield Offer(
            "withdraw", "Withdraw these instructions", "Withdraw them", reasoned("Why are they withdrawn?"),
            partial(answering.withdraw, instruction=one), "They are withdrawn.", row, f"To {one.to}", early,
            part=_INSTRUCTION, known={"one": one}, danger=True,
        )  # fmt: skip


def send(of: Request, user: User) -> Iterator[Offer]:
    against = not_in(of, ONCE_DECIDED) or " ".join(answering.not_yet(of))
    for row, one in _instructions(of):
        yield Offer(
            "send", "Note that it was sent", "It was sent", lambda sent: SentOut(sent),
            partial(answering.sent, instruction=one), "It is noted.", row, f"To {one.to}", against, part=_SEND,
            known={"one": one, "to_fetch": to_fetch(of, user=user)},
        )  # fmt: skip


def track(of: Request, user: User) -> Iterator[Offer]:
    early = tracking.nothing_sent(of)
    for row, one in _numbered(of):
        if one.sent_on is not None and one.receipt_on is None:
            yield Offer(
                "receipt", "Note that they have it", "They have it", lambda sent: Receipt(sent),
                partial(tracking.note_receipt, instruction=one), "It is noted.", row, f"To {one.to}",
                part=_INSTRUCTION, known={"one": one},
            )  # fmt: skip
    yield Offer(
        "further", "Log a further request of theirs", "Log it", lambda sent: Further(sent),
        partial(following.further, request=of), "It is logged as a request of its own, linked with this one.",
        group="What they ask for after it", against=early,
        lines=("Who asks, about whom, and what is known of them are taken over. Link its case file and look at all of it.",),
    )  # fmt: skip


def _instructions(of: Request) -> Iterator[tuple[str, Instruction]]:
    """Those that are open, each by its place among all of the request."""
    for row, each in _numbered(of):
        if each.sent_on is None and each.withdrawn_at is None:
            yield row, each


def _numbered(of: Request) -> Iterator[tuple[str, Instruction]]:
    for place, each in enumerate(Instruction.objects.filter(request=of).select_related("by").order_by("pk"), start=1):
        yield str(place), each


def complain(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "log", "Log a complaint or a wish for review", "Log it", lambda sent: Complain(sent),
        partial(complaining.receive, request=of), "It is logged, and its time runs.",
    )  # fmt: skip
    for row, one in _complaints(of):
        if one.acknowledged_on is None:
            yield Offer(
                "acknowledge", "Note that they were told it came", "Save", lambda sent: Acknowledged(sent),
                partial(complaining.acknowledge, complaint=one), "It is noted.", row, _named(one), part=_COMPLAINT,
                known={"one": one},
            )  # fmt: skip


def review_complaint(of: Request, user: User) -> Iterator[Offer]:
    for row, one in _complaints(of):
        if one.answered_on is None:
            yield Offer(
                "answer", "Answer it", "Save the answer", lambda sent: AnswerComplaint(sent),
                partial(complaining.answer, complaint=one), "It is answered. Tell them the outcome.", row, _named(one),
                part=_COMPLAINT, known={"one": one},
            )  # fmt: skip


def _complaints(of: Request) -> Iterator[tuple[str, Complaint]]:
    for place, each in enumerate(Complaint.objects.filter(request=of).order_by("pk"), start=1):
        yield str(place), each


def _named(one: Complaint) -> str:
    came = one.received_on
    return f"{one.get_kind_display()} of {came.day} {came:%B %Y}"


def close(of: Request, user: User) -> Iterator[Offer]:
    closed = not_in(of, NOT_CLOSED)
    yield Offer(
        "finish", "Close it: it is finished", "Close it", reasoned("Why is it closed?"),
        partial(closing.close, request=of), "It is closed.",
        against=closed or " ".join(closing.not_yet(of, withdrawn=False)),
    )  # fmt: skip
    yield Offer(
        "withdrawn", "Close it: they want nothing any more", "Close it", reasoned("How did they say so?"),
        partial(closing.close, request=of, withdrawn=True), "It is closed.",
        against=closed or " ".join(closing.not_yet(of, withdrawn=True)),
    )  # fmt: skip
