"""Pages of a listing whose whole length nobody counts."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

MOST = 1_000


class CappedPaginator(WagtailPaginator):
    """Counts to MOST and no further: whoever leafs beyond that wants a filter, not page 2,000.

    One query finds the ids in order and thereby the count; one more loads the rows of the page shown, from
    `rows`: a queryset with all that a row shows and none of the filters, which the ids have passed already.
    """

    def __init__(self, object_list: QuerySet, per_page: int, *, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(object_list, per_page, **kwargs)
        self.rows = rows

    @cached_property
    def ids(self) -> list[Any]:
        """The ids of what is listed, in order, one more than MOST at most."""
        return list(self.object_list.values_list("pk", flat=True)[: MOST + 1])

    @cached_property
    def is_capped(self) -> bool:
        """Whether there is more than can be leafed through."""
        return len(self.ids) > MOST

    @cached_property
    def count(self) -> int:
        """How many can be leafed through."""
        return min(len(self.ids), MOST)

    @cached_property
    def items_count_label(self) -> str:
        """For example "214 articles" or "More than 1,000 articles"."""
        if not self.is_capped:
            return super().items_count_label
        return _("More than %(count)s %(things)s") % {
            "count": intcomma(MOST),
            "things": self.verbose_name_plural,
        }

    def page(self, number: Any) -> Page:
        """As Django's, without asking for the order again. Raises InvalidPage as it does."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        wanted = self.ids[start : min(start + self.per_page, self.count)]
        rows = {row.pk: row for row in self.rows.order_by().filter(pk__in=wanted)}
        return self._get_page([rows[pk] for pk in wanted if pk in rows], number, self)


class CappedListing:
    """Mixed into Wagtail's listing views: pages of `get_base_queryset`, counted no further than needed."""

    paginator_class = CappedPaginator

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs: Any) -> CappedPaginator:
        """Django's hook for making the paginator."""
        return CappedPaginator(queryset, per_page, rows=self.get_base_queryset(), **kwargs)  # type: ignore[attr-defined]
