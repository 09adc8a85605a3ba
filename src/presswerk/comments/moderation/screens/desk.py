"""The queue: one comment before a moderator, then the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from presswerk.comments.models import Comment
from presswerk.comments.moderation import counters
from presswerk.comments.moderation.actions import claiming
from presswerk.comments.moderation.context import Card, last_act, loaded
from presswerk.comments.moderation.models import Claim
from presswerk.comments.moderation.queue import Narrowing, after, article_named, queue, section_choices
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.acting import ACTS, Outcome, Refusal, act
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.comments.moderation.screens.labels import STATE_LABELS, act_in_words

FILTER_PERCENTS = (10, 25, 50, 75, 90)
FILTER_HOURS = (1, 3, 6, 12, 24, 48)
FRAGMENT = "moderation/_desk.html"


def is_fragment(request: HttpRequest) -> bool:
    """Whether the desk's own script asks, which wants no furniture around the comment."""
    return request.headers.get("X-Desk") == "1"


def number_in(values: Any, name: str) -> int | None:
    """A key from an address or a form."""
    raw = values.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 16 else None


class _Desk(ModeratorsOnly, DeskScreen, TemplateView):
    template_name = "moderation/desk.html"
    page_title = gettext_lazy("Comments")
    place = "moderation:queue"

    @cached_property
    def narrowing(self) -> Narrowing:
        """What was asked for."""
        return Narrowing.read(self.request.GET)

    def respond(
        self,
        comment: Comment | None,
        *,
        outcome: Outcome | Refusal | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The desk with a comment on it, or an empty one."""
        own = {
            "card": Card(comment, self.request.user) if comment else None,  # type: ignore[arg-type]
            "narrowing": self.narrowing,
            "act_query": self.narrowing.query(),
            "outcome": outcome,
            **more,
        }
        last = last_act(self.request.user)  # type: ignore[arg-type]
        own |= {"last": last, "last_in_words": act_in_words(last) if last else ""}
        if is_fragment(self.request):
            return TemplateResponse(self.request, FRAGMENT, own, status=status)
        return self.render_to_response(self.get_context_data(**own), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowing = self.narrowing
        counts = counters.counts()
        states = [
            {
                "query": narrowing.query(state=name),
                "label": STATE_LABELS[name],
                "count": counts.get(name),
                "name": name,
                "is_here": narrowing.state == name,
            }
            for name in ("waiting", "reported", "unread", "discarded")
        ]
        return {
            **super().get_context_data(**kwargs),
            "states": states,
            "sections": section_choices(),
            "filter_percents": FILTER_PERCENTS,
            "filter_hours": FILTER_HOURS,
            "article_title": article_named(narrowing.article) if narrowing.article else "",
        }


class QueueView(_Desk):
    """The next comment that nobody else has before them. It is claimed with that."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        passed = number_in(request.GET, "after")
        if passed:
            claiming.release(request.user, passed)  # type: ignore[arg-type]
        return self.respond(next_for(request, self.narrowing, passed))


class CommentView(_Desk):
    """One certain comment, claimed if nobody else has it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        comment = loaded(kwargs["pk"])
        if comment is None:
            messages.warning(request, _("This comment is not there any more."))
            return redirect("moderation:queue")
        is_mine = claiming.take(request.user, comment.pk)  # type: ignore[arg-type]
        return self.respond(comment, claimed_by=None if is_mine else claimed_by(comment.pk))


class ActView(_Desk):
    """Does one act on a comment, and shows what comes next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name, _colon, ground = request.POST.get("act", "").partition(":")
        comment = loaded(kwargs["pk"])
        if name not in ACTS:
            return HttpResponse(_("There is no such act."), status=400)
        if comment is None:
            return self.go_on(Refusal(_("This comment is not there any more.")), kwargs["pk"])
        if not claiming.take(request.user, comment.pk):  # type: ignore[arg-type]
            refusal = Refusal(_("%(name)s has this comment before them.") % {"name": claimed_by(comment.pk)})
            return self.go_on(refusal, comment.pk)
        outcome = act(name, comment, request.user, request.POST, ground)  # type: ignore[arg-type]
        if isinstance(outcome, Refusal) and not outcome.goes_on:
            return self.stay(outcome, comment)
        return self.go_on(outcome, comment.pk) if outcome.goes_on else self.stay(outcome, comment)

    def stay(self, outcome: Outcome | Refusal, comment: Comment) -> HttpResponse:
        """The same comment again, with what was typed where it was not taken."""
        if is_fragment(self.request) or isinstance(outcome, Refusal):
            typed = self.request.POST if isinstance(outcome, Refusal) else None
            status = 422 if isinstance(outcome, Refusal) else 200
            fresh = loaded(comment.pk)
            return self.respond(fresh, outcome=outcome, typed=typed, status=status)
        messages.success(self.request, outcome.told)
        return redirect(f"{reverse('moderation:comment', args=[comment.pk])}?{self.narrowing.query()}")

    def go_on(self, outcome: Outcome | Refusal, passed: int) -> HttpResponse:
        """The next comment."""
        # What was decided has left the queue where it was waiting; elsewhere it stands there still.
        behind = None if self.narrowing.state == "waiting" else passed
        if is_fragment(self.request):
            return self.respond(next_for(self.request, self.narrowing, behind), outcome=outcome)
        tell = messages.warning if isinstance(outcome, Refusal) else messages.success
        tell(self.request, outcome.told)
        return redirect(f"{reverse('moderation:queue')}?{self.narrowing.query(after=behind)}")


def next_for(request: HttpRequest, narrowing: Narrowing, passed: int | None) -> Comment | None:
    """The next of the queue behind one that was passed over; at its end it begins anew."""
    user: Any = request.user
    found = queue(narrowing)
    pk = claiming.claim_next(user, after(found, passed))
    if pk is None and passed:
        pk = claiming.claim_next(user, found)
    return loaded(pk) if pk else None


def claimed_by(comment_id: int) -> str:
    """Who has a comment before them."""
    claim = Claim.objects.select_related("user").filter(pk=comment_id).first()
    return str(claim.user) if claim else ""
