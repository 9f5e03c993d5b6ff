"""What happened with somebody and what goes to them, in words. It reads rows, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format

from candour.meetings.distribution import Line, Standing
from candour.meetings.models import Attendee, Capacity, Contact, Instruction, Said, Sending, Thing, Views

STANDINGS: dict[Standing, tuple[str, str]] = {
    Standing.GETS: ("Gets it", "green"),
    Standing.INFORMATION: ("Gets other information", "teal"),
    Standing.OUT: ("Does not get it", "grey"),
    Standing.OPEN: ("To decide", "yellow"),
    Standing.SECOND: ("Waits for the second person", "yellow"),
    Standing.WAITS: ("Something is missing", "orange"),
}
"""Words and colour of their tags."""


def what_happened(attendee: Attendee) -> list[str]:
    """Each a short sentence without its stop."""
    if attendee.excluded_at is not None:
        found = [f"Kept out by the chair: {attendee.excluded_because}"]
        found.append(_heard(attendee))
    elif attendee.attended:
        found = ["Was there"]
    else:
        found = [
            words
            for words, so in (("Invited", attendee.invited), ("Gave views in another way", attendee.contributed))
            if so
        ] or ["Was not invited and took no part"]
        found += ["Was not there"] if attendee.invited or attendee.contributed else []
    return [*found, *_besides(attendee)]


def _heard(attendee: Attendee) -> str:
    if attendee.views == Views.NOT_NOTED:
        return "Their views are not noted yet"
    if attendee.views == Views.PRESENTED and attendee.presented_on:
        return f"Their views were put to the meeting by {attendee.presented_by} on {date_format(attendee.presented_on)}"
    return Views(attendee.views).label


def _besides(attendee: Attendee) -> Iterable[str]:
    if attendee.supports is not None:
        yield f"Came with {attendee.supports.name}"
    if attendee.parent_said != Said.NOT_ASKED and attendee.parent_asked_on:
        yield f"The parent said on {date_format(attendee.parent_asked_on)}: {Said(attendee.parent_said).label.lower()}"
    if attendee.contact not in (Contact.NOT_NOTED, Contact.UNRESTRICTED):
        yield Contact(attendee.contact).label
    if attendee.capacity == Capacity.CHILDS_LAWYER and attendee.requested_on:
        yield f"Asked for the minutes on {date_format(attendee.requested_on)}"


def what_goes(told: Instruction | Sending) -> str:
    """What somebody is to be sent, or was."""
    return "Other written information" if told.information_id else Thing(told.thing).label


def shown(line: Line) -> dict[str, object]:
    """A line as pages show it."""
    text, colour = STANDINGS[line.standing]
    return {"it": line, "thing": Thing(line.thing).label, "text": text, "colour": colour}
