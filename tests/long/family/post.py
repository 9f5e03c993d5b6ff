"""Messages, a calendar, a mailbox and an archive in an archive, each told to the truth. It reads nothing."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import io
from collections.abc import Callable

from tests.long.family import mails, pictures
from tests.long.family.marks import plain
from tests.long.family.papers import Folder, withheld
from tests.long.family.words import ADVICE


def messages(f: Folder) -> None:
    council = "wexmoor.example"
    path = "Legal/Advice about the caller.eml"
    text = f.told(path, ADVICE)[0]
    mails.eml(
        mails.Mail(
            f"Jocelyn Trevanion <jocelyn.trevanion@{council}>",
            f"Lorraine Sharpe <lorraine.sharpe@{council}>",
            "Privileged: Nolan, prospects",
            "Mon, 04 Jan 2016 10:00:00 +0000",
            text,
        ),
        f.place(path, "E-mail", "2016-01-04", "Jocelyn Trevanion"),
    )
    withheld(f, path)
    path = "Correspondence/RE Hodan - Thursday.eml"
    body = f.told(
        path,
        """Dear Thandiwe
Thank you. «19n|Prez» is not on the list of agreed adults. Ring me on my own mobile, «29p|07700 900737», if she comes again.
‹I will see Hodan tomorrow at school, before assembly if that suits.›
Bukola""",
    )[0]
    inner = mails.Mail(
        "Thandiwe Moyo <t.moyo@stbrannoc.example>",
        f"Bukola Adeyemi <bukola.adeyemi@{council}>",
        "Hodan - Thursday",
        "Thu, 12 Nov 2015 15:40:00 +0000",
        f.trap(path, "eml_nested", "«19n|Precious Okonkwo» collected her again today."),
    )
    shown = io.BytesIO()
    pictures.scan((f.trap(path, "eml_inline_image", "Sent by B Adeyemi «29p|07700900737»"),), dpi=150, tilt=0).crop(
        (0, 0, 1240, 240)
    ).save(shown, "PNG")
    headers = {
        "Reply-To": f.trap(path, "eml_reply_to", "«14e|dilys.ph@postbox.example»"),
        "Bcc": f.trap(path, "eml_bcc", "«19e|p.okonkwo@postbox.example»"),
        "X-Source": f.trap(path, "eml_x_header", "via «14n|D Pryce-Hopkin»"),
    }
    html = "<html><body><p>" + body.replace("\n", "</p><p>") + '</p><img src="cid:pic1"></body></html>'
    mail = mails.Mail(
        f"Bukola Adeyemi <bukola.adeyemi@{council}>",
        "Thandiwe Moyo <t.moyo@stbrannoc.example>",
        "RE: Hodan - Thursday",
        "Fri, 13 Nov 2015 09:10:00 +0000",
        body,
        headers,
        html,
        shown.getvalue(),
        (),
        (inner,),
    )
    mails.eml(mail, f.place(path, "E-mail", "2015-11-13", "Bukola Adeyemi", title="RE: Hodan - Thursday"))
    path, again = "Correspondence/First week.eml", "Correspondence/FW First week (thread).eml"
    first = """Hello both
Gerry here from «11a|Saltings End». Hodan has unpacked. «16n!|Mark» has lent her a lamp and «15n|Sumer» a jumper.
‹She has asked for her atlas and for the green blanket from the airing cupboard.›
You can get me on «11p|01632 960850» any day but Wednesday."""
    sender = "Geraldine Young <saltingsend@postbox.example>"
    mails.eml(
        mails.Mail(
            sender,
            f"Bukola Adeyemi <bukola.adeyemi@{council}>",
            "First week",
            "Mon, 18 Jan 2016 20:00:00 +0000",
            f.told(path, first)[0],
        ),
        f.place(path, "E-mail", "2016-01-18", "Geraldine Young"),
    )
    thread = (
        "Nathaniel, for the review. ‹Nothing in here that troubles me.›\n-----Original message-----\nFrom: Geraldine Young\n"
        + first
    )
    mails.eml(
        mails.Mail(
            f"Bukola Adeyemi <bukola.adeyemi@{council}>",
            f"Nathaniel Crowe <nathaniel.crowe@{council}>",
            "FW: First week",
            "Tue, 19 Jan 2016 08:20:00 +0000",
            f.told(again, thread)[0],
        ),
        f.place(again, "E-mail", "2016-01-19", "Bukola Adeyemi"),
    )
    f.truth.lists["near_duplicates"].append([path, again])
    if f.large:
        _calendar(f)


def _calendar(f: Folder) -> None:
    path = "Contact/Family time October 2016.ics"
    text = f.told(
        path,
        "‹Family time with Siobhán at the centre›\nBring «15n|Summer Lockyer» home too\nPick up from «11a|Saltings End»",
    )[0].split("\n")
    attendee = f.trap(path, "ics_attendee", "«19n|Precious Okonkwo»:mailto:«19e|p.okonkwo@postbox.example»")
    mails.ics(
        f.place(path, "Calendar", "2016-10-03", "Gareth Pugh"),
        summary=text[0],
        description=text[1],
        attendee=attendee,
        place=text[2],
    )
    path = "Correspondence/Old mailbox.mbox"
    texts = f.told(
        path,
        "‹The minibus may be late on Friday.›\n«17n|Hope Brennan» will be on it.",
        "‹Thank you, I will tell Hodan.›\n> «17n|Hope Brennan» will be on it.",
    )
    both = [
        mails.Mail(
            "t.moyo@stbrannoc.example",
            "gareth.pugh@wexmoor.example",
            f"Minibus {at}",
            "Mon, 12 Sep 2016 10:00:00 +0000",
            text,
        )
        for at, text in enumerate(texts)
    ]
    mails.mbox(both, f.place(path, "Mailbox", "2016-09-12", "Gareth Pugh"))


def archives(f: Folder) -> None:
    path = "Correspondence/Old system export.zip"
    members = {
        "notes/contact 2 Nov 2016.txt": "Contact record, 2 November 2016: ‹Hodan and Siobhán made soda bread and laughed a good deal.›\nRing «11p|01632 960850» if late.",
        "letters/To carers.txt": "Dear Mr and Mrs Young\n‹Thank you for having Hodan at short notice; the allowance will be backdated to 11 January 2016.›\n«11a|Saltings End»",
        "inner.zip::deep/about «16n|Mark Osei-Tutu».txt": "‹Everything in here was copied from the old system in May 2018.›\n«16n|Mark» and Hodan share a landing.",
    }
    inner: dict[str, bytes] = {}
    outer: dict[str, bytes] = {}
    for member, marked in members.items():
        name = plain(member)
        if "«" in member:
            f.trap(f"{path}::{name}", "member_name", member[member.index("«") : member.index("»") + 1], unique=False)
        (inner if "::" in name else outer)[name.rpartition("::")[2]] = f.told(f"{path}::{name}", marked)[0].encode()
        f.truth.lists["members"].append(f"{path}::{name}")
    outer["inner.zip"] = mails.archive(inner)
    comment = f.trap(path, "zip_comment", "export for «19n|Precious Okonkwo»")
    f.place(path, "Export", "2018-05-01", "Gareth Pugh").write_bytes(mails.archive(outer, comment=comment))
    f.truth.lists["containers"].append(path)
    f.truth.basis[path] = "native"


STEPS: list[Callable[[Folder], None]] = [messages, archives]
