"""Labels and phrases after which a form, a letter or minutes name somebody; they hold no name themselves."""

from __future__ import annotations

import re

_WHOSE = (
    "full |family |given |sur|first |fore|last |other |maiden |child'?s? |young person'?s? |parent'?s? |carer'?s? |claimed "
    "|previous |known "
)
_FORM = (
    rf"(?:{_WHOSE})?names?(?: of (?:child|parent|carer|worker|referrer|caller|young person))?|names?\(s\)"
    "|mother|father|mum|dad|parents?|carers?|foster carers?|siblings?|brothers?|sisters?|child(?:ren)?|young person|subject"
    "|partner|referrer|caller|informant|interpreter|officer(?: in case)?|oic|driver|witness|victim|suspect|applicant"
    "|respondent|next of kin|emergency contact|contact person|landlord|owner|tenant|patient|client|pupil|student"
)
_WRITERS = (
    "author|completed by|prepared by|written by|recorded by|taken by|typed by|reported by|reporting|compiled by"
    "|signed(?: by)?|sent by|received by|from|to|cc|bcc|dear|hi|hello|hey|re|sec|plan for|lives with|before"
)
_MEETING = (
    "present|in attendance|attendees|attended(?: by)?|attending|in the room|apologies(?: from)?|invited"
    "|chair(?:ed by|person)?|minutes(?: taken)?(?: by)?|minute taker"
)
_WORKERS = (
    "social worker|allocated worker|key ?worker|lead professional|worker|team manager|manager|supervisor|supv|iro|gp"
    "|health visitor|school nurse|head ?teacher|class teacher|teacher|solicitor|guardian|judge|assessor|advocate|tutor"
)
LABELS = re.compile(
    r"(?:(?<=\n)|\A|(?<=[|\t>])|(?<=  )|(?<=[.;] ))[ \t>*•-]*"
    rf"(?P<label>(?:{_FORM}|{_WRITERS}|{_MEETING}|{_WORKERS})(?:'s name| name)?)\b"
    r"(?:[ \t]*\([^)\n]{0,30}\))?(?P<link>[ \t]*[:|][ \t]*|[ \t]{2,}|[ \t]+)(?=[\"“'‘]?[A-Z@])",
    re.I,
)
"""A label at the start of a line, cell or item, and how it is joined to what follows."""
BEFORE_LABELS = re.compile(r"[\n|\t>]| (?<=[ .;] )")
"""What stands right before a label that does not begin the text: trying ``LABELS`` everywhere is slow."""

OPEN_LABELS = frozenset("dear hi hello hey signed re sec from to cc before".split())
"""Labels that need no colon."""

INTRODUCED = re.compile(
    r"\b(?:called(?: only)?|calls? (?:him|her|them)|named|name is|name was"
    r"|known as|goes by|aka|a\.k\.a\.?|alias|nicknamed|answers to|also called"
    r"|introduced (?:himself|herself|themselves) as|spoke (?:to|with)(?: a)?|spoken to|told by|seen by|interviewed by"
    r"|supervised by|chaired by|allocated to|reported by|taken by|recorded by|written by|initialled by|countersigned by)"
    r"[ \t]+[\"“'‘]?(?=[A-Z])",
    re.I,
)
INTRODUCED_STARTS = frozenset(
    "called call calls named name known goes aka a alias nicknamed answers also introduced spoke spoken told seen interviewed"
    " supervised chaired allocated reported taken recorded written initialled countersigned".split()
)
"""What each of these begins with."""
NAMED = re.compile(
    r"(?:\b(?i:named|aka|a\.k\.a\.?|alias|nicknamed|known only as|goes by(?: the name(?: of)?)?)[ \t]+[\"“'‘]?"
    r"|\b(?i:male|female|man|woman|boy|girl|lad|friend|boyfriend|girlfriend|associate)[ \t]+[\"“])(?=[A-Z][\w]{2,})"
)
NAMED_STARTS = frozenset(
    "named aka a alias nicknamed known goes male female man woman boy girl lad friend boyfriend girlfriend associate".split()
)
CLOSING = re.compile(
    r"(?im)^[ \t>]*(?:yours (?:sincerely|faithfully|truly)|(?:kind(?:est)?|best|warm|many)? ?regards|best wishes|many thanks|thanks"
    r"|with thanks|cheers|love(?: from)?|sincerely|signed|take care)[,.!]?[ \t]*\n"
)
SPEAKER = re.compile(
    r"(?m)^[ \t>]*(?:\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?(?: -)?[ \t]+)"
    r"(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})(?=[^:\n]{0,25}:| (?:added|left|joined|removed|created|changed)\b)"
)
WROTE = re.compile(
    r"(?m)^[ \t>]*On [^\n]{5,40}?,? (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?: <[^>\n]*>)? wrote:"
)
NAME_COLUMN = re.compile(
    r"(?i)(?<![\w.])(?:surname|fore ?name|first name|given names?|family name|last name|full name|pupil(?: name)?|child(?:'s name)?"
    r"|young person|student|resident|who came|attended by|supervisor|name)(?![\w.:]|[ \t]*:)"
)
"""Headings of table columns that hold people."""
NAME_COLUMN_STARTS = frozenset(
    "surname fore forename first given family last full pupil child young student resident who attended supervisor name".split()
)
