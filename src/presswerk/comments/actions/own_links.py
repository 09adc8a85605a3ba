"""The signed link to the page of one's own comment."""

from django.conf import settings
from django.urls import reverse

from presswerk import conf
from presswerk.comments import signing
from presswerk.comments.models import Comment
from presswerk.newsroom.models import SiteSettings

PURPOSE = "own"


def token_of(comment: Comment) -> str:
    """Good for as many days as the operator has set."""
    return signing.sign(PURPOSE, str(comment.pk), conf.current().comments_own_link_days)


def path_of(comment: Comment) -> str:
    """The path of the page."""
    return reverse("comment_own", args=[token_of(comment)])


def url_of(comment: Comment) -> str:
    """The whole address, for mails."""
    return settings.BASE_URL + path_of(comment)


def name_of_paper() -> str:
    """For the mails' texts."""
    return SiteSettings.objects.values_list("name", flat=True).first() or "Presswerk"
