"""All that one e-mail address left with the comments (GDPR, articles 15 and 20)."""

from typing import Any

from presswerk.comments import hashing, wording
from presswerk.comments.law import links, statement_words
from presswerk.comments.law.models import Complaint, Report, RightsRequest, Statement
from presswerk.comments.models import Comment


def export(email: str) -> dict[str, Any]:
    """Plain data, for JSON and for the page: comments, what was decided about them, reports, requests."""
    author, plain = hashing.of_email(email), hashing.normal_email(email)
    comments = (
        (
            Comment.objects.filter(author_hash=author)
            .select_related("article", "sender")
            .prefetch_related("statements__complaint")
            .order_by("submitted_at", "pk")
        )
        if author
        else Comment.objects.none()
    )
    return {
        "email": plain,
        "comments": [_comment(comment) for comment in comments],
        "reports": [_report(report) for report in Report.objects.filter(email__iexact=plain).order_by("pk")],
        "requests": [
            _request(request) for request in RightsRequest.objects.filter(email__iexact=plain).order_by("pk")
        ],
    }  # fmt: skip


def has_data(email: str) -> bool:
    """Whether there is anything but the request itself."""
    author, plain = hashing.of_email(email), hashing.normal_email(email)
    return (
        Comment.objects.filter(author_hash=author).exclude(author_hash="").exists()
        or Report.objects.filter(email__iexact=plain).exists()
    )


def _comment(comment: Comment) -> dict[str, Any]:
    sender = getattr(comment, "sender", None)
    return {
        "number": comment.pk,
        "article": comment.article.title,
        "address": links.to_comment(comment),
        "name": comment.author_name,
        "website": comment.author_url,
        "text": comment.text,
        "state": comment.state,
        "submitted_at": comment.submitted_at,
        "published_at": comment.published_at,
        "edited_at": comment.edited_at,
        "held_for": [wording.reason(entry) for entry in comment.held_for],
        "spam_probability": comment.spam_probability,
        "insult_probability": comment.insult_probability,
        "helpful": comment.helpful,
        "unhelpful": comment.unhelpful,
        "email": sender.email if sender else "",
        "network": sender.network if sender else "",
        "wants_replies": bool(sender and sender.wants_replies),
        "email_confirmed_at": sender.confirmed_at if sender else None,
        "seconds_to_fill": sender.seconds_to_fill if sender else None,
        "statements": [_statement(made) for made in comment.statements.all()],
    }


def _statement(made: Statement) -> dict[str, Any]:
    complaint = getattr(made, "complaint", None)
    return {
        "number": made.pk,
        "at": made.at,
        "parts": dict(statement_words.whole(made)),
        "taken_back_at": made.taken_back_at,
        "complaint": _complaint(complaint) if complaint else None,
    }


def _complaint(complaint: Complaint) -> dict[str, Any]:
    return {
        "number": complaint.pk,
        "received_at": complaint.received_at,
        "text": complaint.text,
        "decision": complaint.outcome,
        "decided_at": complaint.decided_at,
        "answer": complaint.answer,
    }


def _report(report: Report) -> dict[str, Any]:
    complaint = getattr(report, "complaint", None)
    return {
        "number": report.pk,
        "received_at": report.received_at,
        "address": report.location,
        "reported_for": report.ground.title,
        "explanation": report.explanation,
        "name": report.name,
        "decision": report.decision,
        "decided_at": report.decided_at,
        "answer": report.answer,
        "complaint": _complaint(complaint) if complaint else None,
    }


def _request(request: RightsRequest) -> dict[str, Any]:
    return {
        "number": request.pk,
        "kind": request.kind,
        "asked_for": request.get_kind_display(),
        "message": request.message,
        "received_at": request.received_at,
        "answered_at": request.answered_at,
        "answer": request.answer,
    }
