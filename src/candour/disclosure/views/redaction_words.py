"""Redactions in words: whom they are about, who decided them and why, who answered. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from candour.accounts.queries import names
from candour.cases.models import Case, Person
from candour.disclosure.asking import pack_of
from candour.disclosure.models import Disclosure
from candour.disclosure.redaction_counts import Group
from candour.disclosure.redactions import Redaction
from candour.disclosure.views.showing import ACTIONS, KINDS

STANDS = {
    "awaiting": ("Awaits a lawyer", "yellow"), "sent_back": ("Sent back", "orange"), "answered": ("Approved", "green"),
}  # fmt: skip
LOCK = "The mark in the register"
NOBODY = "As proposed, in a title or a list"


@dataclass(frozen=True, slots=True)
class Words:
    """Names for what redactions of one disclosure hold."""

    grounds: dict[str, str]
    people: dict[str, str]
    users: dict[int, str]

    def ground(self, ground: str) -> str:
        return self.grounds.get(ground, ground) or "No reason"

    def owners(self, owners: Iterable[str]) -> str:
        return " or ".join(self.people.get(each, each) for each in owners)

    def author(self, author: int | None, *, locked: bool) -> str:
        return LOCK if locked else self.users.get(author, "Somebody") if author else NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """A redaction, or all of a group, in words."""

    it: Redaction | Group
    what: str
    done: str
    ground: str
    author: str
    stands: str = ""
    colour: str = ""
    answered_by: str = ""


def words_for(disclosure: Disclosure, several: Iterable[Redaction | Group]) -> Words:
    found = list(several)
    keys = {owner for each in found for owner in each.owners}
    users = {each.author for each in found} | {each.answered_by for each in found if isinstance(each, Redaction)}
    return Words(
        titles(disclosure),
        people_named(disclosure.case, keys),
        names(users),
    )


def titles(disclosure: Disclosure) -> dict[str, str]:
    """Of the reasons that its policy has."""
    return {each.id: each.title for each in pack_of(disclosure).grounds.values()}


def people_named(case: Case, keys: Iterable[str]) -> dict[str, str]:
    found = Person.objects.filter(case=case, key__in=set(keys))
    return {each.key: f"{each.name} ({each.role.replace('_', ' ')})" for each in found}


def redaction_words(each: Redaction, words: Words) -> Told:
    stands, colour = STANDS[each.stands]
    return Told(
        each, _what(each.about, each.owners, words, KINDS.get(each.kind, each.kind.replace("_", " ").capitalize())),
        _done(each), words.ground(each.ground), words.author(each.author, locked=each.locked), stands, colour,
        words.users.get(each.answered_by or 0, ""),
    )  # fmt: skip


def group_words(each: Group, words: Words) -> Told:
    what = _what(each.about, each.owners, words, "Not about anybody in the register")
    return Told(each, what, _done(each), words.ground(each.ground), words.author(each.author, locked=each.locked))


def _what(about: str, owners: Iterable[str], words: Words, otherwise: str) -> str:
    if about == "page":
        return "Whole pages"
    return words.owners(owners) or ("Boxes that somebody drew" if about == "drawn" else otherwise)


def _done(each: Redaction | Group) -> str:
    if not each.removal:
        return "Blacked out" if each.action == "redact" else ACTIONS.get(each.action, each.action)
    return "No longer withheld" if each.about == "page" else "No longer blacked out"
