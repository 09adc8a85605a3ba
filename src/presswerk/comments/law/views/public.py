"""Public pages of the law: house rules, notice, points of contact, yearly report. Baked."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presswerk import bake
from presswerk.comments.law import dsa_report, in_force, markdown
from presswerk.comments.law import notice as notices
from presswerk.comments.law.models import HouseRules
from presswerk.comments.law.pages import path_of
from presswerk.newsroom import addresses
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.queries import paper as paper_queries

# The operator's settings change with a restart, of which the bake knows nothing.
_SETTINGS_HOLD = timedelta(hours=1)


def house_rules(request: HttpRequest, language: str = "") -> HttpResponse:
    """The rules in force, what is to come, and every earlier version (DSA, article 14)."""
    return _page(request, "house_rules", "house_rules", language, lambda edition: {
        "heading": _("Rules for comments"), **_versions(edition.language),
    })  # fmt: skip


@bake.named_query
def _versions(language: str) -> dict[str, Any]:
    """Those of the language; of another one where it has none. The page ends when the next version begins."""
    bake.depends_on("house-rules")
    today = timezone.localdate()
    for code in dict.fromkeys([language, settings.LANGUAGE_CODE, "en", "de"]):
        found: list[dict[str, Any]] = [
            {"version": rules, "html": markdown.render(rules.text)}
            for rules in HouseRules.objects.filter(language=code).order_by("-valid_from")
        ]
        if found:
            break
    to_come = [one for one in found if one["version"].valid_from > today]
    past = [one for one in found if one["version"].valid_from <= today]
    if to_come:
        bake.expires(timezone.make_aware(datetime.combine(to_come[-1]["version"].valid_from, time())))
    return {"current": past[0] if past else None, "earlier": past[1:], "to_come": to_come}


def notice(request: HttpRequest, language: str = "") -> HttpResponse:
    """How data of commenters are processed (GDPR, article 13)."""
    bake.expires(timezone.now() + _SETTINGS_HOLD)
    return _page(request, "notice", "comment_notice", language, lambda edition: {
        "heading": _("How we process data of commenters"),
        "table": notices.table(),
        "sections": notices.sections(paper_queries.paper(request), in_force.settings()),
        "ask_url": reverse("comments_law:ask"),
    })  # fmt: skip


def contact(request: HttpRequest, language: str = "") -> HttpResponse:
    """Points of contact for authorities and for readers (DSA, articles 11 and 12)."""
    return _page(request, "contact", "contact_points", language, lambda edition: {
        "heading": _("Points of contact"), "settings": in_force.settings(),
    })  # fmt: skip


def yearly_report(request: HttpRequest, year: int, language: str = "") -> HttpResponse:
    """The report of a past year, where the publisher publishes it (DSA, article 15)."""
    if not in_force.settings().reports_yearly or not 2024 <= year < timezone.localdate().year:
        raise Http404
    return _page(request, "yearly_report", "dsa_report", language, lambda edition: {
        "heading": _("Moderation of comments in %(year)d") % {"year": year},
        "parts": _figures(year), "year": year,
    }, year)  # fmt: skip


@bake.named_query
def _figures(year: int) -> list[dsa_report.Part]:
    """A past year changes only by retention; the page is made anew each hour."""
    bake.expires(timezone.now() + _SETTINGS_HOLD)
    return dsa_report.parts(year)


def _page(
    request: HttpRequest,
    template: str,
    name: str,
    language: str,
    context_of: Callable[[FrontPage], dict[str, Any]],
    *args: Any,
) -> HttpResponse:
    if language == settings.LANGUAGE_CODE:
        return HttpResponsePermanentRedirect(path_of(name, language, *args))
    edition = paper_queries.edition_asked_for(request)
    own = get_language() or settings.LANGUAGE_CODE
    path = path_of(name, own, *args)
    context = context_of(edition)
    others = {
        root.language: path_of(name, root.language, *args)
        for root in addresses.roots()
        if root.site == paper_queries.site_of(request)
    }
    whole = page_context(
        request, edition, title=context["heading"], path=path, breadcrumb=[(context["heading"], path)],
        translated=others,
    )  # fmt: skip
    own_paths = {key: path_of(key, own) for key in ("house_rules", "comment_notice", "contact_points")}
    return render(request, f"comments_law/{template}.html", {**whole, **context, "paths": own_paths})
