"""A small case in which a first name could be two or three people's, one of whom must never be named, for tests."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
from pathlib import Path

from tests.cases.arrivals import add, named
from tests.cases.prepared import prepare, register
from tests.disclosure.disclosing import Office
from tests.web import HOME

from candour.cases.found import Mention
from candour.cases.prepared import work_folder
from candour.disclosure.models import Disclosure
from candour.disclosure.unclear_names import Unclear, group_of
from candour.ledger.acting import Actor, acting

PEOPLE = """id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes
K1,Anna Berg,subject,,2006-05-01,,,,,,
K2,Anna Klein,third_party,,,,,,,,
K3,Lena Berg,mother,,,,,,,,
K4,Greta Roth,sibling,,,,,,,,
K5,Greta Stern,other_child,,,,,,,name,
"""
VISIT = """Visit of 3 March 2016

At school Anna said that she will keep her rabbit. Later Anna ran home.
Greta came to the door. The worker spoke with Lena Berg.
"""
LETTER = """Letter of 9 May 2016

Anna was not at the meeting.
"""


def annas(folder: Path, **more: str) -> Office:
    """``more``: other files, by name and text."""
    made = Office()
    files = {"visit.txt": VISIT, "letter.txt": LETTER, **more}
    add(made.manager, made.case, *(named(name, text.encode()) for name, text in files.items()))
    with acting(Actor(user=made.manager.pk)):
        for row in csv.DictReader(io.StringIO(PEOPLE)):
            register(made.case, row)
    prepare_once(made, "annas-read-once" if not more else "")
    return made


def prepare_once(made: Office, name: str) -> None:
    """What the engine read once it does not read again for the next test."""
    read = HOME / name
    if name and read.exists():
        shutil.copytree(read, work_folder(made.case))
    prepare(made.manager, made.case)
    if name and not read.exists():
        copy = HOME / f"{name}-by-{os.getpid()}"
        shutil.copytree(work_folder(made.case), copy)
        with contextlib.suppress(OSError):  # another process was quicker
            copy.rename(read)


def mention_of(made: Office, text: str, *, number: int = 0) -> str:
    """The key of a mention that says ``text`` alone, in the order of record and place."""
    with acting(Actor(user=made.manager.pk)):
        found = Mention.objects.filter(case=made.case, text=text, kind="PERSON", page__gt=0, gone_at=None)
        return list(found.order_by("record__key", "start").values_list("key", flat=True))[number]


def group(made: Office, disclosure: Disclosure, mention: str, *, alone: bool = False) -> Unclear:
    with acting(Actor(user=made.manager.pk)):
        found = group_of(disclosure.case_id, mention, alone=alone)
        assert found is not None
        return found
