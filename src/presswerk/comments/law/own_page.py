"""What the law shows on the page that a commenter reaches by a signed link."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from presswerk.comments.law import in_force, links, statement_words
from presswerk.comments.law.models import Statement
from presswerk.comments.models import Comment


def statements(comment: Comment, request: HttpRequest) -> SafeString | None:
    """The statements of reasons of a comment with the way to complain, and the way to all other rights."""
    made = list(Statement.objects.filter(comment=comment).select_related("complaint").order_by("-at"))
    return render_to_string(
        "comments_law/own_page.html",
        {
            "statements": [
                {"statement": one, "parts": statement_words.whole(one), "link": links.of_statement(one.pk)}
                for one in made
            ],
            "settings": in_force.settings(),
            "rights_url": reverse("comments_law:ask"),
        },
    )
