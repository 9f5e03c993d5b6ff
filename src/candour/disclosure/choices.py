"""What somebody chose to do with a mention, person or page, and why; it refuses what the pack does not let stand."""

from __future__ import annotations

from dataclasses import dataclass

from candour.disclosure.asking import pack_of
from candour.disclosure.models import About, Disclosure
from candour.engine.errors import BadInput
from candour.engine.model import Action

OF_PARTS = (Action.KEEP, Action.REDACT)
OF_PAGES = tuple(Action)
REMOVING = frozenset({Action.REDACT, Action.WITHHOLD})


@dataclass(frozen=True, slots=True)
class Choice:
    """An action, and where it removes something the ground (of the pack) and what explains it here."""

    action: Action
    ground: str = ""
    explanation: str = ""


def check_choice(disclosure: Disclosure, choice: Choice, *, about: About) -> Choice:
    """The choice as it is kept. Raises BadInput, in the words of the form, for what a bundle could not be made of."""
    pack, on_page = pack_of(disclosure), about is About.PAGE
    explanation = choice.explanation.strip()
    if choice.action not in (OF_PAGES if on_page else OF_PARTS):
        raise BadInput("A mention or a person can only be kept or blacked out.", do="Choose one of the two.")
    if choice.ground and choice.ground not in pack.grounds:
        raise BadInput("This reason is not one of the policy's.", do="Choose a reason from the list.")
    removes = choice.action is Action.WITHHOLD or (choice.action is Action.REDACT and not on_page)
    if removes and not choice.ground:
        raise BadInput("A reason is needed for what is left out.", do="Choose the reason that the law gives.")
    rule = pack.purposes.get(disclosure.purpose)
    if removes and rule is not None and rule.explanations_required and not explanation:
        raise BadInput(
            "An explanation is needed.",
            means="For this purpose everything that is left out is explained.",
            do="Say in a sentence why this has to be left out.",
        )
    kept = choice.ground if removes else ""
    return Choice(choice.action, kept, explanation)
