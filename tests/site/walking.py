"""A place with something of everything in it, and a walk through all of its pages, for tests of every page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve
from tests.access import askers, outlived
from tests.access.desk import put_in_force
from tests.cases.due_cases import due_case
from tests.cases.places import registered
from tests.disclosure.annas import annas
from tests.disclosure.disclosing import Office, checked, decide_everything, office, opened, produced
from tests.site.addresses import Address, every
from tests.site.asking import requests, shared
from tests.site.litigating import litigated
from tests.site.meeting import met
from tests.site.schooling import taught
from tests.small_case import MANIFEST
from tests.web.people import days, person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.accounts.services import end_access
from candour.cases import disposing, manifest, retaining, services
from candour.cases.models import ManifestDraft, Record, Upload
from candour.disclosure.checking import send_to_check, start_round
from candour.disclosure.delivering import deliver, keep_contact
from candour.disclosure.models import Channel, Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings.attending import Told
from candour.meetings.attending import add as add_attendee
from candour.meetings.deciding import sign
from candour.meetings.entering import Details, choose_papers
from candour.meetings.entering import enter as enter_meeting
from candour.meetings.models import Attendee, Meeting
from candour.packs.models import PackVersion

_LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_THINGS = ("decide", "disclosure", "instruct", "send")
"""Steps of a meeting that are about the record or the report."""
_PAGES = ("step", "chapter")
"""Parts of an address of which each is a page of its own kind."""


@dataclass
class Everything:
    """``everybody`` holds all roles and is in the team, so that every page opens for them."""

    office: Office
    everybody: User
    several: Mapping[str, tuple[str, ...]]
    """For a part of an address: keys of which each is walked through, of disclosures and of requests."""
    values: dict[str, str]
    """For a part of an address that varies, named by the route as far as it goes: a real value. The walk learns most.

    For a whole route: the address itself, where the others are of another thing than its own.
    """
    client: Client = field(default_factory=Client)
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    """Route, and what else tells pages apart → the first address of it that was come by."""
    pages: list[str] = field(default_factory=list)
    """The addresses that answered with a whole page."""
    faults: list[tuple[str, str, int]] = field(default_factory=list)
    """From where a link led to where, and what the answer was."""

    def walk(self) -> None:
        """Follows every link, once for each route, disclosure and request; then asks for what scripts or forms alone lead to."""
        self._follow([("", each.path()) for each in looked_at() if not each.converters])
        self._follow([("", f"/collect/{self.values['collect/<str:token>']}/")])
        reached = {route for route, _ in self.found}
        self._follow([("", path) for each in looked_at() if each.route not in reached for path in self.paths(each)])

    def paths(self, address: Address) -> list[str]:
        """The address with real values; one of several once for each of them. KeyError names a part without one."""
        route = address.route
        if self.values.get(route, "").startswith("/"):
            return [self.values[route]]
        of = next((each for each in self.several if route.startswith(each)), "")
        known = [{**self.values, of: key} for key in self.several.get(of, ("",))]
        return ["/" + _PART.sub(lambda part, has=has: has[route[: part.end()]], route) for has in known]

    def _follow(self, ahead: list[tuple[str, str]]) -> None:
        while ahead:
            source, address = ahead.pop()
            ahead.extend((address, link) for link in self._opened(source, address))

    def _opened(self, source: str, address: str) -> list[str]:
        """The links on the page."""
        try:
            match = resolve(address.partition("?")[0])
        except Resolver404:
            self.faults.append((source, address, 404))
            return []
        if "GET" not in methods(match.func) or not self._new(match, address):
            return []
        answer = self.client.get(address, follow=True)
        unasked = (
            not source and not match.kwargs and answer.status_code == 404
        )  # signing up, which nobody may; rows of no number
        not_yet = not source and answer.status_code == 409  # no link leads there before its time, and it says so
        not_theirs = not source and answer.status_code == 403  # no link leads who may not take a step to its page
        if answer.status_code != 200 and is_page(answer) and not (unasked or not_yet or not_theirs):
            self.faults.append((source, address, answer.status_code))
        if unasked and not match.func.rule.public:
            del self.found[self._apart(match, address)]  # a link has to lead there
            return []
        at = answer.request["PATH_INFO"]
        if not is_page(answer) or (at != address.partition("?")[0] and not self._new(resolve(at), at)):
            return []
        self.pages.append(address if address.startswith(f"{at}?") else at)
        links = dict.fromkeys(html.unescape(each) for each in _LINK.findall(answer.content.decode()))
        return [each for each in links if not each.startswith("/static/")]

    def _new(self, match: ResolverMatch, address: str) -> bool:
        here = self._apart(match, address)
        for part in _PART.finditer(match.route):
            self.values.setdefault(match.route[: part.end()], str(match.kwargs[part[1]]))
        if here in self.found:
            return False
        self.found[here] = address.partition("?")[0]
        return True

    def _apart(self, match: ResolverMatch, address: str) -> tuple[str, str]:
        """The route, and which step of all requests, or else of which of several it is."""
        told = [str(match.kwargs[name]) for name in _PAGES if name in match.kwargs]
        told += parse_qs(address.partition("?")[2]).get("do", [])
        keys = {key for keys in self.several.values() for key in keys}
        of = match.kwargs.get("key", "")
        return match.route, " ".join(told) or (of if of in keys else "")


def looked_at() -> list[Address]:
    """Everything that has a rule of ours and answers a look."""
    return [each for each in every() if "GET" in methods(each.view)]


def methods(view: object) -> tuple[str, ...]:
    rule = getattr(view, "rule", None)
    return rule.methods if rule else ()


def is_page(answer: HttpResponse) -> bool:
    """A whole page; no picture, table or part of a page for scripts."""
    return answer.headers.get("Content-Type", "").startswith("text/html") and b"<html" in answer.content


def everything(folder: Path) -> Everything:
    for name in ("devon", "england"):  # the first is an earlier version then
        put_in_force(name)
    made = office(folder)
    everybody = person(*Role, team=made.team, name="Eve Everybody")
    gone = person(Role.READER)
    _of_the_case(made, everybody)
    askers.sent(Client(), askers.MOTHER)
    with acting(Actor(user=everybody.pk)):
        end_access(by=everybody, user=gone)
    _destroyed(everybody, person(Role.INFORMATION_GOVERNANCE))
    deciding = opened(made, recipient="K3", purpose="parent-request")
    checking = _in_check(made, by=everybody)
    sent = opened(made, recipient="K1")
    checked(made, sent)
    meeting, attendee = _meeting(made, everybody)
    link, code = _sent(made, produced(made, sent))
    unclear = _with_unclear_names(folder, everybody)
    met(everybody)
    training = taught(everybody)
    matters = litigated(made, everybody)
    asked, noted = requests(made), shared(made, person(Role.PRACTITIONER, team=made.team))
    outlived.in_every_state(made.team)
    with acting(Actor(user=everybody.pk)):
        values = {
            "people/<uuid:key>": str(gone.key),
            "api/v1/cases/<path:case>": made.case.reference,
            "api/v1/requests/<str:key>": "A_key-thatno",
            "policy/versions/<uuid:version>": str(PackVersion.objects.get(name="devon").key),
            "requests/<str:key>": asked[0],
            "requests/<str:key>/send/files/<str:name>": "bundle.pdf",
            "requests/share-now/<str:key>": noted.key,
            "cases/<str:key>": made.case.key,
            **training,
            **matters,
            "meetings/<str:key>": meeting.key,
            "meetings/<str:key>/people/<str:who>": attendee.key,
            **{f"meetings/<str:key>/people/<str:who>/{each}/<str:thing>": "record" for each in _THINGS},
            "meetings/<str:key>/people/<str:who>/information/file/<str:form>": "pdf",
            "cases/<str:key>/files/deliveries/<str:upload>": Upload.objects.filter(case=made.case)[0].key,
            "cases/<str:key>/files/list/check/<str:draft>": ManifestDraft.objects.get(case=made.case).key,
        }
    disclosures = (deciding.key, checking.key, sent.key, unclear.key)
    here = Everything(made, everybody, {"disclosures/<str:key>": disclosures, "requests/<str:key>": asked}, values)
    here.client.post(link, {"code": code})
    here.client.force_login(everybody)
    here.values["collect/<str:token>"] = link.split("/")[2]
    return here


def _of_the_case(made: Office, everybody: User) -> None:
    registered(made.case, "found.1", "Faith Okafor", "third_party", found=True, found_as="found-1")
    duty, lawyer, barred = person(Role.PRACTITIONER), person(Role.LAWYER), person(Role.READER)
    with acting(Actor(user=duty.pk)):
        services.break_glass(by=duty, reference=made.case.reference, reason="A child is missing tonight")
    with acting(Actor(user=made.manager.pk)):
        services.grant(by=made.manager, case=made.case, user=lawyer, purpose="Advice on the hearing", last_day=days(3))
        services.bar(by=made.manager, case=made.case, user=barred, reason="She is a cousin of the family")
        retaining.hold(by=made.manager, case=made.case, reason="A claim is expected soon")
    with acting(Actor(user=everybody.pk)):
        manifest.draft(by=everybody, case=made.case, data=MANIFEST.encode())


def _destroyed(by: User, second: User) -> None:
    one = due_case(by, second)
    with acting(Actor(user=by.pk)):
        disposing.propose(by=by, case=one, reason="Nobody has asked for it in years")
    with acting(Actor(user=second.pk)):
        disposing.approve(by=second, case=one)
    work_off()


def _with_unclear_names(folder: Path, everybody: User) -> Disclosure:
    there = annas(folder)
    with acting(Actor(user=there.manager.pk)):
        purpose, last = "Reading with the team", days(30)
        services.grant(by=there.manager, case=there.case, user=everybody, purpose=purpose, last_day=last)
    return opened(there)


def _meeting(made: Office, by: User) -> tuple[Meeting, Attendee]:
    """A conference with signed minutes, which somebody else chaired: no role lets anybody take all of its steps."""
    chair, worker = person(Role.CHAIR, team=made.team), person(Role.PRACTITIONER, team=made.team)
    with acting(Actor(user=by.pk)):
        details = Details("conference", today(), chair, worker)
        meeting = enter_meeting(by=by, case=made.case, details=details)
        papers = Record.objects.filter(case=made.case, gone_at=None).order_by("key")[:2]
        choose_papers(by=by, meeting=meeting, minutes=papers[0], report=papers[1])
        add_attendee(by=by, meeting=meeting, told=Told(capacity="parent", name="Her mother", attended=True))
        attendee = add_attendee(by=by, meeting=meeting, told=Told(capacity="child", name="The child", invited=True))
    with acting(Actor(user=chair.pk)):
        sign(by=chair, meeting=meeting, on=today())
    return meeting, attendee


def _in_check(made: Office, *, by: User) -> Disclosure:
    one = opened(made, recipient="K2", purpose="parent-request")
    decide_everything(made, one)
    with acting(Actor(user=made.reviewer.pk)):
        send_to_check(by=made.reviewer, disclosure=one)
    with acting(Actor(user=by.pk)):
        start_round(by=by, disclosure=one)
    return one


def _sent(made: Office, disclosure: Disclosure) -> tuple[str, str]:
    """The link and the code."""
    with acting(Actor(user=made.sender.pk)):
        mail = keep_contact(by=made.sender, disclosure=disclosure, channel=Channel.EMAIL, value="orla@example.org")
        phone = keep_contact(by=made.sender, disclosure=disclosure, channel=Channel.PHONE, value="07700 900001")
        last = today() + timedelta(days=9)
        ways = deliver(by=made.sender, disclosure=disclosure, link_to=mail, code_to=phone, last_day=last)
    return f"/collect/{ways.token}/", ways.code
