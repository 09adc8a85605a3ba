"""What a picker suggests while somebody types."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Locale

from presswerk.newsroom.models import AuthorProfile, Topic

MOST = 12
LONGEST_NAME = Topic._meta.get_field("name").max_length or 0
KINDS: dict[str, QuerySet] = {"authors": AuthorProfile.objects.all(), "topics": Topic.objects.all()}
# By what else than the name a thing is found.
_ALSO = {"authors": ["position"], "topics": ["synonyms"]}


@require_GET
def suggest(request: HttpRequest, kind: str) -> JsonResponse:
    """The best of a kind for `q`, of the edition in `language` when it is given. One query."""
    if kind not in KINDS:
        raise Http404
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_NAME]
    found = KINDS[kind].select_related("locale")
    if language := request.GET.get("language"):
        found = found.filter(locale__language_code=language)
    if text:
        found = found.filter(_holds(text, "name", *_ALSO[kind])).annotate(
            place=Case(When(_starts(text), then=Value(0)), default=Value(1))
        )
    ordered = found.order_by(*(["place"] if text else []), "name", "pk")[:MOST]
    return JsonResponse(
        {
            "results": [_described(thing, kind) for thing in ordered],
            "may_add": kind == "topics" and request.user.has_perm("newsroom.add_topic"),
        }
    )


@require_POST
def add_topic(request: HttpRequest) -> JsonResponse:
    """Make the topic `name` in the edition of `language`, or find the one that has this name already."""
    if not request.user.has_perm("newsroom.add_topic"):
        raise PermissionDenied
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())
    if not name or len(name) > LONGEST_NAME:
        return JsonResponse({"error": _("A topic has a name of at most 120 characters.")}, status=400)
    locale = Locale.objects.filter(language_code=request.POST.get("language", "")).first()
    locale = locale or Locale.get_default()
    topic = Topic.objects.filter(name__iexact=name, locale=locale).first()
    if topic is None:
        topic = Topic(name=name, locale=locale)
        topic.save()
    return JsonResponse(_described(topic, "topics"))


def _described(thing: Any, kind: str) -> dict[str, Any]:
    detail = thing.position if kind == "authors" else ""
    return {"id": thing.pk, "label": str(thing), "detail": detail}


def _holds(text: str, *fields: str) -> Q:
    condition = Q()
    for field in fields:
        for spelling in _spellings(text):
            condition |= Q(**{f"{field}__icontains": spelling})
    return condition


def _starts(text: str) -> Q:
    condition = Q()
    for spelling in _spellings(text):
        condition |= Q(name__istartswith=spelling)
    return condition


def _spellings(text: str) -> set[str]:
    """SQLite knows large and small letters of ASCII only: “öl” would not find “Öl”."""
    return {text, text.lower(), text.capitalize(), text.upper()}
