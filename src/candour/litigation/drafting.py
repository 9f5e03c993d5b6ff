"""Begins statements and changes their drafts, paragraph by paragraph: each change is a new version, none is ever lost.

Only the witness and the matter's lawyers change one, and nobody one that is filed. What is said stays as it was said:
it corrects no words and fills in no source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import random_key
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import linking, members, signing, statement_titles, versions
from candour.litigation.models import Capacity, Matter, Member, State, Statement, Wording
from candour.litigation.paragraphs import Words, cleaned, copy_of, placed, plain, row_of
from candour.litigation.working import live, note

MOST = 1_000
"""Paragraphs of a statement."""
_LONGEST_TITLE, _LONGEST_MARK = 200, 40


class Overtaken(Refused):
    """Somebody changed the paragraph meanwhile. ``theirs``: as it is now."""

    def __init__(self, theirs: Wording) -> None:
        super().__init__(
            "Somebody changed this paragraph while you were writing.",
            means="What you wrote is not saved yet. Nothing is lost: both texts are on this page.",
            do="Put the two together in your text, then save it.",
        )
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is called and who is in it. ``title`` and ``exhibit`` empty: as is usual."""

    supervisor: User
    title: str = ""
    exhibit: str = ""
    due: date | None = None


def may_change(statement: Statement, user: User) -> bool:
    """Whether somebody drafts it: its author, and the matter's lawyers."""
    return statement.author_id == user.pk or members.is_lawyer(statement.matter, user)


def begin(*, by: User, matter: Matter, author: User, about: About) -> Statement:
    """``author``: a witness of the matter. Refused for anybody but them and the matter's lawyers."""
    matter = live(matter, by=by, act=Act.SEE_MATTERS)
    if author.pk != by.pk and not members.is_lawyer(matter, by):
        raise _not_theirs()
    _check_part(matter, author, Capacity.WITNESS, "Put them on the matter as a witness first.")
    about = _checked(matter, author, about)
    made = Statement.objects.create(
        matter=matter, title=about.title, exhibit=about.exhibit, author=author, supervisor=about.supervisor,
        due=about.due, made_by=by, made_at=now(),
    )  # fmt: skip
    note(matter, Verb.STATEMENT_BEGUN, object=f"statement:{made.pk}", author=author.pk)
    return made


def describe(*, by: User, statement: Statement, about: About) -> None:
    """Other details; the words stay, and with them a signature."""
    statement = for_change(statement, by=by)
    about = _checked(statement.matter, statement.author, about, of=statement)
    changed = any(getattr(statement, name) != getattr(about, name) for name in ("title", "exhibit"))
    statement.title, statement.exhibit, statement.due = about.title, about.exhibit, about.due
    statement.supervisor = about.supervisor
    statement.save(update_fields=["title", "exhibit", "due", "supervisor"])
    if changed:
        signing.void(statement, because="changed")
    note(statement.matter, Verb.STATEMENT_CHANGED, object=f"statement:{statement.pk}", version=statement.version)


def for_change(statement: Statement, *, by: User) -> Statement:
    """The statement, while nobody else changes anything of its matter. Refused for who may not, and when it is closed."""
    matter = live(statement.matter, by=by, act=Act.SEE_MATTERS)
    found = (
        Statement.objects.select_for_update(of=("self",)).select_related("author", "supervisor").get(pk=statement.pk)
    )
    found.matter = matter
    if not may_change(found, by):
        raise _not_theirs()
    if found.elsewhere or found.state in (State.FILED, State.WITHDRAWN):
        raise Refused(
            "This statement can be changed no more.",
            means="It is filed, withdrawn, or was made outside Candour.",
            do="Begin another statement that says what has to be corrected.",
        )
    return found


def add(*, by: User, statement: Statement, words: Words, after: str = "") -> Wording:
    """A paragraph behind the paragraph ``after``; empty: at the end."""
    statement = for_change(statement, by=by)
    words = cleaned(statement.matter, words)
    rows = versions.paragraphs(statement)
    if len(rows) >= MOST:
        raise _too_many()
    here = next((number for number, row in enumerate(rows) if row.paragraph == after), len(rows) - 1) + 1
    made = row_of(words, paragraph=random_key(), place=0.0)
    _saved(statement, placed(made, rows, here), by=by)
    return made


def change(*, by: User, statement: Statement, paragraph: str, seen: int, words: Words) -> Wording:
    """``seen``: the version of the paragraph that was changed. Raises Overtaken when there is a later one.

    One that was taken out meanwhile comes back when whoever saves has seen that.
    """
    statement = for_change(statement, by=by)
    row = _latest(statement, paragraph)
    if row.version != seen:
        raise Overtaken(row)
    words = cleaned(statement.matter, words, known=linking.links_of(row))
    made = row_of(words, paragraph=paragraph, place=row.place)
    return row if versions.same(row, made) else _saved(statement, [made], by=by)[0]


