"""Values of a whole case kept small: packed page by page, read back a page at a time.

A case of 5,000 pages has ten thousands of mentions and marks; as objects they take some 600 bytes each, packed about
60. It never changes or reorders what it was given.
"""

from __future__ import annotations

import sys
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")
K = TypeVar("K")
_QUICK = 1
"""zlib's quickest level: the better ones save little on blocks of a page and take five times as long."""


class Paged(Sequence[T], Generic[T, K]):
    """``items`` in their order, also by ``key`` (which page they belong to). ``kind`` is their class.

    Neighbours with the same key share a block; what is read is a fresh equal value each time.
    """

    def __init__(self, kind: type[T], key: Callable[[T], K], items: Iterable[T] = ()) -> None:
        self._kind, self._key = kind, key
        self._blocks: list[bytes] = []
        self._starts: list[int] = []
        self._length = 0
        self._places: dict[K, tuple[int, ...]] = {}
        self._decoder = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
        self._last: tuple[int, list[T]] = (-1, [])
        self.extend(items)

    def extend(self, items: Iterable[T]) -> None:
        """Adds at the end."""
        for key, group in groupby(items, key=self._key):
            held = list(group)
            self._places[key] = (*self._places.get(key, ()), len(self._blocks))
            self._starts.append(self._length)
            self._blocks.append(zlib.compress(msgspec.msgpack.encode(held), _QUICK))
            self._length += len(held)

    def on(self, key: K) -> list[T]:
        """All values with this key, in order."""
        return [item for block in self._places.get(key, ()) for item in self._read(block)]

    @property
    def keys(self) -> Iterable[K]:
        return self._places.keys()

    @property
    def blocks(self) -> Sequence[bytes]:
        """What is kept, to be stored and given to ``from_blocks``."""
        return self._blocks

    @classmethod
    def from_blocks(cls, kind: type[T], key: Callable[[T], K], blocks: Iterable[bytes]) -> Paged[T, K]:
        """What was kept before; each block is read once, for its key."""
        made = cls(kind, key)
        for block in blocks:
            made.extend(made._decoder.decode(zlib.decompress(block)))
        return made

    def _read(self, block: int) -> list[T]:
        """One block's values; those of the last one asked for are remembered."""
        if self._last[0] != block:
            self._last = (block, self._decoder.decode(zlib.decompress(self._blocks[block])))
        return self._last[1]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from self._decoder.decode(zlib.decompress(block))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        block = bisect_right(self._starts, at) - 1
        return self._read(block)[at - self._starts[block]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class Chosen(Sequence[T]):
    """The values at ``places`` of ``whole``, in that order; none is held."""

    def __init__(self, whole: Sequence[T], places: Sequence[int]) -> None:
        self._whole, self._places = whole, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Chosen[T]: ...
    def __getitem__(self, index: int | slice) -> T | Chosen[T]:
        if isinstance(index, slice):
            return Chosen(self._whole, self._places[index])
        return self._whole[self._places[index]]


def packed(kind: type[T], key: Callable[[T], K], items: Iterable[T]) -> Paged[T, K]:
    """``items`` kept so, with this ``key``; they are not packed again when they are already."""
    return items if isinstance(items, Paged) else Paged(kind, key, items)


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts of one page; the same few stand on thousands of pages and are held once."""
    return tuple(map(sys.intern, texts))
