"""The letter of a bundle: three places where people may write, and nothing protected may stand in any of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.guarding import locked
from candour.disclosure.models import Disclosure, Outcome, State
from candour.disclosure.producing import draft_now, folder_of, plan_now
from candour.disclosure.telling import protected_in
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

_LONGEST = {"greeting": 200, "contact": 500, "paragraph": 4_000}
_CAN = (State.CHECKED, State.FAILED, State.READY, State.RECALLED)


def change_letter(*, by: User, disclosure: Disclosure, greeting: str, contact: str, paragraph: str) -> None:
    """What stands above, who to ask, and one more paragraph; empty: as the policy has it. The bundle is then made anew.

    Raises BadInput for what is too long, Refused when something protected is in it or anything is still undecided.
    """
    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=_CAN)
    texts = {"greeting": greeting, "contact": contact, "paragraph": paragraph}
    texts = {name: _plain(text, longest=_LONGEST[name]) for name, text in texts.items()}
    if any(texts.values()):
        plan = plan_now(disclosure)
        if any(protected_in(text, plan=plan) for text in texts.values()):
            raise Refused(
                "Something in these words must not leave.",
                means="It is a name, an address or a number that is blacked out in the bundle. Nothing was saved.",
                do="Say it without names and places.",
            )
    Disclosure.objects.filter(pk=disclosure.pk).update(**texts, state=State.CHECKED)
    record(Verb.LETTER_CHANGED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}")


def draft_letter(*, by: User, disclosure: Disclosure) -> bytes:
    """The letter as it would be made now, as PDF that says it is a draft; seconds for a large case. Raises Refused, Unsafe."""
    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=_CAN)
    made = draft_now(disclosure)
    record(Verb.LETTER_DRAFTED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}")
    return made


def letter_of(disclosure: Disclosure) -> Path | None:
    """The letter of the bundle as it was last made, to be looked at; None when there is none."""
    last = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    path = folder_of(disclosure.case, disclosure, last.number) / "send" / "letter.pdf" if last else None
    return path if path is not None and path.is_file() else None


def _plain(text: str, *, longest: int) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(text) > longest or any(unicodedata.category(each)[0] == "C" and each != "\n" for each in text):
        raise BadInput(
            f"This is longer than {longest:,} letters, or holds characters that cannot be printed.",
            do="Write less, in plain letters.",
        )
    return text
