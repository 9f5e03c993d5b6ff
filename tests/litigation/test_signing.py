"""From signature to filing: whose step it is, what ends a signature, named gaps, and that what is filed stays."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import docx
import pytest
from django.db import ProgrammingError
from django.test import Client
from tests.cases.owner import as_owner
from tests.cases.places import signed_in, working
from tests.litigation.passing import Passing, consider, document, look_at, passing
from tests.web.people import days, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.actions.models import Action
from candour.cases.exported import Content
from candour.cases.models import Case, Gap, Record
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import drafting, filing, gaps, keeping, setting, signing, statement_gate
from candour.litigation.drafting import Words
from candour.litigation.gaps import Naming
from candour.litigation.models import Basis, Frozen, NamedGap, State, Wording
from candour.litigation.statement_gate import GateRefused

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]
_DAY = {"on_day": today().day, "on_month": today().month, "on_year": today().year}
_STEPS = {
    "sign": (State.DRAFT, ("witness",), {"confirmed": "on"}),
    "take-back": (State.SIGNED, ("witness",), {"reason": "I have to look again"}),
    "approve": (State.SIGNED, ("colleague",), {}),
    "send-back": (State.SIGNED, ("owner", "colleague", "head"), {"reason": "Paragraph two is unclear"}),
    "file": (State.APPROVED, ("owner", "colleague", "head"), _DAY),
    "withdraw": (State.APPROVED, ("owner", "colleague", "head"), {"reason": "The claim was withdrawn"}),
}
_INSIDE = ("owner", "colleague", "witness", "instructing", "head")
_OUTSIDE = ("stranger", "manager", "worker", "reader", "outsider")


def test_each_step_is_for_those_whose_it_is() -> None:
    """Roles × steps, by the address; then the wrong state, the wrong method, nobody signed in."""
    of = passing()
    for step, (state, whose, sent) in _STEPS.items():
        of.stands(state)
        address, form = f"{of.at}{step}/", {"version": of.now().version, **sent}
        for who in (*_INSIDE, *_OUTSIDE):
            if who not in whose:
                answer = of.client(getattr(of.here, who)).post(address, form)
                assert answer.status_code == (404 if who in _OUTSIDE else 403), (step, who)
        assert of.now().state == state
        assert Client().post(address, form)["Location"].startswith("/sign-in/")
        right = of.client(getattr(of.here, whose[0]))
        assert right.delete(address).status_code == 405
        assert right.get(address).status_code == 200
        of.stands(State.DRAFT if state != State.DRAFT else State.APPROVED)
        assert right.post(address, form).status_code == 403 or step == "withdraw"
        if step != "withdraw":
            assert of.now().state != State.FILED
    assert of.entries("statement_refused") == []  # nothing was missing


def test_the_witness_shows_again_who_they_are() -> None:
    of = passing()
    answer = signed_in(of.here.witness).get(f"{of.at}sign/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    of.client(of.here.witness).post(f"{of.at}sign/", {"version": of.now().version})
    assert of.now().state == State.DRAFT  # the statement of truth was not confirmed


def test_from_signature_to_filing_and_nothing_changes_afterwards() -> None:
    of = passing()
    here, version = of.here, of.now().version
    words = of.client(here.witness).get(f"{of.at}sign/").content.decode()
    assert "I visited the home." in words
    assert "I believe that the facts stated" in words
    for by, step, more in ((here.witness, "sign", {"confirmed": "on"}), (here.colleague, "approve", {})):
        old = of.client(by).post(f"{of.at}{step}/", {"version": version - 1, **more})
        assert old.status_code == 422
        assert "changed while you looked" in old.content.decode()
        assert of.client(by).post(f"{of.at}{step}/", {"version": version, **more}).status_code == 302
    late = {"version": version, "on_day": 1, "on_month": 1, "on_year": 2020}
    assert of.client(here.owner).post(f"{of.at}file/", late).status_code == 422
    assert of.client(here.owner).post(f"{of.at}file/", {"version": version, **_DAY}).status_code == 302
    one = of.now()
    assert (one.state, one.filed_on, one.signed_version, one.approved_by_id) == (
        State.FILED,
        today(),
        version,
        here.colleague.pk,
    )
    (entry,) = of.entries("statement_filed")
    files = {}
    for form, sha256 in (("pdf", one.frozen_pdf), ("docx", one.frozen_word)):
        answer = of.client(here.witness).get(f"{of.at}filed/{form}/")
        files[form] = b"".join(answer.streaming_content)
        assert hashlib.sha256(files[form]).hexdigest() == sha256
        assert sha256 in entry.line
        assert of.client(here.outsider).get(f"{of.at}filed/{form}/").status_code == 404
    assert files["pdf"].startswith(b"%PDF")
    assert of.client(here.owner).get(f"{of.at}filed/odt/").status_code == 404
    _stays(of)
    with acting(Actor(user=here.owner.pk)):
        filing.withdraw(by=here.owner, statement=one, reason="It was filed in the wrong court")
    kept = of.now()
    assert (kept.state, kept.frozen_pdf, kept.filed_on) == (State.WITHDRAWN, one.frozen_pdf, today())
    with pytest.raises(ProgrammingError, match="stays as it is"):
        of.set(state=State.DRAFT)
    copied = {path: b"".join(content) for path, _, content in _copied(here.case)}
    assert copied[f"matters/statements/{one.key}.pdf"] == files["pdf"]
    as_owner("delete from litigation_matter where id = %s", here.matter.pk)  # when its time is over it goes whole
    assert as_owner("select count(*) from litigation_frozen") == [(0,)]


def _copied(one: Case) -> list[tuple[str, str, Content]]:
    with working(one):
        return list(keeping.filed_statements(one))


def _stays(of: Passing) -> None:
    """By the services, and by the database for whoever gets past them."""
    here, one = of.here, of.now()
    words = Words("Something else.", basis=Basis.OWN, no_record="It is new")
    for act in (
        lambda: drafting.add(by=here.owner, statement=one, words=words),
        lambda: drafting.restore(by=here.owner, statement=one, version=1),
        lambda: signing.take_back(by=here.witness, statement=one, reason="I have to look again"),
        lambda: signing.send_back(by=here.owner, statement=one, reason="It is not good enough"),
        lambda: filing.file(by=here.owner, statement=one, version=one.version, on=today()),
    ):
        with pytest.raises(Refused), acting(Actor(user=here.owner.pk)):
            act()
    with pytest.raises(Refused):
        consider(of, of.neutral, "Another reason for this bill")
    for values in ({"title": "Another"}, {"state": State.DRAFT}, {"frozen_pdf": ""}, {"filed_on": None},
                   {"state": State.WITHDRAWN}, {"state": State.WITHDRAWN, "withdrawn_because": "x", "title": "y"}):  # fmt: skip
        with pytest.raises(ProgrammingError, match="stays as it is"):
            of.set(**values)
    row = {"statement": one, "matter": here.matter, "by": here.owner, "at": now()}
    for add in (
        lambda: Wording.objects.create(**row, version=99, place=1, kind="assertion", text="More"),
        lambda: NamedGap.objects.create(
            **row, condition="search", item="x", words="x", reason="x", owner=here.owner, due=today()
        ),
        lambda: Frozen.objects.create(statement=one, matter=here.matter, form="odt", sha256="", content=b""),
    ):
        with pytest.raises(ProgrammingError, match="Nothing is added"), acting(Actor(user=here.owner.pk)):
            add()
    for change in (
        lambda: Wording.objects.filter(statement=one).update(text="x"),
        lambda: Frozen.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(Actor(user=here.owner.pk)):
            change()


def test_a_signature_ends_when_the_words_change_and_a_later_one_is_for_the_later_words() -> None:
    of = passing()
    here = of.here
    of.stands(State.APPROVED)
    with acting(Actor(user=here.owner.pk)):
        row = of.now_within().wordings.order_by("version").first()
        words = Words("I visited the home twice.", basis=Basis.OWN, links=tuple(drafting.linking.links_of(row)))
        drafting.change(
            by=here.owner, statement=of.now_within(), paragraph=row.paragraph, seen=row.version, words=words
        )
    one = of.now()
    assert (one.state, one.signed_at, one.signed_version, one.approved_by) == (State.DRAFT, None, 0, None)
    of.set(state=State.SIGNED, signed_at=now(), signed_on=today(), signed_version=one.version - 1)  # past the services
    with pytest.raises(Refused, match="not signed the statement as it is now"), acting(Actor(user=here.colleague.pk)):
        signing.approve(by=here.colleague, statement=one, version=one.version)
    of.set(state=State.APPROVED)
    with pytest.raises(Refused, match="not signed the statement as it is now"), acting(Actor(user=here.owner.pk)):
        filing.file(by=here.owner, statement=one, version=one.version, on=today())
    of.stands(State.SIGNED)
    with acting(Actor(user=here.colleague.pk)):
        signing.send_back(by=here.colleague, statement=of.now_within(), reason="Say when it was")
    assert of.now().state == State.DRAFT
    assert "Say when it was" in of.client(here.witness).get(f"{of.at}gate/").content.decode()


def _missing(of: Passing, key: str) -> Gap:
    with working(of.here.case):
        return Gap.objects.create(
            case=of.here.case, key=key, kind="mentioned_not_held", detail="A report", record="visit"
        )


def _naming(of: Passing, gap: Gap, owner: User) -> Naming:
    words = "The report of March has not been found; the council is looking for it."
    return Naming("provided", f"gap:{gap.pk}", words, "The court ordered it for today", owner, days(7))


def test_named_gaps_let_one_lack_pass_and_stand_in_the_statement() -> None:
    of = passing()
    here, first = of.here, _missing(of, "g1")
    owner, naming = here.worker, _naming(of, first, here.worker)
    for user in (here.owner, here.colleague, here.witness, here.instructing, here.stranger):
        with acting(Actor(user=user.pk)), pytest.raises(Refused, match="Your role does not"):
            gaps.name(by=user, statement=of.statement, gap=naming)
    at = f"{of.at}gaps/provided/gap:{first.pk}/"
    sent = {"words": naming.words, "reason": naming.reason, "owner": owner.pk, "due_day": days(7).day,
            "due_month": days(7).month, "due_year": days(7).year}  # fmt: skip
    for who in ("owner", "colleague", "witness", "instructing"):
        assert of.client(getattr(here, who)).post(at, sent).status_code == 403, who
    head = of.client(here.head)
    assert head.post(f"{of.at}gaps/provided/gap:999/", sent).status_code == 404  # the gate does not list it
    assert head.post(at, {**sent, "words": "Short"}).status_code == 422
    of.stands(State.SIGNED)
    assert head.post(at, sent).status_code == 302
    one = of.now()
    assert one.state == State.DRAFT  # the witness signed it without the gap
    with acting(Actor(user=here.head.pk)):
        (gap,) = gaps.standing(one)
        action = Action.objects.get(key=gap.action)
        assert (action.by_when, action.about, action.about_id) == (days(7), "statement", one.pk)
        assert list(action.owners.values_list("user", flat=True)) == [owner.pk]
        assert naming.words in _text(setting.as_word(one))
        assert statement_gate.missing(one) == []
    for by, step, more in ((here.witness, "sign", {"confirmed": "on"}), (here.colleague, "approve", {})):
        form = {"version": one.version, **more}
        assert of.client(by).post(f"{of.at}{step}/", form).status_code == 302, step
    second = _missing(of, "g2")  # a new lack stops it again
    with pytest.raises(GateRefused) as stopped, acting(Actor(user=here.owner.pk)):
        filing.file(by=here.owner, statement=of.now_within(), version=one.version, on=today())
    assert [each.item for each in stopped.value.missing] == [f"gap:{second.pk}"]
    with acting(Actor(user=here.owner.pk)):
        Gap.objects.filter(pk=second.pk).update(gone_at=now())
        filing.file(by=here.owner, statement=of.now_within(), version=one.version, on=today())
        assert naming.words in _text(bytes(Frozen.objects.get(statement=one, form="docx").content))
    with pytest.raises(Refused), acting(Actor(user=here.head.pk)):
        gaps.withdraw(by=here.head, gap=gap, reason="It was found after all")


def _text(word: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(word)).paragraphs)


def test_a_head_of_litigation_with_a_part_in_the_statement_names_no_gap_and_a_withdrawn_gap_excuses_nothing() -> None:
    of = passing()
    here, first = of.here, _missing(of, "g1")
    other = person(Role.HEAD_OF_LITIGATION)
    naming = _naming(of, first, here.worker)
    for part in ("author", "supervisor"):
        was = getattr(of.now(), part)
        of.set(**{part: here.head})
        with pytest.raises(Refused, match="You cannot let"), acting(Actor(user=here.head.pk)):
            gaps.name(by=here.head, statement=of.statement, gap=naming)
        of.set(**{part: was})
    with acting(Actor(user=other.pk)):
        made = gaps.name(by=other, statement=of.now_within(), gap=naming)
    with pytest.raises(Refused, match="named already"), acting(Actor(user=other.pk)):
        gaps.name(by=other, statement=of.now_within(), gap=naming)
    assert of.lacks() != []
    of.stands(State.APPROVED)
    _changed(of, other, here.worker)
    of.stands(State.APPROVED)
    address = f"{of.at}named-gaps/{made.pk}/withdraw/"
    assert of.client(here.owner).post(address, {"reason": "It was found after all"}).status_code == 403
    assert of.client(other).post(address, {"reason": "It was found after all"}).status_code == 302
    assert of.now().state == State.DRAFT
    with acting(Actor(user=here.owner.pk)):
        assert [each.item for each in statement_gate.missing(of.now_within())] == [f"gap:{first.pk}"]
        assert made not in gaps.standing(of.now_within())
    shown = of.client(here.owner).get(f"{of.at}gate/").content.decode()
    assert shown.count("No longer missing") == 2  # of the record as it was on those days


def _changed(of: Passing, head: User, owner: User) -> None:
    """A gap excuses that a record was not displayed as it is, and not that it is another one afterwards."""
    for day, many in ((days(-2), 0), (days(-1), 1)):
        later = now().replace(year=day.year, month=day.month, day=day.day) + timedelta(days=10)
        with working(of.here.case):
            Record.objects.filter(pk=of.mentioned.pk).update(changed_at=later)
        with acting(Actor(user=head.pk)):
            (lack,) = statement_gate.missing(of.now_within())
            assert (lack.condition, len(gaps.standing(of.now_within()))) == ("displayed", many + 1)
            words = "The witness has not seen the visit as it is recorded now."
            gap = Naming("displayed", lack.item, words, "The court ordered it for today", owner, days(7))
            gaps.name(by=head, statement=of.now_within(), gap=gap)
            assert statement_gate.missing(of.now_within()) == []
    with working(of.here.case):
        Record.objects.filter(pk=of.mentioned.pk).update(changed_at=of.mentioned.changed_at)


def test_my_work_leads_each_to_what_is_theirs() -> None:
    of = passing()
    here = of.here

    def work(user: User) -> str:
        return of.client(user).get("/").content.decode()

    assert f"{of.at}sign/" in work(here.witness)
    late = document(here, "late", "It came late")
    of.set(due=days(2))
    assert f"{of.at}reading/" in work(here.witness)
    assert f"{of.at}gate/" in work(here.head)
    assert of.at not in work(here.colleague)
    look_at(here, here.witness, late)
    assert f"{of.at}gate/" in work(here.witness)
    consider(of, late, "It came late and repeats the visit")
    assert f"{of.at}gate/" not in work(here.head)
    of.stands(State.SIGNED)
    assert f"{of.at}approve/" in work(here.colleague)
    of.stands(State.APPROVED)
    assert f"{of.at}file/" in work(here.owner)
    assert of.at not in work(here.stranger)
