"""Forms that identify in a judgment whatever stands around them: dates, application numbers, sums, titled names.

Each form is masked by the annotators of the TAB training documents in three cases of four or more (training/README.md);
it refuses forms that are not: durations, nationalities are the model's to weigh. What refers to a part of the judgment or of a
law by its number is masked in one case of a hundred: there the model is overruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.model import Kind, Span

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
APPLICANT = re.compile(r"\b[Tt]he applicants?\b")
CONVENTION = re.compile(r"\bthe Convention\b|\bapplications? \(nos?\. ?\d")
_ONES, _TENS = "one|two|three|four|five|six|seven|eight|nine", "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
AGE = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[ -](?:{_ONES}))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|{_ONES})"
YEAR = r"(?:1[89]|20)\d\d"
_NUMBER = rf"\d{{1,3}}\b(?![,.]?\d| {MONTH})"
CITED = re.compile(
    rf"\b(?:[Ss]ee )?(?:[Pp]aragraph|[Aa]rticle|[Cc]hapter|[Ss]ection|Rule)s?\s+{_NUMBER}"
    rf"(?:(?:,|,? and|,? or| to|-|–)?\s?(?:§§? ?)?{_NUMBER})*(?:\s+(?:above|below)\b)?"
)
"""A part of this text or of a law, by its number: "see paragraphs 32 and 33 below", "Articles 6 § 1 and 13"."""
FORMS = (
    (Kind.OTHER, re.compile(rf"\b[Aa]ged ({AGE})\b(?! (?:to|and|or)\b)")),
    (Kind.DATE, re.compile(rf"\b[Bb]etween {YEAR} and {YEAR}\b|\b(?:first|second) half of {YEAR}\b")),
    (Kind.DATE, re.compile(rf"\b\d{{1,2}} {MONTH}(?: \d{{4}})?\b|\b{MONTH} (?:1[89]|20)\d\d\b")),
    (Kind.DATE, re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y) ((?:1[89]|20)\d\d)\b(?!/)")),
    (Kind.REF, re.compile(r"(?<![\d/])\d{3,5}/\d{2}(?![\d/])")),
    (Kind.OTHER, re.compile(r"\b[A-Z]{3} ?\d[\d,.]*\d\b|[£€$] ?\d[\d,.]*\d\b")),
    (
        Kind.PERSON,
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:[A-Z]\.[ -]?)*[^\W\d_a-zß-ÿ][^\W\d_]+(?:[’'-][^\W\d_]{2,})*"),
    ),
)


def is_judgment(text: str) -> bool:
    """A judgment in the form of the European Court of Human Rights: its own model reads it."""
    return CONVENTION.search(text) is not None and len(APPLICANT.findall(text)) > 2


def _forms(text: str) -> Iterator[Span]:
    for kind, pattern in FORMS:
        for match in pattern.finditer(text):
            start, end = match.span(1 if pattern.groups else 0)
            yield Span(start=start, end=end, kind=kind, score=0.9, recogniser="crf")


def _is_reference(span: Span, cited: list[tuple[int, int]]) -> bool:
    """Whether a date or another trait is nothing but (a part of) a reference."""
    return span.kind in (Kind.DATE, Kind.OTHER) and any(a <= span.start and span.end <= b for a, b in cited)


def with_forms(found: list[Span], text: str) -> list[Span]:
    """``found`` without references and with the forms it left out.

    Where two overlap, one span covers both and keeps the earlier one's kind.
    """
    cited = [match.span() for match in CITED.finditer(text)]
    kept = (span for span in found if not _is_reference(span, cited))
    spans = sorted([*kept, *_forms(text)], key=lambda s: (s.start, -s.end))
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            if span.end > last.end:
                merged[-1] = Span(last.start, span.end, last.kind, score=max(last.score, span.score), recogniser="crf")
        else:
            merged.append(span)
    return merged
