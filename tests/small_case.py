"""A very small case folder for journeys: a girl, her mother in hiding, her father, another child, a referrer."""

from __future__ import annotations

from pathlib import Path

from candour.engine.typeset import Heading, Paragraph, write_pdf

PEOPLE = """id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes
K1,Orla Byrne,subject,,2006-05-01,"2 Hatch Row, Milford, QM4 1AB",07700 900001,,,,
K2,Sinead Byrne,mother,,1984-02-03,"Rowan Cottage, Pike Lane, Ashby, QM9 3CD",07700 900002,,,address|phone,
K3,Declan Moran,father,,,"8 Canal Street, Milford, QM1 7EF",07700 900003,,,,
K4,Faith Okafor,other_child,,,,,,,all,
K5,Marian Tully,referrer,Mrs Tully,,,01632 960005,,,all,Asked to stay anonymous
K6,Owen Parry,social_worker,,,,,,,,
"""
MANIFEST = """record_id,title,type,date,author,filename
R1,Visit 3 March 2016,Case note,2016-03-03,Owen Parry,Notes/visit.pdf
R2,Letter to Mr Moran,Letter,2016-04-10,Owen Parry,letter.txt
R3,Core assessment,Assessment,2016-05-05,Owen Parry,Assessments/core.pdf
"""
PROTECTED = (
    "Faith Okafor",
    "Okafor",
    "Marian Tully",
    "Tully",
    "01632 960005",
    "07700 900002",
    "Rowan Cottage",
    "QM9 3CD",
)
KEPT = ("Orla said that she will keep her rabbit", "Owen Parry", "We cannot tell you where they live")


def write_small_case(folder: Path) -> tuple[Path, Path, Path]:
    """(case folder, people.csv, manifest.csv) below ``folder``."""
    case = folder / "case"
    (case / "Notes").mkdir(parents=True)
    write_pdf(
        [
            Heading("Visit 3 March 2016"),
            Paragraph("Owen Parry saw Orla Byrne at school. Orla said that she will keep her rabbit."),
            Paragraph("Faith Okafor shares a room with her. Mother is at Rowan Cottage, Pike Lane, Ashby, QM9 3CD."),
            Paragraph("The concern came from Marian Tully on 01632 960005, who wishes to stay anonymous."),
        ],
        out=case / "Notes" / "visit.pdf",
        title="Visit",
    )
    (case / "letter.txt").write_text(
        "Dear Mr Moran,\n\nWe cannot tell you where they live. Sinead can be reached through us, not on 07700 900002.\n\nOwen Parry\n",
        encoding="utf-8",
    )
    (case / "Okafor photo list.csv").write_text("Photo,Who\n1,Orla and Faith Okafor at the fair\n", encoding="utf-8")
    people, manifest = folder / "people.csv", folder / "manifest.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    manifest.write_text(MANIFEST, encoding="utf-8")
    return case, people, manifest
