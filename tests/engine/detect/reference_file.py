"""Makes the file of one invented family (``corpus/family_file.txt``), against which the sentences of ``corpus/references.txt`` are held."""

from __future__ import annotations

from pathlib import Path

from record_factory import mail, paper

from candour.engine.detect.record_text import RecordText

CORPUS = Path(__file__).parent / "corpus"
COUNCIL = "Westmarsh Council\nChildren's Services"
NOTES = """
6 May 2014 11:20 Telephone call F Cate / Carol Tiplady rang.
13 May 2014 15:00 Home visit F Cate / Seen with both children.
20 May 2014 16:10 Direct work M Ellery / Tilly drew her house.
27 May 2014 09:30 Telephone call M Ellery / The school rang.
3 June 2014 10:00 Home visit M Ellery / No reply.
"""


def family_file() -> tuple[RecordText, ...]:
    """Some forty records: one paper each, running notes of 2014 and one e-mail."""
    lines = (CORPUS / "family_file.txt").read_text(encoding="utf-8").splitlines()
    papers = [_paper(line) for line in lines if not line.startswith("#")]
    entries = "\n\n".join(line.replace(" / ", "\n") for line in NOTES.strip().splitlines())
    notes = paper("Case/Case notes 2014.pdf", entries, title="Case notes 2014", kind="Case notes")
    message = mail(
        "Mail/0007.eml",
        "Fiona,\nI am worried that Stacey will not let me in.\nCarol\nHealth Visitor",
        sender="Carol Tiplady <c.tiplady@nhs.example>",
        to="Fiona Cate <f.cate@westmarsh.example>",
        subject="Garrow children",
        sent="2014-05-23T14:02:00",
    )
    return (*papers, notes, message)


def _paper(line: str) -> RecordText:
    path, title, kind, date, author, text = (part.strip() for part in line.split("|"))
    body = f"{text.replace(' / ', chr(10))}\n\nThe family is known to {COUNCIL}."
    return paper(path, body, title=title, kind=kind, date=date, author=author)


def sentences(name: str = "references.txt") -> dict[str, list[str]]:
    """A file of the corpus by section (held, missing, neither), line ends put in."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# =="):
            section = line[4:].split(":")[0].strip()
        elif line.strip() and not line.startswith("#"):
            found.setdefault(section, []).append(line.replace(" / ", "\n"))
    return found
