"""Reads the files of a case: as they are now, as they came, and whether the case was prepared since."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from candour.cases.models import Case, File, FileState, Preparation, Upload


def files(*, case: Case, state: str = FileState.RECEIVED, containing: str = "") -> QuerySet[File]:
    """By path; ``state`` empty: whatever became of them. ``containing``: part of the path, whatever its case."""
    found = File.objects.filter(case=case).select_related("upload__by", "upload__token").order_by("path", "-pk")
    found = found.filter(state=state) if state else found
    return found.filter(path__icontains=containing) if containing else found


def results(*, upload: Upload) -> QuerySet[File]:
    """What became of each file of a delivery: what was refused comes first."""
    kept = ~Q(state=FileState.REFUSED)
    return File.objects.filter(upload=upload).annotate(kept=kept).order_by("kept", "path", "pk")


def counts(*, upload: Upload) -> dict[str, int]:
    """How many files of a delivery came to each state, in the order of ``FileState``."""
    found = dict(File.objects.filter(upload=upload).values_list("state").annotate(Count("pk")).order_by())
    return {state.label: found[state] for state in FileState if state in found}


def unprepared(*, case: Case) -> bool:
    """Whether files came after the case was last asked to be prepared."""
    latest = File.objects.filter(case=case, state=FileState.RECEIVED).aggregate(at=Max("received_at"))["at"]
    asked = Preparation.objects.filter(case=case).aggregate(at=Max("asked_at"))["at"]
    return latest is not None and (asked is None or asked < latest)
