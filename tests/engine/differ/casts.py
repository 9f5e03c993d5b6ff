"""The people of the two sets: fictional families and the professionals around them."""

from __future__ import annotations

from candour.engine.model import Person


def _cast(rows: str) -> list[Person]:
    return [
        Person(id=f"P{number}", name=name.strip(), role=role.strip())
        for number, (name, role) in enumerate((row.split("|") for row in rows.strip().splitlines()), 1)
    ]


DEVELOPMENT = _cast("""
Kira Malden | subject
Tobin Malden | sibling
Dawn Malden | mother
Craig Feltham | father
Joan Malden | relative
Priya Anand | social_worker
Liam Hurst | social_worker
Sandra Okoro | manager
Helen Voss | health
Beth Lacey | health
Mark Dunn | police
Rachel Stone | other_professional
Fiona Marsh | education
Ann Cole | foster_carer
Peter Cole | foster_carer
""")
HELD_OUT = _cast("""
Leon Ashdown | subject
Maya Ashdown | sibling
Carly Ashdown | mother
Dean Rourke | father
Sheila Ashdown | relative
Tom Rourke | relative
Nadia Farouk | social_worker
Gareth Pugh | social_worker
Elaine Birch | manager
Imran Sheikh | health
Wendy Holt | health
Laura Finch | police
Simon Oakes | other_professional
Grace Whitlock | education
Marion Tate | foster_carer
Colin Tate | foster_carer
Judith Kemp | legal
""")
AUTHORS = {"development": "P6", "held_out": "P7", "second": "P7", "third": "P7", "last": "P7"}
"""Who makes the statement and says "I" in it: a social worker."""
