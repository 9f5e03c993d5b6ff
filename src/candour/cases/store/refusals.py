"""What went wrong between here and a bucket, in plain words. It names no file, and repeats nothing that the server said."""

from __future__ import annotations

from typing import Any

from candour.engine.errors import Unavailable

_NO_LONGER = ("ExpiredToken", "InvalidToken", "TokenRefreshRequired")
_SAFE = "What was received before is safe; nothing of this was kept."
_RIGHTS = (
    "Check its access key, and that it may list the bucket, and read, write and delete there: docs/running.md"
    " lists the rights."
)


def code_of(error: Exception) -> str:
    """The server's name for it, or the number of its answer."""
    answer: dict[str, Any] = getattr(error, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def answer_of(error: Exception) -> int:
    answer: dict[str, Any] = getattr(error, "response", None) or {}
    return int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def in_plain_words(error: Exception) -> Unavailable:
    code, answer = code_of(error), answer_of(error)
    if answer in (301, 404):
        return Unavailable(
            "The bucket for files is not there.", means=_SAFE, do="Make it, or correct CANDOUR_FILES and its region."
        )
    if (
        answer in (401, 403)
        or code in _NO_LONGER
        or type(error).__name__ in ("NoCredentialsError", "PartialCredentialsError")
    ):
        return Unavailable("The bucket for files does not let Candour in.", means=_SAFE, do=_RIGHTS)
    if code in ("BadDigest", "XAmzContentChecksumMismatch", "InvalidDigest"):
        return not_whole()
    if answer in (0, 500, 502, 503, 504):
        return Unavailable(
            "The server that keeps the files does not answer, or broke off.",
            means=_SAFE,
            do="Try again in a few minutes. If it stays so, a system administrator should check the way there.",
        )
    return Unavailable(
        f"The server that keeps the files refused what it was asked for (answer {answer}).",
        means=_SAFE,
        do="A system administrator should see what its own log says.",
    )


def not_whole() -> Unavailable:
    return Unavailable(
        "A file did not reach the store as it was sent.",
        means="It was changed on the way, so nothing of it was kept.",
        do="Add it again. If it stays so, tell a system administrator.",
    )


def not_erased() -> Unavailable:
    return Unavailable(
        "The bucket does not let Candour erase a file.",
        means="The file is still there.",
        do="See whether its objects are locked or held, and whether Candour may delete objects and their versions.",
    )
