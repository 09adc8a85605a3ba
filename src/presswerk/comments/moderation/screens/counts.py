"""Counters as JSON, asked for every few seconds by each screen that is open."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from presswerk.comments.moderation import counters
from presswerk.comments.moderation.actions import claiming
from presswerk.comments.moderation.models import Claim
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.desk import number_in


class CountsView(ModeratorsOnly):
    """How much there is to do. Naming the comment that is open extends the own claim on it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        user: Any = request.user
        shown = number_in(request.GET, "open")
        if shown and Claim.objects.filter(comment_id=shown, user_id=user.pk).exists():
            claiming.take(user, shown)
        answer = JsonResponse({name: str(count) for name, count in counters.counts().items()})
        answer["Cache-Control"] = "no-store"
        return answer
