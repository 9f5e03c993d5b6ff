"""The part of taking in one e-mail that runs in a limited process: its header fields, its text and what is attached.

It keeps nothing and opens no attachment.
"""

from __future__ import annotations

import json
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.intake import mail, outlook
from candour.engine.intake.kinds import kind_of

_OPENS = {"eml": mail.opened, "msg": outlook.opened}
_FIELDS = ("From", "To", "Cc", "Reply-To", "Subject")
LETTERS = 100_000
"""Of the text that is told; ``cut`` says that there is more."""
_FIELD, _NAMES = 1_000, 200


def read(argument: bytes) -> bytes:
    """``argument``: the path of the file. The answer is JSON: fields, ``sent`` (ISO), text, cut, attached.

    Unreadable: it is no e-mail, or damaged.
    """
    path = Path(argument.decode())
    kind = kind_of(path).name
    if kind not in _OPENS:
        raise Unreadable("This is not an e-mail.")
    message = _OPENS[kind](path)
    text = _clean(mail.words(message))
    told = {
        "fields": {name: _clean(found)[:_FIELD] for name in _FIELDS if (found := mail.header(message, name))},
        "sent": mail.iso(mail.header(message, "Date")),
        "text": text[:LETTERS],
        "cut": len(text) > LETTERS,
        "attached": [{"name": _clean(name)[:_FIELD], "size": len(data)} for name, data in mail.attached(message)][
            :_NAMES
        ],
    }
    return json.dumps(told).encode()


def _clean(text: str) -> str:
    """Without what no database keeps: half characters and zeros."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
