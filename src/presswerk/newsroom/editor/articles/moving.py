"""Moving an article to the section that was chosen in its form."""

from typing import Any

from django.http import HttpRequest

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


def _is_autosave(request: HttpRequest) -> bool:
    return not request.accepts("text/html")
