"""Papers that try one way of writing each: names, dates, numbers and addresses in every form, columns, tables, and many small files."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from tests.long.family import mails, notes, office, pdfs, sheets
from tests.long.family.papers import Folder

FORMS = [
    ("Case notes/Forms of names.pdf", """Notes on who lives where
Hodan shares the landing with «15n|S.L.» («15n|Summer») and with «16n|M.O.T.»
«15n!|Summer», «16n!|Mark» and «17n!|Hope» were at the table when I came.
Then «17n!|Hope» and Hodan went out. «16n!|Mark» stayed behind. «15n!|Summer» sulked.
Spoke to «15n|summer lockyer» and to «15n|LOCKYER, Summer» on the telephone.
«15n|Lockyer» (the older girl) has a cold. Both «15n|Lockyer» sisters were at the fair.
«16n|Osei Tutu» has a new bicycle. «16n|M Osei-Tutu»'s uncle came. «16n|Mr M. Osei-Tutu» signed.
«16n|Mark’s» coat and «15n|Summer’s» shoes were wet; Hodan's were dry.
«17n|HOPE BRENNAN» was collected. «17n|Brennan, H.» is on the list. «17n|Hope-Brennan» is wrong on the form.
A girl called «17n|Hopey B» wrote on the wall.
«18n|Warsame, Khalid» is on the wrong list. «18n|Khaled Warsame» is how school spells it.
Hodan calls him Kiki; that is «18n|Khalid». «18n|Kiki» and she share a bus pass.
«22n|Sheikh A.» was marked absent. «22n|A. Sheikh» was not. Amina Guuleed, the aunt, was in the room.
«19n|Mrs Okonkwo» rang. «19n|Ms P. Okonkwo» rang again. «19n|Precious O.» left a message. The «19n|Okonkwo» flat is empty.
«20n|Zajac» had the keys. «20n|Pan Zając» says so. «20n|W. Zajac» signed for the parcel.
‹Hodan is the eldest girl in the house and the keeper of the biscuit tin.›"""),
    ("Case notes/Forms of the caller.pdf", """Notes on the caller
«14n|Mrs Hopkin» rang. «14n|Pryce Hopkin» rang again. «14n|Dilys» said that she had seen nothing since.
«14n|D.P.H.» will not give a statement. «14n|dilys pryce-hopkin» was told so by letter.
«14n|Price-Hopkin» is how the police spell it; «14n|Mrs Dillys Pryce-Hopkin» is how the school does.
Ring her at «14e|dilys.ph@postbox.example» or «14p|01632 960577», extension 4, or «14p|0044 1632 960577».
She lives at «14a|no. 40, Cornmarket Row», which is «14a|40 Cornmarket Row, Wexmoor, WX2 9SB~40 Cornmarket
Row, Wexmoor,
WX2 9SB».
The informant is «14o|the school's crossing lady». She «14o|knits for the grandmother's church sale».
The anonymous caller said that «14o|her grandson Rhodri sits next to Ilyas».
The referral came from «14o|somebody who sees the twins twice every school day».
‹The caller was thanked and told that nothing more could be said to her.›
‹Nobody at the meeting knew who had made the referral, and the chair did not ask.›"""),
    ("Case notes/Forms of dates.pdf", """Dates of birth as different people write them
