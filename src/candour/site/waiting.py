"""What waits for those who run the site: jobs that failed or that nobody does, a disk that fills up. It mends nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.jobs import queries
from candour.site.checkup import _storage as storage

_RUNS = "You run this site."


def jobs(user: User) -> Iterator[Waiting]:
    standing, page = queries.standing(), reverse("jobs:jobs")
    if standing.failed:
        many = "1 job" if standing.failed == 1 else f"{standing.failed} jobs"
        yield Waiting("Look at jobs that failed", page, _RUNS, Pressing.FIRST, more=f"{many} failed for good.")
    if standing.oldest is not None and not standing.workers:
        yield Waiting(
            "Start a worker",
            page,
            _RUNS,
            Pressing.FIRST,
            more="Jobs wait and no worker runs: nothing is prepared, produced or sent. Run “candour worker”.",
            since=standing.oldest,
        )


def full_disk(user: User) -> Iterator[Waiting]:
    """Where files, bundles and copies are written."""
    found = storage(settings.ENVIRONMENT.home)
    if found.remedy:
        yield Waiting("Make room for files", "", _RUNS, Pressing.FIRST, more=f"{found.state}. {found.remedy}")
