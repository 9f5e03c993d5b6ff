"""What is destroyed with a case: every row and file of its own; the certificate, the ledger and files of other cases stay."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from tests.cases.arrivals import add, being_received, named
from tests.cases.disposal import approve, certificate, destroyed, hashes_of, propose, rows_of
from tests.cases.due_cases import NAME, due_case
from tests.cases.owner import as_owner
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import erasing, store
from candour.cases.models import TABLES_WITH_CASE
from candour.cases.retention import Certificate
from candour.ledger import queries as ledger
from candour.ledger.acting import NOBODY, Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_every_row_and_file_goes_and_a_certificate_stays(manager: User, second: User, tmp_path: Path) -> None:
    one = due_case(manager, second, prepared=True)
    hashes, before = hashes_of(manager, one), rows_of(one)
    folder = settings.ENVIRONMENT.home / "cases" / one.key
    for table in ("cases_record", "cases_page", "cases_person", "cases_file", "cases_preparation", "cases_hold"):
        assert before[table] > 0, table
    assert folder.is_dir()
    destroyed(manager, second, one)
    assert not any(rows_of(one).values())
    assert not folder.exists()
    assert not any(store.path(sha256).exists() for sha256 in hashes)
    assert not list((store.folder() / "leaving").iterdir())
    found = certificate(manager, one)
    assert found is not None
    assert (found.proposed_by, found.approved_by, found.reference) == (manager, second, one.reference)
    assert (found.files, found.left, found.shared) == (len(hashes), None, 0)
    assert found.digest == hashlib.sha256("".join(f"{each}\n" for each in sorted(hashes)).encode()).hexdigest()
    assert {name: count for name, count in found.rows.items() if count} == {
        **{name: count for name, count in before.items() if count}, "cases_disposal": 1,
    }  # fmt: skip


def test_the_certificate_is_a_pdf_that_holds_no_word_of_the_file(manager: User, second: User, tmp_path: Path) -> None:
    one = due_case(manager, second)
    destroyed(manager, second, one)
    found = certificate(second, one)
    assert found is not None
    assert found.pdf is not None
    text = _text_of(found.pdf)
    for told in (
        one.reference,
        "Morag Manager",
        "Gwen Governance",
        "Child in need",
        "7 May 1966",
        found.digest[:20],
    ):
        assert told in text, told
    for word in (*NAME.split(), "marmalade", "Notes/"):
        assert word not in text
        assert word not in str(found.schedule) + str(found.rows)


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_ledger_stays_whole_without_the_reasons(manager: User, second: User) -> None:
    one = due_case(manager, second)
    destroyed(manager, second, one)
    verbs = [verb for (verb,) in as_owner("select verb from ledger_entry where chain = %s order by seq", one.pk)]
    assert verbs[-5:] == [
        "disposal_proposed", "disposal_approved", "case_erased", "reasons_erased", "disposal_certified",
    ]  # fmt: skip
    assert not as_owner("select from ledger_reason where chain = %s and (text <> '' or key <> '')", one.pk)
    with acting(NOBODY):
        assert ledger.looked_over()[1][one.pk] is None
    lines = [line for (line,) in as_owner("select line from ledger_entry")]
    assert not [line for line in lines if "Quillfeather" in line or "marmalade" in line]


def test_a_file_that_another_case_holds_stays(manager: User, second: User) -> None:
    both = f"held by two cases {uuid.uuid4()}".encode()
    one, other = due_case(manager, second, files=(both,)), case(manager=manager)
    add(manager, other, named("same.txt", both))
    destroyed(manager, second, one)
    with store.opened(hashlib.sha256(both).hexdigest()) as kept:
        assert kept.read() == both
    found = certificate(manager, one)
    assert found is not None
    assert (found.files, found.shared) == (2, 1)


def test_a_file_that_is_just_being_received_elsewhere_stays(manager: User, second: User) -> None:
    both = f"received meanwhile {uuid.uuid4()}".encode()
    sha256 = hashlib.sha256(both).hexdigest()
    one, other = due_case(manager, second, files=(both,)), case(manager=manager)
    with being_received(manager, other, both, gone=lambda: not store.path(sha256).exists()):
        propose(manager, one)
        approve(second, one)
        erasing.erase_rows(one.pk)
        erasing.erase_files(one.pk)
    assert store.path(sha256).read_bytes() == both


def test_the_certificate_is_seen_by_who_decided_and_who_oversees_and_nobody_else(manager: User, second: User) -> None:
    colleague, outsider = person(Role.PRACTITIONER), person(Role.MANAGER, Role.LAWYER)
    auditor = person(Role.AUDITOR)
    one = due_case(manager, second, colleague)
    destroyed(manager, second, one)
    assert all(certificate(user, one) for user in (manager, second, auditor))
    assert not any(certificate(user, one) for user in (colleague, outsider))
    with pytest.raises(DatabaseError, match="permission"), acting(Actor(user=manager.pk)):
        Certificate.objects.filter(chain=one.pk).update(reference="another")
    with acting(Actor(user=manager.pk)):
        assert Certificate.objects.filter(chain=one.pk).update(pdf=b"another") == 0


def test_every_table_with_a_case_is_one_that_the_database_finds() -> None:
    one = case(manager=person(Role.MANAGER))
    assert set(TABLES_WITH_CASE) <= rows_of(one).keys()
