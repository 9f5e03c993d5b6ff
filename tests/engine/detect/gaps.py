"""What is missing from some records, and a note that mentions a paper."""

from __future__ import annotations

from record_factory import paper

from candour.engine.detect.record_text import RecordText
from candour.engine.detect.references import missing
from candour.engine.model import Gap, ManifestRow


def gaps_of(*texts: RecordText, manifest: tuple[ManifestRow, ...] = ()) -> tuple[Gap, ...]:
    return missing(texts=texts, records=[text.record for text in texts], manifest_missing=manifest)


def note(sentence: str, *, path: str = "Notes/Note.txt", date: str = "2017-01-01") -> RecordText:
    opening = "Something happened that day and much was said about it in the meeting room."
    return paper(path, f"{opening}\nI note that {sentence}, and we shall see.", title="Note", kind="Note", date=date)
