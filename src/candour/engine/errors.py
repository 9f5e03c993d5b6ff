"""The engine's one tree of errors; each says what happened, what it means and what to do, and never holds case text.

A class is an exit code of the command line; ``docs/errors.md`` has a heading for each.
"""

from __future__ import annotations


class CandourError(Exception):
    """Base of every error a person is meant to read. ``what``, ``means`` and ``do`` are whole sentences."""

    exit_code = 70

    def __init__(self, what: str, *, means: str = "", do: str = "") -> None:
        self.what, self.means, self.do = what, means, do
        super().__init__(" ".join(part for part in (what, means, do) if part))


class BadInput(CandourError):
    """An input file or folder is not what it has to be (a missing folder, a people.csv without header)."""

    exit_code = 2


class Refused(CandourError):
    """The request is understood and not carried out: something is undecided, unknown or not allowed."""

    exit_code = 3


class Unreadable(CandourError):
    """One document cannot be read. Within a case folder it becomes a line in the gaps schedule instead."""

    exit_code = 4


class Unsafe(CandourError):
    """Verification found something that must not leave, or could not make sure: there is no bundle."""

    exit_code = 5


class Unavailable(CandourError):
    """A program or resource of this machine is missing or full (tesseract, LibreOffice, disk)."""

    exit_code = 6
