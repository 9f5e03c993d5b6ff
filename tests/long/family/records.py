"""Set pieces that come as PDF: their words, how they are drawn and what is laid into them. It writes no file."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

from dataclasses import dataclass

from tests.long.family import annotations, carried, catalogue, contents, pdfs
from tests.long.family.pdfs import Draw, crafted, each_placed, kerned, whole

Traps = tuple[tuple[str, carried.Lay, str], ...]
_LIE = {"S": "R", "u": "a", "m": "n", "L": "B", "o": "e", "c": "r", "k": "d", "y": "i"}


@dataclass(frozen=True, slots=True)
class Record:
    """``pages``: one marked text a page, its paragraphs on lines; ``held``/``missing``: papers it names."""

    path: str
    kind: str
    date: str
    author: str
    draw: Draw
    pages: tuple[str, ...]
    traps: Traps = ()
    small: bool = True
    ocr: bool = False
    held: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    listed: bool = True
    withheld: bool = False


RECORDS = [
    Record("Intake/Contact and referral 9 May 2013.pdf", "Referral", "2013-05-09", "Gareth Pugh", pdfs.reportlab, ("""Contact and referral record
‹Taken by Gareth Pugh, Multi-Agency Front Door, on 9 May 2013 at 16:10›
Child: ‹Hodan Abdirahman Warsame›, born ‹«1d|08/06/2004»›, and twins Ilyas and Idil, born «4d|17/02/2009»
Mother: Siobhán Nolan, d.o.b. «2d|03.11.1982», NI «2i|QQ 36 71 08 C»
Father: Abdirahman Warsame, d.o.b. «3d|21/4/78», tel «3p|07700 900846»
Referrer: «14n|Mrs Dilys Pryce-Hopkin», «14a|40 Cornmarket Row», Wexmoor «14c|WX2 9SB»
Tel: «14p|01632 960577»   E-mail: «14e|dilys.ph@postbox.example»
The referrer asked to remain anonymous. She is «14o|the lollipop lady on the Cornmarket crossing» and «14o|has sung in the same choir as the grandmother for nine years».
‹The caller said that the twins will often be left at the school gate until dusk and that one of them may run into the road.›
«14o|She walked them home herself on the last day of the spring term.»
‹Threshold met for a child and family assessment under section 17. Lorraine Sharpe, team manager, 10 May 2013.›
He may mark the diary; she will grant the request; I hope for a frank answer at dawn.""",),
           (("pdf_form_field", annotations.field_value, "«14n|Dilys Pryce-Hopkin»"), ("pdf_tooltip", annotations.tooltip, "Caller is «14n|D Pryce-Hopkin», ring after six"),
            ("pdf_choice_option", annotations.choice, "«14n|Pryce-Hopkin, Dilys»"), ("pdf_xfa", annotations.xfa, "«14n|Dilys P-H» of «14a|40 Cornmarket Row»"))),
    Record("Assessments/Child and family assessment June 2013.pdf", "Assessment", "2013-06-21", "Bukola Adeyemi", pdfs.ghostscript, ("""Child and family assessment
‹Completed by Bukola Adeyemi on 21 June 2013; the referral record of 9 May 2013 was read.›
Household: Siobhán Niamh Nolan (mother); Hodan, aged nine; Ilyas and Idil, aged four; Cillian Nolan, half-brother, born «6d|30 September 2001».
‹Hodan's NHS number is› ‹«1h|999 208 4417»›. Mother's NHS number is «2h|999 610 3359».
Paternal grandmother: Halimo Cawaale Guuleed, «7a|5 Marigold Court», «7c|WX2 1DD», tel «7p|01632 960433».
Maternal grandfather: Donal Nolan, «8a|Rathmore, Quay Hill, Stranmouth», «8c|WX128AU», tel. «8p|01632-960705».
Aunt: Aoife Ní Bhriain («9e|aoifenib@postbox.example»). Aunt: Amina Guuleed, born «21d|2.2.80».
«19n|Precious Okonkwo» of «19a|Flat 9, Tiller House» («19p|07700 900492») has stayed with the family. Hodan calls her «19n|Auntie P».
‹Hodan is a careful, funny girl of nine who reads to the twins and worries about the gas meter.›
‹There is a grant of sixty pounds from the Household Fund, which Mum will spend on bunk beds.›
‹The children hear arguments most nights; Hodan has learnt to turn the radio up for the twins.›
The other Amina whom Hodan mentions is «22n|Amina Sheikh», a girl in her class; that Amina is not a relation.""",),
           (("pdf_annot_highlight", annotations.highlight, "«19n|P. Okonkwo» asked us not to write her number down"), ("pdf_struct_alt", catalogue.structure, "Genogram with «10n|Tomasz Wiśniewski» «10d|25/08/1984» and «20n|Wojciech Zając»"),
            ("pdf_metadata", catalogue.metadata, "Assessment incl. «19n|Precious Okonkwo»")), held=("the referral record of 9 May 2013",)),
    Record("Police/Strategy discussion 16 April 2014.pdf", "Strategy discussion", "2014-04-16", "Bukola Adeyemi", crafted(whole, crop=True), ("""Strategy discussion
