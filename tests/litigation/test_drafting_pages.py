"""The pages of statements: who may open which, and drafting, linking, versions, files and contradictions in a browser's way."""

from __future__ import annotations

import io
import re

import docx
import pikepdf
import pypdfium2
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.cases.places import record, signed_in
from tests.litigation.matters import Place
from tests.litigation.test_drafting import begun, texts
from tests.web.work import work_off

from candour.cases.models import Person, Preparation, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.ledger.models import Entry
from candour.litigation import drafting, parties, setting, versions
from candour.litigation.models import Basis, NamedGap, Statement
from candour.litigation.paragraphs import Words
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")
READ = ("", "draft/", "versions/", "versions/1/", "versions/1/2/", "contradictions/")
FORMS = ("details/", "draft/add/", "draft/bring-in/", "draft/{}/", "contradictions/answer/")
WRITES = ("draft/{}/move/", "versions/1/restore/", "contradictions/again/")


def said(client: Client, address: str, **given: object) -> str:
    """The page behind what a form is sent to, without its spaces between words."""
    return " ".join(client.post(address, given, follow=True).content.decode().split())


def test_who_may_open_which_page(all_: Place) -> None:
    one = begun(all_)
    with acting(Actor(user=all_.witness.pk)):
        row = drafting.add(by=all_.witness, statement=one, words=Words("I was there."))
        drafting.add(by=all_.witness, statement=one, words=Words("It rained."))
    every = f"/matters/{all_.matter.key}/statements/"
    at = f"{every}{one.key}/"
    edits = (
        "details/",
        "draft/add/",
        "draft/bring-in/",
        *(f"draft/{row.paragraph}/{more}" for more in ("", "remove/")),
    )
    forms, writes = [page.format(row.paragraph) for page in FORMS], [page.format(row.paragraph) for page in WRITES]
    for user, drafts, law in (
        (all_.witness, True, False), (all_.owner, True, True), (all_.head, True, True), (all_.instructing, False, False),
    ):  # fmt: skip
        client = signed_in(user)
        for page in READ:
            assert client.get(at + page).status_code == 200, page
        for page in edits:
            assert client.get(at + page).status_code == (200 if drafts else 403), page
        assert client.get(every + "elsewhere/").status_code == (200 if law else 403)
        assert ("Begin a statement" in client.get(every).content.decode()) == drafts
        if not drafts:
            assert all(client.post(at + page, {"way": "up"}).status_code == 403 for page in writes)
            assert client.post(at + "draft/add/", {"kind": "assertion", "text": "x"}).status_code == 403
            assert client.post(at + "details/", {"supervisor": all_.colleague.pk}).status_code == 403
        assert all(client.get(at + page).status_code == 405 for page in writes)
        assert client.post(at).status_code == client.post(at + "versions/").status_code == 405
        assert all(
            client.get(at + page).status_code == 404 for page in ("versions/3/", "versions/1/9/", "draft/nothing/")
        )
    for user in (all_.stranger, all_.manager, all_.worker, all_.reader):
        client = signed_in(user)
        assert {client.get(page).status_code for page in (every, *(at + page for page in (*READ, *forms)))} == {404}
        assert {client.post(at + page).status_code for page in (*forms, *writes)} == {404}
    nobody = Client()
    assert {nobody.get(at + page).status_code for page in (*READ, *forms)} == {302}
    assert {nobody.post(at + page).status_code for page in (*forms, *writes)} == {302}
    assert texts(one, all_.witness) == ["I was there.", "It rained."]
    with acting(Actor(user=all_.owner.pk)):
        views = Entry.objects.filter(verb="statement_viewed", actor=all_.instructing.pk, object=f"statement:{one.pk}")
        assert views.count() == len(READ) - 1  # the list of versions shows no words


