"""The page of one's own comment, by signed link: how it stands and why, change, withdraw."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from presswerk.comments import refusals, rules, seams, signing, wording
from presswerk.comments.actions import editing, own_links
from presswerk.comments.forgery import takes_posts
from presswerk.comments.models import Comment, State
from presswerk.comments.refused import Refused
from presswerk.comments.views import frame
from presswerk.comments.views.links import comment_of


@takes_posts
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show it; a POST with `action` changes the text or withdraws it."""
    comment = comment_of(own_links.PURPOSE, token)
    if isinstance(comment, signing.BadLink):
        return frame.no_such_link(request, comment)
    with frame.in_language(request, comment.article.language):
        if request.method == "POST":
            return _change(request, comment)
        return _show(request, comment)


def _change(request: HttpRequest, comment: Comment) -> HttpResponse:
    if request.POST.get("action") == "withdraw":
        editing.withdraw(comment)
        return _back(request)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        editing.edit_own(comment, text, request.META.get("REMOTE_ADDR", ""))
    except Refused as refused:
        return _show(request, comment, text=text, problem=refusals.in_words(refused), status=422)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return frame.private(HttpResponseRedirect(f"{request.path}#state", status=303))


def _show(
    request: HttpRequest, comment: Comment, *, text: str | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    held = comment.state in (State.WAITING, State.SPAM)
    reasons = [wording.reason(entry) for entry in comment.held_for] if held else []
    context = {
        "comment": comment,
        # What the filter took waits for a moderator too, who can rescue it.
        "is_waiting": held,
        "reasons": list(dict.fromkeys(reasons)),
        "may_edit_until": editing.may_edit_until(comment),
        "may_withdraw": comment.state not in (State.WITHDRAWN, State.ERASED),
        "asked_for_replies": comment.sender.wants_replies if hasattr(comment, "sender") else False,
        "replies_confirmed": hasattr(comment, "sender") and comment.sender.confirmed_at is not None,
        "text": comment.text if text is None else text,
        "longest": rules.in_force(comment.article).longest,
        "problem": problem,
        "pieces": seams.own_pieces(comment, request),
    }
    return frame.page(request, comment.article, "comments/own.html", _("Your comment"), context, status)
