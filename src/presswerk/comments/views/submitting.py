"""POST /comment/: preview, refusal with everything typed, or a comment that is stored for good."""

from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from presswerk.comments import markup, pace, proof, refusals, rules
from presswerk.comments.actions import own_links, submitting
from presswerk.comments.draft import Draft
from presswerk.comments.forgery import takes_posts
from presswerk.comments.forms import HONEYPOT, CommentForm
from presswerk.comments.models import Comment
from presswerk.comments.queries import kept_articles
from presswerk.comments.queries.articles import public_article, visible_comment
from presswerk.comments.queries.kept_articles import Stamp
from presswerk.comments.refused import Refused, Stale
from presswerk.comments.shown import form_context, opening
from presswerk.comments.taming import tame
from presswerk.comments.views import asked, frame
from presswerk.newsroom.models import ArticlePage

log = structlog.get_logger(__name__)
_FIELDS = (
    "article",
    "parent",
    "name",
    "email",
    "text",
    "url",
    "wants_replies",
    "started",
    "solution",
    HONEYPOT,
)


@dataclass
class _Back:
    """The form that goes back, with why."""

    status: int = 422
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    preview: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@takes_posts
@require_http_methods(["POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Whatever goes wrong, the reader gets back what was typed."""
    try:
        return _submit(request)
    except DatabaseError as error:
        # The kind of trouble alone: its message may hold what was to be stored.
        log.error("comment not stored", trouble=type(error).__name__)
        return _in_trouble(request)


def _submit(request: HttpRequest) -> HttpResponse:
    number = asked.number(request.POST.get("article", ""))
    kept = kept_articles.of(number) if number is not None else None
    if kept is not None and (answer := _sent(request, kept.article, kept.stamp)) is not None:
        return answer
    article = public_article(number) if number is not None else None
    if article is None:
        raise Http404("There is no such article.")
    kept_articles.keep(article)
    answer = _sent(request, article)
    return answer if answer is not None else _not_sent(request, article)


def _sent(request: HttpRequest, article: ArticlePage, stamp: Stamp | None = None) -> HttpResponse | None:
    """The answer to a complete form that is to be sent; None for others, and when the stamp is not true."""
    if request.POST.get("action") == "preview":
        return None
    form = CommentForm(request.POST)
    if not form.is_valid():
        return None
    with frame.in_language(request, article.locale.language_code):
        try:
            return _store(request, article, _parent(request, article), form, stamp)
        except Stale:
            return None


def _not_sent(request: HttpRequest, article: ArticlePage) -> HttpResponse:
    with frame.in_language(request, article.locale.language_code):
        parent = _parent(request, article)
        form = CommentForm(request.POST)
        if request.POST.get("action") == "preview" and "text" not in form.errors:
            return _preview(request, article, parent, form)
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return _form_again(request, article, parent, _Back(errors=errors, problem=refusals.incomplete()))


def _parent(request: HttpRequest, article: ArticlePage) -> Comment | None:
    number = asked.number(request.POST.get("parent", ""))
    parent = visible_comment(number) if number is not None else None
    if parent is None or parent.article_id != article.pk:
        # It was taken away while the answer was being written: the answer is not to be lost.
        return None
    return parent


def _preview(
    request: HttpRequest, article: ArticlePage, parent: Comment | None, form: CommentForm
) -> HttpResponse:
    html = markup.render(form.cleaned_data["text"])
    return _form_again(request, article, parent, _Back(status=200, preview=html))


def _store(
    request: HttpRequest, article: ArticlePage, parent: Comment | None, form: CommentForm, stamp: Stamp | None
) -> HttpResponse:
    """Raises Stale when the article is not any more what the stamp says."""
    if request.POST.get("parent") and parent is None:
        return _refused(request, article, None, Refused("parent_gone"))
    draft = replace(_draft(request, article, parent, form), stamp=stamp)
    try:
        done = submitting.submit(draft, solution=request.POST.get("solution", ""))
    except Refused as refused:
        return _refused(request, article, parent, refused)
    return frame.private(HttpResponseRedirect(f"{own_links.path_of(done.comment)}#state", status=303))


def _draft(request: HttpRequest, article: ArticlePage, parent: Comment | None, form: CommentForm) -> Draft:
    now = timezone.now()
    solution = request.POST.get("solution", "")
    is_attacked = proof.is_asked(article.pk, now)
    return Draft(
        article=article,
        parent=parent,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        text=form.cleaned_data["text"],
        url=form.cleaned_data.get("url", ""),
        language=article.locale.language_code,
        address=request.META.get("REMOTE_ADDR", ""),
        at=now,
        seconds_to_fill=pace.seconds_since(request.POST.get("started", ""), now.timestamp()),
        honeypot_filled=bool(request.POST.get(HONEYPOT, "").strip()),
        proof=proof.is_solved(solution) if is_attacked else None,
        wants_replies=form.cleaned_data["wants_replies"],
    )


def _refused(
    request: HttpRequest, article: ArticlePage, parent: Comment | None, refused: Refused
) -> HttpResponse:
    back = _Back(problem=refusals.in_words(refused))
    if refused.until is not None:
        back.status = 429
        seconds = max(1, int((refused.until - timezone.now()).total_seconds()) + 1)
        back.headers["Retry-After"] = str(seconds)
    named = refusals.FIELDS.get(refused.code)
    if named:
        back.errors[named] = back.problem
    return _form_again(request, article, parent, back)


def _form_again(
    request: HttpRequest, article: ArticlePage, parent: Comment | None, back: _Back
) -> HttpResponse:
    in_force = rules.in_force(article)
    typed = typed_in(request)
    typed["started"] = typed["started"] or pace.token(timezone.now().timestamp())
    context: dict[str, Any] = {
        **opening(in_force),
        **form_context(article, in_force, parent, typed=typed, errors=back.errors),
        "problem": back.problem,
        "preview": back.preview,
        "is_page": True,
        "length": len(tame(typed["text"])),
    }
    title = _("Preview of your comment") if back.preview else _("Your comment")
    answer = frame.page(request, article, "comments/form_page.html", title, context, back.status)
    for name, value in back.headers.items():
        answer.headers[name] = value
    return answer


def typed_in(request: HttpRequest) -> dict[str, str]:
    """Everything that was typed, as it was typed."""
    return {name: request.POST.get(name, "") for name in _FIELDS}


def _in_trouble(request: HttpRequest) -> HttpResponse:
    """The form again, from what was sent alone: it must be there when the database is not."""
    language = request.POST.get("language", "")
    # What the form says: the article, whose language it is, cannot be asked for.
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with frame.in_language(request, language):
        context = {"typed": typed_in(request), "honeypot": HONEYPOT, "problem": refusals.trouble()}
        html = render_to_string("comments/bare_form.html", context)
    answer = frame.private(HttpResponse(html, status=503), language)
    answer.headers["Retry-After"] = "10"
    return answer
