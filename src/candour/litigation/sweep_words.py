"""A sweep as parts of a text for Word and PDF, and as a table for CSV: every check of every matter, findings and actions."""

from __future__ import annotations

from collections.abc import Iterator

from candour.actions.lists import owners_of
from candour.actions.models import Action
from candour.engine.typeset import Block, Bullets, Heading, Paragraph, Table
from candour.litigation.models import Matter, Outcome, Sweep
from candour.litigation.sweep_items import items
from candour.litigation.sweeping import Row, of, with_the_other_side

_MOST = 50
"""Of one finding in the printed report; the table for CSV has all of them."""
COLUMNS = ("Matter", "Check", "Result", "Found", "Left today", "What", "Action", "Owner", "By", "State")


def blocks(one: Sweep) -> list[Block]:
    return list(_blocks(one))


def rows(one: Sweep) -> Iterator[tuple[str, ...]]:
    """Under COLUMNS."""
    for matter, several in of(one).items():
        for row in several:
            yield from _lines(matter, row)


def result(row: Row) -> str:
    if row.it.outcome != Outcome.FOUND:
        return Outcome(row.it.outcome).label
    return f"{row.it.many} {row.unit}{'' if row.it.many == 1 else 's'}"


def now_left(row: Row) -> str:
    """How it stands today."""
    if row.it.outcome != Outcome.FOUND:
        return ""
    if row.still is None:
        return "The matter is closed"
    return "All put right" if not row.still else f"{row.left} still"


def _blocks(one: Sweep) -> Iterator[Block]:
    found = of(one)
    yield Heading(f"Sweep {one.number} of the live matters")
    yield Paragraph(f"Run on {one.at.day} {one.at:%B %Y} by {one.by.name}, over {one.matters} live matters.")
    if one.not_seen:
        yield Paragraph(f"{one.not_seen} more were live, which whoever ran it may not see: somebody else has to look.")
    if one.note:
        yield Paragraph(one.note)
    yield Heading("At a glance", level=2)
    heads = ("Matter", "Checks with a finding", "Still open today")
    yield Table([heads, *(_glance(matter, rows) for matter, rows in found.items())], widths=(3, 1, 1))
    for matter, rows in found.items():
        yield Heading(matter.title, level=2)
        yield Table(
            [("Check", "Result", "Today"), *((row.title, result(row), now_left(row)) for row in rows)], widths=(3, 1, 1)
        )
        for row in rows:
            if row.it.outcome == Outcome.FOUND:
                yield from _finding(matter, row)


def _glance(matter: Matter, rows: list[Row]) -> tuple[str, str, str]:
    bad = [row for row in rows if row.it.outcome == Outcome.FOUND]
    return matter.title, str(len(bad)), str(sum(bool(row.still) for row in bad))


def _finding(matter: Matter, row: Row) -> Iterator[Block]:
    yield Heading(row.title, level=3)
    yield Paragraph(row.found)
    told = [each.words + (f": {each.many}" if each.many > 1 else "") for each in items(matter, row.items[:_MOST])]
    if len(row.items) > _MOST:
        told.append(f"and {len(row.items) - _MOST} more, which the table (CSV) of this sweep lists")
    yield Bullets(told)
    there, all_ = with_the_other_side(row.it, row.items)
    if all_:
        yield Paragraph(f"With the other side today: {there} of {all_}.")
    if row.actions:
        yield Bullets([f"Action: {each.what} ({_of(each)})" for each in row.actions])
    else:
        yield Paragraph("No action has been made of it.")


def _of(action: Action) -> str:
    by = f", by {action.by_when.day} {action.by_when:%B %Y}" if action.by_when else ""
    return f"{'; '.join(owners_of(action))}{by}, {action.get_state_display().lower()}"


def _lines(matter: Matter, row: Row) -> Iterator[tuple[str, ...]]:
    """One for each thing found and each action; one for a check without either."""
    head = (matter.title, row.title, result(row), str(row.it.many), now_left(row))
    told = [each.words for each in items(matter, row.items)]
    acted = [
        (
            each.what,
            "; ".join(owners_of(each)),
            each.by_when.isoformat() if each.by_when else "",
            each.get_state_display(),
        )
        for each in row.actions
    ]
    if not told and not acted:
        yield (*head, "", "", "", "", "")
    for words in told:
        yield (*head, words, "", "", "", "")
    for line in acted:
        yield (*head, "", *line)