def test_a_witness_drafts_it_and_links_pages_without_losing_a_word(all_: Place) -> None:
    held = record(all_.case, "Viability assessment", "Grandmother was seen.", "The viability assessment was positive.")
    client, every = signed_in(all_.witness), f"/matters/{all_.matter.key}/statements/"
    made = client.post(every + "begin/", {"author": all_.witness.pk, "supervisor": all_.colleague.pk})
    draft = made.headers["Location"]
    assert "Nothing is written yet" in client.get(draft).content.decode()
    typed = {
        "kind": "assertion", "text": "I read <b>the</b> assessment.", "basis": "information", "source": "Her file",
        "seen": "0", "links": [f"{held.pk}-1"],
    }  # fmt: skip
    found = said(client, f"{draft}add/", **typed, do="look", words="assessment positive")
    assert "<mark>assessment</mark>" in found
    assert f'value="{held.pk}-2" id="link-{held.pk}-2" aria-describedby' in found
    assert f'value="{held.pk}-1" id="link-{held.pk}-1" checked' in found
    assert "I read &lt;b&gt;the&lt;/b&gt; assessment." in found
    assert "Her file" in found
    assert "Write some words to look for" in said(client, f"{draft}add/", **typed, do="look", words=" ")
    taken = said(client, f"{draft}add/", **typed, do="take", record=held.pk, page="2")
    assert f'value="{held.pk}-2" id="link-{held.pk}-2" checked' in taken
    assert "no page of this number" in said(client, f"{draft}add/", **typed, do="take", record=held.pk, page="3")
    page = said(client, f"{draft}add/", **{**typed, "links": [f"{held.pk}-2", f"{held.pk}-1"]}, do="save")
    assert "WW1, page 1: <a" in page
    assert "Viability assessment, page 2" in page
    assert (
        "there is a source, so choose" in said(client, f"{draft}add/", **{**typed, "basis": "own"}, do="save").lower()
    )
    one = Statement(pk=_number(all_))
    with acting(Actor(user=all_.witness.pk)):
        (row,) = versions.paragraphs(one)
    at = f"{draft}{row.paragraph}/"
    mine = {"kind": "assertion", "text": "Mine.", "basis": "own", "seen": "1", "do": "save"}
    assert said(signed_in(all_.owner), at, **{**mine, "text": "The lawyer’s."}).count("The lawyer’s.") == 1
    refused = client.post(at, mine)
    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 409
    assert "The lawyer’s." in page
    assert "Mine.</textarea>" in page
    assert 'name="seen" value="2"' in page
    assert "Mine." in said(client, at, **{**mine, "seen": "2"})
    assert "Take it out" in client.get(at + "remove/").content.decode()
    assert (
        "1 paragraph removed"
        in said(client, at + "remove/", seen="3") + client.get(draft.replace("draft/", "versions/")).content.decode()
    )


def test_what_was_typed_outlives_the_session_for_who_typed_it(all_: Place) -> None:
    one = begun(all_)
    address = f"/matters/{all_.matter.key}/statements/{one.key}/draft/add/?kind=assertion"
    typed = {"kind": "assertion", "text": "I waited an hour.", "basis": "own", "seen": "0", "do": "save"}
    stranger = Client()
    assert stranger.post(address, typed).status_code == 302
    assert "unsaved" not in stranger.session
    client = signed_in(all_.witness)
    Session.objects.update(expire_date=now())
    assert client.post(address, typed, HTTP_HX_REQUEST="true").headers["HX-Redirect"].startswith("/sign-in/")
    assert client.post(address, typed).status_code == 302
    client.force_login(all_.witness)
    page = client.get(address).content.decode()
    assert "I waited an hour.</textarea>" in page
    assert "Your session had ended" in page
    assert "I waited" not in client.get(address + "&after=x").content.decode()
    assert texts(one, all_.witness) == []
    client.post(address, typed)
    assert "I waited" not in client.get(address).content.decode()
    assert texts(one, all_.witness) == ["I waited an hour."]
    Session.objects.update(expire_date=now())
    client.post(address, typed)
    client.force_login(all_.owner)
    assert "I waited" not in client.get(address).content.decode()