Held on 16 April 2014. Present: ‹Leonie Harkness›, ‹Desmond Bell›, Bukola Adeyemi, Lorraine Sharpe.
‹At 22:15 on 14 April 2014 PC Bell attended a report of shouting and found Hodan, aged nine, on the stairs with the twins behind her.›
Also in the flat: «10n|Tomasz Wiśniewski» (Polish national, born «10d|25 August 1984»), NI «10i|QQ612295A», vehicle «10v|WX14 TZV». He works at «10w|Halyard Refrigeration».
Information came from «14o|a woman who mans the school crossing and whose grandson is in Ilyas's class».
The minutes of the strategy discussion on 20/1/14 are attached.
Agreed:
• Section 47 enquiry, single agency.
• ‹A safety plan will be made with Siobhán and with Halimo Guuleed before the weekend.›
• DC Harkness to visit «20n|Wojtek Zajac» («20p|+44 (0)7700 900958»), who was outside.""",),
           (("pdf_outside_crop", contents.off_page, "Informant: «14n|Dilys Pryce-Hopkin», «14a|40 Cornmarket Row»"),
            ("pdf_redaction_box", contents.under_box, "Informant «14n|Mrs D Pryce-Hopkin» tel «14p|01632 960577»"),
            ("pdf_layer_off", contents.layer_off, "Source: «14n|Pryce-Hopkin», crossing patrol")),
           missing=("The minutes of the strategy discussion on 20/1/14",)),
    Record("Court/Non-molestation order 2 September 2014.pdf", "Order", "2014-09-02", "Family Court", crafted(kerned), ("""In the Family Court at Wexmoor
Non-molestation order made on 2 September 2014
Between Siobhán Niamh Nolan (applicant) and Abdirahman Yusuf Warsame (respondent)
‹The respondent must not use or threaten violence against the applicant and must not encourage any other person to do so.›
The respondent must not go to the applicant's place of work, «2w|Brightwater Dental Studio», or within 100 metres of it.
The address of the applicant is confidential to the court.
‹This order shall last until 4.00 pm on 1 September 2015 unless before then it is varied or discharged.›""",),
           (("pdf_xmp", catalogue.xmp, "Applicant at «2a|Flat 3, Lantern Court»"),)),
    Record("Court/Social work statement 12 January 2016.pdf", "Statement", "2016-01-12", "Bukola Adeyemi", crafted(each_placed), ("""Statement of Bukola Adeyemi
I am a social worker with Wexmoor Borough Council. ‹I have known Hodan since May 2013 and have seen her on sixty-two occasions.›
1. The minutes of the initial child protection conference held on 30 September 2015 are exhibited. The police strategy discussion of 16 April 2014 is described in them.
2. The mother now lives at an address known to the court. Her partner is «10n|Tomasz Wiśniewski».
3. The paternal grandmother, Halimo Cawaale Guuleed, lives at «7a|5 Marigold Court, Wexmoor».
4. ‹Hodan told me that she would rather live with Ayeeyo than with anybody, and that if she cannot she will ask why.›""",
           """5. The twins were placed on 11 January 2016 at «4a|Kestrel Barn, Overy Green». Hodan was placed with Geraldine and Winston Young at «11a|Saltings End, Pound Lane, Nethercombe» on the same day.
6. Also in that placement is «16n|Mark», aged ten, and at weekends «17n|Hope», aged nine.
7. The father lives at «3a|11 Caulker's Row, Wexmoor».
8. A psychological assessment by Dr Gwilym Roper dated 4 December 2015 was filed by the mother.
‹9. The local authority asks for an interim care order and for leave to withhold the address of the carers.›"""),
           (("pdf_bookmark", catalogue.bookmark, "Placement with «16n|Mark Osei-Tutu»"), ("pdf_destination", catalogue.destination, "exhibit-«16n|OseiTutu»-notes"), ("pdf_annot_text", annotations.note, "Take out «17n|Hope B.» before filing")),
           held=("The minutes of the initial child protection conference held on 30 September 2015", "The police strategy discussion of 16 April 2014"),
           missing=("A psychological assessment by Dr Gwilym Roper dated 4 December 2015",)),
    Record("Court/Care order 27 May 2016.pdf", "Order", "2016-05-27", "Family Court", pdfs.reportlab, ("""In the Family Court at Wexmoor
