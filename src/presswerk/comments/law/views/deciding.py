"""Behind signed links: what became of a report, the statement of reasons, and complaints against either."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from presswerk.comments.forgery import takes_posts
from presswerk.comments.law import links, statement_words
from presswerk.comments.law.actions import complaining
from presswerk.comments.law.forms import ComplaintForm
from presswerk.comments.law.language import speaking
from presswerk.comments.law.models import Complaint, Report, Statement
from presswerk.comments.law.views.page import behind, show


@behind(links.REPORT)
@takes_posts
def report(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The reporter's page."""
    found = Report.objects.filter(pk=pk).select_related("ground", "decided_on", "complaint").first()
    if found is None:
        raise Http404
    with speaking(request, found.language):
        title = _("Your report no. %(number)d") % {"number": found.pk}
        return _page(request, "report_state", title, found)


@behind(links.STATEMENT)
@takes_posts
def statement(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The commenter's page."""
    found = Statement.objects.filter(pk=pk).select_related("complaint", "comment").first()
    if found is None:
        raise Http404
    with speaking(request, found.language):
        title = _("Statement of reasons no. %(number)d") % {"number": found.pk}
        return _page(request, "statement", title, found, parts=statement_words.whole(found))


def _page(
    request: HttpRequest, template: str, title: str, against: Report | Statement, **context: object
) -> HttpResponse:
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                complaining.complain(against, form.cleaned_data["text"])
            except complaining.NotAllowed as refused:
                form.add_error(None, str(refused))
            else:
                return HttpResponseRedirect(request.path, status=303)
    return show(
        request, template, title, status=status, form=form, against=against,
        complaint=_complaint_of(against), can_complain=complaining.can_complain(against), **context,
    )  # fmt: skip


def _complaint_of(against: Report | Statement) -> Complaint | None:
    try:
        return against.complaint
    except Complaint.DoesNotExist:
        return None
