"""Tells the manager of a case that a legal matter was opened on it. The message names nobody and no case."""

from __future__ import annotations

from django.core.mail import send_mail

from candour.cases.models import Case
from candour.jobs import job


@job("litigation.tell_manager", beside=True)
def tell_manager(*, case: int) -> None:
    manager = Case.objects.select_related("manager").get(pk=case).manager
    send_mail(
        "Candour: a legal matter was opened on a case of yours",
        "A lawyer opened a legal matter on a case that you manage. Its legal team sees the whole case file from now on, and "
        "nothing of the case may be destroyed.\n\n"
        "Sign in to Candour and look at who can see the case.\n",
        None,
        [manager.email],
    )
