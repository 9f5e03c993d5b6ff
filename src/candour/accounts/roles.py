"""Who does what in a council's children's services, and the one table of what each may do.

The table says what a role may do at all. Which cases somebody may do it on is need-to-know, and stands in ``cases``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Role(StrEnum):
    """Stable: the values stand in the database and in the ledger."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    BUSINESS_SUPPORT = "business_support"
    ACCESS_OFFICER = "access_officer"
    INFORMATION_GOVERNANCE = "information_governance"
    LAWYER = "lawyer"
    HEAD_OF_LITIGATION = "head_of_litigation"
    SAFER_RECRUITMENT = "safer_recruitment"
    CHAIR = "chair"
    REVIEWING_OFFICER = "reviewing_officer"
    PARTNERSHIP = "partnership"
    AUDITOR = "auditor"
    CLERK = "clerk"
    MEMBER = "member"
    READER = "reader"
    ADMINISTRATOR = "administrator"


NAMES: Mapping[Role, str] = {
    Role.PRACTITIONER: "Social work practitioner",
    Role.MANAGER: "Manager",
    Role.BUSINESS_SUPPORT: "Business support",
    Role.ACCESS_OFFICER: "Access to information officer",
    Role.INFORMATION_GOVERNANCE: "Information governance",
    Role.LAWYER: "Lawyer",
    Role.HEAD_OF_LITIGATION: "Head of litigation",
    Role.SAFER_RECRUITMENT: "Safer recruitment",
    Role.CHAIR: "Conference chair",
    Role.REVIEWING_OFFICER: "Reviewing officer",
    Role.PARTNERSHIP: "Partnership business unit",
    Role.AUDITOR: "Auditor",
    Role.CLERK: "Committee clerk",
    Role.MEMBER: "Councillor",
    Role.READER: "Reader",
    Role.ADMINISTRATOR: "System administrator",
}


class Act(StrEnum):
    """What can be done, as a role may or may not."""

    SEE_CASES = "see_cases"
    OPEN_CASE = "open_case"
    CHANGE_CASE = "change_case"
    GRANT_ACCESS = "grant_access"
    BREAK_GLASS = "break_glass"
    ADD_FILES = "add_files"
    DOWNLOAD_FILES = "download_files"
    REVIEW = "review"
    CHECK = "check"
    LIFT_LOCKS = "lift_locks"
    """As the second person: without one a never-disclose lock stays."""
    APPROVE_LEGALLY = "approve_legally"
    RELEASE = "release"
    SEE_CHARTS = "see_charts"
    SEE_REDACTION_RATES = "see_redaction_rates"
    MANAGE_PEOPLE = "manage_people"
    SEE_LEDGER = "see_ledger"
    DISPOSE = "dispose"
    EXPORT_CASE = "export_case"
    SEE_POLICY = "see_policy"
    CHANGE_POLICY = "change_policy"
    SEE_REQUESTS = "see_requests"
    """Which step of one somebody may take stands in the policy pack."""
    TAKE_UP = "take_up"
    """Read what came in and is no request yet. The database knows the same roles (access/migrations)."""
    MANAGE_JOBS = "manage_jobs"
    KEEP_MEETINGS = "keep_meetings"
    """Enter meetings and who belongs to them. Who decides about their minutes stands in the policy pack."""
    SEE_MATTERS = "see_matters"
    """Those that they work on; the database says which."""
    KEEP_MATTERS = "keep_matters"
    """A lawyer's work on one: open it, and with that see its cases whole. The database knows the same roles."""
    HEAD_LITIGATION = "head_litigation"
    """Sweep all matters, and let a statement be filed with gaps that it names."""
    AGREE_PROTOCOLS = "agree_protocols"
    """For one of the two services."""
    KEEP_TRAINING = "keep_training"
    """The database knows the same roles, for this and for who advises (training/migrations)."""
    SEE_TRAINING = "see_training"
    ADVISE = "advise"
    ASK_ADVICE = "ask_advice"
    KEEP_SERIES = "keep_series"
    """Begin a series of meetings and keep its minutes; for those that they belong to."""
    SEE_ACTIONS = "see_actions"
    """And own them. Which ones somebody sees, as which series of meetings, is for the database to say."""


_CASEWORK = frozenset({Role.PRACTITIONER, Role.MANAGER, Role.BUSINESS_SUPPORT, Role.ACCESS_OFFICER})
_LEGAL = frozenset({Role.LAWYER, Role.HEAD_OF_LITIGATION})
_GOVERNANCE = frozenset({Role.INFORMATION_GOVERNANCE})
_ALL = frozenset(Role)

