"""Writes the smallest compound files (MS-CFB) that hold an Outlook message: nothing else here can."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Union

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, Union[bytes, "Tree"]]


def compound(tree: Tree) -> bytes:
    """A compound file of storages (mappings) and streams (bytes); every stream is padded with zeros to 4,096 bytes."""
    entries: list[dict[str, int | str | bytes]] = [{"name": "Root Entry", "kind": 5, "child": FREE, "right": FREE}]
    _add(tree, 0, entries)
    table: list[int] = []
    body = b""
    for entry in entries:
        data = entry.get("data", b"")
        if isinstance(data, bytes) and data:
            padded = data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0")
            entry["start"], entry["size"] = len(table), max(len(data), 4096)
            table += _chain(len(table), len(padded) // SECTOR)
            body += padded
    directory = b"".join(_entry(entry) for entry in entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first_directory = len(table)
    table += _chain(first_directory, len(directory) // SECTOR)
    count = 1
    while (len(table) + count) * 4 > count * SECTOR:
        count += 1
    first_fat = len(table)
    table += [FAT] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * SECTOR, b"\xff")
    places = [*range(first_fat, first_fat + count), *[FREE] * 109][:109]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, first_directory, 0, 4096, END, 0, END, 0)
    return header + struct.pack("<109I", *places) + body + directory + packed


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END]


def _add(tree: Tree, parent: int, entries: list[dict[str, int | str | bytes]]) -> None:
    """Siblings as a list that only goes to the right, in the order that the format asks for."""
    previous = -1
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        value, number = tree[name], len(entries)
        entries.append({"name": name, "kind": 2 if isinstance(value, bytes) else 1, "child": FREE, "right": FREE})
        if previous < 0:
            entries[parent]["child"] = number
        else:
            entries[previous]["right"] = number
        previous = number
        if isinstance(value, bytes):
            entries[number]["data"] = value or b"\0"
        else:
            _add(value, number, entries)


def _entry(entry: Mapping[str, int | str | bytes]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    packed = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, int(entry["kind"]), 1)
    packed += struct.pack("<III", FREE, int(entry["right"]), int(entry["child"])) + bytes(36)
    return packed + struct.pack("<IQ", int(entry.get("start", END)), int(entry.get("size", 0)))


def properties(header: int, fixed: Mapping[tuple[int, int], int]) -> bytes:
    """A table of fixed properties: number and type to value."""
    rows = [struct.pack("<IIQ", number << 16 | kind, 6, value) for (number, kind), value in fixed.items()]
    return bytes(header) + b"".join(rows)


def text(number: int, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}
