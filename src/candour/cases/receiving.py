"""Takes files into a case: each at its path, the older one at the same path kept as replaced. Nothing is ever removed.

One delivery may come in several requests; each is entered in the ledger with counts, never with names. Sending the same
again changes nothing, so a delivery that broke off is sent once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases import paths, store
from candour.cases.arriving import Named
from candour.cases.models import Case, File, FileState, Preparation, Upload
from candour.engine.errors import Refused
from candour.ledger.acting import now_acting, record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_LOCK = 0x46494C45
"""The first half of the advisory locks on the files of a case."""
_IN_THE_WAY = "There is a file where its path has a folder, or a folder of its name. Give it another name."


def begin(*, by: User | None, case: Case) -> Upload:
    """A delivery that ``receive`` adds to. ``by`` None: the system whose token acts."""
    _may(by)
    store.sweep()
    return Upload.objects.create(case=case, by=by, token_id=now_acting().token, at=now())


def receive(*, by: User | None, case: Case, upload: Upload, files: Sequence[Named]) -> list[File]:
    """What became of each file, in their order. What is not kept is gone afterwards, whatever happens.

    Unavailable: the disk is full, and then none of them was taken.
    """
    try:
        _may(by)
        return _taken(case, upload, files)
    finally:
        for named in files:
            named.arrival.discard()


def receive_own(*, by: User, act: Act, case: Case, named: Named) -> File:
    """A document that was made in Candour becomes a file of the case, and the case is prepared with it.

    ``act``: what lets somebody make it. Its path and bytes decide what becomes of it, as with every other file.
    """
    try:
        check(by, act)
        upload = Upload.objects.create(case=case, by=by, at=now())
        (file,) = _taken(case, upload, [named])
    finally:
        named.arrival.discard()
    Upload.objects.filter(pk=upload.pk).update(finished_at=now())
    if file.state == FileState.RECEIVED:
        from candour.cases.preparing import ask  # it reads what is received here

        ask(by=None, case=case)
    return file


def _taken(case: Case, upload: Upload, files: Sequence[Named]) -> list[File]:
    if upload.case_id != case.pk or upload.finished_at is not None:
        raise Refused("This delivery is finished.", means="Nothing was added.", do="Add the files once more.")
    with connection.cursor() as cursor:  # two deliveries to one case take turns
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, case.pk % (1 << 31)])
    standing = _Standing(case, upload)
    results = [standing.take(named) for named in files]
    standing.save(results)
    _enter(case, upload, results, replaced=len(standing.replaced))
    return results


def finish(*, by: User | None, case: Case, upload: Upload) -> None:
    """No more comes: the case is prepared with what came, if anything did."""
    _may(by)
    if Upload.objects.filter(pk=upload.pk, case=case, finished_at=None).update(finished_at=now()):
        upload.refresh_from_db()
        if upload.files.filter(state=FileState.RECEIVED).exists():
            prepare(by=by, case=case)


def prepare(*, by: User | None, case: Case) -> Preparation:
    from candour.cases.preparing import ask  # it reads what is received here

    _may(by)
    return ask(by=by, case=case)


def _may(by: User | None) -> None:
    if by is not None:
        check(by, Act.ADD_FILES)
    elif now_acting().token is None:
        raise Refused("Nobody who may add files acts.", do="Sign in, or send an access token.")


class _Standing:
    """The files of a case as they are now, and what becomes of them."""

    def __init__(self, case: Case, upload: Upload) -> None:
        self.case, self.upload = case, upload
        self.now = {file.path: file for file in File.objects.filter(case=case, state=FileState.RECEIVED)}
        self.folders = {folder for path in self.now for folder in paths.folders(path)}
        self.replaced: list[File] = []

    def take(self, named: Named) -> File:
        try:
            path = paths.received_as(named.path)
        except Refused as error:
            return self._file(paths.shown(named.path), FileState.REFUSED, why=f"{error.what} {error.do}")
        if named.arrival.refusal:
            return self._file(path, FileState.REFUSED, why=named.arrival.refusal)
        if path in self.folders or any(folder in self.now for folder in paths.folders(path)):
            return self._file(path, FileState.REFUSED, why=_IN_THE_WAY)
        kept = named.arrival.keep()
        older = self.now.get(path)
        if older is not None and older.sha256 == kept.sha256:
            return self._file(path, FileState.SAME, kept=kept)
        if older is not None:
            older.state = FileState.REPLACED
            self.replaced.append(older)
        self.now[path] = self._file(path, FileState.RECEIVED, kept=kept)
        self.folders.update(paths.folders(path))
        return self.now[path]

    def _file(self, path: str, state: FileState, *, why: str = "", kept: store.Kept | None = None) -> File:
        sha256, size = (kept.sha256, kept.size) if kept else ("", 0)
        return File(
            case=self.case, upload=self.upload, path=path, sha256=sha256, size=size, state=state, why=why[:300],
            received_at=now(),
        )  # fmt: skip

    def save(self, results: Sequence[File]) -> None:
        older = [file.pk for file in self.replaced if file.pk is not None]
        File.objects.filter(pk__in=older).update(state=FileState.REPLACED)  # before another takes its path
        File.objects.bulk_create(results, batch_size=1_000)


def _enter(case: Case, upload: Upload, results: Sequence[File], *, replaced: int) -> None:
    counts = Counter(file.state for file in results)
    refused = counts.pop(FileState.REFUSED, 0)
    if counts:
        record(
            Verb.FILES_RECEIVED, case=case.pk, object=f"upload:{upload.key}", received=counts[FileState.RECEIVED],
            same=counts[FileState.SAME], replaced=replaced,
            bytes=sum(file.size for file in results if file.state == FileState.RECEIVED),
        )  # fmt: skip
    if refused:
        record(Verb.FILE_REFUSED, case=case.pk, object=f"upload:{upload.key}", files=refused)
