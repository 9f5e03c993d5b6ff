"""Which CIDs the predefined maps give their one-byte codes (of Unicode maps, ASCII), so that widths of these are known.

It says nothing of any other code, except from which CID on they lie. Source: Adobe's cmap-resources (BSD licence).
"""

from __future__ import annotations

from collections.abc import Mapping

Runs = tuple[tuple[int, int, int], ...]

# fmt: off
_TABLE: dict[str, tuple[int, Runs]] = {
    "GB-EUC": (96, ((0x20, 0x20, 7716), (0x21, 0x7E, 814), (0xAAA1, 0xAAFE, 814),)),
    "GBpc-EUC": (96, ((0x20, 0x7E, 1), (0x80, 0x80, 7712), (0xFD, 0xFF, 7713),)),
    "GBK-EUC": (96, ((0x20, 0x20, 7716), (0x21, 0x7E, 814), (0xAAA1, 0xAAFE, 814),)),
    "GBKp-EUC": (96, ((0x20, 0x7E, 1),)),
    "GBK2K": (96, ((0x20, 0x7E, 1),)),
    "UniGB-UCS2": (96, ((0x20, 0x7E, 1),)),
    "UniGB-UTF16": (96, ((0x20, 0x7E, 1), (0xA0, 0xA0, 1),)),
    "B5pc": (99, ((0x20, 0x7E, 1), (0x80, 0x80, 61), (0xFD, 0xFF, 96),)),
    "HKscs-B5": (99, ((0x20, 0x7E, 1),)),
    "ETen-B5": (99, ((0x20, 0x7E, 13648),)),
    "ETenms-B5": (99, ((0x20, 0x7E, 1),)),
    "CNS-EUC": (99, ((0x20, 0x7E, 13648),)),
    "UniCNS-UCS2": (99, ((0x20, 0x7E, 1),)),
    "UniCNS-UTF16": (96, ((0x20, 0x7E, 1), (0xA0, 0xA0, 1),)),
    "83pv-RKSJ": (232, ((0x20, 0x7E, 1), (0x80, 0x80, 97), (0xA0, 0xDF, 326), (0xFD, 0xFD, 152), (0xFE, 0xFE,
        228), (0xFF, 0xFF, 124), (0x859F, 0x85DD, 327),)),
    "90ms-RKSJ": (633, ((0x20, 0x7D, 231), (0x7E, 0x7E, 631), (0xA0, 0xDF, 326),)),
    "90msp-RKSJ": (633, ((0x20, 0x7E, 1), (0xA0, 0xDF, 326),)),
    "90pv-RKSJ": (633, ((0x20, 0x7E, 1), (0x80, 0x80, 97), (0xA0, 0xDF, 326), (0xFD, 0xFD, 152), (0xFE, 0xFE,
        228), (0xFF, 0xFF, 124),)),
    "Add-RKSJ": (633, ((0x20, 0x7E, 231), (0xA0, 0xDF, 326),)),
    "EUC": (326, ((0x20, 0x7E, 231),)),
    "Ext-RKSJ": (390, ((0x20, 0x7E, 231), (0xA0, 0xDF, 326), (0x8540, 0x857E, 232), (0x8581, 0x859E, 296),
        (0x859F, 0x85DD, 327), (0x8692, 0x8692, 295),)),
    "H": (633, ()),
    "UniJIS-UCS2": (99, ((0x20, 0x5B, 1), (0x5C, 0x5C, 97), (0x5D, 0x7E, 62), (0xA5, 0xA5, 61), (0x300, 0x300,
        65), (0x303, 0x303, 95), (0x332, 0x332, 64), (0x2011, 0x2011, 14),)),
    "UniJIS-UCS2-HW": (14, ((0x20, 0x5B, 231), (0x5C, 0x5C, 8719), (0x5D, 0x7E, 292), (0xA5, 0xA5, 291),
        (0x2002, 0x2002, 231), (0x203E, 0x203E, 325), (0xFFE8, 0xFFE8, 323),)),
    "UniJIS-UTF16": (93, ((0x20, 0x5B, 1), (0x5C, 0x5C, 97), (0x5D, 0x7B, 62), (0x7C, 0x7C, 99), (0x7D, 0x7D,
        94), (0x7E, 0x7E, 100), (0xA0, 0xA0, 1), (0xA5, 0xA5, 61), (0x2CB, 0x2CB, 65), (0x300, 0x300, 65),
        (0x332, 0x332, 64), (0x2011, 0x2011, 14), (0x223C, 0x223C, 100),)),
    "KSC-EUC": (101, ((0x20, 0x7E, 8094),)),
    "KSCms-UHC": (101, ((0x20, 0x7E, 1),)),
    "KSCms-UHC-HW": (101, ((0x20, 0x7E, 8094),)),
    "KSCpc-EUC": (101, ((0x20, 0x7E, 1), (0x81, 0x83, 96), (0xFE, 0xFF, 99),)),
    "UniKS-UCS2": (101, ((0x20, 0x7E, 1),)),
    "UniKS-UTF16": (96, ((0x20, 0x7E, 1), (0xA0, 0xA0, 1),)),
}
# fmt: on


def cids_of(name: str) -> dict[int, int]:
    """Code to CID for the codes that are listed of a map (``90ms-RKSJ-H``); empty for a map that is not."""
    _, runs = _TABLE.get(_stem(name), (0, ()))
    return {code: cid + code - low for low, high, cid in runs for code in range(low, high + 1)}


def settled(name: str, widths: Mapping[int, float], default: float) -> bool:
    """Do all codes that are not listed have the ``default`` width, whatever their CIDs are?"""
    if _stem(name) not in _TABLE:
        return False
    first, _ = _TABLE[_stem(name)]
    listed = set(cids_of(name).values())
    return all(cid in listed or cid < first or width == default for cid, width in widths.items())


def _stem(name: str) -> str:
    """The name without its writing direction: both share their CIDs here."""
    return "H" if name == "V" else name.removesuffix("-H").removesuffix("-V")
