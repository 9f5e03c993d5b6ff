"""Lists every file of a case folder in path order. It follows no link, opens nothing and changes nothing."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from candour.engine.errors import BadInput


@dataclass(frozen=True, slots=True)
class Found:
    """``path`` is relative to the case folder with ``/`` between its parts. ``refusal``: why it is not read."""

    path: str
    file: Path
    refusal: str = ""


def walk(case: Path, *, leave_out: Path) -> list[Found]:
    """Every file, link and special file below ``case`` but what is below ``leave_out``. BadInput: there is no folder."""
    if not case.is_dir():
        raise BadInput(
            f"There is no folder {case}.",
            means="Nothing was read.",
            do="Give the folder that holds the case file.",
        )
    found: list[Found] = []
    _collect(case, case, leave_out.resolve(), found)
    return sorted(found, key=lambda item: item.path)


def _collect(folder: Path, case: Path, leave_out: Path, found: list[Found]) -> None:
    if folder.resolve() == leave_out:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        found.append(Found(label(folder, case), folder, "the folder may not be opened: permission is missing"))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            _collect(path, case, leave_out, found)
        else:
            found.append(Found(label(path, case), path, _refusal(path)))


def label(path: Path, case: Path) -> str:
    """The path as text; bytes of a name that are not UTF-8 are shown as their code."""
    name = path.relative_to(case).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _refusal(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "it is a link to somewhere else; links are not followed: put the file itself into the folder"
    if not stat.S_ISREG(mode):
        return "it is no file but a device, pipe or socket"
    return "" if os.access(path, os.R_OK) else "it may not be opened: permission is missing"
