from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from presswerk.newsroom import addresses
from presswerk.newsroom.blocks import PlainBody
from presswerk.newsroom.models.addressed import Addressed


class PlainPage(Addressed, Page):
    """A page that is no article: Impressum, Datenschutz, Kontakt, house rules."""

    body = StreamField(PlainBody(), verbose_name=_("text"), blank=True)

    template = "pages/plain.html"
    parent_page_types = ["newsroom.FrontPage", "newsroom.PlainPage"]
    subpage_types = ["newsroom.PlainPage"]
    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def clean(self) -> None:
        super().clean()
        if self.slug and addresses.is_reserved(self.slug):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is used by the software or ends in a number. Choose another.")
                    % {"slug": self.slug}
                }
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from presswerk.newsroom.views.plain import plain_context

        return plain_context(request, self)
