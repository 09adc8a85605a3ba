"""The columns of the list of articles. None asks the database: what they show is loaded with the rows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn

from presswerk.newsroom.editor.articles.status import status_of


class HeadlineColumn(BaseColumn):
    """Kicker and headline, with what marks the article: label, lock."""

    header_template_name = "newsroom/editor/articles/headline_header.html"
    cell_template_name = "newsroom/editor/articles/headline_cell.html"

    def get_header_context_data(self, parent_context: Any) -> dict[str, Any]:
        page = parent_context.get("page_obj")
        return super().get_header_context_data(parent_context) | {"page_obj": page}

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return super().get_cell_context_data(instance, parent_context) | {
            "article": instance,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[instance.pk]),
            "may_edit": instance.permissions_for_user(user).can_edit(),
        }


class PlainTitleColumn(BaseColumn):
    """The title of any page, and the way to it."""

    cell_template_name = "newsroom/editor/sections/title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return super().get_cell_context_data(instance, parent_context) | {
            "page": instance,
            "may_edit": instance.permissions_for_user(user).can_edit(),
            "has_below": bool(instance.numchild),
        }


class SectionColumn(BaseColumn):
    """The home section."""

    cell_template_name = "newsroom/editor/articles/section_cell.html"


class BylineColumn(BaseColumn):
    """The names of the authors in order."""

    cell_template_name = "newsroom/editor/articles/byline_cell.html"


class StatusColumn(BaseColumn):
    """The state in a word."""

    cell_template_name = "newsroom/editor/articles/status_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {"status": status_of(instance)}


class MomentColumn(BaseColumn):
    """A moment, short; the accessor names the field."""

    cell_template_name = "newsroom/editor/articles/moment_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {
            "moment": getattr(instance, self.accessor),
            "updated_at": instance.updated_at if self.accessor == "published_at" else None,
        }


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    HeadlineColumn("title", label=_("Headline"), classname="title"),
    SectionColumn("section", label=_("Section"), width="12%"),
    BylineColumn("byline", label=_("Byline"), width="14%"),
    StatusColumn("status", label=_("Status"), width="13%"),
    MomentColumn("published_at", label=_("Published"), sort_key="published_at", width="11%"),
    MomentColumn(
        "latest_revision_created_at",
        label=_("Last edited"),
        sort_key="latest_revision_created_at",
        width="11%",
    ),
]
