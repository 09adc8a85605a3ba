"""What follows when an article was saved by its form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from presswerk.newsroom.actions.moving import move
from presswerk.newsroom.models import ArticlePage, SectionPage


def move_as_wished(request: HttpRequest, page: Any) -> None:
    """After a save by hand: give the article the home section chosen in the form.

    Autosave moves nothing: a half-made choice must not change a public address.
    """
    wished: SectionPage | None = getattr(page, "wished_section", None)
    if wished is None or not isinstance(page, ArticlePage) or _is_autosave(request):
        return
    by: Any = request.user
    article = ArticlePage.objects.get(pk=page.pk)
    if article.get_parent().pk == wished.pk or not article.permissions_for_user(by).can_move_to(wished):
        return
    move(article, wished, by=by)


def after_saving(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Move the article as wished; after publishing or submitting lead to the list of articles.

    Wagtail would lead to the tree, where nobody works here. A saved draft stays open.
    """
    if not isinstance(page, ArticlePage):
        return None
    move_as_wished(request, page)
    if _is_autosave(request) or not {"action-publish", "action-submit"}.intersection(request.POST):
        return None
    return redirect("articles:index")


def _is_autosave(request: HttpRequest) -> bool:
    return not request.accepts("text/html")
