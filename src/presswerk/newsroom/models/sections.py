from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from presswerk.newsroom import addresses
from presswerk.newsroom.models.addressed import Addressed
from presswerk.newsroom.models.curation import Curated, Pin, curation_panels

_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six hexadecimal digits, like #0b5394.")
)


class SectionPage(Addressed, Curated, Page):
    """A section (Ressort) with its own front, feed and editors; sections nest to any depth."""

    class Band(models.TextChoices):
        PICTURES = "pictures", _("Led by pictures")
        TEXT = "text", _("Led by text")
        LIST = "list", _("List")
        OPINION = "opinion", _("Opinion")
        NUMBERS = "numbers", _("Led by large numbers")

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences under the section's name.")
    )
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[_colour])
    band = models.CharField(_("band on the front page"), max_length=10, choices=Band, default=Band.TEXT)

    template = "pages/section.html"
    parent_page_types = ["newsroom.FrontPage", "newsroom.SectionPage"]
    subpage_types = ["newsroom.SectionPage", "newsroom.ArticlePage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        *curation_panels(),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("band"),
                FieldPanel(
                    "colour",
                    help_text=_(
                        "Such as #0b5394. Readers see it in lines and kickers, lighter or darker where it "
                        "could not be read. A section without one has that of the section above."
                    ),
                ),
            ],
            heading=_("Appearance"),
        ),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        super().clean()
        if self.slug and addresses.is_reserved(self.slug):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is used by the software or ends in a number. Choose another.")
                    % {"slug": self.slug}
                }
            )

    def render(self, request: HttpRequest) -> HttpResponse:
        from presswerk.newsroom.views.sections import section

        return section(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from presswerk.newsroom.views.sections import section_context

        return section_context(request, self)


class SectionPin(Pin):
    """A teaser pinned on a section's front."""

    page = ParentalKey(SectionPage, on_delete=models.CASCADE, related_name="pins")
    article = models.ForeignKey(
        "newsroom.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
