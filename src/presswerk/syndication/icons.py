"""The paper's icons: where they are, and when they are made."""

from typing import NamedTuple

import structlog
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_tasks import task
from wagtail.models import Site

from presswerk import bake
from presswerk.newsroom.models import Image, SiteSettings
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.syndication.fingerprints import fingerprint
from presswerk.syndication.models import PaperIcon

log = structlog.get_logger(__name__)

FAVICON, TOUCH = "favicon.ico", "apple-touch-icon.png"
SMALL, LARGE, MASKABLE = "icon-192.png", "icon-512.png", "icon-maskable-512.png"
CARD = "share-card.jpg"
NAMES = (FAVICON, TOUCH, SMALL, LARGE, MASKABLE, CARD)
_BROUGHT = "names_of_icons"


class _Look(NamedTuple):
    """What of the paper is to be seen on its icons."""

    name: str
    claim: str
    accent: str
    logo: str

    @property
    def facts(self) -> str:
        return fingerprint(*self)


# Reading ----------------------------------------------------------------------------------------
def with_icons(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Sites with the names of the icons that have been made."""
    made = PaperIcon.objects.filter(site=OuterRef("pk")).order_by()
    return sites.annotate(
        **{
            f"{_BROUGHT}_{number}": Subquery(made.filter(name=name).values("name")[:1])
            for number, name in enumerate(NAMES)
        }
    )


def address_of(site: Site | None, name: str) -> str:
    """The path of an icon; "" as long as it has not been made."""
    if site is None:
        return ""
    bake.depends_on(f"icons:{site.pk}")
    return f"/{name}" if getattr(site, f"{_BROUGHT}_{NAMES.index(name)}", None) else ""


@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """One of the paper's icons; 404 until it has been made."""
    site = paper_queries.site_of(request)
    found = _icon(site, name) if site is not None else None
    if found is None:
        raise Http404("This icon has not been made yet.")
    return HttpResponse(bytes(found.content), content_type=found.content_type)


@bake.named_query
def _icon(site: Site, name: str) -> PaperIcon | None:
    bake.depends_on(f"icons:{site.pk}")
    return PaperIcon.objects.filter(site=site, name=name).first()


# Making -----------------------------------------------------------------------------------------
def ask(site_id: int) -> None:
    """Have the icons of a site made, if they are not as they should be. In the caller's transaction."""
    make.enqueue(site_id)


def ask_for_logo(picture: Image) -> None:
    """Have the icons made anew of which this picture is the logo."""
    for site_id in SiteSettings.objects.filter(logo=picture).values_list("site_id", flat=True):
        ask(site_id)


def look_over() -> None:
    """Ask for icons that are missing or not as the paper looks now; called by the clock."""
    for site in Site.objects.all():
        if not _is_up_to_date(site, _look_of(site)[0]):
            ask(site.pk)


@task(queue_name="slow")
def make(site_id: int) -> None:
    """Draw all icons of a site and store them in one transaction."""
    site = Site.objects.filter(pk=site_id).first()
    if site is None:
        return
    look, logo = _look_of(site)
    if _is_up_to_date(site, look):
        return
    drawn = _draw(look, logo)
    with transaction.atomic():
        for name, (content_type, content) in drawn.items():
            PaperIcon.objects.update_or_create(
                site=site,
                name=name,
                defaults={"content_type": content_type, "content": content, "facts": look.facts},
            )
        PaperIcon.objects.filter(site=site).exclude(name__in=drawn).delete()


def _is_up_to_date(site: Site, look: _Look) -> bool:
    made = PaperIcon.objects.filter(site=site, facts=look.facts).values_list("name", flat=True)
    # A paper whose name our type cannot set has no card, and never will.
    return {*made, CARD} >= set(NAMES)


def _look_of(site: Site) -> tuple[_Look, Image | None]:
    paper = paper_queries.settings_of(site)
    logo = paper.logo.file.name if paper.logo else ""
    return _Look(paper.name, paper.claim, paper.accent_colour, logo), paper.logo


def _draw(look: _Look, logo: Image | None) -> dict[str, tuple[str, bytes]]:
    from presswerk.syndication.drawing import cards, icons
    from presswerk.syndication.drawing.opening import opened

    with opened(logo) as picture:
        drawn = icons.draw_icons(look.name, look.accent, picture)
    try:
        drawn[CARD] = ("image/jpeg", cards.draw_paper_card(look.name, look.claim, look.accent))
    except cards.CannotBeSet as reason:
        log.info("the paper has no share picture", reason=str(reason))
    return drawn
