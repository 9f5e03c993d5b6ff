"""What a statement and its exhibit are called unless somebody calls them otherwise: the usual way of the courts."""

from __future__ import annotations

import itertools

from candour.accounts.models import User
from candour.litigation.models import Matter, State, Statement

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def ordinal(number: int) -> str:
    """In words up to ten; then as in 11th."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def title_for(matter: Matter, author: User) -> str:
    return f"{ordinal(_of(matter, author) + 1)} witness statement of {author.name}"


def number_of(statement: Statement) -> int:
    """Which of its author's statements in the matter it is, from 1."""
    made = Statement.objects.filter(matter=statement.matter_id, author=statement.author_id, pk__lte=statement.pk)
    return max(made.exclude(state=State.WITHDRAWN).count(), 1)


def exhibit_for(matter: Matter, author: User) -> str:
    """Initials and number, such as BP1; one that no other statement of the matter has."""
    initials = initials_of(author)
    numbers = itertools.count(_of(matter, author) + 1)
    return next(mark for mark in (f"{initials}{number}" for number in numbers) if not taken(matter, mark))


def initials_of(author: User) -> str:
    words = author.name.replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isalpha()).upper() or "X"


def taken(matter: Matter, exhibit: str, *, but: Statement | None = None) -> bool:
    """Whether another statement of the matter has this mark; also one that was withdrawn: the court may have seen it."""
    found = Statement.objects.filter(matter=matter, exhibit__iexact=exhibit).exclude(exhibit="")
    return (found.exclude(pk=but.pk) if but else found).exists()


def _of(matter: Matter, author: User) -> int:
    return Statement.objects.filter(matter=matter, author=author).exclude(state=State.WITHDRAWN).count()
