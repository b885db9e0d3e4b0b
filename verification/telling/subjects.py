"""How what people are told of is named: cases, articles, and what is fetched. Each to whoever may see it, and to nobody else."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import ExtractionRun
from core.concealing import NOBODY, kept
from core.models import User
from core.telling import Subject, tell_of
from sources.models import Article, Capture
from verification.models import Assignment, Case, CaseEvidence, CaseTransition, Comment


def of_cases(user: User, pks: Iterable[int]) -> dict[int, Subject]:
    """Cases by id."""
    seen = Case.objects.visible_to(user).filter(pk__in=set(pks)).values_list("pk", "proposition")
    propositions = dict(seen)
    restricted = _kept_from_somebody(Case, "restricted_cases", propositions)
    return {pk: _case(pk, words, is_open=pk not in restricted) for pk, words in propositions.items()}


def _case(pk: int, words: str, *, is_open: bool) -> Subject:
    name = _("Case %(number)d") % {"number": pk}
    return Subject(name, words, reverse("verification:case", args=[pk]), is_open=is_open)


def of_articles(user: User, pks: Iterable[int]) -> dict[int, Subject]:
    """Articles by id."""
    articles = list(Article.objects.visible_to(user).filter(pk__in=set(pks)))
    restricted = _kept_from_somebody(Article, "restricted_articles", [article.pk for article in articles])
    return {article.pk: _article(article, is_open=article.pk not in restricted) for article in articles}


def _article(article: Article, *, is_open: bool) -> Subject:
    name = _("Article %(number)d") % {"number": article.pk}
    return Subject(name, str(article), reverse("verification:article", args=[article.pk]), is_open=is_open)


def _kept_from_somebody(model: Any, what: str, pks: Iterable[int]) -> set[int]:
    return set(model.objects.filter(pk__in=set(pks)).filter(pk__in=kept(what, NOBODY)).values_list("pk", flat=True))


def of_assignments(user: User, pks: Collection[int]) -> dict[int, Subject]:
    """Assignments, as their cases."""
    return _as_their_cases(user, Assignment.objects.visible_to(user).filter(pk__in=pks))


def of_transitions(user: User, pks: Collection[int]) -> dict[int, Subject]:
    """Steps of cases, as these."""
    return _as_their_cases(user, CaseTransition.objects.filter(pk__in=pks))


def of_comments(user: User, pks: Collection[int]) -> dict[int, Subject]:
    """Comments, as the discussions of their cases, of which nothing leaves the site."""
    case_of = dict(Comment.objects.visible_to(user).filter(pk__in=pks).values_list("pk", "case"))
    cases = of_cases(user, case_of.values())
    return {
        pk: dataclasses.replace(cases[case], address=f"{cases[case].address}#comment-{pk}", is_open=False)
        for pk, case in case_of.items()
        if case in cases
    }


def _as_their_cases(user: User, rows: QuerySet[Any]) -> dict[int, Subject]:
    case_of = dict(rows.values_list("pk", "case"))
    cases = of_cases(user, case_of.values())
    return {pk: cases[case] for pk, case in case_of.items() if case in cases}


def of_runs(user: User, pks: Collection[int]) -> dict[int, Subject]:
    """Readings, as their articles."""
    article_of = dict(ExtractionRun.objects.visible_to(user).filter(pk__in=pks).values_list("pk", "snapshot__article"))
    articles = of_articles(user, article_of.values())
    return {pk: articles[article] for pk, article in article_of.items() if article in articles}


def of_captures(user: User, pks: Collection[int]) -> dict[int, Subject]:
    """What was to be fetched: as its article, or as evidence for a case, of which nothing leaves the site."""
    captures = Capture.objects.visible_to(user).filter(pk__in=pks)
    urls = dict(captures.values_list("pk", "url"))
    article_of = dict(captures.filter(article__isnull=False).values_list("pk", "article"))
    links = CaseEvidence.objects.visible_to(user).filter(evidence__capture__in=urls.keys() - article_of.keys())
    case_of = dict(links.order_by("-pk").values_list("evidence__capture", "case"))
    articles, cases = of_articles(user, article_of.values()), of_cases(user, case_of.values())
    as_articles = {pk: articles[article] for pk, article in article_of.items() if article in articles}
    as_evidence = {
        pk: Subject(_("Evidence for %(case)s") % {"case": cases[case].name}, urls[pk], f"{cases[case].address}#evidence")
        for pk, case in case_of.items()
        if case in cases
    }
    return as_articles | as_evidence


tell_of(Assignment, of_assignments)
tell_of(CaseTransition, of_transitions)
tell_of(Comment, of_comments)
tell_of(ExtractionRun, of_runs)
tell_of(Capture, of_captures)
