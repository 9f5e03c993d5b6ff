"""The file that a record was read from, byte for byte, for people who may carry it away. It opens and converts nothing."""

from __future__ import annotations

import contextlib
import unicodedata
from pathlib import Path
from typing import BinaryIO

from candour.cases import store
from candour.cases.models import Record
from candour.cases.prepared import work_folder
from candour.engine.errors import Unavailable
from candour.engine.store import Store

_LONGEST = 150
"""Characters of a name that every system takes."""
_SUFFIX = 20
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that nobody sees, or that move what others see."""


def original(record: Record) -> BinaryIO:
    """As it was received, or as it was in the file that it came in. Unavailable when its bytes are not there."""
    if record.sha256:
        with contextlib.suppress(FileNotFoundError):
            return store.opened(record.sha256)
        with contextlib.closing(Store(work_folder(record.case))) as work, contextlib.suppress(FileNotFoundError):
            return work.path(record.sha256).open("rb")  # it came inside another file
    raise Unavailable(
        "The file of this record is not here.",
        means="What was read from it is still in the case file.",
        do="Ask whoever runs Candour to bring the store back from the backup.",
    )


def file_name(record: Record) -> str:
    """The last part of its path. Nothing in it can end a header, turn the reading direction or climb out of a folder."""
    name = record.path.rpartition("::")[2].replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if unicodedata.category(each) in _UNSEEN else each for each in name).strip(" .")
    suffix = Path(plain).suffix[:_SUFFIX]
    if len(plain) > _LONGEST:
        plain = plain[: _LONGEST - len(suffix)] + suffix
    return plain or "file"


def plain_ending(name: str) -> str:
    """Of a file, where it is plain: its name may tell of a child and stands on the page only."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) < 6 else ""
