"""A Word document, an e-mail and a text come out as one file that is tagged throughout and read in order."""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf

from .small_case import PROTECTED, write_small_case
from .test_journey import disclose


def write_more(case: Path) -> None:
    """A Word document with a hidden line, so that a page that tells of it follows; an e-mail with two paragraphs."""
    document = docx.Document()
    document.add_heading("Plan of contact", 1)
    document.add_paragraph("Orla sees her father on Saturdays.")
    document.add_paragraph().add_run("Orla keeps her rabbit at school.").font.hidden = True
    document.save(str(case / "plan.docx"))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "owen@council.example", "team@council.example", "The fair"
    message["Date"] = "Tue, 05 Apr 2016 10:00:00 +0000"
    message.set_content("Orla went with Faith Okafor to the fair.\n\nShe came home with a goldfish.\n")
    (case / "fair.eml").write_bytes(message.as_bytes())


def test_the_bundle_and_the_letter_are_tagged_throughout(tmp_path: Path) -> None:
    case, _, _ = write_small_case(tmp_path)
    write_more(case)
    assert disclose(tmp_path, "out") == 0
    for name in ("bundle", "letter"):
        with pikepdf.open(tmp_path / "out" / "send" / f"{name}.pdf") as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert all("/StructParents" in page.obj for page in pdf.pages)
    said = subprocess.run(
        ["pdfinfo", "-struct-text", tmp_path / "out/send/bundle.pdf"], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.strip().removesuffix(" (block)") for line in said.splitlines() if line.strip()]
    headings = [text for kind, text in pairwise(lines) if kind in ("H1", "H2")]
    told = ['"Your records"', '"Index"', '"Plan of contact"', '"Visit 3 March 2016"', '"The fair"']
    assert [text for text in headings if text in told] == told
    assert lines[lines.index('"She came home with a goldfish."') - 1] == "P"
    assert any("her father on Saturdays" in line for line in lines)
    assert any("keeps her rabbit at school" in line for line in lines)
    assert not [word for word in PROTECTED if word in said]
