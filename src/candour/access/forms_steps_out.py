"""What is filled in to advise, decide, look a second time, send, complain and close."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.access.chains import holders
from candour.access.forms_steps import area, day, line, one_of, yes_or_no
from candour.access.models import ComplaintKind, Outcome, Request, Way
from candour.access.policies import answer_for, pack_of
from candour.accounts.models import Team
from candour.accounts.offering import offer
from candour.accounts.queries import teams


class Advise(forms.Form):
    text = area("Your advice", longest=20_000)


class AdviseLegally(Advise):
    allows = yes_or_no(
        "Do the orders let anything be given?", yes="Yes, as the advice says", no="No, nothing may be given"
    )
    field_order = ("allows", "text")


class Decide(forms.Form):
    """``outcomes``: those that can be decided now."""

    outcome = one_of("What do you decide?", (), to=Outcome)
    why = area("Why?", longest=20_000, hint="Whoever asked is told the reasons, as far as they may be.")

    def __init__(self, *args: Any, outcomes: Iterable[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(each.value, each.label) for each in outcomes])


class Entitled(forms.Form):
    passed = yes_or_no("Is everything in it something they are entitled to?")
    words = area("What did you look at?", hint="And what has to come out, if anything does.")


class Collate(forms.Form):
    words = area("What was put together?", hint="Say which records, without what is in them.", longest=1_000)


class Allocate(forms.Form):
    team = forms.ModelChoiceField(
        label="Which team puts the information together?", queryset=Team.objects.none(), to_field_name="key",
        empty_label="Choose a team", help_text="Everybody in this team sees the request from then on.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams())


class PassOn(forms.Form):
    """``of``: the request, whose route says who has to be in the team."""

    team = forms.ModelChoiceField(
        label="Which team should have it?", queryset=Team.objects.none(), to_field_name="key",
        empty_label="Choose a team",
    )  # fmt: skip
    why = area("Why?", hint="Both teams read this. Name nobody.", longest=1_000)

    def __init__(self, *args: Any, of: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams().exclude(pk=of.team_id))
        if who := holders(pack_of(of), answer_for(of)):
            self.fields["team"].help_text = f"Only a team with somebody who has this part may hold it: {who}."


# -- going out, complaints, closing


class Instruct(forms.Form):
    what = area("What is to be sent?", hint="So clearly that nobody has to guess: which bundle, letter or copies.")
    to = line("To whom?")
    way = line("By which way, and where?")

    def __init__(self, *args: Any, of: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Way(of.contact_way).label if of.contact_way in Way.values else of.contact_way
        self.fields["to"].initial = of.name
        self.fields["way"].initial = f"{known}: {' '.join(of.contact.split())}"[:300] if of.contact else ""


class SentOut(forms.Form):
    how = line("How was it sent?", hint="By which way, and a number to follow it, if there is one.")
    on = day("On which day?")


class Receipt(forms.Form):
    on = day("On which day did they have it?")
    how = line("How do they say so?", hint="Such as: an e-mail of theirs, a call, an entry in their portal.")


class Further(forms.Form):
    """What they ask for after they were answered; who asks, about whom and what is known stay as they are."""

    wants = area("What do they ask for now?", hint="In their own words.", longest=20_000)
    on = day("On which day did it come?")
    their_reference = line("Their reference", required=False, longest=100)
    stated_on = day(
        "By which day do they want it?", required=False, now=False, hint="Leave it empty if they name none."
    )


class Complain(forms.Form):
    kind = one_of("What is it?", ComplaintKind.choices, to=ComplaintKind)
    text = area("What do they complain of, or want looked at again?", hint="In their own words.", longest=20_000)
    on = day("On which day did it come?")


class Acknowledged(forms.Form):
    on = day("On which day were they told that it came?")


class AnswerComplaint(forms.Form):
    upheld = yes_or_no("Were they right?", yes="Yes, wholly or in part", no="No")
    outcome = area("The outcome, and the reasons", longest=20_000)
    on = day("On which day are they answered?")