def remove(*, by: User, statement: Statement, paragraph: str, seen: int) -> None:
    """Out of the statement from the next version on. Raises Overtaken as ``change``."""
    statement = for_change(statement, by=by)
    row = _latest(statement, paragraph)
    if row.version != seen:
        raise Overtaken(row)
    if not row.gone:
        _saved(statement, [copy_of(row, gone=True)], by=by)


def move(*, by: User, statement: Statement, paragraph: str, up: bool) -> None:
    """Past its neighbour; at the end of the statement it stays where it is."""
    statement = for_change(statement, by=by)
    rows = versions.paragraphs(statement)
    here = next((number for number, row in enumerate(rows) if row.paragraph == paragraph), None)
    if here is None:
        raise Refused("This paragraph was taken out meanwhile.", do="Load the page again.")
    to = here - 1 if up else here + 1
    if 0 <= to < len(rows):
        _saved(statement, placed(copy_of(rows.pop(here)), rows, to), by=by)


def bring_in(*, by: User, statement: Statement, paragraphs: Iterable[tuple[str, str]]) -> int:
    """Adds (kind, text) at the end, all in one version; from what each is said is not said yet."""
    statement = for_change(statement, by=by)
    rows = versions.paragraphs(statement)
    last = rows[-1].place if rows else 0.0
    given = [cleaned(statement.matter, Words(text, kind)) for kind, text in paragraphs]
    if not given:
        raise BadInput("There is no paragraph in this text.", do="Paste the text of a draft.")
    if len(rows) + len(given) > MOST:
        raise _too_many()
    made = [row_of(each, paragraph=random_key(), place=last + at) for at, each in enumerate(given, start=1)]
    return len(_saved(statement, made, by=by))


def restore(*, by: User, statement: Statement, version: int) -> int:
    """Makes the latest version as ``version`` was, and returns its number: what was written since stays in its versions."""
    statement = for_change(statement, by=by)
    if not 1 <= version <= statement.version:
        raise BadInput("There is no such version.", do="Choose one of the list.")
    then = {row.paragraph: row for row in versions.latest(statement, version)}
    made = []
    for row in versions.latest(statement):
        wanted = then.get(row.paragraph)
        if wanted is None and not row.gone:
            made.append(copy_of(row, gone=True))
        elif wanted is not None and not versions.same(wanted, row):
            made.append(copy_of(wanted))
    if not made:
        raise Refused("The statement is as this version has it.", do="There is nothing to restore.")
    _saved(statement, made, by=by)
    return version_of(statement)


def version_of(statement: Statement) -> int:
    return Statement.objects.values_list("version", flat=True).get(pk=statement.pk)


def _latest(statement: Statement, paragraph: str) -> Wording:
    found = Wording.objects.filter(statement=statement, paragraph=paragraph).select_related("by")
    row = found.order_by("-version").first()
    if row is None:
        raise Refused("There is no such paragraph.", do="Load the page of the statement again.")
    return row


def _saved(statement: Statement, rows: Sequence[Wording], *, by: User) -> list[Wording]:
    """The next version, in which ``rows`` are as they say. A signature was for the version before."""
    statement.version += 1
    statement.save(update_fields=["version"])
    for row in rows:
        row.matter, row.statement, row.version, row.by, row.at = (
            statement.matter,
            statement,
            statement.version,
            by,
            now(),
        )
    made = Wording.objects.bulk_create(rows)
    signing.void(statement, because="changed")
    details = {"version": statement.version, "paragraphs": len(made)}
    note(statement.matter, Verb.STATEMENT_CHANGED, object=f"statement:{statement.pk}", **details)
    return made


def _checked(matter: Matter, author: User, about: About, *, of: Statement | None = None) -> About:
    _check_part(matter, about.supervisor, Capacity.SUPERVISING, "Choose the matter's supervising lawyer.")
    if about.supervisor.pk == author.pk:
        raise BadInput("Nobody approves a statement of their own.", do="Choose another supervising lawyer.")
    title = " ".join(plain(about.title).split()) or (of.title if of else statement_titles.title_for(matter, author))
    exhibit = "".join(plain(about.exhibit).split()).upper()
    exhibit = exhibit or (of.exhibit if of else statement_titles.exhibit_for(matter, author))
    if len(title) > _LONGEST_TITLE or len(exhibit) > _LONGEST_MARK:
        raise BadInput("The title or the exhibit mark is too long.", do="Keep it short, as the court has it.")
    if statement_titles.taken(matter, exhibit, but=of):
        raise BadInput("Another statement of the matter has this exhibit mark.", do="Choose another one.")
    return replace(about, title=title, exhibit=exhibit)


def _check_part(matter: Matter, user: User, capacity: Capacity, do: str) -> None:
    if not Member.objects.filter(matter=matter, user=user, capacity=capacity, ended_at=None).exists():
        raise BadInput(f"This person is not on the matter as {capacity.label.lower()}.", do=do)


def _not_theirs() -> Refused:
    return Refused(
        "You cannot change this statement.",
        means="Its witness and the matter's lawyers write it.",
        do="Tell one of them what you would change.",
    )


def _too_many() -> BadInput:
    return BadInput("The statement has too many paragraphs.", do=f"Keep it below {MOST:,}.")
