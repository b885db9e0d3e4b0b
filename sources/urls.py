"""Addresses of articles, captures and sources. An article's own page belongs to the app that knows its claims and cases."""

from django.urls import path

from sources import views

app_name = "sources"

urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/submit/", views.submit, name="submit"),
    path("articles/<int:pk>/edit/", views.edit_article, name="article-edit"),
    path("articles/<int:pk>/sensitivity/", views.article_sensitivity, name="article-sensitivity"),
    path("articles/<int:pk>/refetch/", views.refetch, name="refetch"),
    path("captures/<int:pk>/", views.capture, name="capture"),
    path("captures/<int:pk>/bytes/", views.capture_bytes, name="capture-bytes"),
    path("sources/", views.sources, name="sources"),
    path("sources/new/", views.source_new, name="source-new"),
    path("sources/names/", views.source_names, name="source-names"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("sources/<int:pk>/edit/", views.source_edit, name="source-edit"),
    path("sources/<int:pk>/sensitivity/", views.source_sensitivity, name="source-sensitivity"),
    path("sources/<int:pk>/aliases/", views.alias_add, name="alias-add"),
    path("aliases/<int:pk>/remove/", views.alias_remove, name="alias-remove"),
    path("sources/<int:pk>/affiliations/", views.affiliation_add, name="affiliation-add"),
    path("affiliations/<int:pk>/remove/", views.affiliation_remove, name="affiliation-remove"),
]
