"""Texts as they may be told: paths, titles and gaps with every protected word replaced by a neutral label.

The plan says which words; this replaces them, in every place where one stands, and never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from candour.engine.finding import told_texts
from candour.engine.model import Gap, Mention, Plan, Record

_HIDDEN = "[removed]"


@dataclass(frozen=True, slots=True)
class Told:
    """What schedules, lists and letters may say: paths and titles by record id, and the gaps."""

    paths: Mapping[str, str]
    titles: Mapping[str, str]
    gaps: tuple[Gap, ...]


def tell(*, records: Sequence[Record], gaps: Sequence[Gap], mentions: Iterable[Mention], plan: Plan) -> Told:
    """Every text of ``told_texts`` with the plan's masks in place; secrets that no mention covers are masked as well."""
    masks: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for mention in mentions:
        if mention.page == 0 and mention.id in plan.masks:
            label = plan.masks[mention.id] or _HIDDEN
            masks.setdefault((mention.record, mention.layer), []).append((mention.span.start, mention.span.end, label))
    secret = _secret_pattern(plan.secrets)
    told = {
        (record, layer): _without(_masked(text, masks.get((record, layer), ())), secret)
        for record, layer, text in told_texts(records, gaps)
    }
    return Told(
        paths={record.id: told[record.id, "path"] for record in records},
        titles={record.id: told[record.id, "title"] for record in records},
        gaps=tuple(
            replace(
                gap, detail=told[gap.record, f"gap {number} detail"], source=told[gap.record, f"gap {number} source"]
            )
            for number, gap in enumerate(gaps)
        ),
    )


def without(text: str, *, secrets: Sequence[str]) -> str:
    """A text that people wrote, with every one of these strings left out."""
    return _without(text, _secret_pattern(secrets))


def _masked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Spans that touch become one; the first one's label stands for all."""
    made, at = [], 0
    for start, end, label in sorted(spans):
        if start >= at:
            made += [text[at:start], label]
        at = max(at, end)
    return "".join(made) + text[at:]


def _secret_pattern(secrets: Sequence[str]) -> re.Pattern[str] | None:
    words = [r"[\W_]*".join(map(re.escape, secret.split())) for secret in secrets if secret.split()]
    joined = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.IGNORECASE) if words else None


def _without(text: str, secret: re.Pattern[str] | None) -> str:
    return secret.sub(_HIDDEN, text) if secret else text
