"""What is said when somebody else decided the same thing meanwhile: nothing is lost, and it says what they decided."""

from __future__ import annotations

from collections.abc import Sequence

from candour.disclosure.models import Decision
from candour.engine.errors import CandourError

_WORDS = {
    "": "took the decision back", "keep": "decided to keep it", "redact": "decided to black it out",
    "withhold": "decided to withhold it", "duplicate": "decided that it is a duplicate",
    "out_of_scope": "decided that it was not asked for", "cannot_open": "decided that it cannot be opened",
    "later_stage": "decided that it comes later",
}  # fmt: skip


class Conflict(CandourError):
    """``theirs``: the decisions that stand now, each with who and when."""

    def __init__(self, theirs: Sequence[Decision]) -> None:
        self.theirs = tuple(theirs)
        super().__init__(
            "Somebody else decided this while you were looking at it: "
            + "; ".join(f"{each.by.name} {_WORDS[each.action]} on {each.at:%-d %B at %H:%M}" for each in theirs[:3])
            + ("; and others." if len(theirs) > 3 else "."),
            means="Their decision stands and yours was not saved.",
            do="Look at it again, and decide once more if you see it differently.",
        )


class Moved(CandourError):
    """What was to be decided is no longer as it was shown."""

    def __init__(self) -> None:
        super().__init__(
            "This page has changed since it was shown to you.",
            means="The case file was prepared again, or another proposal is on the page. Your decision was not saved.",
            do="Load the page, look at it again and decide.",
        )
