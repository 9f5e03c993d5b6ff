"""A CRFsuite model and how it is asked: by the names of features, or by sums of their weights.

Handing over some 17 names a word takes longer than all that the model then does. With few labels it is quicker to add the
weights up here and to hand over one number a label (`Summed`); with many it is not (`Named`). Nothing is known here of what
a feature means, and a file of another layout than CRFsuite's (http://www.chokkan.org/software/crfsuite/) is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

import pycrfsuite

from candour.engine.errors import Unavailable

_PLACES = struct.Struct("<5I")  # at byte 28: features, labels, attributes, features by label, features by attribute
_CHUNK = 12
_LABELS_AT = 20
_FEATURE = struct.Struct("<3Id")  # kind, from, to, weight
_TABLE = struct.Struct("<4s5I")
_PAIR = struct.Struct("<2I")
_FIELD = 64
_UNIT = 2.0**-40
"""Weights are whole numbers of it: sums are exact whatever their order, and differ from CRFsuite's after the tenth digit."""
_FEW = 10
"""From so many labels on a sum for each takes longer than the names."""


class Named:
    """Asks by name: what features tell (``told``) is the list of those that the model knows, as it spells them.

    Raises ``Unavailable`` if ``model``, the bytes of a file, is none of CRFsuite's.
    """

    def __init__(self, model: bytes) -> None:
        self._model = model
        try:
            if model[:4] != b"lCRF":
                raise ValueError(model[:4])
            self._features, labels, table, _, self._lists = _PLACES.unpack_from(model, 28)
            self._numbers = dict(_names(model, table))
            self._labels = len(dict(_names(model, labels)))
        except (struct.error, ValueError) as error:
            raise Unavailable("The weights of the name recogniser are damaged.", do="Install Candour again.") from error
        self._spelt = {name: name.encode("utf-8") for name in self._numbers}

    def told(self, names: Iterable[str]) -> list[bytes]:
        return [self._spelt[name] for name in names if name in self._spelt]

    def items(self, told: list[list[bytes]]) -> Iterable[list[bytes]]:
        """What the tagger is given for each word."""
        return told

    def tagger(self) -> pycrfsuite.Tagger:
        """A new tagger for ``items``. It reads this object's memory: it must not outlive it."""
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(self._model)
        return tagger


class Summed(Named):
    """Asks by weight: what features tell is one whole number, in which every label but the first has a field of `_FIELD`
    bits; a sum of features is a sum of numbers. Weights count from the first label's: only differences matter.

    The tagger has a copy of the model in which one feature for each label weighs just `_UNIT`; the transitions stay.
    """

    def __init__(self, model: bytes) -> None:
        super().__init__(model)
        others = self._labels - 1
        ones = [1 << (_FIELD * at) for at in range(others)]
        self._fields = [-sum(ones), *ones]
        """One in the field of each label; the first label's weight counts against all the others."""
        self._bias = sum(ones) << (_FIELD - 1)
        names = [name for name, number in self._numbers.items() if self._places(number)][:others]
        self._spelt = {name: self._spelt[name] for name in names}
        self._keys = list(self._spelt.values())
        self._packed: dict[str, int] = {}
        self.told(names)  # kept: after the next line their weights cannot be read again
        self._model = self._of_labels(names)

    def told(self, names: Iterable[str]) -> int:  # type: ignore[override]
        packed, known = self._packed, self._numbers
        return sum([packed[name] if name in packed else self._pack(name) for name in names if name in known])

    def items(self, told: list[int]) -> Iterable[dict[bytes, int]]:  # type: ignore[override]
        """For each word its sum's fields by the names of the tagger's features."""
        bias, keys, size = self._bias, self._keys, len(self._keys) * _FIELD // 8
        # a negative field borrows from the next one: the bias takes that back, and turns into each field's sign
        packed = b"".join([((total + bias) ^ bias).to_bytes(size, "little") for total in told])
        fields = iter(struct.unpack(f"<{len(told) * len(keys)}q", packed))
        return [dict(zip(keys, fields)) for _ in told]  # noqa: B905 - each takes just its own from the one iterator

    def _places(self, number: int) -> list[int]:
        """Where in the file the features of one attribute stand, one for each label it speaks for."""
        (at,) = struct.unpack_from("<I", self._model, self._lists + _CHUNK + 4 * number)
        (count,) = struct.unpack_from("<I", self._model, at)
        found = struct.unpack_from(f"<{count}I", self._model, at + 4)
        return [self._features + _CHUNK + _FEATURE.size * feature for feature in found]

    def _pack(self, name: str) -> int:
        found = (_FEATURE.unpack_from(self._model, place) for place in self._places(self._numbers[name]))
        packed = self._packed[name] = sum(round(weight / _UNIT) * self._fields[label] for _, _, label, weight in found)
        return packed

    def _of_labels(self, names: Iterable[str]) -> bytes:
        """The model, but that the attributes of these ``names`` stand for one label each: the second, the third …"""
        model = bytearray(self._model)
        for label, name in enumerate(names, 1):
            for nth, place in enumerate(self._places(self._numbers[name])):
                kind, source, _, _ = _FEATURE.unpack_from(model, place)
                _FEATURE.pack_into(model, place, kind, source, label, 0.0 if nth else _UNIT)
        return bytes(model)


def weights(model: bytes) -> Named:
    """The quicker way to ask ``model``. Raises ``Unavailable``."""
    return Summed(model) if int.from_bytes(model[_LABELS_AT : _LABELS_AT + 4], "little") < _FEW else Named(model)


def _names(model: bytes, table: int) -> Iterator[tuple[str, int]]:
    """The names in a table (CQDB) at a place in the file, and their numbers. An array at its end leads to each record:
    number, length of the name with its closing zero, name."""
    magic, _, _, _, count, places = _TABLE.unpack_from(model, table)
    if magic != b"CQDB":
        raise ValueError(magic)
    for place in struct.unpack_from(f"<{count}I", model, table + places):
        if place:
            number, length = _PAIR.unpack_from(model, table + place)
            yield model[table + place + 8 : table + place + 7 + length].decode("utf-8"), number
