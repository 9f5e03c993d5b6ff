"""Short referral texts: what gives the referrer away is found, what was reported about the family stays."""

from __future__ import annotations

import re

import pytest
from record_factory import names_in, person
from reference_file import CORPUS

from candour.engine.detect.details import find_details

MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}")
REFERRER = person("P1", "Wendy Marsh", "referrer", address="14 Salter Lane", aliases=("Wendy",))
FOUND, KEPT = 0.9, 0.95


def read(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its marks, and each marked passage as (kind of bracket, start, end)."""
    text, at, passages, opened = "", 0, [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] in ("[[", "{{"):
            opened = len(text)
        else:
            passages.append((mark[0], opened, len(text)))
    return text + marked[at:], passages


def scored(*, unseen: bool) -> tuple[list[str], list[str], int, int]:
    """(missed, wrongly hidden, how many were to be found, how many to stay) over a third or two thirds of the texts."""
    body = "\n".join(
        line for line in (CORPUS / "referrals.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    missed, hidden, find, stay = [], [], 0, 0
    for number, marked in enumerate(body.split("\n----\n")):
        if (number % 3 == 2) != unseen:
            continue
        text, passages = read(marked)
        full = names_in(text, P1="Wendy Marsh")
        short = [span for span in names_in(text, P1="Wendy") if span.start not in {name.start for name in full}]
        named = sorted([*full, *short], key=lambda span: span.start)
        spans = find_details(text=text, spans=named, people=[REFERRER])
        for kind, start, end in passages:
            covered = sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans) / (end - start)
            find += kind == "]]"
            stay += kind == "}}"
            missed += [text[start:end]] * (kind == "]]" and covered < 0.6)
            hidden += [text[start:end]] * (kind == "}}" and covered > 0.2)
    return missed, hidden, find, stay


@pytest.mark.parametrize("unseen", [False, True], ids=["developed on", "held out"])
def test_details_are_found_and_reports_stay(unseen: bool) -> None:
    missed, hidden, find, stay = scored(unseen=unseen)
    print(f"details found {find - len(missed)}/{find}, reports kept {stay - len(hidden)}/{stay}")
    assert 1 - len(missed) / find >= FOUND, missed
    assert 1 - len(hidden) / stay >= KEPT, hidden
