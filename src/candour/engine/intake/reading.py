"""Reads one file of the case folder with all that is nested in it: store, limited child, converter, and back.

A tree of ``Node`` comes back whatever happens to the parser. It writes to the work folder only.
"""

from __future__ import annotations

import dataclasses
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from candour.engine.errors import Unavailable, Unreadable
from candour.engine.intake import child
from candour.engine.intake.bounds import Limits
from candour.engine.intake.child import Outcome
from candour.engine.intake.shown import FAILED, NO_CONVERTER
from candour.engine.store import Store, code_digest, key_of, sha256_of
from candour.engine.tools import libreoffice
from candour.engine.tools.limits import Broken, Worker

_CODE = Path(__file__).parent
ROUNDS = 24
"""Conversions that one file may ask for, with all that a PDF carries."""


@dataclass
class Node:
    """One file read. ``path`` is its label; ``outcome.pdf`` is the SHA-256 of its PDF in the store."""

    path: str
    sha256: str
    size: int
    outcome: Outcome
    children: list[Node] = field(default_factory=list)


@dataclass
class Budget:
    """What is left of the limits for one file of the case folder and all that is nested in it."""

    members: int
    unpacked: int


class FileReader:
    """Reads files one after the other; one per thread. ``close`` ends its child process."""

    def __init__(self, *, store: Path, limits: Limits) -> None:
        self.store, self.limits = Store(store), limits  # made in the thread that uses it, as SQLite wants
        self.worker = Worker(memory_mb=limits.memory_mb)

    def close(self) -> None:
        """From any thread."""
        self.worker.stop()

    def read(self, path: str, file: Path) -> Node:
        """The file at ``file``, called ``path``, and everything in it."""
        try:
            size = file.stat().st_size
            if size > self.limits.file:
                outcome = Outcome(reason=f"it is larger than {self.limits.file >> 20:,} MB")
                return Node(path, sha256_of(path=file), size, outcome)
            sha256 = self.store.add_file(file)
        except OSError as error:  # it was moved or its disk fails; a full disk of ours is Unavailable and goes on
            return Node(path, "", 0, Outcome(reason=f"it cannot be read from the disk ({error.strerror or 'unknown'})"))
        return self._node(path, sha256, 0, Budget(self.limits.members, self.limits.unpacked))

    def _node(self, path: str, sha256: str, depth: int, budget: Budget) -> Node:
        file = self.store.path(sha256)
        node = Node(path, sha256, file.stat().st_size, Outcome())
        if depth > self.limits.depth:
            node.outcome.reason = f"it is nested more than {self.limits.depth} files deep"
            return node
        node.outcome = self._outcome(sha256, file, budget)
        for _, member in node.outcome.members:
            budget.members -= 1
            budget.unpacked -= self.store.path(member).stat().st_size
        for name, member in node.outcome.members:
            node.children.append(self._node(f"{path}::{name}", member, depth + 1, budget))
        return node

    def _outcome(self, sha256: str, file: Path, budget: Budget) -> Outcome:
        limits = dataclasses.replace(self.limits, members=max(budget.members, 0), unpacked=max(budget.unpacked, 0))
        key = key_of("intake", code_digest(_CODE), sha256, limits)
        kept = self.store.get("intake", key)
        if kept is not None:
            return Outcome.from_json(kept)
        with tempfile.TemporaryDirectory(dir=self.store.folder, prefix="reading-") as scratch:
            try:
                converted: dict[str, str] = {}
                outcome = self._kept(self._asked(file, limits, Path(scratch), converted))
            except Broken as error:  # not kept: another time it may be read
                return Outcome(reason=f"reading it was stopped: {error.how}")
        if not any(answer == NO_CONVERTER or answer.startswith(FAILED) for answer in converted.values()):
            self.store.put("intake", key, outcome.to_json())
        return outcome

    def _asked(self, file: Path, limits: Limits, scratch: Path, converted: dict[str, str]) -> Outcome:
        """Asks the child, converting what it needs in between and noting it in ``converted``."""
        for turn in range(ROUNDS):
            folder = scratch / str(turn)
            folder.mkdir()
            order = child.order(path=file, scratch=folder, limits=limits, converted=converted)
            answer = self.worker.call(f"{child.__name__}:read", order, seconds=limits.seconds)
            outcome = Outcome.from_json(answer)
            if outcome.need is None:
                return outcome
            key, source, form, suffix = outcome.need
            converted[key] = self._converted(key, Path(source), form, suffix, scratch)
        return Outcome(reason="it holds too many files that need a converter")

    def _converted(self, key: str, source: Path, form: str, suffix: str, scratch: Path) -> str:
        program = libreoffice.find()
        if program is None:
            return NO_CONVERTER
        kept_under = key_of(key, libreoffice.stamp(program))
        kept = self.store.get("convert", kept_under)
        if kept is None:
            out = scratch / key
            try:
                libreoffice.convert(source, form=form, suffix=suffix, out=out)
            except Unreadable as error:
                return f"{FAILED}{error.what} {error.means}"
            except Unavailable:
                return NO_CONVERTER
            kept = self.store.add_file(out).encode()
            self.store.put("convert", kept_under, kept)
        return str(self.store.path(kept.decode()))

    def _kept(self, outcome: Outcome) -> Outcome:
        """Moves what the child made into the store; the outcome then holds hashes for paths."""
        if outcome.pdf:
            outcome.pdf = self.store.add_file(Path(outcome.pdf))
        outcome.members = [(name, self.store.add_file(Path(file))) for name, file in outcome.members]
        return outcome
