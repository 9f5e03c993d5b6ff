"""Work that is done after the page was answered: asked for with the change that wants it, done by ``candour worker``.

A job is a function with named arguments, ``case`` first; it stands in the module ``jobs`` of its app, where it is found:

    @job("cases.prepare", steps=True)
    def prepare(*, case: int, preparation: int) -> None: ...

    @prepare.failed
    def not_prepared(error: Exception, *, case: int, preparation: int) -> None: ...

    @prepare.put_off
    def not_yet_prepared(error: Exception, again_at: datetime, *, case: int, preparation: int) -> None: ...

    prepare.enqueue(case=case.pk, preparation=made.pk)      # in a service, within ``acting``

- It runs as ``Actor(case=…)`` in one transaction: it sees this case and no other. With ``steps=True`` it opens its own
  ``acting(Actor(case=case))`` blocks, so that what is done shows before the end, and calls ``stop_point()`` between them.
- A job of hours whose steps are kept asks ``Turn.let_others()`` as well: after its turn those that wait go first.
- One job at a time works on a case. ``beside=True``: a short one need not wait for the others, only for its like.
- It may be killed at any moment and is then done again, so it finds out from the tables what is left to do.
- An error is tried again with growing pauses, unless it says that trying is of no use (Refused, BadInput, Unreadable,
  Unsafe). In each pause what ``put_off`` names has said why and until when. When there is no hope left, what ``failed``
  names runs, as the job would have; ``anew=True``: an administrator may have it tried again even then.
- Asked for twice with the same arguments while it waits, it is done once, and sees what both wrote.
- Arguments are numbers and random keys. Names and contents never are: arguments are kept and shown.

``@daily`` marks a function without arguments that is done once each day, as nobody: it sees no case.
"""

from candour.jobs.asking import Job, daily, job
from candour.jobs.stopping import Turn, stop_point

__all__ = ["Job", "Turn", "daily", "job", "stop_point"]
