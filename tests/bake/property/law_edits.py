"""What the law changes below articles and on its own pages: reports, complaints, erasure, rules, settings."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Site

from presswerk.accounts.models import User
from presswerk.comments.law import erasure
from presswerk.comments.law.actions import complaining, reporting
from presswerk.comments.law.models import CommentSettings, Complaint, Ground, HouseRules, Report, Statement
from presswerk.comments.models import Comment, State
from tests.bake.property import newspaper
from tests.bake.property.comment_edits import email_of, hide, show
from tests.bake.property.edits import Desk, edit, one
from tests.bake.property.newspaper import new_word


def chief() -> User:
    """Who decides first."""
    return get_user_model().objects.get(email=newspaper.CHIEF)


def deputy() -> User:
    """Who looks at it again."""
    return get_user_model().objects.get_or_create(email="vertretung@bote.example")[0]


@edit
def comment_erased(desk: Desk, a: int, b: int, c: int) -> None:
    if b % 2:
        comment = one(Comment.objects.exclude(state=State.ERASED), a)
        if comment:
            hide(desk, comment)
            erasure.erase_comment(comment, kind="job")
        return
    for comment in Comment.objects.filter(sender__email=email_of(c)):
        hide(desk, comment)
    erasure.erase(email_of(c))


@edit
def comment_reported(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment is None:
        return
    notice = reporting.Notice(
        one(Ground, b), f"{new_word()} ist verboten", comment.language, "Rosa", "rosa@lesen.example"
    )
    made = reporting.report(comment, notice)
    if c % 4 == 0:
        return  # nobody has looked at it yet
    decision = Report.Decision.REMOVED if c % 4 < 3 else Report.Decision.KEPT
    reporting.decide(made, decision, by=chief(), answer="")
    if decision == Report.Decision.REMOVED:
        hide(desk, comment)


@edit
def complaint_decided(desk: Desk, a: int, b: int, c: int) -> None:
    against = one(Statement.objects.filter(taken_back_at=None, comment__state=State.REJECTED), a)
    if against is None or Complaint.objects.filter(statement=against).exists():
        return
    complaint = complaining.complain(against, "Das stimmt nicht.")
    outcome = Complaint.Outcome.REVERSED if c % 3 else Complaint.Outcome.UPHELD
    complaining.decide(complaint, outcome, by=deputy(), answer="")
    if c % 3:
        show(desk, against.comment)


@edit
def house_rules_changed(desk: Desk, a: int, b: int, c: int) -> None:
    day = timezone.localdate() + timedelta(days=b % 3)
    HouseRules.objects.update_or_create(
        language="de" if a % 2 else "en",
        valid_from=day,
        defaults={"text": f"# {new_word()}", "changes": new_word() if c % 2 else ""},
    )


@edit
def comment_settings_changed(desk: Desk, a: int, b: int, c: int) -> None:
    paper = CommentSettings.for_site(Site.objects.get(is_default_site=True))
    paper.reader_phone, paper.hosting, paper.dispute_body = new_word(), new_word(), new_word()
    paper.takes_reports, paper.takes_complaints = bool(a % 3), bool(b % 3)
    paper.states_reasons, paper.reports_yearly = True, bool(c % 2)
    paper.save()
