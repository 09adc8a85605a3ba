"""The desk for comments and the law's screens, used as a browser does."""

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from presswerk.comments.law.actions import reporting
from presswerk.comments.law.models import CommentSettings, Ground
from presswerk.comments.models import Comment, State
from presswerk.newsroom.models import ArticlePage, SectionPage
from tests.bake.property.comment_edits import hide, show
from tests.bake.property.edits import Desk, edit, one
from tests.bake.property.newspaper import new_word
from tests.bake.property.screens import Form, opened, sent

_DECISIONS = ("approve", "reject:insult", "spam", "approve")


@edit
def screen_judge_comment(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.exclude(state=State.ERASED), a)
    if comment is None:
        return
    # Only what readers see can be answered.
    acts = [*_DECISIONS, "pick", "edit", *(["reply"] if comment.state == State.PUBLISHED else [])]
    act = acts[c % len(acts)]
    words = {"edit": ("text", "von der Redaktion"), "reply": ("reply", "sagt die Redaktion")}
    form: Form = {"act": act}
    if act in words:
        field, said = words[act]
        form[field] = f"{new_word()} {said}"
    sent(desk, reverse("moderation:act", args=[comment.pk]), form)
    comment.refresh_from_db()
    (show if comment.state == State.PUBLISHED else hide)(desk, comment)


@edit
def screen_comment_rules(desk: Desk, a: int, b: int, c: int) -> None:
    kinds = ("article", one(ArticlePage, a)), ("section", one(SectionPage, a)), ("paper", None)
    kind, page = kinds[b % 3]
    address, form = opened(desk, f"moderation:{kind}_rules", *([page.pk] if page else []))
    form |= {"mode": ["off", "before", ""][c % 3], "close_after_comments": str(c % 4) if c % 4 else ""}
    form["closed_at"] = timezone.localtime(desk.clock.now()).strftime("%Y-%m-%d %H:%M") if c % 5 == 1 else ""
    sent(desk, address, form)


@edit
def screen_decide_report(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment is None:
        return
    ground = Ground.objects.filter(can_be_reported=True)
    made = reporting.report(
        comment, reporting.Notice(one(ground, b), f"{new_word()} ist verboten", comment.language)
    )
    address, form = opened(desk, "comments_law_admin:report", made.pk)
    form |= {"decision": "removed" if c % 3 else "kept", "ground": made.ground_id, "answer": new_word()}
    sent(desk, address, form)
    comment.refresh_from_db()
    if comment.state != State.PUBLISHED:
        hide(desk, comment)


@edit
def screen_comment_settings(desk: Desk, a: int, b: int, c: int) -> None:
    paper = CommentSettings.for_site(Site.objects.get(is_default_site=True))
    address, form = opened(desk, "wagtailsettings:edit", "comments_law", "commentsettings", paper.pk)
    form |= {"reader_phone": new_word(), "data_protection_contact": new_word(), "states_reasons": "on"}
    form.pop("takes_reports", None)
    sent(desk, address, form | ({"takes_reports": "on"} if c % 2 else {}))
