"""The publisher's decisions, as letters, clocks and public pages read them."""

from presswerk import bake
from presswerk.comments.law.models import CommentSettings
from presswerk.newsroom.models import SiteSettings


@bake.named_query
def settings() -> CommentSettings:
    """Of the default site: a newspaper has one law, whatever it is called at."""
    bake.depends_on("comment-settings")
    found = CommentSettings.objects.filter(site__is_default_site=True).first()
    return found or CommentSettings()


@bake.named_query
def paper() -> SiteSettings:
    """Name and addresses of the paper, outside of a request."""
    bake.depends_on("paper")
    return SiteSettings.objects.filter(site__is_default_site=True).first() or SiteSettings()
