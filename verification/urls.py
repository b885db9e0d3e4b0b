"""Addresses of the queue, of articles as they are worked on, of cases, verdicts and exports."""

from django.urls import path

from verification.views import articles, assigning, cases, exports, overview, queue, reviewing, rules, search, standing

app_name = "verification"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next/", queue.next_case, name="next"),
    path("search/", search.search, name="search"),
    path("cases/", queue.cases, name="cases"),
    path("cases/assign/", assigning.assign_many, name="assign-many"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/take/", reviewing.take, name="take"),
    path("cases/<int:pk>/give/", cases.give, name="give"),
    path("cases/<int:pk>/adjudicate/", reviewing.adjudicate, name="adjudicate"),
    path("cases/<int:pk>/evidence/", cases.add_evidence, name="add-evidence"),
    path("cases/<int:pk>/join/", cases.join, name="join"),
    path("cases/<int:pk>/routing/", cases.edit, name="edit-case"),
    path("cases/<int:pk>/sensitivity/", cases.sensitivity, name="case-sensitivity"),
    path("cases/<int:pk>/<slug:action>/", cases.step, name="step"),
    path("assignments/<int:pk>/accept/", reviewing.accept, name="accept"),
    path("assignments/<int:pk>/end/", reviewing.end, name="end"),
    path("assignments/<int:pk>/draft/", reviewing.draft, name="draft"),
    path("assignments/<int:pk>/finding/", reviewing.submit, name="submit"),
    path("evidence/<int:pk>/capture/", cases.evidence_capture, name="evidence-capture"),
    path("evidence/<int:pk>/bytes/", cases.evidence_bytes, name="evidence-bytes"),
    path("evidence/<int:pk>/edit/", cases.edit_evidence, name="edit-evidence"),
    path("evidence/<int:pk>/sensitivity/", cases.evidence_sensitivity, name="evidence-sensitivity"),
    path("evidence/<int:pk>/withdraw/", cases.withdraw_evidence, name="withdraw-evidence"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/progress/", articles.progress, name="progress"),
    path("articles/<int:pk>/triage/", articles.triage, name="triage"),
    path("desk/overview/", overview.overview, name="overview"),
    path("desk/rules/", rules.rules, name="rules"),
    path("desk/rules/new/", rules.new, name="rule-new"),
    path("desk/rules/<int:pk>/", rules.rule, name="rule"),
    path("desk/rules/<int:pk>/edit/", rules.edit, name="rule-edit"),
    path("desk/rules/<int:pk>/<slug:change>/", rules.change, name="rule-change"),
    path("ties/", standing.ties, name="ties"),
    path("ties/<int:pk>/end/", standing.end_tie, name="end-tie"),
    path("desk/times/", standing.terms, name="terms"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("exports/<int:pk>/file/", exports.download, name="export-file"),
]
