"""Where a key stands in a TOML file. ``tomllib`` keeps no positions, so the line is looked for; it does not parse."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-\"'@.]+)\s*=")
_QUOTES = ('"""', "'''")


def line_of(text: str, *, table: str, index: int = 0, key: str = "") -> int:
    """Line (from 1) of ``key`` in ``[table]``, or of its header; ``index`` counts ``[[table]]``s from 0.

    Without a table it is a key before the first header.
    """
    here, seen, header_line, quote = not table, -1, 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        inside, quote = bool(quote), _open_quote(line, quote)
        if inside:
            continue
        if header := _HEADER.match(line):
            here = _plain(header[2]) == table
            if here and header[1] == "[[":
                seen += 1
                here = seen == index
            header_line = number if here else header_line
        elif here and key and (match := _KEY.match(line)) and _plain(match[1]) == key:
            return number
    return header_line


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _open_quote(line: str, quote: str) -> str:
    """The multi-line quote that is open after this line."""
    for mark in [quote] if quote else _QUOTES:
        if line.count(mark) % 2:
            return "" if quote else mark
    return quote
