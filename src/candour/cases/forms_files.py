"""What people fill in about files and the list of records. Rules live in the services."""

from __future__ import annotations

from django import forms

from candour.cases.models import FileState

STATES = [
    (FileState.RECEIVED.value, "In the case file now"),
    (FileState.REPLACED.value, "Replaced by a newer one"),
    (FileState.REFUSED.value, "Refused"),
    ("all", "Everything that was ever sent"),
]


class NarrowFiles(forms.Form):
    containing = forms.CharField(label="Part of the name or folder", max_length=200, required=False)
    state = forms.ChoiceField(label="Which files", required=False, choices=STATES)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class AddFiles(forms.Form):
    """``file`` is read before the form is: this shows the field and what is wrong with it."""

    file = forms.Field(
        label="Files",
        required=False,
        widget=SeveralFiles(),
        help_text="Any kind of file. You can choose several at once.",
    )
    unpack = forms.BooleanField(
        label="Unpack zip archives",
        required=False,
        help_text="Each file in them becomes a file of the case. Otherwise the archive is kept as one file, and its "
        "contents are read as parts of it.",
    )


class HandInManifest(forms.Form):
    file = forms.Field(
        label="List of records",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="A CSV file (UTF-8) whose first line is record_id,title,type,date,author,filename.",
    )
