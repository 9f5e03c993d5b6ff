"""What the file mentions and does not hold, against a file of one invented family."""

from __future__ import annotations

import pytest
from family_papers import FILE
from gaps import gaps_of, note

from candour.engine.model import GapKind

HELD = (
    "the single assessment dated 9 September 2014",
    "the C&F assessment of 9/9/14",
    "the child and family assessment completed by Hilary Munt on 9 September 2014",
    "the minutes of the initial child protection conference held on 3 October 2014",
    "the ICPC minutes of 3.10.14",
    "the minutes of the review conference on 5 January 2015",
    "Dr Lund's letter of 12 November 2014",
    "the letter from the GP dated 12 November 2014",
    "the surgery's letter of 12 November 2014",
    "the statement of Hilary Munt dated 4 February 2015",
    "my statement of 4 February 2015",
    "the social worker's statement dated 4 February 2015",
    "the interim care order made on 11 February 2015",
    "the initial health assessment of 2 March 2015",
    "the medical report of 2 July 2015",
    "the paediatric report by Dr Lund dated 2 July 2015",
    "the e-mail from Sara Bloom of 5 January 2015",
    "the e-mail of 2 January 2015",
    "the PEP dated 14 October 2015",
    "the chronology prepared by Hilary Munt, dated 30 January 2015",
    "I refer to the strategy discussion of 1 September 2014.",
    "the minutes of the strategy meeting on 1 September 2014",
    "the record of the strategy discussion of 1/9/14",
    "the section 47 report dated 8 September 2014",
    "the guardian's report dated 3 June 2015",
    "the final report of the children's guardian, Ann Dale, dated 3 June 2015",
    "the care plan dated 20 May 2015",
    "the viability assessment of Jean Lock dated 12 May 2015",
    "the psychological report by Dr Jane Hollis dated 20 April 2015",
    "the referral of 28 August 2014",
    "the school's referral dated 28 August 2014",
    "the looked after review minutes dated 9 April 2015",
    "the LAC review minutes of April 2015",
    "the contact log for March 2015",
    "the exclusion letter of 6 May 2015",
    "the letter from Hill Academy dated 6 May 2015",
    "the school's letter of 6 May 2015",
    "See the chronology prepared by Hilary Munt.",
    "a copy of her birth certificate is attached",
    "the single assessment (September 2014)",
    "the core group and the single assessment dated 9 September 2014",
)
NOT_HELD = (
    "the single assessment dated 19 September 2015",
    "the minutes of the initial child protection conference held on 3 October 2013",
    "the core group minutes of 5 January 2015",
    "Dr Lund's letter of 3 December 2014",
    "the letter from the women's refuge of 12 November 2014",
    "the statement of Peter Lock dated 4 February 2015",
    "the care order made on 11 February 2016",
    "the viability assessment dated 3 June 2015",
    "the parenting assessment by Dr Salter dated 9 September 2014",
    "the psychological report by Dr Hollis dated 2 July 2015",
    "the e-mail from Tim Vane of 5 January 2015",
    "the health chronology dated 2 March 2015",
    "the LAC review minutes of 9 October 2015",
    "the strategy discussion minutes of 3 October 2014",
    "the transcript of the interview of 1 September 2014",
    "See the genogram prepared by Hilary Munt.",
    "the care plan dated 11 February 2015",
    "the police report dated 8 September 2014",
    "the risk assessment dated 9 September 2014",
    "the contact log for June 2015",
    "the hair strand test report of 2 July 2015",
    "the birth certificate of 9 April 2015 is attached",
    "the referral from the hospital dated 2 September 2014",
    "the section 7 report dated 3 June 2015",
    "Dr Hollis's addendum report of 30 May 2015",
)


@pytest.mark.parametrize("phrase", HELD)
def test_a_held_document_is_not_flagged(phrase: str) -> None:
    assert gaps_of(*FILE, note(phrase)) == gaps_of(*FILE)


@pytest.mark.parametrize("phrase", NOT_HELD)
def test_a_document_that_is_not_held_is_one_line(phrase: str) -> None:
    (gap,) = set(gaps_of(*FILE, note(phrase))) - set(gaps_of(*FILE))
    assert gap.kind is GapKind.MENTIONED_NOT_HELD
    assert gap.source == "Notes/Note.txt"


def test_the_file_itself_misses_only_the_letter_it_answers() -> None:
    (gap,) = gaps_of(*FILE)
    assert gap.detail == "your letter of 3 November 2014 (page 1)"
