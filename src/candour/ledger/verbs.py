"""What can stand in the ledger, each beside the sentence it is read as. A verb that is not here cannot be recorded.

A sentence may name ``{object}``, ``{role}`` and ``{team}``, which are worded by whoever shows it to somebody who may
see it (``accounts.history``), and ``{reference}``: the authority's own number of what may be gone by then. One table, and
long because every word of the ledger stands in it.
"""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """Stable: the values stand in hashed entries."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PERSON_STOPPED = "person_stopped"
    PERSON_BACK = "person_back"
    PASSWORD_LINK_SENT = "password_link_sent"
    PASSWORD_CHANGED = "password_changed"
    SIGN_IN_BLOCKED = "sign_in_blocked"
    SIGN_IN_RESET = "sign_in_reset"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    OTHER_SIGN_IN_LINKED = "other_sign_in_linked"
    OTHER_SIGN_IN_REFUSED = "other_sign_in_refused"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    TEAM_MADE = "team_made"
    TEAM_JOINED = "team_joined"
    TEAM_LEFT = "team_left"
    CASE_OPENED = "case_opened"
    CASE_CHANGED = "case_changed"
    CASE_VIEWED = "case_viewed"
    ACCESS_GRANTED = "access_granted"
    ACCESS_ENDED = "access_ended"
    GLASS_BROKEN = "glass_broken"
    EMERGENCY_NOTED = "emergency_noted"
    BAR_SET = "bar_set"
    BAR_LIFTED = "bar_lifted"
    REGISTERED = "registered"
    REGISTER_CHANGED = "register_changed"
    REGISTER_REMOVED = "register_removed"
    REGISTER_MERGED = "register_merged"
    REGISTER_IMPORTED = "register_imported"
    FOUND_DISMISSED = "found_dismissed"
    FILES_RECEIVED = "files_received"
    FILE_REFUSED = "file_refused"
    MANIFEST_TAKEN = "manifest_taken"
    CASE_PREPARED = "case_prepared"
    PREPARATION_FAILED = "preparation_failed"
    PREPARATION_ASKED = "preparation_asked"
    GAP_EXPLAINED = "gap_explained"
    QUESTION_ANSWERED = "question_answered"
    RECORD_VIEWED = "record_viewed"
    FILE_DOWNLOADED = "file_downloaded"
    PAGE_VIEWED = "page_viewed"
    SEARCHED = "searched"
    TOKEN_MADE = "token_made"
    TOKEN_ENDED = "token_ended"
    ANCHORED = "anchored"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    LEDGER_CHECKED = "ledger_checked"
    REASONS_ERASED = "reasons_erased"
    RETENTION_SET = "retention_set"
    CASE_HELD = "case_held"
    CASE_HOLD_LIFTED = "case_hold_lifted"
    DISPOSAL_PROPOSED = "disposal_proposed"
    DISPOSAL_CANCELLED = "disposal_cancelled"
    DISPOSAL_APPROVED = "disposal_approved"
    DISPOSAL_FAILED = "disposal_failed"
    CASE_ERASED = "case_erased"
    DISPOSAL_CERTIFIED = "disposal_certified"
    EXPORT_ASKED = "export_asked"
    EXPORTED = "exported"
    EXPORT_FAILED = "export_failed"
    EXPORT_COLLECTED = "export_collected"
    DISCLOSURE_OPENED = "disclosure_opened"
    DISCLOSURE_CHANGED = "disclosure_changed"
    DISCLOSURE_CLOSED = "disclosure_closed"
    POLICY_TAKEN_OVER = "policy_taken_over"
    PROPOSED = "proposed"
    DECIDED = "decided"
    UNDONE = "undone"
    IDENTIFIED = "identified"
    IDENTIFIED_OTHERWISE = "identified_otherwise"
    IDENTITY_CONFIRMED = "identity_confirmed"
    ORDER_ENTERED = "order_entered"
    ORDER_CONFIRMED = "order_confirmed"
    ORDER_WITHDRAWN = "order_withdrawn"
    COMMENTED = "commented"
    SENT_TO_CHECK = "sent_to_check"
    CHECK_STARTED = "check_started"
    CHECK_MARKED = "check_marked"
    CHECK_PASSED = "check_passed"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    REDACTION_APPROVED = "redaction_approved"
    REDACTION_CHANGED = "redaction_changed"
    REDACTION_LIFTED = "redaction_lifted"
    REDACTION_SENT_BACK = "redaction_sent_back"
    REDACTION_EXPLAINED = "redaction_explained"
    REDACTIONS_DOWNLOADED = "redactions_downloaded"
    RATES_DOWNLOADED = "rates_downloaded"
    OVERSIGHT_BEGUN = "oversight_begun"
    OVERSIGHT_ENDED = "oversight_ended"
    HELD = "held"
    HOLD_LIFTED = "hold_lifted"
    PRODUCTION_ASKED = "production_asked"
    PRODUCED = "produced"
    PRODUCTION_FAILED = "production_failed"
    LETTER_CHANGED = "letter_changed"
    LETTER_DRAFTED = "letter_drafted"
    CONTACT_KEPT = "contact_kept"
    CONTACT_ERASED = "contact_erased"
    LINK_MADE = "link_made"
    CODE_MADE = "code_made"
    MAILED = "mailed"
    NOT_MAILED = "not_mailed"
    CODE_RIGHT = "code_right"
    CODE_WRONG = "code_wrong"
    COLLECTED = "collected"
    RECALLED = "recalled"
    DOCUMENT_OPENED = "document_opened"
    EXTENDED = "extended"
    ENQUIRY_SENT = "enquiry_sent"
    ENQUIRY_SETTLED = "enquiry_settled"
    REQUEST_RECEIVED = "request_received"
    REQUEST_CHANGED = "request_changed"
    REQUEST_ROUTED = "request_routed"
    REQUEST_LINKED = "request_linked"
    REQUEST_VIEWED = "request_viewed"
    CONTACT_NOTED = "contact_noted"
    DAY_NAMED = "day_named"
    REQUESTS_DOWNLOADED = "requests_downloaded"
    FIGURES_DOWNLOADED = "figures_downloaded"
    STEP_REFUSED = "step_refused"
    EVIDENCE_ASKED = "evidence_asked"
    EVIDENCE_CAME = "evidence_came"
    EVIDENCE_CHECKED = "evidence_checked"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_ANSWERED = "clarification_answered"
    TIME_EXTENDED = "time_extended"
    FEE_ASKED = "fee_asked"
    FEE_CAME = "fee_came"
    FEE_DROPPED = "fee_dropped"
    SEARCH_NOTED = "search_noted"
    CONSULTED = "consulted"
    CONSULTATION_REMINDED = "consultation_reminded"
    CONSULTATION_ANSWERED = "consultation_answered"
    ADVISED = "advised"
    REQUEST_DECIDED = "request_decided"
    ENTITLEMENT_CHECKED = "entitlement_checked"
    INSTRUCTED = "instructed"
    INSTRUCTION_WITHDRAWN = "instruction_withdrawn"
    SENT_OUT = "sent_out"
    BUNDLE_FETCHED = "bundle_fetched"
    RECEIPT_NOTED = "receipt_noted"
    FURTHER_ASKED = "further_asked"
    ALLOCATED = "allocated"
    PASSED_ON = "passed_on"
    COLLATED = "collated"
    RELEASE_BEGUN = "release_begun"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_ACKNOWLEDGED = "complaint_acknowledged"
    COMPLAINT_ANSWERED = "complaint_answered"
    REQUEST_CLOSED = "request_closed"
    REQUEST_REOPENED = "request_reopened"
    KEEPING_HELD = "keeping_held"
    KEEPING_HOLD_LIFTED = "keeping_hold_lifted"
    DESTRUCTION_PROPOSED = "destruction_proposed"
    DESTRUCTION_CANCELLED = "destruction_cancelled"
    DESTROYED = "destroyed"
    LIST_CHECKED = "list_checked"
    SHARED_NOW = "shared_now"
    SHARING_LOOKED_AT = "sharing_looked_at"
    SHARING_LINKED = "sharing_linked"
    LETTER_WRITTEN = "letter_written"
    LETTER_FINISHED = "letter_finished"
    LETTER_DOWNLOADED = "letter_downloaded"
    LETTER_MAILED = "letter_mailed"
    LETTER_NOT_MAILED = "letter_not_mailed"
    LETTER_POSTED = "letter_posted"
    ARRIVED = "arrived"
    ARRIVAL_VIEWED = "arrival_viewed"
    ARRIVAL_TAKEN = "arrival_taken"
    ARRIVAL_SET_ASIDE = "arrival_set_aside"
    JOB_TRIED_AGAIN = "job_tried_again"
    JOB_GIVEN_UP = "job_given_up"
    FILES_SWEPT = "files_swept"
    MEETING_ENTERED = "meeting_entered"
    MEETING_CHANGED = "meeting_changed"
    MEETING_REMOVED = "meeting_removed"
    MEETING_VIEWED = "meeting_viewed"
    MEETING_TOOK_PART = "meeting_took_part"
    MEETING_EXCLUDED = "meeting_excluded"
    MEETING_PARENT_ASKED = "meeting_parent_asked"
    MEETING_VIEWS_NOTED = "meeting_views_noted"
    MINUTES_SIGNED = "minutes_signed"
    MINUTES_UNSIGNED = "minutes_unsigned"
    MINUTES_DECIDED = "minutes_decided"
    MINUTES_AGREED = "minutes_agreed"
    MINUTES_UNDONE = "minutes_undone"
    MINUTES_INSTRUCTED = "minutes_instructed"
    MINUTES_WITHDRAWN = "minutes_withdrawn"
    MINUTES_SENT = "minutes_sent"
    INFORMATION_WRITTEN = "information_written"
    INFORMATION_AGREED = "information_agreed"
    INFORMATION_DOWNLOADED = "information_downloaded"
    ACTION_MADE = "action_made"
    ACTION_VIEWED = "action_viewed"
    ACTION_NOTED = "action_noted"
    ACTION_MOVED = "action_moved"
    ACTION_OWNERS = "action_owners"
    ACTION_CLOSED = "action_closed"
    ACTION_CONFIRMED = "action_confirmed"
    ACTION_SENT_BACK = "action_sent_back"
    ACTION_CANCELLED = "action_cancelled"
    ACTION_REOPENED = "action_reopened"
    ACTION_EVIDENCE_DOWNLOADED = "action_evidence_downloaded"
    ACTIONS_DOWNLOADED = "actions_downloaded"
    SERIES_MADE = "series_made"
    SERIES_CHANGED = "series_changed"
    SERIES_MEMBERS = "series_members"
    SERIES_ENDED = "series_ended"
    SITTING_PLANNED = "sitting_planned"
    SITTING_VIEWED = "sitting_viewed"
    SITTING_CHANGED = "sitting_changed"
    SITTING_HELD = "sitting_held"
    SITTING_CANCELLED = "sitting_cancelled"
    SITTING_AGENDA = "sitting_agenda"
    SITTING_NOTED = "sitting_noted"
    SITTING_DECIDED = "sitting_decided"
    SITTING_SIGNED = "sitting_signed"
    SITTING_UNSIGNED = "sitting_unsigned"
    SITTING_DOWNLOADED = "sitting_downloaded"
    MATTER_OPENED = "matter_opened"
    MATTER_CHANGED = "matter_changed"
    MATTER_VIEWED = "matter_viewed"
    MATTER_FILE_VIEWED = "matter_file_viewed"
    MATTER_CLOSED = "matter_closed"
    MATTER_REOPENED = "matter_reopened"
    MATTER_LINKED = "matter_linked"
    MATTER_UNLINKED = "matter_unlinked"
    MATTER_JOINED = "matter_joined"
    MATTER_LEFT = "matter_left"
    PARTY_ADDED = "party_added"
    PARTY_CHANGED = "party_changed"
    PARTY_ENDED = "party_ended"
    DATE_SET = "date_set"
    DATE_MOVED = "date_moved"
    DATE_DONE = "date_done"
    DATE_CANCELLED = "date_cancelled"
    SEARCH_SCOPED = "search_scoped"
    SEARCH_ASKED = "search_asked"
    SEARCH_REMINDED = "search_reminded"
    SEARCH_ANSWERED = "search_answered"
    SEARCH_DROPPED = "search_dropped"
    SEARCH_CERTIFIED = "search_certified"
    SEARCH_REOPENED = "search_reopened"
    SEARCH_DOWNLOADED = "search_downloaded"
    SCOPE_LEFT = "scope_left"
    SCOPE_BACK = "scope_back"
    DOCUMENT_MARKED = "document_marked"
    DOCUMENTS_DISCLOSED = "documents_disclosed"
    LIST_DOWNLOADED = "list_downloaded"
    BUNDLE_BEGUN = "bundle_begun"
    ALERT_RAISED = "alert_raised"
    ALERT_DECIDED = "alert_decided"
    STATEMENT_BEGUN = "statement_begun"
    STATEMENT_CHANGED = "statement_changed"
    STATEMENT_VIEWED = "statement_viewed"
    STATEMENT_NOTED = "statement_noted"
    DOCUMENT_CONSIDERED = "document_considered"
    SUGGESTION_ANSWERED = "suggestion_answered"
    STATEMENT_REFUSED = "statement_refused"
    STATEMENT_SIGNED = "statement_signed"
    STATEMENT_UNSIGNED = "statement_unsigned"
    STATEMENT_APPROVED = "statement_approved"
    STATEMENT_SENT_BACK = "statement_sent_back"
    GAP_NAMED = "gap_named"
    GAP_WITHDRAWN = "gap_withdrawn"
    STATEMENT_FILED = "statement_filed"
    STATEMENT_WITHDRAWN = "statement_withdrawn"
    STATEMENT_DOWNLOADED = "statement_downloaded"
    STATEMENT_RECEIVED = "statement_received"
    PROTOCOL_MADE = "protocol_made"
    PROTOCOL_WRITTEN = "protocol_written"
    PROTOCOL_AGREED = "protocol_agreed"
    PROTOCOL_ENDED = "protocol_ended"
    READING_ASKED = "reading_asked"
    READING_REMINDED = "reading_reminded"
    READING_WITHDRAWN = "reading_withdrawn"
    ACKNOWLEDGED = "acknowledged"
    SWEPT = "swept"
    SWEEP_VIEWED = "sweep_viewed"
    SWEEP_DOWNLOADED = "sweep_downloaded"
    POLICY_FOUND = "policy_found"
    POLICY_CHANGED = "policy_changed"
    COURSE_MADE = "course_made"
    COURSE_CHANGED = "course_changed"
    COURSE_NEEDED = "course_needed"
    COURSE_ENDED = "course_ended"
    COURSE_BACK = "course_back"
    SESSION_PLANNED = "session_planned"
    SESSION_CHANGED = "session_changed"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_HELD = "session_held"
    SESSION_TOPICS = "session_topics"
    ATTENDANCE_NOTED = "attendance_noted"
    ATTENDANCE_IMPORTED = "attendance_imported"
    COVERAGE_DOWNLOADED = "coverage_downloaded"
    WORKSHOPS_BEGUN = "workshops_begun"
    WORKSHOPS_CHANGED = "workshops_changed"
    WORKSHOPS_ENDED = "workshops_ended"
    GAP_NOTED = "gap_noted"
    GAP_CHANGED = "gap_changed"
    GAP_CLOSED = "gap_closed"
    GAP_REOPENED = "gap_reopened"
    GAP_EVIDENCE_DOWNLOADED = "gap_evidence_downloaded"
    ADVICE_ASKED = "advice_asked"
    ADVICE_LOGGED = "advice_logged"
    ADVICE_ANSWERED = "advice_answered"
    ADVICE_VIEWED = "advice_viewed"
    ADVICE_THEMED = "advice_themed"
    ADVICE_PUBLISHED = "advice_published"
    ADVICE_WITHDRAWN = "advice_withdrawn"
    ADVICE_READ = "advice_read"
    ADVICE_SEARCHED = "advice_searched"
    ADVICE_BECAME_GAP = "advice_became_gap"


SENTENCES: dict[Verb, str] = {
    Verb.SIGNED_IN: "signed in",
    Verb.SIGNED_OUT: "signed out",
    Verb.SIGN_IN_FAILED: "failed to sign in as {object}",
    Verb.PERSON_ADDED: "added {object} to the people who use Candour",
    Verb.PERSON_CHANGED: "changed the details of {object}",
    Verb.PERSON_STOPPED: "ended the access of {object}",
    Verb.PERSON_BACK: "gave {object} access again",
    Verb.PASSWORD_LINK_SENT: "sent {object} a link to set a password",
    Verb.PASSWORD_CHANGED: "changed their own password",
    Verb.SIGN_IN_BLOCKED: "had too many failed attempts to sign in as {object}",
    Verb.SIGN_IN_RESET: "reset how {object} signs in",
    Verb.SECOND_FACTOR_ADDED: "added a second step to their sign-in",
    Verb.SECOND_FACTOR_REMOVED: "removed a second step from their sign-in",
    Verb.SECOND_FACTOR_FAILED: "failed the second step of signing in as {object}",
    Verb.RECOVERY_CODES_MADE: "made new recovery codes",
    Verb.OTHER_SIGN_IN_LINKED: "signed in through the council's own sign-in for the first time",
    Verb.OTHER_SIGN_IN_REFUSED: "was not let in through the council's own sign-in",
    Verb.ROLE_GIVEN: "gave {object} the role {role}",
    Verb.ROLE_TAKEN: "took the role {role} from {object}",
    Verb.TEAM_MADE: "made the team {object}",
    Verb.TEAM_JOINED: "put {object} into the team {team}",
    Verb.TEAM_LEFT: "took {object} out of the team {team}",
    Verb.CASE_OPENED: "opened this case",
    Verb.CASE_CHANGED: "changed the details of this case",
    Verb.CASE_VIEWED: "looked at this case",
    Verb.ACCESS_GRANTED: "gave {object} access to this case",
    Verb.ACCESS_ENDED: "ended the access of {object} to this case",
    Verb.GLASS_BROKEN: "opened this case in an emergency, giving a reason",
    Verb.EMERGENCY_NOTED: "noted the emergency access of {object}",
    Verb.BAR_SET: "barred {object} from this case",
    Verb.BAR_LIFTED: "lifted the bar on {object}",
    Verb.REGISTERED: "added {object} to the register",
    Verb.REGISTER_CHANGED: "changed {object} in the register",
    Verb.REGISTER_REMOVED: "took {object} out of the register",
    Verb.REGISTER_MERGED: "said that {object} and somebody in the register are one person",
    Verb.REGISTER_IMPORTED: "brought people into the register from a file",
    Verb.FOUND_DISMISSED: "said that {object}, found in the file, needs no place in the register",
    Verb.FILES_RECEIVED: "added files",
    Verb.FILE_REFUSED: "had a file refused",
    Verb.MANIFEST_TAKEN: "added the list of records of the case-management system",
    Verb.CASE_PREPARED: "prepared the case file",
    Verb.PREPARATION_FAILED: "could not prepare the case file",
    Verb.PREPARATION_ASKED: "asked for the case file to be prepared",
    Verb.GAP_EXPLAINED: "explained what is missing from the case file",
    Verb.QUESTION_ANSWERED: "answered whether a passage could give an address away",
    Verb.RECORD_VIEWED: "looked at {object}",
    Verb.FILE_DOWNLOADED: "downloaded the file of {object} as it was received",
    Verb.PAGE_VIEWED: "looked at {object}",
    Verb.SEARCHED: "searched the case file",
    Verb.TOKEN_MADE: "made an access token for another system",
    Verb.TOKEN_ENDED: "ended an access token",
    Verb.ANCHORED: "checked the ledger and noted where every chain ends",
    Verb.LEDGER_CHECKED: "checked the ledger",
    Verb.REASONS_ERASED: "erased the reasons in this case's history",
    Verb.RETENTION_SET: "said how long this case is kept",
    Verb.CASE_HELD: "put a legal hold on this case",
    Verb.CASE_HOLD_LIFTED: "lifted a legal hold on this case",
    Verb.DISPOSAL_PROPOSED: "proposed to destroy this case",
    Verb.DISPOSAL_CANCELLED: "withdrew the proposal to destroy this case",
    Verb.DISPOSAL_APPROVED: "approved that this case is destroyed",
    Verb.DISPOSAL_FAILED: "could not destroy this case",
    Verb.CASE_ERASED: "erased the rows of this case",
    Verb.DISPOSAL_CERTIFIED: "erased the files of this case and certified its destruction",
    Verb.EXPORT_ASKED: "asked for a copy of the whole case",
    Verb.EXPORTED: "made a copy of the whole case",
    Verb.EXPORT_FAILED: "could not make a copy of the whole case",
    Verb.EXPORT_COLLECTED: "collected a copy of the whole case",
    Verb.DISCLOSURE_OPENED: "opened {object}",
    Verb.DISCLOSURE_CHANGED: "changed {object}",
    Verb.POLICY_TAKEN_OVER: "had {object} worked out again under the policy in force",
    Verb.DISCLOSURE_CLOSED: "closed {object}",
    Verb.PROPOSED: "had the proposals for {object} worked out",
    Verb.DECIDED: "decided in {object}",
    Verb.UNDONE: "took a decision back in {object}",
    Verb.IDENTIFIED: "said whom an unclear name means, in {object}",
    Verb.IDENTIFIED_OTHERWISE: "took back whom an unclear name means, in {object}",
    Verb.IDENTITY_CONFIRMED: "confirmed as the second person whom an unclear name means, in {object}",
    Verb.ORDER_ENTERED: "entered a court order that lifts a lock in {object}",
    Verb.ORDER_CONFIRMED: "confirmed a court order that lifts a lock in {object}",
    Verb.ORDER_WITHDRAWN: "withdrew a court order that lifted a lock in {object}",
    Verb.COMMENTED: "left a note in {object}",
    Verb.SENT_TO_CHECK: "sent {object} to be checked",
    Verb.CHECK_STARTED: "began to check {object}",
    Verb.CHECK_MARKED: "checked pages of {object}",
    Verb.CHECK_PASSED: "passed {object} after checking it",
    Verb.SENT_BACK: "sent {object} back",
    Verb.APPROVED: "gave legal approval to {object}",
    Verb.REDACTION_APPROVED: "approved redactions, as a lawyer, in {object}",
    Verb.REDACTION_CHANGED: "changed redactions, as a lawyer, in {object}",
    Verb.REDACTION_LIFTED: "lifted redactions, as a lawyer, in {object}",
    Verb.REDACTION_SENT_BACK: "sent back redactions, as a lawyer, in {object}",
    Verb.REDACTION_EXPLAINED: "explained redactions in {object}",
    Verb.REDACTIONS_DOWNLOADED: "downloaded the schedule of redactions of {object}",
    Verb.RATES_DOWNLOADED: "downloaded rates of redaction",
    Verb.OVERSIGHT_BEGUN: "put {object} under the oversight of lawyers",
    Verb.OVERSIGHT_ENDED: "took {object} out of the oversight of lawyers",
    Verb.HELD: "put a legal hold on {object}",
    Verb.HOLD_LIFTED: "lifted a legal hold on {object}",
    Verb.PRODUCTION_ASKED: "asked for the bundle of {object}",
    Verb.PRODUCED: "produced the bundle of {object}",
    Verb.PRODUCTION_FAILED: "could not produce the bundle of {object}",
    Verb.LETTER_CHANGED: "changed the letter of {object}",
    Verb.LETTER_DRAFTED: "opened a draft of the letter of {object}",
    Verb.CONTACT_KEPT: "noted how the recipient of {object} can be reached",
    Verb.CONTACT_ERASED: "erased how the recipient of {object} can be reached",
    Verb.LINK_MADE: "made the link for {object}",
    Verb.CODE_MADE: "made a one-time code for {object}",
    Verb.MAILED: "sent an e-mail for {object}",
    Verb.NOT_MAILED: "could not send an e-mail for {object}",
    Verb.CODE_RIGHT: "opened {object} with the one-time code",
    Verb.CODE_WRONG: "tried a wrong code on {object}",
    Verb.COLLECTED: "collected a file of {object}",
    Verb.RECALLED: "recalled {object}",
    Verb.DOCUMENT_OPENED: "opened a document of the bundle of {object}",
    Verb.EXTENDED: "gave {object} a later last day",
    Verb.ENQUIRY_SENT: "sent a question or complaint about {object}",
    Verb.ENQUIRY_SETTLED: "dealt with a question or complaint about {object}",
    Verb.REQUEST_RECEIVED: "logged {object}",
    Verb.REQUEST_CHANGED: "changed the details of {object}",
    Verb.REQUEST_ROUTED: "confirmed the route of {object}",
    Verb.REQUEST_LINKED: "linked {object} to this case",
    Verb.REQUEST_VIEWED: "looked at {object}",
    Verb.CONTACT_NOTED: "noted how whoever asks in {object} can safely be reached",
    Verb.DAY_NAMED: "noted the day that is named for {object}",
    Verb.REQUESTS_DOWNLOADED: "downloaded a list of requests",
    Verb.FIGURES_DOWNLOADED: "downloaded figures of requests",
    Verb.STEP_REFUSED: "was refused a step of {object}",
    Verb.EVIDENCE_ASKED: "asked for evidence for {object}",
    Verb.EVIDENCE_CAME: "noted evidence for {object}",
    Verb.EVIDENCE_CHECKED: "checked evidence for {object}",
    Verb.CLARIFICATION_ASKED: "asked what is meant by {object}",
    Verb.CLARIFICATION_ANSWERED: "noted what is meant by {object}",
    Verb.TIME_EXTENDED: "lengthened the time for {object}",
    Verb.FEE_ASKED: "asked for a fee for {object}",
    Verb.FEE_CAME: "noted that the fee came for {object}",
    Verb.FEE_DROPPED: "dropped the fee for {object}",
    Verb.SEARCH_NOTED: "noted a search for {object}",
    Verb.CONSULTED: "noted a consultation for {object}",
    Verb.CONSULTATION_REMINDED: "reminded somebody consulted for {object}",
    Verb.CONSULTATION_ANSWERED: "noted the answer to a consultation for {object}",
    Verb.ADVISED: "gave advice on {object}",
    Verb.REQUEST_DECIDED: "decided {object}",
    Verb.ENTITLEMENT_CHECKED: "checked what may go out for {object}",
    Verb.INSTRUCTED: "gave instructions for sending for {object}",
    Verb.INSTRUCTION_WITHDRAWN: "withdrew instructions for sending for {object}",
    Verb.SENT_OUT: "noted what was sent for {object}",
    Verb.BUNDLE_FETCHED: "fetched a file of what goes out for {object}",
    Verb.RECEIPT_NOTED: "noted that whoever asks has what was sent for {object}",
    Verb.FURTHER_ASKED: "logged that whoever asks wants more after {object}",
    Verb.ALLOCATED: "allocated {object}",
    Verb.PASSED_ON: "passed {object} to another team",
    Verb.COLLATED: "put the information together for {object}",
    Verb.RELEASE_BEGUN: "began the review of the records for {object}",
    Verb.COMPLAINT_RECEIVED: "logged a complaint about {object}",
    Verb.COMPLAINT_ACKNOWLEDGED: "acknowledged a complaint about {object}",
    Verb.COMPLAINT_ANSWERED: "answered a complaint about {object}",
    Verb.REQUEST_CLOSED: "closed {object}",
    Verb.REQUEST_REOPENED: "opened {object} again",
    Verb.KEEPING_HELD: "put a hold on {reference}, so that it is not destroyed",
    Verb.KEEPING_HOLD_LIFTED: "lifted the hold on {reference}",
    Verb.DESTRUCTION_PROPOSED: "proposed to destroy {reference}",
    Verb.DESTRUCTION_CANCELLED: "withdrew the proposal to destroy {reference}",
    Verb.DESTROYED: "destroyed, as the second person, {reference}",
    Verb.LIST_CHECKED: "went through the points of a list for {object}",
    Verb.SHARED_NOW: "noted what was shared at once: {object}",
    Verb.SHARING_LOOKED_AT: "looked, as the manager, at what was shared at once: {object}",
    Verb.SHARING_LINKED: "linked to this case what was shared at once: {object}",
    Verb.LETTER_WRITTEN: "wrote a letter for {object}",
    Verb.LETTER_FINISHED: "finished a letter for {object}",
    Verb.LETTER_DOWNLOADED: "downloaded a letter for {object}",
    Verb.LETTER_MAILED: "sent a letter for {object} by e-mail",
    Verb.LETTER_NOT_MAILED: "could not send a letter for {object} by e-mail",
    Verb.LETTER_POSTED: "noted that a letter for {object} was posted or handed over",
    Verb.ARRIVED: "handed in something that may be a request",
    Verb.ARRIVAL_VIEWED: "looked at something that had come in",
    Verb.ARRIVAL_TAKEN: "took up a request that had come in",
    Verb.ARRIVAL_SET_ASIDE: "set aside something that had come in",
    Verb.JOB_TRIED_AGAIN: "had work that failed tried again",
    Verb.JOB_GIVEN_UP: "gave up work that waited, ran or had failed",
    Verb.FILES_SWEPT: "removed files from the store that no case names",
    Verb.MEETING_ENTERED: "entered {object}",
    Verb.MEETING_CHANGED: "changed the details of {object}",
    Verb.MEETING_REMOVED: "removed a meeting that was entered by mistake",
    Verb.MEETING_VIEWED: "looked at {object}",
    Verb.MEETING_TOOK_PART: "said who belongs to {object}",
    Verb.MEETING_EXCLUDED: "said who was excluded from {object}",
    Verb.MEETING_PARENT_ASKED: "noted what a parent said about the minutes of {object}",
    Verb.MEETING_VIEWS_NOTED: "noted the views of somebody who was kept out of {object}",
    Verb.MINUTES_SIGNED: "signed the minutes of {object}",
    Verb.MINUTES_UNSIGNED: "took back the signature under the minutes of {object}",
    Verb.MINUTES_DECIDED: "decided who gets the minutes of {object}",
    Verb.MINUTES_AGREED: "agreed, as the second person, who gets the minutes of {object}",
    Verb.MINUTES_UNDONE: "took back a decision about the minutes of {object}",
    Verb.MINUTES_INSTRUCTED: "gave instructions for sending the minutes of {object}",
    Verb.MINUTES_WITHDRAWN: "withdrew instructions for sending the minutes of {object}",
    Verb.MINUTES_SENT: "noted that minutes were sent, of {object}",
    Verb.INFORMATION_WRITTEN: "wrote what is sent instead of the minutes of {object}",
    Verb.INFORMATION_AGREED: "agreed to what is sent instead of the minutes of {object}",
    Verb.INFORMATION_DOWNLOADED: "downloaded what is sent instead of the minutes of {object}",
    Verb.ACTION_MADE: "made an action",
    Verb.ACTION_VIEWED: "looked at an action",
    Verb.ACTION_NOTED: "noted how an action gets on",
    Verb.ACTION_MOVED: "moved the day of an action",
    Verb.ACTION_OWNERS: "changed who owns an action",
    Verb.ACTION_CLOSED: "said with evidence that an action is done",
    Verb.ACTION_CONFIRMED: "confirmed that an action is done",
    Verb.ACTION_SENT_BACK: "sent an action back as not done",
    Verb.ACTION_CANCELLED: "cancelled an action",
    Verb.ACTION_REOPENED: "opened an action again",
    Verb.ACTION_EVIDENCE_DOWNLOADED: "downloaded the evidence of an action",
    Verb.ACTIONS_DOWNLOADED: "downloaded a list of actions",
    Verb.SERIES_MADE: "began a series of meetings",
    Verb.SERIES_CHANGED: "changed a series of meetings",
    Verb.SERIES_MEMBERS: "changed who belongs to a series of meetings",
    Verb.SERIES_ENDED: "ended a series of meetings",
    Verb.SITTING_PLANNED: "planned a meeting of a series",
    Verb.SITTING_VIEWED: "looked at a meeting of a series",
    Verb.SITTING_CHANGED: "changed a planned meeting of a series",
    Verb.SITTING_HELD: "noted that a meeting of a series was held, and who was there",
    Verb.SITTING_CANCELLED: "cancelled a meeting of a series",
    Verb.SITTING_AGENDA: "changed the agenda of a meeting of a series",
    Verb.SITTING_NOTED: "noted what was said in a meeting of a series",
    Verb.SITTING_DECIDED: "noted a decision of a meeting of a series",
    Verb.SITTING_SIGNED: "signed the minutes of a meeting of a series",
    Verb.SITTING_UNSIGNED: "took back the signature of the minutes of a meeting of a series",
    Verb.SITTING_DOWNLOADED: "downloaded the minutes of a meeting of a series",
    Verb.MATTER_OPENED: "opened {object}",
    Verb.MATTER_CHANGED: "changed the details of {object}",
    Verb.MATTER_VIEWED: "looked at {object}",
    Verb.MATTER_FILE_VIEWED: "looked at the whole file of {object} for the first time",
    Verb.MATTER_CLOSED: "closed {object}",
    Verb.MATTER_REOPENED: "opened {object} again",
    Verb.MATTER_LINKED: "linked this case to {object}",
    Verb.MATTER_UNLINKED: "took this case out of {object}",
    Verb.MATTER_JOINED: "put somebody on {object}, who sees the whole file by it where their part needs that",
    Verb.MATTER_LEFT: "took somebody off {object}",
    Verb.PARTY_ADDED: "added a party to {object}",
    Verb.PARTY_CHANGED: "changed a party of {object}",
    Verb.PARTY_ENDED: "took a party out of {object}",
    Verb.DATE_SET: "added a date to the timetable of {object}",
    Verb.DATE_MOVED: "moved a date in the timetable of {object}",
    Verb.DATE_DONE: "noted a date of {object} as done",
    Verb.DATE_CANCELLED: "took a date out of the timetable of {object}",
    Verb.SEARCH_SCOPED: "said what is searched for in {object}",
    Verb.SEARCH_ASKED: "asked for a search for {object}",
    Verb.SEARCH_REMINDED: "sent a reminder of a search for {object}",
    Verb.SEARCH_ANSWERED: "answered a search for {object}",
    Verb.SEARCH_DROPPED: "withdrew a search for {object}",
    Verb.SEARCH_CERTIFIED: "certified the search for {object}",
    Verb.SEARCH_REOPENED: "opened the search certificate of {object} again",
    Verb.SEARCH_DOWNLOADED: "downloaded the search certificate of {object}",
    Verb.SCOPE_LEFT: "took a record out of the scope of {object}",
    Verb.SCOPE_BACK: "took a record back into the scope of {object}",
    Verb.DOCUMENT_MARKED: "said what a document is to {object}",
    Verb.DOCUMENTS_DISCLOSED: "noted documents as disclosed in {object}",
    Verb.LIST_DOWNLOADED: "downloaded the disclosure list of {object}",
    Verb.BUNDLE_BEGUN: "began a court bundle for {object}",
    Verb.ALERT_RAISED: "found records that came after disclosure in {object}",
    Verb.ALERT_DECIDED: "decided on a record that came after disclosure in {object}",
    Verb.STATEMENT_BEGUN: "began {object}",
    Verb.STATEMENT_CHANGED: "changed {object}",
    Verb.STATEMENT_VIEWED: "looked at {object}",
    Verb.STATEMENT_NOTED: "noted {object}, which was made outside Candour",
    Verb.DOCUMENT_CONSIDERED: "considered a document for {object}",
    Verb.SUGGESTION_ANSWERED: "answered a passage that may contradict {object}",
    Verb.STATEMENT_REFUSED: "tried to take {object} further while something was missing",
    Verb.STATEMENT_SIGNED: "signed {object}",
    Verb.STATEMENT_UNSIGNED: "took the signature of {object} back",
    Verb.STATEMENT_APPROVED: "approved {object}",
    Verb.STATEMENT_SENT_BACK: "sent {object} back",
    Verb.GAP_NAMED: "let {object} be filed with a gap that stands in it",
    Verb.GAP_WITHDRAWN: "withdrew a gap of {object}",
    Verb.STATEMENT_FILED: "filed {object}",
    Verb.STATEMENT_WITHDRAWN: "withdrew {object}",
    Verb.STATEMENT_DOWNLOADED: "downloaded {object}",
    Verb.STATEMENT_RECEIVED: "put {object}, as it was filed, into the case file",
    Verb.PROTOCOL_MADE: "made {object}",
    Verb.PROTOCOL_WRITTEN: "wrote a version of {object}",
    Verb.PROTOCOL_AGREED: "agreed a version of {object}",
    Verb.PROTOCOL_ENDED: "ended {object}",
    Verb.READING_ASKED: "asked for {object} to be read",
    Verb.READING_REMINDED: "sent a reminder to read {object}",
    Verb.READING_WITHDRAWN: "no longer asked for {object} to be read",
    Verb.ACKNOWLEDGED: "said that they read {object}",
    Verb.SWEPT: "swept the live matters",
    Verb.SWEEP_VIEWED: "looked at a sweep of the live matters",
    Verb.SWEEP_DOWNLOADED: "downloaded a sweep of the live matters",
    Verb.POLICY_FOUND: "put the policy in force that was there at the first start",
    Verb.POLICY_CHANGED: "put a changed policy in force",
    Verb.COURSE_MADE: "set up {object}",
    Verb.COURSE_CHANGED: "changed {object}",
    Verb.COURSE_NEEDED: "said who needs {object}",
    Verb.COURSE_ENDED: "ended {object}",
    Verb.COURSE_BACK: "took up {object} again",
    Verb.SESSION_PLANNED: "planned {object}",
    Verb.SESSION_CHANGED: "changed {object}",
    Verb.SESSION_CANCELLED: "cancelled {object}",
    Verb.SESSION_HELD: "noted that {object} was held",
    Verb.SESSION_TOPICS: "chose what {object} is about",
    Verb.ATTENDANCE_NOTED: "noted who came to {object}",
    Verb.ATTENDANCE_IMPORTED: "brought in from a file who came to {object}",
    Verb.COVERAGE_DOWNLOADED: "downloaded how many are trained",
    Verb.WORKSHOPS_BEGUN: "began {object}",
    Verb.WORKSHOPS_CHANGED: "changed {object}",
    Verb.WORKSHOPS_ENDED: "ended {object}",
    Verb.GAP_NOTED: "noted {object}",
    Verb.GAP_CHANGED: "changed {object}",
    Verb.GAP_CLOSED: "closed {object} with evidence",
    Verb.GAP_REOPENED: "opened {object} again",
    Verb.GAP_EVIDENCE_DOWNLOADED: "downloaded the evidence for {object}",
    Verb.ADVICE_ASKED: "asked {object}",
    Verb.ADVICE_LOGGED: "noted {object} that was asked in another way",
    Verb.ADVICE_ANSWERED: "answered {object}",
    Verb.ADVICE_VIEWED: "looked at {object}",
    Verb.ADVICE_THEMED: "sorted {object} by its themes",
    Verb.ADVICE_PUBLISHED: "showed {object} to all staff as general advice",
    Verb.ADVICE_WITHDRAWN: "no longer shows {object} to all staff",
    Verb.ADVICE_READ: "has read the answer to {object}",
    Verb.ADVICE_SEARCHED: "searched the advice log",
    Verb.ADVICE_BECAME_GAP: "noted as a gap what lay behind {object}",
}