«15n|Summer Lockyer», born «15d|11 December 2003»; «15d|11th Dec 2003»; «15d|11/12/03»; «15d|11-12-2003»; «15d|December 11, 2003».
She was born on «15d|the 11th of December 2003». DOB: «15d|11.12.2003». d.o.b «15d|11 12 2003». Date of birth «15d|2003/12/11».
«16n|Mark Osei-Tutu» (D.O.B. «16d|29.1.05»), b. «16d|29 Jan 2005». «17n|Hope Brennan» dob «17d|16th May 2006».
Siobhán was born «2d|3rd November 1982»; Abdirahman on «3d|21 April 1978» or, by another record, «3d|1978-04-21».
The twins' birthday is «4d|17 February 2009»; Cillian's is «6d|30/09/2001»; Halimo's is put down as «7d|01/07/1951».
‹Lorraine Sharpe, team manager, 12 June 2016.›
‹Signed: Gareth Pugh, 3 April 2017›
‹Farida Aziz, solicitor, wrote on 14 March 2016 and again on 21 March 2016.›
‹Hodan, aged eleven, was seen on 3 May 2016 and on 17 May 2016.›
‹Thandiwe Moyo (deputy head) - letter of 9 September 2016›
‹Hodan started at the new school on 5 September 2016.›
‹The order dated 27 May 2016 gives Hodan's name in full.›"""),
    ("Case notes/Forms of numbers.pdf", """Numbers as different people write them
Mother: «2p|07700 900 271»; «2p|+44 (0)7700 900271»; «2p|0044 7700 900271»; «2p|07700-900-271»; «2p|07700.900.271»; «2p|(01632) 960 622»
Her NI number is «2i|QQ367108C», her NHS number «2h|9996103359» or «2h|999-610-3359».
Mother's e-mail: «2e|shivnolan82@postbox.example»; she also wrote «2e|ShivNolan82@postbox.example».
Partner: «10p|07700 900319», car «10v|wx14 tzv», NI «10i|QQ 61 22 95 A».
Carers: «11p|01632 96 08 50», «11p|+44 1632 960850», «11e|SaltingsEnd@postbox.example»
Worker's own mobile: «29p|07700900737», «29p|+447700900737»
Cillian «6p|07700 900 127»; Halimo «7p|01632 960 433»; «20n|Wojciech Zając» «20p|0770 0900 958».
‹Hodan's NHS number is› ‹«1h|999 208 4417»› ‹and her UPN is› ‹«1u|K823200410027»›
The office is on 01632 960100 from nine to five.
The reference of this file is LCS 771904.
‹There were 14 sessions, 3 of them missed, at 45 pounds each.›"""),
    ("Case notes/Forms of addresses.pdf", """Addresses as different people write them
Mother: «2a|Flat 3 Lantern Ct», Eastmere; «2a|3, Lantern Court»; «2a|Lantern Court, Ropewalk»; postcode «2c|WX72QD» or «2c|wx7 2qd».
She was seen on the stairs of «2a|Lantern Court» with shopping.
Carers: the house called «11a|Saltings End»; «11a|Saltings End (Pound Lane)»; «11a|Pound Lane, Nethercombe»; «11c|WX15 3JQ».
Address for the taxi: «11a|Saltings
End, Pound
Lane», «11c|WX15
3JQ».
Respite: «13a|2, Chapel Rise», Overstoke, «13c|WX167LA». The twins are at «4a|Kestrel Barn», near Overy Green («4c|WX9 4HB»).
Friend: «19a|9 Tiller House», or «19a|Flat 9, Tiller House, Wexmoor», «19c|WX3 3GA».
Cillian: «6a|27, Gasworks Lane», «6c|WX35EN». Ayeeyo: «7a|5, Marigold Court».
‹Hodan lives in Wexmoor and goes to college by bus along Market Street.›
‹The clinic on Hope Street was shut, so we went to the one on Field Road.›
We met at the Civic Offices, 1 Bridge Street, Wexmoor."""),
    ("Case notes/Ordinary words.pdf", """Sentences with words that are also names
‹Summer term begins on Monday and the Summer Fair is in June.›
‹Mark schemes were handed out and Hodan put a mark against each answer.›
‹Hope is not a plan, said the reviewing officer, but I hope that it helps.›
‹Young carers meet on Tuesdays; Hodan thinks that she is too young to be one.›
‹Field trips cost nine pounds. The price has not gone up.›
‹Frank talk about money; joy at the news about the bicycle; home before dawn.›
‹The bell rang at ten and a crow got into the hall.›
‹The sharp end of the argument was about the price of crisps.›
‹May we use the hall? We may. Will it be warm? It will.›
‹He will grant the request, and the grant will be paid in May.›
‹Win or lose, Hodan will play; they will win on Sunday.›
‹She had a field day and made her mark.›
‹A precious stone was found on the beach and Hodan kept it.›"""),
    ("Case notes/Nicknames told.pdf", """What people are called
The boys call «16n|Mark Osei-Tutu» 'Tutu'. Hodan says that «16n|Tutu» snores and that «16n|Tutu» hid her shoes.
«15n|Summer Lockyer», known as Sunny, has left. «15n|Sunny» sent a postcard. We all miss «15n|Sunny».
«19n|Precious Okonkwo» (whom the children call Auntie Gold) brought cake. «19n|Auntie Gold» stayed late.
«20n|Wojciech Zając» goes by the name of Big Al. «20n|Big Al» has a white van.
«17n|Hope Brennan», or Bren for short, was sick. «17n|Bren» went home.
«18n|Khalid Warsame» signs himself Kay Dubs. «18n|Kay Dubs» is on every wall.
‹Hodan is called Hodi by her grandmother and by nobody else.›"""),
]  # fmt: skip


def forms(f: Folder) -> None:
    """Each as a plain PDF; one is scanned as well when the folder is large."""
    for at, (path, text) in enumerate(FORMS):
        whole = f.place(path, "Case notes", f"2017-0{at + 1}-15", "Gareth Pugh")
        drawn = f.told(path, text, native=True)[0]
        lines = tuple(sheets.wrapped(drawn, font=sheets.SANS, size=9, width=475))
        pdfs.reportlab([sheets.Sheet(lines)], whole, size=9)


