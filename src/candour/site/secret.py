"""Secrets that are made here once and kept in a file that only its owner may read."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from candour.engine.errors import Unavailable


def kept(path: Path, made: str) -> str:
    """What ``path`` holds; where there is no such file yet, ``made``, which then stands in it.

    Whole or not there: two starts at once read the same.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600 from the first moment
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(made)
            with contextlib.suppress(FileExistsError):  # another start was quicker
                os.link(name, path)
        finally:
            os.unlink(name)
    try:
        return path.read_text(encoding="utf-8")
    except PermissionError:
        raise Unavailable(
            f"The secrets in {path.parent} belong to another user.",
            means="The site was not started.",
            do="Start Candour as the user that made them, or name another folder with CANDOUR_HOME.",
        ) from None
