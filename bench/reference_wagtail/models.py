"""Pages, authors and comments as the manual of Wagtail and a usual Django project have them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from reference_wagtail.blocks import StockBody

RELATED = 6
# The sizes that `{% picture %}` shows in place of one, where the run asks for them.
_SPECS = ("fill-960x540", "width-1200")


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=160)
    position = models.CharField(max_length=160, blank=True)
    biography = models.TextField(blank=True)
    portrait = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class SitePage(Page):
    """What all pages share: the menus and the way to them."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        home = request_site_root(request)
        context["home"] = home
        context["menu"] = home.get_children().live().in_menu()
        context["footer_menu"] = FooterPage.objects.child_of(home).live()
        context["breadcrumb"] = self.get_ancestors().filter(depth__gt=2)
        context["pictures"] = settings.WAGTAIL_PICTURES
        return context


def request_site_root(request: HttpRequest) -> Page:
    from wagtail.models import Site

    return Site.find_for_request(request).root_page


class HomePage(SitePage):
    template = "stock/home.html"


class FooterPage(SitePage):
    template = "stock/home.html"


class SectionPage(SitePage):
    lead = models.TextField(blank=True)

    template = "stock/home.html"


class StockTag(TaggedItemBase):
    content_object = ParentalKey("StockPage", on_delete=models.CASCADE, related_name="tagged_items")


class StockPage(SitePage):
    """An article."""

    kicker = models.CharField(max_length=100, blank=True)
    lead = models.TextField(blank=True)
    date = models.DateTimeField(db_index=True)
    author = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="+")
    lead_picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead_picture_caption = models.CharField(max_length=500, blank=True)
    body = StreamField(StockBody())
    tags = ClusterTaggableManager(through=StockTag, blank=True)
    comments_open = models.BooleanField(default=False)

    template = "stock/article.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        related = list(
            StockPage.objects.sibling_of(self, inclusive=False)
            .live()
            .order_by("-date")
            .defer_streamfields()
            .select_related("lead_picture")
            .prefetch_related("lead_picture__renditions")[:RELATED]
        )
        context["read_next"] = related[0] if related else None
        context["related"] = related[1:]
        context["subheads"] = [block for block in self.body if block.block_type == "subhead"]
        if self.comments_open:
            context["comments"] = self.comments.filter(parent=None).prefetch_related("replies")
        return context


class Comment(models.Model):
    page = models.ForeignKey(StockPage, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    name = models.CharField(max_length=80)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.name
