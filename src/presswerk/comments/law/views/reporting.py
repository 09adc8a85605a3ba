"""Reporting illegal content: one form for comments and articles."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from presswerk.accounts import limits
from presswerk.accounts.attempts import client_address
from presswerk.accounts.limits import Count, LimitReached, Rule
from presswerk.comments.forgery import takes_posts
from presswerk.comments.law import in_force, links
from presswerk.comments.law.actions import reporting
from presswerk.comments.law.forms import ReportForm
from presswerk.comments.law.language import speaking
from presswerk.comments.law.pages import path_of
from presswerk.comments.law.views.page import show, too_often
from presswerk.comments.models import Comment
from presswerk.newsroom.models import ArticlePage

FROM_NETWORK = Rule("reports from a network", 20, timedelta(hours=1))
WITH_ADDRESS = Rule("reports with an address", 10, timedelta(days=1))


@takes_posts
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a comment that readers can see."""
    found = Comment.objects.filter(pk=pk, shows_text=True).select_related("article").first()
    if found is None:
        raise Http404
    return _form(request, found, found.article)


@takes_posts
def article(request: HttpRequest, number: int) -> HttpResponse:
    """Report an article."""
    found = ArticlePage.objects.filter(number=number, live=True).first()
    if found is None:
        raise Http404
    return _form(request, found, found)


def _form(request: HttpRequest, about: Comment | ArticlePage, article: ArticlePage) -> HttpResponse:
    if not in_force.settings().takes_reports:
        return HttpResponseRedirect(path_of("contact_points", about.language))
    with speaking(request, about.language) as language:
        form = ReportForm(request.POST if request.method == "POST" else None)
        status = 200
        if form.is_bound:
            status = 422
            if form.is_valid():
                try:
                    return HttpResponseRedirect(_report(request, about, form, language), status=303)
                except LimitReached as reached:
                    status = too_often(form, reached)
        location = links.to_comment(about) if isinstance(about, Comment) else links.to_article(about)
        return show(
            request, "report", _("Report illegal content"), status=status,
            form=form, location=location, article=article,
            comment=about if isinstance(about, Comment) else None,
        )  # fmt: skip


def _report(request: HttpRequest, about: Comment | ArticlePage, form: ReportForm, language: str) -> str:
    data = form.cleaned_data
    counts = [Count(FROM_NETWORK, limits.network_of(client_address(request)))]
    if data["email"]:
        counts.append(Count(WITH_ADDRESS, data["email"].casefold()))
    limits.consume(counts)
    made = reporting.report(
        about,
        reporting.Notice(
            ground=data["ground"],
            explanation=data["explanation"],
            language=language,
            name=data["name"],
            email=data["email"],
            threatens_life=data["threatens_life"],
        ),
    )
    return links.of_report(made.pk).removeprefix(links.absolute(""))
