"""What is filled in while a request is worked on: evidence, questions, time, searches, and others who are asked."""

from __future__ import annotations

from django import forms

from candour.access.forms_steps import area, day, line, one_of
from candour.access.models import Verdict
from candour.access.searching import ANSWERS


class AskedFor(forms.Form):
    on = day("On which day was it asked for?")


class Came(forms.Form):
    shown_as = line("What was shown?", hint="In words, such as “passport, seen by video”. No copy is kept.")
    on = day("On which day did it come?")


class Check(forms.Form):
    verdict = one_of("Is it good?", Verdict.choices, to=Verdict)
    why = area("Why?", required=False, longest=500, hint="Needed unless it is good.")


class Question(forms.Form):
    question = area("What do you ask them?", hint="In their words and not in ours.")
    on = day("On which day do you ask it?")


class TheirAnswer(forms.Form):
    words = area("What did they answer?")
    on = day("On which day did the answer come?")


class Extend(forms.Form):
    why = area(
        "Why is more time needed?", hint="Whoever asked is told this. Say what makes it complex, or one of many."
    )
    notice_on = day("On which day are they told so, with the reasons?")


# -- search, others, review


class Search(forms.Form):
    place = line("Where was it looked for?", hint="The system, mailbox, archive or person.")
    on = day("On which day?")
    terms = line("With which words?", required=False, longest=500)
    asked = line("Whom did you ask?", required=False)
    found = area("What was found?", hint="Or that nothing was.")
    not_found = area("What was not found that could be there?", required=False)
    limits = area("Why no further?", required=False, hint="Where the search stops, say why that is reasonable.")


class Consult(forms.Form):
    name = line("Who is it?", longest=200, hint="A person or agency whose information would go out with it.")
    contact = line("How can they safely be asked?")
    about = area("Which information of theirs is it?")


class NotAsked(forms.Form):
    name = line("Who is it?", longest=200)
    about = area("Which information of theirs is it?")
    not_asked = area(
        "Why are they not asked?", hint="For example: they are not safe to ask, or nobody knows where they are."
    )


class Reply(forms.Form):
    reply = one_of("What did they say?", [(each.value, each.label) for each in ANSWERS], to=type(ANSWERS[0]))
    words = area("In their words", hint="If they did not answer: how you tried to reach them.")
