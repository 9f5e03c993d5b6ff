"""The quick search for nouns of documents finds what the pattern itself finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from candour.engine.detect.document_kinds import BEGINNINGS, FORMS, HEAD, heads

parse = re._parser.parse  # type: ignore[attr-defined]
LENGTH = 3


def beginnings(tokens: Any) -> set[str]:
    """The first ``LENGTH`` letters of whatever a parsed pattern matches; "*" for any letter."""
    found = {""}
    for name, value in tokens:
        found = {(one + more)[:LENGTH] for one in found for more in ways(str(name), value)}
    return found


def ways(name: str, value: Any) -> set[str]:
    if name == "LITERAL":
        return {chr(value)}
    if name == "IN":
        signs = [chr(low) if str(kind) == "LITERAL" else "*" for kind, low in value]
        return set(signs)
    if name == "BRANCH":
        return set().union(*(beginnings(branch) for branch in value[1]))
    if name == "SUBPATTERN":
        return beginnings(value[-1])
    if name == "MAX_REPEAT":
        least, _, inner = value
        once = beginnings(inner)
        return once if least else {"", *once}
    if name in ("ASSERT", "ASSERT_NOT", "AT"):
        return {""}
    raise AssertionError(name)


def test_every_noun_begins_as_listed() -> None:
    found = {one.casefold() for _, pattern in FORMS for one in beginnings(parse(pattern))}
    listed = {one for one in found if one[:2] in BEGINNINGS or one in BEGINNINGS}
    assert found == listed
    assert {one for one in BEGINNINGS if one in found or one in {each[:2] for each in found}} == BEGINNINGS


NOUNS = "report E-mail re-assessment C&F C8 C1A PNC prints story book police disclosure minutes' records-x ſtatement".split()


def spoken() -> Iterator[st.SearchStrategy[str]]:
    yield st.sampled_from(NOUNS)
    yield st.sampled_from(["the", "a-plan", "replan", "plan", ".", "C8-", "annexe B", "text message", "CAF/CIN"])
    yield st.text("mCc8&- 'pAn", max_size=5)


@given(parts=st.lists(st.one_of(*spoken()), max_size=12), gap=st.sampled_from([" ", "", "-", "\n"]))
def test_the_quick_search_finds_what_the_pattern_finds(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    assert [(m.span(), m.lastgroup) for m in heads(text)] == [(m.span(), m.lastgroup) for m in HEAD.finditer(text)]
