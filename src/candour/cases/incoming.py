"""Reads the files of a request before anybody's transaction begins, straight to the disk, from who may send them only.

Sending may take an hour; no transaction waits for it. Whatever was not received into a case is gone when the request ends.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from candour.accounts.gate import BOTH, AuthorisedRequest, View
from candour.accounts.roles import Act
from candour.cases.answers import TooLarge, told
from candour.cases.arriving import Arrival, Named, all_unpacked, largest
from candour.cases.gate import found, on_case
from candour.cases.store import CHUNK
from candour.engine.errors import BadInput, CandourError
from candour.ledger.acting import Actor, acting

FIELD, PATH, UNPACK = "file", "path", "unpack"
"""The fields of a form with files: the files, their paths in the same order if they have any, whether to unpack."""
_AROUND = 1 << 20
"""Bytes of a request that are not the files' own."""


class Sent(UploadedFile):  # type: ignore[type-arg]  # not when it runs
    """A file of a form whose bytes have arrived."""

    def __init__(self, arrival: Arrival, name: str) -> None:
        super().__init__(name=name, size=arrival.size)
        self.arrival = arrival

    def close(self) -> None:
        self.arrival.discard()


class Counted:
    """A request's body, and how much of it came: a line that breaks leaves a body that only looks whole."""

    def __init__(self, stream: HttpRequest) -> None:
        self.stream, self.size = stream, 0

    def read(self, size: int | None = None, /) -> bytes:
        try:
            block: bytes = self.stream.read() if size is None else self.stream.read(size)
        except UnreadablePostError:
            raise broken_off() from None
        self.size += len(block)
        return block

    def check(self, length: int) -> None:
        """BadInput when it broke off."""
        if self.size < length:
            raise broken_off()


class Receiver(FileUploadHandler):
    """Writes each file of a form to where the store can keep it, and remembers all that arrived."""

    chunk_size = CHUNK

    def __init__(self) -> None:
        super().__init__(None)
        self.arrivals: list[Arrival] = []

    def handle_raw_input(self, input_data: Any, *args: Any, **_: Any) -> Any:
        """Has Django's own parser read the body, and then looks whether all of it came."""
        if isinstance(input_data, Counted):
            return None
        (meta, length, _, encoding), counted = args, Counted(input_data)
        parsed = MultiPartParser(meta, counted, [self], encoding).parse()  # type: ignore[arg-type]  # it only reads
        counted.check(length)
        return parsed

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.arrivals.append(Arrival())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        self.arrivals[-1].write(raw_data)

    def file_complete(self, file_size: int) -> Sent:  # noqa: ARG002
        self.arrivals[-1].end()
        return Sent(self.arrivals[-1], self.file_name or "")

    def discard(self) -> None:
        for arrival in self.arrivals:
            arrival.discard()


def read_length(request: HttpRequest) -> int:
    """How long the body says it is. BadInput: it does not say so, or it is more than the site takes in at once."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.headers.get("Transfer-Encoding") or not length.isdecimal():
        raise BadInput("It is not said how much is sent.", means="Nothing was received.", do="Send its Content-Length.")
    if int(length) > largest() + _AROUND:
        raise TooLarge(
            f"This is more than {largest() >> 20:,} MB at once.",
            means="Nothing of it was received.",
            do="Send fewer files at a time. A system administrator can raise the limit.",
        )
    return int(length)


def read(request: HttpRequest, receiver: Receiver) -> None:
    """Reads a whole form. BadInput: it breaks off, or holds more files than the site takes at once."""
    read_length(request)
    request.upload_handlers = [receiver]
    try:
        _ = request.FILES
    except (TooManyFilesSent, TooManyFieldsSent, RequestDataTooBig):
        raise TooLarge(
            "These are too many files at once.", means="Nothing was received.", do="Send at most 1,000 at a time."
        ) from None
    except MultiPartParserError:
        raise broken_off() from None


def broken_off() -> BadInput:
    return BadInput("What was sent breaks off.", means="Nothing of it was received.", do="Send it again.")


def named(request: HttpRequest) -> list[Named]:
    """The files with their paths; a zip archive as its members when the form says so. BadInput: paths are missing."""
    sent = [each for each in request.FILES.getlist(FIELD) if isinstance(each, Sent)]
    paths = request.POST.getlist(PATH) or [each.name or "" for each in sent]
    if len(paths) != len(sent):
        raise BadInput("The paths and the files do not match.", means="Nothing was received.", do="Send both again.")
    files = [Named(path, each.arrival) for path, each in zip(paths, sent, strict=True)]
    return all_unpacked(files) if request.POST.get(UNPACK) else files


def on_case_with_files(view: View) -> Callable[..., HttpResponseBase]:
    """A page of a case for who may add files; when some are sent, the view gets them as ``files``.

    The person is let in first, then the body is read, then the form's own mark is checked; only then somebody acts.
    """
    guarded = on_case(Act.ADD_FILES, methods=BOTH)(view)

    @csrf_protect
    def with_files(request: AuthorisedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        files = named(request)
        try:
            return guarded(request, *args, files=files, **kwargs)
        finally:
            for each in files:  # the members of an archive are known to nobody else
                each.arrival.discard()

    @functools.wraps(guarded)
    def let_in(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.user.is_authenticated:
            return guarded(request, *args, key=key, **kwargs)
        with acting(Actor(user=request.user.pk)):
            found(request, key, Act.ADD_FILES)
        receiver = Receiver()
        try:
            read(request, receiver)
            return with_files(request, *args, key=key, **kwargs)
        except CandourError as error:
            if wants_json(request):
                return told(error)
            raise
        finally:
            receiver.discard()

    return csrf_exempt(let_in)  # the check comes later, and comes


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
