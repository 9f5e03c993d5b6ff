"""The packed RTF in which Outlook keeps some bodies (MS-OXRTFCP). It unpacks; it does not interpret."""

from __future__ import annotations

from candour.engine.errors import Unreadable

PRELOAD = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans"
    b" SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u"
    b"\\tab\\tx"
)
WINDOW = 4096
MOST = 64 << 20


def unpacked(data: bytes) -> bytes:
    """The RTF text. Unreadable: not of this form."""
    if len(data) < 16 or data[8:12] not in (b"LZFu", b"MELA"):
        raise Unreadable("it is damaged: the text of a message cannot be unpacked")
    size = min(int.from_bytes(data[4:8], "little"), MOST)
    if data[8:12] == b"MELA":
        return data[16 : 16 + size]
    window, place, out, at = bytearray(PRELOAD.ljust(WINDOW, b"\0")), len(PRELOAD), bytearray(), 16
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data) or len(out) >= size:
                break
            piece = bytearray(data[at : at + 1])
            if control >> bit & 1:
                reference, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == place:  # the end mark
                    return bytes(out)
                piece = bytearray()
                for step in range(length):
                    byte = window[(offset + step) % WINDOW]
                    piece.append(byte)
                    window[(place + step) % WINDOW] = byte
            else:
                at += 1
                window[place] = piece[0]
            out += piece
            place = (place + len(piece)) % WINDOW
    return bytes(out)
