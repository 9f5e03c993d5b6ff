"""Mailboxes in mbox form: each message a file of its own, without the line that parts it from the one before."""

from __future__ import annotations

import re

from candour.engine.errors import Unreadable
from candour.engine.intake.shown import Job, Loss, Member, Shown

_START = re.compile(rb"^From \S+[ \t]+[A-Z][a-z]{2} [A-Z][a-z]{2} +\d[^\r\n]*\d{4}[^\r\n]*\r?\n", re.M)
"""As mail programs write it: sender, weekday, month, day, time, year. A sentence that begins with "From" is none."""


def read(job: Job) -> Shown:
    """The messages in order. Unreadable: there is none."""
    data = job.path.read_bytes()
    starts = [match for match in _START.finditer(data) if match.start() == 0 or _blank_before(data, match.start())]
    if not starts:
        raise Unreadable("it is damaged: a mailbox without messages")
    shown = Shown()
    ends = [match.start() for match in starts[1:]] + [len(data)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1):
        if number > job.limits.members:
            shown.losses.append(Loss("", f"its messages after the first {job.limits.members:,}"))
            break
        file = job.new()
        file.write_bytes(re.sub(rb"^>(>*From )", rb"\1", data[match.end() : end], flags=re.M))
        shown.members.append(Member(f"message {number}", file))
    return shown


def _blank_before(data: bytes, at: int) -> bool:
    return data[max(0, at - 4) : at].endswith((b"\n\n", b"\n\r\n"))
