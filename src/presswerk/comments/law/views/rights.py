"""The rights of whom data are stored about: asked for here, done behind a signed link."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.accounts.attempts import client_address
from presswerk.accounts.limits import LimitReached
from presswerk.comments import hashing, seams
from presswerk.comments.draft import Draft
from presswerk.comments.forgery import takes_posts
from presswerk.comments.law import links
from presswerk.comments.law.actions import rights
from presswerk.comments.law.forms import AskForm, EraseForm, NameForm, NewEmailForm, OtherForm
from presswerk.comments.law.language import speaking
from presswerk.comments.law.models import RightsRequest
from presswerk.comments.law.views.page import View, behind, gone, show, too_often
from presswerk.comments.models import Comment


@takes_posts
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the link. The answer is the same for every address."""
    with speaking(request) as language:
        form = AskForm(request.POST if request.method == "POST" else None)
        status = 422 if form.is_bound else 200
        if form.is_bound and form.is_valid():
            try:
                rights.ask(form.cleaned_data["email"], language, client_address(request))
            except LimitReached as reached:
                status = too_often(form, reached)
            else:
                return show(request, "asked", _("We have written to you"), days=links.RIGHTS_DAYS)
        return show(request, "ask", _("Your data with our comments"), status=status, form=form)


@behind(links.RIGHTS)
def page(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """All that the address left here, and what can be done with it."""
    found = _request(pk)
    return gone(request) if found is None else _page(request, token, found)


def _request(pk: int) -> RightsRequest | None:
    return RightsRequest.objects.filter(pk=pk).exclude(email="").first()


def _page(
    request: HttpRequest, token: str, found: RightsRequest, status: int = 200, **forms: Any
) -> HttpResponse:
    with speaking(request, found.language):
        data = rights.everything(found.email)
        own = data.pop("comments", {})
        return show(
            request, "rights", _("Your data with our comments"), status=status,
            token=token, rights=found, own=own, others=data,
            **({"name_form": NameForm(prefix="name"), "email_form": NewEmailForm(prefix="email"),
                "other_form": OtherForm(prefix="other"), "erase_form": EraseForm(prefix="erase")} | forms),
        )  # fmt: skip


@behind(links.RIGHTS)
def as_json(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The same for machines (GDPR, article 20(1))."""
    found = _request(pk)
    if found is None:
        return gone(request)
    with speaking(request, found.language):
        text = json.dumps(rights.everything(found.email), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return _file(text, "application/json", "json")


@behind(links.RIGHTS)
def as_html(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The same as one page to keep."""
    found = _request(pk)
    if found is None:
        return gone(request)
    with speaking(request, found.language) as language:
        data = rights.everything(found.email)
        own = data.pop("comments", {})
        page = render(
            request,
            "comments_law/export.html",
            {"own": own, "others": data, "language": language, "now": timezone.now()},
        )
    return _file(page.content.decode(), "text/html; charset=utf-8", "html")


def _file(text: str, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="comments.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


Act = Callable[[HttpRequest, str, RightsRequest, Any], HttpResponse | None]


def _asked_by(form_class: type[Form], prefix: str) -> Callable[[Act], View]:
    """A view behind the link that acts on one form of the page, in the person's language.

    What the form or the act (by None, with the error in the form) refuses shows the page with all that was
    typed.
    """

    def decorate(act: Act) -> View:
        @behind(links.RIGHTS)
        @takes_posts
        @wraps(act)
        def view(request: HttpRequest, token: str, pk: int) -> HttpResponse:
            found = _request(pk)
            if found is None:
                return gone(request)
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            form = form_class(request.POST or None, prefix=prefix)
            with speaking(request, found.language):
                done = act(request, token, found, form) if form.is_valid() else None
                return done or _page(request, token, found, 422, **{f"{prefix}_form": form})

        return view

    return decorate


@_asked_by(NameForm, "name")
def rename(request: HttpRequest, token: str, found: RightsRequest, form: NameForm) -> HttpResponse | None:
    """Another name over all comments."""
    if not _is_allowed(found, form.cleaned_data["name"]):
        form.add_error("name", _("This name is not possible here. Ask us below if it is your own."))
        return None
    rights.rename(found, form.cleaned_data["name"])
    return _back(token)


def _is_allowed(found: RightsRequest, name: str) -> bool:
    """Whether the checks on new comments would let the name pass."""
    last = Comment.objects.filter(author_hash=hashing.of_email(found.email)).select_related("article").last()
    if last is None:
        return True
    draft = Draft(
        article=last.article, parent=None, name=name, email=found.email, text=name, language=last.language
    )
    return not seams.findings(draft)


@_asked_by(NewEmailForm, "email")
def change_email(request: HttpRequest, token: str, found: RightsRequest, form: NewEmailForm) -> HttpResponse:
    """Another address; its owner has to confirm."""
    rights.ask_new_email(found, form.cleaned_data["email"])
    return show(request, "asked", _("We have written to the new address"), days=links.NEW_EMAIL_DAYS)


@behind(links.NEW_EMAIL)
@takes_posts
def new_email(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The owner of the new address confirms with a button: programs that look into mails press none."""
    found = _request(pk)
    if found is None:
        return gone(request)
    with speaking(request, found.language):
        if request.method != "POST":
            return show(request, "new_email", _("Confirm your e-mail address"), rights=found)
        count = rights.move(found)
        return show(request, "moved", _("Your e-mail address is changed"), count=count)


@_asked_by(OtherForm, "other")
def other(request: HttpRequest, token: str, found: RightsRequest, form: OtherForm) -> HttpResponse:
    """Ask the operator."""
    made = rights.ask_other(found, form.cleaned_data["message"])
    return show(request, "asked_other", _("Your request has come in"), rights=made)


@_asked_by(EraseForm, "erase")
def erase(request: HttpRequest, token: str, found: RightsRequest, form: EraseForm) -> HttpResponse:
    """Erase everything."""
    count = rights.erase(found)
    return show(request, "erased", _("Everything is erased"), count=count)


def _back(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("comments_law:rights", args=[token]), status=303)
