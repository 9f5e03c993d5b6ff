"""Which features a model has weights for, read from its file; what it has never heard of says nothing and is left out.

The layout is CRFsuite's (http://www.chokkan.org/software/crfsuite/): at byte 36 the place of the table of attributes, in
which an array leads to every name. It reads nothing else of the model, and refuses a file of another layout.
"""

from __future__ import annotations

import struct

from candour.engine.errors import Unavailable

_TABLE_AT = 36
_HEADER = struct.Struct("<4s5I")
_NUMBER = struct.Struct("<I")


def attributes(model: bytes) -> dict[str, bytes]:
    """Each feature that the CRFsuite ``model`` knows, with its bytes as the model spells it.

    Raises ``Unavailable`` if this is no such model.
    """
    try:
        table = _NUMBER.unpack_from(model, _TABLE_AT)[0]
        magic, _, _, _, count, places = _HEADER.unpack_from(model, table)
        if model[:4] != b"lCRF" or magic != b"CQDB":
            raise ValueError(magic)
        names = (_name(model, table + at) for at in struct.unpack_from(f"<{count}I", model, table + places) if at)
        return {name.decode("utf-8"): name for name in names}
    except (struct.error, ValueError) as error:
        raise Unavailable("The weights of the name recogniser are damaged.", do="Install Candour again.") from error


def _name(model: bytes, at: int) -> bytes:
    """One record: its number, the length of the name with its closing zero, the name."""
    length: int = _NUMBER.unpack_from(model, at + 4)[0]
    return model[at + 8 : at + 7 + length]