def test_a_text_is_brought_in_compared_restored_and_downloaded(all_: Place) -> None:
    one, client = begun(all_, by=all_.owner), signed_in(all_.owner)
    held = record(all_.case, "Minutes", "The panel met.", "It agreed.")
    at = f"/matters/{all_.matter.key}/statements/{one.key}/"
    preview = said(
        client, at + "draft/bring-in/", text="# Background\n\n1. I am a social worker.\n\nI was told.", do="look"
    )
    assert "3 parts, as it would be added" in preview
    said(client, at + "draft/bring-in/", text="# Background\n\nI am a social worker.\n\nI was told.", do="add")
    with acting(Actor(user=all_.owner.pk)):
        *_, last = versions.paragraphs(one)
        told = Words("I was told so.", basis=Basis.INFORMATION, source="The panel’s clerk", links=((held.pk, 2),))
    said(client, f"{at}draft/{last.paragraph}/", kind="assertion", text=told.text, basis="information",
         source=told.source, links=f"{held.pk}-2", seen="1", do="save")  # fmt: skip
    page = " ".join(client.get(at + "versions/1/2/").content.decode().split())
    assert re.search(r"<del>.*told\..*</del>.*<ins>.*told so\..*</ins>", page)
    assert "Minutes, page 2" in page
    assert client.get(at + "versions/?one=2&other=1").headers["Location"].endswith("versions/1/2/")
    with acting(Actor(user=all_.owner.pk)):
        parties.add(by=all_.owner, matter=all_.matter, named=Named("KM", "claimant"))
    pdf = client.get(at + "versions/2/file/pdf/")
    words = _text(pdf.content)
    wanted = (
        "DRAFT version 2", "First witness statement of Wanda Witness", "KM (Claimant or applicant)", "Background",
        "1. I am a social worker.", "2. I was told so. [WW1, page 1]", "Its source: The panel’s clerk",
        "I believe that the facts stated in this witness statement are true", "Exhibit WW1", "Page 1",
    )  # fmt: skip
    for each in wanted:
        assert each in words, each
    assert "not said yet" in words  # paragraph 1
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
    word = docx.Document(io.BytesIO(client.get(at + "versions/2/file/docx/").content))
    assert [each.text for each in word.paragraphs if each.style.name == "List Number"][
        1
    ] == "I was told so. [WW1, page 1]"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["1", "Minutes", "No date", "2"]
    assert word.sections[0].header.paragraphs[0].text == "DRAFT version 2"
    assert signed_in(all_.instructing).get(at + "versions/2/file/pdf/").status_code == 403
    assert signed_in(all_.instructing).get(at + "versions/1/file/pdf/").status_code == 200
    assert client.get(at + "versions/2/file/txt/").status_code == 404
    assert "I was told." in said(client, at + "versions/1/restore/")
    with acting(Actor(user=all_.owner.pk)):
        assert Entry.objects.filter(verb="statement_downloaded", object=f"statement:{one.pk}").count() == 3


def test_what_the_records_state_differently_is_shown_answered_and_kept(all_: Place) -> None:
    with acting(Actor(case=all_.case.pk)):
        Person.objects.create(case=all_.case, key="P1", name="Dana Marsh", role="mother")
        Preparation.objects.create(case=all_.case, asked_at=now(), stage=Stage.READY)
    record(all_.case, "Case note", "Home visit to Dana Marsh on 10 February 2025. Dana Marsh was well.")
    one, client = begun(all_), signed_in(all_.witness)
    at = f"/matters/{all_.matter.key}/statements/{one.key}/contradictions/"
    with acting(Actor(user=all_.witness.pk)):
        row = drafting.add(
            by=all_.witness, statement=one, words=Words("I made a home visit to Dana Marsh on 3 February 2025.")
        )
    assert "being compared" in client.get(at).content.decode()
    work_off()
    page = client.get(at).content.decode()
    assert "1 to answer" in page
    assert "Case note, page 1" in page
    (name,) = re.findall(r'name="name" value="(\w+)"', page)
    given = {"paragraph": row.paragraph, "name": name}
    short = client.post(at + "answer/", {**given, "reason": "No"})
    assert short.status_code == 409
    assert ">No</textarea>" in short.content.decode()
    assert (
        client.post(at + "answer/", {**given, "name": "0" * 64, "reason": "It is a typing error."}).status_code == 409
    )
    assert "1 answered" in said(client, at + "answer/", **given, reason="The note was written up a week later.")
    assert "The note was written up a week later." in signed_in(all_.owner).get(at).content.decode()
    blind = signed_in(all_.instructing).get(at).content.decode()
    assert "Dana Marsh was well" not in blind
    with acting(Actor(user=all_.witness.pk)):
        changed = Words("I made a home visit to Dana Marsh on 10 February 2025.")
        drafting.change(by=all_.witness, statement=one, paragraph=row.paragraph, seen=1, words=changed)
    client.get(at)
    work_off()
    assert "Nothing else was found" in client.get(at).content.decode()


