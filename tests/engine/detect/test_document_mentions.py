"""Which sentences speak of a particular document, and which only sound like it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.detect.document_mentions import DocumentMention, mentions_in
from candour.engine.detect.record_text import plain

TOLD = datetime.date(2019, 1, 1)
DOCUMENTS = (
    "I have read the viability assessment dated 3 March 2017 and agree with it.",
    "Minutes of the strategy discussion on 9/11/15 attached.",
    "Please find enclosed the minutes of the core group meeting of 4 May 2016.",
    "The core assessment (June 2014) set out the history.",
    "as set out in the core assessment dated June 2014",
    "His statement of 12 January 2017 says otherwise.",
    "Enclosed: Section 47 record, 6 May 2016.",
    "I refer to the report of Dr Salter of 4 May.",
    "See the psychological report by Dr Jane Hollis, 14 February 2018.",
    "The parenting assessment completed by Ruth Vane on 12.12.2016 recommends rehabilitation.",
    "A letter dated 3 May 2016 from the school was passed to me.",
    "Dr Hollis's psychological report of 14 February 2018 was considered.",
    "the GP's letter of 2nd August 2016",
    "The paediatric medical report from Dr Lund dated 11th of May 2016 was not on file.",
    "attached: genogram prepared by the family support worker",
    "See the chronology prepared by Ruth Vane.",
    "The hair strand test results dated 3 October 2017 were discussed.",
    "the drug and alcohol test report of 3 October 2017",
    "The birth certificate has not been received.",
    "Her birth certificate is not on the file.",
    "The initial health assessment report of 9 February 2017 refers to asthma.",
    "IHA dated 9 February 2017 seen.",
    "The C&F assessment of 9 Feb 2017 is referred to.",
    "email from Sarah Bloom dated 4/5/16",
    "the e-mail from the school of 12 June 2018",
    "An e-mail from the contact centre dated 5 June 2018 says so.",
    "The strategy meeting minutes from 6 July 2018 have not been received.",
    "the care plan dated 4 July 2018",
    "the risk assessment completed in November 2017",
    "The return home interview record of 6 June 2018 was requested.",
    "The police report (ref 44/123/16) dated 4 May 2016 was shared.",
    "The interim care order of 14 January 2017 remains in force.",
    "the non-molestation order granted on 8 July 2016",
    "The Guardian's position statement dated 8 July 2016",
    "Report of the independent social worker, Anna Field, dated 3 April 2017",
    "The transcript of the ABE interview of 9 May 2016 is with the police.",
    "the contact log for March 2018",
    "the LAC review minutes of 18 September 2018",
    "the minutes of the looked after review held on 18 September 2018",
    "The discharge summary from Harbour Hospital dated 2 March 2016",
    "the letter before proceedings dated 11 October 2016",
    "The viability assessment of Mr and Mrs Hart, dated 2 May 2017, was negative.",
    "I have seen a copy of the risk assessment dated 1 May 2017.",
    "the working agreement signed on 2 May 2017",
    "A strategy meeting was held on 3 May 2016 but the minutes are not on file.",
    "The minutes of that meeting (3 May 2016) are not on the file.",
    "Dr Moss has written (letter dated 3 May 2016, enclosed).",
    "the contact supervisor's notes of 5 June 2018",
    "the duty note of 5/6/18",
    "Record of the visit of 5 June 2018",
    "the letter that the school sent on 5 June 2018",
    "the paediatrician's letter, which is dated 5 June 2018,",
    "attached: Appendix B",
    "Please see attached C&F assessment.",
    "The previous core assessment, which was completed in March 2012 by the Northshire team, was requested.",
    "The health visitor's report for the conference dated 20 May 2016 was tabled.",
    "The note of the legal planning meeting of 3 October 2016",
    "her letter to the court dated 5 May 2017",
    "Copy of the closing summary dated 30 March 2015 requested from Northshire.",
    "The March 2015 core assessment was negative.",
    "The 3 March 2015 core assessment was negative.",
    "Section 7 report by Ms Okafor, filed on 3 June 2013",
    "Your e-mail of 3 June 2013 refers.",
    "Thank you for your letter of 3 June 2013.",
    "Further to my letter dated 3 June 2013",
    "the school's exclusion letter of 10 October 2018",
    "the psychiatric report of Dr Moss (10 October 2018)",
    "the single assessment completed 9/9/14 by Hilary Munt",
    "The Form C8 dated 3 July 2016",
    "appendix: MARAC minutes, 5 July 2016",
    "A copy of the safety plan of 6 May 2016 is said to be attached but is not on the file",
    "The fostering medical dated 3 July 2016",
    "There is reference to an educational psychology report dated 19 November 2016.",
    "The SEN statement dated 1 June 2013",
    "the EHCP issued on 1 June 2017",
    "Her Form F assessment of 8 August 2012",
    "Tab 4: Statement of Ann Moor dated 6 May 2016",
    "The missing person report dated 2.2.18 is with the police",
)
NO_DOCUMENTS = (
    "Kerry obtained a non-molestation order on 8 July 2016.",
    "An assessment was discussed.",
    "Attached note: guardian called at noon.",
    "See Appendix B.",
    "Mum asked for more time. The review held on 3 May 2016 agreed.",
    "Safety plan\n3 May 2016 10:00 Home visit",
    "The Northshire file, closed on 5 June 2018, has not been obtained.",
    "A referral was received on 11 June 2015.",
    "Minutes will be sent next week.",
    "The report is due by 3 June 2018.",
    "The next review is on 3 June 2018.",
    "A strategy discussion took place on 4 May 2016.",
    "At 23:40 on 2 May 2016 PC Marr attended a report of a disturbance.",
    "Section 47 of the Children Act 1989",
    "the Care Planning Regulations 2010",
    "In order to keep her safe on 3 May 2016 we agreed",
    "I asked for ten minutes on 3 May 2016.",
    "She will report to the police station on 3 May 2016.",
    "Please record this. On 3 May 2016 he rang.",
    "Jade Pellow, date of birth 14 March 2005, report to follow",
    "The plan has not changed since 3 May 2016.",
    "Review conference 22 August 2016 will be at County Hall",
    "Order made under section 31 Children Act 1989.",
    "Tom was on report on 3 May 2016.",
    "Home visit on 3 May 2016 with the health visitor.",
    "She was referred on 3 May 2016 for therapy.",
    "the conference on 3 May 2016",
    "We talked about the plan for 3 May 2016.",
    "He got a school report with good marks.",
    "The assessment will be completed by 3 June 2016.",
    "Letter to be sent to the school.",
    "There was an incident on 3 May 2016 after the review.",
    "See notes.",
    "Contact with the health visitor on 3 May 2016",
    "log 611 of that date",
    "The child protection plan ended on 3 May 2016.",
    "He made a statement to the police on 3 May 2016.",
    "The allegations were reported on 3 May 2016.",
    "The order was made on the basis of a report.",
    "E-mail received 3 September 2015 11:00",
    "3 September 2015 11:00 E-mail received Recorded by Rachel",
    "Data Protection Act 2018 form",
    "The police were called and a report of criminal damage was made on 3 May 2016.",
    "Dr Hollis will prepare a report by 4 July 2018.",
    "I hope to finish my assessment in June 2014.",
    "She started a statutory care placement order of 2014",
    "Plan: visit again on 3 May 2016.",
    "It is recorded on form C8 held by the court office only.",
)


def spoken_of(text: str, *, told: datetime.date | None = TOLD) -> list[DocumentMention]:
    return list(mentions_in(text=plain(text), page=1, told=told))


@pytest.mark.parametrize("sentence", DOCUMENTS)
def test_a_document_is_spoken_of(sentence: str) -> None:
    assert len(spoken_of(sentence)) == 1


@pytest.mark.parametrize("sentence", DOCUMENTS)
def test_line_ends_make_no_difference(sentence: str) -> None:
    first, wrapped = spoken_of(sentence), spoken_of(sentence.replace(" ", "\n", 3))
    if (
        first[0].form not in ("record", "minutes", "report") or "," not in sentence
    ):  # "Section 47 record,\n6 May" is a list
        assert [mention.day for mention in wrapped] == [mention.day for mention in first]


@pytest.mark.parametrize("sentence", NO_DOCUMENTS)
def test_an_event_or_a_plan_is_no_document(sentence: str) -> None:
    assert spoken_of(sentence) == []


def test_a_line_end_before_a_date_ties_only_where_the_line_is_full() -> None:
    opening = "I have read all the papers and agree with them: the genogram and the core assessment"
    (mention,) = spoken_of(f"{opening}\n4 June 2015, which is long.")
    assert mention.day == datetime.date(2015, 6, 4)
    assert spoken_of(f"{opening}\n4 June 2015 10:15 Home visit") == []


def test_the_phrase_says_kind_author_and_date() -> None:
    text = "Members saw the psychological report by Dr Jane Hollis\ndated 14 February 2018 and agreed with it."
    (mention,) = spoken_of(text)
    assert mention.phrase == "the psychological report by Dr Jane Hollis dated 14 February 2018"
    assert mention.day == datetime.date(2018, 2, 14)
    assert mention.names == {"jane", "hollis"}
    assert mention.topics == {"psychological"}


def test_a_date_without_a_year_is_in_the_year_before_the_record() -> None:
    (mention,) = spoken_of("I refer to the report of Dr Hollis of 4 November.", told=datetime.date(2018, 2, 1))
    assert mention.day == datetime.date(2017, 11, 4)


def test_a_date_ahead_of_the_record_is_a_plan_unless_the_paper_bears_it() -> None:
    told = datetime.date(2016, 5, 1)
    assert spoken_of("The minutes of the core group on 4 June 2016 go to all.", told=told) == []
    assert len(spoken_of("The core assessment dated 4 June 2016 is late.", told=told)) == 1


def test_an_author_behind_the_date_belongs_to_the_phrase() -> None:
    (mention,) = spoken_of("A letter dated 3 May 2016 from the school was passed to me.")
    assert mention.phrase == "A letter dated 3 May 2016 from the school"


@given(st.text(alphabet="aeiou rst.,;()\n0123456789/-DMP letter report of dated", max_size=300))
def test_any_text_is_read_without_error_and_in_bounds(text: str) -> None:
    for mention in spoken_of(text):
        assert mention.phrase
        assert len(mention.phrase) <= len(text)