MAY: Mapping[Act, frozenset[Role]] = {
    Act.SEE_CASES: _ALL - {Role.ADMINISTRATOR, Role.MEMBER, Role.CLERK, Role.PARTNERSHIP},
    Act.OPEN_CASE: frozenset({Role.MANAGER, Role.ACCESS_OFFICER, Role.BUSINESS_SUPPORT}),
    Act.CHANGE_CASE: _CASEWORK | _GOVERNANCE,
    Act.GRANT_ACCESS: frozenset({Role.MANAGER}) | _GOVERNANCE,
    Act.BREAK_GLASS: frozenset({Role.PRACTITIONER, Role.MANAGER, Role.ACCESS_OFFICER}) | _LEGAL | _GOVERNANCE,
    Act.ADD_FILES: _CASEWORK | _GOVERNANCE,
    Act.DOWNLOAD_FILES: _CASEWORK | _GOVERNANCE | _LEGAL,
    Act.REVIEW: frozenset({Role.ACCESS_OFFICER}) | _GOVERNANCE | _LEGAL,
    Act.CHECK: frozenset({Role.ACCESS_OFFICER, Role.MANAGER}) | _GOVERNANCE | _LEGAL,
    Act.LIFT_LOCKS: _LEGAL | _GOVERNANCE,
    Act.APPROVE_LEGALLY: _LEGAL,
    Act.RELEASE: frozenset({Role.ACCESS_OFFICER}) | _GOVERNANCE,
    Act.SEE_CHARTS: frozenset({Role.MANAGER, Role.AUDITOR, Role.HEAD_OF_LITIGATION}) | _GOVERNANCE,
    Act.SEE_REDACTION_RATES: frozenset({Role.MANAGER, Role.AUDITOR}) | _LEGAL | _GOVERNANCE,
    Act.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Act.SEE_LEDGER: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}) | _GOVERNANCE,
    Act.DISPOSE: frozenset({Role.MANAGER}) | _GOVERNANCE,
    Act.EXPORT_CASE: frozenset({Role.MANAGER}) | _GOVERNANCE,
    Act.SEE_POLICY: _ALL,
    Act.CHANGE_POLICY: _GOVERNANCE,
    Act.SEE_REQUESTS: _ALL - {Role.ADMINISTRATOR, Role.MEMBER, Role.CLERK, Role.PARTNERSHIP},
    Act.TAKE_UP: frozenset({Role.MANAGER, Role.BUSINESS_SUPPORT, Role.ACCESS_OFFICER, Role.SAFER_RECRUITMENT})
    | _GOVERNANCE,
    Act.MANAGE_JOBS: frozenset({Role.ADMINISTRATOR}),
    Act.SEE_MATTERS: _ALL - {Role.ADMINISTRATOR, Role.MEMBER, Role.CLERK, Role.PARTNERSHIP},
    Act.KEEP_MATTERS: _LEGAL,
    Act.HEAD_LITIGATION: frozenset({Role.HEAD_OF_LITIGATION}),
    Act.AGREE_PROTOCOLS: frozenset({Role.MANAGER}) | _LEGAL,
    Act.KEEP_MEETINGS: frozenset(
        {Role.PRACTITIONER, Role.MANAGER, Role.BUSINESS_SUPPORT, Role.CHAIR, Role.REVIEWING_OFFICER}
    ),
    Act.KEEP_TRAINING: _LEGAL | _GOVERNANCE,
    Act.SEE_TRAINING: _ALL - {Role.ADMINISTRATOR},
    Act.ADVISE: _LEGAL,
    Act.ASK_ADVICE: _CASEWORK | {Role.CHAIR, Role.REVIEWING_OFFICER, Role.SAFER_RECRUITMENT},
    Act.KEEP_SERIES: _LEGAL | {Role.MANAGER, Role.CLERK},
    Act.SEE_ACTIONS: _ALL - {Role.ADMINISTRATOR},
}


def may(roles: Collection[str], act: Act) -> bool:
    """Whether somebody who holds ``roles`` may do ``act`` at all."""
    return not MAY[act].isdisjoint(roles)


def who_may(act: Act) -> str:
    """The roles that may, as words, for the page that says why somebody may not."""
    return ", ".join(NAMES[role] for role in Role if role in MAY[act])
