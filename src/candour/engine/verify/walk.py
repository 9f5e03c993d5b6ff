"""Walks a PDF's objects from the trailer, each in the role it is used in, and holds it against the allow-list.

Collects what has to be read or searched: strings, names, streams. What the walk does not reach does not belong in the
file. It judges form only; ``scan`` judges content.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from candour.engine.verify.allow import ITEMS, LEAKS, ROLES, STREAM_ROLES, chosen
from candour.engine.verify.file import Fault, PdfFile
from candour.engine.verify.needles import as_texts
from candour.engine.verify.syntax import Name, Ref, Stream, Value

PASSED_BY = frozenset({"up", "target"})
PLUMBING = frozenset({"N", "First"})
"""What an object stream may say beyond what a trailer may."""
MOST = 40
"""Faults of one kind are counted up to here; more would tell nothing new."""


@dataclass(slots=True)
class Walk:
    """What was met on the way. ``pages`` are the page dictionaries in order."""

    file: PdfFile
    strict: bool
    pages: list[dict[str, Value]] = field(default_factory=list)
    streams: dict[int, tuple[Stream, str]] = field(default_factory=dict)
    """By the stream's first byte: the stream and the role it plays."""
    texts: dict[str, str] = field(default_factory=dict)
    """Strings met, each with the object it stands in."""
    names: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def fault(self, kind: str, where: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= MOST:
            self.faults.append(Fault(kind, where))


def walk(file: PdfFile, *, strict: bool) -> Walk:
    """Everything reachable. With ``strict`` False nothing is held against the allow-list, all is still collected."""
    done = Walk(file, strict)
    todo: list[tuple[Value, str, str]] = [(file.trailer, "trailer" if strict else "any", "trailer")]
    while todo:
        value, role, where = todo.pop()
        todo.extend(reversed(_visit(done, value, role, where)))
    if strict:
        _unreached(done)
    return done


def _unreached(done: Walk) -> None:
    for number in sorted(done.file.objects.keys() - done.reached - done.file.plumbing):
        if done.file.objects[number] is not None:
            done.fault("unreferenced_object", f"object {number}")
    for number in sorted(done.targets - done.reached):
        done.fault("not_allowed", f"object {number}")
    for number in sorted(done.file.plumbing):
        holder = done.file.objects.get(number)
        if isinstance(holder, Stream) and holder.info.keys() - PLUMBING - ROLES["trailer"].keys():
            done.fault("not_allowed", f"object {number}")


Next = list[tuple[Value, str, str]]


def _visit(done: Walk, value: Value, role: str, where: str) -> Next:
    if isinstance(value, Ref):
        return _followed(done, value, role)
    if isinstance(value, list):
        return _items(value, role, where)
    if isinstance(value, bytes):
        for text in as_texts(value):
            done.texts.setdefault(text, where)
    elif isinstance(value, Name):
        done.names.add(value)
    elif isinstance(value, Stream):
        return _stream(done, value, role, where)
    elif isinstance(value, dict):
        return _dictionary(done, value, role, where)
    return []


def _followed(done: Walk, value: Ref, role: str) -> Next:
    number = int(value)
    if role in PASSED_BY:
        done.targets.add(number)
        return []
    if (number, role) in done.seen:
        return []
    done.seen.add((number, role))
    done.reached.add(number)
    return [(done.file.objects.get(number), role, f"object {number}")]


def _items(items: list[Value], role: str, where: str) -> Next:
    role = ITEMS.get(role, role)
    return [(item, role, where) for item in items if not isinstance(item, (int, float)) or isinstance(item, Ref)]


def _stream(done: Walk, value: Stream, role: str, where: str) -> Next:
    exact = chosen(role, value.info) if done.strict else _loosely(value.info, role)
    if exact not in STREAM_ROLES and role != "encoding":
        if done.strict:
            done.fault("not_allowed", where)
        exact = "any"
    if role == "encoding":
        exact = "cmap"
    done.streams.setdefault(value.start, (value, exact))
    return _keys(done, value.info, exact, where)


def _loosely(info: dict[str, Value], role: str) -> str:
    if info.get("Subtype") in ("Image", "Form"):
        return str(info["Subtype"]).lower()
    if info.get("PatternType") == 1:
        return "tiling"
    return role if role in STREAM_ROLES else "any"


def _dictionary(done: Walk, value: dict[str, Value], role: str, where: str) -> Next:
    if not done.strict:
        if value.get("Type") == "Page":
            done.pages.append(value)
        return _keys(done, value, "any", where)
    if role.endswith("*"):
        done.names.update(value)
        return [(item, role[:-1], where) for item in value.values()]
    exact = chosen(role, value)
    if not exact or exact in STREAM_ROLES - {"value"}:
        kind = LEAKS.get(str(value.get("Subtype") or value.get("S") or ""), "not_allowed")
        done.fault("annotation" if role == "link" and kind == "not_allowed" else kind, where)
        exact = "any"
    if exact == "page":
        done.pages.append(value)
    return _keys(done, value, exact, where)


_LOOSE = {"Contents": "content", "CharProcs": "content", "FontFile": "program", "FontFile2": "program"} | {
    "FontFile3": "program", "ToUnicode": "cmap", "Parent": "up", "P": "up", "Prev": "up", "Dest": "target"
}  # fmt: skip


def _keys(done: Walk, value: dict[str, Value], role: str, where: str) -> Next:
    allowed = ROLES.get(role)
    if allowed is None:  # not judged any more, still searched
        done.names.update(value)
        inherit = role if role == "content" else "any"
        return [(item, _LOOSE.get(key, inherit), where) for key, item in value.items()]
    for key in value.keys() - allowed.keys():
        done.names.add(key)
        done.fault(LEAKS.get(key, "not_allowed"), where)
    return [(item, allowed.get(key, "any"), where) for key, item in value.items()]
