"""What a letter's template may leave open: the one vocabulary of {placeholders}, and what each letter may not tell whom.

A template with another word in braces is a fault of its pack. What stands here says nothing of any request.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{(\w+)\}")
CONSULTATION, COMPLAINT = "consultation", "complaint"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``words``: what stands in the gap while it is not known. ``of``: the part of a request that it tells of.

    ``optional``: it need not be there; a line whose optional placeholder is empty is left out of the letter.
    """

    words: str
    of: str = ""
    optional: bool = False


PLACEHOLDERS: Mapping[str, Placeholder] = {
    # the council's own words, from its [letter] and [helplines]
    "council": Placeholder("the name of the council"),
    "contact": Placeholder("who to contact"),
    "support": Placeholder("support with reading the records", optional=True),
    "helplines": Placeholder("helplines", optional=True),
    "review": Placeholder("how to ask for another look"),
    "regulator": Placeholder("who supervises us, and the court"),
    # who writes
    "writer": Placeholder("the name of whoever writes"),
    "writer_role": Placeholder("the work of whoever writes", optional=True),
    "team": Placeholder("the team that handles the request"),
    # the request
    "today": Placeholder("the day of the letter"),
    "reference": Placeholder("our reference"),
    "their_reference": Placeholder("their reference", optional=True),
    "requester": Placeholder("the name of whoever asks"),
    "organisation": Placeholder("their organisation", optional=True),
    "about": Placeholder("whom the records are about"),
    "context": Placeholder("in which context they ask"),
    "wants": Placeholder("what they ask for, in their words", optional=True),
    "received": Placeholder("the day on which the request came"),
    "due": Placeholder("the day by which we answer", optional=True),
    "due_law": Placeholder("the law for that day", optional=True),
    "evidence": Placeholder("what has to be shown"),
    "question": Placeholder("what is to be made clear"),
    "asked": Placeholder("the day on which we asked"),
    "extension_reasons": Placeholder("why more time is needed"),
    "extension_law": Placeholder("the law for more time"),
    "new_due": Placeholder("the new day by which we answer"),
    "searched": Placeholder("where we looked"),
    "decided": Placeholder("the day of the decision"),
    "decision_reasons": Placeholder("the reasons of the decision"),
    "decision_law": Placeholder("the law of the decision"),
    "enclosed": Placeholder("what is sent"),
    "sent_to": Placeholder("to whom it is sent"),
    "sent_way": Placeholder("by which way it is sent"),
    # somebody else who is asked
    "consulted": Placeholder("the name of whoever is asked", CONSULTATION),
    "consulted_about": Placeholder("which information of theirs it is", CONSULTATION),
    "consulted_on": Placeholder("the day on which they were asked", CONSULTATION),
    "reply_by": Placeholder("the day by which they should reply", CONSULTATION),
    # a complaint or a review
    "complaint_kind": Placeholder("a complaint or a review", COMPLAINT),
    "complaint_received": Placeholder("the day on which the complaint came", COMPLAINT),
    "complaint_due": Placeholder("the day by which we answer a review", COMPLAINT, optional=True),
    "complaint_finding": Placeholder("whether we agree with the complaint", COMPLAINT),
    "complaint_outcome": Placeholder("the outcome and its reasons", COMPLAINT),
}
"""Every word that may stand in braces."""
ABOUT_REQUESTER = frozenset(
    {"requester", "organisation", "their_reference", "context", "wants", "decision_reasons", "about"}
)
"""What somebody who is asked about their own information need not know."""
OF_EXTENSION = frozenset({"extension_reasons", "new_due"})
"""What tells of more time."""
NAMES_CHILD = "about"
"""The placeholder that names whom the records are about; a template has to say that it does."""


def words_of(text: str) -> tuple[str, ...]:
    """The placeholders of a text, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def faults(*, text: str, to: str, names_child: bool) -> list[str]:
    """What is wrong with the words of a template that goes ``to`` one of ``vocabulary.LETTER_TO``."""
    words = words_of(text)
    found = []
    if unknown := sorted(set(words) - set(PLACEHOLDERS)):
        found.append(f"has a placeholder that means nothing here ({', '.join(unknown)}): see docs/letters.md")
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        found.append("has a brace that belongs to no placeholder: write {name}, without spaces, or leave braces out")
    if to == "consulted" and (told := sorted(ABOUT_REQUESTER & set(words))):
        found.append(f"tells somebody else about the request ({', '.join(told)}): leave that out")
    elif NAMES_CHILD in words and not names_child:
        found.append("names whom the records are about ({about}): leave that out, or set names_child = true")
    if to != "consulted" and any(PLACEHOLDERS[each].of == CONSULTATION for each in words if each in PLACEHOLDERS):
        found.append('tells of somebody else who is asked: that goes with to = "consulted" only')
    return found
