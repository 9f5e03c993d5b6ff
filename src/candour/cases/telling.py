"""Tells the manager of a case that somebody opened it in an emergency. The message names nobody and no case."""

from __future__ import annotations

from django.core.mail import send_mail

from candour.cases.models import Case
from candour.jobs import job


@job("cases.tell_manager", beside=True)
def tell_manager(*, case: int) -> None:
    """Mail is read in many places: who, which case and why stand on the manager's first page only."""
    manager = Case.objects.select_related("manager").get(pk=case).manager
    send_mail(
        "Candour: somebody opened a case of yours in an emergency",
        "Somebody who had no access opened a case that you manage, giving an emergency as the reason.\n\n"
        "Sign in to Candour to see who it was, which case and why, and note that you have seen it.\n",
        None,
        [manager.email],
    )
