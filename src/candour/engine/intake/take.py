"""Intake on one screen: list the folder, read every file, number the records, tell the gaps. Nothing silently dropped."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from candour.engine.intake.bounds import Limits
from candour.engine.intake.child import Outcome
from candour.engine.intake.folder import Found, walk
from candour.engine.intake.kinds import KINDS
from candour.engine.intake.listing import Listing
from candour.engine.intake.reading import FileReader, Node
from candour.engine.model import Gap, GapKind, Intake, ManifestRow, PageKind, Record
from candour.engine.store import Store
from candour.engine.tools.workers import cores

Progress = Callable[[str, int, int], None]


def take_in(
    *,
    case: Path,
    manifest: Sequence[ManifestRow],
    store: Store,
    progress: Progress,
    limits: Limits | None = None,
) -> Intake:
    """Every file below ``case`` as records and gaps, in path order; ``progress(stage, done, total)`` per file.

    The same folder gives the same Intake and the same PDFs. BadInput: no such folder, or a manifest row that points
    out of it. Unavailable: the disk is full.
    """
    found = walk(case, leave_out=store.folder)
    listing = Listing(manifest, paths=[item.path for item in found])
    numbering = _Numbering(listing)
    progress("intake", 0, len(found))
    with _readers(store.folder, limits or Limits()) as read:
        for done, node in enumerate(read(found), start=1):
            numbering.add(node)
            progress("intake", done, len(found))
    records = tuple(numbering.records)
    return Intake(records, tuple(numbering.gaps + listing.gaps(records, left_out=frozenset(numbering.system))))


@contextmanager
def _readers(store: Path, limits: Limits) -> Iterator[Callable[[Sequence[Found]], Iterator[Node]]]:
    """Reads files on as many threads as there are processors, in order; every child is ended on leaving."""
    own, every = threading.local(), list[FileReader]()

    def read(item: Found) -> Node:
        if item.refusal:
            return Node(item.path, "", 0, Outcome(reason=item.refusal))
        if not hasattr(own, "reader"):
            own.reader = FileReader(store=store, limits=limits)
            every.append(own.reader)
        node: Node = own.reader.read(item.path, item.file)
        return node

    pool = ThreadPoolExecutor(max_workers=cores())
    try:
        yield lambda found: pool.map(read, found)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for reader in every:
            reader.close()


class _Numbering:
    """Records and gaps from nodes, in order: ids, manifest rows, duplicates."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.records: list[Record] = []
        self.gaps: list[Gap] = []
        self.system: set[str] = set()
        self._ids: set[str] = set()
        self._first: dict[str, str] = {}

    def add(self, node: Node, *, parent: str = "", number: int = 0) -> None:
        row = self.listing.row_of(node.path)
        own_id = f"{parent}.{number}" if parent else "R-" + hashlib.sha256(node.path.encode()).hexdigest()[:10]
        record = _record(
            node, row, record_id=self._free(row.record_id if row else own_id, own_id), parent=parent, first=self._first
        )
        self.records.append(record)
        if node.outcome.kind == "system":
            self.system.add(record.id)
        self.gaps += _gaps(node, record.id)
        for at, member in enumerate(node.children, start=1):
            self.add(member, parent=record.id, number=at)

    def _free(self, wanted: str, own: str) -> str:
        """``wanted``, or where another record has it already the id made from the path."""
        record_id = wanted if wanted.strip() and wanted not in self._ids else own
        self._ids.add(record_id)
        return record_id


def _record(node: Node, row: ManifestRow | None, *, record_id: str, parent: str, first: dict[str, str]) -> Record:
    outcome = node.outcome
    original = first.setdefault(node.sha256, record_id) if node.size else record_id
    return Record(
        id=record_id,
        path=node.path,
        sha256=node.sha256,
        media_type=KINDS[outcome.kind].media_type,
        size=node.size,
        title=(row.title if row else "") or outcome.title,
        type=row.type if row else "",
        date=(row.date if row else "") or outcome.date,
        author=(row.author if row else "") or outcome.author,
        parent=parent,
        pdf=outcome.pdf,
        pages=tuple(PageKind(kind) for kind in outcome.pages),
        listed=row is not None,
        duplicate_of="" if original == record_id else original,
        meta=tuple(outcome.meta),
    )


def _gaps(node: Node, record_id: str) -> list[Gap]:
    outcome, gaps = node.outcome, []
    if outcome.reason:
        kind = GapKind.NEEDS_CONVERTER if outcome.converter else GapKind.UNREADABLE
        gaps.append(Gap(kind, f"Cannot be opened: {outcome.reason}", node.path, record=record_id))
    for name, reason, converter in outcome.losses:
        kind = GapKind.NEEDS_CONVERTER if converter else GapKind.UNREADABLE
        source = f"{node.path}::{name}" if name else node.path
        gaps.append(Gap(kind, f"Not opened: {reason}", source, record=record_id))
    return gaps
