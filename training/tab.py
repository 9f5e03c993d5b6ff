"""Reads Text Anonymization Benchmark documents as annotated texts; it refuses to guess labels the benchmark lacks."""

from __future__ import annotations

import json
from pathlib import Path

from .care import Text

NAMED = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}
MASKED = {**NAMED, "DATETIME": "DATE", "CODE": "CODE", "QUANTITY": "QUANTITY", "DEM": "DEM", "MISC": "MISC"}


def read(path: Path, *, masked: bool) -> list[Text]:
    """One text a document. ``masked``: every kind, in capitals where it identifies (DIRECT, QUASI) and in small
    letters where the annotator left it; otherwise every PERSON, ORG and LOC."""
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans, end = [], 0
        for e in sorted(row["entities"], key=lambda e: (e["start_offset"], -e["end_offset"])):
            wanted = e["entity_type"] in (MASKED if masked else NAMED)
            label = MASKED.get(e["entity_type"], "")
            label = label.lower() if masked and e["identifier_type"] == "NO_MASK" else label
            if wanted and e["start_offset"] >= end:
                end = e["end_offset"]
                spans.append((e["start_offset"], end, label, ""))
        texts.append(Text(row["text"], spans))
    return texts
