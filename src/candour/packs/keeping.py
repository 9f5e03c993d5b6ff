"""The files of a pack as the database keeps them, and as a pack again. It asks nobody whether they may."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from candour.engine.errors import BadInput
from candour.ledger.clock import now
from candour.packs.models import PackVersion
from candour.policy import Pack, Problem
from candour.policy.checking import Source
from candour.policy.loading import pack_of

_NAMED = 10


def kept(sources: Sequence[Source], pack: Pack) -> PackVersion:
    """The version that these files are; a new one when they were never kept."""
    made = PackVersion(
        sha256=pack.sha256,
        name=pack.name,
        version=pack.version,
        title=pack.title,
        files=[_as_kept(each) for each in sources],
        came_at=now(),
    )
    PackVersion.objects.bulk_create([made], ignore_conflicts=True)
    return PackVersion.objects.get(sha256=pack.sha256)


def pack_from(files: Iterable[Mapping[str, Any]], *, on: date | None) -> Pack:
    """The pack that was kept. PackError when this version of Candour does not know its form."""
    return pack_of([_source(each) for each in files], on=on)


def unusable(problems: Sequence[Problem], *, means: str, do: str) -> BadInput:
    """An error that names file, line and key of the first faults."""
    return BadInput(" ".join(str(problem) for problem in problems[:_NAMED]), means=means, do=do)


def _as_kept(source: Source) -> dict[str, Any]:
    return {
        "file": source.file,
        "text": source.text,
        "main": source.main,
        "level": source.level,
        "removes": sorted(source.removes),
    }


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """A version is made a pack anew for each day that is asked about; its files say the same on all of them."""
    return tomllib.loads(text)


def _source(kept: Mapping[str, Any]) -> Source:
    return Source(
        file=kept["file"],
        text=kept["text"],
        data=_parsed(kept["text"]),
        main=kept["main"],
        level=kept["level"],
        removes=frozenset(kept["removes"]),
    )
