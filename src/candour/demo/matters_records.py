"""What was done in the demonstration's legal matters once the records were there, and when more of them came late.

Each step is taken once, by somebody who may; what waits for a preparation is taken when it has ended.
"""

from __future__ import annotations

from pathlib import Path

from candour.accounts.models import User
from candour.cases.models import Case, Person, Preparation, Upload
from candour.demo import authority, story
from candour.demo.authority import somebody
from candour.demo.litigating import Planned, Told, at, lawyer, on, plan, record_at
from candour.demo.story import Far
from candour.disclosure.models import Disclosure
from candour.disclosure.opening import open_disclosure
from candour.engine.model import GapKind
from candour.ledger.acting import Actor, acting
from candour.litigation import alerts, disclosing, marking, mentioned, noting, parties, provided, searching, viewing
from candour.litigation.disclosing import Went
from candour.litigation.marking import Said
from candour.litigation.models import Disclosed, Inspection, Marking, Matter, Party, Place, PlaceKind, Statement
from candour.litigation.noting import Made
from candour.litigation.parties import Named
from candour.litigation.searching import Asked


def go_on(*, folder: Path) -> bool:
    """Every step that can be taken now; True when none is left. ``folder``: where the families' files are written."""
    over = [_gone_on(planned, folder / planned.reference) for planned in plan()]
    return all(over)


def _gone_on(planned: Planned, folder: Path) -> bool:
    by = lawyer()
    if not _prepared(planned):
        return False
    with acting(Actor(user=by.pk)):
        matter, case = planned.matter(), planned.case()
        late = Upload.objects.filter(case=case).exclude(finished_at=None).count() > 1
        if not late:
            _parties(planned, matter, case, by=by)
            _marked(planned, matter, case, by=by)
            _went(planned, matter, case, by=by)
            _elsewhere(planned, matter, case, by=by)
            _seen(planned, matter, by=by)
    if not late:
        authority.receive_later(reference=planned.reference, family=planned.told["family"], folder=folder)
        return False
    with acting(Actor(user=by.pk)):
        _settled(planned, matter, case, by=by)
        _looked_for(matter, by=by)
    return "disclosure" not in planned.told or _disclosed(planned)


def _prepared(planned: Planned) -> bool:
    with acting(Actor(user=lawyer().pk)):
        last = Preparation.objects.filter(case=planned.case()).order_by("-pk").first()
        return last is not None and last.ended_at is not None


def _parties(planned: Planned, matter: Matter, case: Case, *, by: User) -> None:
    known = {each.name for each in parties.of(matter)}
    for told in planned.each("party"):
        if told["name"] not in known:
            person = Person.objects.get(case=case, key=told["person"]) if "person" in told else None
            named = Named(told["name"], told["side"], person, told.get("represented_by", ""))
            parties.add(by=by, matter=matter, named=named)


def _marked(planned: Planned, matter: Matter, case: Case, *, by: User) -> None:
    there = set(Marking.objects.filter(matter=matter).values_list("record__path", flat=True))
    for told in planned.each("mark"):
        if told["path"] not in there:
            kept = Inspection.WITHHELD if "ground" in told else Inspection.GIVEN
            said = Said(told["stance"], told["reason"], kept.value, told.get("ground", ""))
            marking.mark(by=by, matter=matter, record=record_at(case, told["path"]), said=said)


def _went(planned: Planned, matter: Matter, case: Case, *, by: User) -> None:
    for told in planned.each("went"):
        party = Party.objects.get(matter=matter, name=told["to"])
        went = Went(party, on(told["on"]), told["how"])
        if not Disclosed.objects.filter(matter=matter, party=party, how=went.how).exists():
            records = [record_at(case, path) for path in told["paths"]]
            disclosing.note_disclosed(by=by, matter=matter, records=records, went=went)


def _elsewhere(planned: Planned, matter: Matter, case: Case, *, by: User) -> None:
    """A statement that was made and signed outside Candour."""
    told = planned.told.get("elsewhere")
    if told is None or Statement.objects.filter(matter=matter, elsewhere=True).exists():
        return
    title = f"First witness statement of {told['by']}"
    made = Made(somebody(told["by"]), record_at(case, told["path"]), on(told["signed"]), on(told["filed"]), title=title)
    noting.note_made(by=by, matter=matter, made=made)


def _seen(planned: Planned, matter: Matter, *, by: User) -> None:
    """The lawyer displays the file on the day on which it came."""
    with at(planned.truth["statement"]["records_came"]):
        viewing.displayed_file(by=by, matter=matter)


def _settled(planned: Planned, matter: Matter, case: Case, *, by: User) -> None:
    """What a lawyer decided of the records that came late; of most of them nobody has."""
    decided: dict[str, Told] = {each["path"]: each for each in planned.each("later")}
    for alert in alerts.of(matter).filter(verdict=""):
        if (told := decided.get(alert.record.path)) is not None:
            alerts.decide(by=by, alert=alert, verdict=told["verdict"], reason=told["reason"])


def _looked_for(matter: Matter, *, by: User) -> None:
    """The case's manager is asked for the document of the gap that most pages mention."""
    gaps = provided.gaps(matter).filter(kind=GapKind.MENTIONED_NOT_HELD.value, explained="")
    if Place.objects.filter(matter=matter).exclude(gap="").exists() or not gaps.exists():
        return
    gap = max(gaps, key=lambda each: (len(each.seen), -each.pk))
    words = mentioned.words_of(gap)
    name, due = f"To be found: {words}"[:300], searching.usual_due()
    asked = Asked(PlaceKind.OTHER.value, name, words, due, custodian=matter.case.manager)
    searching.ask(by=by, matter=matter, asked=asked, gap=mentioned.named(gap))


def _disclosed(planned: Planned) -> bool:
    """What reviewers blacked out as it was proposed, page by page, without a word of their own; it is with Legal."""
    told, by = planned.told["disclosure"], somebody("Farah Nadeem")
    with acting(Actor(user=by.pk)):
        case = planned.case()
        wanted = Disclosure.objects.filter(case=case, recipient=told["recipient"], purpose=told["purpose"])
        found = wanted.select_related("case").first()
        if found is None:
            keys = [record_at(case, path).key for path in told["paths"]]
            open_disclosure(
                by=by, case=case, recipient=told["recipient"], purpose=told["purpose"], only=keys, only_why=told["why"]
            )
            return False
    return bool(found.prepared_as) and story.take_next(found, Far.WITH_LEGAL)
