"""The fictional authority of the demonstration: people in every role, teams, and case files in different states.

It writes into an empty database of the demonstration only, through the same services that the pages use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from candour.accounts import services as accounts
from candour.accounts.models import Team, User
from candour.accounts.roles import NAMES, Role
from candour.cases import manifest, receiving, registering
from candour.cases.arriving import Named, arrived
from candour.cases.models import Case, Upload
from candour.cases.services import open_case
from candour.demo.folder import write_case
from candour.engine.inputs import read_people
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import LONDON, now, standing_at

PASSWORD = "demo-candour-2026"  # noqa: S105 (said on the screen: everybody in it is made up)
ACCESS, _CARE, _LEGAL = "Access to information", "Children looked after", "Legal services"
_SAFER, _MEETINGS = "Safer recruitment", "Conferences and reviews"
_TEAMS = (ACCESS, _CARE, _LEGAL, _SAFER, _MEETINGS)
_SINCE, _LATEST = timedelta(days=240), datetime(2026, 2, 2, 9, 0, tzinfo=LONDON)
"""People, teams and cases are there so long before today, and since that day at the latest: requests and claims came in since."""


@dataclass(frozen=True, slots=True)
class _Somebody:
    name: str
    role: Role
    team: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@mosswick.example"


PEOPLE = (
    _Somebody("Farah Nadeem", Role.ACCESS_OFFICER, ACCESS),
    _Somebody("Owen Pike", Role.ACCESS_OFFICER, ACCESS),
    _Somebody("Ines Carvalho", Role.INFORMATION_GOVERNANCE, ACCESS),
    _Somebody("Gillian Moffat", Role.MANAGER, _CARE),
    _Somebody("Bethan Pryce", Role.PRACTITIONER, _CARE),
    _Somebody("Tobias Lunt", Role.BUSINESS_SUPPORT, _CARE),
    _Somebody("Joan Tickell", Role.BUSINESS_SUPPORT, ACCESS),
    _Somebody("Harriet Vane-Cole", Role.LAWYER, _LEGAL),
    _Somebody("Anselm Brook", Role.HEAD_OF_LITIGATION, _LEGAL),
    _Somebody("Mary Keogh", Role.CHAIR, _MEETINGS),
    _Somebody("Desmond Achebe", Role.REVIEWING_OFFICER, _MEETINGS),
    _Somebody("Lucy Strand", Role.SAFER_RECRUITMENT, _SAFER),
    _Somebody("Paul Ferris", Role.PARTNERSHIP),
    _Somebody("Nia Bowen", Role.AUDITOR),
    _Somebody("Hugh Darby", Role.CLERK),
    _Somebody("Amina Yusuf", Role.MEMBER),
    _Somebody("Kit Marlow", Role.READER, _CARE),
    _Somebody("Sam Ingram", Role.ADMINISTRATOR),
)
_LEFT = _Somebody("Judith Osgood", Role.MANAGER)
"""Has retired, and can no longer sign in; a statement of hers is in a matter."""


@dataclass(frozen=True, slots=True)
class _File:
    """A case: whose, and the family whose folder is received into it (empty: nothing was received yet)."""

    reference: str
    name: str
    family: str
    later: bool = False
    """Large: received while the site is already there."""


LARCH, FENN, SALT, STANWAY, OKORO = "MW-2009-0117", "MW-2011-0042", "MW-1994-0008", "MW-2014-0231", "MW-2012-0388"
MERRIN, DANVERS, ALDOUS_REID = "MW-2013-0164", "MW-2012-0219", "MW-2024-0075"
FILES = (
    _File(LARCH, "Reece Larch", "families/larch"),
    _File(FENN, "Isla Fenn", "families/fenn"),
    _File(SALT, "Nora Salt", "families/salt"),
    _File(DANVERS, "Jodie Danvers", "families/danvers", later=True),
    _File(ALDOUS_REID, "Posy Aldous-Reid", "families/aldous_reid", later=True),
    _File(STANWAY, "Amber Stanway", "case", later=True),
    _File(MERRIN, "Tilly and Isaac Merrin", "families/merrin", later=True),
    _File(OKORO, "Temi and Bisi Okoro", "families/okoro", later=True),
    _File("MW-2026-0005", "A family that has just been referred", ""),
)


def load() -> None:
    """Adds people, teams and cases as far as they are not there yet, so that it may be killed and called again."""
    with standing_at(min(now() - _SINCE, _LATEST)):
        teams = _teams()
        people = {each.name: _somebody(each, teams) for each in PEOPLE}
        _retired(_somebody(_LEFT, teams))
        for each in FILES:
            _case(each, people, teams)


def receive(*, folder: Path, later: bool) -> None:
    """Receives the files of the small cases or (``later``) the large ones; the workers prepare them.

    ``folder``: where the fictional files are written.
    """
    officer = somebody("Farah Nadeem")
    for each in FILES:
        if each.family and each.later is later:
            with acting(Actor(user=officer.pk)):
                case = Case.objects.get(reference=each.reference)
            _fill(case, each.family, officer, folder=folder / each.reference)


def receive_later(*, reference: str, family: str, folder: Path) -> None:
    """What comes in after the rest of a case's files."""
    officer = somebody("Farah Nadeem")
    with acting(Actor(user=officer.pk)):
        case = Case.objects.get(reference=reference)
    _fill(case, family, officer, folder=folder, later=True)


