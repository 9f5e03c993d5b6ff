"""The addresses of checking, approving, producing, sending and collecting."""

from __future__ import annotations

from django.urls import path

from candour.disclosure.views import checks, collect, deliver, ending, legal, letter, release

_ONE = "disclosures/<str:key>"
urlpatterns = [
    path(f"{_ONE}/checks/", checks.checks, name="checks"),
    path(f"{_ONE}/checks/send/", checks.send, name="send_to_check"),
    path(f"{_ONE}/checks/start/", checks.start, name="start_check"),
    path(f"{_ONE}/checks/<str:which>/go-on/", checks.go_on, name="go_on_check"),
    path(f"{_ONE}/checks/<str:which>/pages/<int:place>/", checks.page, name="check_page"),
    path(f"{_ONE}/checks/<str:which>/pages/<int:place>/mark/", checks.mark_page, name="mark_page"),
    path(f"{_ONE}/checks/<str:which>/pass/", checks.passed, name="pass_check"),
    path(f"{_ONE}/checks/<str:which>/send-back/", checks.sent_back, name="send_check_back"),
    path(f"{_ONE}/legal/", legal.legal, name="legal"),
    path(f"{_ONE}/legal/pages/<int:place>/", legal.page, name="legal_page"),
    path(f"{_ONE}/legal/approve/", legal.approve_it, name="approve"),
    path(f"{_ONE}/legal/send-back/", legal.sent_back, name="send_legal_back"),
    path(f"{_ONE}/legal/matter/", legal.to_matter, name="join_matter"),
    path(f"{_ONE}/legal/matter/leave/", legal.out_of_matter, name="leave_matter"),
    path(f"{_ONE}/legal/hold/", legal.set_hold, name="hold"),
    path(f"{_ONE}/legal/holds/<str:which>/lift/", legal.lift_hold, name="lift_hold"),
    path(f"{_ONE}/release/", release.release, name="release"),
    path(f"{_ONE}/release/progress/", release.progress, name="production_progress"),
    path(f"{_ONE}/release/produce/", release.produce, name="produce"),
    path(f"{_ONE}/release/letter/", letter.letter, name="letter"),
    path(f"{_ONE}/release/letter/draft/", letter.draft, name="letter_draft"),
    path(f"{_ONE}/release/<int:number>/<str:name>", release.document, name="document"),
    path(f"{_ONE}/send/", deliver.deliver_page, name="deliver"),
    path(f"{_ONE}/send/contact/", deliver.add_contact, name="add_contact"),
    path(f"{_ONE}/send/contact/<str:which>/erase/", deliver.erase, name="erase_contact"),
    path(f"{_ONE}/send/make/", deliver.make, name="make_delivery"),
    path(f"{_ONE}/send/<str:which>/code/", deliver.new_code, name="new_code"),
    path(f"{_ONE}/send/<str:which>/extend/", deliver.later, name="extend"),
    path(f"{_ONE}/send/recall/", deliver.recall_it, name="recall"),
    path(f"{_ONE}/send/questions/<str:which>/settle/", deliver.settled, name="settle_enquiry"),
    path(f"{_ONE}/again/", ending.again, name="reopen"),
    path(f"{_ONE}/policy/", ending.under_newer_policy, name="newer_policy"),
    path(f"{_ONE}/close/", ending.close_it, name="close"),
    path("collect/closed/", collect.gone, name="collect_closed"),
    path("collect/<str:token>/", collect.enter, name="collect"),
    path("collect/<str:token>/leave/", collect.exit_now, name="collect_leave"),
    path("collect/<str:token>/ask/", collect.ask, name="collect_ask"),
    path("collect/<str:token>/files/<str:name>", collect.file, name="collect_file"),
]
