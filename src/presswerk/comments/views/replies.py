"""Double opt-in for mails about replies, and the way out. The link shows a button: programs that look at
mails follow links, and must confirm nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from presswerk.comments import signing
from presswerk.comments.actions import replying
from presswerk.comments.forgery import takes_posts
from presswerk.comments.views import frame
from presswerk.comments.views.links import comment_of


@takes_posts
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the click that confirms, or confirm."""
    return _answer(request, "confirm", token)


@takes_posts
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the click that ends the mails, or end them."""
    return _answer(request, "stop", token)


def _answer(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    comment = comment_of(f"replies-{purpose}", token)
    if isinstance(comment, signing.BadLink):
        return frame.no_such_link(request, comment)
    done = request.method == "POST"
    if done:
        (replying.confirm if purpose == "confirm" else replying.stop)(comment.pk)
    with frame.in_language(request, comment.article.language):
        context = {"comment": comment, "purpose": purpose, "is_done": done}
        title = _("Mails about replies")
        return frame.page(request, comment.article, "comments/replies.html", title, context)