def somebody(name: str) -> User:
    return User.objects.get(name=name)


def sign_ins() -> list[tuple[str, str]]:
    """(role, e-mail) of everybody."""
    return [(NAMES[each.role], each.email) for each in PEOPLE]


def _teams() -> dict[str, Team]:
    with acting(NOBODY):
        there = {team.name: team for team in Team.objects.all()}
        return {name: there.get(name) or accounts.make_team(by=None, name=name) for name in _TEAMS}


def _somebody(each: _Somebody, teams: dict[str, Team]) -> User:
    there = User.objects.filter(email=each.email).first()
    if there is not None:
        return there
    with acting(NOBODY):
        user = accounts.add_person(by=None, email=each.email, name=each.name, password=PASSWORD)
        accounts.give_role(by=None, user=user, role=each.role)
        if each.team:
            accounts.join_team(by=None, user=user, team=teams[each.team])
    return user


def _retired(user: User) -> None:
    """They held a role until they retired."""
    administrator = somebody("Sam Ingram")
    if user.is_active:
        with acting(Actor(user=administrator.pk)):
            accounts.end_access(by=administrator, user=user)


def _case(each: _File, people: dict[str, User], teams: dict[str, Team]) -> Case:
    manager = people["Gillian Moffat"]
    with acting(Actor(user=manager.pk)):
        return Case.objects.filter(reference=each.reference).first() or open_case(
            by=manager, reference=each.reference, name=each.name, manager=manager, teams=_working_on(each, teams)
        )


def _working_on(each: _File, teams: dict[str, Team]) -> tuple[Team, ...]:
    """Whoever chairs its meetings sees the one case that had any."""
    return (teams[ACCESS], teams[_CARE], *([teams[_MEETINGS]] if each.reference == STANWAY else []))


def _fill(case: Case, family: str, officer: User, *, folder: Path, later: bool = False) -> None:
    """Register, list of records and files; nothing when the files were received before."""
    with acting(Actor(user=officer.pk)):
        if Upload.objects.filter(case=case).exclude(finished_at=None).count() > later:
            return
    files, register, listed = write_case(folder=folder, family=family, later=later)
    came = []
    for path in sorted(path for path in files.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            came.append(Named(path.relative_to(files).as_posix(), arrived(stream)))
    with acting(Actor(user=officer.pk)):  # all of it at once: it is prepared when it is whole
        registering.bring_in(by=officer, case=case, people=read_people(register))
        manifest.save(by=officer, case=case, data=listed.read_bytes())
        upload = receiving.begin(by=officer, case=case)
        receiving.receive(by=officer, case=case, upload=upload, files=came)
        receiving.finish(by=officer, case=case, upload=upload)