Care order
‹His Honour Judge Penhallow, sitting at Wexmoor on 27 May 2016, having read the report of the children's guardian Callum Strickland.›
The children are Hodan Abdirahman Warsame, Ilyas Abdirahman Warsame and Idil Abdirahman Warsame.
‹The father shall have contact once a month, supervised, at the family centre.›""",), (("pdf_page_label", catalogue.page_label, "«2a|Lantern Court»"),)),
    Record("Court/Guardian analysis May 2016.pdf", "Report", "2016-05-16", "Callum Strickland", crafted(whole, form=True), ("""Report of the children's guardian
‹Callum Strickland›, 16 May 2016
I have read the statement of Bukola Adeyemi dated 12 January 2016 and see the viability assessment dated 29 February 2016.
‹Hodan is eleven. She is wry and exact, and she asked me who reads what I write.›
‹She has forgiven her father for the shouting but not for missing Eid.›
He said that he will find «2n|Shiv» wherever she has gone and that he knows the dentist's where she works.
‹I support the making of a care order and the plan for Hodan to remain with her present carers.›
The mother told me that she walks to work at «2w|Brightwater» from «2a|Lantern Court» in ten minutes.""",),
           (("pdf_attachment", catalogue.attachment, "Guardian rang «14n|Dilys Pryce-Hopkin» on «14p|01632 960577»"), ("pdf_pieceinfo", catalogue.piece_info, "«10n|Tomek» at «2a|Flat 3, Lantern Court»"),
            ("pdf_attachment_name", catalogue.attachment_name, "«15n|Lockyer Summer» note")),
           held=("the statement of Bukola Adeyemi dated 12 January 2016",), missing=("see the viability assessment dated 29 February 2016",)),
    Record("Reviews/Child in care review 21 June 2017.pdf", "Review minutes", "2017-06-21", "Nathaniel Crowe", crafted(whole, rotate=90), ("""Child in care review
‹Chaired by Nathaniel Crowe; it was a hot day and we met in the garden.›
Present: Hodan, Geraldine Young, Gareth Pugh, Thandiwe Moyo. Apologies from Siobhán, who was at «2w|Brightwater Dental» on a late shift.
Hodan says she is part of the furniture. She misses «15n!|SL», who has moved to college. She fears that «17n!|Hope» will get her room.
‹She will choose her own options in Year 9 and may drop French.›
Contact with the twins is monthly, at «4a|Kestrel Barn». The decisions of the last review are in the review minutes dated 14 December 2016.
‹Decision: permanence is secured through long-term fostering; the plan has not changed.›""",),
           (("pdf_actualtext", contents.actual, "«15n|Summer Lockyer»"), ("pdf_expansion", contents.expansion, "«18n|Khalid Warsame»")), missing=("the review minutes dated 14 December 2016",)),
    Record("Reviews/Child in care review 10 January 2018.pdf", "Review minutes", "2018-01-10", "Nathaniel Crowe", crafted(kerned, rotate=270), ("""Child in care review
Chaired by Nathaniel Crowe on 10 January 2018. Present: Hodan, Winston Young, Gareth Pugh, Alun Price.
The minutes of the review on 21 June 2017 were agreed.
«18n|Khalid W.» has been given notice by another provider; he and Hodan write to each other.
‹Hodan has been picked for the county under-14 side and will need boots.›
‹The reviewing officer is frank that the life story work is late and marks it as the first action.›""",), (("pdf_layer_name", contents.layer_name, "Room of «18n|Khalid Warsame»"), ("pdf_stamp", annotations.stamp, "COPY TO «13n|MRS FIELD» «13p|01632 960188»")),
           held=("The minutes of the review on 21 June 2017",)),
    Record("Health/Therapy summary Dr Lindqvist.pdf", "Therapy notes", "2018-02-20", "Dr Ewa Lindqvist", pdfs.reportlab, ("""Therapy summary
‹Dr Ewa Lindqvist, consultant child psychotherapist, 20 February 2018, for the file›
Hodan attended twenty-two sessions. She built the same harbour in the sand tray each week and moved one boat.
‹In my view Hodan has the symptoms of developmental trauma and would gain from a further year.›""",), withheld=True),
    Record("Education/Personal education plan 2017.pdf", "Education plan", "2017-10-11", "Thandiwe Moyo", crafted(each_placed, rotate=180), ("""Personal education plan
‹Designated teacher: Thandiwe Moyo. Form tutor: Alun Price.›
UPN ‹«1u|K823200410027»›
‹Hodan is predicted a grade 8 in mathematics and a grade 6 in English.›
She sits with «22n|Amina Sheikh» (DOB «22d|19/03/2004») in science and with «18n|Khalid» in art.
‹Pupil premium will fund a laptop and one hour a week with a mentor.›""",), (("pdf_annot_freetext", annotations.free_text, "Copy to «11e|saltingsend@postbox.example» and «17n|Hope Brennan»'s carers"), ("pdf_annot_reply", annotations.reply, "«22n|Amina Sheikh»'s mum rang about this"))),
    Record("Placement/Placement plan January 2016.pdf", "Placement plan", "2016-01-11", "Bukola Adeyemi", pdfs.type3, ("""Placement plan