def columns(f: Folder) -> None:
    """Two columns, words running on from the foot of the first; and a table whose cells stand far apart."""
    path = "Training/Newsletter in two columns.pdf"
    text = f.told(path, TWO_COLUMNS, native=True)[0]
    lines = [line for part in text.split("\n") for line in sheets.wrapped(part, font=sheets.SANS, size=10, width=200)]
    half = (len(lines) + 1) // 2
    canvas = Canvas(str(f.place(path, "Newsletter", "2017-09-01", "Geraldine Young")), pagesize=pdfs.A4, invariant=1)
    canvas.setFont(sheets.SANS, 10)
    for row in range(half):
        canvas.drawString(60, 760 - 15 * row, lines[row])
        if half + row < len(lines):
            canvas.drawString(310, 760 - 15 * row, lines[half + row])
    canvas.save()
    path = "Placement/Table of children.pdf"
    text = f.told(path, TABLE, native=True)[0]
    canvas = Canvas(str(f.place(path, "Table", "2016-12-01", "Gareth Pugh")), pagesize=pdfs.A4, invariant=1)
    canvas.setFont(sheets.SANS, 9)
    for row, line in enumerate(text.split("\n")):
        for column, cell in enumerate(line.split(" | ")):
            canvas.drawString(50 + 130 * column, 760 - 20 * row, cell)
    canvas.save()


TWO_COLUMNS = """House news from the carers
‹The tomatoes are up and the dog has had his bath.›
This month we said goodbye to «15n|Summer Lockyer» who has moved to her college. «16n|Mark Osei-Tutu» won the sack race and «17n|Hope Brennan» came second by a nose.
‹Hodan's cake sold out before eleven and she has been asked for the recipe.›
New here is «18n|Khalid Warsame». Ring us on «11p|01632 960850» if you can bring chairs to «11a|Saltings End» on the last Saturday of the month.
‹Nobody may bring fireworks.›"""
TABLE = """Surname | Given name | Born | Room
‹Warsame› | Hodan | «1d|08/06/2004» | attic
«15n|Lockyer» | «15n|Summer» | «15d|11/12/2003» | front
«16n|Osei-Tutu» | «16n|Mark» | «16d|29/01/2005» | box
«17n|Brennan» | «17n|Hope» | «17d|16/05/2006» | respite
Warsame | «18n|Khalid» | «18d|07/12/2004» | landing"""


def many(f: Folder) -> None:
    """Messages, logs, letters and texts of running notes, when the folder is large."""
    if not f.large:
        return
    made = list(notes.entries(start=datetime.date(2016, 1, 20), until=datetime.date(2017, 12, 20), number=48, seed=77))
    writers: list[Callable[[Folder, notes.Entry], None]] = [_mail, _log, _typed, _school]
    for at, entry in enumerate(made):
        writers[at % 4](f, entry)


def _mail(f: Folder, entry: notes.Entry) -> None:
    path = f"Correspondence/Update {entry.date:%d %B %Y}.eml"
    text = f.told(path, "\n".join(("Dear Lorraine", *entry.lines, "Gareth")))[0]
    mail = mails.Mail(
        "gareth.pugh@wexmoor.example",
        "lorraine.sharpe@wexmoor.example",
        f"Update {entry.date:%d %B}",
        f"{entry.date:%a, %d %b %Y} 09:00:00 +0000",
        text,
    )
    mails.eml(mail, f.place(path, "E-mail", entry.date.isoformat(), "Gareth Pugh"))


def _log(f: Folder, entry: notes.Entry) -> None:
    path = f"Placement/Daily log {entry.date:%Y-%m-%d}.docx"
    text = f.told(path, "\n".join((f"Daily log, {entry.date.day} {entry.date:%B %Y}", *entry.lines)))[0]
    hides = office.Hidden(comment=f.trap(path, "docx_comment", f"ask «15n|Summer Lockyer» about {entry.date:%A}"))
    office.word([text.split("\n")], f.place(path, "Daily log", entry.date.isoformat(), "Geraldine Young"), hides=hides)


def _typed(f: Folder, entry: notes.Entry) -> None:
    path = f"Case notes/Typed/{entry.date:%Y%m%d} note.txt"
    f.place(path, "Case notes", entry.date.isoformat(), "Duty").write_bytes(
        f.told(path, "\n".join((entry.heading, *entry.lines)))[0].encode("utf-8")
    )


def _school(f: Folder, entry: notes.Entry) -> None:
    path = f"Education/School log {entry.date:%Y-%m-%d}.pdf"
    text = f.told(path, "\n".join(("School log", f"{entry.date.day} {entry.date:%B %Y}", *entry.lines)), native=True)[0]
    drawn = sheets.Sheet(tuple(sheets.wrapped(text, font=sheets.SANS, size=10, width=470)))
    draw: Callable[[list[sheets.Sheet], Path], None] = pdfs.crafted(pdfs.kerned if entry.date.day % 2 else pdfs.whole)
    draw([drawn], f.place(path, "School log", entry.date.isoformat(), "Thandiwe Moyo"))


STEPS: list[Callable[[Folder], None]] = [forms, columns, many]
