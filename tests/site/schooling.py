"""A course with a session, workshops, a gap closed with a file, and a question to Legal, for the walk through every page."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.courses.learning import School, ago

from candour.accounts.models import User
from candour.ledger.acting import Actor, acting
from candour.training import advising, coursing, gap_keeping


def taught(by: User) -> dict[str, str]:
    """They were at the course, closed the gap, and asked. What stands in the addresses of the gap and of its evidence."""
    here = School()
    ended, course = here.course("The old course"), here.course()
    here.session(course, ago(20), by, here.anna)
    series, gap = here.series(ago(70)), here.gap()
    here.workshop(series, ago(30), gap)
    here.workshop(series, ago(-10), here.gap("What privilege is"), held=False)
    with acting(Actor(user=by.pk)):
        paper = SimpleUploadedFile("sample.pdf", b"Ten of ten")
        closing = gap_keeping.close(by=by, gap=gap, evidence="Ten of ten cases in June", file=paper)
        one = advising.ask(by=by, question=advising.Question("May a draft be disclosed?", here.north, None))
    with acting(Actor(user=here.lawyer.pk)):
        advising.answer(by=here.lawyer, advice=one, text="It depends on what it was made for")
        advising.to_gap(
            by=here.lawyer, advice=one, about=gap_keeping.About("Drafts", "That some are privileged", "question")
        )
        coursing.end(by=here.lawyer, course=ended)
    return {"training/gaps/<str:key>": gap.key, "training/gaps/<str:key>/evidence/<str:closing>": closing.key}
