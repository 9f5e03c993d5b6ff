"""Brings received files back to where the environment keeps them; when the restoration fails, none of them stays there.

It adds to no place that holds files already.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from candour.cases.store import place_in
from candour.cases.store.bucket import Bucket
from candour.cases.store.disk import Disk
from candour.cases.store.place import Kept, Place, hash_of
from candour.engine.errors import CandourError, Refused
from candour.site.backup import RECEIVED

_AT_ONCE = 8


def refuse_used(bucket: Bucket, home: Path) -> None:
    if next(place_in(home, bucket).held(), None) is not None:
        raise Refused(
            "There are files in the bucket that CANDOUR_FILES names.",
            means="A backup is restored into a new place only; nothing was changed.",
            do="Name another bucket, or another prefix of this one.",
        )


@contextlib.contextmanager
def brought_back(home: Path, bucket: Bucket | None) -> Iterator[Place]:
    """Files that came back with the home go to the bucket if there is one; when the block fails they leave it again."""
    place, moved = place_in(home, bucket), list[Kept]()
    try:
        if bucket:
            _move(Disk(home / RECEIVED), place, moved)
        yield place
    except BaseException:
        for kept in moved:
            with contextlib.suppress(CandourError):  # what stopped it may stop this too
                place.take_out(kept.sha256)
                place.erase(kept.sha256)
        raise


def _move(disk: Disk, place: Place, moved: list[Kept]) -> None:
    """What is not what its name says stays on the disk, where somebody can look at it."""

    def one(kept: Kept) -> None:
        path = disk.path(kept.sha256)
        with path.open("rb") as stream:
            whole = hash_of(stream) == kept.sha256
        if whole:
            moved.append(kept)
            place.keep(path, kept)
            path.unlink()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for done in [pool.submit(one, kept) for kept in list(disk.held())]:
                done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
