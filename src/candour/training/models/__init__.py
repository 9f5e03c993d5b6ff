"""What training is made of: courses and sessions, workshops, gaps in what people know, and advice that was asked for."""

from candour.training.models.advice import Advice, Answer
from candour.training.models.courses import Attendance, Course, Need, Session, Status
from candour.training.models.gaps import Closing, Gap, Source, Stage
from candour.training.models.workshops import Series, Topic

TABLES_WITH_CASE = (Advice._meta.db_table, Answer._meta.db_table)
"""Every table here that may name a case: the database shows its rows only to those whom the advice concerns."""
__all__ = [
    "TABLES_WITH_CASE", "Advice", "Answer", "Attendance", "Closing", "Course", "Gap", "Need", "Series", "Session", "Source",
    "Stage", "Status", "Topic",
]  # fmt: skip
