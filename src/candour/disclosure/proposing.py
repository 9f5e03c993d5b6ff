"""Works out what policy proposes for a disclosure and keeps it as rows; again whenever the case is prepared again.

Decisions are not touched: they hang on the engine's keys. What they were made on is compared when they are read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from candour.cases.prepared import PreparedCase
from candour.disclosure.asking import request_for, scope_of
from candour.disclosure.knowing import KnownCase
from candour.disclosure.models import Alike, Disclosure, Named, Proposal, Sheet, State
from candour.disclosure.streaming import stream
from candour.disclosure.tallying import Tally
from candour.engine.decide.circle import Circle
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Action, Box, FlagKind, Mention, Question, Record
from candour.engine.model import Proposal as Proposed
from candour.engine.produce import make_proposals
from candour.engine.store import key_of
from candour.engine.wanted import fold
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.policy import Pack

_LAST = "9999-99-99"
SEVERITY = {Action.KEEP: 0, Action.REDACT: 1, Action.DUPLICATE: 2, Action.CANNOT_OPEN: 3, Action.WITHHOLD: 4}
_SETTLED = frozenset({State.CHECKING, State.WITH_LEGAL, State.CHECKED, State.FAILED})


@dataclass(frozen=True, slots=True)
class Put:
    """Everything that is put to people for one disclosure, not yet kept."""

    case: str
    known_as: str
    pack: Pack
    privileged: bool
    sheets: Sequence[Sheet]
    proposals: Sequence[Proposal]
    alike: Sequence[Alike]
    named: Sequence[Named]


def work_out(disclosure: Disclosure, known: KnownCase) -> Put:
    """Asks the engine; writes nothing. Raises Refused when pack or register no longer fit the disclosure."""
    kept = known.kept
    request = request_for(disclosure, inputs=kept.inputs, out=Path())
    proposals = make_proposals(inputs=kept.inputs, findings=kept.findings, request=request, orders=known.orders)
    person, role = resolve_recipient(kept.inputs.people, disclosure.recipient)
    people = (*kept.inputs.people, *kept.findings.found)
    circle = Circle(people=people, pack=request.pack, recipient=person, recipient_role=role)
    putting = _Putting(disclosure, kept, circle, proposals)
    putting.all()
    flags = (flag for flag in kept.findings.flags if flag.record in request.scope)
    privileged = any(flag.kind is FlagKind.PRIVILEGE for flag in flags)
    tally = putting.tally
    made_from = (kept.inputs.case, known.known_as, request.pack, privileged)
    return Put(*made_from, putting.sheets, putting.rows, tally.alike, tally.named)


def keep(disclosure: Disclosure, put: Put) -> None:
    """Replaces the rows. What is being checked goes back to be decided when anything that people saw has changed."""
    disclosure = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    held = Sheet.objects.filter(disclosure=disclosure).values_list("record", "page", "shown")
    before = {(name, page): shown for name, page, shown in held}
    for model, rows in ((Sheet, put.sheets), (Proposal, put.proposals), (Alike, put.alike), (Named, put.named)):
        model._default_manager.filter(disclosure=disclosure).delete()
        stream(model, rows)
    with connection.cursor() as cursor:
        cursor.execute("select disclosure_count_proposals()")
    changed = before != {(sheet.record, sheet.page): sheet.shown for sheet in put.sheets}
    known = disclosure.known_as != put.known_as
    disclosure.prepared_as, disclosure.known_as, disclosure.privileged = put.case, put.known_as, put.privileged
    disclosure.pack_version, disclosure.pack_sha256 = put.pack.version, put.pack.sha256
    if changed and (disclosure.state in _SETTLED or (known and disclosure.state == State.READY)):
        disclosure.rounds.filter(ended_at=None).delete()
        disclosure.state = State.DECIDING
    disclosure.save(update_fields=["prepared_as", "known_as", "privileged", "pack_version", "pack_sha256", "state"])
    record(
        Verb.PROPOSED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", inputs=put.case,
        policy=put.pack.sha256, pages=len(put.sheets), proposals=len(put.proposals), changed=changed,
    )  # fmt: skip


class _Putting:
    """Walks the pages of the records that it is of, in the order of the bundle."""

    def __init__(
        self, disclosure: Disclosure, kept: PreparedCase, circle: Circle, proposals: Sequence[Proposed]
    ) -> None:
        self.sheets: list[Sheet] = []
        self.rows: list[Proposal] = []
        self.tally = Tally(disclosure)
        self._disclosure, self._circle = disclosure, circle
        records = scope_of(disclosure).of(kept.inputs.intake.records)
        self._records = sorted(records, key=lambda each: (each.date or _LAST, each.path, each.id))
        self._mentions = kept.findings.mentions
        self._proposed: dict[tuple[str, int], dict[str, Proposed]] = defaultdict(dict)
        self._pages: dict[tuple[str, int], list[Proposed]] = defaultdict(list)
        for each in proposals:
            if each.mention:
                self._proposed[each.record, each.page][each.mention] = each
            else:
                self._pages[each.record, each.page].append(each)
        self._questions: dict[tuple[str, int], list[Question]] = defaultdict(list)
        for question in kept.findings.questions:
            self._questions[question.record, question.page].append(question)
        self._flags: dict[tuple[str, int], set[str]] = defaultdict(set)
        for flag in kept.findings.flags:
            self._flags[flag.record, flag.page].add(flag.kind.value)

    def all(self) -> None:
        containers = {each.parent for each in self._records if each.parent}
        for each in self._records:
            for page in range(1, len(each.pages) + 1):
                self._sheet(each, page)
            if not each.pages and each.id not in containers:
                self._sheet(each, 0)
            elif (each.id, 0) in self._proposed:  # what stands in its path and title
                self.tally.elsewhere(self._rows_of(each.id, 0, content=""))
        self.tally.elsewhere(self._rows_of("", 0, content=""))  # what stands in the list of what is missing
        alike = Counter(row.said for row in self.rows)
        for row in self.rows:
            row.alike = alike[row.said]

    def _sheet(self, each: Record, page: int) -> None:
        content = each.pdf or each.sha256
        rows = self._rows_of(each.id, page, content=content)
        proposed = [*self._pages[each.id, 0], *(self._pages[each.id, page] if page else ())]
        worst = max(proposed, key=lambda item: SEVERITY.get(item.action, 0), default=None)
        put = [(row.mention, row.action, row.ground, row.locked) for row in rows]
        shown = key_of(content, worst and (worst.action, worst.ground, worst.rule), sorted(put))[:32]
        sheet = Sheet(
            case_id=self._disclosure.case_id, disclosure=self._disclosure, record=each.id, page=page,
            place=len(self.sheets), content=content, shown=shown,
            flags=sorted(self._flags[each.id, 0] | self._flags[each.id, page]),
        )  # fmt: skip
        if worst is not None:
            sheet.action, sheet.ground, sheet.rule = worst.action.value, worst.ground, worst.rule
            sheet.why, sheet.care = worst.why, worst.care
        if page:
            sheet.holds = self.tally.page(rows)
        else:
            self.tally.elsewhere(rows)
        self.sheets.append(sheet)

    def _rows_of(self, named: str, page: int, *, content: str) -> list[Proposal]:
        proposed = self._proposed.get((named, page), {})
        mentions = {each.id: each for each in self._mentions.on((named, page))} if proposed else {}
        rows = [self._row(each, proposed[name], content) for name, each in mentions.items() if name in proposed]
        rows += [self._asked(each, content) for each in self._questions.get((named, page), ())]
        rows.sort(key=lambda row: (*_place(row), row.mention))
        for place, row in enumerate(rows):
            row.place = place
        self.rows += rows
        return rows

    def _row(self, mention: Mention, proposed: Proposed, content: str) -> Proposal:
        owners = list(self._circle.owners(mention))
        kind = mention.span.kind.value
        words = fold(" ".join(mention.text.split()))
        return Proposal(
            case_id=self._disclosure.case_id, disclosure=self._disclosure, mention=mention.id, record=mention.record,
            page=mention.page, content=content, kind=kind, owners=owners, said=key_of(words, kind, owners)[:32],
            text=mention.text, boxes=_sides(mention.boxes), action=proposed.action.value, ground=proposed.ground,
            label=proposed.label, rule=proposed.rule, why=proposed.why, locked=proposed.locked, care=proposed.care,
            score=mention.span.score,
        )  # fmt: skip

    def _asked(self, question: Question, content: str) -> Proposal:
        return Proposal(
            case_id=self._disclosure.case_id, disclosure=self._disclosure, mention=question.id,
            record=question.record, page=question.page, content=content, question=True, kind=question.kind,
            owners=[question.person] if question.person else [], said=key_of(question.id)[:32],
            boxes=_sides(question.boxes), care=True,
        )  # fmt: skip


def _sides(boxes: Sequence[Box]) -> list[list[float]]:
    return [[round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1)] for box in boxes]


def _place(row: Proposal) -> tuple[float, float]:
    """Top to bottom, then left to right; what has no place comes last."""
    return min(((box[1], box[0]) for box in row.boxes), default=(float("inf"), 0.0))