Carers: Geraldine and Winston Young, «11a|Saltings End», «11a|Pound Lane», Nethercombe, «11c|WX15 3JQ»
Tel «11p|01632960850», mobile «11p|07700.900664»
Other children in the home: «16n|Mark Osei-Tutu» («16d|29/01/2005»), «15n|Summer Lockyer» («15d|11.12.03»), «18n|Khalid Warsame» («18d|7-12-2004»)
‹Hodan likes the curtains open. She will eat anything but aubergine and will say that she is full.›
‹Delegated authority: the carers may agree to haircuts, day trips and sleepovers with known families.›""",), (("pdf_white_text", contents.white, "«15n|Summer Lockyer» sleeps in the front room"), ("pdf_render_mode3", contents.invisible, "«16n|Mark Osei-Tutu» box room"))),
    Record("Placement/Respite with Mrs Field August 2016.pdf", "Placement record", "2016-08-15", "Gareth Pugh", crafted(whole, lie=_LIE), ("""Respite record
Hodan stayed with Margaret Field from 8 to 14 August 2016 at «13a|2 Chapel Rise, Overstoke», «13c|WX16 7LA».
«15n|Summer Lockyer» was there on the Friday.
Hodan fed the hens and slept well.""",), ocr=True, small=False),
    Record("Placement/House rules.pdf", "Placement record", "2016-01-20", "Geraldine Young", pdfs.reportlab, ("""House rules as agreed with everybody
‹Knock before you go in. The phone basket is by the clock. Nobody is ever locked out.›
Washing up: Monday Hodan, Tuesday «16n|Mark~M a r k» «16n|Osei-Tutu~O s e i - T u t u», Wednesday «15n|Summer Lockyer~Sum-
mer Lockyer», Thursday «18n|KhalidWarsame»
Bins: «16n|MARK OSEI-TUTU~MARK OSEI-
TUTU»
Wi-Fi log in: «15n|SummerLockyer2003»""",), (("pdf_clipped", contents.clipped, "Fire list: «17n|Hope Brennan»"), ("pdf_tiny_text", contents.tiny, "«22n|Amina Sheikh» may stay Fridays"))),
    Record("Leaving care/Pathway plan 2021.pdf", "Pathway plan", "2021-05-04", "Gareth Pugh", pdfs.ghostscript, ("""Pathway plan
Hodan lives at ‹«1a|Studio 4, Heron Wharf, Tannery Street, Wexmoor»› and can be had on ‹«1p|07700 900583»›.
E-mail: ‹«1e|hodan.w04@postbox.example»›
‹Hodan will keep a key to her old room and may use it.›
‹A setting up home grant of two thousand pounds has been agreed.›
She is still in touch with «18n|Khal» and with «22n|Amina Sheikh».
Emergency contact: Gerry on «11p|01632 960 850» or «11p|07700900664».""",), (("pdf_link_uri", annotations.link, "mailto:«14e|dilys.ph@postbox.example»"), ("pdf_file_annotation", annotations.file_note, "«14n|Mrs Pryce-Hopkin» rang again"))),
    Record("Leaving care/Letter from carers.pdf", "Letter", "2021-06-01", "Geraldine Young", pdfs.reportlab, ("""Dear Hodan,
‹You have lived with us for five years and the house is too tidy without you.›
If the college wants a reference they may telephone at any time.
«11a|Pound Lane» looks the same. We are at «11a|Saltings End» for ever. «16n|Marky» sends a rude drawing.
Gerry and «12n!|Win»""",), (("pdf_own_key", catalogue.own_key, "see «15n|Summer L»"), ("pdf_orphan", catalogue.orphan, "«15n|S. Lockyer» placement ref"), ("pdf_thumbnail", catalogue.thumbnail, "«15n|Summer Lockyer»"), ("pdf_javascript", catalogue.script, "Ask «14n|Dilys Pryce-Hopkin»")), listed=False),
    Record("Supervision/Supervision record 8 March 2016.pdf", "Supervision", "2016-03-08", "Lorraine Sharpe", pdfs.reportlab, ("""Supervision of Bukola Adeyemi, 8 March 2016
‹Workload: nineteen children. Bukola is tired and has not taken leave since the summer.›
HW: Bukola has given the mother her own mobile, «29p|07700 900737»; advised against.
The caller, who «14o|minds the crossing outside the twins' school», rang Bukola at home.
‹Agreed that an independent worker will see the grandmother at home.›""",), (("pdf_struct_title", catalogue.structure_title, "Re «14n|Dilys Pryce-Hopkin»"),)),
]  # fmt: skip
