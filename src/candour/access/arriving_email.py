"""Takes in an e-mail that staff have as a file. A stranger's file is opened in a limited process and nowhere else.

The file itself is not kept: what is attached can be added to a case file once the request is linked with one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from candour.access.arriving import Came, keep
from candour.access.models import Channel
from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Unreadable
from candour.engine.tools.limits import run_limited
from candour.ledger.clock import LONDON, today

LARGEST = 40 << 20
"""Bytes; mail servers pass on less."""
_READER = "candour.engine.intake.message:read"
_SECONDS, _MEMORY = 30, 1_500


def read(path: Path) -> Mapping[str, Any]:
    """Fields, day, text and names of what is attached. BadInput: it is no e-mail, or damaged."""
    try:
        told: Mapping[str, Any] = json.loads(
            run_limited(_READER, str(path).encode(), seconds=_SECONDS, memory_mb=_MEMORY)
        )
    except Unreadable:
        raise BadInput(
            "This file cannot be read as an e-mail.",
            means="Nothing was added, and nothing that came in before is lost.",
            do="Save the e-mail from your mail program as .eml or .msg, and add that file. Or log the request by hand.",
        ) from None
    return told


def add(*, by: User, mail: Mapping[str, Any], sha256: str) -> str:
    """The key under which it waits. When it came is what its header says, until somebody confirms it."""
    check(by, Act.TAKE_UP)
    return keep(Came(Channel.EMAIL, _day(mail), sha256, {}, mail), by=by)


def _day(mail: Mapping[str, Any]) -> date:
    """A header may say anything: a day that is yet to come is not believed."""
    try:
        sent = datetime.fromisoformat(str(mail.get("sent", ""))).astimezone(LONDON).date()
    except (ValueError, OverflowError):
        return today()
    return min(sent, today())
