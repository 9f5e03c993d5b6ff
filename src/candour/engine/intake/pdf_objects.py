"""Small questions to PDF objects that may be of any type where a damaged or hostile file is concerned."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

DEEP = 40
"""How far nested direct objects are followed."""


def text_of(value: object) -> str:
    """A string object, or a stream of text, as text; anything else is nothing."""
    try:
        if isinstance(value, pikepdf.String):
            return str(value)
        if isinstance(value, pikepdf.Stream):
            return value.read_bytes().decode("utf-8", "replace")
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return ""
    return ""


def items(value: object) -> Iterator[tuple[str, pikepdf.Object]]:
    """The entries of a dictionary or stream dictionary."""
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in list(value.keys()):
            yield key, value[key]


def elements(value: object) -> Iterator[pikepdf.Object]:
    """The elements of an array; a single object counts as one element; nothing for None."""
    if isinstance(value, pikepdf.Array):
        yield from (value[index] for index in range(len(value)))
    elif value is not None:
        yield value  # type: ignore[misc]  # pikepdf gives Python numbers for some objects


def get(value: object, *keys: str) -> pikepdf.Object | None:
    """The object found by going down ``keys``, or None where there is no such path."""
    for key in keys:
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) or key not in value:
            return None
        value = value[key]
    return value  # type: ignore[return-value]


def strings(value: object, *, depth: int = 0) -> Iterator[str]:
    """Every string in a structure, dictionaries' parents aside."""
    if depth > DEEP:
        return
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for element in elements(value):
            yield from strings(element, depth=depth + 1)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, element in items(value):
            if key not in ("/Parent", "/P", "/Pg", "/Prev"):
                yield from strings(element, depth=depth + 1)


def tree(node: object, leaf: str, *, depth: int = 0) -> Iterator[tuple[object, pikepdf.Object]]:
    """Pairs of a name tree (``/Names``) or number tree (``/Nums``)."""
    if depth > DEEP or not isinstance(node, pikepdf.Dictionary):
        return
    pairs = list(elements(get(node, leaf)))
    yield from zip(pairs[0::2], pairs[1::2], strict=False)
    for kid in elements(get(node, "/Kids")):
        yield from tree(kid, leaf, depth=depth + 1)
