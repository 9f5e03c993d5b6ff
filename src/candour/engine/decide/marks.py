"""Redactions of a page as marks, in reading order; what two layers of the page both saw is one mark. It moves no box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from candour.engine.decide.settle import Settled
from candour.engine.model import Box, Decision, Mark, Mention, Question

_SAME = 0.5
"""Two marks with this much of the smaller one in common are one redaction, read twice."""


def mark(mention: Mention, settled: Settled) -> Mark:
    return Mark(
        boxes=mention.boxes, ground=settled.ground, label=settled.label, mention=mention.id,
        kind=mention.span.kind.value, role=settled.role, explanation=settled.explanation,
    )  # fmt: skip


def question_mark(question: Question, answer: Decision) -> Mark:
    return Mark(
        boxes=question.boxes, ground=answer.ground, mention=question.id, kind=question.kind,
        explanation=answer.explanation,
    )  # fmt: skip


def in_reading_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Top to bottom, then left to right, then by mention; marks of the same thing in two layers joined."""
    joined: list[Mark] = []
    for item in sorted(marks, key=_place):
        twin = next((n for n, other in enumerate(joined) if _same(item, other)), None)
        if twin is None:
            joined.append(item)
        else:
            joined[twin] = replace(joined[twin], boxes=tuple(dict.fromkeys(joined[twin].boxes + item.boxes)))
    return tuple(joined)


def _place(item: Mark) -> tuple[float, float, str]:
    first = min(item.boxes, key=lambda box: (box.y0, box.x0))
    return first.y0, first.x0, item.mention


def _same(one: Mark, other: Mark) -> bool:
    alike = (one.ground, one.kind, one.role, one.label) == (other.ground, other.kind, other.role, other.label)
    return alike and any(_overlap(a, b) > _SAME for a in one.boxes for b in other.boxes)


def _overlap(one: Box, other: Box) -> float:
    """Area in common, as a share of the smaller box."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
