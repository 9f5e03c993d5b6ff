"""Addresses of the statements of a matter, of their drafts, versions, files and contradictions."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import contradictions, drafting, statements, versions

_ALL = "matters/<str:key>/statements"
_ONE = f"{_ALL}/<str:which>"
urlpatterns = [
    path(f"{_ALL}/", statements.listed, name="statements"),
    path(f"{_ALL}/begin/", statements.begin, name="statement_begin"),
    path(f"{_ALL}/elsewhere/", statements.elsewhere, name="statement_elsewhere"),
    path(f"{_ONE}/", statements.statement, name="statement"),
    path(f"{_ONE}/details/", statements.details, name="statement_details"),
    path(f"{_ONE}/filed-elsewhere/", statements.filed_elsewhere, name="statement_filed_elsewhere"),
    path(f"{_ONE}/draft/", drafting.draft, name="statement_draft"),
    path(f"{_ONE}/draft/add/", drafting.add, name="statement_add"),
    path(f"{_ONE}/draft/bring-in/", drafting.bring_in, name="statement_bring_in"),
    path(f"{_ONE}/draft/<str:paragraph>/", drafting.paragraph, name="statement_paragraph"),
    path(f"{_ONE}/draft/<str:paragraph>/move/", drafting.move, name="statement_move"),
    path(f"{_ONE}/draft/<str:paragraph>/remove/", drafting.remove, name="statement_remove"),
    path(f"{_ONE}/contradictions/", contradictions.listed, name="statement_contradictions"),
    path(f"{_ONE}/contradictions/answer/", contradictions.answer, name="statement_answer"),
    path(f"{_ONE}/contradictions/again/", contradictions.again, name="statement_look_again"),
    path(f"{_ONE}/versions/", versions.listed, name="statement_versions"),
    path(f"{_ONE}/versions/<int:number>/", versions.version, name="statement_version"),
    path(f"{_ONE}/versions/<int:number>/restore/", versions.restore, name="statement_restore"),
    path(f"{_ONE}/versions/<int:number>/file/<str:form>/", versions.file, name="statement_file"),
    path(f"{_ONE}/versions/<int:number>/<int:other>/", versions.differences, name="statement_differences"),
]
