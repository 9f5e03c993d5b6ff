"""The check by a second person: all pages or a sample that anybody can draw again, marked page by page, passed or sent back.

Never by somebody who decided anything in the disclosure; while it is checked nothing in it can be decided.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.guarding import in_words, locked, refuse_deciders
from candour.disclosure.knowing import outdated
from candour.disclosure.measuring import measure
from candour.disclosure.models import Disclosure, Result, Round, RoundPage, Sheet, State
from candour.disclosure.queries import missing
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record as enter_in_ledger
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

Page = tuple[str, int]
_AT_ONCE = 2_000
_NAMED = 10


def send_to_check(*, by: User, disclosure: Disclosure) -> None:
    """Refused while anything is undecided; it says what."""
    disclosure = locked(disclosure, by=by, act=Act.REVIEW, states=(State.DECIDING,))
    refuse_missing(disclosure)
    _move(disclosure, State.CHECKING)
    enter_in_ledger(Verb.SENT_TO_CHECK, case=disclosure.case_id, object=_named(disclosure))


def refuse_missing(disclosure: Disclosure) -> None:
    """Refused, with the first ten by record and page, while there are no proposals or something is undecided."""
    if not disclosure.prepared_as or outdated(disclosure):
        raise Refused(
            "The proposals are still being worked out.",
            means="Nobody could have decided about everything yet.",
            do="Wait until they are there.",
        )
    left = missing(disclosure)
    if left:
        places = dict.fromkeys(f"record {each.record} page {each.page}" for each in left)
        raise Refused(
            f"{len(left)} things have no decision: {'; '.join(list(places)[:_NAMED])}{' …' if len(places) > _NAMED else ''}.",
            means="A bundle is made only when every page, every proposal and every question is decided.",
            do="Decide them first.",
        )


def start_round(*, by: User, disclosure: Disclosure, size: int = 0) -> Round:
    """``size`` 0: every page; otherwise that many, drawn by a seed that is made now, when nobody can choose it."""
    disclosure = locked(disclosure, by=by, act=Act.CHECK, states=(State.CHECKING,))
    refuse_deciders(disclosure, by=by, what="check it")
    if disclosure.rounds.filter(ended_at=None).exists():
        raise Refused("Somebody is checking this already.", do="Ask them how far they are, or to send it back.")
    frame = list(Sheet.objects.filter(disclosure=disclosure).order_by("place").values_list("record", "page"))
    if size < 0 or size > len(frame):
        raise BadInput(f"There are {len(frame)} pages.", do="Choose a number of pages up to that, or all.")
    seed = secrets.token_hex(16)
    made = Round.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, number=disclosure.rounds.count() + 1, by=by,
        started_at=now(), size=size, seed=seed, frame=frame_hash(frame),
    )  # fmt: skip
    places = {page: place for place, page in enumerate(frame)}
    RoundPage.objects.bulk_create(
        (
            RoundPage(
                case_id=disclosure.case_id, disclosure=disclosure, round=made, record=page[0], page=page[1],
                place=places[page],
            )
            for page in (drawn(frame, seed=seed, size=size) if size else frame)
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    enter_in_ledger(
        Verb.CHECK_STARTED, case=disclosure.case_id, object=_named(disclosure), round=made.number, size=size,
        seed=seed, frame=made.frame,
    )  # fmt: skip
    return made


def drawn(frame: Sequence[Page], *, seed: str, size: int) -> list[Page]:
    """The sample: the first ``size`` pages in the order of SHA-256 over seed, record and page."""

    def lot(page: Page) -> str:
        return hashlib.sha256(f"{seed}\0{page[0]}\0{page[1]}".encode()).hexdigest()

    return sorted(frame, key=lot)[:size]


def frame_hash(frame: Iterable[Page]) -> str:
    return hashlib.sha256("\n".join(f"{record}\t{page}" for record, page in frame).encode()).hexdigest()


def mark(*, by: User, round: Round, pages: Sequence[Page], agrees: bool, note: str = "") -> None:  # noqa: A002
    """What the checker says of pages of their round; a difference needs a note of what is different."""
    disclosure = _mine(by, round)
    note = in_words(note, ask="Say what should be different on this page.") if not agrees else note.strip()
    wanted = RoundPage.objects.filter(round=round, record__in={page[0] for page in pages})
    marked = [each for each in wanted if (each.record, each.page) in set(pages)]
    if len(marked) != len(set(pages)):
        raise Refused("One of these pages is not part of this check.", do="Load the list of its pages again.")
    RoundPage.objects.filter(pk__in=[each.pk for each in marked]).update(agrees=agrees, note=note, marked_at=now())
    enter_in_ledger(
        Verb.CHECK_MARKED, case=disclosure.case_id, object=_named(disclosure), round=round.number,
        pages=len(marked), agrees=agrees,
    )  # fmt: skip


def pass_round(*, by: User, round: Round) -> None:  # noqa: A002
    """Refused while a page of it is not marked, or one is different. To a lawyer next where the disclosure needs one."""
    disclosure = _mine(by, round)
    if open_pages := round.pages.filter(agrees=None).count():
        raise Refused(f"{open_pages} pages of this check are not marked.", do="Look at them and mark each.")
    if different := round.pages.filter(agrees=False).count():
        raise Refused(
            f"{different} pages should be decided otherwise.",
            means="They have to be decided again before this can pass.",
            do="Send it back with your reasons.",
        )
    refuse_missing(disclosure)
    _end(round, Result.PASSED, "")
    measure(disclosure, round=round)
    _move(disclosure, State.WITH_LEGAL if disclosure.needs_legal else State.CHECKED)
    enter_in_ledger(Verb.CHECK_PASSED, case=disclosure.case_id, object=_named(disclosure), round=round.number)


def send_back(*, by: User, round: Round, reason: str) -> None:  # noqa: A002
    """To be decided again; the checker's marks and notes stay for those who decide."""
    disclosure = _mine(by, round)
    reason = in_words(reason, ask="Say what has to be decided again.")
    _end(round, Result.SENT_BACK, reason)
    _move(disclosure, State.DECIDING)
    enter_in_ledger(
        Verb.SENT_BACK, case=disclosure.case_id, object=_named(disclosure), round=round.number, reason=reason
    )


def last_passed(disclosure: Disclosure) -> Round | None:
    """The check that the decisions as they stand have passed, if they have."""
    last = disclosure.rounds.order_by("-number").select_related("by").first()
    return last if last is not None and last.result == Result.PASSED else None


def _mine(by: User, round: Round) -> Disclosure:  # noqa: A002
    """The round's disclosure, while the round runs, for its own checker."""
    disclosure = locked(round.disclosure, by=by, act=Act.CHECK, states=(State.CHECKING,))
    if not disclosure.rounds.filter(pk=round.pk, by=by, ended_at=None).exists():
        raise Refused("This check is not yours, or it has ended.", do="Look at the page of the disclosure.")
    refuse_deciders(disclosure, by=by, what="check it")
    return disclosure


def _end(round: Round, result: Result, reason: str) -> None:  # noqa: A002
    Round.objects.filter(pk=round.pk).update(result=result, reason=reason, ended_at=now())


def _move(disclosure: Disclosure, state: State) -> None:
    Disclosure.objects.filter(pk=disclosure.pk).update(state=state)


def _named(disclosure: Disclosure) -> str:
    return f"disclosure:{disclosure.pk}"
