"""What of sources and articles is kept from whom: the restricted, and what hangs on them."""

from __future__ import annotations

from core.concealing import conceal, kept
from sources.models import Article, Capture, Snapshot, Source

conceal(Source, lambda user_id: kept("restricted_sources", user_id))
conceal(Article, lambda user_id: kept("restricted_articles", user_id))
conceal(Capture, lambda user_id: Capture.objects.filter(article__in=kept("restricted_articles", user_id)).values("pk"))
conceal(Snapshot, lambda user_id: Snapshot.objects.filter(article__in=kept("restricted_articles", user_id)).values("pk"))
