"""One comment: its permalink, the form for a reply without JavaScript, votes; and the form's challenge."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from presswerk.accounts.limits import LimitReached
from presswerk.comments import pace, proof, rules
from presswerk.comments.actions import voting
from presswerk.comments.forgery import takes_posts
from presswerk.comments.models import Comment
from presswerk.comments.queries import debate as queries
from presswerk.comments.queries.articles import public_article, visible_comment
from presswerk.comments.shown import form_context, opening
from presswerk.comments.views import asked, frame
from presswerk.comments.views.debates import Asked


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page and the place where the comment stands now.

    The parameter `comment` is dropped before a ready page is looked for. It is there for the browser, which
    may keep a page of a minute ago under the plain address, without the comment that was just written.
    """
    comment = _visible(pk)
    place = queries.place_of(comment)
    changed = comment.edited_at or comment.published_at or comment.submitted_at
    query = Asked(*place, None).query if place is not None else ""
    path = f"{comment.article.url}{'comments/' if place is not None else ''}{query}"
    path += f"{'&' if query else '?'}comment={comment.pk}.{int(changed.timestamp())}"
    return frame.private(HttpResponseRedirect(f"{path}#comment-{comment.pk}"))


@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The form below the comment that is answered, on a page of its own."""
    comment = _visible(pk)
    article = comment.article
    with frame.in_language(request, article.language):
        in_force = rules.in_force(article)
        typed = {"started": pace.token(timezone.now().timestamp())}
        context = {
            **opening(in_force),
            **form_context(article, in_force, comment, typed=typed),
            "is_page": True,
        }
        title = _("Reply to %(name)s") % {"name": comment.author_name}
        return frame.page(request, article, "comments/form_page.html", title, context)


@takes_posts
@require_http_methods(["POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the reader finds, and go back to the comment; the script gets an empty answer instead."""
    comment = _visible(pk)
    if not comment.shows_text:
        raise Http404("There is no such comment.")
    by_script = request.headers.get("Accept") == "application/json"
    try:
        is_helpful = request.POST.get("helpful") != "0"
        voting.vote(comment, request.META.get("REMOTE_ADDR", ""), is_helpful=is_helpful)
    except LimitReached as reached:
        text = _("Many votes have come from your network. %(wait)s") % {"wait": reached.message()}
        answer = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        return frame.private(answer)
    if by_script:
        return frame.private(JsonResponse({"counted": True}))
    return frame.private(HttpResponseRedirect(f"/comment/{comment.pk}/", status=303))


@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """What the script fetches when the form is first touched: the moment, and work if it is asked for."""
    number = asked.number(request.GET.get("article", ""))
    article = public_article(number) if number is not None else None
    if article is None:
        raise Http404("There is no such article.")
    now = timezone.now()
    work = proof.challenge(now) if proof.is_asked(article.pk, now) else None
    return frame.private(JsonResponse({"started": pace.token(now.timestamp()), "work": work}))


def _visible(pk: int) -> Comment:
    comment = visible_comment(pk)
    if comment is None:
        raise Http404("There is no such comment.")
    return comment
