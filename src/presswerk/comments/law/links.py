"""Signed links of the law, one purpose each, and addresses of what they are about."""

from django.conf import settings
from django.urls import reverse

from presswerk.comments import signing
from presswerk.comments.models import Comment
from presswerk.newsroom.models import ArticlePage

REPORT = "law-report"
STATEMENT = "law-statement"
RIGHTS = "law-rights"
NEW_EMAIL = "law-new-email"

# DSA, article 20(1): at least six months from the day on which the person was told.
DECISION_DAYS = 190
RIGHTS_DAYS = 2
NEW_EMAIL_DAYS = 2


def of_report(pk: int) -> str:
    """Where the reporter sees what became of the report, and complains."""
    return _signed("report_state", REPORT, str(pk), DECISION_DAYS)


def of_statement(pk: int) -> str:
    """Where the commenter reads the statement of reasons, and complains."""
    return _signed("statement", STATEMENT, str(pk), DECISION_DAYS)


def of_request(pk: int) -> str:
    """Where somebody sees, takes, corrects and erases what one e-mail address left here."""
    return _signed("rights", RIGHTS, str(pk), RIGHTS_DAYS)


def of_new_email(pk: int) -> str:
    """Where a new e-mail address is confirmed."""
    return _signed("new_email", NEW_EMAIL, str(pk), NEW_EMAIL_DAYS)


def _signed(name: str, purpose: str, value: str, days: int) -> str:
    return absolute(reverse(f"comments_law:{name}", args=[signing.sign(purpose, value, days)]))


def absolute(path: str) -> str:
    """A path as a whole address."""
    return f"{settings.BASE_URL}{path}"


def to_comment(comment: Comment) -> str:
    """Where readers find a comment, on whatever page of the debate it stands by then."""
    return absolute(reverse("comment_permalink", args=[comment.pk]))


def to_article(article: ArticlePage) -> str:
    """The public address of an article."""
    return absolute(article.url or "/")