def _number(all_: Place) -> int:
    with acting(Actor(user=all_.owner.pk)):
        return Statement.objects.get(matter=all_.matter).pk


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def test_a_signed_version_is_no_draft_and_gaps_stand_in_it(all_: Place) -> None:
    one, by = begun(all_), all_.witness
    with acting(Actor(user=by.pk)):
        drafting.add(
            by=by, statement=one, words=Words("I was there.", basis=Basis.OWN, no_record="Nobody wrote it down.")
        )
        one.refresh_from_db()
        NamedGap.objects.create(
            matter=all_.matter, statement=one, condition="search", item="certified", words="The archive was not searched.",
            reason="The court’s deadline is today.", owner=all_.owner, due=now().date(), by=all_.head, at=now(),
        )  # fmt: skip
        assert "DRAFT version 1" in _text(setting.as_pdf(one))
        one.state, one.signed_version, one.signed_on, one.signed_at = "signed", 1, now().date(), now()
        one.save()
        words = _text(setting.as_pdf(one))
        assert "DRAFT" not in words
        assert "Signed: Wanda Witness" in words
        assert words.index("1. I was there.") < words.index("Documents not before the court")
        assert words.index("2. The archive was not searched.") < words.index("Statement of truth")
        word = docx.Document(io.BytesIO(setting.as_word(one)))
        assert "The archive was not searched." in [
            each.text for each in word.paragraphs if each.style.name == "List Number"
        ]
        assert setting.as_pdf(one) == setting.as_pdf(one, 1)
    at = f"/matters/{all_.matter.key}/statements/{one.key}/"
    client = signed_in(by)
    assert "Any change ends the signature" in client.get(at + "draft/").content.decode()
    client.post(at + "details/", {"supervisor": all_.colleague.pk, "title": "A new title", "exhibit": "ZZ1"})
    with acting(Actor(user=by.pk)):
        one.refresh_from_db()
        assert (one.title, one.exhibit, one.state, one.signed_version) == ("A new title", "ZZ1", "draft", 0)


def test_a_statement_made_elsewhere_is_noted_and_read_in_the_file(all_: Place) -> None:
    held, client = record(all_.case, "Signed statement", "I say this."), signed_in(all_.owner)
    every, day = f"/matters/{all_.matter.key}/statements/", now().date()
    assert "There is no statement yet" in client.get(every).content.decode()
    signed = {f"signed_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    page = said(client, every + "elsewhere/", author=all_.witness.pk, record=held.pk, **signed)
    assert "Made elsewhere" in page
    (at,) = set(re.findall(rf'href="({every}[\w-]{{12}}/)"', page))
    assert "Signed statement" in client.get(at).content.decode()
    assert "a record that you cannot see" in signed_in(all_.instructing).get(at).content.decode()
    assert client.get(at + "draft/add/").status_code == 403
    assert client.get(at + "versions/").status_code == 404
    filed = {name.replace("signed_on", "on"): value for name, value in signed.items()}
    assert "Note that it was filed" not in said(client, at + "filed-elsewhere/", **filed)
    assert signed_in(all_.witness).get(at + "filed-elsewhere/").status_code == 403
