"""The way to report illegal content, below every article and beside every comment (DSA, article 16(1))."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from presswerk.newsroom.models import ArticlePage


def below_article(page: Any, request: HttpRequest) -> SafeString | None:
    """A link below the article. Whether reports are taken is asked where it leads: no page pays for it."""
    if not isinstance(page, ArticlePage):
        return None
    return render_to_string(
        "comments_law/report_link.html",
        {"url": reverse("comments_law:report_article", args=[page.number]), "page": page},
    )
