"""Small papers on both sides of privilege and of therapy: each is flagged whole, or not, as it should be."""

from __future__ import annotations

import pytest
from record_factory import mail, paper, person
from reference_file import CORPUS

from candour.engine.detect.flags import find_flags
from candour.engine.detect.record_text import RecordText

PEOPLE = (
    person("S", "Martin Ellery", "social_worker", emails=("m.ellery@westmarsh.example",)),
    person("F", "Fiona Cate", "social_worker"),
    person("H", "Helen Strand", "manager", emails=("h.strand@westmarsh.example",)),
    person("L", "Ravi Anand", "legal", notes="Council solicitor", emails=("r.anand@westmarsh.example",)),
    person("X", "Lena Fox", "legal", notes="Mother's solicitor", emails=("l.fox@foxlaw.example",)),
    person("T", "Dr Judith Vane", "health", notes="Therapist"),
)
LINES = [
    line
    for line in (CORPUS / "flags.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def made(line: str) -> tuple[str, bool, RecordText]:
    kind, flagged, title, type_, author, post, text = (part.strip() for part in line.split("|"))
    body = text.replace(" / ", "\n")
    if post:
        sender, to = post.split("> ", 1) if "> >" not in post else post.split(" > ", 1)
        return kind, flagged == "yes", mail("Mail/1.eml", body, sender=sender, to=to, subject=title)
    return kind, flagged == "yes", paper("File/1.pdf", body, title=title, kind=type_, author=author)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:44])
def test_flagged_whole_or_not(line: str) -> None:
    kind, flagged, text = made(line)
    whole = {flag.kind.value for flag in find_flags(texts=[text], people=PEOPLE) if flag.page == 0}
    assert (kind in whole) == flagged
