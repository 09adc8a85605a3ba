"""The addresses at which debates are read."""

from presswerk.comments import rules
from presswerk.comments.models import Debate, Mode
from presswerk.newsroom.models import ArticlePage


def debate_paths(articles: list[str]) -> list[str]:
    """Of the debates that there are below these articles' paths, all orders and the feed."""
    by_path = {article.url: article for article in ArticlePage.objects.filter(live=True)}
    found = []
    for path in articles:
        article = by_path.get(path)
        if article is None:
            continue
        count = Debate.objects.filter(pk=article.pk).values_list("comments", flat=True).first()
        if count or rules.in_force(article).mode != Mode.OFF:
            queries = ("", "?sort=oldest", "?sort=best", "?since=24h")
            found += [f"{path}comments/{query}" for query in queries] + [f"{path}comments-feed/"]
    return found
