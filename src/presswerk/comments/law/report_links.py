"""The way to report illegal content, below every article and beside every comment (DSA, article 16(1))."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from presswerk.comments.law import in_force
from presswerk.newsroom.models import ArticlePage


def below_article(page: Any, request: HttpRequest) -> SafeString | None:
    """A link below the article; nothing where the publisher takes no reports."""
    if not isinstance(page, ArticlePage) or not in_force.settings().takes_reports:
        return None
    return render_to_string(
        "comments_law/report_link.html",
        {"url": reverse("comments_law:report_article", args=[page.number]), "page": page},
    )
