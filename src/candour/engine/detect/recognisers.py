"""The recognisers that are installed, and what they saw in a text; a missing one is no error, its findings are absent.

Plug-ins register a callable that returns a `Recogniser` under the entry-point group ``candour.recognisers``.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from candour.engine.model import Span

_KEPT = 4096
_seen: dict[bytes, tuple[Span, ...]] = {}


class Recogniser(Protocol):
    """A plug-in that finds names in a text; spans are offsets into it."""

    name: str

    def find(self, text: str) -> list[Span]: ...


@lru_cache(maxsize=1)
def recognisers() -> tuple[Recogniser, ...]:
    """Our statistical recogniser, where its weights are there, and those of installed plug-ins."""
    from importlib.metadata import entry_points  # loaded late: the command line starts one process per text

    found: list[Recogniser] = []
    try:
        from candour.engine.detect import recogniser
    except ImportError:
        pass
    else:
        found.append(recogniser.load())
    found.extend(point.load()() for point in entry_points(group="candour.recognisers"))
    return tuple(found)


def recognised(text: str) -> tuple[Span, ...]:
    """What the recognisers see, kept for a while: the survey and the search ask for the same text."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if digest not in _seen:
        if len(_seen) >= _KEPT:
            _seen.pop(next(iter(_seen)))
        _seen[digest] = tuple(span for each in recognisers() for span in each.find(text))
    return _seen[digest]
