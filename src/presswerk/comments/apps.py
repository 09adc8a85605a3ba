from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "presswerk.comments"
    label = "comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk import jobs
        from presswerk.comments import feed, pieces, seams, tracked
        from presswerk.comments.actions import forgetting, replying, voting
        from presswerk.comments.views import debates
        from presswerk.newsroom import slots

        tracked.declare()
        slots.register_suffix("comments", debates.debate)
        slots.register_suffix("comments-feed", feed.feed)
        slots.register("article.aside", pieces.way_to_the_debate, order=10)
        slots.register("article.foot", pieces.debate, order=50)
        slots.register_article_data("comments", pieces.structured_data)
        seams.register_decided("replies", replying.tell_of_reply)
        jobs.every("comments: count votes", timedelta(seconds=10), voting.count_votes)
        jobs.every("comments: forget fingerprints", "hourly :35", forgetting.forget_fingerprints)
