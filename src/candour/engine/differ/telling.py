"""Says in one plain sentence why two passages are shown side by side; it never says which of them is right."""

from __future__ import annotations

from candour.engine.differ.found import Found
from candour.engine.differ.values import Difference


def why(found: Found) -> str:
    if found.difference is Difference.DATE:
        return f"The statement gives {found.says[0]}; the record gives {found.says[1]} for what may be the same event."
    if found.difference is Difference.NUMBER:
        return f"The statement says {found.says[0]}; the record says {found.says[1]} for what may be the same thing."
    return _SENTENCES[found.difference]


_SENTENCES = {
    Difference.PERSON: "The record names somebody else for what may be the same event.",
    Difference.DENIED: "One says that this was so or happened; the other says that it was not or did not.",
    Difference.OUTCOME: "The record gives the opposite outcome for what may be the same thing.",
    Difference.PLACE: "The record names another place, or other people lived with, at the same time.",
    Difference.ABSENT: "The statement says that there is no such document; the record speaks of one.",
}


def why_weekday(written: str, right: str) -> str:
    return f"“{written}” does not fit itself: that day was a {right}."
