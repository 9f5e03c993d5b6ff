"""How far a court bundle is, and what a produced one holds, read from its files as they were made. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candour.disclosure import queries
from candour.disclosure.accounting import check_file, released
from candour.disclosure.models import Disclosure, Outcome, Production, State
from candour.disclosure.producing import folder_of
from candour.disclosure.steps import Step, steps
from candour.engine.bundle.reading_back import Volume, read_back
from candour.engine.errors import CandourError
from candour.litigation.models import Bundle


@dataclass(frozen=True, slots=True)
class Standing:
    bundle: Bundle
    state: str
    steps: Sequence[Step]


def standing(bundle: Bundle) -> Standing:
    disclosure = bundle.disclosure
    return Standing(bundle, State(disclosure.state).label, steps(disclosure, undecided=_undecided(disclosure)))


def _undecided(disclosure: Disclosure) -> int:
    if disclosure.state != State.DECIDING or not disclosure.prepared_as:
        return 0
    return queries.progress(disclosure).undecided + len(queries.sent_back(disclosure))


def last_made(bundle: Bundle) -> Production | None:
    """The latest bundle that was made and verified."""
    return bundle.disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()


def volumes(bundle: Bundle, made: Production) -> list[Volume]:
    """The bundle files in order. Refused when one is no longer as it was made."""
    folder = folder_of(bundle.case, bundle.disclosure, made.number)
    files = released(folder, certificate=made.certificate)
    names = sorted((name for name in files if name.startswith("bundle")), key=lambda name: (len(name), name))
    return [read_back(check_file(folder, name, sha256=files[name])) for name in names]


def problem(error: CandourError) -> str:
    """In a sentence or two, for the page that cannot show the files."""
    return " ".join(filter(None, (error.what, error.means, error.do)))
